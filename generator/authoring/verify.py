"""Checking quotations against the copies at hand, and writing into each brief what was checked.

`source.copy` then holds the hashes of copy and quotations and the day (content model, "An article"), so that whoever
has no copies can see what was checked, and whether a quotation was changed since.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.copies import Copies, absent, check_quotations
from generator.evidence.quotations import quotes_hash
from generator.problems import Problem
from generator.progress import SILENT, Work
from generator.reading import files
from generator.reading.load import load, located
from generator.reading.records import RECORD_LIMITS
from generator.schema import Article
from generator.yaml_files.edit import set_mapping
from generator.yaml_files.strict_yaml import read


class Outcome(StrEnum):
    """What came of checking a brief."""

    RECORDED = "recorded"
    """All quotations are in the copy, and the brief says so now."""
    UNCHANGED = "unchanged"
    """All quotations are in the copy, as the brief said already."""
    NOT_FOUND = "not found"
    """A quotation is not in the copy; the brief stays as it is."""
    NO_COPY = "no copy"
    """The copy it names is not at hand, which is no mistake; the brief stays as it is."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of checking one brief: its file below the root, the outcome, and what there is to say about it."""

    file: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()


def verify(root: Path, copies: Path, today: dt.date, work: Work = SILENT) -> list[Verified]:
    """Check every brief that names a copy, and write into it what was found, and nothing else.

    Briefs that cannot be read are passed over: `check` names what is wrong with them.

    Args:
        root: the project's folder.
        copies: the folder of copies.
        today: the day of the check.
        work: is told how far it is.

    Raises:
        OSError: a brief cannot be written.
    """
    with work.stage("reading briefs"):
        content, _ = load(root)
    at_hand = Copies(copies)
    gone = {problem.file: problem for problem in located(root, absent(content.articles, at_hand))}
    verified = []
    with work.stage("comparing quotations", len(content.articles)) as advance:
        for id_, article in content.articles.items():
            if told := gone.get(files.article_file(id_)):
                verified.append(Verified(told.file, Outcome.NO_COPY, (told,)))
            elif article.source.copy_:
                verified.append(_verify(root, id_, article, at_hand(article.source.copy_.file), today))
            advance()
    return verified


def _verify(root: Path, article_id: str, article: Article, data: bytes | None, today: dt.date) -> Verified:
    file = files.article_file(article_id)
    if data is None:
        return Verified(file, Outcome.NO_COPY)
    _, faults = check_quotations(article_id, article, data)
    if faults:
        return Verified(file, Outcome.NOT_FOUND, tuple(located(root, faults)))
    found = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "quotes": quotes_hash(claim.quote for claim in article.claims if claim.quote),
    }
    recorded = article.source.copy_
    if recorded and (recorded.sha256, recorded.quotes) == (found["sha256"], found["quotes"]) and recorded.checked:
        return Verified(file, Outcome.UNCHANGED)  # a new day alone is no news
    _record(root / file, {**found, "checked": today.isoformat()})
    return Verified(file, Outcome.RECORDED)


def _record(path: Path, found: dict[str, str]) -> None:
    """Write into a brief's `source.copy` what was found; refuse to change anything else."""
    before = files.read_bytes(path, RECORD_LIMITS.size)
    after = set_mapping(before.decode(), ("source", "copy"), found).encode()
    expected = read(before, RECORD_LIMITS).value
    expected["source"]["copy"] |= found  # type: ignore[index,call-overload,operator] # the schema has read it
    if read(after, RECORD_LIMITS).value != expected:
        raise ValueError(f"writing into {path} would change more than it should")
    files.overwrite(path, after)
