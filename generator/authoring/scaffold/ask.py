"""Questions on a terminal: what could be found is the answer of who just presses Enter; all may stay open."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

import click

from generator.authoring.scaffold import propose
from generator.authoring.scaffold.extract import Extract
from generator.authoring.scaffold.settle import fault
from generator.authoring.scaffold.write import Draft
from generator.reading.content import Content

_QUESTIONS: Final = {
    "title": "Title as printed",
    "by": "Author, or authors with commas between",
    "publisher": "Publisher, by its id in registers/publishers.yml",
    "url": "Address where you read it",
    "published": "Published (2024-09-24, 2024-09, 2024-09-24/2024-09-30, 2024-09~)",
    "published_why": "How do you know the date",
    "headline": "A headline of your own",
    "themes": "Themes, one to three, with commas between",
}
_LISTS: Final = frozenset({"by", "themes"})


def complete(draft: Draft, given: Collection[str], extract: Extract, content: Content) -> Draft:
    """Ask for what is not settled, and let the person look at what was found.

    Args:
        draft: what is settled so far.
        given: what is not to be asked, since the person said it already.
        extract: the article.
        content: the registers.
    """
    click.echo("Enter keeps what stands in brackets; what you do not know stays open.")
    for key, question in _QUESTIONS.items():
        if key in given or (key == "published_why" and not _is_doubtful(draft)):
            continue
        _show_help(key, draft, extract, content)
        draft = _ask(key, question, draft, extract, content)
    return draft


def _ask(key: str, question: str, draft: Draft, extract: Extract, content: Content) -> Draft:
    """Ask until the answer is one that the check accepts."""
    found = getattr(draft, key) or (tuple(propose.themes(extract.body, content)) if key == "themes" else None)
    while True:
        default = ", ".join(found) if isinstance(found, tuple) else found or ""
        answer = click.prompt(question, default=default, show_default=bool(default)).strip()
        value: Any = tuple(part.strip() for part in answer.split(",") if part.strip())
        if key not in _LISTS:
            value = answer if answer not in {"", "unknown"} else None
        answered = replace(draft, **{key: value})
        if key == "published" and answered.published != draft.published:
            answered = replace(answered, published_why=None)
        wrong = fault(key, answered, content)
        if not wrong:
            return answered
        click.echo(f"  {wrong}")
        found = None


def _show_help(key: str, draft: Draft, extract: Extract, content: Content) -> None:
    if key == "publisher" and not draft.publisher:
        for id_, why in propose.likely_publishers(extract, content):
            click.echo(f"  perhaps {id_} ({why})")
    if key == "published" and not draft.published:
        for clue in extract.clues:
            click.echo(f"  {clue}")
    if key == "themes":
        click.echo(f"  there are: {', '.join(content.themes)}")


def _is_doubtful(draft: Draft) -> bool:
    """Whether the date is a range or a guess, which needs its evidence."""
    return not draft.published_why and any(sign in (draft.published or "") for sign in "/~?%")
