"""The registers: questions, names, missions, publishers, origins."""

from typing import Literal, Self

from pydantic import Field, model_validator

from generator import answers
from generator.answers import AnswerError, QuestionType
from generator.schema.fields import (
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
    refusal,
)

OverTime = Literal["fixed", "grows", "changes"]
_MAY_CHANGE: dict[QuestionType, tuple[OverTime, ...]] = {
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

    answer: str | list[str] = Field(description="in the form of the question's type")
    because: list[Reason] = Field(min_length=1, description="the evidence, each with `text` and `url`")
    reviewed: Day = Field(description="day of the last look")


class Question(Record):
    """What several articles answer, and how answers compare (content model, "How answers compare")."""

    ask: Text = Field(description="the question as a sentence")
    type: QuestionType = Field(description="what an answer looks like")
    values: Texts | Literal["places"] | None = Field(
        None, description="choice, set: the allowed answers; set: `places` for ISO 3166-1 alpha-2 codes"
    )
    over_time: OverTime = Field(
        "fixed", description="`grows`: a later count or set may only be larger; `changes`: a state that may differ"
    )
    exclusive: Truth = Field(default=True, description="false (choice only) where several answers may be true together")
    editor: Editor | None = Field(None, description="the editor's answer with reasons, where outside sources settle it")

    @model_validator(mode="after")
    def _fields_fit_the_type(self) -> Self:
        listed = self.type in {"choice", "set"}
        if listed and not self.values:
            raise refusal(f"a {self.type} needs `values`", "list the allowed answers", ("type",))
        if not listed and self.values is not None:
            raise refusal(f"a {self.type} has no `values`", "leave the key out", ("values",))
        if self.type == "choice" and self.values == "places":
            raise refusal("`places` is for sets only", "list the allowed answers", ("values",))
        if self.over_time not in _MAY_CHANGE[self.type]:
            allowed = ", ".join(_MAY_CHANGE[self.type])
            raise refusal(f"a {self.type} cannot be '{self.over_time}'", f"one of: {allowed}", ("over_time",))
        if not self.exclusive and self.type != "choice":
            raise refusal(f"a {self.type} is always exclusive", "leave the key out", ("exclusive",))
        if self.editor:
            try:
                self.parse(self.editor.answer)
            except AnswerError as error:
                raise refusal(error.message, error.hint, ("editor", "answer")) from None
        return self

    def parse(self, typed: str | list[str]) -> answers.Value:
        """Convert what was typed as an answer to this question.

        Raises:
            AnswerError: it is not of the question's type or not among its values.
        """
        return answers.parse(typed, self.type, self.values)


class Name(Record):
    """A person, an organisation or a place, with every spelling that sources use."""

    name: Text = Field(description="the form we write (AP: Kim Jong Un; a hyphen for the South: Cho Han-bum)")
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
