"""The YAML that briefs are written in, read line by line: in half the time that libyaml's events take.

Keys, texts on one line, folded and literal blocks, lists, and brackets. What is written in any other way, and whatever
may be a mistake, is left to the strict reader; what is read here is what that would read.
"""

import re
import sys
from typing import Any, Final, TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

ABSENT: Final = frozenset(("", "~", "null"))
"""Texts that stand for nothing, unless they stand in quotes."""

_SIGNS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""A text that begins with one of these stands in quotes, or is no text."""

_KEY: Final = re.compile(r"(?!null\b)[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?=:(?: |$))")
_QUOTED: Final = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_BLOCK: Final = re.compile(r"[>|][-+]?")
_KEY_IN_BRACKETS: Final = re.compile(rf"({_KEY.pattern}): +")
_TEXT_IN_BRACKETS: Final = re.compile(
    rf"({_QUOTED.pattern})|((?:[^ \-?:,\[\]{{}}#&*!|>'\"%@`]|-\b)[^,\[\]{{}}:#?]*(?::(?=[\w/])[^,\[\]{{}}:#?]*)*)"
)
_DEEPEST: Final = 4
"""Brackets within brackets: more are left to the strict reader."""


class _OtherYaml(Exception):  # noqa: N818 - nothing is wrong yet
    """Here stands what the strict reader has to look at."""


def read_quickly(text: str, nodes: int, depth: int) -> Value:
    """Read a text; None where the strict reader has to do it.

    Args:
        text: holds no character that is refused, and no text that a comment cuts short.
        nodes: how many keys and values are read at most.
        depth: how deep lists and mappings nest at most.
    """
    lines = text.split("\n")
    most = (len(lines) + text.count(",")) * (4 + 2 * _DEEPEST)
    if most > nodes or "\r" in text:
        return None
    try:
        return _read(lines, depth - _DEEPEST - 2) or None  # a line may open two more, before any brackets
    except (_OtherYaml, IndexError):  # the index: of a bracket that is not closed
        return None


def _read(lines: list[str], depth: int) -> Value:  # noqa: C901 - one loop over lines, each of which is a few things at once
    root: dict[str, Value] = {}
    here: Any = root  # the list or mapping that a line goes on with
    column = 0  # where it begins
    around: list[tuple[Any, int]] = []  # what encloses it
    waiting = ""  # the key whose value stands on the next lines
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        rest = line.lstrip(" ")
        if not rest or rest[0] == "#":
            continue
        begin = len(line) - len(rest)
        is_item = rest[0] == "-" and rest[1:2] == " "
        if waiting:
            here[waiting] = None
            if begin > column or (is_item and begin == column):
                here[waiting] = [] if is_item else {}
                around.append((here, column))
                here, column = here[waiting], begin
            waiting = ""
        while begin < column or (type(here) is list and begin == column and not is_item):
            here, column = around.pop()
        if begin != column or is_item is not (type(here) is list) or len(around) > depth:
            raise _OtherYaml
        if is_item:
            rest = rest[2:].lstrip(" ")
            if not _KEY.match(rest):
                value, at = _value(rest.rstrip(" "), lines, at, column)
                here.append(value)
                continue
            here.append({})
            around.append((here, column))
            here, column = here[-1], len(line) - len(rest)
        key = _KEY.match(rest)
        if not key or key[0] in here:
            raise _OtherYaml
        typed = rest[key.end() + 1 :].strip(" ")
        if typed:
            here[key[0]], at = _value(typed, lines, at, column)
        else:
            waiting = key[0]
    if waiting:
        here[waiting] = None
    return root


def _value(typed: str, lines: list[str], at: int, column: int) -> tuple[Value, int]:
    """What begins on one line, and the number of the line after it; `column` is where what holds it begins."""
    sign = typed[0]
    if sign not in _SIGNS:
        if ": " in typed or " #" in typed or typed[-1] == ":":
            raise _OtherYaml
        return _text(typed), at
    if sign in "[{":
        return _brackets(typed, lines, at, column)
    if _QUOTED.fullmatch(typed):
        return typed[1:-1].strip(), at
    if _BLOCK.fullmatch(typed):
        return _block(lines, at, column, folded=sign == ">")
    raise _OtherYaml


def _text(typed: str) -> str | None:
    text = typed.strip()  # other spaces too
    return None if text in ABSENT else text


def _block(lines: list[str], at: int, column: int, *, folded: bool) -> tuple[str, int]:
    """The text of the lines that are indented more than `column`, and the number of the line after them."""
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    margin = " " * indent
    if indent <= column or lines[at] == margin:
        raise _OtherYaml
    parts = [lines[at][indent:]]
    breaks = ""
    while (at := at + 1) < len(lines):
        line = lines[at]
        if not line.strip(" ") and len(line) <= indent:
            breaks += "\n"
        elif not line.startswith(margin):
            break
        elif folded and line[indent] == " ":
            raise _OtherYaml
        else:
            parts += breaks or " " if folded else f"\n{breaks}", line[indent:]
            breaks = ""
    return "".join(parts).strip(), at


def _brackets(typed: str, lines: list[str], at: int, column: int) -> tuple[Value, int]:
    """What brackets hold that may be closed on a later line, and the number of the line after that."""
    parts = [typed]
    opened = _opened(typed)
    while opened > 0:
        line = lines[at]
        at += 1
        if not line.startswith(" " * (column + 1)) or not line.strip(" "):
            raise _OtherYaml
        parts.append(line.strip(" "))
        opened += _opened(line)
    typed = " ".join(parts)
    value, end = _in_brackets(typed, 0, _DEEPEST)
    if end != len(typed):
        raise _OtherYaml
    return value, at


def _opened(line: str) -> int:
    return line.count("[") + line.count("{") - line.count("]") - line.count("}")


def _in_brackets(typed: str, at: int, depth: int) -> tuple[Value, int]:
    """The value that begins at a character of a text, and where it ends."""
    if typed[at] not in "[{":
        found = _TEXT_IN_BRACKETS.match(typed, at)
        if not found:
            raise _OtherYaml
        text = found[1][1:-1].strip() if found[1] else _text(found[2])
        return text and sys.intern(text), found.end()  # ids and codes for the most part, in many files the same
    if not depth:
        raise _OtherYaml
    is_list = typed[at] == "["
    closing = "]" if is_list else "}"
    items: list[Value] = []
    values: dict[str, Value] = {}
    at = _after_spaces(typed, at + 1)
    while typed[at] != closing or items or values:
        if is_list:
            value, at = _in_brackets(typed, at, depth - 1)
            items.append(value)
        else:
            key = _KEY_IN_BRACKETS.match(typed, at)
            if not key or key[1] in values:
                raise _OtherYaml
            values[key[1]], at = _in_brackets(typed, key.end(), depth - 1)
        at = _after_spaces(typed, at)
        if typed[at] == closing:
            break
        if typed[at] != ",":
            raise _OtherYaml
        at = _after_spaces(typed, at + 1)
    return items if is_list else values, at + 1


def _after_spaces(typed: str, at: int) -> int:
    while typed[at] == " ":
        at += 1
    return at
