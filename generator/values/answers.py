"""Typed answers: what was written for a question becomes a value, and a value becomes words.

How two values compare is decided in evidence/compare.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale
from babel.core import get_global

from generator.problems import did_you_mean, quoted
from generator.values import edtf
from generator.values.edtf import Edtf, EdtfError

QuestionType = Literal["date", "count", "set", "yes-no", "choice"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things as the interval it was given as: from `low` to `high`, both within; None is no upper end."""

    low: int
    high: int | None


Value = Edtf | Count | frozenset[str] | bool | str


class AnswerError(ValueError):
    """An answer that does not fit its question: `message` says what is wrong, `hint` what is allowed."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse(
    typed: str | list[str], question: QuestionType, values: Sequence[str] | Literal["places"] | None = None
) -> Value:
    """Return the value of an answer to a question of a type (content model, "A question").

    Args:
        typed: what was written; a list for a set, one text for every other type.
        question: the type of the question.
        values: the allowed answers of a choice or set; `places` stands for `place_codes()`.

    Raises:
        AnswerError: it is not of the type or not among the values.
    """
    if question == "set":
        if isinstance(typed, str):
            raise AnswerError(f"a list is expected, not {quoted(typed)}", "write [a, b], or [] for none")
        return _parse_set(typed, values or ())
    if not isinstance(typed, str):
        raise AnswerError("one answer is expected, not a list", "two answers of one article need two claims")
    if question == "date":
        try:
            return edtf.parse(typed)
        except EdtfError as error:
            raise AnswerError(error.message, error.hint) from None
    if question == "count":
        return _parse_count(typed)
    if question == "yes-no":
        if typed not in {"yes", "no"}:
            raise AnswerError(f"{quoted(typed)} is neither yes nor no", "write yes or no")
        return typed == "yes"
    return _one_of(typed, values or ())


def _parse_set(typed: list[str], values: Sequence[str]) -> frozenset[str]:
    members: set[str] = set()
    for text in typed:
        member = parse_place(text) if values == "places" else _one_of(text, values)
        if member in members:
            raise AnswerError(f"{quoted(text)} stands twice", "leave one of them out")
        members.add(member)
    return frozenset(members)


def _one_of(typed: str, values: Sequence[str]) -> str:
    if typed not in values:
        raise AnswerError(f"{quoted(typed)} is not among the answers", did_you_mean(typed, values))
    return typed


_COUNT = re.compile(r"(>=|<=|)([0-9]{1,12})|([0-9]{1,12})-([0-9]{1,12})")


def _parse_count(typed: str) -> Count:
    match = _COUNT.fullmatch(typed)
    if not match:
        raise AnswerError(f"{quoted(typed)} is not a count", "write 9, >=5 (at least), <=3 (at most) or 5-7")
    if match[2]:
        number = int(match[2])
        return Count(0 if match[1] == "<=" else number, None if match[1] == ">=" else number)
    low, high = int(match[3]), int(match[4])
    if high < low:
        raise AnswerError(f"{quoted(typed)} ends before it begins", f"write {high}-{low}")
    return Count(low, high)


# Of Babel's territories: groups of countries, exceptionally reserved parts of countries, and codes for tests.
_NO_PLACES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())  # noqa: SIM905 - reads best as one line


# Names as the news writes them, where Babel's are of another kind.
_IN_THE_NEWS = {"CD": "DR Congo", "CG": "Republic of Congo", "HK": "Hong Kong", "MO": "Macao"}


@cache
def _places() -> dict[str, str]:
    """The English name of every place by its code."""
    territories = {**Locale("en").territories, **_IN_THE_NEWS}
    return {
        code: name for code, name in territories.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_PLACES
    }


@cache
def place_codes() -> frozenset[str]:
    """Return the codes of places: ISO 3166-1 alpha-2 as Babel lists them, and its XK for Kosovo."""
    return frozenset(_places())


def place_name(code: str) -> str:
    """Return the English name of a place; KeyError where no place has the code."""
    return _places()[code]


def parse_place(typed: str) -> str:
    """Return the code of a place as it was typed.

    Raises:
        AnswerError: it is no such code; the hint names the codes that were perhaps meant.
    """
    places = _places()
    if typed in places:
        return typed
    name, code = typed.casefold(), typed.upper()
    near = [c for c in (code, *get_global("territory_aliases").get(code, ())) if c in places]
    near = near or [c for c, n in places.items() if n.casefold() == name]
    if not near and len(name) > 3:
        near = [c for c, n in places.items() if name in n.casefold()]
    hint = "write the two capital letters of ISO 3166-1, as NP for Nepal"
    if 0 < len(near) <= 4:
        hint = f"did you mean {' or '.join(f'{c} ({places[c]})' for c in sorted(near))}?"
    raise AnswerError(f"{quoted(typed)} is no code of a place", hint)


def words(value: Value, values: Sequence[str] | Literal["places"] | None = None) -> str:
    """Return a value as read in a sentence; `values` as in `parse`, whose order a set keeps (places: by name)."""
    match value:
        case Edtf():
            return edtf.words(value)
        case Count():
            return _count(value, "at least ", "at most ", " to ")
        case frozenset():
            return ", ".join(_names(value, values or ())) or "none"
        case bool():
            return "yes" if value else "no"
    return _spaced(value)


def _names(codes: frozenset[str], values: Sequence[str]) -> list[str]:
    if values == "places":
        return sorted((place_name(code) for code in codes), key=lambda name: unicodedata.normalize("NFKD", name))
    return [_spaced(value) for value in values if value in codes]


def _spaced(value: str) -> str:
    """A listed answer as words: `soured-hosts` with a space, `Cho Han-bum` as it is."""
    return value.replace("-", " ") if re.fullmatch("[a-z0-9-]+", value) else value


def written(value: Value) -> str | list[str]:
    """Return a value in the one form that stands in data files, and that `parse` reads back; a set sorted."""
    match value:
        case Edtf():
            return value.text
        case Count():
            return _count(value, ">=", "<=", "-")
        case frozenset():
            return sorted(value)
        case bool():
            return "yes" if value else "no"
    return value


def _count(count: Count, at_least: str, at_most: str, to: str) -> str:
    if count.high is None:
        return f"{at_least}{count.low}"
    if count.low == count.high:
        return str(count.low)
    return f"{at_most}{count.high}" if count.low == 0 else f"{count.low}{to}{count.high}"
