import json

import pytest
from small import article, claim, library, mission

from generator.publish import assets
from generator.publish.catalogue import DATA_FILES

FILES = {file.uri: file for file in DATA_FILES}
WITH_SCHEMA = sorted(file.uri for file in DATA_FILES if file.schema_uri)


@pytest.fixture
def full():
    return library(
        articles={
            "a-b": article(claim(say="Kim came.", quote="shut", by="Kim", answers={"how-many": "9"}, when="2023")),
            "c-d": article(claim(answers={"which": ["NP"], "how-many": ">=5"}), copy={"file": "a.txt"}, url="unknown"),
            "e-f": article(claim(answers={"which": ["ES"]}, note="Doubtful."), published="unknown", retells="upstream"),
        },
        questions={
            "how-many": {"ask": "How many?", "type": "count"},
            "which": {"ask": "Which?", "type": "set", "values": "places"},
            "why": {"ask": "Why?", "type": "choice", "values": ["a"]},
        },
        names={
            "kim": {"name": "Kim", "kind": "person"},
            "nobody": {"name": "Nobody", "kind": "person", "hangul": "조"},
        },
        missions={"kampala": mission(stages=[{"stage": "told", "when": "2023~", "because": ["a-b#c1"]}])},
        origins={"upstream": {"title": "A report"}},
    )


def made(of):
    return {asset.uri: asset.make() for asset in assets(of) if asset.uri.startswith(("data/", "schema/"))}


def test_the_files_are_those_of_the_content_model(full):
    assert list(made(full)) == [
        "data/briefs.bib",
        "data/briefs.csl.json",
        "data/briefs.json",
        "data/claims.csv",
        "data/missions.geojson",
        "data/names.json",
        "data/questions.json",
        "schema/briefs.json",
        "schema/missions.json",
        "schema/names.json",
        "schema/questions.json",
    ]


def test_every_file_ends_in_a_line_end(full):
    assert all(data.endswith(b"\n") for data in made(full).values())


@pytest.mark.parametrize("uri", WITH_SCHEMA)
def test_an_outside_reader_finds_data_valid(needs, full, uri):
    jsonschema = needs("jsonschema")
    files = made(full)
    schema = json.loads(files[FILES[uri].schema_uri])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for of in (files, made(library())):
        assert [error.message for error in validator.iter_errors(json.loads(of[uri]))] == []


@pytest.mark.parametrize("uri", WITH_SCHEMA)
def test_a_schema_refuses_a_field_less_and_a_field_more(needs, full, uri):
    validator = needs("jsonschema").Draft202012Validator(json.loads(FILES[uri].schema()))
    records = json.loads(made(full)[uri])
    record = records["features"][0]["properties"] if "features" in records else records[0]
    for field in list(record):
        value = record.pop(field)
        assert not validator.is_valid(records), field
        record[field] = value
    assert validator.is_valid(records)
    record["more"] = 1
    assert not validator.is_valid(records)


def test_fields_are_told_in_place_with_meaning_and_values():
    fields = {field.place: field for field in FILES["data/briefs.json"].fields}
    assert fields["claims[].say"].meaning == "one sentence in own words"
    assert fields["claims[].kind"].allowed == ("fact", "statement", "assessment")
    assert fields["source.copy.checked"].meaning == "day of the last check"


def test_every_field_of_the_data_is_told(full):
    told = {field.place for field in FILES["data/briefs.json"].fields}
    (brief, *_) = json.loads(made(full)["data/briefs.json"])
    assert told >= {*brief, *(f"source.{key}" for key in brief["source"])}
    assert told >= {f"claims[].{key}" for key in brief["claims"][0]}


def test_the_columns_of_claims_are_told():
    header = made(library())["data/claims.csv"].decode().strip()
    assert ",".join(field.place for field in FILES["data/claims.csv"].fields) == header


def test_a_verdict_lists_the_values_of_both_kinds():
    (verdict,) = (field for field in FILES["data/questions.json"].fields if field.place == "verdict")
    assert verdict.allowed[0] == "conflict"
    assert verdict.allowed[-1] == "none"
