"""What stands under a title: who wrote the article and when."""

import re
from typing import Final, NamedTuple

from generator.authoring.scaffold.dates import printed_dates

_PARTS: Final = re.compile(r"\s*[▪•·|–—/]\s*|\s+-\s+|\s{3,}")  # noqa: RUF001 - the shapes of dashes
_BY: Final = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|report)\s+)?(?:by|author|authors|par|von|por)\s*:?\s+(.+)$",
    re.IGNORECASE,
)
_AFTER_NAME: Final = re.compile(
    r",?\s+(?:(?:staff|special|senior|chief|foreign|guest)\b.*|(?:in|for|at|on|of|from|with)\b.*"
    r"|correspondent.*|reporter.*|editor.*|\(.*|updated.*|published.*)$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?:[^\W\d_][\w'’.-]*)(?:\s+[^\W\d_][\w'’.-]*){0,5}")  # noqa: RUF001 - an apostrophe
_SMALL: Final = frozenset("de da do dos del della di van von der den ter le la el al bin ibn y e".split())  # noqa: SIM905
_NO_PERSON: Final = frozenset(
    {"admin", "staff", "editor", "guest", "staff writer", "news desk", "newsroom", "webmaster"}
)
_TIME: Final = re.compile(r"\b\d{1,2}[:h.]\d{2}\b|\b\d+\s?(?:min(?:ute)?s?)\.?\s+read\b", re.IGNORECASE)
_UPDATED: Final = re.compile(r"\b(?:updated|modified|last (?:edit|change|update)|edited|mis à jour)\b", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"\b(?:published|posted|released|publié|veröffentlicht)\b", re.IGNORECASE)


class PrintedDate(NamedTuple):
    """A day printed under a title, in EDTF and as printed, and whether it is one of a later change."""

    day: str
    text: str
    updated: bool


def byline(text: str) -> tuple[str, ...]:
    """The authors that a line names as such ("by Jane Doe and John Roe"); empty where it names none."""
    if len(text) > 160:
        return ()
    for part in _PARTS.split(text):
        if match := _BY.match(part.strip()):
            names = [
                _AFTER_NAME.sub("", name).strip(" ,")
                for name in re.split(r",\s+|\s+(?:and|et|und|y)\s+|\s*&\s*", match[1])
            ]
            names = [name for name in names if name]
            if names and _is_name(names[0]):
                return tuple(name for name in names if _is_name(name))
    return ()


def printed_day(text: str) -> PrintedDate | None:
    """The full date in a line under a title; that of publication before that of an update."""
    found = [
        PrintedDate(date.edtf, part.strip(), updated=bool(_UPDATED.search(part)) and not _PUBLISHED.search(part))
        for part in re.split(r"\s*[▪•|]\s*|(?=\b[Uu]pdated\b)", text)
        for date in printed_dates(part)
        if date.is_day
    ]
    return min(found, key=lambda date: date.updated, default=None)


def printed_time(text: str) -> str | None:
    """The time of day alone that a line under a title has ("13h35")."""
    match = re.search(r"\b\d{1,2}[:h]\d{2}\b(?:\s?[ap]\.?m\.?)?", text)
    return match[0] if match else None


def is_head_line(text: str) -> bool:
    """Whether a short line is made of what stands under titles: author, date, time, how long to read."""
    if len(text) > 160:
        return False
    rest = _TIME.sub(" ", text)
    for date in printed_dates(text):
        rest = rest.replace(date.text, " ")
    signs = rest != text or bool(byline(text))
    for name in byline(text):
        rest = rest.replace(name, " ")
    return signs and len(re.findall(r"\w{3,}", rest)) <= 8


def _is_name(text: str) -> bool:
    """Whether a text looks like a person's name: a few words with capitals, no figures."""
    words = text.split()
    capital = [word[0].isupper() or word.casefold() in _SMALL for word in words]
    return (
        _NAME.fullmatch(text) is not None
        and all(capital)
        and words[0][0].isupper()
        and text.casefold() not in _NO_PERSON
        and not re.search(r"\d", text)
    )
