"""The verb that compares quotations with the copies of their articles."""

import datetime as dt
import sys
from collections import Counter
from pathlib import Path

import click

from generator import terminal
from generator.authoring.verify import Outcome
from generator.authoring.verify import verify as verify_all
from generator.cli.options import TIMINGS
from generator.progress import shown
from generator.settings import COPIES, copies_folder


@click.command("verify")
@click.option(
    "--copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=f"Folder of copies, if not the one that {COPIES} names.",
)
@TIMINGS
def verify(copies: Path | None, *, timings: bool) -> None:
    """Compare quotations with your copies of the articles, and note in each brief what was checked.

    A brief with a quotation that is not in its copy stays as it is; exit status 1 where there is one. A copy that is
    not in the folder is named.
    """
    root = Path.cwd()
    folder = copies or copies_folder(root)
    if folder is None:
        raise click.ClickException(f"{COPIES} names no folder of copies: set it, or give --copies FOLDER")
    today = dt.datetime.now().astimezone().date()  # the one place with a clock: the day goes into the brief
    with shown(timings=timings) as work:
        verified = verify_all(root, folder, today, work)
    problems = [problem for each in verified for problem in each.problems]
    click.echo(terminal.for_people(problems), nl=False)
    for each in verified:
        if each.outcome == Outcome.RECORDED:
            click.echo(f"{each.file}: quotations found, noted")
    count = Counter(each.outcome for each in verified)
    click.echo(
        f"{count[Outcome.RECORDED]} noted, {count[Outcome.UNCHANGED]} as before, "
        f"{count[Outcome.NOT_FOUND]} with a quotation not found, {count[Outcome.NO_COPY]} without a copy in {folder}"
    )
    sys.exit(1 if count[Outcome.NOT_FOUND] else 0)
