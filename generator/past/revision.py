"""The briefs as they were at a revision, taken out of git into a folder of their own."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.past import history
from generator.problems import printable, quoted
from generator.reading.files import BRIEFS
from generator.reading.records import REGISTER_LIMITS
from generator.schema import is_reserved

_PLAIN_FILES: Final = {"100644", "100755"}  # no links, no repositories inside
_PATH: Final = re.compile(rf"{BRIEFS}(/[\w. -]*[\w-]){{1,8}}", re.ASCII)  # what every system can write


class RevisionError(Exception):
    """There is no such revision to read; the message says why and the way out."""


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    blob: str
    size: int
    path: str


def commit(root: Path, revision: str) -> str:
    """The full name of the commit that a revision (a commit, a tag, a branch, `HEAD~3`) means.

    Raises:
        RevisionError: there is no git, no repository at `root`, or no such revision.
    """
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise RevisionError(f"this folder's history cannot be read: {_said(inside)}")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise RevisionError(
            f"there is no revision {quoted(revision)}: name a commit, a tag or a branch, as HEAD~1 or origin/main"
            " (git log --oneline lists commits; in a shallow clone git fetch --unshallow brings older ones)"
        )
    return found.stdout.decode("ascii").strip()


@contextmanager
def checked_out(root: Path, commit_name: str) -> Iterator[Path]:
    """A folder that holds briefs/ as a commit has it, for as long as the block runs.

    Only regular files under plain names, and none that is larger than a brief or register may be: a revision is read
    to be compared, and what no build could read says nothing.

    Raises:
        RevisionError: git cannot read the commit.
    """
    entries = [entry for entry in _entries(root, commit_name) if _can_be_read(entry)]
    with tempfile.TemporaryDirectory(prefix="briefs-") as folder:
        base = Path(folder)
        (base / BRIEFS).mkdir()
        contents = [*history.contents(root, [entry.blob for entry in entries])]
        if len(contents) != len(entries):
            raise RevisionError(f"git cannot read the briefs of {commit_name}")
        for entry, data in zip(entries, contents, strict=True):
            path = base / entry.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield base


def _entries(root: Path, commit_name: str) -> Iterator[_Entry]:
    listed = _git(root, "ls-tree", "-r", "-z", "--long", commit_name, "--", f"{BRIEFS}/")
    if listed.returncode:
        raise RevisionError(f"git cannot list {commit_name}: {_said(listed)}")
    for line in filter(None, listed.stdout.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, blob, size = about.decode("ascii").split()
        yield _Entry(mode, blob, int(size) if size.isdigit() else 0, path.decode("utf-8", "replace"))


def _can_be_read(entry: _Entry) -> bool:
    is_plain = entry.mode in _PLAIN_FILES and _PATH.fullmatch(entry.path) is not None
    return is_plain and not is_reserved(Path(entry.path).stem.lower()) and entry.size <= REGISTER_LIMITS.size


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell; what a person typed stands behind --end-of-options
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is wherever the PATH has it
            capture_output=True,
            check=False,
            timeout=60,
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed; without it there are no revisions to compare with") from None
    except subprocess.TimeoutExpired:
        raise RevisionError("git takes longer than a minute; try again") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return printable(lines[0].removeprefix("fatal: ")) if lines else f"git failed ({done.returncode})"
