"""When claims were last changed, as git knows it; without git or a repository nothing is known and nothing fails."""

import datetime as dt
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.files import article_file

ChangedOn = Callable[[str], dt.date | None]
"""From a claim (`<article>#c1`) to the day it was last changed; None where that is not known."""

_CLAIM = re.compile(r"\s*-?\s*(?:\{\s*)?id:\s*(c[1-9]\d*)\b")


def changed_on(root: Path) -> ChangedOn:
    """Look days of changes up in the history of the repository at `root`.

    The day of a claim is that of the latest commit that touched one of its lines; what is not committed has no day. A
    shallow clone dates everything by its last commit, so there nothing is known.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return lambda _claim: None

    @cache
    def days(article_id: str) -> dict[str, dt.date]:
        return _days_of_claims(_git(root, "blame", "--line-porcelain", "HEAD", "--", article_file(article_id)))

    def day(claim: str) -> dt.date | None:
        article_id, _, claim_id = claim.partition("#")
        return days(article_id).get(claim_id)

    return day


def _days_of_claims(blame: str) -> dict[str, dt.date]:
    """The latest day of each claim's lines, which run to the next claim's, from `git blame --line-porcelain`."""
    days: dict[str, dt.date] = {}
    claim_id = ""
    day = dt.date.min
    for line in blame.splitlines():
        if line.startswith("committer-time "):
            day = dt.datetime.fromtimestamp(int(line.split()[1]), dt.UTC).date()
        elif line.startswith("\t"):
            if begins := _CLAIM.match(line[1:]):
                claim_id = begins[1]
            if claim_id:
                days[claim_id] = max(day, days.get(claim_id, day))
    return days


def _git(root: Path, *arguments: str) -> str:
    """What git prints; empty where there is no git, no repository or no such file."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed command; the arguments are ids that the schema has checked
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is wherever the PATH has it
            capture_output=True,
            check=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")
