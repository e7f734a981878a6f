"""What belongs together, and in which order: earliest or newest first; what has no date stands last."""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from generator.evidence import compare
from generator.library import LinkedArticle, LinkedClaim
from generator.link.index import Place
from generator.link.questions import Given
from generator.values import edtf
from generator.values.edtf import Edtf

Group: TypeAlias = tuple[Literal["all", "theme", "publisher", "name"], str]
"""What articles or claims have in common: nothing, a theme, a publisher, a name, by its id."""

ALL: Final[Group] = ("all", "")

_UNDATED: Final = "~"  # sorts after every digit
_LAST: Final = 9 * 10**6  # more than any day's number, with as many digits as are left of it for any day


def time_key(moment: Edtf | None, tied: str) -> str:
    """A text that sorts as `edtf.sort_key` does, then by another: its days are of one length.

    Texts compare faster than dates. A space sorts before all that stands in a date.
    """
    if moment is None:
        return f"{_UNDATED} {tied}"
    first, last, text = edtf.sort_key(moment)
    return f"{first}{last}{text} {tied}"


def _reverse_key(moment: Edtf | None) -> str:
    """A text that sorts the other way round than `edtf.sort_key`, and what is undated still last."""
    if moment is None:
        return _UNDATED
    first, last, _ = edtf.sort_key(moment)
    return f"{_LAST - first.toordinal()}{_LAST - last.toordinal()}"


def newest_first(article: LinkedArticle) -> str:
    """A text that sorts articles by the day of publication, the latest first, then by their ids."""
    published = article.typed.source.published
    day = published and published.day
    return f"{_LAST - day.toordinal() if day else _LAST} {article.id}"


def articles_newest_first(article: LinkedArticle) -> Iterator[Place[Group, LinkedArticle]]:
    """An article among all, and among those of its themes and its publisher."""
    order = newest_first(article)
    yield ALL, order, article
    for theme in article.typed.themes:
        yield ("theme", theme), order, article
    if publisher := article.typed.source.publisher:
        yield ("publisher", publisher), order, article


def claims_newest_first(article: LinkedArticle) -> Iterator[Place[str, LinkedClaim]]:
    """The claims of an article among those of their themes, as written in it."""
    order = newest_first(article)
    for number, claim in enumerate(article.claims):
        of_claim = f"{order} {number:05}"
        for theme in claim.themes:
            yield theme, of_claim, claim


def claims_latest_first(article: LinkedArticle) -> Iterator[Place[Group, LinkedClaim]]:
    """The claims of an article among all: by when what they say happened, else by the moment they speak for."""
    order = newest_first(article)
    for number, claim in enumerate(article.claims):
        yield ALL, f"{_reverse_key(claim.date)} {order} {number:05}", claim


def claims_in_time(article: LinkedArticle) -> Iterator[Place[Group, LinkedClaim]]:
    """The claims of an article on the timeline and among those that mention a name.

    They stand by when what they say happened, else by the moment they speak for.
    """
    for claim in article.claims:
        order = time_key(claim.date, claim.ref)
        if claim.on_timeline:
            yield ALL, order, claim
        for name in claim.names:
            yield ("name", name), order, claim


def answers_in_time(given: Given) -> Iterator[Place[str, compare.Answer]]:
    """The answers of an article among those to their questions."""
    for question, answer in given:
        yield question, time_key(answer.moment, answer.claim), answer


def questions_of_themes(article: LinkedArticle) -> Iterator[Place[str, str]]:
    """The questions that the claims of an article answer, once for each claim, among those of the claims' themes."""
    for claim in article.claims:
        for answer in claim.answers:
            for theme in claim.themes:
                yield theme, f"{answer.question} {claim.ref}", answer.question
