"""References between records: every id named must exist, every answer must fit its question.

They are gathered from what was typed while the files are read, so that a broken one is named beside all else that is
wrong with its record.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from generator.problems import Path, did_you_mean, quoted
from generator.reading.content import Answer, Content
from generator.schema import is_answer, is_claim_ref, is_id
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

    ids: Collection[str] = ()
    everything: bool = False

    def __contains__(self, record_id: object) -> bool:
        return self.everything or record_id in self.ids


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


class Given(NamedTuple):
    """An answer as typed: of which claim, where in the article, to which question."""

    article: str
    claim: str
    path: Path
    question: str
    typed: str | list[str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What records name: references, answers, and which articles are drafts."""

    references: list[Reference] = field(default_factory=list)
    answers: list[Given] = field(default_factory=list)
    drafts: set[str] = field(default_factory=set)

    def add(self, kind: str, record_id: str, typed: object) -> None:
        """Add what one record names; what has not even the form of an id is for the schema to refuse."""
        for steps, wanted in _PLACES.get(kind, ()):
            has_form = is_claim_ref if wanted is _CLAIM else is_id
            for path, target in texts(typed, *steps):
                if has_form(target):
                    self.references.append(Reference(kind, record_id, path, wanted, target))
        if kind == "articles" and isinstance(typed, dict):
            if text(typed, "draft") == "true":
                self.drafts.add(record_id)
            self.answers.extend(_given(record_id, typed.get("claims")))

    def is_of_draft(self, reference: Reference) -> bool:
        """Tell whether the record that names another is a draft."""
        return reference.kind == "articles" and reference.record_id in self.drafts


def _given(article_id: str, claims: object) -> Iterator[Given]:
    for index, claim in enumerate(claims if isinstance(claims, list) else ()):
        answers = claim.get("answers") if isinstance(claim, dict) else None
        for question, typed in answers.items() if isinstance(answers, dict) else ():
            if is_answer(typed):
                yield Given(
                    article_id, text(claim, "id") or "", ("claims", index, "answers", question), question, typed
                )


def read_answers(gathered: Gathered, content: Content, known: Mapping[str, Known]) -> Iterator[Answer | Fault]:
    """Convert every answer of every claim to the type of its question.

    Args:
        gathered: what records name.
        content: everything that can be read, without answers.
        known: by kind, the ids that exist.
    """
    questions = sorted(known["questions"].ids)
    for given in gathered.answers:
        question = content.questions.get(given.question)
        if question:
            try:
                yield Answer(given.article, given.claim, given.question, question.parse(given.typed))
            except AnswerError as error:
                yield Fault("articles", given.article, given.path, error.message, error.hint)
        elif given.question not in known["questions"]:
            message, hint = _unknown(_QUESTION, given.question, questions)
            yield Fault("articles", given.article, given.path, message, hint, at_key=True)


def broken_references(gathered: Gathered, content: Content, known: Mapping[str, Known]) -> Iterator[Fault]:
    """Every reference that leads nowhere, and every one of something published that rests on a draft.

    Args:
        gathered: what records name.
        content: everything that can be read.
        known: by kind, the ids that exist.
    """

    @cache
    def ids_of(wanted: tuple[str, ...]) -> list[str]:
        return sorted(id_ for kind in wanted for id_ in known[kind].ids)

    @cache  # one mistake is often made many times
    def unknown(target: str, wanted: tuple[str, ...]) -> tuple[str, str]:
        return _unknown(wanted, target, ids_of(wanted))

    for reference in gathered.references:
        target, _, claim_id = reference.target.partition("#")
        if not any(target in known[kind] for kind in reference.wanted):
            yield reference.fault(*unknown(target, reference.wanted))
        elif claim_id and (article := content.articles.get(target)):
            ids = [claim.id for claim in article.claims]
            if claim_id not in ids:
                yield reference.fault(f"{quoted(target)} has no claim {quoted(claim_id)}", did_you_mean(claim_id, ids))
        if "articles" in reference.wanted and target in gathered.drafts and not gathered.is_of_draft(reference):
            yield reference.fault(f"{quoted(target)} is a draft: nothing published may rest on it", "publish it first")
    for origin_id in sorted({*known["origins"].ids} & {*known["articles"].ids}):
        hint = "an id names one thing among articles and origins together: rename one"
        yield Fault("origins", origin_id, (), f"{quoted(origin_id)} is an article too", hint, at_key=True)


def _unknown(wanted: tuple[str, ...], target: str, ids: list[str]) -> tuple[str, str]:
    kind, way_out = _IN_WORDS[wanted]
    return f"unknown {kind} {quoted(target)}", did_you_mean(target, ids) or way_out
