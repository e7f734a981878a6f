"""What libyaml and PyYAML find wrong with a text, told to people who know no YAML. Used by the strict reader alone."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from yaml import MarkedYAMLError

_BELOW: Final = "write > after the colon and the text on the next line, indented"
_IN_QUOTES: Final = f"put the text in quotes, or {_BELOW}"
_STRAIGHT: Final = "curly quotation marks are letters like any other: use straight ones, ' or \""

_CURLY: Final = tuple("“”„‟‘’‚‛«»")  # noqa: RUF001 - the shapes themselves
_UNSPACED: Final = re.compile(r" *(?:- +)?([A-Za-z][\w-]*):(?=[^\s/])")
_CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7})(?: |\r?$)")
_KEEP_ONE: Final = "keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
_ODD_SPACE: Final = re.compile(r"(?:^ *|:)[^\S \r]")


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


def found_by_parser(error: MarkedYAMLError, text: str, last: int, opened: int) -> Mistake:
    """Say what the parser found.

    Args:
        error: from the parser.
        text: what it read.
        last: where the last key or value before the mistake starts.
        opened: where the innermost list or mapping starts that has not ended before it.
    """
    offset = error.problem_mark.index if error.problem_mark else last
    problem = f"{error.context}: {error.problem} at {text[offset : offset + 1]!r}"
    if "mapping values" in problem:
        return _stray_colon(text, offset)
    if offset == len(text) and "flow node" in problem:
        return Mistake(opened, f"the bracket {shown(text[opened])} is never closed", "close it")
    if re.search("quoted scalar.*(escape|hexdec)", problem):
        return bad_escape(text, offset if "unknown" in problem else offset - 1)  # else it was noticed behind the escape
    closed = text[:offset].rstrip(" ")[-1:]
    if closed and closed in "'\"]}" and re.search("block mapping|block collection|document start", problem):
        return _after_closing(text, offset, last, closed)
    return _by_row(error, text, offset, problem)


def _by_row(error: MarkedYAMLError, text: str, offset: int, problem: str) -> Mistake:
    at_start, message, hint = next(row[1:] for row in _ROWS if re.search(row[0], problem))
    if at_start and error.context_mark:
        offset = error.context_mark.index
    line = _line(text, offset)
    if "quoted scalar" not in problem and (mistake := _beside_key(text, offset)):
        return mistake
    if "quoted scalar" in problem and line.rstrip().endswith(_CURLY):
        hint = _STRAIGHT
    character = shown(text[offset]) if offset < len(text) else "the end of the file"
    return Mistake(offset, message.format(character=character, line=shown(line)), hint)


def _beside_key(text: str, offset: int) -> Mistake | None:
    """What is wrong on the line of `offset`, where the parser found no key: its spaces, or that git wrote it."""
    line, start = _line(text, offset), _line_start(text, offset)
    if _CONFLICT.match(line):
        return Mistake(start, "git left two versions of a change here", _KEEP_ONE)
    if odd := _ODD_SPACE.search(line):
        return odd_space(text, start + odd.end() - 1)
    if key := _UNSPACED.match(line):
        return no_space(start + key.end() - 1, key[1])
    return None


def odd_space(text: str, offset: int) -> Mistake:
    """Refuse a space beside a key that looks like any other but is a letter to YAML."""
    name = f"U+{ord(text[offset]):04X} ({unicodedata.name(text[offset]).lower()})"
    return Mistake(offset, f"{name} stands where a plain space belongs", "delete it and type a space")


def no_space(colon: int, key: str) -> Mistake:
    """Refuse a key with no space after its colon."""
    hint = 'write "key: text"; a text with a colon stands in quotes'
    return Mistake(colon + 1, f"a space is missing after {shown(f'{key}:')}", hint)


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
    line, start = _line(text, offset), _line_start(text, offset)
    if key := re.search(r":\s+", text[start:offset]):
        hint = _STRAIGHT if text.startswith(_CURLY, start + key.end()) else _IN_QUOTES
        return Mistake(offset, f"a colon and a space inside the text of {shown(line)}", hint)
    end = len(text[:start].rstrip())
    if mistake := _beside_key(text, end):
        return mistake
    above = _line(text, end)
    hint = 'keys that belong together start in one column; a text with ": " stands in quotes'
    message = f"{shown(line)} reads as part of the text above it, {shown(above)}, yet has a colon"
    return Mistake(offset, message, hint)


def _after_closing(text: str, offset: int, last: int, closed: str) -> Mistake:
    """Refuse text after a closing bracket, or after a quotation mark: one inside the text has closed it."""
    if closed in "]}":
        return Mistake(offset, f"more text follows after the closing '{closed}'", _IN_QUOTES)
    hint = f"for a text with quotation marks or apostrophes inside, {_BELOW}"
    if "\n" in text[last:offset]:
        hint = _STRAIGHT if _line(text, last).rstrip().endswith(_CURLY) else f"close it on its own line; {hint}"
        return Mistake(last, "the quotation mark that opens here closes on a later line, with more text after it", hint)
    return Mistake(offset, "more text follows after the closing quotation mark", hint)


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line(text: str, offset: int) -> str:
    return text[_line_start(text, offset) :].partition("\n")[0]
