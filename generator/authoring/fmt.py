"""The layout of a brief: keys in the schema's order, lines of 120 characters at most; words and comments stay.

Whole lines are moved and long ones folded, so what needs no change keeps every character.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from generator.reading import files
from generator.reading.records import FOLDERS, RECORD_LIMITS, REGISTER_LIMITS, REGISTERS
from generator.schema import Record
from generator.schema.shape import keys, record_in
from generator.yaml_files.strict_yaml import PARSER, Document, read

WIDTH: Final = 120

_FOLDS: Final = re.compile(r"(?<=\S) (?=\S)")  # a line may end at a single space: read again, the end is that space


class LayoutError(Exception):
    """Another layout would change what the file says; the file is left as it is."""


def briefs(root: Path) -> dict[Path, str]:
    """Every file under `root`/briefs that can be laid out, and what it holds: `articles`, `themes` or a register."""
    top = root / files.BRIEFS
    found = {path: kind for kind in FOLDERS for _, path in files.briefs_in(root, top / kind, [])}
    registers = files.briefs_in(root, top / "registers", [])
    return found | {path: name for name, path in registers if name in REGISTERS}


def lay_out(path: Path, kind: str) -> bool:
    """Give a file our layout, and tell whether it changed.

    Raises:
        UnusableFileError: it is no file, or too large.
        YamlError: it cannot be read as YAML.
        LayoutError: see there.
    """
    before = files.read_bytes(path, REGISTER_LIMITS.size)
    after = formatted(before, kind)
    if after == before:
        return False
    files.overwrite(path, after)
    return True


def formatted(data: bytes, kind: str) -> bytes:
    """Give the text of a file our layout; one that has it comes back as it is.

    Args:
        data: a YAML text.
        kind: what it holds: `articles`, `themes` or a register.

    Raises:
        YamlError: it cannot be read as YAML.
        LayoutError: see there.
    """
    before = _read(data, kind)
    text = before.text.replace("\r\n", "\n").rstrip("\n") + "\n"
    after = _folded(_ordered(text, kind)).encode()
    if _read(after, kind).value != before.value:
        raise LayoutError("the layout cannot be changed without changing what the file says")
    return after


def _read(data: bytes, kind: str) -> Document:
    return read(data, RECORD_LIMITS if kind in FOLDERS else REGISTER_LIMITS)


def _ordered(text: str, kind: str) -> str:
    lines = text.splitlines(keepends=True)
    root = yaml.compose(text, Loader=PARSER)
    if kind in FOLDERS:
        _arrange(root, FOLDERS[kind], lines)
    elif isinstance(root, yaml.MappingNode):
        for _, record in root.value:
            _arrange(record, REGISTERS[kind], lines)
    return "".join(lines)


def _arrange(node: yaml.Node | None, model: type[Record], lines: list[str]) -> None:
    """Bring the lines of a record's keys, and of the records in it, into the schema's order."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _arrange(item, model, lines)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return
    fields = keys(model)
    for key, value in node.value:
        if key.value in fields and (inner := record_in(fields[key.value].annotation)):
            _arrange(value, inner, lines)
    order = {name: index for index, name in enumerate(fields)}
    ranks = [order.get(key.value, len(order)) for key, _ in node.value]
    if ranks != sorted(ranks):
        _reorder(node, ranks, lines)


def _reorder(node: yaml.MappingNode, ranks: list[int], lines: list[str]) -> None:
    """Move the lines of a block mapping's entries, each with the comments above it, into the order of their ranks."""
    column = node.start_mark.column
    key_lines = [key.start_mark.line for key, _ in node.value]
    lead = lines[key_lines[0]][:column]  # spaces, or a list's dash
    if any(lines[line][:column].strip() for line in key_lines[1:]) or lead.strip(" -"):
        return  # keys announced by a question mark
    ends = [_last_line(value, lines) + 1 for _, value in node.value]
    starts = [_with_comments(key_lines[0], 0 if column and not lead.strip() else key_lines[0], column, lines)]
    starts += [_with_comments(line, end, column, lines) for line, end in zip(key_lines[1:], ends, strict=False)]
    last = ends[-1]
    while last < len(lines) and _comment_column(lines[last]) > column:
        last += 1
    lines[key_lines[0]] = " " * column + lines[key_lines[0]][column:]
    blocks = [lines[start:end] for start, end in zip(starts, [*starts[1:], last], strict=True)]
    heads = [line - start for line, start in zip(key_lines, starts, strict=True)]
    by_rank = sorted(range(len(ranks)), key=lambda index: ranks[index])
    first = by_rank[0]
    blocks[first][heads[first]] = lead + blocks[first][heads[first]][column:]
    lines[starts[0] : last] = [line for index in by_rank for line in blocks[index]]


def _with_comments(line: int, least: int, column: int, lines: list[str]) -> int:
    """The first of the lines above `line`, from `least` on, that are blank or comments no deeper than `column`."""
    while line > least and (not lines[line - 1].strip() or 0 <= _comment_column(lines[line - 1]) <= column):
        line -= 1
    return line


def _comment_column(line: str) -> int:
    """Where the comment stands that is all there is on a line; -1 on any other line."""
    return len(line) - len(line.lstrip()) if line.lstrip().startswith("#") else -1


def _last_line(node: yaml.Node, lines: list[str]) -> int:
    """The line on which a value ends; the marks of block collections and block scalars lie behind blank lines."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    last = int(node.end_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        last -= 1
        while not lines[last].strip():
            last -= 1
    return last


class _Edit(NamedTuple):
    """New text for everything from one place in the text up to another."""

    start: int
    end: int
    new: str


def _folded(text: str) -> str:
    lines = text.splitlines(keepends=True)
    if max(map(len, lines)) > WIDTH + 1:
        root = yaml.compose(text, Loader=PARSER)
        for edit in sorted(_folds(root, 0, text, lines), reverse=True):
            text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _folds(node: yaml.Node | None, column: int, text: str, lines: list[str]) -> Iterator[_Edit]:
    """The folds that a value needs; `column` is that of the key or dash it hangs on."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for key, value in node.value:
            yield from _folds(value, key.start_mark.column, text, lines)
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        for item in node.value:
            yield from _folds(item, node.start_mark.column, text, lines)
    elif node and _is_too_wide(node, lines):
        indent = " " * (column + 2)
        if isinstance(node, yaml.CollectionNode):
            yield from _flow_fold(node, indent, text)
        elif isinstance(node, yaml.ScalarNode) and node.style == ">":
            yield from _refold(node, lines)
        elif isinstance(node, yaml.ScalarNode) and node.style != "|":
            yield from _scalar_fold(node, indent, text, lines)


def _is_too_wide(node: yaml.Node, lines: list[str]) -> bool:
    """Whether a value, without a comment behind it, goes beyond the width."""
    whole = lines[node.start_mark.line : node.end_mark.line]
    return node.end_mark.column > WIDTH or any(len(line) > WIDTH + 1 for line in whole)


def _flow_fold(node: yaml.CollectionNode, indent: str, text: str) -> Iterator[_Edit]:
    """Break [a, b] or {a: b} between its items."""
    start, end = node.start_mark.index, node.end_mark.index
    starts = [(item[0] if isinstance(item, tuple) else item).start_mark.index for item in node.value]
    if "\n" in text[start:end]:
        return
    parts = [text[a:b].rstrip() for a, b in zip(starts, [*starts[1:], end], strict=True)]
    yield _Edit(starts[0], end, _filled(parts, text[: starts[0]].rpartition("\n")[2], indent))


def _scalar_fold(node: yaml.ScalarNode, indent: str, text: str, lines: list[str]) -> Iterator[_Edit]:
    """Write a plain or quoted text as a folded one (`>`)."""
    value = node.value.strip()
    start, end = node.start_mark.index, node.end_mark.index
    behind = lines[node.end_mark.line][node.end_mark.column :]
    if "\n" in value or "\\" in text[start:end] or not _FOLDS.search(value):
        return
    yield _Edit(start, end + len(behind), f">{behind.rstrip()}\n{_filled(_FOLDS.split(value), indent, indent)}\n")


def _refold(node: yaml.ScalarNode, lines: list[str]) -> Iterator[_Edit]:
    """Fold the paragraphs of a folded text anew that are too wide."""
    first, last = node.start_mark.line + 1, _last_line(node, lines)
    start = sum(map(len, lines[:first]))
    indent = re.match(" *", lines[first])[0]  # type: ignore[index] # matches anything
    paragraph: list[str] = []
    for line in [*lines[first : last + 1], "\n"]:
        content = line.removeprefix(indent).rstrip("\n")
        if line.startswith(indent) and content and not content[0].isspace() and not content[-1].isspace():
            paragraph.append(line)
            continue
        old = "".join(paragraph)
        if any(len(each) > WIDTH + 1 for each in paragraph):
            words = [word for each in paragraph for word in _FOLDS.split(each.strip())]
            yield _Edit(start, start + len(old), _filled(words, indent, indent) + "\n")
        start += len(old) + len(line)
        paragraph = []


def _filled(parts: list[str], before: str, indent: str) -> str:
    """The parts with a space between, or a line's end where they go beyond the width; `before` stands there already."""
    text, width = (before if before == indent else "") + parts[0], len(before) + len(parts[0])
    for part in parts[1:]:
        if width + 1 + len(part) > WIDTH:
            text, width = f"{text}\n{indent}{part}", len(indent) + len(part)
        else:
            text, width = f"{text} {part}", width + 1 + len(part)
    return text
