"""The list of data files: where each stands, what it holds, who writes it, its fields and its JSON Schema."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.library import Library
from generator.publish import data
from generator.publish.records import BriefRecord, ClaimRow, MissionCollection, NameRecord, QuestionRecord

_DIALECT: Final = {"$schema": GenerateJsonSchema.schema_dialect}


@dataclass(frozen=True, slots=True)
class DataField:
    """A field of a data file: its place (`claims[].say`), what it means, and its values where they are listed."""

    place: str
    meaning: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file.

    Args:
        uri: its address below the root of the site.
        what: what it holds, in a sentence.
        write: from the library to its bytes.
        records: the type of its content, from records.py; None where a standard of others says what it holds.
        schema_uri: the address of its JSON Schema; None where it has none.
        note: what its readers have to know; empty where nothing.
    """

    uri: str
    what: str
    write: Callable[[Library], bytes]
    records: Any
    schema_uri: str | None
    note: str = ""

    @property
    def name(self) -> str:
        """The name it is saved under."""
        return self.uri.rpartition("/")[2]

    @property
    def fields(self) -> tuple[DataField, ...]:
        """Its fields, those of inner records after the field that holds them."""
        return tuple(_fields(_schema_of(self.records))) if self.records else ()

    def schema(self) -> bytes:
        """Its JSON Schema."""
        schema = _DIALECT | {"description": self.what} | _schema_of(self.records)
        return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()


DATA_FILES: Final = (
    DataFile(
        uri="data/briefs.json",
        what="Every brief with its source and all its claims.",
        write=data.briefs_json,
        records=list[BriefRecord],
        schema_uri="schema/briefs.json",
    ),
    DataFile(
        uri="data/claims.csv",
        what="Every claim in a row, for spreadsheets and statistics.",
        write=data.claims_csv,
        records=ClaimRow,
        schema_uri=None,
        note=(
            "Comma-separated with a header line (RFC 4180); lists are joined by semicolons. A spreadsheet that opens "
            "the file by a double click may garble letters, and take a text that begins with =, +, - or @ for a "
            "formula: import it instead (in Excel: Data, From Text/CSV), as UTF-8 and with all columns as text."
        ),
    ),
    DataFile(
        uri="data/questions.json",
        what="Every question with its answers, and how each two of them compare.",
        write=data.questions_json,
        records=list[QuestionRecord],
        schema_uri="schema/questions.json",
        note=(
            "Each answer says how it goes with those after it, so every two are compared once; the numbers are places "
            "among the answers, counted from 0. Two lists of one length that do not agree are the same number and a "
            "different list."
        ),
    ),
    DataFile(
        uri="data/names.json",
        what="Every person, organisation and place with its spellings and the claims that name it.",
        write=data.names_json,
        records=list[NameRecord],
        schema_uri="schema/names.json",
    ),
    DataFile(
        uri="data/missions.geojson",
        what="Every diplomatic post as a point, with the stages of its closing or opening (GeoJSON, RFC 7946).",
        write=data.missions_geojson,
        records=MissionCollection,
        schema_uri="schema/missions.json",
    ),
    DataFile(
        uri="data/briefs.bib",
        what="The articles behind the briefs as BibTeX, for LaTeX and reference managers; the key is the brief's id.",
        write=data.briefs_bib,
        records=None,
        schema_uri=None,
        note="UTF-8. The field date is for biblatex; year and month say as much of it as BibTeX can show.",
    ),
    DataFile(
        uri="data/briefs.csl.json",
        what="The same articles as CSL-JSON, for Zotero, pandoc and other reference managers; the id is the brief's.",
        write=data.briefs_csl_json,
        records=None,
        schema_uri=None,
        note="A date that is only known to lie in a range stands as what the whole range shares, marked circa.",
    ),
)


class _PlainSchema(GenerateJsonSchema):
    """JSON Schema without made-up titles of fields, and without room for fields that are not listed."""

    def field_title_should_be_set(self, _schema: object) -> bool:
        return False

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        return {**super().typed_dict_schema(schema), "additionalProperties": False}


def _schema_of(records: Any) -> JsonSchemaValue:  # noqa: ANN401 - any type that pydantic knows
    return TypeAdapter(records).json_schema(schema_generator=_PlainSchema)


def _fields(schema: JsonSchemaValue) -> Iterator[DataField]:
    inner: Mapping[str, JsonSchemaValue] = schema.get("$defs", {})

    def resolved(node: JsonSchemaValue) -> JsonSchemaValue:
        """What a node stands for, without the null it may be instead."""
        for kind in node.get("anyOf", ()):
            if "$ref" in kind:
                return resolved(kind)
        name = node.get("$ref", "").rpartition("/")[2]
        return inner[name] if name else node

    def walk(node: JsonSchemaValue, place: str) -> Iterator[DataField]:
        node = resolved(node)
        if "items" in node:
            yield from walk(node["items"], f"{place}[]")
        for name, field in node.get("properties", {}).items():
            at = f"{place}.{name}".removeprefix("[]").removeprefix(".")
            values = [value for kind in field.get("anyOf", [resolved(field)]) for value in kind.get("enum", ())]
            if "description" in field:
                yield DataField(at, field["description"], tuple(values))
            yield from walk(field, at)

    return walk(schema, "")
