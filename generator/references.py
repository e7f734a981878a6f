"""References between records: every id named must exist, every answer must fit its question."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.answers import AnswerError
from generator.content import Answer, Content
from generator.problems import Path, did_you_mean, quoted
from generator.schema import Article


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of one kind that exist, readable or not.

    Args:
        ids: those that were found.
        everything: the whole file is unreadable, so no reference into it can be called wrong.
    """

    ids: Collection[str] = ()
    everything: bool = False

    def __contains__(self, record_id: object) -> bool:
        return self.everything or record_id in self.ids


class Fault(NamedTuple):
    """A broken reference: the kind (a field of `Content`) and id of the record, the place in it, what is wrong."""

    kind: str
    record_id: str
    path: Path
    message: str
    hint: str
    at_key: bool = False


def read_answers(content: Content, known: Mapping[str, Known]) -> Iterator[Answer | Fault]:
    """Convert every answer of every claim to the type of its question.

    Args:
        content: everything that can be read, without answers.
        known: by kind, the ids that exist.
    """
    for article_id, article in content.articles.items():
        for index, claim in enumerate(article.claims):
            for question_id, typed in claim.answers.items():
                path: Path = ("claims", index, "answers", question_id)
                question = content.questions.get(question_id)
                if question:
                    try:
                        yield Answer(article_id, claim.id, question_id, question.parse(typed))
                    except AnswerError as error:
                        yield Fault("articles", article_id, path, error.message, error.hint)
                elif question_id not in known["questions"]:
                    hint = did_you_mean(question_id, sorted(content.questions))
                    message = f"unknown question {quoted(question_id)}"
                    yield Fault("articles", article_id, path, message, hint, at_key=True)


def broken_references(content: Content, known: Mapping[str, Known]) -> Iterator[Fault]:
    """Every reference that leads nowhere, and every one that rests on a draft.

    Args:
        content: everything that can be read.
        known: by kind, the ids that exist.
    """
    for kind, record_id, path, wanted, target in _references(content):
        if not any(target in known[each] for each in wanted):
            ids = sorted(id_ for each in wanted for id_ in known[each].ids)
            message = f"unknown {_SINGULAR[wanted[0]]} {quoted(target)}"
            yield Fault(kind, record_id, path, message, did_you_mean(target, ids))
        elif "articles" in wanted and _is_draft(content, target) and not _may_rest_on_drafts(content, kind, record_id):
            message = f"{quoted(target)} is a draft: nothing published may rest on it"
            yield Fault(kind, record_id, path, message, "publish it first, or make this a draft too")
    for kind, record_id, path, reference in _claim_references(content):
        article_id, _, claim_id = reference.partition("#")
        article = content.articles.get(article_id)
        if article_id not in known["articles"]:
            message = f"unknown article {quoted(article_id)}"
            yield Fault(kind, record_id, path, message, did_you_mean(article_id, sorted(known["articles"].ids)))
        elif article and claim_id not in (ids := [claim.id for claim in article.claims]):
            message = f"{quoted(article_id)} has no claim {quoted(claim_id)}"
            yield Fault(kind, record_id, path, message, f"it has {', '.join(ids) or 'none'}")
        elif article and article.draft:
            message = f"{quoted(article_id)} is a draft: nothing published may rest on it"
            yield Fault(kind, record_id, path, message, "publish it first")
    for origin_id in content.origins:
        if origin_id in known["articles"].ids:
            hint = "an id names one thing among articles and origins together: rename one"
            yield Fault("origins", origin_id, (), f"{quoted(origin_id)} is an article too", hint, at_key=True)


_SINGULAR = {"publishers": "publisher", "articles": "article or origin", "themes": "theme"}
_ORIGINS = ("articles", "origins")


def _references(content: Content) -> Iterator[tuple[str, str, Path, tuple[str, ...], str]]:
    """Kind and id of a record, the place in it, the kinds it may name there, the id it names."""
    for article_id, article in content.articles.items():
        for path, wanted, target in _article_references(article):
            yield "articles", article_id, path, wanted, target
    for origin_id, origin in content.origins.items():
        if origin.publisher:
            yield "origins", origin_id, ("publisher",), ("publishers",), origin.publisher
        if origin.retells:
            yield "origins", origin_id, ("retells",), _ORIGINS, origin.retells


def _article_references(article: Article) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    if article.source.publisher:
        yield ("source", "publisher"), ("publishers",), article.source.publisher
    if article.source.retells:
        yield ("source", "retells"), _ORIGINS, article.source.retells
    for index, theme in enumerate(article.themes):
        yield ("themes", index), ("themes",), theme
    for index, claim in enumerate(article.claims):
        if claim.retells:
            yield ("claims", index, "retells"), _ORIGINS, claim.retells


def _claim_references(content: Content) -> Iterator[tuple[str, str, Path, str]]:
    """Kind and id of a record, the place in it, the claim it names."""
    for theme_id, theme in content.themes.items():
        for index, judgment in enumerate(theme.judgments):
            for side in ("because", "against"):
                for place, reference in enumerate(getattr(judgment, side)):
                    yield "themes", theme_id, ("judgments", index, side, place), reference
    for mission_id, mission in content.missions.items():
        for index, stage in enumerate(mission.stages):
            for place, reference in enumerate(stage.because):
                if "://" not in reference:
                    yield "missions", mission_id, ("stages", index, "because", place), reference


def _is_draft(content: Content, article_id: str) -> bool:
    article = content.articles.get(article_id)
    return bool(article and article.draft)


def _may_rest_on_drafts(content: Content, kind: str, record_id: str) -> bool:
    return kind == "articles" and _is_draft(content, record_id)
