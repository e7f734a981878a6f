"""What becomes of key judgments: whether they rest on enough, when to look at them again, how they turned out.

Their words are icd203's business.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from generator.evidence.compare import Pair
from generator.values.icd203 import LIKELIHOODS, Confidence, Likelihood, Range, Result, range_of

Weakness = Literal["no-claims", "single-origin"]
ReviewKind = Literal["contradicted", "changed", "added"]

_GRAVEST_FIRST: Final[tuple[ReviewKind, ...]] = get_args(ReviewKind)


def weakness(confidence: Confidence, origins: Iterable[str]) -> Weakness | None:
    """Tell what a judgment lacks, given the root of the origin of every claim it rests on.

    Content model, "Wording rules": it rests on something (else `no-claims`), and confidence is not high where all it
    rests on is of one origin (`single-origin`).
    """
    independent = len(set(origins))
    if independent == 0:
        return "no-claims"
    return "single-origin" if confidence == "high" and independent == 1 else None


@dataclass(frozen=True, slots=True)
class Review:
    """A reason to look at a judgment again: since the day it was reviewed, `claim` ...

    `changed`: a claim beneath it was changed; `added`: a claim was added to (or changed in) a question that a claim
    beneath it answers; `contradicted`: it now conflicts with a claim beneath it.

    Args:
        kind: which of these.
        claim: the claim that gives the reason.
        day: when.
        beneath: the claim beneath the judgment that it concerns; `claim` itself where that changed.
    """

    kind: ReviewKind
    claim: str
    day: dt.date
    beneath: str


def reviews(
    beneath: Collection[str], reviewed: dt.date, changed_on: Callable[[str], dt.date | None], pairs: Iterable[Pair]
) -> tuple[Review, ...]:
    """Give the reasons to look at a judgment again, the gravest first, then the latest; one for each claim.

    Args:
        beneath: the claims for and against it.
        reviewed: the day of the last look; what happened on it was seen.
        changed_on: the day a claim was last changed; None where that is not known, which is no reason.
        pairs: the answers compared of every question that a claim beneath answers; other pairs do no harm.
    """
    beneath = frozenset(beneath)
    found = [Review("changed", claim, day, claim) for claim in beneath if (day := changed_on(claim)) and day > reviewed]
    for pair in pairs:
        first, second = pair.claims
        if (first in beneath) == (second in beneath):
            continue
        own, other = (first, second) if first in beneath else (second, first)
        contradicts = pair.verdict == "conflict"
        # A conflict is as old as the younger of the two claims.
        days = [day for claim in ((own, other) if contradicts else (other,)) if (day := changed_on(claim))]
        if days and max(days) > reviewed:
            found.append(Review("contradicted" if contradicts else "added", other, max(days), own))
    found.sort(
        key=lambda review: (_GRAVEST_FIRST.index(review.kind), -review.day.toordinal(), review.claim, review.beneath)
    )
    gravest = {review.claim: review for review in reversed(found)}
    return tuple(review for review in found if gravest[review.claim] is review)


@dataclass(frozen=True, slots=True)
class TermRecord:
    """How the judgments in one term of likelihood turned out; those not yet settled count as judged only."""

    term: Likelihood
    judged: int
    true: int
    false: int
    unclear: int

    @property
    def range(self) -> Range:
        """The per cent of them that should turn out true."""
        return range_of(self.term)


def track_record(judged: Iterable[tuple[Likelihood, Result | None]]) -> tuple[TermRecord, ...]:
    """Count how judgments turned out (None: not yet settled), for each term in use, in the table's order."""
    counted = Counter(judged)
    return tuple(
        TermRecord(term, total, counted[term, "true"], counted[term, "false"], counted[term, "unclear"])
        for term in LIKELIHOODS
        if (total := sum(number for (likelihood, _), number in counted.items() if likelihood == term))
    )


def brier_score(records: Iterable[TermRecord]) -> float | None:
    """Score the settled judgments from 0 (all right and certain) to 1; None where none turned out true or false.

    The mean square of what was missing to the truth, the middle of a term's range standing for its probability
    ("likely", 55-80 %, is 0.675). Who always says fifty-fifty scores 0.25.
    """
    missed = settled = 0.0
    for record in records:
        probability = (record.range.low + record.range.high) / 200
        missed += record.true * (1 - probability) ** 2 + record.false * probability**2
        settled += record.true + record.false
    return missed / settled if settled else None
