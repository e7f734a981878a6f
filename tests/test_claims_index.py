import json

import pytest
import small

from generator.publish.claims_index import CLAIMS_INDEX, claims_index, index

THEMES = {
    "closures": {
        "title": "Closures",
        "question": "What?",
        "bottom_line": "Less.",
        "trend": "down",
        "trend_why": "Shut.",
    }
}
QUESTIONS = {"how-many": {"ask": "How many were closed?", "type": "count"}}


def facets(library):
    return {facet["key"]: facet for facet in index(library)["facets"]}


def chosen(library, key):
    """The ids of each claim's choices of a facet, claims in the order of the index."""
    facet = facets(library)[key]
    return [[facet["choices"][place].id for place in places] for places in facet["of"]]


def of_one_claim(key, records=(), **fields):
    library = small.library(articles={"a": small.article(small.claim(**fields))}, themes=THEMES, **dict(records))
    [ids] = chosen(library, key)
    return ids


def answering(*answers, **fields):
    """A library of one article for each answer to the question how many."""
    articles = {
        f"a{number}": small.article(small.claim(answers={"how-many": answer}), **fields)
        for number, answer in enumerate(answers)
    }
    return small.library(articles=articles, themes=THEMES, questions=QUESTIONS)


def test_the_index_is_a_script_that_sets_one_constant():
    library = small.library(
        articles={"a": small.article(small.claim(say="It said \u2028 </script> “북한”."))}, themes=THEMES
    )
    script = claims_index(library).decode()
    written = script.removeprefix("const claimsIndex=").removesuffix(";\n")
    assert json.loads(written) == json.loads(json.dumps(index(library)))
    assert CLAIMS_INDEX.endswith(".js")


def test_an_empty_library_has_an_index_without_choices():
    empty = index(small.library())
    assert empty["id"] == []
    assert all(facet["choices"] == [] == facet["of"] for facet in empty["facets"])


def test_claims_are_listed_latest_first_and_undated_ones_last():
    claims = [
        small.claim(1, say="Old.", when="2020"),
        small.claim(2, say="New.", when="2024-02-03"),
        small.claim(3, say="Of no known date."),
    ]
    found = index(small.library(articles={"a": small.article(*claims, published="unknown")}))
    assert found["say"] == ["New.", "Old.", "Of no known date."]
    assert found["id"] == ["c2", "c1", "c3"]
    assert found["date"] == ["3 February 2024", "2020", "as of an unknown date"]


@pytest.mark.parametrize(
    ("written", "doubt"),
    [("2023-11-10", 0), ("2023-11", 1), ("2023-11-10/2023-11-12", 1), ("2023~", 2), ("2023-11-10?", 2)],
)
def test_the_index_tells_how_exact_a_date_is(written, doubt):
    library = small.library(articles={"a": small.article(small.claim(when=written))})
    assert index(library)["doubt"] == [doubt]


def test_only_choices_that_claims_have_are_offered():
    publishers = {id_: {"name": id_.upper(), "reliability": "C", "why": "New."} for id_ in ("tass", "kcna")}
    library = small.library(articles={"a": small.article(small.claim(), publisher="tass")}, publishers=publishers)
    assert [choice.label for choice in facets(library)["publisher"]["choices"]] == ["TASS"]


@pytest.mark.parametrize(
    ("key", "fields", "ids"),
    [
        ("theme", {}, ["closures"]),
        ("kind", {}, ["fact"]),
        ("kind", {"by": "an official"}, ["statement"]),
        ("kind", {"kind": "assessment"}, ["assessment"]),
        ("publisher", {}, ["-"]),
        ("article", {}, ["a"]),
        ("year", {}, ["2023"]),
        ("year", {"when": "2019-01"}, ["2019"]),
        ("quote", {}, ["none"]),
        ("quote", {"quote": "the doors were shut"}, ["unchecked"]),
        ("question", {}, []),
        ("compared", {}, ["none"]),
        ("origins", {}, []),
    ],
)
def test_what_a_claim_is_filtered_by(key, fields, ids):
    assert of_one_claim(key, **fields) == ids


def test_a_name_is_found_by_every_spelling_under_the_heading_of_its_kind():
    names = {
        "seoul": {"name": "Seoul", "kind": "place"},
        "choe": {"name": "Choe Son Hui", "kind": "person", "spellings": ["Choi Son-hui"], "hangul": "최선희"},
    }
    library = small.library(
        articles={"a": small.article(small.claim(say="Choi Son-hui did not go to Seoul."))}, names=names
    )
    assert facets(library)["name"]["choices"] == [
        ("choe", "Choe Son Hui", "People", "Choe Son Hui Choi Son-hui 최선희"),
        ("seoul", "Seoul", "Places", "Seoul"),
    ]
    assert chosen(library, "name") == [["choe", "seoul"]]


@pytest.mark.parametrize(
    ("answers", "compared", "origins"),
    [
        (["9"], [["single"]], [["1"]]),
        (["9", "9"], [["agree"]] * 2, [["2"]] * 2),
        (["9", "7"], [["conflict"]] * 2, [["1"]] * 2),
        (["9", "9", "7"], [["conflict", "agree"], ["conflict", "agree"], ["conflict"]], [["2"], ["2"], ["1"]]),
        (["9"] * 7, [["agree"]] * 7, [["5"]] * 7),
    ],
)
def test_claims_are_filtered_by_how_their_answers_compare(answers, compared, origins):
    library = answering(*answers)
    assert sorted(chosen(library, "compared")) == sorted(compared)
    assert sorted(chosen(library, "origins")) == sorted(origins)
    assert chosen(library, "question") == [["how-many"]] * len(answers)
