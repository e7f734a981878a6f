"""How a difference in the evidence is printed: for people, as Markdown for GitHub's step summary, for programs."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from generator.evidence.judgments import ReviewKind
from generator.problems import printable
from generator.review.diff import Again, Changes, Difference, Field, Item

NOTHING: Final = "Nothing changes in the evidence."
MOST_ENTRIES: Final = 100
"""Entries of a section in Markdown: GitHub takes no summary of more than 1 MiB."""

_LONGEST: Final = 160  # of a value; the files hold it whole
_SIGNS: Final = {"+": "added", "-": "removed", "~": "changed"}
_REVIEWS: Final[Mapping[ReviewKind, str]] = {
    "contradicted": "{claim} contradicts {beneath}",
    "changed": "{claim}, on which it rests, is not what it was",
    "added": "{claim} answers what {beneath} answers",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section and what stands indented below it."""

    sign: str
    name: str
    text: str = ""
    below: tuple[str, ...] = ()


def for_people(difference: Difference) -> str:
    """Sections with a line for each change: + added, - removed, ~ changed, ! look at this."""
    lines = []
    for heading, entries in _sections(difference):
        lines += ["", heading]
        for entry in entries:
            lines.append(f"  {entry.sign} {entry.name}  {printable(entry.text)}".rstrip())
            lines += [f"      {printable(line)}" for line in entry.below]
    return "\n".join(lines[1:] or [NOTHING]) + "\n"


def for_github(difference: Difference) -> str:
    """The same as Markdown, with everything escaped that people wrote."""
    lines = ["## What changes in the evidence", ""]
    for heading, entries in _sections(difference):
        lines += [f"### {heading} ({len(entries)})", ""]
        for entry in entries[:MOST_ENTRIES]:
            sign = f"*{_SIGNS[entry.sign]}* " if entry.sign in _SIGNS else ""
            lines.append(f"- {sign}{_escaped(entry.name)} {_escaped(entry.text)}".rstrip())
            lines += [f"    - {_escaped(line)}" for line in entry.below]
        if len(entries) > MOST_ENTRIES:
            lines += ["", f"and {len(entries) - MOST_ENTRIES} more: `python3 run.py diff` lists all"]
        lines.append("")
    if not difference:
        lines += [NOTHING, ""]
    return "\n".join(lines)


def for_programs(difference: Difference) -> str:
    """A JSON object with the fields of `Difference`."""
    return json.dumps(asdict(difference), ensure_ascii=False, indent=2) + "\n"


def _sections(difference: Difference) -> Iterator[tuple[str, list[Entry]]]:
    """What there is to tell, under headings."""
    sections = {
        "Briefs": [
            *(Entry("!", id_, "cannot be read now, so it is left out") for id_ in difference.unreadable),
            *_entries(difference.briefs),
        ],
        "Claims": _entries(difference.claims),
        "Questions": _entries(difference.questions),
        "Judgments": _entries(difference.judgments),
        "Judgments to look at again": list(map(_again, difference.again)),
        "Drafts": [
            *_entries(difference.drafts),
            *(Entry("~", item.id, item.text, ("is published now",)) for item in difference.published),
            *(
                Entry("~", item.id, item.text, ("is a draft now, no longer published",))
                for item in difference.withdrawn
            ),
        ],
        "New problems": [Entry("!", str(problem)) for problem in difference.problems],
        "Mended problems": [Entry("-", str(problem)) for problem in difference.mended],
    }
    yield from ((heading, entries) for heading, entries in sections.items() if entries)


def _entries(changes: Changes) -> list[Entry]:
    return [
        *(Entry("+", item.id, item.text) for item in changes.added),
        *(Entry("-", item.id, item.text) for item in changes.removed),
        *map(_changed, changes.changed),
    ]


def _changed(item: Item) -> Entry:
    """A changed record; a verdict stands beside the name of its question."""
    verdict = next((f": {_arrow(field)}" for field in item.fields if field.name == "verdict"), "")
    others = (f"{field.name}: {_arrow(field)}" for field in item.fields if field.name != "verdict")
    return Entry("~", item.id + verdict, item.text, tuple(others))


def _arrow(field: Field) -> str:
    return f"{_value(field.before)} -> {_value(field.after)}"


def _value(value: Any) -> str:  # noqa: ANN401 - what a field of a data file may hold
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, dict):
        value = ", ".join(f"{key} {_value(each)}" for key, each in value.items())
    text = "nothing" if value in (None, "") else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _again(again: Again) -> Entry:
    reasons = (_REVIEWS[each.kind].format(claim=each.claim, beneath=each.beneath) for each in again.reasons)
    return Entry("!", again.id, again.text, tuple(reasons))


_ACTIVE: Final = re.compile(r"([!-/:-@\[-`{-~])")  # all of ASCII that Markdown can give a meaning (CommonMark, 2.4)


def _escaped(text: str) -> str:
    """Plain text as GitHub's Markdown that shows the same text, on one line."""
    return _ACTIVE.sub(r"\\\1", " ".join(printable(text).split()))
