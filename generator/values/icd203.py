"""ICD 203: the words of likelihood and confidence, the sentences a page writes with them, their absence from a text.

Imports nothing of ours; the schema takes its vocabularies from here. What a judgment rests on: evidence/judgments.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

# Two rows of seven terms; the n-th term of either row has the n-th range below.
Likelihood = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
]
Confidence = Literal["high", "moderate", "low"]
Result = Literal["true", "false", "unclear"]
"""How a judgment turned out."""

LIKELIHOODS: Final[tuple[Likelihood, ...]] = get_args(Likelihood)
CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` per cent; prints as 20 to 45 with an en dash, a space and the sign."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}–{self.high} %"  # noqa: RUF001 - an en dash is how a range is printed


RANGES: Final = (Range(1, 5), Range(5, 20), Range(20, 45), Range(45, 55), Range(55, 80), Range(80, 95), Range(95, 99))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a range and its term in the first and in the second row of words."""

    range: Range
    first: Likelihood
    second: Likelihood


TABLE: Final = tuple(
    Row(a_range, first, second)
    for a_range, first, second in zip(RANGES, LIKELIHOODS[: len(RANGES)], LIKELIHOODS[len(RANGES) :], strict=True)
)


def range_of(term: Likelihood) -> Range:
    """The range of per cent a term stands for."""
    return RANGES[LIKELIHOODS.index(term) % len(RANGES)]


def row_of(term: Likelihood) -> Literal[1, 2]:
    """The row of words, 1 or 2, a term is of."""
    return 1 if LIKELIHOODS.index(term) < len(RANGES) else 2


def out_of_row(terms: Iterable[Likelihood]) -> tuple[Likelihood, ...]:
    """The terms that are not of the first term's row, in order: ICD 203 does not mix both rows in one product."""
    listed = tuple(terms)
    return tuple(term for term in listed if row_of(term) != row_of(listed[0]))


# "We judge it ... that" does not carry the terms that are nouns.
_OPENINGS: Final[dict[Likelihood, str]] = {
    "almost no chance": "We judge that there is almost no chance",
    "remote": "We judge the chance to be remote",
    "roughly even chance": "We judge that there is a roughly even chance",
    "roughly even odds": "We judge that there are roughly even odds",
}


def sentence(text: str, likelihood: Likelihood) -> str:
    """The sentence of a judgment: We judge it unlikely (its range) that the embassy will reopen.

    The first letter of `text` is lowered only where its first word can be no name; a full stop is added if none stands.
    """
    opening = _OPENINGS.get(likelihood, f"We judge it {likelihood}")
    stop = "" if _ENDED.search(text) else "."
    return f"{opening} ({range_of(likelihood)}) that {_lowered(text)}{stop}"


def confidence_sentence(level: Confidence) -> str:
    """The sentence that says how sure we are of sources and reasoning: never one with the likelihood."""
    return f"Our confidence in this is {level}."


_ENDED: Final = re.compile(r"""[.!?…]["'”’»)]*\Z""")  # noqa: RUF001 - closing quotation marks as printed

_FIRST_WORD: Final = re.compile(r"([A-Z][a-z]*)\b(?:\W+(\w))?")
# Words that may open a statement and are no names. Other first words keep their letter: "North", "NATO", "Trade".
_NO_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        """A After Another Any As At Because Before Between Both By During Each Either Every Few Fewer For From If It
        Its Many More Most Neither None Nobody Nothing Of Only Other Our Several Since Some That The Their There These
        They This Those Under Until When Whether While With Within Without""",
    )
)
# The same, but family names too (No Kwang Chol, An Tong Chun): lowered only before a small letter.
_NAMES_TOO: Final = frozenset(
    ("All", "An", "He", "Her", "His", "In", "No", "Not", "On", "One", "She", "So", "To", "We")
)


def _lowered(text: str) -> str:
    if match := _FIRST_WORD.match(text):
        word, following = match.groups()
        if word in _NO_NAMES or (word in _NAMES_TOO and following and following.islower()):
            return text[0].lower() + text[1:]
    return text


# The standard's table prints these forms beside the terms ("probable (probably)").
_ADVERBS: Final = ("almost certainly", "nearly certainly", "probably", "improbably", "highly probably")


def _forbidden() -> re.Pattern[str]:
    terms = (*LIKELIHOODS, *_ADVERBS, *(f"{level} confidence" for level in CONFIDENCES))
    longest_first = "|".join(sorted(terms, key=len, reverse=True)).replace(" ", r"[\s-]+")
    return re.compile(rf"\b(?:{longest_first})\b", re.IGNORECASE)


_FORBIDDEN: Final = _forbidden()


def wording_problems(text: str) -> tuple[str, ...]:
    """The words of likelihood and confidence in a judgment's text, as typed, in order; none where all is well.

    Content model, "Wording rules": a term of the table, or a level of confidence with the word confidence, as whole
    words in any case, longest first. White space or a hyphen may stand between the words of a term.
    """
    return tuple(_FORBIDDEN.findall(text))
