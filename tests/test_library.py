import pytest
from small import article, claim, library

from generator.evidence import compare

QUESTIONS = {"how-many": {"ask": "How many?", "type": "count", "over_time": "grows"}}


def test_what_re_tells_is_called_by_its_title():
    found = library(articles={"one": article()}, origins={"wire": {"title": "A wire report"}})
    assert (found.title_of("one"), found.title_of("wire")) == ("A brief", "A wire report")
    with pytest.raises(KeyError):
        found.title_of("nobody")


def test_an_article_knows_its_names_and_its_year():
    names = {"kampala": {"name": "Kampala", "kind": "place"}, "kim": {"name": "Kim", "kind": "person"}}
    said = [claim(1, say="Kim left."), claim(2, say="Kampala, and Kim.")]
    found = library(articles={"one": article(*said), "two": article(published="unknown")}, names=names).articles
    assert found["one"].names == ("kim", "kampala")
    assert [found[id_].year for id_ in ("one", "two")] == [2023, None]


def test_a_claim_knows_whether_it_is_on_the_timeline_and_disputed():
    given = [
        claim(1, when="2023", answers={"how-many": "5"}),
        claim(2, when="2020", off_timeline="true"),
        claim(3),
    ]
    other = article(claim(1, answers={"how-many": "3"}), published="2024-01-01")
    found = library(articles={"one": article(*given), "two": other}, questions=QUESTIONS).claims
    assert [found[f"one#c{n}"].on_timeline for n in (1, 2, 3)] == [True, False, False]
    assert [found[f"one#c{n}"].disputed for n in (1, 2, 3)] == [True, False, False]
    assert found["one#c2"].id == "c2"


def test_a_question_gives_its_pairs_by_verdict_and_counts_its_origins():
    answers = {"one": "5", "two": "5", "three": "9"}
    articles = {id_: article(claim(answers={"how-many": count})) for id_, count in answers.items()}
    question = library(articles=articles, questions=QUESTIONS).questions["how-many"]
    assert [pair.claims for pair in question.pairs_of("agree")] == [("one#c1", "two#c1")]
    assert len(list(question.pairs_of("fit"))) == 2
    assert list(question.pairs_of("conflict")) == []
    assert question.origins == 3


def test_a_question_with_very_many_answers_is_told(monkeypatch):
    monkeypatch.setattr(compare, "MANY_ANSWERS", 2)
    two = {id_: article(claim(answers={"how-many": "5"})) for id_ in ("one", "two")}
    assert library(articles=two, questions=QUESTIONS).crowded == ()
    three = {**two, "three": article(claim(answers={"how-many": "5"}))}
    (crowded,) = library(articles=three, questions=QUESTIONS).crowded
    assert crowded.id == "how-many"
