"""Things put in groups, each group in order; when some change, only their groups are put together again."""

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
        gone: defaultdict[G, set[str]] = defaultdict(set)
        come: defaultdict[G, list[tuple[str, T]]] = defaultdict(list)
        for group, order, _ in self._places_of(self._sources, sources):
            gone[group].add(order)
        for group, order, thing in self._places_of(sources, self._sources):
            come[group].append((order, thing))
        orders, groups = self._orders.copy(), self._groups.copy()
        for group in gone.keys() | come.keys():
            left = gone[group]
            stay = zip(orders.get(group, ()), groups.get(group, ()), strict=True)
            placed = sorted([*(place for place in stay if place[0] not in left), *come[group]])
            orders[group] = [order for order, _ in placed]
            groups[group] = tuple(thing for _, thing in placed)
        self._sources, self._orders, self._groups = sources, orders, groups
        return groups

    def _places_of(self, some: Mapping[str, S], others: Mapping[str, S]) -> list[Place[G, T]]:
        """The places of those sources that are not among others."""
        changed = (source for name, source in some.items() if others.get(name) is not source)
        return list(chain.from_iterable(map(self._places, changed)))
