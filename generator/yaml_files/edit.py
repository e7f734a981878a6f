"""Setting texts inside a YAML file and leaving every other character as it is: comments, layout, quotes, line ends."""

import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import yaml

from generator.yaml_files.quick_yaml import ABSENT
from generator.yaml_files.strict_yaml import PARSER, Path

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_RESOLVER: Final = yaml.resolver.Resolver()  # knows what a plain text means elsewhere: a number, a date, true
_TEXT: Final = "tag:yaml.org,2002:str"


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


def set_mapping(text: str, path: Path, values: Mapping[str, str]) -> str:
    """Set texts of one mapping.

    Args:
        text: a YAML text that the strict reader reads.
        path: where the mapping stands. If it is absent it is added, on one line, at the end of the mapping around it.
        values: the texts to set. A text that is the same already is not touched; a key that is absent is added at the
            end; other keys stay.

    Returns:
        The new text. Setting the same again changes nothing.

    Raises:
        ValueError: something else stands at `path` or under a key of `values`, or nothing that could hold the mapping.
    """
    body = text.removeprefix("\ufeff")
    done = text[: len(text) - len(body)]
    place = 0
    for edit in sorted(_edits(body, path, values), key=lambda edit: edit.start):  # stable: additions come last
        done += body[place : edit.start] + edit.new
        place = edit.end
    return done + body[place:]


def _edits(body: str, path: Path, values: Mapping[str, str]) -> list[_Edit]:
    """What to change: texts inside the mapping, an empty value, or the end of the mapping around it."""
    around, key, here = None, None, yaml.compose(body, Loader=PARSER)
    for step in path:
        around = here
        key, here = _below(here, step)
    if isinstance(here, yaml.MappingNode):
        return _updates(body, here, values)
    if key and here and _is_absent(here):
        return [_replacement(body, key, here, _written(values))]
    if isinstance(around, yaml.MappingNode) and not here and isinstance(path[-1], str):
        return [_addition(body, around, {path[-1]: values})]
    raise ValueError(f"no mapping can stand at {path}")


def _below(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The key (of a mapping's entry) and the value one step below a node."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value.strip() == step), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


def _updates(body: str, mapping: yaml.MappingNode, values: Mapping[str, str]) -> list[_Edit]:
    edits, added = [], {}
    for name, text in values.items():
        key, value = _below(mapping, name)
        if not key:
            added[name] = text
        elif not isinstance(value, yaml.ScalarNode):
            raise ValueError(f"no text can stand at {name}")
        elif _is_absent(value) or value.value.strip() != text.strip():
            edits.append(_replacement(body, key, value, _written(text)))
    return [*edits, _addition(body, mapping, added)] if added else edits


def _replacement(body: str, key: yaml.Node, value: yaml.Node, new: str) -> _Edit:
    """Put a new value where the old one, perhaps empty, stands."""
    start = value.start_mark.index
    between = body[key.end_mark.index : start]
    colon = "" if ":" in between else ":"  # a key may stand alone in brackets
    space = "" if between.endswith(" ") else " "
    return _Edit(start, _end(body, value), colon + space + new)


def _addition(body: str, mapping: yaml.MappingNode, entries: Mapping[str, str | Mapping[str, str]]) -> _Edit:
    """Put new entries behind the last one of a mapping."""
    if mapping.flow_style:
        end = _end(body, mapping.value[-1][1]) if mapping.value else mapping.start_mark.index + 1
        return _Edit(end, end, (", " if mapping.value else "") + _written(entries)[1:-1])
    end = _end(body, mapping.value[-1][1])
    end += len(body[end:].partition("\n")[0].removesuffix("\r"))  # behind a comment
    line = ("\r\n" if "\r\n" in body else "\n") + " " * mapping.start_mark.column
    return _Edit(end, end, "".join(f"{line}{_written(key)}: {_written(value)}" for key, value in entries.items()))


def _end(body: str, node: yaml.Node) -> int:
    """Where a value ends; the parser's own mark lies behind the blank lines after a block."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    end: int = node.end_mark.index
    block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return len(body[:end].rstrip(" \r\n")) if block else end


def _is_absent(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value.strip() in ABSENT


def _written(value: str | Mapping[str, str | Mapping[str, str]]) -> str:
    """Write a value on one line, a text in JSON's quotes (YAML's too) where a reader may take it for more than text."""
    if isinstance(value, str):
        tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call] # no stub
        return value if _PLAIN.fullmatch(value) and tag == _TEXT else json.dumps(value, ensure_ascii=False)
    return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
