from importlib import resources

import pytest

from generator.publish import typeface
from generator.publish.typeface import Typeface

PLAIN = Typeface(dict.fromkeys("abcdefghij ", 0.5))


@pytest.fixture(scope="module")
def serif():
    font = resources.files("font_source_serif_pro") / "files/SourceSerifPro-Regular.ttf"
    return typeface.read(font.read_bytes())


def test_a_font_tells_how_wide_its_letters_are(serif):
    assert serif.width("W") > serif.width("m") > serif.width("i") > 0
    assert serif.width("1") == serif.width("8") == pytest.approx(0.5, abs=0.05)
    assert serif.width("Wi") == serif.width("W") + serif.width("i")


@pytest.mark.parametrize(
    ("text", "covered"), [("Kim’s “visit”, 12–13 é", True), ("Жуков", True), ("평양", False), ("\U0001f600", False)]
)
def test_a_font_tells_what_it_can_write(serif, text, covered):
    assert serif.covers(text) is covered


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("abc", ["abc"]),
        ("abc def", ["abc def"]),
        ("abc defg", ["abc", "defg"]),
        ("abcdefghij abc", ["abcdefghij", "abc"]),
        ("abc  abcdefghij", ["abc", "abcdefghij"]),
    ],
)
def test_lines_break_between_words(text, lines):
    assert PLAIN.lines(text, 3.5) == lines
