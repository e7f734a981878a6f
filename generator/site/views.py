"""What pages show that no single record holds: grids, answers by value, pairs by their two values, chains, months.

Pure; no addresses, no markup, no words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import attrgetter
from typing import TypeVar

from generator.evidence.compare import CONFLICT, GRAVEST_FIRST, Answer, Verdict
from generator.library import Library, LinkedArticle, LinkedClaim, LinkedQuestion, LinkedTheme
from generator.values.answers import Value

Dated = TypeVar("Dated", LinkedArticle, LinkedClaim)


@dataclass(frozen=True, slots=True)
class Grid:
    """Questions down, sources across; a cell holds the claims of the source that answer the question.

    Args:
        columns: the sources, newest first.
        rows: the questions, the gravest verdict first, each with one cell for each column.
        sources_left_out: how many sources would not fit.
        questions_left_out: how many questions would not fit.
    """

    columns: tuple[LinkedArticle, ...]
    rows: tuple[tuple[LinkedQuestion, tuple[tuple[LinkedClaim, ...], ...]], ...]
    sources_left_out: int
    questions_left_out: int


def grid(library: Library, theme: LinkedTheme, most_columns: int, most_rows: int) -> Grid:
    """The evidence grid of a theme, with its newest sources and gravest questions where there are more than so many."""
    answering = [article for article in theme.articles if any(claim.answers for claim in article.claims)]
    columns = tuple(answering[:most_columns])
    answered = [_by_question(article) for article in columns]
    rows = []
    for question in gravest_first(library.questions[id_] for id_ in theme.questions):
        cells = tuple(tuple(claims.get(question.id, ())) for claims in answered)
        if any(cells):
            rows.append((question, cells))
    shown = tuple(rows[:most_rows])
    return Grid(columns, shown, len(answering) - len(columns), len(rows) - len(shown))


def _by_question(article: LinkedArticle) -> Mapping[str, list[LinkedClaim]]:
    """The claims of an article by what they answer."""
    found: defaultdict[str, list[LinkedClaim]] = defaultdict(list)
    for claim in article.claims:
        for answer in claim.answers:
            found[answer.question].append(claim)
    return found


def gravest_first(questions: Iterable[LinkedQuestion]) -> list[LinkedQuestion]:
    """Questions by their verdict, conflicts first, those with most origins first among equals."""
    order = {verdict: place for place, verdict in enumerate((*GRAVEST_FIRST, "single", "none"))}
    return sorted(questions, key=lambda question: (order[question.verdict], -question.origins, question.id))


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to a question and the claims (`ref`, in order of time) that give it."""

    value: Value
    claims: tuple[str, ...]
    origins: int


def by_value(question: LinkedQuestion) -> list[Given]:
    """The answers to a question, each value once, those of most origins first."""
    of_value: defaultdict[Value, list[Answer]] = defaultdict(list)
    for answer in question.answers:
        of_value[answer.value].append(answer)
    given = [
        Given(value, tuple(answer.claim for answer in answers), len({answer.origin for answer in answers}))
        for value, answers in of_value.items()
    ]
    return sorted(given, key=lambda each: -each.origins)  # stable: equals stay in order of time


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two different answers and all claims that give them with one verdict.

    Args:
        values: the two, the earlier first.
        claims: of each value, the claims (`ref`, in order of time).
        same_size: whether they are different sets of one size.
        only: of two sets, what stands in the first alone and in the second alone; of other values, None.
    """

    values: tuple[Value, Value]
    claims: tuple[tuple[str, ...], tuple[str, ...]]
    same_size: bool
    only: tuple[frozenset[str], frozenset[str]] | None


def contrasts(question: LinkedQuestion) -> Mapping[Verdict, list[Contrast]]:
    """The pairs of different answers by verdict, those with the same two values together."""
    number = {value: place for place, value in enumerate(dict.fromkeys(answer.value for answer in question.answers))}
    numbers = [number[answer.value] for answer in question.answers]
    found: defaultdict[Verdict, dict[tuple[int, int], tuple[set[int], set[int]]]] = defaultdict(dict)
    by_claim = sorted(range(len(numbers)), key=lambda place: question.answers[place].claim)
    for one, other in combinations(by_claim, 2):
        first, second = (one, other) if one < other else (other, one)
        if numbers[first] == numbers[second]:
            continue
        sides = found[GRAVEST_FIRST[question.compared[first][second]]]
        if (numbers[second], numbers[first]) in sides:
            first, second = second, first
        left, right = sides.setdefault((numbers[first], numbers[second]), (set(), set()))
        left.add(first)
        right.add(second)
    values = list(number)
    return {
        verdict: [
            _contrast((values[first], values[second]), (_refs(question, left), _refs(question, right)))
            for (first, second), (left, right) in sides.items()
        ]
        for verdict, sides in found.items()
    }


def _refs(question: LinkedQuestion, places: set[int]) -> tuple[str, ...]:
    return tuple(question.answers[place].claim for place in sorted(places))


def _contrast(values: tuple[Value, Value], claims: tuple[tuple[str, ...], tuple[str, ...]]) -> Contrast:
    first, second = values
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return Contrast(values, claims, len(first) == len(second), (first - second, second - first))
    return Contrast(values, claims, same_size=False, only=None)


def same_size(question: LinkedQuestion) -> bool:
    """Whether two answers in conflict are different lists of one length: the same number, a different list."""
    if question.typed.type != "set" or question.verdict != "conflict":
        return False
    sizes = [len(answer.value) if isinstance(answer.value, frozenset) else 0 for answer in question.answers]
    rows = zip(question.compared, sizes, strict=True)
    return any(CONFLICT in row and (CONFLICT, size) in zip(row, sizes, strict=True) for row, size in rows)


def upstream(library: Library, article: LinkedArticle) -> tuple[str, ...]:
    """What an article re-tells, what that re-tells, and so on to the origin: ids of articles and upstream reports."""
    chain: dict[str, None] = {}
    at = article.typed.source.retells
    while at and at != article.id and at not in chain:  # a preview shows circles too, once round
        if at in library.articles:
            chain[at] = None
            at = library.articles[at].typed.source.retells
        elif at in library.origins:
            chain[at] = None
            at = library.origins[at].retells
        else:
            break
    return tuple(chain)


@dataclass(frozen=True, slots=True)
class Period:
    """Claims of one month; `month` is 0 for those dated by the year alone, `year` too for undated ones."""

    year: int
    month: int
    claims: tuple[LinkedClaim, ...]


def by_month(claims: Iterable[LinkedClaim]) -> list[Period]:
    """Neighbouring claims of one month together, in the order given."""
    return [Period(year, month, tuple(of)) for (year, month), of in groupby(claims, key=_month)]


def by_year(entries: Iterable[Dated]) -> list[tuple[int, tuple[Dated, ...]]]:
    """Neighbouring articles or claims of one year together, in the order given; year 0 where it is not known."""
    return [(year or 0, tuple(of)) for year, of in groupby(entries, key=attrgetter("year"))]


def year_of_answer(answer: Answer) -> int | None:
    """The year an answer speaks for; None where unknown."""
    day = answer.moment.day if answer.moment else None
    return day.year if day else None


def _month(claim: LinkedClaim) -> tuple[int, int]:
    when = claim.date
    day = when.day if when else None
    if when is None or day is None:
        return 0, 0
    start, _, end = when.text.partition("/")
    return day.year, day.month if "-" in (start if when.first else end) else 0
