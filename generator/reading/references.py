"""References between records: every id named must exist, every answer must fit its question.

They are gathered from what was typed while the files are read, so that a broken one is named beside all else that is
wrong with its record.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from generator.problems import Path, did_you_mean, quoted
from generator.reading.content import Answer
from generator.schema import Article, Question, is_answer, is_claim_ref, is_id
from generator.schema.findings import text, texts
from generator.values.answers import AnswerError

_PUBLISHER: Final = ("publishers",)
_THEME: Final = ("themes",)
_UPSTREAM: Final = ("articles", "origins")
_CLAIM: Final = ("articles",)  # a claim is named by its article: <article>#c1

_QUESTION: Final = ("questions",)

_IN_WORDS: Final = {
    _PUBLISHER: ("publisher", "add it to briefs/registers/publishers.yml"),
    _THEME: ("theme", "themes are the files of briefs/themes/"),
    _UPSTREAM: ("article or origin", "write its brief, or add it to briefs/registers/origins.yml"),
    _CLAIM: ("article", "articles are the files of briefs/articles/"),
    _QUESTION: ("question", "questions stand in briefs/registers/questions.yml"),
}
"""What is missing, and the way out where no id is near."""

_PLACES: Final = {
    "articles": (
        (("source", "publisher"), _PUBLISHER),
        (("source", "retells"), _UPSTREAM),
        (("themes", ...), _THEME),
        (("claims", ..., "retells"), _UPSTREAM),
    ),
    "origins": ((("publisher",), _PUBLISHER), (("retells",), _UPSTREAM)),
    "themes": ((("judgments", ..., "because", ...), _CLAIM), (("judgments", ..., "against", ...), _CLAIM)),
    "missions": ((("stages", ..., "because", ...), _CLAIM),),
}
"""By kind of record: where it names others, and of which kinds."""


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of one kind that exist, readable or not.

    Args:
        ids: those that were found.
        everything: the whole file is unreadable, so no reference into it can be called wrong.
    """

    ids: frozenset[str] = frozenset()
    everything: bool = False

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.ids or self.everything

    @classmethod
    def of_all(cls, kinds: Sequence["Known"]) -> "Known":
        """The ids of several kinds."""
        return cls(frozenset().union(*(kind.ids for kind in kinds)), any(kind.everything for kind in kinds))


class Fault(NamedTuple):
    """What is wrong with a record of some kind (a field of `Content`), and where in it; the record may stay in.

    It has no line yet: `load.located` looks that up.
    """

    kind: str
    record_id: str
    path: Path
    message: str
    hint: str
    at_key: bool = False


class Reference(NamedTuple):
    """A place in a record that names another, of one of some kinds."""

    kind: str
    record_id: str
    path: Path
    wanted: tuple[str, ...]
    target: str

    def fault(self, message: str, hint: str) -> Fault:
        """The fault at this place."""
        return Fault(self.kind, self.record_id, self.path, message, hint)

    def of_draft(self, drafts: Container[str]) -> bool:
        """Whether the record that names another is a draft."""
        return self.kind == "articles" and self.record_id in drafts


class Given(NamedTuple):
    """An answer as typed: of which claim, where in the article, to which question."""

    article: str
    claim: str
    path: Path
    question: str
    typed: str | list[str]


class Named(NamedTuple):
    """What one record names, as typed: references, answers, and whether it is a draft."""

    references: tuple[Reference, ...] = ()
    answers: tuple[Given, ...] = ()
    draft: bool = False


def named(kind: str, record_id: str, typed: object) -> Named:
    """Gather what one record names; what has not even the form of an id is for the schema to refuse."""
    references = []
    for steps, wanted in _PLACES.get(kind, ()):
        has_form = is_claim_ref if wanted is _CLAIM else is_id
        for path, target in texts(typed, *steps):
            if has_form(target):
                references.append(Reference(kind, record_id, path, wanted, target))
    if kind != "articles" or not isinstance(typed, dict):
        return Named(tuple(references))
    return Named(tuple(references), tuple(_given(record_id, typed.get("claims"))), text(typed, "draft") == "true")


def _given(article_id: str, claims: object) -> Iterator[Given]:
    for index, claim in enumerate(claims if isinstance(claims, list) else ()):
        answers = claim.get("answers") if isinstance(claim, dict) else None
        for question, typed in answers.items() if isinstance(answers, dict) else ():
            if is_answer(typed):
                yield Given(
                    article_id, text(claim, "id") or "", ("claims", index, "answers", question), question, typed
                )


def read_answers(given: Iterable[Given], questions: Mapping[str, Question], known: Known) -> Iterator[Answer | Fault]:
    """Convert answers to the type of their question.

    Args:
        given: answers as typed.
        questions: those that can be read.
        known: the ids of all questions.
    """
    for each in given:
        question = questions.get(each.question)
        if question:
            try:
                yield Answer(each.article, each.claim, each.question, question.parse(each.typed))
            except AnswerError as error:
                yield Fault("articles", each.article, each.path, error.message, error.hint)
        elif each.question not in known:
            message, hint = _unknown(_QUESTION, each.question, sorted(known.ids))
            yield Fault("articles", each.article, each.path, message, hint, at_key=True)


def broken_references(
    references: Iterable[Reference],
    articles: Mapping[str, Article],
    drafts: AbstractSet[str],
    known: Mapping[str, Known],
) -> Iterator[Fault]:
    """Every reference that leads nowhere, and every one of something published that rests on a draft.

    Args:
        references: from whatever records.
        articles: those that can be read.
        drafts: ids of articles.
        known: by kind, the ids that exist.
    """
    somewhere = {wanted: Known.of_all([known[kind] for kind in wanted]) for wanted in _IN_WORDS}
    right = {wanted: ids.ids - drafts if "articles" in wanted else ids.ids for wanted, ids in somewhere.items()}

    @cache  # one mistake is often made many times
    def unknown(target: str, wanted: tuple[str, ...]) -> tuple[str, str]:
        return _unknown(wanted, target, sorted(somewhere[wanted].ids))

    for reference in references:
        wanted = reference.wanted
        if reference.target in right[wanted]:
            continue  # nearly all, so quickly
        target, _, claim_id = reference.target.partition("#")
        if target not in somewhere[wanted]:
            yield reference.fault(*unknown(target, wanted))
        elif claim_id and (article := articles.get(target)):
            ids = [claim.id for claim in article.claims]
            if claim_id not in ids:
                yield reference.fault(f"{quoted(target)} has no claim {quoted(claim_id)}", did_you_mean(claim_id, ids))
        if target in drafts and "articles" in wanted and not reference.of_draft(drafts):
            yield reference.fault(f"{quoted(target)} is a draft: nothing published may rest on it", "publish it first")


def doubled_ids(origins: Known, articles: Known) -> Iterator[Fault]:
    """Every origin that has the id of an article."""
    for origin_id in sorted(origins.ids & articles.ids):
        hint = "an id names one thing among articles and origins together: rename one"
        yield Fault("origins", origin_id, (), f"{quoted(origin_id)} is an article too", hint, at_key=True)


def _unknown(wanted: tuple[str, ...], target: str, ids: list[str]) -> tuple[str, str]:
    kind, way_out = _IN_WORDS[wanted]
    return f"unknown {kind} {quoted(target)}", did_you_mean(target, ids) or way_out
