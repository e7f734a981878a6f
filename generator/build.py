"""The whole path in one function: briefs on disk to the finished pages and files of a site."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator.copies import Copies
from generator.library import Library
from generator.link import link, without_drafts
from generator.memory import Memory
from generator.past.corrections import chronicle
from generator.past.history import changed_on
from generator.problems import Problem
from generator.publish import assets
from generator.publish.beside import beside
from generator.publish.cards import draw
from generator.publish.drafts import without_drafts as published_of
from generator.publish.feeds import feed_files
from generator.publish.pages import file_pages
from generator.publish.search import Bundle, bundles, is_large
from generator.reading.load import load, located
from generator.site.addresses import ABOUT, HOME
from generator.site.edition import Edition, Publication
from generator.site.page import Asset, Page
from generator.site.pages import pages
from generator.site.render import RenderedPage, Renderer
from generator.site.updates import page_of, updates

LOCAL: Final = Publication()

Search: TypeAlias = Callable[[Callable[[str], str], Iterable[Mapping[str, Any]]], tuple[Bundle, ...]]


@dataclass(frozen=True, slots=True)
class Site:
    """What an engine needs to make the site.

    Args:
        pages: what each page shows.
        render: writes one of them as Markdown.
        assets: all other files.
        problems: what is wrong with the briefs, sorted; records that cannot be read are left out of the pages.
        articles: how many briefs the site shows.
        search: what is found in a large site, given the addresses of pages and the theme's index of pages written by
            hand; None leaves a small one to the theme.
    """

    pages: tuple[Page, ...]
    render: Callable[[Page], RenderedPage]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    articles: int
    search: Search | None = None


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python's garbage collector out: it would look ten thousand briefs through again and again and find nothing.

    Nothing here makes the circles of references that it is for. It takes half the time else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_collector()
def build(  # noqa: PLR0913 - a site's circumstances, each with a name
    root: Path,
    *,
    publication: Publication = LOCAL,
    copies: Path | None = None,
    drafts: bool = False,
    cards: Path | None = None,
    memory: Memory | None = None,
) -> Site:
    """Read the briefs under `root` and lay out the site; its pages and files are written when they are wanted.

    Args:
        root: the project's folder.
        publication: the site's name and address.
        copies: the folder of copies that quotations are checked against; None leaves them unchecked.
        drafts: whether drafts are shown.
        cards: a folder that keeps drawn cards from build to build; None draws none.
        memory: as for `read`.
    """
    library, problems = read(root, copies=copies, drafts=drafts, memory=memory)
    edition = _edition(root, library, publication)
    published = replace(edition, library=published_of(library))
    drawn = draw(published, cards) if cards else ()
    return Site(
        pages=_pages(edition, root),
        render=_writer(edition, {card.uri for card in drawn}),
        assets=(*assets(library), *feed_files(published), *drawn),
        problems=tuple(problems),
        articles=len(library.articles),
        search=partial(bundles, library) if is_large(library) else None,
    )


@without_collector()
def read(
    root: Path, *, copies: Path | None = None, drafts: bool = False, memory: Memory | None = None
) -> tuple[Library, list[Problem]]:
    """Read the briefs under `root` and work out what nobody types: all but the pages.

    Args:
        root: the project's folder.
        copies: the folder of copies that quotations are checked against; None leaves them unchecked.
        drafts: whether drafts are shown.
        memory: of earlier calls, so that only what has changed since is read and linked; all else is the same object.

    Returns:
        What can be shown, and what is wrong, sorted.
    """
    readings, links = (memory.readings, memory.links) if memory else (None, None)
    content, problems = load(root, readings)
    if not drafts:
        content = without_drafts(content)
    library, faults = link(content, Copies(copies), changed_on(root), links)
    return library, sorted([*problems, *located(root, faults, readings)])


def _edition(root: Path, library: Library, publication: Publication) -> Edition:
    """Put what git knows of the briefs under `root` beside the library."""
    told = chronicle(root)
    return Edition(publication, library, told, updates(library, told.corrections))


def _pages(edition: Edition, root: Path) -> tuple[Page, ...]:
    """Every page of the site; those that people began in `root`/docs go on from there."""
    library = edition.library
    return (*pages(library, _openings(root)), *file_pages(library), page_of(edition.updates, library))


def _writer(edition: Edition, cards: Collection[str]) -> Callable[[Page], RenderedPage]:
    renderer = Renderer()
    about = beside(edition, cards)
    return lambda page: renderer.render(page, about(page))


def _openings(root: Path) -> dict[str, str]:
    """The pages in docs/ that people wrote and that open a generated page."""
    found = {}
    for uri in (HOME, ABOUT):
        path = root / "docs" / uri
        if path.is_file():
            found[uri] = path.read_text(encoding="utf-8").rstrip() + "\n\n"
    return found
