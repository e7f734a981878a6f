"""Waiting for changes of files."""

import queue
from collections.abc import Iterator
from pathlib import Path

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

_CHANGES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, DirMovedEvent, DirDeletedEvent]
_QUIET = 0.1  # seconds without a change: an editor that saves makes several at once


def changes(*folders: Path) -> Iterator[None]:
    """Go on once at the start, and once after each burst of changes below the folders; never ends by itself.

    Raises:
        OSError: a folder cannot be watched.
    """
    happened: queue.SimpleQueue[None] = queue.SimpleQueue()
    observer = Observer()
    for folder in folders:
        observer.schedule(_Teller(happened), str(folder), recursive=True, event_filter=_CHANGES)
    observer.start()
    try:
        while True:
            yield
            happened.get()
            _wait_for_quiet(happened)
    finally:
        observer.stop()
        observer.join()


def _wait_for_quiet(happened: queue.SimpleQueue[None]) -> None:
    while True:
        try:
            happened.get(timeout=_QUIET)
        except queue.Empty:
            return


class _Teller(FileSystemEventHandler):
    """Tells of every change; what changed is of no interest."""

    def __init__(self, happened: queue.SimpleQueue[None]) -> None:
        self._happened = happened

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - the name is watchdog's
        self._happened.put(None)
