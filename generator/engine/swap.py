"""Replace a folder as a whole: the new one is made beside it and takes its place in the end, or nothing changes."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


class SwapError(Exception):
    """A folder that must not or cannot be replaced; the message says why and the way out."""


@contextmanager
def replacing(target: Path, *, known_by: str) -> Iterator[Path]:
    """Give an empty folder that takes the place of `target` when the block ends well.

    When the block fails, or the process is killed at whatever moment, `target` stays as it was; what a killed process
    left behind, the next one clears away. Where the system cannot let two folders change places in one step (Windows,
    some file systems), a kill at just that moment leaves no folder until the next run puts the old one back.

    Args:
        target: the folder to be replaced; need not exist.
        known_by: a file that every earlier result holds. Any other folder that is not empty is somebody's own.

    Raises:
        SwapError: `target` is not ours to replace, or another process is replacing it.
    """
    target = target.resolve()
    if target.exists() and not (target.is_dir() and (not any(target.iterdir()) or (target / known_by).is_file())):
        raise SwapError(f"{target} holds something else: it has no {known_by}; name another folder")
    workshop = target.parent / f".{target.name}.swap"
    new, old = workshop / "new", workshop / "old"
    with _alone(workshop):
        if old.exists() and not target.exists():  # killed between two renames
            old.rename(target)
        _remove(new, old)
        new.mkdir()
        try:
            yield new
            _replace(target, new, old)
        finally:
            _remove(new, old)


def _replace(target: Path, new: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(target, new):
        target.rename(old)
        new.rename(target)


def _exchange(first: Path, second: Path) -> bool:
    """Let two paths change places in one step; tell whether the system could."""
    with suppress(AttributeError, OSError):  # no such function, no such library
        libc = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(os.fsencode(first), os.fsencode(second), 2) == 0)  # RENAME_SWAP
        here = -100  # AT_FDCWD
        return bool(libc.renameat2(here, os.fsencode(first), here, os.fsencode(second), 2) == 0)  # RENAME_EXCHANGE
    return False


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(workshop: Path) -> Iterator[None]:
    """Hold a folder for one process; the system lets go of it when the process ends, in any way."""
    workshop.mkdir(parents=True, exist_ok=True)
    lock = workshop / "lock"
    with lock.open("a") as file:
        try:
            _lock(file)
        except OSError:
            raise SwapError(f"another process is at work in {workshop}; wait until it has ended") from None
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps an open file
                lock.unlink()
                workshop.rmdir()


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
