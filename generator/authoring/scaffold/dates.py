"""Dates as articles print them: full ones and months of a year, and words that count from the day of writing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from babel import Locale

from generator.values import edtf

_LANGUAGES: Final = ("en", "fr", "de", "es", "it", "pt", "nl")
_NUMBERED: Final = re.compile(
    r"(?<![\d-])(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?![\d-])"
    r"|(?P<y2>\d{4})년\s*(?P<m2>\d{1,2})월(?:\s*(?P<d2>\d{1,2})일)?"
)
_SLASHED: Final = re.compile(r"(?<![\d/])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})(?![\d/])")
_DAYS: Final = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_RELATIVE: Final = re.compile(
    rf"""\b(?:yesterday|tomorrow|today
    |(?:on|last|next|this)\ (?:{_DAYS})day
    |(?:late\ |early\ |earlier\ )?(?:last|this|next)\ (?:week|weekend|month|year|spring|summer|autumn|fall|winter
      |{"|".join(edtf.MONTHS)})
    |(?:a\ few|several|some|two|three|four|five|\d+)\ (?:days|weeks|months|years)\ ago
    |upcoming)\b""",
    re.VERBOSE | re.IGNORECASE,
)


class Printed(NamedTuple):
    """A date in a text: where it stands, as printed, and in EDTF (a day, or a month of a year)."""

    start: int
    text: str
    edtf: str

    @property
    def is_day(self) -> bool:
        """Whether it is a full date."""
        return len(self.edtf) == 10


def printed_dates(text: str) -> list[Printed]:
    """The dates with a year in a text, in order, in the languages of most articles."""
    found: dict[int, Printed] = {}
    for start, words, year, month, day in (*_by_name(text), *_by_number(text)):
        date = f"{int(year):04}-{month:02}" + (f"-{int(day):02}" if day else "")
        if _is_likely(date) and len(words) > len(found.get(start, Printed(0, "", "")).text):
            found[start] = Printed(start, words, date)
    return [found[start] for start in sorted(found)]


def relative_dates(text: str) -> list[str]:
    """Words that count from the day of writing ("last month", "on Friday"), in order; English only."""
    return [match[0] for match in _RELATIVE.finditer(text)]


_Parts = tuple[int, str, str, int, str | None]


def _by_name(text: str) -> Iterator[_Parts]:
    pattern, months = _named_months()
    for match in pattern.finditer(text):
        name = match["m1"] or match["m2"]
        yield match.start(), match[0], match["y1"] or match["y2"], months[name.casefold()], match["d1"] or match["d2"]


def _by_number(text: str) -> Iterator[_Parts]:
    for match in _NUMBERED.finditer(text):
        year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        yield match.start(), match[0], year, int(month), day
    for match in _SLASHED.finditer(text):  # day first or month first: only where one of them can be no month
        first, second = int(match["a"]), int(match["b"])
        if max(first, second) > 12 or first == second:
            yield match.start(), match[0], match["y"], min(first, second), str(max(first, second))


@cache
def _named_months() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for dates with the name of a month, and the numbers of the names."""
    months = {"sept": 9}
    for tag in _LANGUAGES:
        names = Locale(tag).months
        for context, width in (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated")):
            months |= {name.casefold().rstrip("."): number for number, name in names[context][width].items()}
    name = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    return (
        re.compile(
            rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<m1>{name})\.?,?\s+(?:de\s+)?(?P<y1>\d{{4}})\b"
            rf"|\b(?P<m2>{name})\b\.?(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+(?P<y2>\d{{4}})\b",
            re.IGNORECASE,
        ),
        months,
    )


def _is_likely(date: str) -> bool:
    """Whether there is such a day, in a year that news are about."""
    try:
        edtf.parse(date)
    except edtf.EdtfError:
        return False
    return "1800" <= date < "2100"
