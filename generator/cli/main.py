"""The command line: what `python3 run.py VERB` runs, in the project's folder."""

import os
import re
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from generator import problems, terminal
from generator.build import read
from generator.cli import review as cli_review
from generator.cli import verify as cli_verify
from generator.cli import write as cli_write
from generator.cli.options import TIMINGS
from generator.copies import Copies, absent
from generator.engine.csp import ForeignScriptError
from generator.engine.export import export
from generator.engine.hosting import fit, sizes_in
from generator.engine.kept_pages import KeptPages
from generator.engine.swap import SwapError, replacing
from generator.evidence.quotations import QuoteResult
from generator.problems import Problem
from generator.progress import shown
from generator.reading.files import BRIEFS
from generator.reading.load import located
from generator.settings import COPIES, SettingError, copies_folder

FORMATS: Final = {"people": terminal.for_people, "github": problems.for_github, "json": problems.for_programs}
ADDRESS: Final = "127.0.0.1:8000"
PAGES: Final = ".cache/pages"


class _Commands(click.Group):
    """Says in one line what the person can mend."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (ForeignScriptError, SettingError, SwapError) as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or error}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn the briefs of this folder into a site."""
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a name in hangul on an old terminal


main.add_command(cli_review.diff)
main.add_command(cli_review.links)
main.add_command(cli_write.new)
main.add_command(cli_write.fmt)
main.add_command(cli_write.schema)
main.add_command(cli_verify.verify)


@main.command()
@click.option("--format", "format_", type=click.Choice([*FORMATS]), default="people", help="For whom to print.")
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl+C.")
@TIMINGS
def check(format_: str, *, watch: bool, timings: bool) -> None:
    """Name every problem in the briefs, drafts too; exit status 1 where there are any."""
    copies = copies_folder(Path.cwd())
    if not watch:
        sys.exit(1 if _check(copies, format_, timings=timings) else 0)
    from generator.watch import changes  # noqa: PLC0415 - only here

    try:
        for _ in changes(Path.cwd() / BRIEFS, *([copies] if copies else [])):
            click.clear()
            _check(copies, format_, timings=timings)
            click.echo("Waiting for changes; Ctrl+C ends it.", err=True)
    except KeyboardInterrupt:
        click.echo(err=True)


def _check(copies: Path | None, format_: str, *, timings: bool) -> bool:
    """Print all problems, and tell whether there are any."""
    with shown(timings=timings) as work, work.stage("reading and linking briefs"):
        library, found = read(Path.cwd(), copies=copies, drafts=True)
        typed = {id_: article.typed for id_, article in library.articles.items()}
        mistyped = [fault for fault in absent(typed, Copies(copies)) if fault.hint] if copies else []
    aside = format_ != "people"  # what programs read stands alone
    click.echo(FORMATS[format_](found), nl=False)
    click.echo(terminal.for_people(located(Path.cwd(), mistyped)), nl=False, err=aside)
    if unchecked := sum(
        claim.quote in {QuoteResult.UNCHECKED, QuoteResult.CHANGED} for claim in library.claims.values()
    ):
        why = f"their articles' copies are not in {copies}" if copies else f"{COPIES} names no folder of copies"
        click.echo(f"{_count(unchecked, 'quotation')} not checked: {why}.", err=aside)
    for question in library.crowded:
        count = _count(len(question.answers), "answer")
        click.echo(f"The question {question.id} has {count}: comparing takes long. Divide it, if you can.", err=aside)
    click.echo(_summary(len(library.articles), found), err=aside)
    return bool(found)


@main.command("build")
@click.option("--strict", is_flag=True, help="Fail on warnings too: a broken link in docs/, too large a site.")
@click.option("--offline", is_flag=True, help="A site to open from a folder, without a server: open its index.html.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to: site, or site-offline.")
@click.option("--afresh", is_flag=True, help="Make every page anew, also those that are as they were.")
@TIMINGS
def build_(site_dir: Path | None, *, strict: bool, offline: bool, afresh: bool, timings: bool) -> None:
    """Write the site; when anything fails, the old one stays whole."""
    from generator.engine.site_build import build_site  # noqa: PLC0415 - MkDocs takes a while to import

    target = site_dir or Path("site-offline" if offline else "site")
    with shown(timings=timings) as work, replacing(target, known_by="sitemap.xml") as folder:
        kept = None if afresh else KeptPages(target, Path(PAGES))
        build_site(folder, strict=strict, offline=offline, kept=kept, work=work)
        if not offline:
            found = fit(sizes_in(folder))
            click.echo(found.message, nl=bool(found.message), err=True)
            if strict and not found.fits:
                sys.exit(1)
    click.echo(f"The site is in {target}")


@main.command()
@click.option("--dev-addr", "-a", default=ADDRESS, show_default=True, help="Address and port.")
@click.option("--open", "-o", "in_browser", is_flag=True, help="Open it in a browser.")
def serve(dev_addr: str, *, in_browser: bool) -> None:
    """Show the site on this machine, drafts too; every edit is seen at once. Ctrl+C ends it."""
    from generator.engine import preview  # noqa: PLC0415 - MkDocs takes a while to import

    host, port = _host_and_port(dev_addr)
    if _answers(host, port):
        raise click.ClickException(
            f"port {port} is taken, perhaps by another serve: end that one, or choose another port, as in\n"
            f"  python3 run.py serve --dev-addr {host}:{port + 1}"
        )
    preview.serve(host, port, in_browser=in_browser)


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("build/docs"))
@TIMINGS
def export_(folder: Path, *, timings: bool) -> None:
    """Write the pages as plain Markdown into FOLDER (build/docs), for another engine.

    As in: DOCS_DIR=build/docs zensical build
    """
    from generator.engine.mkdocs_adapter import configured_site  # noqa: PLC0415 - MkDocs takes a while to import

    root = Path.cwd()
    with shown(timings=timings) as work:
        with work.stage("making the pages"):
            site = configured_site(root)
        if site.problems:
            click.echo(terminal.for_people(site.problems) + _summary(site.articles, site.problems), err=True)
            sys.exit(1)
        with work.stage("writing"):
            export(site, root, folder)
    click.echo(f"{len(site.pages)} pages are in {folder}")


def _summary(articles: int, found: Sequence[Problem]) -> str:
    """How many problems in how many files, or how many briefs without any."""
    if not found:
        return f"{_count(articles, 'brief')}, no problems"
    return f"{_count(len(found), 'problem')} in {_count(len({problem.file for problem in found}), 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _host_and_port(address: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.+):(\d{1,5})", address, re.ASCII)
    if not match or int(match[2]) > 65535:
        raise click.BadParameter(f"'{address}' is no address and port, as in {ADDRESS}", param_hint="'--dev-addr'")
    return match[1], int(match[2])


def _answers(host: str, port: int) -> bool:
    """Tell whether somebody listens there."""
    try:
        with socket.create_connection((host.strip("[]"), port), timeout=0.5):
            return True
    except OSError:
        return False
