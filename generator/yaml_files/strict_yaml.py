"""From the bytes of a YAML file to plain values that know where they stand.

A small, strict YAML: every scalar is text until the schema says otherwise (content model); aliases, anchors, tags,
merge keys, second documents and equal keys are refused. What the values mean is not decided here.
"""

import codecs
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeAlias

import yaml

from generator.yaml_files import quick_yaml
from generator.yaml_files.mistakes import (
    Mistake,
    bad_escape,
    bad_start,
    found_by_parser,
    no_space,
    odd_space,
    shown,
)
from generator.yaml_files.quick_yaml import ABSENT, read_quickly

Value: TypeAlias = quick_yaml.Value
Path: TypeAlias = tuple[str | int, ...]
_Container: TypeAlias = "list[Value] | dict[str, Value]"
_Start: TypeAlias = yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml the same events come, slower
_VALUES: Final = frozenset((yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent))

# Control characters (tabs too: they indent nothing in YAML, and parsers differ on where else they may stand), the
# invisible characters the content model names, and what Unicode calls no character. NEL, LS and PS (U+0085, U+2028,
# U+2029) end a line in YAML 1.1 and are text in YAML 1.2; a lone carriage return ends a line in YAML but not for Git
# and many editors: people and programs would count lines differently.
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
    + r"]|\r(?!\n)"
)
_CUT: Final = re.compile(r"(:?) +#(?=[^\s#])")
_HAS_CUT: Final = re.compile(r"#(?<= #)(?=[^\s#])")  # the same: what begins with a letter is found thirty times as fast
_DIRECTIVE: Final = re.compile(r"(?:(?:\.\.\.)?[ ]*+(?:#.*+)?\r?\n)*+(?=%)")  # possessive: no time lost on blank lines


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column, both from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: its size in bytes, the number of its keys and values, how deep they nest."""

    size: int
    nodes: int
    depth: int


_ANY_NUMBER: Final = Limits(size=sys.maxsize, nodes=sys.maxsize, depth=sys.maxsize)


class YamlError(ValueError):
    """A file that is not read: `message` says why in words for people who write no code, `hint` the way out."""

    def __init__(self, mistake: Mistake, text: str) -> None:
        super().__init__(mistake.message)
        self.message, self.hint = mistake.message, mistake.hint
        position = _position(_line_starts(text), mistake.offset)
        self.line, self.column = position.line, position.column


@dataclass(frozen=True)  # no slots: lines and order are worked out when a position is first asked for
class Document:
    """The values of a file and where they stand.

    Args:
        value: the outermost value; None for an empty file.
        text: the file's text, without a byte order mark.
        offsets: where each key and each value starts in `text`, in the order in which they stand there; where none is
            given, they are looked for when a position is first asked for.
    """

    value: Value
    text: str
    offsets: Sequence[int] = ()

    def position(self, path: Path) -> Position:
        """Where the value at `path` starts; for a path that is not in the file, the nearest value around it."""
        return _position(self._line_starts, self._offsets[self._order[self._nearest(path)]])

    def key_position(self, path: Path) -> Position:
        """Where the key of the value at `path` starts; where that has no key (a list's item), the value."""
        nearest = self._nearest(path)
        return _position(self._line_starts, self._offsets[self._order[nearest] - _has_key(nearest)])

    def _nearest(self, path: Path) -> Path:
        while path not in self._order:
            path = path[:-1]
        return path

    @cached_property
    def _offsets(self) -> Sequence[int]:
        return self.offsets or _read_strictly(self.text, _ANY_NUMBER)[1]

    @cached_property
    def _line_starts(self) -> list[int]:
        return _line_starts(self.text)

    @cached_property
    def _order(self) -> dict[Path, int]:
        """The place of every value in `offsets`; its key, where it has one, stands just before it."""
        order: dict[Path, int] = {}
        count = 0
        todo: list[tuple[Path, Value]] = [((), self.value)]
        while todo:
            path, value = todo.pop()
            count += _has_key(path)
            order[path] = count
            count += 1
            if isinstance(value, dict):
                todo += [((*path, key), value[key]) for key in reversed(value)]
            elif isinstance(value, list):
                todo += [((*path, index), value[index]) for index in reversed(range(len(value)))]
        return order


def read(data: bytes, limits: Limits) -> Document:
    """Read one YAML document.

    Args:
        data: a file's bytes: UTF-8, with or without a byte order mark, lines ending in LF or CRLF.
        limits: what is more than this is refused before it is built.

    Raises:
        YamlError: the first thing that is wrong. Nothing else is raised, whatever the bytes.
    """
    text = _decode(data, limits.size)
    _refuse_characters(text)
    if directive := _DIRECTIVE.match(text):
        raise YamlError(Mistake(directive.end(), "a directive ('%...') is not read", "delete this line"), text)
    may_be_cut = _HAS_CUT.search(text)
    if not may_be_cut and (quick := read_quickly(text, limits.nodes, limits.depth)):
        return Document(quick, text)
    value, offsets = _read_strictly(text, limits)
    if may_be_cut:
        _refuse_cut_texts(text)
    return Document(value, text, offsets)


def _read_strictly(text: str, limits: Limits) -> tuple[Value, list[int]]:
    """Read a text whatever way it is written in: its value, and where keys and values start."""
    parser = PARSER(text)
    offsets: list[int] = []
    try:
        return _build(parser.get_event, text, limits, offsets), offsets or [0]
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        raise YamlError(found_by_parser(error, text, offsets[-1] if offsets else 0, _opened(text)), text) from None
    except (ValueError, OverflowError):  # the Python parser at an escape beyond Unicode: "\UFFFFFFFF"
        raise YamlError(bad_escape(text, parser.get_mark().index), text) from None


def _opened(text: str) -> int:
    """Where the innermost list or mapping starts that has not ended before the parser finds a mistake."""
    opened = [0]
    with suppress(yaml.MarkedYAMLError):
        for event in yaml.parse(text, Loader=PARSER):
            if isinstance(event, yaml.CollectionStartEvent) and event.start_mark:
                opened.append(event.start_mark.index)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
    return opened[-1]


def _refuse_cut_texts(text: str) -> None:
    """Refuse "ranks #1 of all": YAML would keep "ranks" and take the rest for a comment, and nobody would notice.

    A comment that is meant has a space after its sign, as everywhere in this project.
    """
    for event, after in pairwise(yaml.parse(text, Loader=PARSER)):
        cut = _CUT.match(text, event.end_mark.index) if _plain(event) and event.end_mark else None
        if cut and (not cut[1] or _plain(after) == ""):
            rest = shown(text[cut.end() - 1 :].partition("\n")[0])
            message = f"{rest if cut[1] else f'the text ends before {rest}, which'} is taken for a comment"
            hint = 'put the text in quotes; a comment that is meant has a space after its "#"'
            raise YamlError(Mistake(cut.end() - 1, message, hint), text)


def _plain(event: yaml.Event) -> str | None:
    """A text that stands without quotes; empty where nothing stands."""
    return event.value if isinstance(event, yaml.ScalarEvent) and event.style in {None, ""} else None


def _decode(data: bytes, size: int) -> str:
    if len(data) > size:
        message = f"the file has {len(data):,} bytes; at most {size:,} are read"
        raise YamlError(Mistake(0, message, "shorten or divide it"), "")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0\0" in (data[0:3:2], data[1:4:2]):
        raise YamlError(Mistake(0, "the file is saved as UTF-16 or UTF-32", "save it as UTF-8"), "")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        message = f"the byte {data[error.start]:02X} is no UTF-8; the file is saved in another encoding"
        raise YamlError(Mistake(len(before), message, "save it as UTF-8"), before) from None


def _refuse_characters(text: str) -> None:
    lines = text.replace("\r\n", "\n") if "\r" in text else text
    if lines.replace("\n", "").isprintable():  # nothing forbidden is; ten times faster than a search
        return
    if found := _FORBIDDEN.search(text):
        tab = found[0] == "\t"
        hint = "use spaces" if tab else "delete it; such characters often come along unseen when text is copied"
        raise YamlError(Mistake(found.start(), f"{_named(found[0])} is not allowed", hint), text)


def _build(next_event: Callable[[], Any], text: str, limits: Limits, offsets: list[int]) -> Value:  # noqa: C901 - one loop over five kinds of events
    """Turn the parser's events into values, and fill `offsets`; no recursion, whatever the depth."""
    root: list[Value] = []
    here: _Container = root
    around: list[_Container] = []  # what encloses `here`
    key: str | None = None  # waits for its value
    while (event := next_event()) is not None:
        kind = type(event)
        if kind in _VALUES:
            offset = event.start_mark.index
            offsets.append(offset)
            if len(offsets) > limits.nodes:
                message = f"the file has more than {limits.nodes:,} keys and values"
                raise YamlError(Mistake(offset, message, "shorten or divide it"), text)
            value = _value(event, text, offset)
            if isinstance(here, list):
                here.append(value)
            elif key is None:
                key = _key(event, value, text, offset)
                if key in here:
                    raise YamlError(_twice(key, [*around[1:], here], root[0], text, offsets), text)
                continue
            else:
                if ":" in key and value is None and text.startswith(key, offsets[-2]):
                    raise YamlError(no_space(text.index(":", offsets[-2]), key.partition(":")[0]), text)
                here[key] = value
                key = None
            if isinstance(value, (dict, list)):
                if len(around) == limits.depth:
                    message = f"lists and mappings nest more than {limits.depth} deep"
                    raise YamlError(Mistake(offset, message, "a text that starts with brackets stands in quotes"), text)
                around.append(here)
                here = value
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            here = around.pop()
        elif kind is yaml.DocumentStartEvent and root:
            message = "a second document starts here; one file holds one"
            raise YamlError(Mistake(event.start_mark.index, message, "delete the line '---'"), text)
    return root[0] if root else None


def _value(event: _Start, text: str, offset: int) -> Value:
    """The text of a scalar, or an empty container to fill."""
    if event.anchor is not None or event.tag is not None:
        raise YamlError(bad_start(text, offset), text)
    if isinstance(event, yaml.ScalarEvent):
        value = event.value.strip()
        if not event.style:  # plain
            return None if value in ABSENT else value
        if event.style == '"' and not event.value.isprintable():
            _refuse_escapes(event.value, text, offset)
        return value
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _refuse_escapes(value: str, text: str, offset: int) -> None:
    if found := _FORBIDDEN.search(value.replace("\r", "\r\r")):  # no carriage return comes from the file itself
        message = f"an escape in this text stands for {_named(found[0])}, which is not allowed"
        raise YamlError(Mistake(offset, message, "delete the escape"), text)


def _key(event: _Start, value: Value, text: str, offset: int) -> str:
    style = event.style if isinstance(event, yaml.ScalarEvent) else None
    if not isinstance(value, str) or style in {"|", ">"}:
        hint = 'write "key: text"; a key like null, ~ or [x] stands in quotes'
        raise YamlError(Mistake(offset, "a key must be a text on one line", hint), text)
    if text[offset].isspace():
        raise YamlError(odd_space(text, offset), text)
    if text[offset - 1 : offset] == "?":  # in brackets libyaml takes "?" for a sign of its own even before a letter
        raise YamlError(bad_start(text, offset - 1), text)
    if value == "<<" and not style:
        raise YamlError(Mistake(offset, "the merge key '<<' is not read", "write out the keys it stands for"), text)
    return value


def _twice(key: str, containers: list[_Container], root: Value, text: str, offsets: list[int]) -> Mistake:
    """The last of `offsets` repeats `key` in the last of `containers`; those before enclose it, outermost first."""
    steps = [len(c) - 1 if isinstance(c, list) else next(reversed(c)) for c in containers[:-1]]
    first = Document(root, text, offsets).key_position((*steps, key)).line
    second = _position(_line_starts(text), offsets[-1]).line
    message = f"the key {shown(key)} stands twice, on line {first} and on line {second}"
    return Mistake(offsets[-1], message, "keep one of them; in a list, each item starts with its own '- '")


def _named(character: str) -> str:
    other = "a tab" if character == "\t" else "a control character" if character < "\xa0" else "no character"
    return f"U+{ord(character):04X} ({unicodedata.name(character, other).lower()})"


def _line_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in re.finditer("\n", text))]


def _position(line_starts: list[int], offset: int) -> Position:
    line = bisect_right(line_starts, offset)
    return Position(line, offset - line_starts[line - 1] + 1)


def _has_key(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], str)
