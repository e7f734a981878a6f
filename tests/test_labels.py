import pytest
from small import article, claim, library

from generator.site import labels
from generator.values.edtf import parse

PUBLISHERS = {id_: {"name": id_.upper(), "reliability": "B", "why": "Known."} for id_ in ("tass", "kcna")}


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("2023-11-10", ""),
        ("2023-11", " .wide"),
        ("2023", " .wide"),
        ("2023-11-10/2023-11-12", " .wide"),
        ("2023-11-10~", " .uncertain"),
        ("2023?", " .uncertain"),
    ],
)
def test_a_date_that_is_no_plain_day_looks_different(text, classes):
    assert labels.date_class(parse(text)) == classes


def test_an_unknown_date_looks_different_too():
    assert labels.date_class(None) == " .wide"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"when": "2023-11-01"}, "*1 November 2023*{ .date }"),
        ({"as_of": "2023-11"}, "*as of November 2023*{ .date .wide }"),
        ({}, "*as of an unknown date*{ .date .wide }"),
    ],
)
def test_when_a_claim_happened_else_what_it_speaks_for(fields, expected):
    (found,) = library(articles={"one": article(claim(**fields), published="unknown")}).claims.values()
    assert labels.when(found) == expected


def test_text_is_escaped_in_every_label():
    publishers = {"odd": {"name": "*[Odd](x)*", "reliability": "F", "why": "Odd."}}
    found = library(articles={"one": article(publisher="odd")}, publishers=publishers)
    assert labels.outlet(found.articles["one"], found) == "&#42;&#91;Odd&#93;(x)&#42;"


def test_sources_lead_to_their_claims_and_the_rest_is_counted():
    found = library(
        articles={id_: article(claim(), publisher="tass") for id_ in ("one", "two", "three")}, publishers=PUBLISHERS
    )
    assert labels.sources(["one#c1", "two#c1", "three#c1"], found, lambda uri: uri, 2) == (
        "[TASS, 10 November 2023](briefs/one.md#c1); [TASS, 10 November 2023](briefs/two.md#c1) and 1 more"
    )


def test_a_publisher_is_named_once_and_an_unknown_one_said():
    found = library(
        articles={
            "one": article(claim(), publisher="tass"),
            "two": article(claim(), publisher="tass"),
            "three": article(claim()),
        },
        publishers=PUBLISHERS,
    )
    assert labels.outlets(["one#c1", "two#c1", "three#c1"], found, 6) == "TASS, publisher unknown"
