"""The kinds of values a field may hold: text of a length, ids, dates, addresses, places, points.

Every scalar arrives as the text that was typed (content model, "Every scalar is text"); the types here convert it.
"""

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, TypeGuard

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.problems import Path, described, quoted
from generator.schema.findings import Finding, repeated
from generator.values import answers, edtf, urls

SLUG = r"^[a-z0-9-]{3,80}$"  # content model: ids and file names
CLAIM_REF = r"^[a-z0-9-]{3,80}#c[1-9]\d{0,3}$"
MOST_QUOTED_WORDS = 25
MOST_QUOTED_CHARACTERS = 250
MOST_CHARACTERS = 5000  # of a text that has no narrower limit: several times what any needs, and no load for anybody
_RESERVED = frozenset({"index", "con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))})


def is_reserved(name: str) -> bool:
    """Tell the names that cannot be a page or, on Windows, a file."""
    return name in _RESERVED


_is_slug = re.compile(SLUG).fullmatch
_is_claim_ref = re.compile(CLAIM_REF, re.ASCII).fullmatch


def is_id(name: str) -> bool:
    """Tell whether a name will do as an id and as a file's name."""
    return _is_slug(name) is not None and not is_reserved(name)


def is_claim_ref(name: str) -> bool:
    """Tell whether a text has the form of `<article>#c1`."""
    return _is_claim_ref(name) is not None


def word_count(text: str) -> int:
    """How many words: runs between white space that hold a letter or digit ("well-known" is one, a lone dash none)."""
    return sum(any(map(str.isalnum, run)) for run in text.split())


def refusal(message: str, hint: str = "", at: Path = ()) -> PydanticCustomError:
    """Make the error for a value that breaks a rule.

    Args:
        message: what is wrong, with the value.
        hint: the way out.
        at: steps from the validated value down to the faulty one, for rules about a list.
    """
    # Braces in the text would be taken for a template, so the text is handed over as context.
    return PydanticCustomError("rule", "{message}", {"message": message, "hint": hint, "at": at})


def _without_absent(typed: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    if isinstance(typed, dict) and None in typed.values():
        return {key: value for key, value in typed.items() if value is not None}
    return typed


_NOT_KEPT: set[str] = set()


class Record(BaseModel):
    """A mapping that somebody wrote: only known keys; a key without a value is absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _present(cls, typed: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        return _without_absent(typed)

    def model_post_init(self, _context: object, /) -> None:
        """Forget which fields were given: nobody asks, and it is a fifth of the memory that many briefs take."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)

    @staticmethod
    def rules(typed: object) -> Iterator[Finding]:  # noqa: ARG004 - for records that have rules
        """Find broken rules that tie several fields of a record together; `typed` may be of any shape."""
        return iter(())


def _from_text(convert: Callable[[str], Any]) -> PlainValidator:
    def validate(value: object) -> Any:  # noqa: ANN401 - what `convert` gives
        if not isinstance(value, str):
            raise refusal(f"a single value is expected, not {described(value)}")
        return convert(value)

    return PlainValidator(validate)


def _edtf(value: str) -> edtf.Edtf:
    if value == "unknown":
        raise refusal("'unknown' is not a date", "leave the key out where the date is not known")
    try:
        return edtf.parse(value)
    except edtf.EdtfError as error:
        raise refusal(error.message, error.hint) from None


def _day(value: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise refusal(f"{quoted(value)} is no day", "write year-month-day, as 2024-09-19")
    return dt.date.fromisoformat(_edtf(value).text)


def _url(value: str) -> str:
    if problem := urls.url_problem(value):
        whole = f"https://{value}"
        hint = "" if "://" in value or urls.url_problem(whole) else f"did you mean {quoted(whole)}?"
        raise refusal(f"{quoted(value)} is no usable address: {problem}", hint)
    return value


def _or_unknown(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda value: None if value == "unknown" else convert(value)


def _yes(value: str) -> Literal[True]:
    if value != "true":
        raise refusal(f"{quoted(value)} is not true", "write true, or leave the key out")
    return True


def _truth(value: str) -> bool:
    if value not in {"true", "false"}:
        raise refusal(f"{quoted(value)} is neither true nor false", "write true or false")
    return value == "true"


def _place(value: str) -> str:
    try:
        return answers.parse_place(value)
    except answers.AnswerError as error:
        raise refusal(error.message, error.hint) from None


def _language(value: str) -> str:
    known = Locale("en").languages
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) or value.split("-", maxsplit=1)[0] not in known:
        raise refusal(f"{quoted(value)} is no language tag", "write a tag of BCP 47, as en, ko, ru or zh-Hant")
    return value


def _coordinate(value: str) -> float:
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,15})?", value, re.ASCII):
        raise refusal(f"{quoted(value)} is no coordinate", "write degrees as a decimal number, as 39.03")
    return float(value)


def _within_the_globe(value: list[float]) -> list[float]:
    for index, most in enumerate((90, 180)):
        if abs(value[index]) > most:
            name = ("latitude", "longitude")[index]
            raise refusal(
                f"{value[index]:g} is no {name}",
                f"write [latitude, longitude]; {name} goes from -{most} to {most}",
                (index,),
            )
    return value


def _slug(value: str) -> str:
    if not _is_slug(value):
        near = re.sub(r"[^a-z0-9]+", "-", value[:80].lower()).strip("-")
        as_in = f", as in {quoted(near)}" if _is_slug(near) else ""
        raise refusal(f"{quoted(value)} is no id", f"3 to 80 characters: a to z, 0 to 9 and hyphens{as_in}")
    if is_reserved(value):
        raise refusal(f"{quoted(value)} is a reserved name", "choose another id")
    return sys.intern(value)  # an id stands in many records


def _matches(pattern: str, what: str, hint: str) -> Callable[[str], str]:
    matches = re.compile(pattern, re.ASCII).fullmatch

    def check(value: str) -> str:
        if not matches(value):
            raise refusal(f"{quoted(value)} is no {what}", hint)
        return sys.intern(value)

    return check


_claim = _matches(CLAIM_REF, "claim", "write <article>#c1, as 2024-01-30-outlet-two-words#c1")


def _claim_or_url(value: str) -> str:
    return _url(value) if "://" in value else _claim(value)


def _filled(value: object) -> object:
    if value == "":
        raise refusal("the text is empty")
    return value


def _plain_file_name(value: str) -> str:
    if value in {"", ".", ".."} or any(c in value for c in '/\\:*?"<>|') or len(value) > 255:
        raise refusal(f"{quoted(value)} is no plain file name", "the name alone, without folders")
    return value


def _short_quotation(value: str) -> str:
    few = len(value.split()) <= MOST_QUOTED_WORDS  # runs, of which words are some: no need to look at each
    if not few and (words := word_count(value)) > MOST_QUOTED_WORDS:
        raise refusal(
            f"the quotation has {words} words; at most {MOST_QUOTED_WORDS} are allowed",
            "quote only the words that carry the claim",
        )
    return value


def _unique(values: list[str]) -> list[str]:
    for at, value in repeated(values, ...) if len({*values}) < len(values) else ():
        raise refusal(f"{quoted(value)} stands twice", "leave one of them out", at)
    return values


def _values(value: object) -> list[str] | Literal["places"]:
    if isinstance(value, str):
        if value != "places":
            raise refusal(f"a list is expected, not {quoted(value)}", "write [a, b], or the word places")
        return "places"
    return _TEXTS.validate_python(value)


def is_answer(typed: object) -> TypeGuard[str | list[str]]:
    """Tell whether something has the shape of an answer: one text or a list of texts."""
    return isinstance(typed, str) or (isinstance(typed, list) and all(isinstance(item, str) for item in typed))


def _answer(value: object) -> str | list[str]:
    if not is_answer(value):
        raise refusal(f"one value or a list of values is expected, not {described(value)}", "write 9, or [a, b]")
    return value


_EDTF_PATTERN = r"^[0-9./~?%-]+$"

Text = Annotated[str, Field(max_length=MOST_CHARACTERS), BeforeValidator(_filled)]
Title = Annotated[str, Field(max_length=120), BeforeValidator(_filled)]
Summary = Annotated[str, Field(min_length=80, max_length=900), BeforeValidator(_filled)]
Saying = Annotated[str, Field(max_length=300), BeforeValidator(_filled)]
Quotation = Annotated[
    str, Field(max_length=MOST_QUOTED_CHARACTERS), BeforeValidator(_filled), AfterValidator(_short_quotation)
]
Date = Annotated[
    edtf.Edtf,
    _from_text(_edtf),
    WithJsonSchema({"type": "string", "pattern": _EDTF_PATTERN, "examples": ["2023-12-13/2023-12-31", "2024-09~"]}),
]
Published = Annotated[
    edtf.Edtf | None,
    _from_text(_or_unknown(_edtf)),
    WithJsonSchema({"type": "string", "pattern": rf"^unknown$|{_EDTF_PATTERN}"}),
]
Day = Annotated[dt.date, _from_text(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"})]
Url = Annotated[str, _from_text(_url), WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})]
KnownUrl = Annotated[
    str | None,
    _from_text(_or_unknown(_url)),
    WithJsonSchema({"type": "string", "pattern": "^unknown$|^[Hh][Tt][Tt][Pp][Ss]?://"}),
]
Truth = Annotated[bool, _from_text(_truth), WithJsonSchema({"type": "boolean"})]
Yes = Annotated[Literal[True], _from_text(_yes), WithJsonSchema({"const": True})]
Place = Annotated[str, _from_text(_place), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
Language = Annotated[str, _from_text(_language), WithJsonSchema({"type": "string"})]
Coordinate = Annotated[float, _from_text(_coordinate), WithJsonSchema({"type": "number"})]
Slug = Annotated[str, _from_text(_slug), WithJsonSchema({"type": "string", "pattern": SLUG})]
FileName = Annotated[str, _from_text(_plain_file_name), WithJsonSchema({"type": "string"})]
Point = Annotated[list[Coordinate], Field(min_length=2, max_length=2), AfterValidator(_within_the_globe)]
ClaimId = Annotated[
    str,
    _from_text(_matches(r"c[1-9]\d{0,3}", "claim id", "write c1, c2, ...")),
    WithJsonSchema({"type": "string", "pattern": r"^c[1-9]\d{0,3}$"}),
]
JudgmentId = Annotated[
    str,
    _from_text(_matches(r"j[1-9]\d{0,3}", "judgment id", "write j1, j2, ...")),
    WithJsonSchema({"type": "string", "pattern": r"^j[1-9]\d{0,3}$"}),
]
ClaimRef = Annotated[
    str,
    _from_text(_claim),
    WithJsonSchema({"type": "string", "pattern": CLAIM_REF}),
]
Hash = Annotated[
    str,
    _from_text(_matches(r"[0-9a-f]{64}", "SHA-256", "leave it to `python3 run.py verify`, which writes it")),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
ClaimOrUrl = Annotated[str, _from_text(_claim_or_url), WithJsonSchema({"type": "string"})]
Slugs = Annotated[list[Slug], AfterValidator(_unique)]
Texts = Annotated[list[Text], AfterValidator(_unique)]
_TEXTS = TypeAdapter(Texts, config=ConfigDict(strict=True))
Values = Annotated[
    list[str] | Literal["places"],
    PlainValidator(_values),
    WithJsonSchema({"anyOf": [{"const": "places"}, {"type": "array", "items": {"type": "string"}}]}),
]
_SCALAR: list[JsonValue] = ["string", "number", "boolean"]
Answer = Annotated[
    str | list[str],
    PlainValidator(_answer),
    WithJsonSchema({"type": [*_SCALAR, "array"], "items": {"type": _SCALAR}}),
]
Answers = Annotated[dict[str, Answer], BeforeValidator(_without_absent)]
Claims = Annotated[list[ClaimRef], AfterValidator(_unique)]
