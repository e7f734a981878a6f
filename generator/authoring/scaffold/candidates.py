"""Sentences worth a claim: those with figures, dates, places, people, quotation marks."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.authoring.scaffold.dates import printed_dates, relative_dates
from generator.authoring.scaffold.lines import Line, Role
from generator.authoring.scaffold.sentences import pieces, sentences
from generator.evidence.mentions import Matcher
from generator.evidence.quotations import fold, is_in
from generator.schema import Name, word_count
from generator.values.answers import place_codes, place_name

MOST: Final = 20

_FIGURE: Final = re.compile(
    r"""\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?
    |billions?|per\ ?cent|half|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|[$€£₩¥]\s?\d|\d\s?%""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“„«][^“”„»]{3,}[”»]|\"[^\"]{3,}\"")
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|explain(?:s|ed)|noted|stated|according to|announced|claim(?:s|ed)|warn(?:s|ed)|"
    r"added|argu(?:es|ed)|believes?|points? out|suggest(?:s|ed)?|described|reported|confirmed|denied|wrote|writes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may become a claim.

    Args:
        line: where it stands.
        quote: exact words of it, short enough to be quoted.
        signs: what makes it worth a look.
        when: the day it names, where it names one.
        by: who speaks in it, where one name of the register does.
    """

    line: int
    quote: str
    signs: tuple[str, ...]
    when: str | None = None
    by: str | None = None


def candidates(lines: Iterable[Line], names: Mapping[str, Name], copy: str, most: int = MOST) -> list[Candidate]:
    """The sentences of an article that are most worth a claim, in its order.

    Args:
        lines: its lines; only the text of the article counts.
        names: the register of names.
        copy: the text that quotations will be checked against; what does not stand in it is not offered.
        most: how many to give.
    """
    finder = _Finder(names)
    all_of_them = [(line.number, text) for line in lines if line.role is Role.BODY for text in sentences(line.text)]
    common = Counter(name for _, text in all_of_them for name in set(finder.names_in(text)))
    folded = fold(copy)
    rated = []
    for order, (line, text) in enumerate(all_of_them):
        points, signs = finder.rate(text, common)
        quote = max(pieces(text), key=lambda piece: (finder.rate(piece, common)[0], len(piece)))
        quote = _balanced(" ".join(quote.split()))
        if signs and is_in(quote, folded):
            rated.append((points, order, Candidate(line, quote, signs, _day(text), finder.speaker(text))))
    best = sorted(rated, key=lambda each: (-each[0], each[1]))[:most]
    return [candidate for _, _, candidate in sorted(best, key=lambda each: each[1])]


class _Finder:
    """Finds the names of the register, and countries."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._register = names
        spellings = {id_: [name.name, *name.spellings, name.hangul or ""] for id_, name in names.items()}
        countries = {f"place {code}": [place_name(code)] for code in place_codes()}
        self._matcher = Matcher({**countries, **spellings})  # where both know a place, the register's id sorts lower

    def names_in(self, text: str) -> tuple[str, ...]:
        return self._matcher.ids(text)

    def rate(self, text: str, common: Mapping[str, int]) -> tuple[float, tuple[str, ...]]:
        """How much a sentence is worth, and why; a name counts for less the more sentences have it."""
        without_dates = text
        days = printed_dates(text)
        for day in days:
            without_dates = without_dates.replace(day.text, "")
        quoted = any(word_count(match[0]) >= 3 for match in _QUOTED.finditer(text))
        found = self.names_in(text)
        signs = {
            "quotation": 2.0 * quoted,
            "date": 2.0 * bool(days) + 0.5 * bool(relative_dates(text)),
            "figure": 1.5 * bool(_FIGURE.search(without_dates)),
            "names": min(2.0, sum(2 / (1 + common.get(name, 1)) for name in found)),
            "somebody speaks": 1.0 * bool(_SPEECH.search(text)),
        }
        worth = ("quotation", "date", "figure", "names")
        shown = tuple(sign for sign, points in signs.items() if points >= 0.5)
        return sum(signs.values()), shown if any(sign in shown for sign in worth) else ()

    def speaker(self, text: str) -> str | None:
        """The one person, or else organisation, that is named outside quotation marks where somebody speaks."""
        outside = _QUOTED.sub(" ", text)
        if not _SPEECH.search(outside):
            return None
        found = [self._register[id_] for id_ in self.names_in(outside) if id_ in self._register]
        for kind in ("person", "organisation"):
            speakers = [name.name for name in found if name.kind == kind]
            if speakers:
                return speakers[0] if len(speakers) == 1 else None
        return None


def _day(text: str) -> str | None:
    """The one full date in a sentence."""
    days = {date.edtf for date in printed_dates(text) if date.is_day}
    return days.pop() if len(days) == 1 else None


def _balanced(quote: str) -> str:
    """Without a quotation mark at an end whose other half is cut off."""
    if quote.count("“") != quote.count("”") or quote.count('"') % 2:
        return quote.strip('“”"')
    return quote
