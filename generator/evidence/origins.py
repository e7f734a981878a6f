"""Whose reporting it is: `retells` followed to its root, and the trees that re-tellings form.

Articles and origins share one space of ids. A claim that has a `retells` of its own may stand among them under its own
id (`<article>#c1`): nothing re-tells a claim, so it is only ever where a chain begins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Cycle:
    """Ids that re-tell each other: each the next, the last the first; the smallest stands first."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """An id that re-tells what does not exist."""

    id: str
    retells: str


@dataclass(frozen=True, slots=True)
class Origins:
    """The root of every id, and what is wrong with `retells`.

    So that a preview can go on, the first of a cycle is the root of all that leads there, and what re-tells something
    unknown is a root itself.
    """

    roots: dict[str, str]
    cycles: tuple[Cycle, ...]
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An id and those that re-tell it, in order of their ids."""

    id: str
    children: tuple["Node", ...]

    def walk(self) -> Iterator[tuple[int, str]]:
        """This id and all below it, each after the one it re-tells, with its depth from 0; without recursion."""
        todo = [(0, self)]
        while todo:
            depth, node = todo.pop()
            yield depth, node.id
            todo += [(depth + 1, child) for child in reversed(node.children)]


def trace(retells: Mapping[str, str | None]) -> Origins:
    """Follow what every id re-tells (None: its own reporting) to its root, in time linear in the number of ids."""
    roots: dict[str, str] = {}
    cycles: list[Cycle] = []
    unknown: list[Unknown] = []
    for start in retells:
        path: dict[str, None] = {}  # in order; looked up for cycles
        at = start
        while at not in roots:
            path[at] = None
            upstream = retells[at]
            if upstream is None:
                roots[at] = at
            elif upstream not in retells:
                unknown.append(Unknown(at, upstream))
                roots[at] = at
            elif upstream in path:
                ids = list(path)
                cycle = _smallest_first(ids[ids.index(upstream) :])
                cycles.append(Cycle(cycle))
                roots[at] = cycle[0]
            else:
                at = upstream
        root = roots[at]
        roots.update(dict.fromkeys(path, root))
    return Origins(roots, tuple(sorted(cycles)), tuple(sorted(unknown)))


def chains(retells: Mapping[str, str | None], roots: Mapping[str, str]) -> tuple[Node, ...]:
    """Return the trees of what is re-told at all, by root, from what `trace` was given and the roots it found."""
    children: dict[str, list[str]] = {}
    for id_, upstream in retells.items():
        if upstream is not None and roots[id_] != id_:
            children.setdefault(upstream, []).append(id_)
    tops = sorted(id_ for id_ in children if roots[id_] == id_)
    order = list(tops)  # each before those that re-tell it
    for id_ in order:
        order.extend(children.get(id_, ()))
    nodes: dict[str, Node] = {}
    for id_ in reversed(order):
        nodes[id_] = Node(id_, tuple(nodes[child] for child in sorted(children.get(id_, ()))))
    return tuple(nodes[id_] for id_ in tops)


def independent(roots: Iterable[str]) -> int:
    """Return how many independent origins stand behind articles or claims, given the root of each."""
    return len(set(roots))


def words(number: int) -> str:
    """Return a number of independent origins as a label: "one origin", "two independent origins"."""
    if number == 1:
        return "one origin"
    named = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{named[number] if number < len(named) else number} independent origins"


def _smallest_first(cycle: list[str]) -> tuple[str, ...]:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])
