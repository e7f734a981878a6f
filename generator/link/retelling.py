"""Whose reporting it is: what every article and origin re-tells, followed to its root."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.evidence.origins import Cycle, Node, chains, trace
from generator.problems import Path as Steps
from generator.reading.references import Fault

_PLACES: dict[bool, tuple[str, Steps]] = {
    True: ("articles", ("source", "retells")),
    False: ("origins", ("retells",)),
}


class Retold(NamedTuple):
    """By id of an article or origin the root of its reporting; who re-tells whom; and a fault of all in a circle."""

    roots: Mapping[str, str]
    trees: tuple[Node, ...]
    faults: tuple[Fault, ...]


def retold(_all: str, articles: Mapping[str, str | None], origins: Mapping[str, str | None]) -> Retold:
    """Follow what articles and origins re-tell, each by its id; a reference to a record left out counts as none."""
    given = {**articles, **origins}
    retells = {id_: upstream if upstream in given else None for id_, upstream in given.items()}
    found = trace(retells)
    faults = (fault for cycle in found.cycles for fault in _faults(cycle, articles))
    return Retold(found.roots, chains(retells, found.roots), tuple(faults))


def _faults(cycle: Cycle, articles: Container[str]) -> Iterator[Fault]:
    message = f"re-telling goes round in a circle: {' -> '.join(_in_short(cycle.ids))}"
    for id_ in cycle.ids:
        kind, path = _PLACES[id_ in articles]
        yield Fault(kind, id_, path, message, "leave retells out where the reporting is its own")


def _in_short(cycle: Sequence[str]) -> list[str]:
    """The ids round a circle, without most of a long one's."""
    some = [*cycle[:5], f"({len(cycle) - 5:,} more)"] if len(cycle) > 8 else cycle
    return [*some, cycle[0]]
