"""Watching files for changes, as the system tells of them."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

_CHANGES: Final = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_QUIET: Final = 0.1  # seconds without a change: an editor that saves makes several at once


def observer(tell: Callable[[], None], *paths: Path) -> BaseObserver:
    """What calls `tell`, in a thread of its own, for every change of a file or below a folder, once it is started.

    Raises:
        OSError: a path cannot be watched.
    """
    watching = Observer()
    for path in paths:
        if path.is_dir():
            watching.schedule(_Teller(tell), str(path), recursive=True, event_filter=_CHANGES)
        else:  # an editor that saves may put another file in its place, so its folder is watched
            watching.schedule(_Teller(tell, str(path)), str(path.parent), event_filter=_CHANGES)
    return watching


def changes(*folders: Path) -> Iterator[None]:
    """Go on once at the start, and once after each burst of changes below the folders; never ends by itself.

    Raises:
        OSError: a folder cannot be watched.
    """
    happened: queue.SimpleQueue[None] = queue.SimpleQueue()
    watching = observer(lambda: happened.put(None), *folders)
    watching.start()
    try:
        while True:
            yield
            happened.get()
            _wait_for_quiet(happened)
    finally:
        watching.stop()
        watching.join()


def _wait_for_quiet(happened: queue.SimpleQueue[None]) -> None:
    while True:
        try:
            happened.get(timeout=_QUIET)
        except queue.Empty:
            return


class _Teller(FileSystemEventHandler):
    """Tells of every change, or of those of one file."""

    def __init__(self, tell: Callable[[], None], of: str | None = None) -> None:
        self._tell = tell
        self._of = of

    def on_any_event(self, event: FileSystemEvent) -> None:
        if self._of is None or self._of in {event.src_path, event.dest_path}:
            self._tell()
