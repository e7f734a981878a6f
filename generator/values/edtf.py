"""Dates as the EDTF level 1 subset of the content model: text to closed day intervals, compared and put in words.

Own parser: the `edtf` package (the oracle in tests) is far slower and cannot say what to write instead. The word
`unknown` is the schema's business.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from generator.problems import quoted

Precision = Literal["year", "month", "day", "interval"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
_OPEN = {"", ".."}  # an unknown end and an open one
_DASH = "\N{EN DASH}"
_EXPECTED = (
    "write a year, month or day (2023, 2024-09, 2024-09-19), or two of them with a slash between (2023-10/2023-12); "
    "a last ~ means about, ? uncertain, .. an open end"
)


class EdtfError(ValueError):
    """A text that is no date of the subset: `message` says what is wrong, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as typed and the closed interval of days it covers; None is an end that is open or unknown.

    `approximate` (~) and `uncertain` (?) hold where either end of an interval says so, both for %; they widen nothing.
    """

    text: str
    first: date | None
    last: date | None
    precision: Precision
    approximate: bool
    uncertain: bool

    @property
    def day(self) -> date | None:
        """The day that puts it in its month and year: the first, or the last of those whose first is not known."""
        return self.first or self.last

    @property
    def is_range(self) -> bool:
        """Whether two ends were typed, one of them perhaps open."""
        return self.precision == "interval"


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Edtf:
    """Return the date a text stands for, by the EDTF level 1 subset of the content model ("An article").

    Raises:
        EdtfError: the text is no such date.
    """
    found = _read(text)
    if not found:
        raise _not_a_date(text)
    return found


def _read(text: str) -> Edtf | None:
    """Return a date, or None for what has not the form of one; raise EdtfError for one that cannot be."""
    start, slash, end = text.partition("/")
    if not slash:
        return _read_date(text)
    ends = [_read_date(end) for end in (start, end) if end not in _OPEN]
    if not ends:
        raise EdtfError(f"{quoted(text)} has no known end", "write the date that is known before or after the slash")
    known = [end for end in ends if end]
    if len(known) < len(ends):
        return None
    first = None if start in _OPEN else known[0].first
    last = None if end in _OPEN else known[-1].last
    if first and last and last < first:
        raise EdtfError(f"{quoted(text)} ends before it begins", f"write {end}/{start}")
    approximate, uncertain = any(end.approximate for end in known), any(end.uncertain for end in known)
    return Edtf(text, first, last, "interval", approximate, uncertain)


def _read_date(text: str) -> Edtf | None:
    """As `_read`, for a date that is no interval."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if year == 0:
        raise EdtfError(f"{quoted(text)}: there is no year 0000", "write a year from 0001 to 9999")
    if not 1 <= month <= 12:
        season = "write a season as its months, such as 2023-03/2023-05 for a spring"
        hint = season if 21 <= month <= 24 else "write the month as 01 to 12, after the year"
        raise EdtfError(f"{quoted(text)}: there is no month {match[2]}", hint)
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise EdtfError(f"{text[:10]} does not exist", f"{MONTHS[month - 1]} {year} has {days} days")
    first = last = date(year, month, day)
    precision: Precision = "day"
    if not match[2]:
        last, precision = date(year, 12, 31), "year"
    elif not match[3]:
        last, precision = date(year, month, days), "month"
    return Edtf(text, first, last, precision, match[4] in {"~", "%"}, match[4] in {"?", "%"})


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Tell whether two dates share a day; an open end reaches as far as needed."""
    return not before(a, b) and not before(b, a)


def before(a: Edtf, b: Edtf) -> bool:
    """Tell whether a is over, wholly, before b begins."""
    return a.last is not None and b.first is not None and a.last < b.first


def sort_key(e: Edtf) -> tuple[date, date, str]:
    """Return a key for timelines: by the first known day, the shorter before the longer, then by text.

    A date without a known start stands at its end, the only day it names.
    """
    return e.day or date.min, e.last or date.max, e.text


def words(e: Edtf) -> str:
    """Return a date as read in a sentence: "19 September 2024", "about September 2024", "2023?", "since 2020"."""
    return _words(e.text)


@lru_cache(maxsize=1 << 14)  # one date stands on many pages
def _words(text: str) -> str:
    start, slash, end = text.partition("/")
    if not slash or start == end:
        return _words_of_date(start)
    if end == "..":
        return f"since {_words_of_date(start)}"
    if start == "..":
        return f"until {_words_of_date(end)}"
    if set(text) & set("~?%") or len(start) != len(end):
        return f"{_words_of_date(start)} to {_words_of_date(end)}"
    kept = 0  # how much of the start the end repeats: nothing, the year, or year and month
    if start[:4] == end[:4]:
        kept = 2 if len(start) == 10 and start[:7] == end[:7] else 1
    return f"{_words_of_date(start, kept)}{_DASH}{_words_of_date(end)}"


def _words_of_date(text: str, without: int = 0) -> str:
    """Return one end in words, "" as an unknown date, without its year (1) or without month and year (2)."""
    if not text:
        return "an unknown date"
    sign = text[-1] if text[-1] in "~?%" else ""
    year, *rest = (int(number) for number in text.rstrip("~?%").split("-"))
    named = [str(day) for day in rest[1:]] + [MONTHS[month - 1] for month in rest[:1]] + [str(year)]
    about, doubt = "about " * (sign in set("~%")), "?" * (sign in set("?%"))
    return about + " ".join(named[: len(named) - without]) + doubt


def _not_a_date(text: str) -> EdtfError:
    """Return the error for a text that has not the form of a date, with the nearest form that is one."""
    candidates = _candidates(text) if len(text) <= 60 else ()  # nobody means a date by more
    meant = dict.fromkeys(candidate for candidate in candidates if _exists(candidate))
    hint = f"write {' or '.join(meant)}" if meant else _EXPECTED
    if re.search(r"[0-9]{1,2}:[0-9]{2}", text):
        return EdtfError(f"{quoted(text)} has a time of day; dates end at the day", hint)
    return EdtfError(f"{quoted(text)} is not a date", hint)


def _exists(text: str) -> bool:
    try:
        return _read(text) is not None
    except EdtfError:
        return False


_MONTH_NUMBER = {name[:3].lower(): str(number) for number, name in enumerate(MONTHS, 1)}
_MONTH_NAME = r"([a-z]{3})[a-z]*\.?"
_BETWEEN = re.compile(r" ?(?:/|--|\.\.|\u2013|\u2014|\bto\b|\buntil\b| - ) ?")


def _candidates(text: str) -> Iterator[str]:
    """Yield the dates a person who typed this may have meant; not all of them exist."""
    yield from _candidates_of_date(text)
    ends = _BETWEEN.split(text)
    if len(ends) == 2:
        for start in (ends[0], *_candidates_of_date(ends[0])):
            for end in (ends[1], *_candidates_of_date(ends[1])):
                yield f"{start}/{'..' if end in {'open', 'now', 'today', 'present'} else end}"


def _candidates_of_date(text: str) -> Iterator[str]:
    if ymd := re.fullmatch(r"([0-9]{4})[-./]?([0-9]{1,2})(?:[-./]?([0-9]{1,2}))?([~?%])?", text):
        yield _written(ymd[1], ymd[2], ymd[3]) + (ymd[4] or "")
    if dmy := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})", text):
        yield _written(dmy[3], dmy[2], dmy[1])
        yield _written(dmy[3], dmy[1], dmy[2])  # the United States put the month first
    if named := re.fullmatch(rf"(?:([0-9]{{1,2}})\.? )?{_MONTH_NAME},? ([0-9]{{4}})", text, re.IGNORECASE):
        yield _written(named[3], _MONTH_NUMBER.get(named[2].lower(), "0"), named[1])
    if named := re.fullmatch(rf"{_MONTH_NAME} ([0-9]{{1,2}}),? ([0-9]{{4}})", text, re.IGNORECASE):
        yield _written(named[3], _MONTH_NUMBER.get(named[1].lower(), "0"), named[2])
    yield re.sub("[T ].*:.*", "", text)  # a time of day
    yield re.sub(r"^([~?%])(.*)", r"\2\1", text)  # the sign before the date
    yield re.sub(r"~\?|\?~", "%", text)
    yield re.sub("-XX.*", "", text)  # unspecified digits
    if "X" in text and "-" not in text:
        yield f"{text.replace('X', '0')}/{text.replace('X', '9')}"


def _written(year: str, month: str, day: str | None) -> str:
    """Return year, month and perhaps day as ISO 8601 writes them."""
    return "-".join([year, month.zfill(2)] + ([day.zfill(2)] if day else []))
