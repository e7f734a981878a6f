"""What git knows of the briefs; without git or a repository nothing is known and nothing fails."""

import datetime as dt
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.reading.files import BRIEFS, article_file
from generator.reading.records import RECORD_LIMITS
from generator.schema.findings import texts
from generator.yaml_files.strict_yaml import YamlError, read

ChangedOn = Callable[[str, dt.date], dt.date | None]
"""From a claim (`<article>#c1`) and a day to the day the claim was last changed; None where that is not known.

Of what was changed on the day given or before, any day up to it may be told: only later changes are news.
"""

Versions = Mapping[str, tuple["Version", ...]]
"""By path below the root, a file's versions, the oldest first."""


def changed_on(root: Path) -> ChangedOn:
    """Look days of changes up in the history of the repository at `root`.

    The day of a claim is that of the latest commit that touched one of its lines, as last committed. A shallow clone
    dates everything by its last commit, so there nothing is known.
    """
    return _changed_on(root, head(root))


@lru_cache(maxsize=1)  # the preview asks again at every edit
def _changed_on(root: Path, _head: str) -> ChangedOn:
    known = versions(root)

    @cache
    def days(file: str) -> Mapping[str, dt.date]:
        return _days_of_claims(_text(_git(root, "blame", "--line-porcelain", "HEAD", "--", file)))

    def day(claim: str, since: dt.date) -> dt.date | None:
        article_id, _, claim_id = claim.partition("#")
        file = article_file(article_id)
        of_file = known.get(file, ())
        if not of_file:
            return None
        last = of_file[-1].when.date()
        # To blame thousands of files takes minutes, and most are as they were.
        return last if len(of_file) == 1 or last <= since else days(file).get(claim_id)

    return day


def _days_of_claims(blame: str) -> dict[str, dt.date]:
    """The latest day of each claim's lines, from `git blame --line-porcelain`; empty where the file is no brief."""
    days: list[dt.date] = []
    lines: list[str] = []
    for line in blame.split("\n"):
        if line.startswith("committer-time "):
            days.append(dt.datetime.fromtimestamp(int(line.split()[1]), dt.UTC).date())
        elif line.startswith("\t"):
            lines.append(line[1:])
    try:
        document = read("\n".join(lines).encode(), RECORD_LIMITS)
    except YamlError:
        return {}
    keys = document.value if isinstance(document.value, dict) else ()
    starts = [(document.key_position((key,)).line, "") for key in keys]
    starts += [(document.position(path[:2]).line, id_) for path, id_ in texts(document.value, "claims", ..., "id")]
    starts.sort()
    ends = [start - 1 for start, _ in starts[1:]] + [len(days)]
    return {id_: max(days[start - 1 : max(start, end)]) for (start, id_), end in zip(starts, ends, strict=True) if id_}


@dataclass(frozen=True, slots=True)
class Version:
    """A file as one commit left it.

    Args:
        commit: the commit's name.
        when: when the commit was made, in UTC.
        blob: the content's name; None where the commit removed the file.
    """

    commit: str
    when: dt.datetime
    blob: str | None


def versions(root: Path) -> Versions:
    """Every version of every file under briefs/, on the line of first parents: a merge counts as one change.

    So what is still mended while a change is reviewed makes no version, and a time is the time of publication.
    Of a shallow clone nothing is known.
    """
    if not _is_whole(root):
        return {}
    arguments = ["--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--relative", "--format=%H %ct"]
    log = _git(root, "-c", "log.showRoot=true", "log", *arguments, "--", BRIEFS)
    found: defaultdict[str, list[Version]] = defaultdict(list)
    commit, when = "", dt.datetime.min.replace(tzinfo=dt.UTC)
    for line in _text(log).splitlines():
        if line.startswith(":"):
            changed, _, path = line.partition("\t")
            blob = changed.split()[3]
            found[path].append(Version(commit, when, blob if blob.strip("0") else None))
        elif line:
            commit, _, seconds = line.partition(" ")
            when = dt.datetime.fromtimestamp(int(seconds), dt.UTC)
    return {path: tuple(reversed(of_file)) for path, of_file in found.items()}


def contents(root: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """The bytes of blobs, in their order; nothing where git fails."""
    out = _git(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode()) if blobs else b""
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)  # of "<name> blob <size>"
        size = int(out[at:end].split()[2])
        yield out[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def head(root: Path) -> str:
    """The name of the commit that is checked out; empty where there is none."""
    return _text(_git(root, "rev-parse", "--verify", "HEAD")).strip()


def _is_whole(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"false"


def _text(output: bytes) -> str:
    return output.decode("utf-8", errors="replace")


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints; empty where there is no git, no repository or no such file."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed command; the arguments are ids that the schema has checked
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is wherever the PATH has it
            input=stdin,
            capture_output=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout
