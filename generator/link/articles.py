"""What can be said of one article by itself: its claims with their defaults, quotations checked, links to the words."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from generator.copies import Copies, check_quotations
from generator.evidence import quotations
from generator.evidence.quotations import QuoteResult
from generator.library import LinkedArticle, LinkedClaim
from generator.link.names import Mentioned
from generator.problems import quoted
from generator.reading.files import Signature
from generator.reading.references import Fault
from generator.schema import Article
from generator.values.edtf import Edtf

Checked: TypeAlias = tuple[tuple[QuoteResult, ...], tuple[Fault, ...]]
"""For each claim of an article what the check of its quotation found; and what is wrong."""


class Outline(NamedTuple):
    """What of an article matters to others, or depends on them.

    Args:
        retells: the article or origin whose reporting it repeats.
        retold: what its claims re-tell by themselves, in their order.
        copy: file name of its copy.
    """

    retells: str | None
    retold: tuple[str, ...]
    copy: str | None


def outline(_article_id: str, article: Article) -> Outline:
    """Outline an article."""
    source = article.source
    retold = tuple(claim.retells for claim in article.claims if claim.retells)
    return Outline(source.retells, retold, source.copy_.file if source.copy_ else None)


def check(article_id: str, article: Article, copies: Copies, _signature: Signature | None) -> Checked:
    """Check an article's quotations against its copy, where it is at hand; the signature is the copy's."""
    recorded = article.source.copy_
    data = copies(recorded.file) if recorded else None
    if not recorded or data is None:
        return unchecked(article), ()
    faults = []
    if recorded.sha256 and recorded.sha256 != hashlib.sha256(data).hexdigest():
        message = f"the copy {quoted(recorded.file)} is not the one that was checked: its SHA-256 differs"
        hint = "if the new copy is right, run `python3 run.py verify`"
        faults.append(Fault("articles", article_id, ("source", "copy", "sha256"), message, hint))
    results, not_found = check_quotations(article_id, article, data)
    return results, (*faults, *not_found)


def unchecked(article: Article) -> tuple[QuoteResult, ...]:
    """What is known about the quotations of an article without its copy."""
    recorded = article.source.copy_
    return quotations.results([claim.quote for claim in article.claims], None, recorded.quotes if recorded else None)


def alone(
    article_id: str,
    article: Article,
    roots: tuple[str, ...],
    mentioned: Mentioned,
    checked: Sequence[QuoteResult] | None,
) -> LinkedArticle:
    """Link an article by itself, without what its claims answer.

    Args:
        article_id: its id.
        article: what was written.
        roots: the root of its own origin, then those of what its claims re-tell by themselves.
        mentioned: the names in its claims.
        checked: the results of the check of their quotations, if there is a copy.
    """
    source = article.source
    origin, *others = roots
    of_others = iter(others)
    results = unchecked(article) if checked is None else checked
    claims = tuple(
        LinkedClaim(
            ref=f"{article_id}#{claim.id}",
            article=article_id,
            typed=claim,
            kind=claim.kind or ("statement" if claim.by else "fact"),
            themes=tuple(claim.themes or article.themes),
            origin=next(of_others) if claim.retells else origin,
            moment=claim.as_of or source.published,
            year=_year(claim.when or claim.as_of or source.published),
            names=names,
            quote=result,
            link=quotations.text_fragment(source.url, claim.quote) if source.url and claim.quote else None,
            answers=(),
        )
        for claim, names, result in zip(article.claims, mentioned, results, strict=True)
    )
    return LinkedArticle(article_id, article, claims, origin, _year(source.published))


def _year(date: Edtf | None) -> int | None:
    """The year of a date's first known day."""
    day = date.day if date else None
    return day.year if day else None
