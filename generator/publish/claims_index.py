"""The index behind the filters of the claims page: the choices of every filter, and every claim.

Scripts and no JSON, since a page opened from a folder (file://) may load scripts but fetch nothing. What reads them is
docs/javascripts/claims.js. A small site has one with everything; of a large one, parts are loaded when they are needed.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, pairwise
from math import ceil
from typing import Final, NamedTuple

from generator.evidence import origins
from generator.evidence.compare import QuestionVerdict
from generator.library import Library, LinkedClaim
from generator.publish.search import is_large
from generator.publish.words import words
from generator.site.page import Asset
from generator.site.pages import NAME_KINDS
from generator.site.render import QUOTE_RESULTS
from generator.values import edtf
from generator.values.edtf import Edtf

CLAIMS_INDEX: Final = "javascripts/claims-index.js"

PARTS: Final = "javascripts/claims-index"
"""The folder of the parts that a large index has."""

FILTERS: Final = "filters"
WORDS: Final = "words-"

IN_A_PART: Final = 200
"""So many claims are loaded together, some 10 kB."""

SHELVES: Final = 64
"""Words are on so many shelves, told apart by their first two letters: who types a word loads one, some 20 kB."""

ARTICLE: Final = "article"

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
        claims: how many have it.
    """

    id: str
    label: str
    group: str = ""
    words: str = ""
    claims: int = 0


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


class Column(NamedTuple):
    """A facet with the choices that claims have; `of` holds by claim the places of its own."""

    facet: Facet
    choices: Sequence[Choice]
    of: Sequence[Sequence[int]]


class Entry(NamedTuple):
    """A claim as the list shows it. A quotation would make it half as large again.

    Args:
        id: within its article.
        article: id.
        say: what it says.
        by: who says it; empty for the article.
        date: in words.
        doubt: how exact that is: 0 a day, 1 a longer time, 2 uncertain.
        kind: choice of a facet, as the next two; empty where it has none.
        publisher: as above.
        origins: as above.
        disputed: 1 where another claim contradicts it.
    """

    id: str
    article: str
    say: str
    by: str
    date: str
    doubt: int
    kind: str
    publisher: str
    origins: str
    disputed: int


class ClaimsIndex:
    """The index of a library. Each script is made when it is wanted; what several need is worked out once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.claims = library.latest
        self._split = is_large(library)
        self._size, self._shelves = (IN_A_PART, SHELVES) if self._split else (max(1, len(library.claims)), 1)

    def files(self) -> Iterator[Asset]:
        """The scripts, first the one that the page itself asks for."""
        yield Asset(CLAIMS_INDEX, self._script)
        for name in self.parts if self._split else ():
            yield Asset(f"{PARTS}/{name}.js", partial(self._part_script, name))

    @property
    def parts(self) -> list[str]:
        """The names of what is loaded when it is needed: what filters claims, their words, and they themselves."""
        shelves = (f"{WORDS}{number}" for number in range(self._shelves))
        return [FILTERS, *shelves, *map(str, range(ceil(len(self._library.claims) / self._size)))]

    @cached_property
    def columns(self) -> list[Column]:
        """By facet, what each claim has. A large site filters by no articles, whose titles weigh too much."""
        wanted = (facet for facet in facets(self._library) if not (self._split and facet.key == ARTICLE))
        return [_column(facet, self.claims) for facet in wanted]

    @cached_property
    def words(self) -> list[dict[str, list[int]]]:
        """By shelf and word, the claims in whose text it stands: the first, and the steps to the others."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, claim in enumerate(self.claims):
            for word in {*words(f"{claim.typed.say} {claim.typed.by or ''}")}:
                found[word].append(number)
        shelves: list[dict[str, list[int]]] = [{} for _ in range(self._shelves)]
        for word in sorted(found):
            shelves[shelf(word, self._shelves)][word] = [to - at for at, to in pairwise([0, *found[word]])]
        return shelves

    def part(self, name: str) -> object:
        """A part: by facet the places of each claim's choices, a shelf of words, or claims as the list shows them."""
        if name == FILTERS:
            return [column.of for column in self.columns]
        if name.startswith(WORDS):
            return self.words[int(name.removeprefix(WORDS))]
        start = int(name) * self._size
        return [_entry(self._library, claim) for claim in self.claims[start : start + self._size]]

    def head(self) -> dict[str, object]:
        """What is known before a part is loaded; of a small site, all parts too."""
        return {
            "facets": [
                {"key": facet.key, "label": facet.label, "everything": facet.everything, "choices": choices}
                for facet, choices, _ in self.columns
            ],
            "total": len(self.claims),
            "size": self._size,
            "shelves": self._shelves,
            "parts": {} if self._split else {name: self.part(name) for name in self.parts},
        }

    def _script(self) -> bytes:
        return f"const claimsIndex={_json(self.head())};\n".encode()

    def _part_script(self, name: str) -> bytes:
        return f"claimsIndex.parts[{_json(name)}]={_json(self.part(name))};\n".encode()


def shelf(word: str, shelves: int) -> int:
    """The number of the shelf where a word stands, and with it all that begin with the same two letters."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (31 * first + second) % shelves


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def facets(library: Library) -> tuple[Facet, ...]:
    """What claims are filtered by, in the order shown."""
    compared = _compared(library)
    return (
        Facet("theme", "Theme", _choices({t.id: t.typed.title for t in library.themes.values()}), lambda c: c.themes),
        Facet("kind", "Kind", _choices(KINDS), lambda c: [c.kind]),
        Facet("name", "Who or what it names", _names(library), lambda c: c.names, "Everyone and everything"),
        Facet(
            "publisher",
            "Publisher",
            _publishers(library),
            lambda c: [_publisher(library, c)],
            "All publishers",
        ),
        Facet(
            ARTICLE,
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


def _publisher(library: Library, claim: LinkedClaim) -> str:
    return library.articles[claim.article].typed.source.publisher or UNKNOWN


def _years(library: Library) -> list[Choice]:
    years = sorted({_year(claim) for claim in library.claims.values()} - {UNKNOWN}, reverse=True)
    return [*(Choice(year, year) for year in years), Choice(UNKNOWN, "Undated")]


def _year(claim: LinkedClaim) -> str:
    return str(claim.year or UNKNOWN)


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
    date = claim.date
    words = edtf.words(date) if date else "an unknown date"
    return words if claim.typed.when else f"as of {words}"


def _doubt(date: Edtf | None) -> int:
    if date and (date.approximate or date.uncertain):
        return 2
    return 0 if date and date.precision == "day" else 1


def _entry(library: Library, claim: LinkedClaim) -> Entry:
    return Entry(
        id=claim.id,
        article=claim.article,
        say=claim.typed.say,
        by=claim.typed.by or "",
        date=_date_in_words(claim),
        doubt=_doubt(claim.date),
        kind=claim.kind,
        publisher=_publisher(library, claim),
        origins="".join(_origins(claim)),
        disputed=int(claim.disputed),
    )


def _column(facet: Facet, claims: Sequence[LinkedClaim]) -> Column:
    given = [tuple(facet.of(claim)) for claim in claims]
    counts = Counter(chain.from_iterable(given))
    choices = [choice._replace(claims=counts[choice.id]) for choice in facet.choices if choice.id in counts]
    place = {choice.id: number for number, choice in enumerate(choices)}
    return Column(facet, choices, [sorted(place[id_] for id_ in ids if id_ in place) for ids in given])
