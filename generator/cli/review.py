"""The verbs of the command line for people who review and keep the site: what a change does, which links are dead."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from generator.cli.options import TIMINGS
from generator.past.revision import RevisionError, checked_out, commit
from generator.progress import shown
from generator.reading.load import load
from generator.review import diff_words
from generator.review.diff import Difference, difference, state
from generator.settings import copies_folder

FORMATS: Final[Mapping[str, Callable[[Difference], str]]] = {
    "people": diff_words.for_people,
    "markdown": diff_words.for_github,
    "json": diff_words.for_programs,
}


@click.command("diff")
@click.argument("revision", default="HEAD")
@click.option("--format", "format_", type=click.Choice([*FORMATS]), default="people", help="For whom to print.")
@TIMINGS
def diff(revision: str, format_: str, *, timings: bool) -> None:
    """Tell what changes in the site's evidence from REVISION (HEAD: the last commit) to the files as they are now.

    Briefs, claims, how answers compare, judgments to look at again, problems, and drafts. A revision is whatever git
    knows: a commit, a tag, a branch, as HEAD~1 or origin/main.
    """
    root = Path.cwd()
    copies = copies_folder(root)
    with shown(timings=timings) as work:
        try:
            with work.stage("reading briefs as they were"), checked_out(root, commit(root, revision)) as folder:
                before = state(folder, copies)
        except RevisionError as error:
            raise click.ClickException(str(error)) from None
        with work.stage("reading briefs as they are now"):
            after = state(root, copies)
        with work.stage("comparing"):
            found = FORMATS[format_](difference(before, after))
    click.echo(found, nl=False)


@click.command("links")
@click.option("--format", "format_", type=click.Choice(["people", "markdown"]), default="people", help="For whom.")
@TIMINGS
def links(format_: str, *, timings: bool) -> None:
    """Ask whether the addresses in briefs still open (this needs the network); exit status 1 where some are gone."""
    from generator.review import links as web  # noqa: PLC0415 - a client for the web takes a while to import

    with shown(timings=timings) as work:
        with work.stage("reading briefs"):
            content, problems = load(Path.cwd())
            found = web.links(Path.cwd(), content)
        if problems:
            click.echo("Some briefs have problems (python3 run.py check); their addresses are not looked at.", err=True)
        answers = web.look((link.url for link in found), work)
    if web.is_offline(answers):
        click.echo("no host answers at all: is there a network?", err=True)
        sys.exit(2)
    click.echo((web.for_github if format_ == "markdown" else web.for_people)(found, answers), nl=False)
    sys.exit(1 if any(answer.outcome is web.Outcome.GONE for answer in answers.values()) else 0)
