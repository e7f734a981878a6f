import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.compare import Pair
from generator.evidence.judgments import Review, TermRecord, brier_score, reviews, track_record, weakness
from generator.values.icd203 import LIKELIHOODS, Range

OLD, REVIEWED, NEW, NEWER = (dt.date(2024, 1, day) for day in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("confidence", "origins", "found"),
    [
        ("low", [], "no-claims"),
        ("high", [], "no-claims"),
        ("high", ["a"], "single-origin"),
        ("high", ["a", "a"], "single-origin"),
        ("high", ["a", "b"], None),
        ("moderate", ["a"], None),
        ("low", ["a"], None),
    ],
)
def test_a_judgment_rests_on_something_and_high_confidence_on_two_origins(confidence, origins, found):
    assert weakness(confidence, origins) == found


def look(days, *pairs, beneath=("a#c1", "b#c1")):
    return reviews(beneath, REVIEWED, days.get, [Pair(claims, verdict, same_size=False) for claims, verdict in pairs])


def test_nothing_new_is_no_reason():
    days = {"a#c1": OLD, "b#c1": REVIEWED, "x#c1": REVIEWED}
    assert look(days, (("a#c1", "b#c1"), "conflict"), (("a#c1", "x#c1"), "conflict"), (("b#c1", "x#c1"), "agree")) == ()


def test_an_unknown_day_is_no_reason():
    assert look({}, (("a#c1", "x#c1"), "conflict")) == ()


def test_a_claim_beneath_was_changed():
    assert look({"a#c1": NEW, "z#c1": NEW}) == (Review("changed", "a#c1", NEW, "a#c1"),)


@pytest.mark.parametrize("verdict", ["agree", "fit", "rival", "changed", "retold", "mixed"])
def test_a_claim_was_added_to_its_question(verdict):
    assert look({"x#c1": NEW}, (("b#c1", "x#c1"), verdict)) == (Review("added", "x#c1", NEW, "b#c1"),)
    assert look({"b#c1": OLD, "0#c1": NEW}, (("0#c1", "b#c1"), verdict)) == (Review("added", "0#c1", NEW, "b#c1"),)


def test_a_claim_beneath_was_contradicted():
    assert look({"x#c1": NEW}, (("b#c1", "x#c1"), "conflict")) == (Review("contradicted", "x#c1", NEW, "b#c1"),)


def test_a_change_beneath_may_bring_the_contradiction():
    assert look({"b#c1": NEW, "x#c1": OLD}, (("b#c1", "x#c1"), "conflict")) == (
        Review("contradicted", "x#c1", NEW, "b#c1"),
        Review("changed", "b#c1", NEW, "b#c1"),
    )


def test_the_gravest_and_latest_come_first_and_each_claim_once():
    days = {"a#c1": NEW, "x#c1": NEW, "y#c1": NEWER, "z#c1": NEW}
    found = look(
        days,
        (("a#c1", "z#c1"), "agree"),
        (("b#c1", "z#c1"), "fit"),
        (("b#c1", "y#c1"), "fit"),
        (("b#c1", "x#c1"), "agree"),
        (("a#c1", "x#c1"), "conflict"),
    )
    assert [(review.kind, review.claim, review.beneath) for review in found] == [
        ("contradicted", "x#c1", "a#c1"),
        ("changed", "a#c1", "a#c1"),
        ("added", "y#c1", "b#c1"),
        ("added", "z#c1", "a#c1"),
    ]


def test_claims_of_other_questions_and_two_claims_beneath_say_nothing():
    assert look({"x#c1": NEW, "y#c1": NEW}, (("x#c1", "y#c1"), "conflict")) == ()
    assert look({"a#c1": OLD, "b#c1": OLD}, (("a#c1", "b#c1"), "conflict")) == ()


def test_the_track_record_counts_each_term_in_use():
    judged = [("likely", "true"), ("likely", "false"), ("likely", None), ("remote", "unclear"), ("unlikely", "false")]
    records = track_record(judged)
    assert records == (
        TermRecord("unlikely", judged=1, true=0, false=1, unclear=0),
        TermRecord("likely", judged=3, true=1, false=1, unclear=0),
        TermRecord("remote", judged=1, true=0, false=0, unclear=1),
    )
    assert records[1].range == Range(55, 80)
    assert track_record([]) == ()


def test_the_score_is_of_those_that_turned_out_true_or_false():
    assert brier_score(track_record([])) is None
    assert brier_score(track_record([("likely", None), ("likely", "unclear")])) is None
    assert brier_score(track_record([("likely", "true"), ("likely", None)])) == pytest.approx(0.325**2)
    assert brier_score(track_record([("likely", "false"), ("remote", "false")])) == pytest.approx(
        (0.675**2 + 0.03**2) / 2
    )
    assert brier_score(track_record([("roughly even chance", "true")])) == pytest.approx(0.25)


outcomes = st.lists(st.tuples(st.sampled_from(LIKELIHOODS), st.sampled_from(["true", "false", "unclear", None])))


@given(outcomes, st.randoms())
def test_every_judgment_is_counted_once_in_any_order(judged, random):
    records = track_record(judged)
    assert sum(record.judged for record in records) == len(judged)
    assert all(record.judged >= record.true + record.false + record.unclear for record in records)
    score = brier_score(records)
    assert score is None or 0 <= score <= 1
    random.shuffle(judged)
    assert track_record(judged) == records
