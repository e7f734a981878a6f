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
        self._ordered: defaultdict[G, dict[str, T]] = defaultdict(dict)
        self._groups: dict[G, tuple[T, ...]] = {}

    def __call__(self, sources: Mapping[str, S]) -> Mapping[G, tuple[T, ...]]:
        """All groups; a source that is the same object as in the last call, under the same name, costs nothing."""
        gone = self._places_of(self._sources, sources)
        come = self._places_of(sources, self._sources)
        for group, order, _ in gone:
            del self._ordered[group][order]
        for group, order, thing in come:
            self._ordered[group][order] = thing
        groups = self._groups.copy()
        for group in {group for group, _, _ in chain(gone, come)}:
            self._ordered[group] = dict(sorted(self._ordered[group].items()))
            groups[group] = tuple(self._ordered[group].values())
        self._sources, self._groups = sources, groups
        return groups

    def _places_of(self, some: Mapping[str, S], others: Mapping[str, S]) -> list[Place[G, T]]:
        """The places of those sources that are not among others."""
        changed = (source for name, source in some.items() if others.get(name) is not source)
        return list(chain.from_iterable(map(self._places, changed)))
