import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.icd203 import (
    CONFIDENCES,
    LIKELIHOODS,
    RANGES,
    TABLE,
    Range,
    confidence_sentence,
    out_of_row,
    range_of,
    row_of,
    sentence,
    wording_problems,
)

terms = st.sampled_from(LIKELIHOODS)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ("almost no chance", "remote", 1, 5),
        ("very unlikely", "highly improbable", 5, 20),
        ("unlikely", "improbable", 20, 45),
        ("roughly even chance", "roughly even odds", 45, 55),
        ("likely", "probable", 55, 80),
        ("very likely", "highly probable", 80, 95),
        ("almost certain", "nearly certain", 95, 99),
    ],
)
def test_both_rows_share_the_ranges_of_the_standard(first, second, low, high):
    assert range_of(first) == range_of(second) == Range(low, high)
    assert (row_of(first), row_of(second)) == (1, 2)
    assert [(row.first, row.second) for row in TABLE if row.range == Range(low, high)] == [(first, second)]


def test_ranges_touch_and_do_not_overlap():
    assert [low.high for low in RANGES[:-1]] == [high.low for high in RANGES[1:]]


def test_terms_of_the_other_row_are_named():
    assert out_of_row(["likely", "remote", "unlikely", "probable"]) == ("remote", "probable")
    assert out_of_row(["remote", "likely"]) == ("likely",)
    assert out_of_row(["likely", "unlikely"]) == ()
    assert out_of_row([]) == ()


@pytest.mark.parametrize(
    ("text", "likelihood", "said"),
    [
        (
            "The embassy will reopen.",
            "unlikely",
            "We judge it unlikely (20–45 %) that the embassy will reopen.",
        ),
        (
            "North Korea will join BRICS by 2027",
            "almost no chance",
            "We judge that there is almost no chance (1–5 %) that North Korea will join BRICS by 2027.",
        ),
        ("The “de-risking” goes on", "likely", "We judge it likely (55–80 %) that the “de-risking” goes on."),
        ("It will close", "remote", "We judge the chance to be remote (1–5 %) that it will close."),
        (
            "BRICS will grow",
            "roughly even chance",
            "We judge that there is a roughly even chance (45–55 %) that BRICS will grow.",
        ),
        (
            "a visit follows",
            "roughly even odds",
            "We judge that there are roughly even odds (45–55 %) that a visit follows.",
        ),
        ("Money is the main reason", "probable", "We judge it probable (55–80 %) that Money is the main reason."),
        (
            "No embassy will reopen",
            "very likely",
            "We judge it very likely (80–95 %) that no embassy will reopen.",
        ),
        (
            "No Kwang Chol will stay minister",
            "almost certain",
            "We judge it almost certain (95–99 %) that No Kwang Chol will stay minister.",
        ),
        (
            "An Tong Chun will visit the U.S.",
            "likely",
            "We judge it likely (55–80 %) that An Tong Chun will visit the U.S.",
        ),
        (
            "They will call it “de-risking.”",
            "likely",
            "We judge it likely (55–80 %) that they will call it “de-risking.”",
        ),
    ],
)
def test_the_sentence_of_a_judgment(text, likelihood, said):
    assert sentence(text, likelihood) == said


@given(st.text(), terms)
def test_a_sentence_keeps_the_text_but_for_its_first_letter_and_stop(text, likelihood):
    said = sentence(text, likelihood)
    assert text[1:] in said
    assert said.count("We judge") == 1 + text.count("We judge")


@given(terms, st.sampled_from(CONFIDENCES))
def test_likelihood_and_confidence_never_share_a_sentence(likelihood, level):
    assert "confidence" not in sentence("x", likelihood)
    assert wording_problems(confidence_sentence(level)) == ()


def test_confidence_is_said_in_a_sentence_of_its_own():
    assert confidence_sentence("moderate") == "Our confidence in this is moderate."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The embassy will reopen", ()),
        ("It is very unlikely to reopen", ("very unlikely",)),
        ("Unlikely, and almost\u00a0certain", ("Unlikely", "almost\u00a0certain")),
        ("This will probably fail; a REMOTE outpost stays", ("probably", "REMOTE")),
        ("We say with high confidence, or high-confidence", ("high confidence", "high-confidence")),
        ("Confidence is high in the likelihood of remoteness", ()),
        ("the improbable and the highly  improbable", ("improbable", "highly  improbable")),
        ("very high confidence", ("high confidence",)),
        ("chance, odds, certain, even, high, low", ()),
    ],
)
def test_words_a_judgment_may_not_hold(text, found):
    assert wording_problems(text) == found


@given(terms, st.sampled_from([str.upper, str.title, str.lower]), st.sampled_from(["", "(", "“", "x "]))
def test_every_term_is_found_once_and_whole(term, case, before):
    assert wording_problems(f"{before}{case(term)}.") == (case(term),)
    assert wording_problems(f"{before}{case(term)}x") != (f"{case(term)}x",)


@given(terms)
def test_a_sentence_holds_its_own_term_only(likelihood):
    assert [found.lower() for found in wording_problems(sentence("the post stays open", likelihood))] == [likelihood]
