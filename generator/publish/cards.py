"""Social cards: the picture that a link to a page shows elsewhere, drawn from SVG without network or system libraries.

A card takes some 40 ms. So the newest briefs and all themes have their own, the others show their theme's, and a card
that was drawn once is kept in a folder, which may be deleted at any time.
"""

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import escape
from importlib import resources
from pathlib import Path
from typing import Final

from generator.library import LinkedArticle
from generator.publish import typeface
from generator.publish.feeds import newest
from generator.publish.typeface import Typeface
from generator.site.addresses import HOME, brief_uri, theme_uri
from generator.site.edition import Edition
from generator.site.page import Asset
from generator.values import edtf

MOST_CARDS: Final = 100
"""So many of the newest briefs have a card of their own."""

KEPT_OF_EACH: Final = 4
"""So many times as many cards are kept as the site has: texts come back, by a revert or on another branch."""

_WIDTH: Final = 1040
"""Of the lines on a card: 1200 less the margins."""
_TITLE: Final = ((84, 2), (72, 3), (60, 4), (48, 5))
"""Sizes of a title, each with the number of lines that fit; the first that holds it is taken."""
_DECK_SIZE: Final = 36
_DECK_LINE: Final = 48
_RULE: Final = 520
"""Height of the line above the foot."""

log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: a line above, the title, a few lines below it, and at the foot the site's name."""

    uri: str
    kicker: str
    title: str
    deck: str
    foot: str


def card_uri(page_uri: str) -> str:
    """Address of a page's card."""
    return f"cards/{page_uri.removesuffix('.md')}.png"


def draw(edition: Edition, folder: Path) -> tuple[Asset, ...]:
    """Draw the cards of the site, its themes and its newest briefs.

    A text that the font cannot write gets no card. Without the packages that draw there are none, and the log says so.

    Args:
        edition: what is published.
        folder: where cards are kept from build to build; made where it is missing.
    """
    try:
        artist = _Artist(folder)
    except ImportError as error:
        log.warning("The pages have no pictures for social media: %s", error)
        return ()
    cards = [card for card in _cards(edition) if artist.can_write(card)]
    _forget(folder, KEPT_OF_EACH * len(cards))
    return tuple(Asset(card.uri, partial(artist.png, card)) for card in cards)


def _cards(edition: Edition) -> Iterator[Card]:
    name = edition.publication.name
    yield Card(card_uri(HOME), "", name, "", edition.publication.url.partition("//")[2].rstrip("/"))
    for theme in edition.library.themes.values():
        yield Card(card_uri(theme_uri(theme.id)), "Theme", theme.typed.title, theme.typed.question, name)
    for article, _ in newest(edition)[:MOST_CARDS]:
        themes = [
            edition.library.themes[id_].typed.title for id_ in article.typed.themes if id_ in edition.library.themes
        ]
        kicker = " \N{MIDDLE DOT} ".join(["Brief", *themes])
        yield Card(card_uri(brief_uri(article.id)), kicker, article.typed.title, _source(edition, article), name)


def _source(edition: Edition, article: LinkedArticle) -> str:
    """Where and when the article of a brief was published, as far as known."""
    source = article.typed.source
    publisher = edition.library.publishers.get(source.publisher or "")
    known = [publisher.typed.name if publisher else "", edtf.words(source.published) if source.published else ""]
    return ", ".join(filter(None, known))


class _Artist:
    """Draws cards, or finds them drawn before."""

    def __init__(self, folder: Path) -> None:
        """Find the packages that draw; an ImportError names the one that is missing."""
        import resvg_py  # noqa: PLC0415 - not every platform has it

        fonts = resources.files("font_source_serif_pro") / "files"
        paths = [Path(str(fonts / f"SourceSerifPro-{weight}.ttf")) for weight in ("Regular", "Semibold")]
        self._draw = partial(resvg_py.svg_to_bytes, font_files=[*map(str, paths)], skip_system_fonts=True)
        self._regular, self._bold = (typeface.read(path.read_bytes()) for path in paths)
        self._tools = [resvg_py.__version__, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)]
        self._folder = folder

    def can_write(self, card: Card) -> bool:
        return self._bold.covers(card.title) and self._regular.covers(card.kicker + card.deck + card.foot)

    def png(self, card: Card) -> bytes:
        """The picture; the same card gives the same bytes."""
        svg = self._svg(card)
        path = self._folder / hashlib.sha256("\0".join([*self._tools, svg]).encode()).hexdigest()
        if kept := _kept(path):
            return kept
        drawn = self._draw(svg_string=svg)
        _keep(path, drawn)
        return drawn

    def _svg(self, card: Card) -> str:
        title_size, title = _fitted(card.title, self._bold, _TITLE)
        baselines = [round(150 + title_size * (0.95 + 1.14 * line)) for line in range(len(title))]
        below = baselines[-1] + 25
        _, deck = _fitted(card.deck, self._regular, [(_DECK_SIZE, (_RULE - 15 - below) // _DECK_LINE)])
        texts = [
            _text(90, 30, "quiet", card.kicker),
            *(_text(y, title_size, "title", line) for y, line in zip(baselines, title, strict=True)),
            *(_text(below + _DECK_LINE * n, _DECK_SIZE, "quiet", line) for n, line in enumerate(deck, start=1)),
            _text(568, 30, "foot", card.foot),
        ]
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630">{_GROUND}{"".join(texts)}</svg>'


_GROUND: Final = f"""<style>
text {{ font-family: "Source Serif Pro"; fill: #1d1b18 }}
.title {{ font-weight: 600 }}
.quiet {{ fill: #5a564e }}
.foot {{ font-weight: 600; fill: #9a2a1c }}
</style>
<rect width="1200" height="630" fill="#fdfcf9"/><rect width="1200" height="16" fill="#9a2a1c"/>
<path d="M80 {_RULE}h{_WIDTH}" stroke="#d8d3c7" stroke-width="2"/>
"""


def _text(baseline: int, size: int, kind: str, text: str) -> str:
    return f'<text class="{kind}" x="80" y="{baseline}" font-size="{size}">{escape(text, quote=False)}</text>'


def _fitted(text: str, face: Typeface, sizes: Sequence[tuple[int, int]]) -> tuple[int, list[str]]:
    """The first size in which a text fits, and its lines; in the last size it is cut."""
    for size, most in sizes:
        lines = face.lines(text, _WIDTH / size)
        if len(lines) <= most:
            return size, lines
    lines = lines[:most]
    return size, [*lines[:-1], f"{lines[-1]}\N{HORIZONTAL ELLIPSIS}"]


def _kept(path: Path) -> bytes | None:
    """A picture kept before, if it is whole: its hash stands before it. It counts as new, since it is in use."""
    with suppress(OSError):
        data = path.read_bytes()
        if hashlib.sha256(data[32:]).digest() == data[:32]:
            with suppress(OSError):
                os.utime(path)
            return data[32:]
    return None


def _keep(path: Path, picture: bytes) -> None:
    """Keep a picture, as a whole or not at all; where that cannot be, the next build draws it again."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(hashlib.sha256(picture).digest() + picture)
        fresh.replace(path)


def _forget(folder: Path, most: int) -> None:
    """Remove all but the pictures used last; what another build removes or wants at the same time does no harm."""
    with suppress(OSError):
        used_last_first = sorted(folder.iterdir(), key=lambda path: -path.stat().st_mtime_ns)
        for path in used_last_first[most:]:
            path.unlink(missing_ok=True)
