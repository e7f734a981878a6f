"""The verbs of the command line for people who write briefs."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import files, json_schema
from generator.fmt import LayoutError, briefs, lay_out
from generator.load import load
from generator.strict_yaml import YamlError


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def fmt(paths: tuple[Path, ...]) -> None:
    """Put keys in order and fold long lines, in FILEs or in all briefs; words and comments stay as they are."""
    root = Path.cwd()
    changed = failed = 0
    for path, kind in _chosen(root, paths).items():
        name = files.relative(root, path)
        try:
            if lay_out(path, kind):
                changed += 1
                click.echo(name)
        except (files.UnusableFileError, LayoutError, YamlError) as error:
            failed += 1
            click.echo(f"{name}: left as it is: {error}", err=True)
    click.echo(f"{changed} changed" if changed else "nothing to change")
    if failed:
        click.echo("python3 run.py check names the lines and the way out", err=True)
        sys.exit(1)


@click.command("schema")
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 where a schema is not what it should be.")
def schema(*, check: bool) -> None:
    """Renew what editors know of briefs: fields, and the ids that the registers hold (briefs/.schema/)."""
    root = Path.cwd()
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
