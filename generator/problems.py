"""A problem in what somebody wrote: where it is, what is wrong, and the way out.

Printed for people (one line each), for GitHub (workflow annotations) and for programs (JSON).
"""

import difflib
import json
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one file.

    Args:
        file: path below the project's root, with forward slashes.
        line: from 1.
        column: from 1, in characters; at the key for a wrong key, at the value for a wrong value.
        path: the place inside the record, as `claims[1].quote`; empty for the file as a whole.
        message: what is wrong, with the value and the rule.
        hint: the way out; may be empty.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: "
        path = f"{self.path}: " if self.path else ""
        return printable(place + path + _with_hint(self))


def dotted(path: Path) -> str:
    """Write a path as people read it: `("claims", 1, "quote")` becomes `claims[1].quote`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return printable(text)


def printable(text: str) -> str:
    """Write unprintable characters (a line feed in a file name) as escapes, so that no output breaks."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(value: object, longest: int = 60) -> str:
    """Show a value in a message: in quotes, on one line, cut where it is long."""
    text = printable(str(value))
    return f"'{text if len(text) <= longest else text[: longest - 1] + '…'}'"


def described(value: object) -> str:
    """Show a value that has the wrong shape in a message."""
    return {dict: "key: value pairs", list: "a list", type(None): "nothing"}.get(type(value)) or quoted(value)


def did_you_mean(value: str, allowed: Sequence[str]) -> str:
    """Point out the nearest allowed value, or list all where they are few; empty where neither helps."""
    if near := alike(value, allowed):
        return f"did you mean {quoted(near)}?"
    return "one of: " + ", ".join(map(printable, allowed)) if 0 < len(allowed) <= 15 else ""  # more is no help


def alike(value: str, allowed: Sequence[str]) -> str:
    """The nearest allowed value; empty where none is near.

    Of more than a thousand, which must be sorted, only those are looked at that begin alike: a file full of mistakes
    would keep the check busy for minutes otherwise.
    """
    if len(allowed) > 1000:
        at = bisect(allowed, value)
        allowed = allowed[max(0, at - 50) : at + 50]
    by_folded = {each.casefold(): each for each in allowed}
    near = difflib.get_close_matches(value[:100].casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[near[0]] if near else ""


def for_people(problems: Iterable[Problem]) -> str:
    """One problem a line, sorted, each line ending in a line feed."""
    return "".join(f"{problem}\n" for problem in sorted(problems))


def for_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that annotate the lines of a pull request (GitHub Docs, "Workflow commands")."""
    return "".join(
        f"::error file={_property(p.file)},line={p.line},col={p.column},title={_property(p.path or 'file')}"
        f"::{_data(_with_hint(p))}\n"
        for p in sorted(problems)
    )


def for_programs(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=2) + "\n"


def _with_hint(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
