import math
from itertools import cycle

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_files.edit import set_mapping
from generator.yaml_files.strict_yaml import Limits, read

LIMITS = Limits(size=1_000_000, nodes=10_000, depth=20)
COPY = ("source", "copy")
VALUES = {"file": "x.txt", "checked": "2026-11-21"}
FLOW = '{file: x.txt, checked: "2026-11-21"}'


def value_of(text):
    return read(text.encode(), LIMITS).value


class TestAdded:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("source:\n  url: y  # a\n\n# b\nx: [z]\n", "source:\n  url: y  # a\n  copy: @\n\n# b\nx: [z]\n"),
            ("source:\n    url: y", "source:\n    url: y\n    copy: @"),
            ("\ufeffsource:\r\n  url: y\r\nx: z\r\n", "\ufeffsource:\r\n  url: y\r\n  copy: @\r\nx: z\r\n"),
            ("source:\n  by:\n  - a\n  -\nx: z\n", "source:\n  by:\n  - a\n  -\n  copy: @\nx: z\n"),
            ("source:\n  by: |\n    a\n\n    b\n\n\nx: z\n", "source:\n  by: |\n    a\n\n    b\n  copy: @\n\n\nx: z\n"),
            ("source:\n  by: >\n# a\nx: z\n", "source:\n  by: >\n  copy: @\n# a\nx: z\n"),
            ("source:\n  by: a\n    b\n  # c\nx: z\n", "source:\n  by: a\n    b\n  copy: @\n  # c\nx: z\n"),
            ("source:\n  by: [a,\n    b]  # c\nx: z\n", "source:\n  by: [a,\n    b]  # c\n  copy: @\nx: z\n"),
            ("source: {title: x, url: y}  # a\n", "source: {title: x, url: y, copy: @}  # a\n"),
            ("source: {\n  url: y,  # a\n}\n", "source: {\n  url: y, copy: @,  # a\n}\n"),
            ("source: {url: }\n", "source: {url: , copy: @}\n"),
            ("source: {url}\n", "source: {url, copy: @}\n"),
            ("source: {}\n", "source: {copy: @}\n"),
            ("source:\n  copy:  # a\n  url: y\n", "source:\n  copy: @  # a\n  url: y\n"),
            ("source:\n  copy:", "source:\n  copy: @"),
            ("source: {copy: ~, url: y}", "source: {copy: @, url: y}"),
            ("source: {copy, url: y}", "source: {copy: @, url: y}"),
        ],
    )
    def test_where_it_is_absent(self, before, after):
        assert set_mapping(before, COPY, VALUES) == after.replace("@", FLOW)

    def test_deep_in_lists(self):
        text = "a:\n  - b: c\n  - - d: e\n      f: g\n"
        assert set_mapping(text, ("a", 1, 0, "h"), {"i": "j"}) == text + "      h: {i: j}\n"


class TestChanged:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("{file: z.txt}  # a", '{file: x.txt, checked: "2026-11-21"}  # a'),
            (
                "{\n    checked: '1',  # a\n    sum: b\n  }",
                '{\n    checked: "2026-11-21",  # a\n    sum: b, file: x.txt\n  }',
            ),
            ("{}", FLOW),
            ("{checked: , file: 'x.txt'}", "{checked: \"2026-11-21\", file: 'x.txt'}"),
            ("{checked, 'file':y}", "{checked: \"2026-11-21\", 'file': x.txt}"),
            ("{file: , sum: }", '{file: x.txt, sum: , checked: "2026-11-21"}'),
            ("{file: x.txt, checked: }", '{file: x.txt, checked: "2026-11-21"}'),
            (
                "\n    # a\n    file: z.txt  # b\n    sum: c\n\n    # d",
                '\n    # a\n    file: x.txt  # b\n    sum: c\n    checked: "2026-11-21"\n\n    # d',
            ),
            ("\n    file:", '\n    file: x.txt\n    checked: "2026-11-21"'),
            ("\n    checked:", '\n    checked: "2026-11-21"\n    file: x.txt'),
            ("\n    file: >\n      a\n      b\n\n    checked: ''", '\n    file: x.txt\n\n    checked: "2026-11-21"'),
            ("\n    file: a\n      b\n    checked: |", '\n    file: x.txt\n    checked: "2026-11-21"'),
        ],
    )
    def test_key_by_key_in_the_style_that_stands(self, before, after):
        for text in ("source:\n  copy: @\n  url: y\n", "x: z\nsource:\n  copy: @"):
            assert set_mapping(text.replace("@", before), COPY, VALUES) == text.replace("@", after)

    @pytest.mark.parametrize(
        "same",
        [
            FLOW,
            "{checked: 2026-11-21, other: z, file: 'x.txt'}",
            '\n    "file": "x.txt"  # a\n    checked: >\n      2026-11-21',
        ],
    )
    def test_nothing_where_all_is_the_same(self, same):
        text = f"source:\n  copy: {same}\n"
        assert set_mapping(text, COPY, VALUES) == text

    def test_of_the_whole_file(self):
        assert set_mapping("a: b # c\n", (), {"a": "d", "e": "f"}) == "a: d # c\ne: f\n"


@pytest.mark.parametrize(
    "text", ["", "x: y", "source: x", "source: [x]", "source:\n  copy: x", "source:\n  copy: [x]", "- x"]
)
def test_what_cannot_hold_it_is_left_alone(text):
    with pytest.raises(ValueError, match="can stand at"):
        set_mapping(text, COPY, VALUES)
    with pytest.raises(ValueError, match="can stand at file"):
        set_mapping("source:\n  copy:\n    file:\n      x: y\n", COPY, VALUES)


@pytest.mark.parametrize(
    "value", ["", "null", "~", "yes", "12", "2026-13-45", "0b_", "a: b", "# a", 'a "b"', "a\nb", "한글", "-"]
)
def test_values_come_back_as_they_went(value):
    for text in ("source: {a: b}", "source:\n  a: b", "source:\n  copy:\n    k:"):
        edited = set_mapping(text, COPY, {"k": value})
        assert value_of(edited)["source"]["copy"] == {"k": value}
        assert len(edited.splitlines()) <= 3


plain = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=20).map(str.strip)
keys = st.sampled_from(["title", "url", "by", "NO", "12", "한", "file", "checked"])
trees = st.recursive(
    st.none() | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
copies = st.none() | st.dictionaries(keys, st.none() | plain, max_size=3)
sources = st.dictionaries(keys, trees, max_size=3) | st.fixed_dictionaries({"copy": copies}, optional={"url": trees})
files = st.builds(lambda *values: dict(zip(("first", "source", "last"), values, strict=True)), trees, sources, trees)


@st.composite
def yaml_texts(draw):
    """Files in every layout, with comments and blank lines between and behind the values."""
    flow, indent = draw(st.sampled_from([None, True, False])), draw(st.sampled_from([2, 4]))
    text = yaml.safe_dump(
        draw(files), default_flow_style=flow, indent=indent, allow_unicode=True, sort_keys=False, width=math.inf
    )
    ends = cycle(draw(st.lists(st.sampled_from(["", "  # note", "\n", "\n   # note"]), min_size=1)))
    text = "\n".join(line.removesuffix(" null") + end for line, end in zip(text.splitlines(), ends, strict=False))
    text += draw(st.sampled_from(["", "\n", "\n\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def parts(text):
    """The text before the key `source`, and from the key `last` on."""
    body = text.removeprefix("\ufeff")
    document = read(body.encode(), LIMITS)
    first, last = (document.key_position((key,)) for key in ("source", "last"))
    lines = body.splitlines(keepends=True)
    start, end = (len("".join(lines[: place.line - 1])) + place.column - 1 for place in (first, last))
    return body[:start], body[end:]


@given(yaml_texts(), st.dictionaries(keys, plain, min_size=1, max_size=3))
def test_only_the_mapping_changes(text, values):
    edited = set_mapping(text, COPY, values)
    expected = value_of(text)
    expected["source"]["copy"] = {**(expected["source"].get("copy") or {}), **values}
    assert value_of(edited) == expected
    assert parts(edited) == parts(text)
    assert edited.count("# note") == text.count("# note")
    assert "\r\n" not in text or "\n" not in edited.replace("\r\n", "")
    assert set_mapping(edited, COPY, values) == edited
