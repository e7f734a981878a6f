"""The table of fields in CONTRIBUTING.md, from the models."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.schema.article import Article
from generator.schema.fields import MOST_CHARACTERS, Record
from generator.schema.registers import Mission, Name, Origin, Publisher, Question
from generator.schema.shape import keys, record_in
from generator.schema.theme import Theme

_PARTS: Final[Mapping[str, type[Record]]] = {
    "An article: `briefs/articles/<id>.yml`": Article,
    "A theme: `briefs/themes/<id>.yml`": Theme,
    "A question: `briefs/registers/questions.yml`": Question,
    "A name: `briefs/registers/names.yml`": Name,
    "A mission: `briefs/registers/missions.yml`": Mission,
    "A publisher: `briefs/registers/publishers.yml`": Publisher,
    "An origin: `briefs/registers/origins.yml`": Origin,
}


def tables() -> str:
    """Every field that people write, in Markdown: one table for each kind of record, under a heading."""
    return "\n".join(f"### {heading}\n\n{_table(model)}" for heading, model in _PARTS.items())


def _table(model: type[Record]) -> str:
    return "\n".join(["| Field | Needed | Meaning |", "| --- | --- | --- |", *_rows(model, ""), ""])


def _rows(model: type[Record], before: str) -> Iterator[str]:
    """A row for each field; `before` is the path to the record, as `source.` or `claims[].`."""
    schemas = model.model_json_schema()["properties"]
    for key, field in keys(model).items():
        needed = "yes" if field.is_required() else ""
        limits = "".join(f"; {limit}" for limit in _limits(schemas[key]))
        yield f"| `{before}{key}` | {needed} | {field.description}{limits} |".replace("|  |", "| |")
        if inner := record_in(field.annotation):
            yield from _rows(inner, f"{before}{key}{'[]' if _is_list(schemas[key]) else ''}.")


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    """What may stand there, beyond the description: listed words, and lengths of texts."""
    for part in (schema, *schema.get("anyOf", ())):
        words = part.get("enum", ())
        if 0 < len(words) <= 7:  # of the terms of likelihood, which are more, the page on method has the table
            yield f"one of {', '.join(f'`{word}`' for word in words)}"
        match part.get("minLength"), part.get("maxLength"):
            case None, int(most) if most != MOST_CHARACTERS:  # which is said once, above the tables
                yield f"at most {most} characters"
            case int(least), int(most):
                yield f"{least} to {most} characters"


def _is_list(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array"
