import csv
import io
import json

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import SUMMARY, article, claim, library, mission

from generator.publish import data

DESIGN = (
    "claim,article,themes,kind,by,when,as_of,say,quote,quote_result,origin,names,url"  # content model, "Data files"
)


def rows(of):
    return list(csv.DictReader(io.StringIO(data.claims_csv(of).decode(), newline="")))


def test_a_brief_has_every_field_with_its_defaults():
    (brief,) = json.loads(data.briefs_json(library(articles={"one-brief": article(claim())})))
    assert brief == {
        "id": "one-brief",
        "title": "A brief",
        "url": "briefs/one-brief/",
        "source": {
            "title": "As printed",
            "url": "https://source.example/",
            "published": "2023-11-10",
            "published_why": None,
            "by": [],
            "publisher": None,
            "retells": None,
            "language": "en",
            "archived": None,
            "copy": None,
        },
        "themes": ["closures"],
        "summary": SUMMARY,
        "limits": None,
        "claims": [
            {
                "id": "c1",
                "say": "An embassy was closed.",
                "quote": None,
                "quote_result": "none",
                "kind": "fact",
                "by": None,
                "retells": None,
                "origin": "one-brief",
                "when": None,
                "as_of": "2023-11-10",
                "themes": ["closures"],
                "names": [],
                "answers": {},
                "note": None,
                "off_timeline": False,
            }
        ],
    }


def test_what_is_worked_out_stands_in_a_claim():
    given_claim = claim(
        by="Choe", quote="shut", retells="upstream", when="2023-10~", as_of="2023-11", off_timeline="true", note="?"
    )
    brief = article(given_claim, publisher="paper", by=["A", "B"], copy={"file": "a.txt", "checked": "2024-01-31"})
    made = library(
        articles={"one-brief": brief},
        names={"choe": {"name": "Choe", "kind": "person"}},
        origins={"upstream": {"title": "A report"}},
        publishers={"paper": {"name": "Paper", "reliability": "B", "why": "It is."}},
    )
    (brief,) = json.loads(data.briefs_json(made))
    assert brief["source"]["copy"] == {"file": "a.txt", "sha256": None, "quotes": None, "checked": "2024-01-31"}
    (found,) = brief["claims"]
    assert (found["kind"], found["origin"], found["names"]) == ("statement", "upstream", ["choe"])
    assert (found["when"], found["as_of"], found["off_timeline"]) == ("2023-10~", "2023-11", True)
    assert found["quote_result"] == "unchecked"


def test_unknown_is_null():
    (brief,) = json.loads(
        data.briefs_json(library(articles={"a-b": article(claim(), url="unknown", published="unknown")}))
    )
    assert (brief["source"]["url"], brief["source"]["published"], brief["claims"][0]["as_of"]) == (None, None, None)


def test_the_header_of_claims_is_the_content_models():
    assert data.claims_csv(library()).decode() == f"{DESIGN}\r\n"


def test_a_claim_is_a_row_with_lists_joined():
    brief = article(claim(2, say="Kim met Choe.", when="2023"))
    brief["themes"] = ["closures", "brics"]
    names = {"choe": {"name": "Choe", "kind": "person"}, "kim": {"name": "Kim", "kind": "person"}}
    assert rows(library(articles={"one-brief": brief}, names=names)) == [
        {
            "claim": "one-brief#c2",
            "article": "one-brief",
            "themes": "closures;brics",
            "kind": "fact",
            "by": "",
            "when": "2023",
            "as_of": "2023-11-10",
            "say": "Kim met Choe.",
            "quote": "",
            "quote_result": "none",
            "origin": "one-brief",
            "names": "kim;choe",
            "url": "briefs/one-brief/#c2",
        }
    ]


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=80).filter(str.strip))
def test_every_text_comes_back_letter_for_letter(text):
    assert comes_back(text)


@pytest.mark.parametrize("text", ["=1+1", "@a", "-1", "+1", 'a "b", c;d', "a\nb", "a\r\nb", "Ü 조선", "\u2028", "'=a"])
def test_awkward_text_comes_back_letter_for_letter(text):
    assert comes_back(text)


def test_hostile_text_comes_back_letter_for_letter(needs):
    needs("corpora")
    needs("brs_kb")
    texts = [text[:300] for text in hostile.strings()]
    claims = [claim(number, say=text.strip()) for number, text in enumerate(texts, 1)]
    made = library(articles={f"brief-{n}": article(*claims[n : n + 500]) for n in range(0, len(claims), 500)})
    wanted = sorted(each["say"] for each in claims)
    assert sorted(row["say"] for row in rows(made)) == wanted
    assert sorted(each["say"] for brief in json.loads(data.briefs_json(made)) for each in brief["claims"]) == wanted


def comes_back(text):
    made = library(articles={"a-b": article(claim(say=text, by=text), title=text)})
    (row,) = rows(made)
    (brief,) = json.loads(data.briefs_json(made))
    return {row["say"], row["by"], brief["source"]["title"], brief["claims"][0]["say"]} == {text}


def answering(question, *values, **rule):
    claims = {f"brief-{n}": article(claim(answers={"ask-it": value})) for n, value in enumerate(values)}
    return library(articles=claims, questions={"ask-it": {"ask": "What?", "type": question, **rule}})


def test_a_question_has_its_answers_compared():
    made = answering("set", ["NP", "BD"], ["NP", "ES"], values="places")
    assert json.loads(data.questions_json(made)) == [
        {
            "id": "ask-it",
            "ask": "What?",
            "type": "set",
            "over_time": "fixed",
            "verdict": "conflict",
            "origins": 2,
            "answers": [
                {
                    "claim": "brief-0#c1",
                    "value": ["BD", "NP"],
                    "moment": "2023-11-10",
                    "origin": "brief-0",
                    "compared": {"conflict": [1]},
                },
                {
                    "claim": "brief-1#c1",
                    "value": ["ES", "NP"],
                    "moment": "2023-11-10",
                    "origin": "brief-1",
                    "compared": {},
                },
            ],
        }
    ]


@pytest.mark.parametrize(
    ("question", "value", "rule"),
    [("date", "2023-11~/..", {}), ("count", ">=5", {}), ("yes-no", "no", {}), ("choice", "a b", {"values": ["a b"]})],
)
def test_an_answer_stands_as_it_is_written(question, value, rule):
    made = answering(question, value, **rule)
    assert json.loads(data.questions_json(made))[0]["answers"][0]["value"] == value
    assert json.loads(data.briefs_json(made))[0]["claims"][0]["answers"] == {"ask-it": value}


def test_a_name_has_its_spellings_and_claims():
    names = {"kim": {"name": "Kim Jong Un", "kind": "person", "spellings": ["Kim Jong-un"], "hangul": "김정은"}}
    made = library(articles={"a-b": article(claim(say="Kim Jong-un came."))}, names=names)
    assert json.loads(data.names_json(made)) == [
        {
            "id": "kim",
            "name": "Kim Jong Un",
            "kind": "person",
            "spellings": ["Kim Jong-un"],
            "hangul": "김정은",
            "claims": ["a-b#c1"],
        }
    ]


STAGES = [
    {"stage": "confirmed", "when": "2023-12-05", "because": ["https://a.example/", "a-b#c1"]},
    {"stage": "told", "when": "2023-10"},
]


def test_a_mission_is_a_point_longitude_first():
    made = json.loads(data.missions_geojson(library(missions={"kampala": mission(stages=STAGES)})))
    assert made == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "kampala",
                "geometry": {"type": "Point", "coordinates": [32.58, 0.35]},
                "properties": {
                    "city": "Kampala",
                    "country": "UG",
                    "kind": "embassy",
                    "status": "closed",
                    "stages": [{**STAGES[1], "because": []}, STAGES[0]],
                },
            }
        ],
    }


def test_an_outside_reader_takes_the_missions(needs):
    geojson = needs("geojson")
    made = library(missions={"kampala": mission(), "madrid": mission(point=["40.4", "-3.7"])})
    read = geojson.loads(data.missions_geojson(made))
    assert isinstance(read, geojson.FeatureCollection)
    assert read.errors() == []
    assert [feature.geometry.coordinates for feature in read.features] == [[32.58, 0.35], [-3.7, 40.4]]


def test_briefs_stand_in_order_of_ids_whatever_their_dates():
    briefs = {"b-old": article(claim(), published="2020"), "a-new": article(claim(), published="2024")}
    made = library(articles=dict(reversed(briefs.items())))
    assert [brief["id"] for brief in json.loads(data.briefs_json(made))] == ["a-new", "b-old"]
    assert [row["article"] for row in rows(made)] == ["a-new", "b-old"]
    assert data.briefs_json(made) == data.briefs_json(library(articles=briefs))


@pytest.mark.parametrize("write", [data.briefs_json, data.questions_json, data.names_json, data.briefs_csl_json])
def test_an_empty_library_gives_empty_lists(write):
    assert write(library()) == b"[]\n"


def test_an_empty_library_has_no_missions_and_no_entries():
    assert json.loads(data.missions_geojson(library()))["features"] == []
    assert data.briefs_bib(library()) == b""


def test_a_record_is_a_line():
    made = library(articles={"a-b": article(claim()), "c-d": article(claim())})
    assert [json.loads(line.rstrip(b","))["id"] for line in data.briefs_json(made).splitlines()[1:-1]] == ["a-b", "c-d"]
