"""What is wrong inside one record, and how rules that tie several of its fields together look at it.

Such rules look at what was typed, not at the model, so that they speak up beside all else that is wrong.
"""

from collections.abc import Iterator
from types import EllipsisType
from typing import NamedTuple

from generator.problems import Path


class Finding(NamedTuple):
    """One broken rule: where in the record, what is wrong, the way out, whether the key or its value is at fault."""

    path: Path
    message: str
    hint: str
    at_key: bool = False


def texts(typed: object, *steps: str | EllipsisType) -> Iterator[tuple[Path, str]]:
    """Find the texts at a path, with their paths; `...` stands for every item of a list or value of a mapping.

    What has another shape than the path says is passed over: `texts(typed, "claims", ..., "id")`.
    """
    found: list[tuple[Path, object]] = [((), typed)]
    for step in steps:
        if isinstance(step, str):
            found = [((*path, step), outer[step]) for path, outer in found if isinstance(outer, dict) and step in outer]
        else:
            found = [((*path, key), inner) for path, outer in found for key, inner in _items(outer)]
    return ((path, text) for path, text in found if isinstance(text, str))


def text(typed: object, *steps: str) -> str | None:
    """Find the text at a path; None where there is none."""
    for step in steps:
        typed = typed.get(step) if isinstance(typed, dict) else None
    return typed if isinstance(typed, str) else None


def repeated(typed: object, *steps: str | EllipsisType) -> Iterator[tuple[Path, str]]:
    """Find the texts at a path that stand there a second time."""
    seen: set[str] = set()
    for path, found in texts(typed, *steps):
        if found in seen:
            yield path, found
        seen.add(found)


def _items(typed: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(typed, dict):
        yield from typed.items()
    elif isinstance(typed, list):
        yield from enumerate(typed)
