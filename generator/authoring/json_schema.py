"""JSON Schemas of what people write, for editors: completion, help on hovering, errors while typing.

`briefs/.schema/<kind>.schema.json` follows from the models alone; what the registers hold stands apart, in
`known.schema.json`, so that a new publisher or brief touches one file. `check` asks for more than a schema can say.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from generator.reading.content import Content
from generator.reading.files import BRIEFS
from generator.reading.records import FOLDERS, REGISTERS
from generator.schema import SLUG, Question, Record
from generator.schema.check import check
from generator.schema.fields import Date, Place
from generator.schema.shape import keys, record_in
from generator.values.answers import place_codes, place_name

FOLDER: Final = f"{BRIEFS}/.schema"  # a dot folder: no brief
KNOWN: Final = "known.schema.json"
RENEW: Final = "python3 run.py schema"

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"  # what the YAML language server of editors knows best
_PLACE: Final = TypeAdapter(Place).json_schema()
_COUNT: Final = "^(>=|<=)?[0-9]{1,12}$|^[0-9]{1,12}-[0-9]{1,12}$"

# Where a record names another: model and field, and what may stand there (a definition of KNOWN).
_REFERENCES: Final = {
    ("Article", "themes"): "themes",
    ("Source", "publisher"): "publishers",
    ("Source", "retells"): "origins",
    ("Claim", "themes"): "themes",
    ("Claim", "retells"): "origins",
    ("Claim", "answers"): "answers",
    ("Origin", "publisher"): "publishers",
    ("Origin", "retells"): "origins",
}

Schema = dict[str, Any]


def file_names() -> dict[str, str]:
    """The schema's file name of every folder (`articles`) and register (`names`) of briefs/."""
    models = {**FOLDERS, **REGISTERS}
    return {kind: f"{models[kind].__name__.lower() if kind in FOLDERS else kind}.schema.json" for kind in models}


def model_schemas() -> dict[str, str]:
    """The schema of an article, of a theme and of every register, by file name; they follow from the models alone."""
    names = file_names()
    records = {names[kind]: _record_schema(model) for kind, model in FOLDERS.items()}
    registers = {names[kind]: _register_schema(model) for kind, model in REGISTERS.items()}
    return {name: _text(schema) for name, schema in {**records, **registers}.items()}


def known_schema(content: Content) -> str:
    """What the registers hold, as definitions that the other schemas refer to.

    A theme or question that is not there is an error in the editor. A publisher or origin may just have been added,
    by somebody who has not renewed the schemas: any id will do, those that are there are offered. Not drafts: nothing
    published may re-tell one, and this file may be committed before they are.
    """
    titles = {id_: article.title for id_, article in content.articles.items() if not article.draft}
    titles |= {id_: origin.title for id_, origin in content.origins.items()}
    definitions = {
        "themes": _one_of(
            {id_: theme.title for id_, theme in content.themes.items()},
            f"no theme that this schema knows; after adding one: {RENEW}",
        ),
        "publishers": _offered({id_: publisher.name for id_, publisher in content.publishers.items()}),
        "origins": _offered(titles),
        "places": _one_of({code: place_name(code) for code in place_codes()}, "no code of a place in ISO 3166-1"),
        "answers": {
            "type": "object",
            "properties": {id_: _answer(question) for id_, question in sorted(content.questions.items())},
            "additionalProperties": False,
        },
    }
    about = f"What the registers hold, for completion in editors. After a change there: {RENEW}"
    return _text({"$schema": _DRAFT, "description": about, "definitions": definitions})


def stale(root: Path, content: Content) -> list[str]:
    """The schema files, below the root, that are not what models and registers now give; empty where all are fresh."""
    return [file for file, text in _files(content) if not _holds(root / file, text)]


def write(root: Path, content: Content) -> list[str]:
    """Renew the schemas under `root`; return the files that changed."""
    changed = stale(root, content)
    for file, text in _files(content):
        if file in changed:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, encoding="utf-8", newline="\n")
    return changed


def _files(content: Content) -> Iterator[tuple[str, str]]:
    for name, text in sorted({**model_schemas(), KNOWN: known_schema(content)}.items()):
        yield f"{FOLDER}/{name}", text


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _record_schema(model: type[Record]) -> Schema:
    made = model.model_json_schema()
    definitions = made.pop("$defs", {})
    for inner in _models_in(model):
        record = made if inner is model else definitions[inner.__name__]
        record["properties"] = {
            name: _field(inner, name, _as_typed(schema)) for name, schema in record["properties"].items()
        }
        del record["title"]
    return {"$schema": _DRAFT, **made, **({"$defs": definitions} if definitions else {})}


def _register_schema(model: type[Record]) -> Schema:
    schema = _record_schema(model)
    definitions = schema.pop("$defs", {})
    del schema["$schema"]
    return {
        "$schema": _DRAFT,
        "description": model.__doc__,
        "type": ["object", "null"],
        "propertyNames": {"pattern": SLUG},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {model.__name__: schema, **definitions},
    }


def _models_in(model: type[Record]) -> list[type[Record]]:
    """The model and those inside it, each once."""
    found = [model]
    for outer in found:  # grows on the way
        inner = [record_in(field.annotation) for field in keys(outer).values()]
        found += [each for each in inner if each and each not in found]
    return found


def _field(model: type[Record], name: str, schema: Schema) -> Schema:
    """Add what a field's own schema does not say: the ids that may stand there, and the rule behind a pattern."""
    if known := _REFERENCES.get((model.__name__, name)):
        reference = {"$ref": f"{KNOWN}#/definitions/{known}"}
        if schema.get("type") == "array":
            return {**schema, "items": reference}
        return {"description": schema["description"], **reference}
    texts = schema.get("items", schema)
    if "pattern" in texts and (hint := _way_out(model, name, ["!"] if texts is not schema else "!")):
        texts["patternErrorMessage"] = hint
    return schema


def _way_out(model: type[Record], name: str, wrong: object) -> str:
    """What our own check says to a value that breaks the pattern, where that is more than the field's description."""
    checked = check(model, {name: wrong})
    findings = checked if isinstance(checked, list) else []
    hint = next((finding.hint for finding in findings if finding.path[:1] == (name,)), "")
    return hint if hint != keys(model)[name].description else ""


def _as_typed(schema: Schema) -> Schema:
    """A field's schema as its value is typed: text may look like a number to the editor, a list may be empty yet.

    YAML 1.2, which editors read, takes `2023` and `1.10` for numbers; what we read is the text that was typed.
    """
    if schema.get("default") == []:
        schema = {**schema, "type": ["array", "null"]}
    schema = {key: value for key, value in schema.items() if key not in {"title", "default"}}
    if "anyOf" in schema:
        branches = [_as_typed(branch) for branch in schema.pop("anyOf") if branch != {"type": "null"}]
        return {**schema, "anyOf": branches} if len(branches) > 1 else {**schema, **branches[0]}
    if schema.get("pattern") == _PLACE["pattern"]:
        return {**{k: v for k, v in schema.items() if k == "description"}, "$ref": f"{KNOWN}#/definitions/places"}
    if schema.get("type") == "string" and not {"enum", "const"} & schema.keys():
        schema["type"] = _text_types(schema.get("pattern"))
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            schema[key] = _as_typed(schema[key])
    return schema


def _text_types(pattern: str | None) -> str | list[str]:
    """What a text may look like to the editor; a pattern holds for texts only, so it decides about numbers here."""
    if pattern is None:
        return ["string", "number"]
    return ["string", "integer"] if re.search(pattern, "2023") else "string"


def _one_of(words: Mapping[str, str], otherwise: str) -> Schema:
    """One of these ids, each with its words for the list that an editor offers; `otherwise` is what it says if not."""
    return {**_enumeration(words), "errorMessage": otherwise}


def _offered(words: Mapping[str, str]) -> Schema:
    """These ids are offered, but any will do."""
    return {"anyOf": [_enumeration(words), {"type": ["string", "integer"], "pattern": SLUG}]}


def _enumeration(words: Mapping[str, str]) -> Schema:
    ids = sorted(words)
    return {"enum": ids, "enumDescriptions": [words[id_] for id_ in ids]}


def _answer(question: Question) -> Schema:
    described = {"description": question.ask}
    match question.type:
        case "date":
            return described | _as_typed(TypeAdapter(Date).json_schema())
        case "count":
            message = "write 9, >=5 (at least), <=3 (at most) or 5-7"
            return described | {"type": ["string", "integer"], "pattern": _COUNT, "patternErrorMessage": message}
        case "yes-no":
            return described | {"enum": ["yes", "no"]}
        case "choice":
            return described | {"enum": _seen(question)}
        case "set":
            places = {"$ref": "#/definitions/places"}
            items = places if question.values == "places" else {"enum": _seen(question)}
            return described | {"type": "array", "uniqueItems": True, "items": items}


def _seen(question: Question) -> list[str | float | bool]:
    """The allowed answers as an editor's YAML reads them."""
    values = question.values if isinstance(question.values, list) else []
    return [json.loads(value) if re.fullmatch(r"true|false|-?\d+(\.\d+)?", value) else value for value in values]
