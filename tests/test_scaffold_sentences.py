import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.scaffold.sentences import fits, notes, pieces, sentences


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He met U.S. officials. They left.", ["He met U.S. officials.", "They left."]),
        ("On Nov. 5 Mr. Kim left St. Petersburg.", ["On Nov. 5 Mr. Kim left St. Petersburg."]),
        ("Luc Jose A. wrote it.", ["Luc Jose A. wrote it."]),
        ("“I go,” he said. “Now.” They left.", ["“I go,” he said.", "“Now.”", "They left."]),
        ("It rose by 3.5 per cent. Then it fell.", ["It rose by 3.5 per cent.", "Then it fell."]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_sentences(paragraph, parts):
    assert list(sentences(paragraph)) == parts


def test_a_footnote_glued_to_a_word_is_cut_out():
    paragraph = (
        "This hurts North KoreaDoe Jane, “A title. With two parts”, The Review, octobre 2023. . Since then it is over."
    )
    assert list(sentences(paragraph)) == ["This hurts North Korea", "Since then it is over."]
    assert notes(paragraph) == ["Doe Jane, “A title. With two parts”, The Review, octobre 2023. "]


def test_marks_of_footnotes_are_cut_out_too():
    assert list(sentences("Relations soured.12 The next[3] one came.")) == [
        "Relations soured.",
        "The next",
        "one came.",
    ]
    assert notes("Relations soured.12 The next[3] one came.") == []


def test_names_with_a_capital_inside_are_no_footnotes():
    assert list(sentences("McDonald, “the clown”, and iPhone came.")) == ["McDonald, “the clown”, and iPhone came."]


def test_a_short_sentence_is_quoted_whole_without_its_end():
    assert pieces("It was\u00a0closed.") == ["It was closed"]


def test_a_long_sentence_is_quoted_in_pieces():
    start = "On September 19, 2023, the minister, who had been asked by many people, chose not to attend the meeting"
    found = pieces(f"{start} in New York and to fly to a forum in Russia, as the agency reported on the day after it.")
    assert "On September 19, 2023, the minister, who had been asked by many people" in found
    assert "as the agency reported on the day after it" in found
    assert f"{start} in New York" in found


@given(st.text(alphabet="ab ,;:.–()“”\u00a0", max_size=600))
def test_a_piece_is_never_too_long_and_stands_in_the_sentence(sentence):
    plain = " ".join(sentence.split())
    assert all(fits(piece) and piece in plain for piece in pieces(sentence))
