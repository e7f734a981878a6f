"""What pydantic found wrong, in plain words: the place inside the record, the rule, the way out."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Path, did_you_mean, quoted


class Finding(NamedTuple):
    """One broken rule: where in the record, whether the key or its value is at fault, the message and the way out."""

    path: Path
    at_key: bool
    message: str
    hint: str


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Finding]:
    """Put each of pydantic's errors on `model` into words for somebody who writes no code."""
    for detail in error.errors(include_url=False):
        yield _finding(detail, model)


_AT_KEY = {"missing", "extra_forbidden"}


def _finding(detail: ErrorDetails, model: type[BaseModel]) -> Finding:
    # A step of a union's branch ("str", "list[str]") is no step in the file.
    path = tuple(step for step in detail["loc"] if isinstance(step, int) or not _is_branch(step))
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "rule":
        return Finding(path + tuple(context["at"]), at_key=False, message=context["message"], hint=context["hint"])
    message, hint = _words(detail["type"], path, detail["input"], context, model)
    return Finding(path, at_key=detail["type"] in _AT_KEY, message=message, hint=hint)


def _words(
    kind: str,
    path: Path,
    value: Any,  # noqa: ANN401 - whatever stands in the file
    context: dict[str, Any],
    model: type[BaseModel],
) -> tuple[str, str]:
    match kind:
        case "missing":
            words = f"'{path[-1]}' is missing", _help(model, path)
        case "extra_forbidden":
            words = f"{quoted(path[-1])} is no known key", did_you_mean(str(path[-1]), _keys(model, path[:-1]))
        case "literal_error":
            allowed = [part.strip(" '") for part in context["expected"].replace(" or ", ", ").split(", ")]
            words = f"{quoted(value)} is not among the allowed values", did_you_mean(str(value), allowed)
        case "string_too_long":
            most = context["max_length"]
            words = f"the text has {len(value)} characters; at most {most} are allowed", f"cut {len(value) - most}"
        case "string_too_short":
            least = context["min_length"]
            words = f"the text has {len(value)} characters; at least {least} are needed", "write a little more"
        case "too_short":
            words = f"{context['actual_length']} given, at least {context['min_length']} needed", _help(model, path)
        case "too_long":
            words = f"{context['actual_length']} given, at most {context['max_length']} allowed", _help(model, path)
        case _:
            words = _shape(kind, value), _help(model, path)
    return words


_EXPECTED = {
    "string_type": ("one text", "write the text after the key"),
    "list_type": ("a list", "write [a, b], or one `- item` a line"),
    "dict_type": ("a mapping", "write one `key: value` a line, indented"),
    "model_type": ("a mapping", "write one `key: value` a line, indented"),
    "model_attributes_type": ("a mapping", "write one `key: value` a line, indented"),
}


def _shape(kind: str, value: object) -> str:
    expected, how = _EXPECTED.get(kind, ("another value", ""))
    given = {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(value), quoted(value))
    return f"{expected} is expected, not {given}" + (f"; {how}" if how else "")


def _is_branch(step: str) -> bool:
    return step in {"str", "list[str]"} or "[" in step


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    inner = _model_at(model, path)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def _help(model: type[BaseModel], path: Path) -> str:
    inner = _model_at(model, path[:-1])
    for name, field in inner.model_fields.items() if inner else ():
        if path and (field.alias or name) == path[-1]:
            return field.description or ""
    return ""


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
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
