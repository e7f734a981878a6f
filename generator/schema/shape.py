"""The shape of a record: its keys in order, and the records inside it."""

from typing import Any

from pydantic.fields import FieldInfo

from generator.schema.fields import Record


def keys(model: type[Record]) -> dict[str, FieldInfo]:
    """The fields of a record by the keys that people write, in the schema's order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def record_in(annotation: Any) -> type[Record] | None:  # noqa: ANN401 - any annotation a field may carry
    """The kind of record that a field holds, or a list of; None for text, dates and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(record_in, getattr(annotation, "__args__", ()))), None)
