from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_files import strict_yaml
from generator.yaml_files.quick_yaml import read_quickly
from generator.yaml_files.strict_yaml import Limits, YamlError, read

PROJECT = Path(__file__).parents[1]
LIMITS = Limits(size=100_000, nodes=2_000, depth=20)


def quickly(text):
    return read_quickly(text, LIMITS.nodes, LIMITS.depth)


def strictly(text):
    """What is read without it; None where nothing is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "read_quickly", lambda *_: None)
        try:
            return read(text.encode(), LIMITS).value
        except YamlError:
            return None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b c\n", {"a": "b c"}),
        ("# c\n\na: b\n  # c\nd: e", {"a": "b", "d": "e"}),
        ("a: ~\nb:\nc: null\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: 'b: #c'\nd: \" e \"\n", {"a": "b: #c", "d": "e"}),
        ("a:\n  b: c\n  d:\n    e: f\ng: h\n", {"a": {"b": "c", "d": {"e": "f"}}, "g": "h"}),
        ("a:\n  - b\n  -   c: d\n      e: f\n  - {g: h}\n", {"a": ["b", {"c": "d", "e": "f"}, {"g": "h"}]}),
        ("a:\n- b:\n  - c\n- d\ne: f\n", {"a": [{"b": ["c"]}, "d"], "e": "f"}),
        ("a: >\n  b\n  c\n\n  d\ne: >-\n f\n", {"a": "b c\nd", "e": "f"}),
        ("a: |\n  b\n   c\n\n  d\n\ne: f\n", {"a": "b\n c\n\nd", "e": "f"}),
        ("a: []\nb: {}\nc: [d, 'e, f', [-1.5, ~]]\n", {"a": [], "b": {}, "c": ["d", "e, f", ["-1.5", None]]}),
        ("a: {b: c d, e: [f], g: https://x.example/y}\n", {"a": {"b": "c d", "e": ["f"], "g": "https://x.example/y"}}),
        ("a: [b c\n  d,\n  e]\nf: {g:\n    h}\n", {"a": ["b c d", "e"], "f": {"g": "h"}}),
    ],
)
def test_what_briefs_are_written_in_is_read(text, value):
    assert quickly(text) == value == strictly(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# c",
        "a",
        "[a]",
        "- a",
        " a: b",
        "---\na: b",
        "a: b\r\n",
        "'a': b",
        "a b: c",
        "null: a",
        "a: b\na: c",
        "a: b\n  c",
        "a: b\n  c: d",
        "a:\n    b: c\n  d: e",
        "a:\n  b: c\n- d",
        "a:\n- b\n c: d",
        "a:\n  b",
        "a:\n- - b",
        "a:\n-\n  b",
        "a: - b",
        "a: b: c",
        "a: b:",
        "a: b # c",
        "a: &b c",
        "a: *b",
        "a: !b c",
        "a: 'b''c'",
        'a: "\\n"',
        'a: "b" c',
        'a: "b\n  c"',
        "a: > # b\n  c",
        "a: >2\n  b",
        "a: >\nb: c",
        "a: >\n  b\n   c",
        "a: >\n\n  b",
        "a: >\n  b\n    \n  c",
        "a: [b",
        "a: [b]]",
        "a: [b] c",
        "a: [b,]",
        "a: [, b]",
        "a: [b: c]",
        "a: [b #c]",
        "a: [b?c]",
        "a: [b,\n\n  c]",
        "a: [b,\nc]",
        "a: {b}",
        "a: {b: }",
        "a: {b: c, b: d}",
        "a: {b:c}",
        "a: [[[[[b]]]]]",
    ],
)
def test_all_else_is_left_to_the_strict_reader(text):
    assert quickly(text) is None


PIECES = [
    *("a: ", "b: ", "- ", "c", "d e", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n\n", "\n \n"),
    *("[", "]", "{", "}", ", ", ",", ": ", ":", "'", '"', ">\n  ", "|\n  ", ">-\n    ", "# ", " #", "#", "-", "?"),
    *("~", "null", "---\n", "...", "&a ", "!", "%", "@", "\N{NO-BREAK SPACE}", "한", "https://x.example/y", "\\"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_read_is_what_the_strict_reader_reads(text):
    try:
        found = read(text.encode(), LIMITS).value
    except YamlError:
        found = None
    assert found == strictly(text)
    assert repr(found) == repr(strictly(text))  # in the same order


lines = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - ", "    - "]),
        st.sampled_from(["a: ", "b: ", "c: ", ""]),
        st.sampled_from(["", "x", "x y", "[x, y]", "{a: x, b: [y]}", "[x,", "y]", "'x'", ">", "|", "# x", "~"]),
    ).map("".join),
    max_size=12,
)


@given(lines.map("\n".join))
def test_whatever_lines_are_read_mean_what_the_strict_reader_says(text):
    quick = quickly(text)
    assert quick is None or repr(quick) == repr(strictly(text))


def test_the_real_briefs_are_read_quickly():
    texts = [path.read_text("utf-8") for path in PROJECT.glob("briefs/*/*.yml")]
    read_so = [text for text in texts if read_quickly(text, 100_000, 20)]
    assert len(read_so) >= 0.9 * len(texts)
    assert [read_quickly(text, 100_000, 20) for text in read_so] == [strictly(text) for text in read_so]


@pytest.mark.parametrize(("nodes", "depth"), [(20, 20), (2_000, 6)])
def test_what_may_be_too_much_is_left_to_the_strict_reader(nodes, depth):
    text = "a:\n  - b: c\n"
    assert quickly(text)
    assert read_quickly(text, nodes, depth) is None


def test_positions_are_found_when_they_are_asked_for():
    document = read(b"a: b\nc:\n  - d: [e,\n      f]\n", LIMITS)
    assert document.offsets == ()
    assert (document.position(("c", 0, "d", 1)).line, document.key_position(("c", 0, "d")).column) == (4, 5)
