"""Results that are kept from one run to the next, for as long as what they were made from stays the same."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
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
