"""The whole path in one function: briefs on disk to the finished pages and files of a site."""

from dataclasses import dataclass
from pathlib import Path

from generator.copies import copies_in
from generator.history import changed_on
from generator.library import Library
from generator.link import link, without_drafts
from generator.load import load, located
from generator.pages import ABOUT, HOME, Asset, pages
from generator.problems import Problem
from generator.publish import assets
from generator.render import RenderedPage, Renderer


@dataclass(frozen=True, slots=True)
class Site:
    """What an engine needs to make the site.

    Args:
        pages: finished Markdown.
        assets: all other files.
        problems: what is wrong with the briefs, sorted; records that cannot be read are left out of the pages.
        articles: how many briefs the site shows.
    """

    pages: tuple[RenderedPage, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    articles: int


def build(root: Path, *, copies: Path | None = None, drafts: bool = False) -> Site:
    """Read the briefs under `root` and make the site's pages and files.

    Args:
        root: the project's folder.
        copies: the folder of copies that quotations are checked against; None leaves them unchecked.
        drafts: whether drafts are shown.
    """
    library, problems = read(root, copies=copies, drafts=drafts)
    renderer = Renderer()
    return Site(
        pages=tuple(renderer.render(page) for page in pages(library, _openings(root))),
        assets=assets(library),
        problems=tuple(problems),
        articles=len(library.articles),
    )


def read(root: Path, *, copies: Path | None = None, drafts: bool = False) -> tuple[Library, list[Problem]]:
    """Read the briefs under `root` and work out what nobody types: all but the pages; arguments as for `build`.

    Returns:
        What can be shown, and what is wrong, sorted.
    """
    content, problems = load(root)
    if not drafts:
        content = without_drafts(content)
    library, faults = link(content, copies_in(copies), changed_on(root))
    return library, sorted([*problems, *located(root, faults)])


def _openings(root: Path) -> dict[str, str]:
    """The pages in docs/ that people wrote and that open a generated page."""
    found = {}
    for uri in (HOME, ABOUT):
        path = root / "docs" / uri
        if path.is_file():
            found[uri] = path.read_text(encoding="utf-8").rstrip() + "\n\n"
    return found
