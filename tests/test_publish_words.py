import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Son-hui's 1,000 sappers", ["son", "hui", "s", "1", "000", "sappers"]),
        ("Café ÉCOLE cafe\N{COMBINING ACUTE ACCENT}_x", ["cafe", "ecole", "cafe", "x"]),
        ("“Kim” – ½", ["kim", "1", "2"]),
        ("", []),
    ],
)
def test_words_are_without_case_accents_and_marks(text, expected):
    assert words(text) == expected


def test_a_beginning_of_hangul_is_the_beginning_of_the_word():
    [whole], [begun] = words("“최선희”를")[:1], words("최서")
    assert whole.startswith(begun)
    assert unicodedata.normalize("NFC", whole) == "최선희"


@given(st.text())
def test_words_are_words_of_themselves(text):
    assert words(" ".join(words(text))) == words(text)
