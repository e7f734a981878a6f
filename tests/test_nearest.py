from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.nearest import Change, Passage, in_one_line, nearest
from generator.evidence.quotations import fold

COPY = """It is therefore difficult to analyse the reasons for North Korea’s choices, especially as the regime has not
tried to justify the recent closing of some of its diplomatic posts abroad. However, there are two major underlying
trends, of which one is the nine posts in Angola, Bangladesh and Congo, and the other is Pyongyang’s “de-risking” by
making no concession to North KoreaBondaz Antoine, “Isolement ou intégration ?”. Since then nine posts have closed."""


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("the regime has tried to justify", "…the regime has {+not+} tried to justify…"),
        ("the regime has never tried to justify", "…the regime has [-never-]{+not+} tried to justify…"),
        ("has not really tried to justify", "…has not [-really-] tried to justify…"),
        ("The regime has not tried", "…[-The-]{+the+} regime has not tried…"),
        ("two main underlying trends.", "…two [-main-]{+major+} underlying trends[-.-]{+,+}…"),
        ("in Angola, Libya and Congo", "…in Angola, [-Libya-]{+Bangladesh+} and Congo…"),
        ("the recent closing of its posts", "…the recent closing of {+some of+} its {+diplomatic+} posts…"),
        ("the reasons for North Korea's choice", "…the reasons for North Korea’s [-choice-]{+choices+}…"),
        ("making any concession to North Korea", "…making [-any-]{+no+} concession to North [-Korea-]{+KoreaBondaz+}…"),
        (
            "Isolation or isolement, ou intégration",
            "…[-Isolation or isolement,-]{+Antoine, “Isolement+} ou intégration…",
        ),
    ],
)
def test_the_nearest_passage_and_how_its_words_differ(quote, line):
    passage = nearest(quote, COPY)
    assert passage is not None
    assert in_one_line(passage) == line


def test_a_passage_is_as_printed():
    assert nearest("Pyongyang's “derisking” by making", COPY) == Passage(
        "Pyongyang’s “de-risking” by\nmaking",
        (
            Change("same", "Pyongyang’s “"),
            Change("removed", "derisking"),
            Change("added", "de-risking"),
            Change("same", "” by\nmaking"),
        ),
    )


@pytest.mark.parametrize(
    ("quote", "copy"),
    [("a visit to Moscow next spring", COPY), ("the regime", ""), ("…", COPY), ("", COPY), ("posts " * 200, COPY)],
)
def test_where_nothing_is_near_there_is_none(quote, copy):
    assert nearest(quote, copy) is None


def test_of_several_passages_the_nearest_counts():
    copy = "nine posts were open. " * 50 + "Nine posts were shut in haste. " + "ten posts were shut at leisure. " * 50
    passage = nearest("nine posts were shut in a hurry", copy)
    assert passage is not None
    assert passage.text.startswith("Nine posts were shut in haste")


def parts(passage, *kinds):
    return "".join(change.text for change in passage.changes if change.kind in kinds)


texts = st.lists(
    st.sampled_from(["the", "The", "nine", "posts", "Korea’s", "Korea's", "–", "-", ", ", ".", " ", "\u00a0 "])
)


@given(texts, texts)
def test_the_changes_lead_from_the_quotation_to_the_passage(quote_parts, copy_parts):
    quote, copy = " ".join(quote_parts), " ".join(copy_parts)
    passage = nearest(quote, copy)
    if passage is not None:
        assert passage.text in copy
        assert parts(passage, "same", "added") == passage.text
        assert fold(parts(passage, "same", "removed")) == fold(quote)
        kinds = [change.kind for change in passage.changes]
        assert all(kind != following for kind, following in pairwise(kinds))


@given(st.text(max_size=80), st.text())
def test_any_text_has_a_nearest_passage_or_none(quote, copy):
    passage = nearest(quote, copy)
    assert passage is None or (passage.text in copy and "\n" not in in_one_line(passage))


@pytest.mark.parametrize(
    "copy", ["a" * 1_000_000, "a " * 100_000, "a" + "." * 300_000 + " b", "b a" + " " * 300_000 + "a"]
)
def test_a_hostile_copy_costs_no_more_than_its_length(copy):
    passage = nearest("a b a b a. b a", copy)
    assert passage is None or len(passage.text) <= 1000
