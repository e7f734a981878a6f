"""Results that are kept from one run to the next, for as long as what they were made from stays the same."""

from collections.abc import Callable, Mapping
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


class Kept(Generic[P, T]):
    """A function that gives the same object again for as long as what it gives is equal to what it gave before.

    Its first argument is the key: for each key one result is kept, with the other arguments that it was made from, and
    with equal ones it is not even made. What is not asked for in a whole run is forgotten.

    Args:
        make: a pure function.
    """

    __slots__ = ("_before", "_make", "_now")

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._before: dict[object, tuple[tuple[object, ...], T]] = {}
        self._now: dict[object, tuple[tuple[object, ...], T]] = {}

    def new_run(self) -> None:
        """Begin another run."""
        self._before, self._now = self._now, {}

    def __call__(self, *made_from: P.args, **none: P.kwargs) -> T:
        """The result for these arguments."""
        kept = self._before.get(made_from[0])
        if kept is None:
            kept = made_from, self._make(*made_from, **none)
        elif kept[0] != made_from:
            made = self._make(*made_from, **none)
            kept = made_from, (kept[1] if kept[1] == made else made)
        self._now[made_from[0]] = kept
        return kept[1]


class Each(Generic[S, T]):
    """What a function makes of each of many sources, made again only of those that are other objects than before.

    Args:
        make: a pure function of a source's name and the source.
    """

    __slots__ = ("_made", "_make", "_sources")

    def __init__(self, make: Callable[[str, S], T]) -> None:
        self._make = make
        self._sources: Mapping[str, S] = {}
        self._made: dict[str, T] = {}

    def __call__(self, sources: Mapping[str, S]) -> Mapping[str, T]:
        """What is made of each source, by its name and in their order."""
        before, made = self._sources, self._made
        self._made = {
            name: made[name] if before.get(name) is source else self._make(name, source)
            for name, source in sources.items()
        }
        self._sources = sources
        return self._made
