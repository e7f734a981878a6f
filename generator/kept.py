"""Results that are kept from one run to the next, for as long as what they were made from stays the same."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Generic[P, T]):
    """A function that gives again, the same object, what it gave in the run before for the same arguments.

    Its first argument is the key: for each there is one result. What was not asked for in a whole run is forgotten.

    Args:
        make: makes a result; a pure function of its arguments, whose equality must be cheap to tell.
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
        """The result for these arguments, made again where they are others than in the run before."""
        kept = self._before.get(made_from[0])
        if kept is None or kept[0] != made_from:
            kept = made_from, self._make(*made_from, **none)
        self._now[made_from[0]] = kept
        return kept[1]
