import json

import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import search
from generator.publish.claims_index import CLAIMS_INDEX, FILTERS, PARTS, ClaimsIndex, shelf

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
    return {facet["key"]: facet for facet in ClaimsIndex(library).head()["facets"]}


def chosen(library, key):
    """The ids of each claim's choices of a facet, claims in the order of the index."""
    index = ClaimsIndex(library)
    [column] = (column for column in index.columns if column.facet.key == key)
    return [[column.choices[place].id for place in places] for places in column.of]


def scripts(library):
    return {asset.uri: asset.make().decode() for asset in ClaimsIndex(library).files()}


def plain(value):
    return json.loads(json.dumps(value))


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


HOSTILE = "It said \u2028 </script> “북한”."


def test_a_small_index_is_one_script_that_sets_one_constant():
    library = small.library(articles={"a": small.article(small.claim(say=HOSTILE))}, themes=THEMES)
    [(uri, script)] = scripts(library).items()
    index = ClaimsIndex(library)
    head = json.loads(script.removeprefix("const claimsIndex=").removesuffix(";\n"))
    assert uri == CLAIMS_INDEX
    assert head == plain(index.head())
    assert head["parts"] == plain({name: index.part(name) for name in (FILTERS, "words-0", "0")})
    assert head["parts"]["0"][0][2] == HOSTILE


def test_a_large_index_has_its_parts_in_scripts_of_their_own(monkeypatch):
    monkeypatch.setattr(search, "MOST_CLAIMS", 4)
    monkeypatch.setattr("generator.publish.claims_index.IN_A_PART", 2)
    monkeypatch.setattr("generator.publish.claims_index.SHELVES", 3)
    claims = [small.claim(number, when=f"2023-01-{20 - number}") for number in range(1, 6)]
    library = small.library(articles={"a": small.article(*claims)}, themes=THEMES)
    head, *parts = scripts(library).items()
    assert json.loads(head[1].removeprefix("const claimsIndex=").removesuffix(";\n")) | {"facets": 0} == {
        "facets": 0,
        "total": 5,
        "size": 2,
        "shelves": 3,
        "parts": {},
    }
    names = (FILTERS, "words-0", "words-1", "words-2", 0, 1, 2)
    assert [uri for uri, _ in parts] == [f"{PARTS}/{name}.js" for name in names]
    held = {}
    for _, script in parts:
        name, _, value = script.removeprefix("claimsIndex.parts[").removesuffix(";\n").partition("]=")
        held[json.loads(name)] = json.loads(value)
    assert [[claim[0] for claim in held[str(number)]] for number in range(3)] == [["c1", "c2"], ["c3", "c4"], ["c5"]]
    assert held[FILTERS] == plain([column.of for column in ClaimsIndex(library).columns])
    shelves = [held[f"words-{number}"] for number in range(3)]
    assert shelves == ClaimsIndex(library).words
    assert sum(map(len, shelves)) == len({word for shelf in shelves for word in shelf}) == 4


def test_a_word_tells_in_which_claims_it_stands_by_steps():
    said = ("Son-hui came.", "He came.", "Nobody.", "She CAMÉ.")
    claims = [small.claim(number, say=say, when=f"2023-01-{20 - number}") for number, say in enumerate(said, start=1)]
    [words] = ClaimsIndex(small.library(articles={"a": small.article(*claims)})).words
    assert {word: words[word] for word in ("came", "hui", "nobody")} == {"came": [0, 1, 2], "hui": [0], "nobody": [2]}


def test_a_word_tells_who_says_so_too():
    [words] = ClaimsIndex(small.library(articles={"a": small.article(small.claim(by="An official"))})).words
    assert words["official"] == [0]


@given(st.text(min_size=1), st.text(), st.integers(1, 64))
def test_words_that_begin_alike_stand_on_one_shelf(word, more, shelves):
    assert 0 <= shelf(word, shelves) < shelves
    if len(word) > 1:
        assert shelf(word, shelves) == shelf(word + more, shelves)


def test_a_large_site_does_not_filter_by_articles(monkeypatch):
    library = small.library(articles={"a": small.article(small.claim())}, themes=THEMES)
    assert "article" in facets(library)
    monkeypatch.setattr(search, "MOST_CLAIMS", 0)
    assert "article" not in facets(library)


def test_an_empty_library_has_an_index_without_choices():
    empty = ClaimsIndex(small.library())
    assert [*empty.claims] == []
    assert all(list(column.choices) == [] == list(column.of) for column in empty.columns)


def test_claims_are_listed_latest_first_and_undated_ones_last():
    claims = [
        small.claim(1, say="Old.", when="2020"),
        small.claim(2, say="New.", when="2024-02-03"),
        small.claim(3, say="Of no known date."),
    ]
    found = ClaimsIndex(small.library(articles={"a": small.article(*claims, published="unknown")})).part("0")
    assert [claim.say for claim in found] == ["New.", "Old.", "Of no known date."]
    assert [claim.id for claim in found] == ["c2", "c1", "c3"]
    assert [claim.date for claim in found] == ["3 February 2024", "2020", "as of an unknown date"]


def test_a_claim_is_listed_with_who_says_it_and_what_stands_behind_it():
    publishers = {"tass": {"name": "TASS", "reliability": "C", "why": "New."}}
    articles = {
        id_: small.article(small.claim(by=by, answers={"how-many": answer}), publisher="tass")
        for id_, by, answer in (("a", "an official", "9"), ("b", None, "7"), ("c", None, "9"))
    }
    library = small.library(articles=articles, publishers=publishers, questions=QUESTIONS)
    entries = {claim.article: claim for claim in ClaimsIndex(library).part("0")}
    assert entries["a"][3:] == ("an official", "as of 10 November 2023", 0, "statement", "tass", "2", 1)
    assert entries["b"][3:] == ("", "as of 10 November 2023", 0, "fact", "tass", "1", 1)


def test_a_claim_that_answers_nothing_has_neither_origins_nor_a_dispute():
    [claim] = ClaimsIndex(small.library(articles={"a": small.article(small.claim())})).part("0")
    assert (claim.publisher, claim.origins, claim.disputed) == ("-", "", 0)


def test_a_choice_tells_how_many_claims_have_it():
    claims = [small.claim(1), small.claim(2, kind="assessment"), small.claim(3)]
    kinds = facets(small.library(articles={"a": small.article(*claims)}))["kind"]
    assert [(choice.id, choice.claims) for choice in kinds["choices"]] == [("fact", 2), ("assessment", 1)]


@pytest.mark.parametrize(
    ("written", "doubt"),
    [("2023-11-10", 0), ("2023-11", 1), ("2023-11-10/2023-11-12", 1), ("2023~", 2), ("2023-11-10?", 2)],
)
def test_the_index_tells_how_exact_a_date_is(written, doubt):
    library = small.library(articles={"a": small.article(small.claim(when=written))})
    assert [claim.doubt for claim in ClaimsIndex(library).part("0")] == [doubt]


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
        ("choe", "Choe Son Hui", "People", "Choe Son Hui Choi Son-hui 최선희", 1),
        ("seoul", "Seoul", "Places", "Seoul", 1),
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
