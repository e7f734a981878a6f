"""What the data files hold, field by field: the types that data.py fills, and that schemas and the data page tell of.

Names: content model, "Data files". Every field is always there; null, or an empty list, where there is nothing.
"""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, Field, JsonValue, TypeAdapter, WithJsonSchema
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from generator.evidence.compare import QuestionVerdict, Verdict
from generator.evidence.missions import MissionStatus
from generator.evidence.quotations import QuoteResult
from generator.schema import Article, Claim, Copy, Mission, Name, Question, Source, Stage
from generator.schema.article import Kind
from generator.schema.fields import ClaimId, ClaimRef, Date, Hash, Place, Slug
from generator.schema.registers import OverTime
from generator.values.answers import QuestionType


def _as(model: type[BaseModel], name: str) -> FieldInfo:
    """The meaning of a field as the schema of what people write tells it, with its allowed values if it lists them."""
    typed = model.model_fields[name]
    meaning = (typed.description or "").replace("`", "")
    return _says(meaning, *(value for value in get_args(typed.annotation) if isinstance(value, str)))


def _says(meaning: str, *allowed: JsonValue) -> FieldInfo:
    field: FieldInfo = Field(description=meaning, json_schema_extra={"enum": list(allowed)} if allowed else None)
    return field


Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
EdtfText = Annotated[str, WithJsonSchema(TypeAdapter(Date).json_schema())]
Answer = str | list[str]

_ADDRESS = "address of {}, from the root of the site"
_ORIGIN = "id of the article or upstream report at the root of it: whose reporting it is"
_MOMENT = "the moment its answers speak for (EDTF): its own, else the article's publication"


class CopyRecord(TypedDict):
    """The stored copy that quotations were checked against."""

    file: Annotated[str, _as(Copy, "file")]
    sha256: Annotated[Hash | None, _says("SHA-256 of the copy")]
    quotes: Annotated[Hash | None, _says("SHA-256 of the folded quotations")]
    checked: Annotated[Day | None, _says("day of the last check")]


class SourceRecord(TypedDict):
    """The article a brief is about."""

    title: Annotated[str, _as(Source, "title")]
    url: Annotated[str | None, _says("where it was read; null where unknown")]
    published: Annotated[EdtfText | None, _says("date or range (EDTF); null where unknown")]
    published_why: Annotated[str | None, _says("the evidence for the date")]
    by: Annotated[list[str], _says("authors; empty where unknown")]
    publisher: Annotated[Slug | None, _says("id of the outlet; null where unknown")]
    retells: Annotated[Slug | None, _says("article or upstream report whose reporting it repeats; null for its own")]
    language: Annotated[str, _as(Source, "language")]
    archived: Annotated[str | None, _as(Source, "archived")]
    copy: Annotated[CopyRecord | None, _as(Source, "copy_")]


class ClaimRecord(TypedDict):
    """One thing an article says."""

    id: Annotated[ClaimId, _says("c1, c2, ...; with the article's id and a # before it, the claim's own")]
    say: Annotated[str, _as(Claim, "say")]
    quote: Annotated[str | None, _as(Claim, "quote")]
    quote_result: Annotated[QuoteResult, _says("what the check of the quotation found; none: there is no quotation")]
    kind: Annotated[str, _says("what it is", *get_args(Kind))]
    by: Annotated[str | None, _says("who says it; null for the article itself")]
    retells: Annotated[Slug | None, _says("where it comes from elsewhere than the rest of the article")]
    origin: Annotated[Slug, _says(_ORIGIN)]
    when: Annotated[EdtfText | None, _as(Claim, "when")]
    as_of: Annotated[EdtfText | None, _says(_MOMENT)]
    themes: Annotated[list[Slug], _says("ids")]
    names: Annotated[list[Slug], _says("ids of the people, organisations and places it names")]
    answers: Annotated[dict[Slug, Answer], _says("by question, what it answers; a set is a list")]
    note: Annotated[str | None, _as(Claim, "note")]
    off_timeline: Annotated[bool, _says("whether its date is no part of the story")]


class BriefRecord(TypedDict):
    """One article, with every claim."""

    id: Annotated[Slug, _says("stable; also the name of its YAML file and its key in the citation files")]
    title: Annotated[str, _as(Article, "title")]
    url: Annotated[str, _says(_ADDRESS.format("the brief"))]
    source: Annotated[SourceRecord, _says("the article itself")]
    themes: Annotated[list[Slug], _says("ids")]
    summary: Annotated[str, _as(Article, "summary")]
    limits: Annotated[str | None, _as(Article, "limits")]
    claims: Annotated[list[ClaimRecord], _as(Article, "claims")]


class ClaimRow(TypedDict):
    """One claim, all of it text; lists are joined by ;, and what there is none of is empty."""

    claim: Annotated[str, _says("its id, <article>#c1")]
    article: Annotated[str, _says("id of the article")]
    themes: Annotated[str, _says("ids")]
    kind: Annotated[str, _says("fact, statement or assessment")]
    by: Annotated[str, _says("who says it; empty for the article itself")]
    when: Annotated[str, _as(Claim, "when")]
    as_of: Annotated[str, _says(_MOMENT)]
    say: Annotated[str, _as(Claim, "say")]
    quote: Annotated[str, _as(Claim, "quote")]
    quote_result: Annotated[str, _says(", ".join(QuoteResult))]
    origin: Annotated[str, _says(_ORIGIN)]
    names: Annotated[str, _says("ids")]
    url: Annotated[str, _says(_ADDRESS.format("the claim"))]


class AnswerRecord(TypedDict):
    """What one claim answers."""

    claim: Annotated[ClaimRef, _says("<article>#c1")]
    value: Annotated[Answer, _says("the answer as text; a set is a sorted list; counts: 9, >=5, <=3, 5-7")]
    moment: Annotated[EdtfText | None, _says("the moment it speaks for (EDTF); null where unknown")]
    origin: Annotated[Slug, _says(_ORIGIN)]
    compared: Annotated[
        dict[Verdict, list[int]],
        _says(
            "by verdict, the places in this list, from 0, of the answers after it that go with it so; "
            "all others after it agree with it"
        ),
    ]


class QuestionRecord(TypedDict):
    """A question that several articles answer."""

    id: Annotated[Slug, _says("stable")]
    ask: Annotated[str, _as(Question, "ask")]
    type: Annotated[QuestionType, _as(Question, "type")]
    over_time: Annotated[OverTime, _as(Question, "over_time")]
    verdict: Annotated[
        QuestionVerdict, _says("the gravest between two answers; single: one origin only; none: no answer")
    ]
    origins: Annotated[int, _says("how many independent origins answer it")]
    answers: Annotated[list[AnswerRecord], _says("in order of time")]


class NameRecord(TypedDict):
    """A person, an organisation or a place."""

    id: Annotated[Slug, _says("stable")]
    name: Annotated[str, _says("the form we write, as AP does")]
    kind: Annotated[str, _as(Name, "kind")]
    spellings: Annotated[list[str], _as(Name, "spellings")]
    hangul: Annotated[str | None, _as(Name, "hangul")]
    claims: Annotated[list[ClaimRef], _says("that name it, in order of time")]


class StageRecord(TypedDict):
    """One step in the closing or opening of a post."""

    stage: Annotated[str, _as(Stage, "stage")]
    when: Annotated[EdtfText, _as(Stage, "when")]
    because: Annotated[list[str], _as(Stage, "because")]


class MissionProperties(TypedDict):
    """What is known about a post."""

    city: Annotated[str, _as(Mission, "city")]
    country: Annotated[Place, _as(Mission, "country")]
    kind: Annotated[str, _as(Mission, "kind")]
    status: Annotated[MissionStatus, _says("what its stages amount to")]
    stages: Annotated[list[StageRecord], _says("what happened, in order of time, and what shows it")]


class PointRecord(TypedDict):
    """A position (RFC 7946, section 3.1.2)."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(description="longitude, latitude", min_length=2, max_length=2)]


class MissionFeature(TypedDict):
    """A diplomatic post (RFC 7946, section 3.2)."""

    type: Literal["Feature"]
    id: Annotated[Slug, _says("stable")]
    geometry: PointRecord
    properties: MissionProperties


class MissionCollection(TypedDict):
    """All posts (RFC 7946, section 3.3)."""

    type: Literal["FeatureCollection"]
    features: list[MissionFeature]
