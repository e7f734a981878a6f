"""What the search of a large site finds: its pages with their parts, in bundles that are indexed apart.

A small site leaves that to the theme, whose index browsers fetch whole. A large one is searched in chunks
(generator/engine/pagefind.py), where a claim is found by every spelling of the names in it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.library import Library, LinkedArticle, LinkedClaim, LinkedName, LinkedQuestion, LinkedTheme
from generator.site.addresses import brief_uri, name_uri, question_uri, theme_uri
from generator.values import icd203

MOST_CLAIMS: Final = 1000
"""A site of more claims is large. With so many, some 150 briefs, the theme's index weighs up to 200 kB on the wire and
comes with the first page; chunks come to 100 kB, and to those who search."""

IN_A_BUNDLE: Final = 2000
"""So many briefs are indexed together, from the oldest on: a new brief changes the newest bundle alone."""


@dataclass(frozen=True, slots=True)
class SearchPart:
    """A place on a page.

    Args:
        anchor: its id.
        title: plain text, as all that follows.
        text: what it says below its title.
        also: what finds it too: every spelling of the names in it.
    """

    anchor: str
    title: str
    text: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page that can be found.

    Args:
        location: its address below the root of the site.
        title: plain text, as all that follows.
        text: what it says above its parts.
        also: what finds it too: every spelling of the name it is about, titles of themes.
        parts: in the order of the page.
    """

    location: str
    title: str
    text: str = ""
    also: tuple[str, ...] = ()
    parts: tuple[SearchPart, ...] = ()


Bundle = tuple[SearchPage, ...]


def is_large(library: Library) -> bool:
    """Whether the search comes in chunks, and the claims page in parts."""
    return len(library.claims) > MOST_CLAIMS


def bundles(
    library: Library, location_of: Callable[[str], str], entries: Iterable[Mapping[str, str]] = ()
) -> tuple[Bundle, ...]:
    """All that can be found: first the newest briefs after all other pages, then older briefs, from the oldest on.

    Args:
        library: what the site shows.
        location_of: the address below the root of the site of a page's Markdown file.
        entries: of the theme's own index, for pages made from no record: `location`, `title` and `text`, a page's parts
            behind it. Those of other pages are passed over.
    """
    records = tuple(_record_pages(library, location_of))
    briefs = tuple(_briefs(library, location_of))
    known = {page.location for page in (*records, *briefs)}
    others = tuple(page for page in _written_pages(entries) if page.location not in known)
    ends = range(len(briefs), IN_A_BUNDLE, -IN_A_BUNDLE)
    older = tuple(briefs[end - IN_A_BUNDLE : end] for end in ends)
    return ((*records, *others, *briefs[: len(briefs) - IN_A_BUNDLE * len(older)]), *older)


def _written_pages(entries: Iterable[Mapping[str, str]]) -> Iterator[SearchPage]:
    for location, group in groupby(entries, key=lambda entry: entry["location"].partition("#")[0]):
        page, *parts = (
            SearchPart(entry["location"].partition("#")[2], _plain(entry["title"]), _plain(entry["text"]))
            for entry in group
        )
        yield SearchPage(location, page.title, page.text, parts=tuple(parts))


def _plain(text: str) -> str:
    """The text of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _record_pages(library: Library, location_of: Callable[[str], str]) -> Iterator[SearchPage]:
    for theme in library.themes.values():
        yield _theme(theme, location_of(theme_uri(theme.id)))
    for question in library.questions.values():
        yield _question(question, location_of(question_uri(question.id)))
    for name in library.names.values():
        if name.claims:
            yield _name(name, location_of(name_uri(name.id)))


def _theme(theme: LinkedTheme, location: str) -> SearchPage:
    typed = theme.typed
    judgments = (
        SearchPart(each.id, icd203.sentence(each.typed.text, each.typed.likelihood), each.typed.would_change or "")
        for each in theme.judgments
    )
    text = f"{typed.question} {typed.bottom_line} {typed.trend_why}"
    return SearchPage(location, typed.title, text, (typed.title,), tuple(judgments))


def _question(question: LinkedQuestion, location: str) -> SearchPage:
    editor = question.typed.editor
    reasons = " ".join(reason.text for reason in editor.because) if editor else ""
    return SearchPage(location, question.typed.ask, reasons)


def _name(name: LinkedName, location: str) -> SearchPage:
    return SearchPage(location, name.typed.name, name.typed.role or "", _spellings(name))


def _spellings(name: LinkedName) -> tuple[str, ...]:
    hangul = (name.typed.hangul,) if name.typed.hangul else ()
    return (name.typed.name, *name.typed.spellings, *hangul)


def _briefs(library: Library, location_of: Callable[[str], str]) -> Iterator[SearchPage]:
    spellings = {name.id: _spellings(name) for name in library.names.values()}
    for article in library.articles.values():
        yield _brief(library, article, spellings, location_of(brief_uri(article.id)))


def _brief(
    library: Library, article: LinkedArticle, spellings: Mapping[str, tuple[str, ...]], location: str
) -> SearchPage:
    typed, source = article.typed, article.typed.source
    publisher = library.publishers.get(source.publisher or "")
    printed = [source.title, *source.by, publisher.typed.name if publisher else ""]
    parts = (*(_claim(claim, spellings) for claim in article.claims), SearchPart("source", "Source", _joined(printed)))
    themes = tuple(library.themes[id_].typed.title for id_ in typed.themes if id_ in library.themes)
    return SearchPage(location, typed.title, f"{typed.summary} {typed.limits or ''}".strip(), themes, parts)


def _claim(claim: LinkedClaim, spellings: Mapping[str, tuple[str, ...]]) -> SearchPart:
    typed = claim.typed
    text = _joined([typed.by or "", f"“{typed.quote}”" if typed.quote else "", typed.note or ""])
    return SearchPart(claim.id, typed.say, text, tuple(each for name in claim.names for each in spellings[name]))


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(filter(None, texts))
