"""The articles behind the briefs as citations: BibTeX, CSL-JSON, and one line for people.

What is cited is the article, as printed; its key is the id of the brief. Authors are taken whole: a byline does not
tell a family name from a given one.
"""

import re
from itertools import takewhile
from typing import Final, TypedDict

from generator import edtf
from generator.edtf import Edtf
from generator.library import Library, LinkedArticle
from generator.urls import href

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


def bibtex(article: LinkedArticle, library: Library) -> str:
    """An article as a BibTeX entry, UTF-8, with `year` and `month` for BibTeX and the EDTF `date` for biblatex."""
    source = article.typed.source
    publisher = _publisher(article, library)
    fields = [("title", f"{{{_latex(source.title)}}}")]  # in braces of its own, so that no style changes its case
    if source.by:
        fields.append(("author", " and ".join(f"{{{_latex(name)}}}" for name in source.by)))
    if publisher:
        fields.append(("howpublished", _latex(publisher)))
    if source.published:
        fields += _bibtex_date(source.published)
    if source.url:
        fields.append(("url", href(source.url)))
    fields.append(("language", source.language))
    if source.archived:
        fields.append(("note", f"Archived at {_latex(href(source.archived))}"))
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields]
    return f"@misc{{{article.id},\n{''.join(lines)}}}\n"


def csl(article: LinkedArticle, library: Library) -> CslItem:
    """An article as an item of CSL-JSON.

    A range is when it may have been published, so what all its days share is given as `circa`; a date of which no year
    is sure stands in words.
    """
    source = article.typed.source
    publisher = _publisher(article, library)
    item: CslItem = {"id": article.id, "type": "webpage", "title": source.title}
    if source.by:
        item["author"] = [{"literal": name} for name in source.by]
    if publisher:
        item["container-title"] = publisher
    if source.published:
        item["issued"] = _csl_date(source.published)
    if source.url:
        item["URL"] = href(source.url)
    item["language"] = source.language
    if source.archived:
        item["note"] = f"Archived at {href(source.archived)}"
    return item


def plain_citation(article: LinkedArticle, library: Library) -> str:
    """An article in one line of plain text: authors, title, publisher, date, address."""
    source = article.typed.source
    parts = [
        ", ".join(source.by),
        f"\N{LEFT DOUBLE QUOTATION MARK}{source.title}\N{RIGHT DOUBLE QUOTATION MARK}",
        _publisher(article, library),
        edtf.words(source.published) if source.published else "undated",
        source.url,
    ]
    archived = f" (archived at {source.archived})" if source.archived else ""
    return ", ".join(part for part in parts if part) + archived


def _publisher(article: LinkedArticle, library: Library) -> str | None:
    publisher = library.publishers.get(article.typed.source.publisher or "")
    return publisher.typed.name if publisher else None


def _latex(text: str) -> str:
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
    if not date.first or not date.last:
        return []
    pairs = zip(date.first.timetuple()[:3], date.last.timetuple()[:3], strict=True)
    return [first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
