import pytest
import small

from generator.publish import search
from generator.publish.search import SearchPage, SearchPart, bundles, is_large

CLOSURES = {"title": "Closures", "question": "How far?", "bottom_line": "Far.", "trend": "down", "trend_why": "Shut."}
NAMES = {
    "choe": {
        "name": "Choe Son Hui",
        "kind": "person",
        "role": "minister",
        "spellings": ["Choi Son-hui"],
        "hangul": "최선희",
    },
    "nobody": {"name": "Nobody", "kind": "person"},
}


def address(uri):
    return uri.removesuffix(".md") + "/"


def found(library, entries=()):
    return {page.location: page for bundle in bundles(library, address, entries) for page in bundle}


def of_claim(names=(), **fields):
    library = small.library(articles={"a": small.article(small.claim(**fields))}, names=dict(names))
    return found(library)["briefs/a/"].parts[0]


def test_a_brief_is_found_with_its_claims_and_its_source():
    publishers = {"tass": {"name": "TASS", "reliability": "C", "why": "New."}}
    article = small.article(small.claim(), publisher="tass", by=["A. Writer"]) | {"limits": "Not all."}
    page = found(small.library(articles={"a": article}, themes={"closures": CLOSURES}, publishers=publishers))[
        "briefs/a/"
    ]
    assert page == SearchPage(
        "briefs/a/",
        "A brief",
        f"{small.SUMMARY} Not all.",
        ("Closures",),
        (
            SearchPart("c1", "An embassy was closed."),
            SearchPart("source", "Source", "As printed · A. Writer · TASS"),
        ),
    )


def test_a_claim_is_found_by_who_says_it_its_quotation_and_its_note():
    part = of_claim(by="an official", quote="the doors were shut", note="He saw it.")
    assert part.text == "an official · “the doors were shut” · He saw it."


@pytest.mark.parametrize("written", ["Choe Son Hui", "Choi Son-hui", "최선희"])
def test_a_claim_is_found_by_every_spelling_of_a_name_in_it(written):
    assert of_claim(NAMES, say=f"{written} was there.").also == ("Choe Son Hui", "Choi Son-hui", "최선희")


def test_a_name_is_found_where_a_claim_names_it():
    library = small.library(articles={"a": small.article(small.claim(say="Choe Son Hui came."))}, names=NAMES)
    pages = found(library)
    assert pages["names/choe/"] == SearchPage(
        "names/choe/", "Choe Son Hui", "minister", ("Choe Son Hui", "Choi Son-hui", "최선희")
    )
    assert "names/nobody/" not in pages


def test_themes_are_found_with_their_judgments_and_questions_with_the_editors_reasons():
    judgment = {
        "id": "j1",
        "text": "The embassy will stay closed",
        "likelihood": "likely",
        "confidence": "low",
        "because": ["article#c1"],
        "would_change": "A lease",
        "reviewed": "2024-01-01",
    }
    editor = {"answer": "9", "because": [{"text": "A list says so."}], "reviewed": "2024-01-01"}
    pages = found(
        small.library(
            articles={"article": small.article(small.claim())},
            themes={"closures": CLOSURES | {"judgments": [judgment]}},
            questions={"how-many": {"ask": "How many?", "type": "count", "editor": editor}},
        )
    )
    theme = pages["themes/closures/"]
    assert (theme.title, theme.text) == ("Closures", "How far? Far. Shut.")
    [part] = theme.parts
    assert (part.anchor, part.text) == ("j1", "A lease")
    assert "the embassy will stay closed" in part.title
    assert pages["questions/how-many/"] == SearchPage("questions/how-many/", "How many?", "A list says so.")


def test_pages_that_people_wrote_are_taken_from_the_index_of_the_theme():
    entries = [
        {"location": "briefs/a/", "title": "Known already", "text": ""},
        {"location": "notes/", "title": "Notes &amp; more", "text": "<p>One</p> <p>two &lt;3</p>"},
        {"location": "notes/#more", "title": "More", "text": ""},
    ]
    pages = found(small.library(articles={"a": small.article(small.claim())}), entries)
    assert pages["briefs/a/"].title == "A brief"
    assert pages["notes/"] == SearchPage("notes/", "Notes & more", "One two <3", parts=(SearchPart("more", "More"),))


def briefs_of(library):
    return [
        [page.location.split("/")[1] for page in bundle if page.location.startswith("briefs/")]
        for bundle in bundles(library, address)
    ]


def dated(*days):
    return small.library(
        articles={f"a{day}": small.article(small.claim(), published=f"2024-01-{day:02}") for day in days},
        themes={"closures": CLOSURES},
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), [[]]),
        ((1, 2), [["a2", "a1"]]),
        ((1, 2, 3), [["a3"], ["a2", "a1"]]),
        ((1, 2, 3, 4), [["a4", "a3"], ["a2", "a1"]]),
        ((1, 2, 3, 4, 5), [["a5"], ["a2", "a1"], ["a4", "a3"]]),
    ],
)
def test_a_new_brief_changes_the_bundle_of_the_newest_alone(monkeypatch, days, expected):
    monkeypatch.setattr(search, "IN_A_BUNDLE", 2)
    assert briefs_of(dated(*days)) == expected


def test_all_other_pages_stand_before_the_newest_briefs():
    first, *_ = bundles(dated(1, 2), address)
    assert [page.location for page in first] == ["themes/closures/", "briefs/a2/", "briefs/a1/"]


def test_a_site_is_large_by_the_number_of_its_claims(monkeypatch):
    monkeypatch.setattr(search, "MOST_CLAIMS", 2)
    assert [is_large(dated(*range(1, 1 + many))) for many in (2, 3)] == [False, True]
