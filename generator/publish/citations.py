"""Citations: BibTeX, CSL-JSON, and one line for people.

An article is cited as printed; its key is the id of the brief. Authors are taken whole: a byline does not
tell a family name from a given one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, TypedDict

from generator.library import Library, LinkedArticle
from generator.values import edtf
from generator.values.edtf import Edtf
from generator.values.urls import href

_LATEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_ACTIVE_IN_LATEX: Final = re.compile(r"[\\{}~^$&#_%]")


class CslName(TypedDict):
    """A name that is not taken apart."""

    literal: str


CslDate = TypedDict("CslDate", {"date-parts": list[list[int]], "circa": bool, "literal": str}, total=False)
CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": str,
        "title": str,
        "author": list[CslName],
        "container-title": str,
        "issued": CslDate,
        "URL": str,
        "language": str,
        "note": str,
    },
    total=False,
)


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited.

    Args:
        key: its key in BibTeX, its id in CSL-JSON.
        title: as printed.
        authors: as printed.
        publisher: who publishes it; None where unknown.
        published: when; None where unknown.
        url: where it stands on the web, in ASCII; None where unknown.
        language: BCP 47.
        archived: address of a lasting copy, in ASCII.
    """

    key: str
    title: str
    authors: Sequence[str]
    publisher: str | None
    published: Edtf | None
    url: str | None
    language: str
    archived: str | None = None


def work(article: LinkedArticle, library: Library) -> Work:
    """An article as a work to cite."""
    source = article.typed.source
    publisher = library.publishers.get(source.publisher or "")
    return Work(
        key=article.id,
        title=source.title,
        authors=source.by,
        publisher=publisher.typed.name if publisher else None,
        published=source.published,
        url=href(source.url) if source.url else None,
        language=source.language,
        archived=href(source.archived) if source.archived else None,
    )


def bibtex(article: LinkedArticle, library: Library) -> str:
    """An article as `as_bibtex`."""
    return as_bibtex(work(article, library))


def csl(article: LinkedArticle, library: Library) -> CslItem:
    """An article as `as_csl`."""
    return as_csl(work(article, library))


def as_bibtex(work: Work) -> str:
    """A BibTeX entry, UTF-8, with `year` and `month` for BibTeX and the EDTF `date` for biblatex."""
    fields = [("title", f"{{{latex(work.title)}}}")]  # in braces of its own, so that no style changes its case
    if work.authors:
        fields.append(("author", " and ".join(f"{{{latex(name)}}}" for name in work.authors)))
    if work.publisher:
        fields.append(("howpublished", latex(work.publisher)))
    if work.published:
        fields += _bibtex_date(work.published)
    if work.url:
        fields.append(("url", work.url))
    fields.append(("language", work.language))
    if work.archived:
        fields.append(("note", f"Archived at {latex(work.archived)}"))
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields]
    return f"@misc{{{work.key},\n{''.join(lines)}}}\n"


def as_csl(work: Work) -> CslItem:
    """An item of CSL-JSON.

    A range is when it may have been published, so what all its days share is given as `circa`; a date of which no year
    is sure stands in words.
    """
    item: CslItem = {"id": work.key, "type": "webpage", "title": work.title}
    if work.authors:
        item["author"] = [{"literal": name} for name in work.authors]
    if work.publisher:
        item["container-title"] = work.publisher
    if work.published:
        item["issued"] = _csl_date(work.published)
    if work.url:
        item["URL"] = work.url
    item["language"] = work.language
    if work.archived:
        item["note"] = f"Archived at {work.archived}"
    return item


def as_text(work: Work) -> str:
    """One line of plain text: authors, title, publisher, date, address."""
    parts = [
        ", ".join(work.authors),
        f"\N{LEFT DOUBLE QUOTATION MARK}{work.title}\N{RIGHT DOUBLE QUOTATION MARK}",
        work.publisher,
        edtf.words(work.published) if work.published else "undated",
        work.url,
    ]
    archived = f" (archived at {work.archived})" if work.archived else ""
    return ", ".join(part for part in parts if part) + archived


def latex(text: str) -> str:
    """Plain text as BibTeX and LaTeX read it back letter for letter; white space is folded."""
    return _ACTIVE_IN_LATEX.sub(lambda match: _LATEX[match[0]], " ".join(text.split()))


def _bibtex_date(date: Edtf) -> list[tuple[str, str]]:
    """The date as biblatex reads it, and as far as BibTeX can show it."""
    year, month, *_ = (*_known(date), None, None)
    fields = [("date", date.text)]
    if year:
        fields.append(("year", f"{year:04}"))
    if month:
        fields.append(("month", edtf.MONTHS[month - 1][:3].lower()))
    return fields


def _csl_date(date: Edtf) -> CslDate:
    known = _known(date)
    if not known:
        return {"literal": edtf.words(date)}
    doubtful = date.is_range or date.approximate or date.uncertain
    return {"date-parts": [known], "circa": True} if doubtful else {"date-parts": [known]}


def _known(date: Edtf) -> list[int]:
    """Year, month and day as far as all days of a date share them."""
    begin, end = date.first, date.last
    if not begin or not end:
        return []
    pairs = ((begin.year, end.year), (begin.month, end.month), (begin.day, end.day))
    return [first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
