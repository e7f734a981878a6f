"""How answers compare: the verdict of every pair and of their question (content model, "How answers compare").

Pure: no files, no words. Who is right, no machine says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import Final, Literal, NamedTuple, get_args

from generator.schema.registers import OverTime
from generator.values import edtf
from generator.values.answers import Count, Value
from generator.values.edtf import Edtf

Verdict = Literal["conflict", "changed", "rival", "mixed", "retold", "fit", "agree"]
QuestionVerdict = Verdict | Literal["single", "none"]

GRAVEST_FIRST: Final[tuple[Verdict, ...]] = get_args(Verdict)

MANY_ANSWERS: Final = 500
"""Pairs grow with the square of a question's answers; with more than this many, the caller says so."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a question says about its answers: whether they may change or grow over time, or be true together."""

    over_time: OverTime = "fixed"
    exclusive: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What one claim answers: its id, its article's, its origin's root, the value, and the moment it speaks for.

    A moment of None is unknown. All answers to a question have values of one type.
    """

    claim: str
    article: str
    origin: str
    value: Value
    moment: Edtf | None


class Pair(NamedTuple):
    """Two answers by their claims, sorted, and how they compare; `same_size`: different sets of one size."""

    claims: tuple[str, str]
    verdict: Verdict
    same_size: bool


def pairs(rule: Rule, answers: Iterable[Answer]) -> Iterator[Pair]:
    """Yield every two answers to a question once, in the order of their claims' ids."""
    for a, b in combinations(sorted(answers, key=attrgetter("claim")), 2):
        yield Pair((a.claim, b.claim), verdict(rule, a, b), same_size(a.value, b.value))


def verdict(rule: Rule, a: Answer, b: Answer) -> Verdict:  # noqa: PLR0911 - one return for each row of the table
    """Return the first verdict of the content model's table that holds for two answers, in either order."""
    if _agree(a.value, b.value):
        return "agree"
    if _fit(rule, a, b):
        return "fit"
    if not rule.exclusive:
        return "rival"
    if a.article == b.article:
        return "mixed"
    if rule.over_time == "changes" and not _at_one_moment(a, b):
        return "changed"
    if a.origin == b.origin:
        return "retold"
    return "conflict"


def verdict_of_question(origins: Iterable[str], verdicts: Iterable[Verdict]) -> QuestionVerdict:
    """Return a question's own verdict from the origins of its answers and the verdicts of their pairs."""
    found = set(verdicts)
    gravest: Verdict = next((each for each in GRAVEST_FIRST if each in found), "agree")
    independent = len(set(origins))
    if not independent:
        return "none"
    return "single" if independent == 1 and gravest in {"fit", "agree"} else gravest


def same_size(a: Value, b: Value) -> bool:
    """Tell whether two values are different sets of one size: the same number, a different list."""
    return isinstance(a, frozenset) and isinstance(b, frozenset) and len(a) == len(b) and a != b


def _agree(a: Value, b: Value) -> bool:
    if isinstance(a, Edtf) and isinstance(b, Edtf):
        return edtf.overlaps(a, b)
    return a == b


def _fit(rule: Rule, a: Answer, b: Answer) -> bool:
    """Tell whether two answers that do not agree can both be true.

    Of numbers that grow, at moments that overlap, every two fit: the lower may always be the earlier.
    """
    up, down = _within(a.value, b.value), _within(b.value, a.value)
    if up and down:  # overlapping numbers are one state of affairs ("at least five", "nine"), whatever time does
        return True
    return rule.over_time == "grows" and ((up and _may_precede(a, b)) or (down and _may_precede(b, a)))


def _within(a: Value, b: Value) -> bool:
    """Tell whether a may have grown into b: some number of a no larger than some number of b, or a set inside b."""
    if isinstance(a, Count) and isinstance(b, Count):
        return b.high is None or a.low <= b.high
    return isinstance(a, frozenset) and isinstance(b, frozenset) and a <= b


def _may_precede(a: Answer, b: Answer) -> bool:
    """Tell whether a may be the earlier answer; it is not where b's moment is over before a's begins."""
    return a.moment is None or b.moment is None or not edtf.before(b.moment, a.moment)


def _at_one_moment(a: Answer, b: Answer) -> bool:
    return _may_precede(a, b) and _may_precede(b, a)
