"""Reading one record, and what is wrong with it in plain words: the place inside it, the rule, the way out."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Path, described, did_you_mean, quoted
from generator.schema.fields import Record
from generator.schema.findings import Finding

R = TypeVar("R", bound=Record)


def check(model: type[R], typed: object) -> R | list[Finding]:
    """Read one record from what was typed.

    Args:
        model: the kind of record.
        typed: what the YAML reader made of it.

    Returns:
        The record, or everything that is wrong with it.
    """
    findings = list(model.rules(typed))
    try:
        record = model.model_validate({} if typed is None else typed)
    except ValidationError as error:
        findings += (_finding(detail, model) for detail in error.errors(include_url=False))
    return findings or record


_AT_KEY = {"missing", "extra_forbidden"}


def _finding(detail: ErrorDetails, model: type[BaseModel]) -> Finding:
    path = detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "rule":
        path += context["at"]
        return Finding(path, context["message"], context["hint"] or _help(model, path))
    message, hint = _words(detail["type"], path, detail["input"], context, model)
    return Finding(path, message, hint, at_key=detail["type"] in _AT_KEY)


def _words(  # noqa: PLR0911 - one return for each kind of mistake
    kind: str,
    path: Path,
    value: Any,  # noqa: ANN401 - whatever stands in the file
    context: dict[str, Any],
    model: type[BaseModel],
) -> tuple[str, str]:
    match kind:
        case "missing":
            return f"'{path[-1]}' is missing", _help(model, path)
        case "extra_forbidden":
            return f"{quoted(path[-1])} is no known key", did_you_mean(str(path[-1]), _keys(model, path[:-1]))
        case "literal_error":
            allowed = [part.strip(" '") for part in context["expected"].replace(" or ", ", ").split(", ")]
            return f"{described(value)} is not among the allowed values", did_you_mean(str(value), allowed)
        case "string_too_long":
            most = context["max_length"]
            return (
                f"the text has {len(value):,} characters; at most {most:,} are allowed",
                f"cut {len(value) - most:,} of them",
            )
        case "string_too_short":
            least = context["min_length"]
            message = f"the text has {len(value)} characters; at least {least} are needed"
            return message, f"write {least - len(value)} more"
        case "too_short":
            return f"{context['actual_length']} given, at least {context['min_length']} needed", _help(model, path)
        case "too_long":
            return f"{context['actual_length']} given, at most {context['max_length']} allowed", _help(model, path)
    expected, how = _EXPECTED[kind]
    return f"{expected} expected, not {described(value)}", how


_MAPPING = ("key: value pairs are", "write one `key: value` a line, indented")
_EXPECTED = {
    "string_type": ("one text is", "a text that starts with [ or { stands in quotes"),
    "list_type": ("a list is", "write [a, b], or one `- item` a line"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
}


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    inner = _model_at(model, path)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def _help(model: type[BaseModel], path: Path) -> str:
    """The help text of the field at a path, or around it."""
    names = [step for step in path if isinstance(step, str)]
    inner = _model_at(model, names[:-1])
    for name, field in inner.model_fields.items() if inner else ():
        if names and (field.alias or name) == names[-1]:
            return field.description or ""
    return ""


def _model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model of the record at a path: list positions are passed over, fields followed into their models."""
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in current.model_fields.items()} if current else {}
        current = _inner(fields[step].annotation) if step in fields else None
    return current


def _inner(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation a field may carry
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _inner(part):
            return found
    return None
