import json
import re
from pathlib import Path

import pytest
import small
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.fmt import briefs
from generator.authoring.json_schema import FOLDER, KNOWN, file_names, known_schema, model_schemas, stale, write
from generator.reading.content import Content
from generator.reading.load import load
from generator.schema import Article, Question, Theme
from generator.values import answers
from generator.yaml_files.strict_yaml import PARSER

ROOT = Path(__file__).parents[1]
RENEW = "renew the schemas: python3 run.py schema"

TITLE, URL = "as printed", "https://source.example/"
SUMMARY = "A summary has to have a certain length, and this one is just about as long as that. "


class Core(PARSER):
    """YAML 1.2 as the language server of editors reads it: other types than ours, which has none."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the name is PyYAML's


for tag, pattern, firsts in [
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), [*firsts, ""])
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
Core.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")


@pytest.fixture(scope="module")
def content():
    return load(ROOT)[0]


@pytest.fixture(scope="module")
def errors(needs, content):
    """Give a function: what an editor would say to a YAML text under one of our schemas."""
    jsonschema, referencing = needs("jsonschema"), needs("referencing.jsonschema")
    schemas = {name: json.loads(text) for name, text in {**model_schemas(), KNOWN: known_schema(content)}.items()}
    resources = [(name, referencing.DRAFT7.create_resource(schema)) for name, schema in schemas.items()]
    registry = needs("referencing").Registry().with_resources(resources)

    def check(text, kind="articles"):
        schema = schemas[file_names()[kind]]
        jsonschema.Draft7Validator.check_schema(schema)
        value = yaml.load(text, Core)  # noqa: S506 - a SafeLoader
        return sorted(
            "/".join(map(str, error.absolute_path))
            for error in jsonschema.Draft7Validator(schema, registry=registry).iter_errors(value)
        )

    return check


def article(*, claim="", **changes):
    fields = {
        "title": "Ours",
        "source": f"{{title: {TITLE}, url: '{URL}', published: 2023}}",
        "themes": "[russia-ties]",
        "summary": SUMMARY,
        "claims": f"[{{id: c1, say: Something. {claim and ', ' + claim}}}]",
    }
    return "".join(f"{key}: {value}\n" for key, value in (fields | changes).items() if value is not None)


def test_the_committed_schemas_are_those_of_the_models():
    for name, text in model_schemas().items():
        assert (ROOT / FOLDER / name).read_text("utf-8") == text, RENEW


def test_the_committed_schemas_know_all_themes_and_questions(content):
    """A publisher or brief that is missing there is no error in an editor, so nobody has to renew them for it."""
    committed = json.loads((ROOT / FOLDER / KNOWN).read_text("utf-8"))["definitions"]
    fresh = json.loads(known_schema(content))["definitions"]
    for strict in ("themes", "answers", "places"):
        assert committed[strict] == fresh[strict], RENEW


def test_the_editor_finds_a_schema_for_every_brief():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    found = {
        path.relative_to(ROOT).as_posix(): schema
        for schema, pattern in settings["yaml.schemas"].items()
        for path in ROOT.glob(pattern)
    }
    assert found == {
        path.relative_to(ROOT).as_posix(): f"{FOLDER}/{file_names()[kind]}" for path, kind in briefs(ROOT).items()
    }


@pytest.mark.parametrize(("path", "kind"), sorted(briefs(ROOT).items()), ids=str)
def test_real_briefs_are_right(errors, path, kind):
    text = path.read_text("utf-8")
    assert errors(text, kind) == []
    named = re.search(r"^# yaml-language-server: \$schema=(.+)$", text, re.MULTILINE)
    assert not named or (path.parent / named[1]).resolve() == ROOT / FOLDER / file_names()[kind]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "2023"},
        {"title": "1.10"},
        {"source": f"{{title: 007, url: unknown, published: unknown, by: [12], publisher: just-added}}"},  # noqa: F541
        {"source": f"{{title: {TITLE}, url: '{URL}', published: 2023-12-13, language: no, retells: just-added}}"},
        {"draft": "true"},
        {"claims": None},
        {"claims": "  # none yet"},
        {"claim": "when: 2023, as_of: 2023-10/.., kind: assessment, by: somebody, off_timeline: true"},
        {"claim": "answers: {closed-missions: [NO, HK], closed-missions-count: 9, official-reason-given: no}"},
        {"claim": "answers: {closed-missions: [], closed-missions-count: '>=5', dhaka-closing-date: 2023-11-20}"},
    ],
)
def test_what_the_check_accepts_an_editor_accepts_too(errors, changes):
    assert errors(article(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"title": None}, ""),
        ({"colour": "red"}, ""),
        ({"title": "long " * 25}, "title"),
        ({"title": "[a, list]"}, "title"),
        ({"summary": "short"}, "summary"),
        ({"themes": "[russia-tie]"}, "themes/0"),
        ({"themes": "[]"}, "themes"),
        ({"draft": "yes"}, "draft"),
        ({"source": f"{{title: {TITLE}, url: ftp://x, published: 2023}}"}, "source/url"),
        ({"source": f"{{title: {TITLE}, url: '{URL}', published: Friday}}"}, "source/published"),
        ({"source": f"{{title: {TITLE}, url: '{URL}', published: 2023, publisher: The Daily}}"}, "source/publisher"),
        ({"claims": "[{id: one, say: s}]"}, "claims/0/id"),
        ({"claim": "kind: opinion"}, "claims/0/kind"),
        ({"claim": "themes: [cooking]"}, "claims/0/themes/0"),
        ({"claim": "answers: {no-such-question: 1}"}, "claims/0/answers"),
        ({"claim": "answers: {official-reason-given: true}"}, "claims/0/answers/official-reason-given"),
        ({"claim": "answers: {closed-missions-count: many}"}, "claims/0/answers/closed-missions-count"),
        ({"claim": "answers: {closed-missions: [UK]}"}, "claims/0/answers/closed-missions/0"),
        ({"claim": "answers: {closure-cause: weather}"}, "claims/0/answers/closure-cause"),
    ],
)
def test_an_editor_sees_where_the_fault_is(errors, changes, path):
    assert errors(article(**changes)) == [path]


def test_an_empty_register_is_right_and_an_id_must_be_one(errors):
    assert errors("# nothing yet\n", "publishers") == []
    assert errors("The Daily: {name: The Daily, reliability: A, why: w}\n", "publishers") != []
    assert errors("the-daily: {name: The Daily, reliability: G, why: w}\n", "publishers") == ["the-daily/reliability"]


@given(st.from_regex(r"(>=|<=|=)?[0-9]{0,13}(-[0-9]{1,2})?", fullmatch=True))
def test_an_editor_takes_for_a_count_what_we_take_for_one(typed):
    question = Question.model_validate({"ask": "How many?", "type": "count"})
    schema = json.loads(known_schema(Content(questions={"how-many": question})))
    pattern = schema["definitions"]["answers"]["properties"]["how-many"]["pattern"]
    try:
        answers.parse(typed, "count")
        ours = True
    except answers.AnswerError as error:
        ours = "ends before it begins" in error.message  # which no pattern can tell
    assert bool(re.search(pattern, typed)) == ours


def test_help_texts_of_all_fields_are_there():
    schema = json.loads(model_schemas()["article.schema.json"])
    assert [key for key, field in schema["properties"].items() if "description" not in field] == []
    assert list(schema["properties"]) == list(Article.model_fields)
    assert schema["$defs"]["Source"]["properties"]["published"]["patternErrorMessage"].startswith("write a year, month")


def test_schemas_are_renewed_where_they_changed(tmp_path):
    assert len(write(tmp_path, Content())) == len(file_names()) + 1
    assert stale(tmp_path, Content()) == []
    theme = Theme.model_validate({"title": "T", "question": "Q", "bottom_line": "B", "trend": "up", "trend_why": "W"})
    assert stale(tmp_path, Content(themes={"a-theme": theme})) == [f"{FOLDER}/{KNOWN}"]
    assert write(tmp_path, Content(themes={"a-theme": theme})) == [f"{FOLDER}/{KNOWN}"]


def test_drafts_are_not_offered():
    articles = {
        "one": Article.model_validate(small.article()),
        "two": Article.model_validate({**small.article(), "title": "Unfinished", "draft": "true"}),
    }
    known = known_schema(Content(articles=articles))
    assert '"one"' in known
    assert '"two"' not in known
    assert "Unfinished" not in known
