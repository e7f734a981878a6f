"""Content: everything people wrote, typed, by id. What `load` makes and `library` links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Theme
from generator.values.answers import Value


class Answer(NamedTuple):
    """What one claim answers to one question, converted to the question's type."""

    article: str
    claim: str
    question: str
    value: Value


@dataclass(frozen=True, slots=True)
class Content:
    """Everything people wrote that can be read; each mapping in order of ids.

    The answers of every article are given by claims that it has, to questions that are here.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    names: Mapping[str, Name] = field(default_factory=dict)
    missions: Mapping[str, Mission] = field(default_factory=dict)
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
