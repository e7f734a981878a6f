"""The citations on a page: of the page itself, and of the article that a brief is about."""

import datetime as dt
import json
from typing import Final

from generator.library import LinkedArticle, LinkedTheme
from generator.publish.citations import Work, as_bibtex, as_csl, as_text, work
from generator.site.edition import Citation, Edition
from generator.site.page import Page
from generator.values import edtf

LANGUAGE: Final = "en"
"""What the site is written in (BCP 47)."""

_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def citations(page: Page, edition: Edition) -> tuple[Citation, ...]:
    """How to cite a brief and its article, or a theme; nothing for other pages."""
    match page.shown:
        case {"article": LinkedArticle() as article}:
            times = edition.chronicle.published.get(article.id)
            ours = _page(page, f"{article.id}-brief", times.first.date() if times else None, edition)
            return _citation("This brief", ours), _citation("The article it is about", work(article, edition.library))
        case {"theme": LinkedTheme() as theme}:
            reviewed = max((judgment.typed.reviewed for judgment in theme.judgments), default=None)
            return (_citation("This page", _page(page, theme.id, reviewed, edition)),)
    return ()


def _page(page: Page, key: str, day: dt.date | None, edition: Edition) -> Work:
    name = edition.publication.name
    return Work(
        key=key,
        title=page.title,
        authors=[name],
        publisher=None,
        published=edtf.parse(day.isoformat()) if day else None,
        url=edition.publication.address(page.uri),
        language=LANGUAGE,
    )


def _citation(what: str, cited: Work) -> Citation:
    return Citation(what, as_text(cited), as_bibtex(cited), _encode([as_csl(cited)]))
