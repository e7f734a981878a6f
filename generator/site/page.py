"""A page to be written, a file that is no page, and long lists split over pages by year."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, Generic, TypeVar

MOST_ON_A_PAGE: Final = 200
"""Longer lists are split by year: 200 entries keep a page well under 300 kB of HTML."""

NEWEST: Final = 20
"""So many entries of a split list stand on its first page."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be written.

    Args:
        uri: its Markdown file below the folder of pages: `briefs/x.md`.
        template: what writes it: `brief` for templates/brief.md.j2.
        title: plain text.
        description: plain text, a sentence or two.
        shown: what the template shows, by the names it uses.
        source: the file behind it, below the root; empty for pages made from many.
        tags: titles of themes.
        listed: whether search lists it; pages that only list others stay out.
        opening: Markdown that people wrote, which opens the page.
    """

    uri: str
    template: str
    title: str
    description: str
    shown: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    tags: tuple[str, ...] = ()
    listed: bool = True
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is no page: its address below the folder of pages, and what makes its bytes when they are wanted."""

    uri: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some of a long list: one year or a part of it, on a page of its own."""

    uri: str
    label: str
    entries: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list as a page shows it: all entries where they are few, else the newest and the parts with all of them."""

    shown: tuple[T, ...]
    parts: tuple[Part[T], ...]


def listing(
    entries: Sequence[T],
    folder: str,
    *,
    year_of: Callable[[T], int | None] = attrgetter("year"),
    most: int = MOST_ON_A_PAGE,
) -> Listing[T]:
    """Split a list that is too long for one page by year, and a year that is still too long into parts.

    Args:
        entries: in the order in which they are shown.
        folder: where the parts stand: `years` gives `years/2023.md`, `years/2023-2.md`.
        year_of: an entry's year; None where it has none.
        most: how many entries a page may hold.
    """
    if len(entries) <= most:
        return Listing(tuple(entries), ())
    by_year: defaultdict[int, list[T]] = defaultdict(list)
    for entry in entries:
        by_year[year_of(entry) or 0].append(entry)
    parts = []
    for year, of_year in sorted(by_year.items(), reverse=True):
        for number, start in enumerate(range(0, len(of_year), most), start=1):
            label = str(year) if year else "undated"
            suffix, count = (f"-{number}", f", part {number}") if number > 1 else ("", "")
            part = tuple(of_year[start : start + most])
            parts.append(Part(f"{folder}/{label}{suffix}.md", label + count, part))
    return Listing(tuple(entries[:NEWEST]), tuple(parts))
