"""From the bytes of a YAML file to plain values that know where they stand.

A small, strict YAML: every scalar is text until the schema says otherwise (content model); aliases, anchors, tags,
merge keys, second documents and equal keys are refused. What the values mean is not decided here.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias, cast

import yaml

Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
_Container: TypeAlias = "list[Value] | dict[str, Value]"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml the same events come, slower
_ABSENT: Final = frozenset(("", "~", "null"))

# Control characters, the invisible characters the content model names, and what Unicode calls no character.
# NEL, LS and PS (U+0085, U+2028, U+2029) end a line in YAML 1.1 and are text in YAML 1.2; a lone carriage return ends
# a line in YAML but not for Git and many editors. With them, people and programs would count lines differently.
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
    + r"]|\r(?!\n)"
)
_DIRECTIVE: Final = re.compile(r"(?:(?:\.\.\.)?[ \t]*(?:#.*)?\r?\n)*(?=%)")


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


class YamlError(ValueError):
    """A file that is not read.

    Args:
        message: what is wrong, in words for people who write no code.
        hint: the way out.
        position: where.
    """

    def __init__(self, message: str, hint: str, position: Position) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.line, self.column = position.line, position.column


@dataclass(frozen=True)  # no slots: the order of the values is worked out when first asked for
class Document:
    """The values of a file and where they stand.

    Args:
        value: the outermost value; None for an empty file.
        text: the file's text, without a byte order mark.
        offsets: where each key and each value starts in `text`, in the order in which they stand there.
    """

    value: Value
    text: str
    offsets: list[int]

    def position(self, path: Path) -> Position:
        """Where the value at `path` starts; for a path that is not in the file, the nearest value around it."""
        return _position(self.text, self.offsets[self._order[self._nearest(path)]])

    def key_position(self, path: Path) -> Position:
        """Where the key of the value at `path` starts; where that has no key (a list's item), the value."""
        nearest = self._nearest(path)
        return _position(self.text, self.offsets[self._order[nearest] - _has_key(nearest)])

    def _nearest(self, path: Path) -> Path:
        while path not in self._order:
            path = path[:-1]
        return path

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
        raise _bad_start(text, directive.end())
    loader = _Loader(text)
    offsets: list[int] = []
    try:
        value = _build(loader, text, limits, offsets)
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        raise _in_our_words(error, text, offsets) from None
    except ValueError:  # from the Python parser alone, at an escape beyond Unicode: "\U00110000"
        raise _bad_escape(text, loader.get_mark().index) from None
    return Document(value, text, offsets or [0])


def _decode(data: bytes, size: int) -> str:
    if len(data) > size:
        message = f"the file has {len(data):,} bytes; at most {size:,} are read"
        raise YamlError(message, "shorten or divide it", Position(1, 1))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0\0" in (data[0:3:2], data[1:4:2]):
        raise YamlError("the file is saved as UTF-16 or UTF-32", "save it as UTF-8", Position(1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        message = f"the byte {data[error.start]:02X} is no UTF-8; the file is saved in another encoding"
        raise YamlError(message, "save it as UTF-8", _position(before, len(before))) from None


def _refuse_characters(text: str) -> None:
    if text.replace("\r\n", "").replace("\n", "").isprintable():  # nothing forbidden is; ten times faster than a search
        return
    if found := _FORBIDDEN.search(text):
        hint = "delete it; such characters often come along unseen when text is copied"
        raise YamlError(f"{_named(found[0])} is not allowed", hint, _position(text, found.start()))


def _build(loader: yaml.CSafeLoader, text: str, limits: Limits, offsets: list[int]) -> Value:
    """Turn the parser's events into values, and fill `offsets`; no recursion, whatever the depth."""
    root: list[Value] = []
    here: _Container = root
    around: list[_Container] = []  # what encloses `here`
    key: str | None = None  # waits for its value
    next_event = loader.get_event
    while (event := next_event()) is not None:
        kind = type(event)
        if len(offsets) > limits.nodes or len(around) > limits.depth:
            raise _too_much(limits, text, offsets)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            here = around.pop()
        elif kind is yaml.DocumentStartEvent and root:
            raise _second_document(text, event.start_mark.index)
        elif isinstance(event, yaml.NodeEvent):
            offset = event.start_mark.index
            offsets.append(offset)
            value = _value(event, text, offset)
            if isinstance(here, list):
                here.append(value)
            elif key is None:
                key = _key(event, value, text, offset)
                if key in here:
                    raise _twice(key, [*around[1:], here], root[0], text, offsets)
                continue
            else:
                here[key] = value
                key = None
            if isinstance(value, (dict, list)):
                around.append(here)
                here = value
    return root[0] if root else None


def _value(event: yaml.NodeEvent, text: str, offset: int) -> Value:
    """The text of a scalar, or an empty container to fill."""
    if event.anchor is not None or event.tag is not None:
        raise _bad_start(text, offset)
    if isinstance(event, yaml.ScalarEvent):
        value = event.value.strip()
        if not event.style:  # plain
            return None if value in _ABSENT else value
        if event.style == '"' and not value.isprintable():
            _refuse_escapes(event.value, text, offset)
        return value
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _key(event: yaml.NodeEvent, value: Value, text: str, offset: int) -> str:
    style = getattr(event, "style", None)
    if not isinstance(value, str) or style in ("|", ">"):
        hint = 'write "key: text"; a key like null or ~ stands in quotes'
        raise YamlError("a key must be a text on one line", hint, _position(text, offset))
    if value == "<<" and not style:
        raise YamlError("the merge key '<<' is not read", "write out the keys it stands for", _position(text, offset))
    return value


def _refuse_escapes(value: str, text: str, offset: int) -> None:
    if found := _FORBIDDEN.search(value.replace("\r", "\r\r")):  # no carriage return comes from the file itself
        message = f"an escape in this text stands for {_named(found[0])}, which is not allowed"
        raise YamlError(message, "delete the escape", _position(text, offset))


def _too_much(limits: Limits, text: str, offsets: list[int]) -> YamlError:
    where = _position(text, offsets[-1])
    if len(offsets) > limits.nodes:
        return YamlError(f"the file has more than {limits.nodes:,} keys and values", "shorten or divide it", where)
    message = f"lists and mappings nest more than {limits.depth} deep"
    return YamlError(message, "put a text that starts with brackets in quotes", where)


def _second_document(text: str, offset: int) -> YamlError:
    message = "a second document starts here; one file holds one"
    return YamlError(message, "delete the lines '---' and '...'", _position(text, offset))


def _twice(key: str, containers: list[_Container], root: Value, text: str, offsets: list[int]) -> YamlError:
    """The error at the last of `offsets`; `containers` are those the key lies in, outermost first."""
    path = [len(c) - 1 if isinstance(c, list) else next(reversed(c)) for c in containers[:-1]]
    first = Document(root, text, offsets).key_position((*path, key))
    second = _position(text, offsets[-1])
    message = f"the key {_shown(key)} stands twice, on line {first.line} and on line {second.line}"
    return YamlError(message, "keep one of them; each item of a list starts with its own '- '", second)


def _named(character: str) -> str:
    kind = "control character" if unicodedata.category(character) == "Cc" else "not a character"
    return f"U+{ord(character):04X} ({unicodedata.name(character, kind).lower()})"


def _position(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _has_key(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], str)
