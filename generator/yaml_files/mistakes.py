"""What libyaml and PyYAML find wrong with a text, told to people who know no YAML. Used by the strict reader alone."""

import re
from dataclasses import dataclass
from typing import Final

from yaml import MarkedYAMLError

_BELOW: Final = "write > after the colon and the text on the next line, indented"
_IN_QUOTES: Final = f"put the text in quotes, or {_BELOW}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a character of a text (`offset`, from 0), and the way out."""

    offset: int
    message: str
    hint: str


# What the parser says (what it was doing, what it found, at which character), whether the mistake lies where it began
# doing so rather than where it noticed, and what we say. The first row that fits counts.
_ROWS: Final = (
    (
        "quoted scalar",
        True,
        "the quotation mark that opens here is never closed",
        f"close it; for a text that itself starts with a quotation mark, {_BELOW}",
    ),
    (
        "could not find expected ':'",
        True,
        "{line} is no key with a colon",
        'write "key: text" with a space after the colon; a text that goes on is indented deeper than its key',
    ),
    (r"\b(alias|anchor|tag|directive)\b", True, "a text cannot start with {character}", _IN_QUOTES),
    ("start any token|mapping keys", False, "a text cannot start with {character}", _IN_QUOTES),
    (
        "block scalar",
        True,
        "the text after {character} must start on the next line",
        "move it there and indent it; a text that itself starts with > or | stands in quotes",
    ),
    (
        "sequence entries",
        False,
        "a list cannot start here",
        'start it on the next line, or write [one, two]; a text that starts with "- " stands in quotes',
    ),
    (
        "parsing a flow (sequence|mapping)",
        True,
        "the bracket {character} is not closed, or a comma is missing after it",
        'put commas between items and close the bracket; a text with brackets, commas or ": " stands in quotes',
    ),
    (
        "unexpected ':'",
        False,
        "inside brackets a colon needs a space after it",
        "write the space, or put the text in quotes",
    ),
    (
        "(block mapping|node content).* at ':'",
        False,
        "a key is missing before the colon",
        "write the key, or put the text in quotes",
    ),
    ("node content.* at ''", False, "the file ends inside brackets", "close the bracket"),
    ("node content", False, "{character} stands where a text is expected", "delete it, or put the text in quotes"),
    (
        "block collection",
        False,
        "{line} stands in a list but is no item",
        'start every item with "- "; the keys of an item stand in one column, deeper than its "-"',
    ),
    (
        "",
        False,
        "{line} does not fit the lines above it",
        "keys that belong together start in one column; what belongs to a key is indented deeper",
    ),
)


def found_by_parser(error: MarkedYAMLError, text: str, last: int) -> Mistake:
    """Say what the parser found; `last` is where the last key or value before it starts."""
    offset = error.problem_mark.index if error.problem_mark else last
    problem = f"{error.context}: {error.problem} at {text[offset : offset + 1]!r}"
    if "mapping values" in problem:
        return _stray_colon(text, offset)
    if re.search("quoted scalar.*(escape|hexdec)", problem):
        return bad_escape(text, offset if "unknown" in problem else offset - 1)  # else it was noticed behind the escape
    if re.search("block mapping|block collection|document start", problem):
        closed = text[:offset].rstrip(" ")[-1:]
        if closed in {"'", '"'}:
            return _after_quotes(text, offset, last)
        if closed in {"]", "}"}:
            return Mistake(offset, f"more text follows after the closing '{closed}'", _IN_QUOTES)
    at_start, message, hint = next(row[1:] for row in _ROWS if re.search(row[0], problem))
    if at_start and error.context_mark:
        offset = error.context_mark.index
    character = shown(text[offset]) if offset < len(text) else "the end of the file"
    return Mistake(offset, message.format(character=character, line=shown(_line(text, offset))), hint)


def bad_start(text: str, offset: int) -> Mistake:
    """Refuse a text that starts with a sign of YAML's own."""
    return Mistake(offset, f"a text cannot start with {shown(text[offset])}", _IN_QUOTES)


def bad_escape(text: str, offset: int) -> Mistake:
    """Refuse the escape in double quotes that stands at `offset` or before it."""
    start = text.rindex("\\", 0, offset + 1)
    message = f"the escape {shown(text[start : start + 2])} is unknown or incomplete"
    return Mistake(start, message, r"write \\ for a backslash, or use single quotes")


def shown(text: str) -> str:
    """Quote a text in a message: on one line, cut where it is long."""
    text = " ".join(text.split())
    return f"'{text if len(text) <= 60 else text[:59] + '…'}'"


def _stray_colon(text: str, offset: int) -> Mistake:
    """Refuse a colon that would make a key where none can stand."""
    line = _line(text, offset)
    if re.search(r":\s", text[text.rfind("\n", 0, offset) + 1 : offset]):
        return Mistake(offset, f"a colon and a space inside the text of {shown(line)}", _IN_QUOTES)
    hint = 'keys that belong together start in one column, a space after each colon; a text with ": " stands in quotes'
    return Mistake(offset, f"{shown(line)} reads as part of the text above it, yet has a colon", hint)


def _after_quotes(text: str, offset: int, last: int) -> Mistake:
    """Refuse text after a closing quotation mark: one inside the text has closed it."""
    hint = f"for a text with quotation marks or apostrophes inside, {_BELOW}"
    if "\n" in text[last:offset]:
        return Mistake(last, "the quotation mark that opens here closes on a later line, with more text after it", hint)
    return Mistake(offset, "more text follows after the closing quotation mark", hint)


def _line(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
