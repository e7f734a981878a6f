"""`python3 run.py bench`: what the program takes, beside its limits and, with --peers, beside other programs."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Final

import click

from bench import limits, makers, report
from bench.compare import compare
from bench.measure import FailedError
from generator.progress import shown

LARGE: Final = 5000
"""More briefs than this are built and served once, where others take minutes."""


@click.command()
@click.option("--sizes", default="1000", show_default=True, help="Numbers of briefs, with commas.")
@click.option("--runs", default=3, show_default=True, help="How often each is measured; builds of over 5,000 once.")
@click.option("--build/--no-build", default=True, help="Whether to build and serve the site too.")
@click.option("--peers", is_flag=True, help="Measure other programs on the same briefs, in turns.")
@click.option("--write", is_flag=True, help="Write the figures into docs/benchmarks.md.")
def main(sizes: str, runs: int, *, build: bool, peers: bool, write: bool) -> None:
    """Measure the generator, builds, edits in the preview, memory, pages and search."""
    if peers and (absent := makers.missing()):
        click.echo(f"Without {' and '.join(absent)}, which are not installed: {makers.HOW_TO_HAVE}", err=True)
    today = dt.datetime.now().astimezone().date().isoformat()
    measured = report.Measured(today, report.machine(), makers.versions() if peers else {})
    try:
        with shown() as work:
            for size in map(int, sizes.split(",")):
                often = 1 if size > LARGE else runs
                with tempfile.TemporaryDirectory() as folder:
                    click.echo(f"\n{size:,} briefs\n")
                    mine = makers.ours(Path(folder) / "ours", size)
                    alone = limits.generator(mine.root, size, runs)
                    if build:
                        limits.full_build(mine.root, size, often)
                        others = makers.peers(mine, Path(folder)) if peers else ()
                        figures = compare([mine, *others], size, often, work)
                        figures[mine.name] |= alone
                        click.echo(f"\n{report.table(figures)}")
                        measured.figures[size] = figures
    except FailedError as error:
        raise click.ClickException(str(error)) from None
    if write:
        measured.save()
        report.PAGE.write_text(report.page(measured), "utf-8")


if __name__ == "__main__":
    main()
