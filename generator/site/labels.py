"""Short pieces of Markdown that a site shows tens of thousands of times: text, dates, kinds, sources.

In Python for speed; what stands on a page once or twice is in templates/macros.md.j2.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from generator.evidence import origins
from generator.library import Answered, Library, LinkedArticle, LinkedClaim
from generator.site import addresses, markdown
from generator.values import edtf
from generator.values.edtf import Edtf

To = Callable[[str], str]
"""From an address to the link from the page at hand."""

KINDS: Final = {
    "fact": Markup("*Fact*{ .kind .fact }"),
    "statement": Markup("*Statement*{ .kind .statement }"),
    "assessment": Markup("*Assessment*{ .kind .assessment }"),
}
"""The kinds of claims, each with the classes that give it its look."""

_PLAIN, _WIDE, _UNCERTAIN = Markup(), Markup(" .wide"), Markup(" .uncertain")


def markup(*written: str) -> Markup:
    """What a function of ours wrote, every piece of it escaped or our own.

    `Markup(f"...")` is the same: it asks each piece how it wants to be formatted, and takes five times as long.
    """
    return str.__new__(Markup, "".join(written))


@lru_cache(maxsize=1 << 16)  # titles, names and claims stand on many pages
def plain(value: object) -> Markup:
    """Escape what no function of ours has made, a text or a number.

    Raises:
        TypeError: it is neither, so that no "None" reaches a page.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return markup(markdown.text(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return markup(str(value))
    raise TypeError(f"a page shows {value!r}, which is no text")


@lru_cache(maxsize=1 << 12)
def _date(text: str) -> Markup:
    return plain(edtf.words(edtf.parse(text)))


def date(when: Edtf) -> Markup:
    """A date in words."""
    return _date(when.text)


def date_class(when: Edtf | None) -> Markup:
    """The classes of a date that is no plain day: doubtful, or known to a month, a year or a range."""
    if when is None:
        return _WIDE
    if when.approximate or when.uncertain:
        return _UNCERTAIN
    return _PLAIN if when.precision == "day" else _WIDE


def kind(claim: LinkedClaim) -> Markup:
    """A claim's kind."""
    return KINDS[claim.kind]


def when(claim: LinkedClaim) -> Markup:
    """When what a claim says happened, else "as of" the moment it speaks for."""
    shown = claim.date
    words = date(shown) if shown else "an unknown date"
    return markup("*" if claim.typed.when else "*as of ", words, "*{ .date", date_class(shown), " }")


def standing(answer: Answered) -> Markup:
    """How many independent origins give an answer, and whether it is disputed."""
    disputed = " *disputed*{ .disputed }" if answer.disputed else ""
    return markup("*", origins.words(answer.origins), "*{ .origins }", disputed)


def outlet(article: LinkedArticle, library: Library) -> Markup:
    """An article's publisher."""
    publisher = library.publishers.get(article.typed.source.publisher or "")
    return plain(publisher.typed.name if publisher else "publisher unknown")


def published(article: LinkedArticle) -> Markup:
    """When an article was published."""
    day = article.typed.source.published
    return date(day) if day else plain("date unknown")


def source(article: LinkedArticle, library: Library, to: To) -> Markup:
    """An article by publisher and date, with a link to its brief."""
    return _linked(article, library, to(addresses.brief_uri(article.id)))


def sources(refs: Sequence[str], library: Library, to: To, most: int) -> Markup:
    """The articles of claims, each with a link to its claim; "and 3 more" where there are more than `most`."""
    shown = (
        _linked(library.articles[library.claims[ref].article], library, to(addresses.claim_uri(ref)))
        for ref in refs[:most]
    )
    return markup("; ".join(shown), _more(refs, most))


def outlets(refs: Sequence[str], library: Library, most: int) -> Markup:
    """The publishers of claims, as `sources`, without links."""
    shown = (outlet(library.articles[library.claims[ref].article], library) for ref in refs[:most])
    return markup(", ".join(dict.fromkeys(shown)), _more(refs, most))


def _linked(article: LinkedArticle, library: Library, link: str) -> Markup:
    return markup("[", outlet(article, library), ", ", published(article), "](", link, ")")


def _more(refs: Sequence[str], most: int) -> str:
    return f" and {len(refs) - most} more" if len(refs) > most else ""
