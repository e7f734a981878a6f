"""How answers compare: the verdict of every pair and of their question (content model, "How answers compare").

Pure: no files, no words. Who is right, no machine says.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, combinations_with_replacement, permutations
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from generator.schema.registers import OverTime
from generator.values import edtf
from generator.values.answers import Count, Value
from generator.values.edtf import Edtf

Verdict = Literal["conflict", "changed", "rival", "mixed", "retold", "fit", "agree"]
QuestionVerdict = Verdict | Literal["single", "none"]

GRAVEST_FIRST: Final[tuple[Verdict, ...]] = get_args(Verdict)

Table: TypeAlias = tuple[bytes, ...]
"""Every two answers compared: a row for each, in it for each the place of their verdict in `GRAVEST_FIRST`.

Ten thousand briefs make millions of pairs, so a pair is no object. Every answer agrees with itself.
"""

CONFLICT, _CHANGED, _RIVAL, _MIXED, _RETOLD, _FIT, AGREE = range(len(GRAVEST_FIRST))
# Until the moments of two answers are looked at:
_FIT_IF_EARLIER, _FIT_IF_LATER, _CHANGED_IF_APART = range(len(GRAVEST_FIRST), len(GRAVEST_FIRST) + 3)

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


def table(rule: Rule, answers: Sequence[Answer]) -> Table:
    """Compare every two answers to a question (content model, "How answers compare")."""
    values = {value: number for number, value in enumerate(dict.fromkeys(answer.value for answer in answers))}
    by_values = _by_values(rule, list(values))
    numbers = [values[answer.value] for answer in answers]
    rows = [bytearray([by_value[number] for number in numbers]) for by_value in map(by_values.__getitem__, numbers)]
    if rule.over_time != "fixed":
        _by_moments(rule, [answer.moment for answer in answers], rows)
    _among([answer.origin for answer in answers], rows, {CONFLICT}, _RETOLD)
    _among([answer.article for answer in answers], rows, {CONFLICT, _CHANGED, _RETOLD}, _MIXED)
    return tuple(map(bytes, rows))


def pairs(answers: Sequence[Answer], compared: Table) -> Iterator[Pair]:
    """Yield every two answers to a question once, in the order of their claims' ids; there may be very many."""
    for one, other in combinations(sorted(range(len(answers)), key=lambda place: answers[place].claim), 2):
        yield _pair(answers, compared, one, other)


def pairs_with(claims: Container[str], answers: Sequence[Answer], compared: Table) -> Iterator[Pair]:
    """Yield every two answers of which one, and only one, is of these claims."""
    for one, answer in enumerate(answers):
        if answer.claim in claims:
            for other, another in enumerate(answers):
                if another.claim not in claims:
                    yield _pair(answers, compared, one, other)


def _pair(answers: Sequence[Answer], compared: Table, one: int, other: int) -> Pair:
    a, b = answers[one], answers[other]
    claims = (a.claim, b.claim) if a.claim < b.claim else (b.claim, a.claim)
    return Pair(claims, GRAVEST_FIRST[compared[one][other]], same_size(a.value, b.value))


def verdict_of_question(origins: Iterable[str], compared: Table) -> QuestionVerdict:
    """Return a question's own verdict from the origins of its answers and how they compare: the gravest of all."""
    gravest = GRAVEST_FIRST[min(map(min, compared), default=AGREE)]
    independent = len(set(origins))
    if not independent:
        return "none"
    return "single" if independent == 1 and gravest in {"fit", "agree"} else gravest


def origins_agreeing(answers: Sequence[Answer], compared: Table) -> dict[Value, int]:
    """Count for every value the independent origins of the answers that agree with it: values alone decide on that."""
    found: dict[Value, int] = {}
    for answer, row in zip(answers, compared, strict=True):
        if answer.value not in found:
            agreeing = {other.origin for other, number in zip(answers, row, strict=True) if number == AGREE}
            found[answer.value] = len(agreeing)
    return found


def same_size(a: Value, b: Value) -> bool:
    """Tell whether two values are different sets of one size: the same number, a different list."""
    return isinstance(a, frozenset) and isinstance(b, frozenset) and len(a) == len(b) and a != b


def _by_values(rule: Rule, values: Sequence[Value]) -> list[bytearray]:
    """What two values alone decide, for every two; else one of the numbers that moments decide on."""
    decided = [bytearray(len(values)) for _ in values]
    for (one, a), (other, b) in combinations_with_replacement(enumerate(values), 2):
        decided[one][other], decided[other][one] = _of_values(rule, a, b)
    return decided


def _of_values(rule: Rule, a: Value, b: Value) -> tuple[int, int]:
    """How a goes with b, and b with a; the two differ where a may only be the earlier, or only the later."""
    if _agree(a, b):
        return AGREE, AGREE
    up, down = _within(a, b), _within(b, a)
    if up and down:  # overlapping numbers are one state of affairs ("at least five", "nine"), whatever time does
        return _FIT, _FIT
    if rule.over_time == "grows" and (up or down):
        return (_FIT_IF_EARLIER, _FIT_IF_LATER) if up else (_FIT_IF_LATER, _FIT_IF_EARLIER)
    rest = _rest(rule)
    return (_CHANGED_IF_APART, _CHANGED_IF_APART) if rule.over_time == "changes" and rule.exclusive else (rest, rest)


def _rest(rule: Rule) -> int:
    return CONFLICT if rule.exclusive else _RIVAL


def _by_moments(rule: Rule, moments: Sequence[Edtf | None], rows: Sequence[bytearray]) -> None:
    """Decide what the moments of two answers decide; an end that is open or unknown reaches as far as needed.

    Of numbers that grow, at moments that overlap, every two fit: the lower may always be the earlier.
    """
    begins = [(moment and moment.first) or date.min for moment in moments]
    ends = [(moment and moment.last) or date.max for moment in moments]
    rest = _rest(rule)
    for row, begin, end in zip(rows, begins, ends, strict=True):
        for other, number in enumerate(row):
            if number == _FIT_IF_EARLIER:
                row[other] = rest if ends[other] < begin else _FIT
            elif number == _FIT_IF_LATER:
                row[other] = rest if end < begins[other] else _FIT
            elif number == _CHANGED_IF_APART:
                row[other] = _CHANGED if ends[other] < begin or end < begins[other] else CONFLICT


def _among(of: Iterable[str], rows: Sequence[bytearray], instead_of: Collection[int], verdict: int) -> None:
    """Give the answers that share an article or an origin this verdict among them, instead of some others."""
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for place, shared in enumerate(of):
        sharing[shared].append(place)
    for places in sharing.values():
        for one, other in permutations(places, 2):
            if rows[one][other] in instead_of:
                rows[one][other] = verdict


def _agree(a: Value, b: Value) -> bool:
    if isinstance(a, Edtf) and isinstance(b, Edtf):
        return edtf.overlaps(a, b)
    return a == b


def _within(a: Value, b: Value) -> bool:
    """Tell whether a may have grown into b: some number of a no larger than some number of b, or a set inside b."""
    if isinstance(a, Count) and isinstance(b, Count):
        return b.high is None or a.low <= b.high
    return isinstance(a, frozenset) and isinstance(b, frozenset) and a <= b
