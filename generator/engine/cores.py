"""Work shared among the cores of the machine."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import Any, Final, TypeVar

FEW: Final = 200
"""So little is done sooner than it is shared."""

_AT_ONCE: Final = 24
"""What a worker takes at a time: little enough that all end together, enough that handing over costs nothing."""

SHIFT: Final = _AT_ONCE * 80
"""After so many items workers make room for fresh ones: they come to copy most of the memory that they look at."""

T = TypeVar("T")
R = TypeVar("R")


class _Shared:
    """What forked workers find in their memory: the work and its items."""

    work: Callable[[Any], Any]
    items: Sequence[Any]


def spread(work: Callable[[T], R], items: Sequence[T], *, cores: int | None = None) -> Iterator[R]:
    """Give the results of `work` for all items, in their order; an exception of one ends it all.

    Workers are forked: they see everything that this process holds, and hand back results alone. Only Linux forks
    safely; elsewhere, for few items and on a single core, this process does it all.

    Args:
        work: takes an item and gives something that can be pickled. What it changes stays in its worker.
        items: what there is to do.
        cores: how many workers; as many as this process may use without it.
    """
    if sys.platform != "linux" or len(items) < FEW:
        cores = 1
    elif cores is None:
        cores = len(os.sched_getaffinity(0))
    if cores < 2:
        yield from map(work, items)
        return
    _Shared.work, _Shared.items = work, items
    gc.freeze()  # what is there already is of no interest to the collectors of the workers, who keep their own house
    try:
        for shift in range(0, len(items), SHIFT):
            with ProcessPoolExecutor(cores, mp_context=get_context("fork"), initializer=gc.enable) as pool:
                starts = range(shift, min(shift + SHIFT, len(items)), _AT_ONCE)
                yield from chain.from_iterable(pool.map(_some, starts))
    finally:
        gc.unfreeze()
        del _Shared.work, _Shared.items


def _some(start: int) -> list[Any]:
    return [_Shared.work(item) for item in _Shared.items[start : start + _AT_ONCE]]
