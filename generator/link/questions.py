"""The questions, their answers compared, and what that says of the claims that answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from generator.evidence import compare
from generator.library import Answered, LinkedArticle, LinkedClaim, LinkedQuestion
from generator.reading.content import Answer
from generator.schema import Question

Given: TypeAlias = tuple[tuple[str, compare.Answer], ...]
"""What the claims of an article answer, each with the question's id, in order of these."""


def given(_article_id: str, article: LinkedArticle, answers: Sequence[Answer]) -> Given:
    """What the claims of an article answer, ready to be compared."""
    claims = {claim.id: claim for claim in article.claims}

    def to_compare(answer: Answer) -> compare.Answer:
        claim = claims[answer.claim]
        return compare.Answer(claim.ref, claim.article, claim.origin, answer.value, claim.moment)

    in_order = sorted(answers, key=lambda answer: answer.question)
    return tuple((answer.question, to_compare(answer)) for answer in in_order)


def asked(_article_id: str, given: Given) -> tuple[str, ...]:
    """The questions that an article answers."""
    return tuple(dict.fromkeys(question for question, _ in given))


@dataclass(frozen=True, slots=True)
class Compared:
    """A question, and by claim its answer with what the others say."""

    question: LinkedQuestion
    answered: Mapping[str, Answered] = field(compare=False)


def compared(question_id: str, question: Question, answers: tuple[compare.Answer, ...]) -> Compared:
    """Compare the answers to a question, given in order of time."""
    table = compare.table(compare.Rule(question.over_time, question.exclusive), answers)
    origins = {answer.origin for answer in answers}
    linked = LinkedQuestion(
        id=question_id,
        typed=question,
        answers=answers,
        compared=table,
        verdict=compare.verdict_of_question(origins, table),
        origins=len(origins),
        editor=question.parse(question.editor.answer) if question.editor else None,
    )
    origins_of = compare.origins_agreeing(answers, table)
    answered = {
        answer.claim: Answered(question_id, answer.value, origins_of[answer.value], compare.CONFLICT in row)
        for answer, row in zip(answers, table, strict=True)
    }
    return Compared(linked, answered)


def with_answers(_article_id: str, article: LinkedArticle, answered: Sequence[Compared]) -> LinkedArticle:
    """An article with what its claims answer, from the questions that it answers."""

    def whole(claim: LinkedClaim) -> LinkedClaim:
        answers = tuple(each.answered[claim.ref] for each in answered if claim.ref in each.answered)
        return replace(claim, answers=answers) if answers else claim

    return replace(article, claims=tuple(map(whole, article.claims)))
