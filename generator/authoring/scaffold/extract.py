"""What can be told of an article from its text: title, author, date with the evidence, and which lines are its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.authoring.scaffold.dates import printed_dates, relative_dates
from generator.authoring.scaffold.head import byline, printed_day, printed_time
from generator.authoring.scaffold.language import language
from generator.authoring.scaffold.lines import Line, Role, avatars, lines_of, with_roles
from generator.authoring.scaffold.sentences import notes

MOST_CLUES: Final = 8


@dataclass(frozen=True, slots=True)
class Extract:
    """An article as far as it is clear.

    Args:
        lines: the lines of its text, each with what it is.
        copy: its whole text, to be kept for comparing quotations.
        title: as printed.
        by: its authors.
        publisher: the outlet's name as the page has it.
        published: the day, in EDTF.
        evidence: where title, by, publisher and published were found, by these names.
        clues: what else in the text tells of the date, for a person to judge.
        url: where it stands.
        language: as a tag.
    """

    lines: tuple[Line, ...]
    copy: str
    title: str | None = None
    by: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    clues: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None

    @property
    def body(self) -> str:
        """The text of the article alone, with its headings."""
        return "\n".join(line.text for line in self.lines if line.role in {Role.BODY, Role.HEADING, Role.TITLE})


def from_text(text: str) -> Extract:
    """Read the plain text of a page as a browser saves or copies it."""
    lines = tuple(with_roles(lines_of(text)))
    title = next((line for line in lines if line.role is Role.TITLE), None)
    head = [line for line in lines if line.role is Role.HEAD]
    authors = [(name, line) for line in head for name in byline(line.text)]
    authors = authors or [(name, line) for line in lines for name in avatars([line])]
    days = [(day, line) for line in head if (day := printed_day(line.text)) and not day.updated]
    evidence = {}
    if title:
        evidence["title"] = f"line {title.number}"
    if authors:
        evidence["by"] = _shown(authors[0][1])
    if days:
        evidence["published"] = _shown(days[0][1])
    return Extract(
        lines=lines,
        copy=text,
        title=title.text if title else None,
        by=tuple(dict.fromkeys(name for name, _ in authors)),
        published=days[0][0].day if days else None,
        evidence=tuple(evidence.items()),
        clues=clues(lines),
        language=language("\n".join(line.text for line in lines if line.role is Role.BODY)),
    )


def clues(lines: Sequence[Line]) -> tuple[str, ...]:
    """What an article says of its date beside a date of its own: dates it names, words like "last month"."""
    found: list[str] = []
    for words, clue in (each for line in lines for each in _clues(line)):
        if not any(words.casefold() in earlier.casefold() for earlier in found):
            found.append(clue)
    return tuple(found[:MOST_CLUES])


def _clues(line: Line) -> Iterator[tuple[str, str]]:
    """Words that tell of the date, and the clue that a person reads."""
    if line.role is Role.HEAD:
        if day := printed_day(line.text):
            yield day.text, f'line {line.number}: "{day.text}"'
        elif time := printed_time(line.text):
            yield time, f'line {line.number}: only the time, "{time}"'
    if line.role is Role.BODY:
        footnotes = " ".join(notes(line.text))
        dates = {date.text for date in printed_dates(line.text)}
        for words in sorted({*dates, *relative_dates(line.text)}, key=line.text.find):
            if words in footnotes:
                yield words, f'line {line.number}, in a footnote: "{words}"'
            else:
                yield words, f'line {line.number}: "{_around(line.text, words)}"'


def _around(text: str, words: str) -> str:
    """Words with a little of what stands round them."""
    match = re.search(rf"(?:\S+\s){{0,4}}\S*{re.escape(words)}\S*(?:\s\S+){{0,4}}", text)
    return match[0] if match else words


def _shown(line: Line) -> str:
    text = line.text if len(line.text) <= 60 else line.text[:59] + "…"
    return f'line {line.number}: "{text}"'
