"""The verbs of the command line for people who review: what a change does to the evidence."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from generator import diff_words
from generator.diff import Difference, difference, state
from generator.revision import RevisionError, checked_out, commit
from generator.settings import copies_folder

FORMATS: Final[Mapping[str, Callable[[Difference], str]]] = {
    "people": diff_words.for_people,
    "markdown": diff_words.for_github,
    "json": diff_words.for_programs,
}


@click.command("diff")
@click.argument("revision", default="HEAD")
@click.option("--format", "format_", type=click.Choice([*FORMATS]), default="people", help="For whom to print.")
def diff(revision: str, format_: str) -> None:
    """Tell what changes in the site's evidence from REVISION (HEAD: the last commit) to the files as they are now.

    Briefs, claims, how answers compare, judgments to look at again, and problems. A revision is whatever git knows: a
    commit, a tag, a branch, as HEAD~1 or origin/main.
    """
    root = Path.cwd()
    copies = copies_folder(root)
    try:
        with checked_out(root, commit(root, revision)) as folder:
            before = state(folder, copies)
    except RevisionError as error:
        raise click.ClickException(str(error)) from None
    click.echo(FORMATS[format_](difference(before, state(root, copies))), nl=False)
