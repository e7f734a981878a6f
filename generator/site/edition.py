"""What is published at once: the library, the site it stands on, and what changed since it was first published."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.library import Library
from generator.past.corrections import Chronicle
from generator.site.addresses import HOME
from generator.site.updates import Update


@dataclass(frozen=True, slots=True)
class Publication:
    """The site.

    Args:
        name: what it is called.
        url: its address on the web, with a slash at the end.
    """

    name: str = "Briefings"
    url: str = "http://127.0.0.1:8000/"

    def address(self, uri: str) -> str:
        """Where a page (`briefs/x.md#c1`) or file stands on the web: `https://example.org/briefs/x/#c1`."""
        page, mark, anchor = uri.partition("#")
        if page.endswith(".md"):
            page = "" if page == HOME else f"{page.removesuffix('.md')}/"
        return f"{self.url}{page}{mark}{anchor}"


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the site.

    Args:
        publication: the site.
        library: what it shows.
        chronicle: when briefs were published.
        updates: corrections of what it shows, the newest first.
    """

    publication: Publication
    library: Library
    chronicle: Chronicle
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite something: in words, and for programs as BibTeX and CSL-JSON."""

    what: str
    plain: str
    bibtex: str
    csl: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on a page beside what the library holds about its subject.

    Args:
        head: for the head of the HTML page, by name; goes into the front matter letter for letter.
        citations: how to cite the page, and what it is about.
        updates: corrections of what the page shows, the newest first.
        map: of the missions the page shows; empty where it shows none.
    """

    head: Mapping[str, object] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    updates: tuple[Update, ...] = ()
    map: Markup = field(default_factory=Markup)
