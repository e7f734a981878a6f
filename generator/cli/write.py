"""The verbs of the command line for people who write briefs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from generator.authoring import json_schema
from generator.authoring.extras import ExtraError
from generator.authoring.fmt import LayoutError, briefs, lay_out
from generator.progress import shown
from generator.reading import files
from generator.reading.load import load
from generator.settings import COPIES, copies_folder
from generator.values.urls import url_problem
from generator.yaml_files.strict_yaml import YamlError


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def fmt(paths: tuple[Path, ...]) -> None:
    """Put keys in order and fold long lines, in FILEs or in all briefs; words and comments stay as they are."""
    root = Path.cwd()
    changed = failed = 0
    chosen = _chosen(root, paths)
    with shown() as work, work.stage("laying out", len(chosen)) as advance:
        for path, kind in chosen.items():
            name = files.relative(root, path)
            try:
                if lay_out(path, kind):
                    changed += 1
                    click.echo(name)
            except (files.UnusableFileError, LayoutError, YamlError) as error:
                failed += 1
                click.echo(f"{name}: left as it is: {error}", err=True)
            advance()
    click.echo(f"{changed} changed" if changed else "nothing to change")
    if failed:
        click.echo("python3 run.py check names the lines and the way out", err=True)
        sys.exit(1)


@click.command("schema")
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 where a schema is not what it should be.")
def schema(*, check: bool) -> None:
    """Renew what editors know of briefs: fields, and the ids that the registers hold (briefs/.schema/)."""
    root = Path.cwd()
    with shown() as work, work.stage("reading briefs"):
        content, problems = load(root)
    if problems:
        click.echo("Some briefs have problems (python3 run.py check); what they hold is missing here.", err=True)
    found = json_schema.stale(root, content) if check else json_schema.write(root, content)
    for file in found:
        click.echo(f"{file} is behind: {json_schema.RENEW}" if check else file)
    if not found:
        click.echo("the schemas are as they should be")
    sys.exit(1 if check and found else 0)


def _chosen(root: Path, paths: Sequence[Path]) -> dict[Path, str]:
    """The briefs under those names, or all."""
    known = briefs(root)
    chosen = {path.resolve().parent / path.name for path in paths} or known.keys()
    for path in sorted(chosen - known.keys()):
        raise click.BadParameter(f"{path} is no brief, theme or register", param_hint="FILE")
    return {path: known[path] for path in sorted(chosen)}


@click.command("new")
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True, dir_okay=False))
@click.option("--url", help="Where the article stands; without FILE it is fetched from there.")
@click.option("--title", help="Title as printed.")
@click.option("--by", multiple=True, help="An author; may be given several times.")
@click.option("--publisher", help="Id in registers/publishers.yml.")
@click.option("--published", help="Date or range, as 2024-09-24 or 2023-11-10/2023-11-30.")
@click.option("--published-why", help="How you know the date.")
@click.option("--headline", help="A headline of your own.")
@click.option("--theme", "themes", multiple=True, help="Id of a theme; up to three.")
@click.option("--id", "id_", help="Name of the brief's file, which will be the address of its page.")
@click.option(
    "--copies", type=click.Path(path_type=Path), help=f"Folder of copies, if not the one that {COPIES} names."
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
def new(file: Path | None, url: str | None, id_: str | None, copies: Path | None, *, yes: bool, **given: Any) -> None:  # noqa: ANN401 - texts and lists of texts, checked by `making.new`
    """Begin a brief from an article: FILE as text or HTML, - for standard input, or --url alone.

    Finds title, author and date, lists sentences worth a claim, keeps a copy, and writes a draft for you to fill in.
    Asks on a terminal; without one, say what you know by options.
    """
    from generator.authoring.scaffold import new as making  # noqa: PLC0415 - no other verb needs all this
    from generator.authoring.scaffold import page, reading, write  # noqa: PLC0415 - as above

    asking = not yes and file != _STANDARD_INPUT and sys.stdin.isatty() and sys.stdout.isatty()
    if asking and not file and not url:
        file, url = _where()
    try:
        order = making.Order(
            data=_fetch(_checked(url)) if url and not file else _read(file),
            given=write.Draft(url=url, **given),
            id=id_,
            copies=_copies(Path.cwd(), copies, asking=asking),
            file=file,
            asking=asking,
        )
        making.new(Path.cwd(), order)
    except (making.NewError, reading.UnreadableArticleError, ExtraError, page.FetchError) as error:
        raise click.ClickException(str(error)) from None


_STANDARD_INPUT = Path("-")


def _where() -> tuple[Path | None, str | None]:
    """Ask for the article: a file, or an address to fetch it from."""
    answer = click.prompt("The article: a file saved from the browser (.html, .txt), or its address").strip(" '\"")
    return (None, answer) if "://" in answer else (Path(answer).expanduser(), None)


def _fetch(url: str) -> bytes:
    from generator.authoring.scaffold import page  # noqa: PLC0415 - as above

    click.echo(f"asking for {url}", err=True)
    return page.fetch(url)


def _read(file: Path | None) -> bytes:
    if file and file != _STANDARD_INPUT:
        return file.read_bytes()
    if not file and sys.stdin.isatty():
        raise click.UsageError("name the article: a FILE, - for standard input, or --url")
    return sys.stdin.buffer.read()


def _checked(url: str) -> str:
    if problem := url_problem(url):
        raise click.BadParameter(problem, param_hint="--url")
    return url


def _copies(root: Path, named: Path | None, *, asking: bool) -> Path | None:
    """The folder of copies: the one that was named, or that the environment names, or that the person wants now."""
    folder = named or copies_folder(root)
    if not folder and asking:
        question = f"Folder for the full text, outside this one ({COPIES} names none; - keeps no copy)"
        answer = click.prompt(question, default=str(Path("..") / "copies")).strip()
        folder = Path(answer).expanduser() if answer != "-" else None
    if folder and folder != copies_folder(root):
        if root.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise click.BadParameter(f"{folder} is inside the project: full texts stay outside", param_hint="--copies")
        folder.mkdir(parents=True, exist_ok=True)
    return folder
