"""Things put in groups, each group in order; when some change, only their groups are put together again."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

S = TypeVar("S")
G = TypeVar("G", bound=Hashable)
T = TypeVar("T")

Place: TypeAlias = tuple[G, str, T]
"""A group, a text that its things are sorted by, which no two of them share, and the thing that stands there."""


class Index(Generic[S, G, T]):
    """What stands in each group, worked out from sources that are handed over again and again.

    Args:
        places: what a source puts where; a pure function.
    """

    def __init__(self, places: Callable[[S], Iterable[Place[G, T]]]) -> None:
        self._places = places
        self._sources: Mapping[str, S] = {}
        self._orders: dict[G, list[str]] = {}
        self._groups: dict[G, tuple[T, ...]] = {}

    def __call__(self, sources: Mapping[str, S]) -> Mapping[G, tuple[T, ...]]:
        """All groups; what came from sources that are the same objects as in the last call is not looked at again."""
        gone: defaultdict[G, list[str]] = defaultdict(list)
        come: defaultdict[G, list[tuple[str, T]]] = defaultdict(list)
        for group, order, _ in self._places_of(self._sources, sources):
            gone[group].append(order)
        for group, order, thing in self._places_of(sources, self._sources):
            come[group].append((order, thing))
        changed = {group: self._changed(group, gone[group], sorted(come[group])) for group in gone.keys() | come.keys()}
        self._sources = sources
        self._orders = {**self._orders, **{group: orders for group, (orders, _) in changed.items()}}
        self._groups = {**self._groups, **{group: tuple(things) for group, (_, things) in changed.items()}}
        return self._groups

    def _changed(self, group: G, gone: Iterable[str], come: Iterable[tuple[str, T]]) -> tuple[list[str], list[T]]:
        """A group without what has gone and with what has come: what its things are sorted by, and the things."""
        if group not in self._orders:
            return [order for order, _ in come], [thing for _, thing in come]
        orders, things = self._orders[group].copy(), list(self._groups[group])
        for order in gone:
            at = bisect_left(orders, order)
            del orders[at], things[at]
        for order, thing in come:
            at = bisect_left(orders, order)
            orders.insert(at, order)
            things.insert(at, thing)
        return orders, things

    def _places_of(self, some: Mapping[str, S], others: Mapping[str, S]) -> list[Place[G, T]]:
        """The places of those sources that are not among others."""
        changed = (source for name, source in some.items() if others.get(name) is not source)
        return list(chain.from_iterable(map(self._places, changed)))
