"""The index behind the filters of the claims page: every claim in columns, and the choices of every filter.

A script and no JSON, since a page opened from a folder (file://) may load scripts but fetch nothing. What reads it is
docs/javascripts/claims.js.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypedDict

from generator.evidence import origins
from generator.evidence.compare import QuestionVerdict
from generator.library import Library, LinkedClaim
from generator.site import views
from generator.site.pages import NAME_KINDS
from generator.site.render import QUOTE_RESULTS
from generator.values import edtf
from generator.values.edtf import Edtf

CLAIMS_INDEX: Final = "javascripts/claims-index.js"

KINDS: Final = {"fact": "Fact", "statement": "Statement", "assessment": "Assessment"}

COMPARED: Final[Mapping[QuestionVerdict, str]] = {
    "conflict": "Disputed",
    "changed": "Changed or disputed",
    "rival": "Rival explanation",
    "mixed": "Another answer in its own article",
    "retold": "Re-told differently",
    "fit": "Differs, but fits",
    "agree": "Another claim agrees",
    "single": "The only answer",
    "none": "Answers no question",
}
"""How a claim compares with others; with several of them it may do so in several ways."""

MANY_ORIGINS: Final = 5
"""So many origins and more are one choice."""

UNKNOWN: Final = "-"
"""Stands for a publisher or a year that is not known; no id looks like this."""


class Choice(NamedTuple):
    """One choice of a filter.

    Args:
        id: as it stands in addresses.
        label: for readers.
        group: heading over it and its neighbours of the same group.
        words: what finds the claims behind it by text.
    """

    id: str
    label: str
    group: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that claims are filtered by.

    Args:
        key: as it stands in addresses.
        label: for readers.
        choices: in the order shown.
        of: the ids of a claim's choices; one that is no choice does not count.
        everything: the label of no choice in a drop-down list; without it the choices are boxes to tick.
    """

    key: str
    label: str
    choices: Iterable[Choice]
    of: Callable[[LinkedClaim], Iterable[str]]
    everything: str = ""


class Column(TypedDict):
    """A facet as written, with the choices that claims have; `of` holds by claim the places of its own."""

    key: str
    label: str
    everything: str
    choices: list[Choice]
    of: list[list[int]]


class Index(TypedDict):
    """What is written: facets, and columns with one entry a claim. Quotations would make it half as large again.

    `doubt` tells how exact `date` is: 0 a day, 1 a longer time, 2 uncertain.
    """

    facets: list[Column]
    id: list[str]
    say: list[str]
    by: list[str]
    date: list[str]
    doubt: list[int]


def claims_index(library: Library) -> bytes:
    """The index as a script that sets `claimsIndex`."""
    text = json.dumps(index(library), ensure_ascii=False, separators=(",", ":"))
    return f"const claimsIndex={text};\n".encode()


def index(library: Library) -> Index:
    """The index itself; claims in the order of the claims page, latest first."""
    claims = views.latest_first(library.claims.values())
    return {
        "facets": [_column(facet, claims) for facet in facets(library)],
        "id": [claim.id for claim in claims],
        "say": [claim.typed.say for claim in claims],
        "by": [claim.typed.by or "" for claim in claims],
        "date": [_date_in_words(claim) for claim in claims],
        "doubt": [_doubt(views.date_of(claim)) for claim in claims],
    }


def facets(library: Library) -> tuple[Facet, ...]:
    """What claims are filtered by, in the order shown."""
    compared = _compared(library)
    publisher_of = {id_: article.typed.source.publisher for id_, article in library.articles.items()}
    return (
        Facet("theme", "Theme", _choices({t.id: t.typed.title for t in library.themes.values()}), lambda c: c.themes),
        Facet("kind", "Kind", _choices(KINDS), lambda c: [c.kind]),
        Facet("name", "Who or what it names", _names(library), lambda c: c.names, "Everyone and everything"),
        Facet(
            "publisher",
            "Publisher",
            _publishers(library),
            lambda c: [publisher_of[c.article] or UNKNOWN],
            "All publishers",
        ),
        Facet(
            "article",
            "Article",
            _choices({a.id: a.typed.title for a in library.articles.values()}),
            lambda c: [c.article],
            "All articles",
        ),
        Facet(
            "question",
            "Question it answers",
            _choices({q.id: q.typed.ask for q in library.questions.values()}),
            lambda c: [answer.question for answer in c.answers],
            "Any or none",
        ),
        Facet("year", "Year", _years(library), lambda c: [_year(c)]),
        Facet("compared", "Beside other claims", _choices(COMPARED), lambda c: compared[c.ref]),
        Facet("origins", "Independent origins", _origin_choices(), _origins),
        Facet("quote", "Quotation", _choices(QUOTE_RESULTS), lambda c: [c.quote]),
    )


def _choices(labels: Mapping[str, str] | Mapping[QuestionVerdict, str]) -> list[Choice]:
    return [Choice(id_, label[:1].upper() + label[1:]) for id_, label in labels.items()]


def _names(library: Library) -> list[Choice]:
    """Names by kind; text finds them by every spelling."""
    kinds = list(NAME_KINDS)
    names = sorted(library.names.values(), key=lambda name: (kinds.index(name.typed.kind), name.typed.name.casefold()))
    return [
        Choice(
            name.id,
            name.typed.name,
            NAME_KINDS[name.typed.kind],
            " ".join(filter(None, (name.typed.name, *name.typed.spellings, name.typed.hangul))),
        )
        for name in names
    ]


def _publishers(library: Library) -> list[Choice]:
    known = [Choice(each.id, each.typed.name, words=each.typed.name) for each in library.publishers.values()]
    return [*sorted(known, key=lambda choice: choice.label.casefold()), Choice(UNKNOWN, "Publisher unknown")]


def _years(library: Library) -> list[Choice]:
    years = sorted({_year(claim) for claim in library.claims.values()} - {UNKNOWN}, reverse=True)
    return [*(Choice(year, year) for year in years), Choice(UNKNOWN, "Undated")]


def _year(claim: LinkedClaim) -> str:
    return str(views.year_of(claim) or UNKNOWN)


def _compared(library: Library) -> dict[str, set[QuestionVerdict]]:
    """By claim, the verdicts of all pairs it is one of."""
    found: dict[str, set[QuestionVerdict]] = {ref: set() for ref in library.claims}
    for question in library.questions.values():
        for place, answer in enumerate(question.answers):
            found[answer.claim] |= question.verdicts_at(place)
    for ref, claim in library.claims.items():
        found[ref] = found[ref] or {"single" if claim.answers else "none"}
    return found


def _origin_choices() -> list[Choice]:
    few = _choices({str(number): origins.words(number) for number in range(1, MANY_ORIGINS)})
    return [*few, Choice(str(MANY_ORIGINS), "Five or more independent origins")]


def _origins(claim: LinkedClaim) -> list[str]:
    """How many independent origins give its answer: of several answers, the one given by most."""
    if not claim.answers:
        return []
    return [str(min(MANY_ORIGINS, max(answer.origins for answer in claim.answers)))]


def _date_in_words(claim: LinkedClaim) -> str:
    date = views.date_of(claim)
    words = edtf.words(date) if date else "an unknown date"
    return words if claim.typed.when else f"as of {words}"


def _doubt(date: Edtf | None) -> int:
    if date and (date.approximate or date.uncertain):
        return 2
    return 0 if date and date.precision == "day" else 1


def _column(facet: Facet, claims: Sequence[LinkedClaim]) -> Column:
    given = [tuple(facet.of(claim)) for claim in claims]
    used = {id_ for ids in given for id_ in ids}
    choices = [choice for choice in facet.choices if choice.id in used]
    place = {choice.id: number for number, choice in enumerate(choices)}
    return {
        "key": facet.key,
        "label": facet.label,
        "everything": facet.everything,
        "choices": choices,
        "of": [sorted(place[id_] for id_ in ids if id_ in place) for ids in given],
    }
