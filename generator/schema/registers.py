"""The registers: questions, names, missions, publishers, origins."""

from collections.abc import Iterator
from typing import Literal, cast, get_args

from pydantic import Field

from generator.schema.fields import (
    Answer,
    ClaimOrUrl,
    Date,
    Day,
    Place,
    Point,
    Record,
    Slug,
    Text,
    Texts,
    Truth,
    Url,
    Values,
    is_answer,
)
from generator.schema.findings import Finding, text
from generator.values import answers
from generator.values.answers import AnswerError, QuestionType

OverTime = Literal["fixed", "grows", "changes"]
_LISTED = frozenset({"choice", "set"})  # whose answers are listed in `values`
_MAY_CHANGE: dict[str, tuple[OverTime, ...]] = {
    "date": ("fixed",),
    "count": ("fixed", "grows", "changes"),
    "set": ("fixed", "grows", "changes"),
    "yes-no": ("fixed", "changes"),
    "choice": ("fixed", "changes"),
}


class Reason(Record):
    """One piece of evidence from outside."""

    text: Text = Field(description="what it shows, in own words")
    url: Url | None = Field(None, description="where it stands")


class Editor(Record):
    """The editor's own answer, with reasons."""

    answer: Answer = Field(description="in the form of the question's type")
    because: list[Reason] = Field(min_length=1, description="the evidence, each with `text` and `url`")
    reviewed: Day = Field(description="day of the last look")


class Question(Record):
    """What several articles answer, and how answers compare (content model, "How answers compare")."""

    ask: Text = Field(description="the question as a sentence")
    type: QuestionType = Field(description="what an answer looks like")
    values: Values | None = Field(
        None, description="choice, set: the allowed answers; set: `places` for ISO 3166-1 alpha-2 codes"
    )
    over_time: OverTime = Field(
        "fixed", description="`grows`: a later count or set may only be larger; `changes`: a state that may differ"
    )
    exclusive: Truth = Field(default=True, description="false (choice only) where several answers may be true together")
    editor: Editor | None = Field(None, description="the editor's answer with reasons, where outside sources settle it")

    @staticmethod
    def rules(typed: object) -> Iterator[Finding]:
        """Find fields that do not go with the question's type."""
        kind = text(typed, "type")
        if not isinstance(typed, dict) or kind not in _MAY_CHANGE:
            return
        values, over_time = typed.get("values"), text(typed, "over_time")
        if kind in _LISTED and not values:
            message = f"'values' is missing: a {kind} needs it"
            yield Finding(("values",), message, "list the allowed answers", at_key=True)
        if kind not in _LISTED and values is not None:
            yield Finding(("values",), f"a {kind} has no values", "leave the key out", at_key=True)
        if kind == "choice" and values == "places":
            yield Finding(("values",), "'places' is for sets only", "list the allowed answers")
        if over_time in get_args(OverTime) and over_time not in _MAY_CHANGE[kind]:
            hint = f"for a {kind} one of: {', '.join(_MAY_CHANGE[kind])}"
            yield Finding(("over_time",), f"a {kind} cannot be '{over_time}'", hint)
        if kind != "choice" and text(typed, "exclusive") == "false":
            yield Finding(
                ("exclusive",), f"the answers to a {kind} are always exclusive", "leave the key out", at_key=True
            )
        editor = typed.get("editor")
        answer = editor.get("answer") if isinstance(editor, dict) else None
        if is_answer(answer) and (kind not in _LISTED or is_answer(values)):
            try:
                answers.parse(answer, cast("QuestionType", kind), values)
            except AnswerError as error:
                yield Finding(("editor", "answer"), error.message, error.hint)

    def parse(self, typed: str | list[str]) -> answers.Value:
        """Convert what was typed as an answer to this question.

        Raises:
            AnswerError: it is not of the question's type or not among its values.
        """
        return answers.parse(typed, self.type, self.values)


class Name(Record):
    """A person, an organisation or a place, with every spelling that sources use."""

    name: Text = Field(description="the form we write, as news agencies do")
    kind: Literal["person", "organisation", "place"] = Field(description="what it is")
    spellings: Texts = Field(default=[], description="other spellings, as they stand in sources")
    hangul: Text | None = Field(None, description="in Korean writing")
    role: Text | None = Field(None, description="what the person or organisation does")
    country: Place | None = Field(None, description="ISO 3166-1 code; for a place: the code it stands for")
    point: Point | None = Field(None, description="[latitude, longitude]")


class Stage(Record):
    """One step in the closing or opening of a mission."""

    stage: Literal["reported", "told", "confirmed", "denied", "closed", "opened", "reopened"] = Field(
        description="`told`: the host country was told; `confirmed`: by a government"
    )
    when: Date = Field(description="EDTF")
    because: list[ClaimOrUrl] = Field(default=[], description="claims (`<article>#c1`) or addresses that show it")


class Mission(Record):
    """A diplomatic post and the stages of its closing or opening."""

    city: Text = Field(description="where it stands")
    country: Place = Field(description="ISO 3166-1 code of the host")
    kind: Literal["embassy", "consulate-general", "consulate", "permanent-mission", "representative-office"] = Field(
        description="kind of post"
    )
    point: Point = Field(description="[latitude, longitude]")
    stages: list[Stage] = Field(default=[], description="what happened, in any order")


class Publisher(Record):
    """An outlet and how far it can be relied on, in general."""

    name: Text = Field(description="as it calls itself")
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        description="Admiralty code: A completely reliable to E unreliable; F cannot be judged"
    )
    why: Text = Field(description="the reason for the letter")
    url: Url | None = Field(None, description="its front page")


class Origin(Record):
    """An upstream report that articles re-tell and that has no brief of its own."""

    title: Text = Field(description="what it is")
    publisher: Slug | None = Field(None, description="id in publishers.yml")
    url: Url | None = Field(None, description="where it stands")
    published: Date | None = Field(None, description="EDTF")
    retells: Slug | None = Field(None, description="article or origin that it repeats in its turn")
