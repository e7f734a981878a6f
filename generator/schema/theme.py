"""A theme: the question its page answers, the bottom line, and the key judgments."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from generator.problems import quoted
from generator.schema.fields import Claims, Day, JudgmentId, Record, Saying, Text, Title
from generator.schema.findings import Finding, repeated
from generator.values.icd203 import Confidence, Likelihood, Result


class Wording(Record):
    """What a judgment said before."""

    text: Saying = Field(description="the former text")
    likelihood: Likelihood = Field(description="the former likelihood")
    confidence: Confidence = Field(description="the former confidence")
    until: Day = Field(description="the last day it stood")


class Outcome(Record):
    """How a judgment turned out."""

    result: Result = Field(description="did what was judged come about?")
    date: Day = Field(description="when it was settled")
    because: Text = Field(description="the evidence")


class Judgment(Record):
    """A key judgment by the rules of ICD 203: likelihood and confidence are fields; the page writes the sentence."""

    id: JudgmentId = Field(description="j1, j2, ...; never reused")
    text: Saying = Field(description="a plain statement that will turn out true or false, without words of likelihood")
    likelihood: Likelihood = Field(description="one term of the ICD 203 table")
    confidence: Confidence = Field(description="about sources and reasoning, not about the event")
    because: Claims = Field(default=[], description="claims it rests on, `<article>#c1`; never empty")
    against: Claims = Field(default=[], description="claims that speak against it")
    would_change: Text | None = Field(None, description="what would change it")
    reviewed: Day = Field(description="day of the last look")
    history: list[Wording] = Field(default=[], description="former wordings")
    outcome: Outcome | None = Field(None, description="how it turned out, recorded later")


class Theme(Record):
    """One theme of the site. The file's name is its id."""

    title: Title = Field(description="short, as the tab shows it")
    question: Text = Field(description="the question the page answers")
    bottom_line: Text = Field(description="the answer in a sentence or two")
    trend: Literal["up", "same", "down"] = Field(description="where it has been heading")
    trend_why: Text = Field(description="why, in a sentence")
    judgments: list[Judgment] = Field(default=[], description="key judgments")

    @staticmethod
    def rules(typed: object) -> Iterator[Finding]:
        """Find judgment ids that stand twice."""
        for path, id_ in repeated(typed, "judgments", ..., "id"):
            yield Finding(path, f"the judgment id {quoted(id_)} stands twice", "give this one a new number")
