"""Finding and reading the files under briefs/: regular files with proper names only, never a link, never a device."""

import os
import re
import shutil
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from generator.problems import Problem, printable, quoted
from generator.schema import SLUG, is_reserved

BRIEFS = "briefs"
_ASIDE: Final = re.compile(r"\..*|.*~|#.*#", re.DOTALL)  # dot files; copies of a file that editors put beside it
_RENAME = "rename it: 3 to 80 characters, a to z, 0 to 9 and hyphens, then .yml"


class UnusableFileError(Exception):
    """A file that must not or cannot be read.

    Args:
        message: why.
        hint: the way out.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def article_file(article_id: str) -> str:
    """Path of an article's brief below the root."""
    return f"{BRIEFS}/articles/{article_id}.yml"


def theme_file(theme_id: str) -> str:
    """Path of a theme's file below the root."""
    return f"{BRIEFS}/themes/{theme_id}.yml"


def register_file(register: str) -> str:
    """Path of a register (`names`, `questions`, ...) below the root."""
    return f"{BRIEFS}/registers/{register}.yml"


def relative(root: Path, path: Path) -> str:
    """Path below the root as problems name it: forward slashes, nothing unprintable."""
    return printable(path.relative_to(root).as_posix())


def problem(root: Path, path: Path, message: str, hint: str = "") -> Problem:
    """A problem with a file or folder as a whole."""
    return Problem(relative(root, path), 1, 1, "", message, hint)


def names_in(root: Path, folder: Path, problems: list[Problem]) -> list[str]:
    """The names in a folder that count, sorted; README.md, dot files and editors' backups are passed over."""
    if folder.is_symlink() or not folder.is_dir():
        problems.append(problem(root, folder, "this must be a folder", "put the folder itself here, no link, no file"))
        return []
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are wanted, not paths
    except OSError as error:
        hint = "look at its permissions"
        problems.append(problem(root, folder, f"this folder cannot be read: {error.strerror}", hint))
        return []
    return sorted(name for name in names if name != "README.md" and not _ASIDE.fullmatch(name))


def briefs_in(root: Path, folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Ids and paths of the files in a folder whose names will do; every other file is a problem."""
    ids, refused = usable_ids(folder, root, tuple(names_in(root, folder, problems)))
    problems += refused
    return ((id_, folder / f"{id_}.yml") for id_ in ids)


def usable_ids(folder: Path, root: Path, names: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
    """The ids of those files in a folder whose names will do, and a problem for each of the others."""
    all_of_them = frozenset(names)
    ids, problems = [], []
    for name in names:
        if fault := _name_fault(name, all_of_them):
            problems.append(problem(root, folder / name, *fault))
        else:
            ids.append(name.removesuffix(".yml"))
    return ids, problems


def _name_fault(name: str, names: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with a file's name among those of its folder, and the way out."""
    stem, _, ending = name.rpartition(".")
    proper = f"{stem.lower()}.yml"
    if ending.lower() not in {"yml", "yaml"}:
        return f"{quoted(name)} is no brief", "only .yml files belong here: move it, or end its name in .yml"
    if name != proper and proper in names:
        return f"{quoted(name)} would have the same address as {quoted(proper)}", "remove one of them, or rename it"
    if not re.fullmatch(SLUG, stem):
        return f"{quoted(stem)} is no id", _RENAME
    if is_reserved(stem):
        return f"{quoted(stem)} is a reserved name", "rename the file"
    if ending != "yml":
        return "the ending must be .yml", f"rename it to {quoted(proper)}"
    return None


def overwrite(path: Path, data: bytes) -> None:
    """Give a file new bytes in one step: whatever happens, the old ones or the new ones stand in it, whole."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    shutil.copymode(path, new)
    os.replace(new, path)  # noqa: PTH105 - in one step, and not onto a folder


Signature: TypeAlias = tuple[object, ...]
"""What is another as soon as a file may have changed: its kind, size, times and place on the disk."""

_SETTLED: Final = 2 * 10**9
"""Nanoseconds after which no file system gives a second change of a file the time of the first."""


def signature(path: str, now: int) -> Signature:
    """The signature of a file.

    A file that was changed a moment ago may change again and keep its times and its size, so until it has settled each
    signature of it equals no other. Git, whose index works like this, calls such a file racy.

    Args:
        path: where it is; all that cannot be looked at have one signature.
        now: nanoseconds since the epoch.
    """
    try:
        found = os.lstat(path)
    except OSError:
        return ()
    times = found.st_mtime_ns, found.st_ctime_ns
    lasting = found.st_mode, found.st_size, *times, found.st_ino
    return lasting if max(times) < now - _SETTLED else (*lasting, object())


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Raises:
        UnusableFileError: a link, a device, too large or unreadable; says which.
    """
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
            raise UnusableFileError(f"this is {kind}", "put the file itself here")
        # Never follow a link that was put here since, never wait for a pipe.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - opened by descriptor
            if (size := os.fstat(file.fileno()).st_size) > most:
                raise UnusableFileError(f"the file has {size:,} bytes; at most {most:,} are allowed", "shorten it")
            return file.read(size)  # not `most`: room for that much would be made each time
    except OSError as error:
        raise UnusableFileError(f"this file cannot be read: {error.strerror}", "look at its permissions") from None
