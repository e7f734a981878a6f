"""Feeds, in Atom (RFC 4287) and JSON Feed 1.1: of the site, of each theme, of corrections.

No clock: times come from git, else from the articles.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final
from xml.etree import ElementTree as ET

from generator.library import Library, LinkedArticle
from generator.past.corrections import Chronicle, Published
from generator.publish.cite import LANGUAGE
from generator.site.addresses import CORRECTIONS, CORRECTIONS_FEED, HOME, brief_uri, feed_uri, theme_uri
from generator.site.edition import Edition, Publication
from generator.site.page import Asset
from generator.site.updates import Line, Update
from generator.values.urls import href

MOST_ENTRIES: Final = 30

_LONG_AGO: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When an empty feed was updated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new.

    Args:
        id: a lasting address.
        url: where to read it.
        title: plain text.
        text: plain text; the whole of it.
        published: when it could first be read.
        updated: when it last changed.
        tags: titles of themes.
        about: address of the article that it is about, elsewhere on the web; empty where there is none.
    """

    id: str
    url: str
    title: str
    text: str
    published: dt.datetime
    updated: dt.datetime
    tags: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, in both formats.

    Args:
        uri: its address below the root of the site, without `.atom` or `.json`.
        title: plain text.
        page: address of the page that shows the same.
        entries: the newest first.
    """

    uri: str
    title: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> dt.datetime:
        """When it last changed."""
        return max((entry.updated for entry in self.entries), default=_LONG_AGO)


def feeds(edition: Edition) -> Iterator[Feed]:
    """Every feed: of the site's newest briefs, of each theme's, of the newest corrections."""
    library, name = edition.library, edition.publication.name
    briefs = newest(edition)

    def entries(of: Iterable[tuple[LinkedArticle, Published]]) -> tuple[Entry, ...]:
        return tuple(_brief(edition, article, times) for article, times in islice(of, MOST_ENTRIES))

    yield Feed(feed_uri(), name, HOME, entries(briefs))
    for theme in library.themes.values():
        of_theme = (brief for brief in briefs if theme.id in brief[0].typed.themes)
        yield Feed(feed_uri(theme.id), f"{name}: {theme.typed.title}", theme_uri(theme.id), entries(of_theme))
    corrected = tuple(_correction(edition, update) for update in edition.updates[:MOST_ENTRIES])
    yield Feed(CORRECTIONS_FEED, f"{name}: corrections", CORRECTIONS, corrected)


def newest(edition: Edition) -> list[tuple[LinkedArticle, Published]]:
    """Briefs with the times of their publication, the newest first; those without any are left out."""
    timed = [(article, _times(article, edition.chronicle)) for article in edition.library.articles.values()]
    dated = [(article, times) for article, times in timed if times]
    return sorted(dated, key=lambda brief: brief[1].first, reverse=True)  # stable: else by the articles' own dates


def feed_files(edition: Edition) -> Iterator[Asset]:
    """Every feed as its two files."""
    for feed in feeds(edition):
        yield Asset(f"{feed.uri}.atom", partial(atom, feed, edition.publication))
        yield Asset(f"{feed.uri}.json", partial(json_feed, feed, edition.publication))


def atom(feed: Feed, publication: Publication) -> bytes:
    """A feed as Atom (RFC 4287)."""
    own = publication.address(f"{feed.uri}.atom")
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": LANGUAGE})
    _add(root, "id", own)
    _add(root, "title", feed.title)
    _add(root, "updated", rfc3339(feed.updated))
    _add(ET.SubElement(root, "author"), "name", publication.name)
    _add(root, "link", rel="self", type="application/atom+xml", href=own)
    _add(root, "link", rel="alternate", type="text/html", href=publication.address(feed.page))
    for entry in feed.entries:
        item = ET.SubElement(root, "entry")
        _add(item, "id", entry.id)
        _add(item, "title", entry.title)
        _add(item, "link", rel="alternate", type="text/html", href=entry.url)
        if entry.about:
            _add(item, "link", rel="related", href=entry.about)
        _add(item, "published", rfc3339(entry.published))
        _add(item, "updated", rfc3339(entry.updated))
        for tag in entry.tags:
            _add(item, "category", term=tag)
        _add(item, "content", entry.text, type="text")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def json_feed(feed: Feed, publication: Publication) -> bytes:
    """A feed as JSON Feed 1.1."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": publication.address(feed.page),
        "feed_url": publication.address(f"{feed.uri}.json"),
        "language": LANGUAGE,
        "authors": [{"name": publication.name, "url": publication.url}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, object]:
    elsewhere = {"external_url": entry.about} if entry.about else {}
    return {
        "id": entry.id,
        "url": entry.url,
        **elsewhere,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "tags": [*entry.tags],
    }


def _times(article: LinkedArticle, chronicle: Chronicle) -> Published | None:
    """When a brief was published; of one not committed, when its article was; None where neither is known."""
    if article.id in chronicle.published:
        return chronicle.published[article.id]
    date = article.typed.source.published
    day = date.day if date else None
    if day is None:
        return None
    time = dt.datetime.combine(day, dt.time(), dt.UTC)
    return Published(time, time)


def _brief(edition: Edition, article: LinkedArticle, times: Published) -> Entry:
    address = edition.publication.address(brief_uri(article.id))
    return Entry(
        id=address,
        url=address,
        title=article.typed.title,
        text=article.typed.summary,
        published=times.first,
        updated=times.last,
        tags=_titles(edition.library, article.typed.themes),
        about=href(article.typed.source.url) if article.typed.source.url else "",
    )


def _correction(edition: Edition, update: Update) -> Entry:
    return Entry(
        id=edition.publication.address(f"{CORRECTIONS}#{update.key}"),
        url=edition.publication.address(update.uri),
        title=f"{update.heading}: {update.title}",
        text="\n".join(f"{line.label}: {_in_words(line)}" for line in update.lines),
        published=update.when,
        updated=update.when,
        tags=_titles(edition.library, update.themes),
    )


def _in_words(line: Line) -> str:
    before, after = (f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}" for text in line[1:])
    if line.before and line.after:
        return f"{after}; before: {before}"
    return f"{after} (new)" if line.after else f"{before} (taken back)"


def _titles(library: Library, themes: Iterable[str]) -> tuple[str, ...]:
    return tuple(library.themes[id_].typed.title for id_ in themes if id_ in library.themes)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text or None


def rfc3339(time: dt.datetime) -> str:
    """A time in UTC as feeds and JSON-LD write it."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
