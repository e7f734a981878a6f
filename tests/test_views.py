import pytest
from small import article, claim, library

from generator.site.views import (
    by_month,
    by_value,
    by_year,
    contrasts,
    gravest_first,
    grid,
    same_size,
    upstream,
)
from generator.values.answers import Count

THEME = {
    "title": "Closures",
    "question": "Why?",
    "bottom_line": "Nobody knows.",
    "trend": "down",
    "trend_why": "Fewer are left.",
}
COUNT = {"ask": "How many?", "type": "count"}
PLACES = {"ask": "Which?", "type": "set", "values": "places"}


def answering(question, **answers):
    """A library of articles that each answer one question."""
    articles = {id_: article(claim(answers={"asked": value})) for id_, value in answers.items()}
    return library(themes={"closures": THEME}, questions={"asked": question}, articles=articles)


def test_a_grid_has_the_sources_that_answer_and_their_claims():
    found = library(
        themes={"closures": THEME},
        questions={"asked": COUNT, "not-asked": COUNT},
        articles={
            "older": article(claim(1, answers={"asked": "5"}), published="2023-11-01"),
            "newer": article(claim(1, answers={"asked": "7"}), claim(2), published="2023-12-01"),
            "silent": article(claim(1)),
        },
    )
    made = grid(found, found.themes["closures"], 30, 30)
    assert [each.id for each in made.columns] == ["newer", "older"]
    assert [(question.id, [[each.ref for each in cell] for cell in cells]) for question, cells in made.rows] == [
        ("asked", [["newer#c1"], ["older#c1"]])
    ]
    assert (made.sources_left_out, made.questions_left_out) == (0, 0)


def test_a_grid_keeps_the_newest_sources_and_counts_the_rest():
    found = answering(COUNT, one="1", two="1", three="1")
    made = grid(found, found.themes["closures"], 2, 30)
    assert (len(made.columns), made.sources_left_out) == (2, 1)


def test_a_grid_keeps_the_gravest_questions_and_counts_the_rest():
    found = library(
        themes={"closures": THEME},
        questions={"a-single": COUNT, "b-conflict": COUNT},
        articles={
            "one": article(claim(1, answers={"a-single": "1", "b-conflict": "1"})),
            "two": article(claim(1, answers={"b-conflict": "2"})),
        },
    )
    made = grid(found, found.themes["closures"], 30, 1)
    assert ([question.id for question, _ in made.rows], made.questions_left_out) == (["b-conflict"], 1)


def test_questions_in_conflict_come_first():
    found = library(
        themes={"closures": THEME},
        questions={"a-fit": COUNT, "b-none": COUNT, "c-conflict": COUNT},
        articles={
            "one": article(claim(answers={"a-fit": ">=5", "c-conflict": "1"})),
            "two": article(claim(answers={"a-fit": "9", "c-conflict": "2"})),
        },
    )
    assert [each.id for each in gravest_first(found.questions.values())] == ["c-conflict", "a-fit", "b-none"]


def test_answers_stand_once_each_the_best_supported_first():
    found = library(
        questions={"asked": COUNT},
        articles={
            "one": article(claim(answers={"asked": "5"})),
            "two": article(claim(answers={"asked": "9"})),
            "three": article(claim(answers={"asked": "9"})),
            "four": article(claim(answers={"asked": "5"}), retells="one"),
        },
    )
    assert [(given.value, given.origins, set(given.claims)) for given in by_value(found.questions["asked"])] == [
        (Count(9, 9), 2, {"two#c1", "three#c1"}),
        (Count(5, 5), 1, {"one#c1", "four#c1"}),
    ]


def test_pairs_of_the_same_two_answers_are_one_contrast():
    question = answering(COUNT, one="5", two="9", three="9", four="5").questions["asked"]
    (contrast,) = contrasts(question)["conflict"]
    assert {value: set(refs) for value, refs in zip(contrast.values, contrast.claims, strict=True)} == {
        Count(5, 5): {"one#c1", "four#c1"},
        Count(9, 9): {"two#c1", "three#c1"},
    }
    assert contrast.only is None


def test_equal_answers_are_no_contrast():
    assert contrasts(answering(COUNT, one="5", two="5").questions["asked"]) == {}


def test_a_contrast_of_lists_says_what_only_one_of_them_names():
    question = answering(PLACES, one=["AO", "LY"], two=["AO", "CD"]).questions["asked"]
    (contrast,) = contrasts(question)["conflict"]
    assert contrast.only == ({"LY"}, {"CD"})
    assert contrast.same_size
    assert same_size(question)


@pytest.mark.parametrize("other", [["AO"], ["AO", "LY", "CD"], ["LY", "AO"]])
def test_lists_of_other_sizes_and_the_same_list_are_not_called_same_number_different_list(other):
    assert not same_size(answering(PLACES, one=["AO", "LY"], two=other).questions["asked"])


def test_a_chain_leads_through_articles_and_reports_to_the_origin():
    found = library(
        articles={"last": article(retells="report"), "first": article()},
        origins={"report": {"title": "A report", "retells": "first"}},
    )
    assert upstream(found, found.articles["last"]) == ("report", "first")
    assert upstream(found, found.articles["first"]) == ()


def test_a_chain_that_goes_round_or_nowhere_ends():
    found = library(
        articles={"one": article(retells="two"), "two": article(retells="one"), "lost": article(retells="nothing")}
    )
    assert upstream(found, found.articles["one"]) == ("two",)
    assert upstream(found, found.articles["lost"]) == ()


@pytest.mark.parametrize(
    ("when", "month"),
    [
        ("2023-11-30", (2023, 11)),
        ("2023-11~", (2023, 11)),
        ("2023?", (2023, 0)),
        ("2023-10/2023-12", (2023, 10)),
        ("2020/2021", (2020, 0)),
        ("../2020-03", (2020, 3)),
        (None, (0, 0)),
    ],
)
def test_a_claim_stands_in_the_month_it_is_dated_by(when, month):
    claims = library(articles={"one": article(claim(**({"when": when} if when else {})), published="unknown")}).claims
    (period,) = by_month(claims.values())
    assert (period.year, period.month) == month


def test_claims_and_articles_stand_in_their_years():
    found = library(articles={"one": article(claim(1, when="2022"), claim(2)), "two": article(published="unknown")})
    assert [claim.year for claim in found.claims.values()] == [2022, 2023]
    assert [(year, len(of)) for year, of in by_year(found.articles.values())] == [(2023, 1), (0, 1)]
