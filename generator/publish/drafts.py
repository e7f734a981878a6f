"""What is published of a library that holds drafts, as the preview's does: a draft is in no data (content model)."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from generator.evidence.compare import verdict_of_question
from generator.library import Library, LinkedName, LinkedQuestion


def without_drafts(library: Library) -> Library:
    """Leave out every draft, its claims and its answers; the other answers are as they were compared."""
    drafts = {id_ for id_, article in library.articles.items() if article.typed.draft}
    if not drafts:
        return library
    claims = {ref: claim for ref, claim in library.claims.items() if claim.article not in drafts}
    return replace(
        library,
        articles={id_: article for id_, article in library.articles.items() if id_ not in drafts},
        claims=claims,
        questions={id_: _question(question, claims.keys()) for id_, question in library.questions.items()},
        latest=tuple(claim for claim in library.latest if claim.article not in drafts),
        names={id_: _name(name, claims.keys()) for id_, name in library.names.items()},
    )


def _question(question: LinkedQuestion, kept: AbstractSet[str]) -> LinkedQuestion:
    places = [place for place, answer in enumerate(question.answers) if answer.claim in kept]
    if len(places) == len(question.answers):
        return question
    answers = tuple(question.answers[place] for place in places)
    compared = tuple(bytes([question.compared[place][other] for other in places]) for place in places)
    origins = {answer.origin for answer in answers}
    return replace(
        question,
        answers=answers,
        compared=compared,
        verdict=verdict_of_question(origins, compared),
        origins=len(origins),
    )


def _name(name: LinkedName, kept: AbstractSet[str]) -> LinkedName:
    claims = tuple(claim for claim in name.claims if claim.ref in kept)
    return name if len(claims) == len(name.claims) else replace(name, claims=claims)
