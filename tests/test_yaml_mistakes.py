import pytest
import yaml

from generator.yaml_files import strict_yaml
from generator.yaml_files.strict_yaml import Limits, YamlError, read

LEAKS = ("expected <", "did not find", "could not find", "token", "scalar", "block", "flow", "context", "simple key")


def refused(text):
    with pytest.raises(YamlError) as caught:
        read(text.encode(), Limits(size=10_000, nodes=100, depth=20))
    return caught.value


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request, monkeypatch):
    """Read with libyaml and with the pure Python parser: both are told in the same words."""
    if not hasattr(yaml, request.param):
        pytest.skip("needs libyaml: a PyYAML wheel")
    monkeypatch.setattr(strict_yaml, "PARSER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("text", "place", "words", "hint"),
    [
        ("a: *b", (1, 4), "cannot start with '*'", "in quotes"),
        ("a: **bold** text", (1, 4), "cannot start with '*'", "in quotes"),
        ("a: &b c", (1, 4), "cannot start with '&'", "in quotes"),
        ("a: & c", (1, 4), "cannot start with '&'", "in quotes"),
        ("a: &b\n  c: d", (1, 4), "cannot start with '&'", "in quotes"),
        ("a: !b c", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: ! c", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: !!str c", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: !!map {}", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: !e!x c", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: !<c", (1, 4), "cannot start with '!'", "in quotes"),
        ("a: @b", (1, 4), "cannot start with '@'", "in quotes"),
        ("a: `b`", (1, 4), "cannot start with '`'", "in quotes"),
        ("a: %b", (1, 4), "cannot start with '%'", "in quotes"),
        ("a: ? b", (1, 4), "cannot start with '?'", "in quotes"),
        ("a: [?b]", (1, 5), "cannot start with '?'", "in quotes"),
        ("a: [b, |c]", (1, 8), "cannot start with '|'", "in quotes"),
        ("a: b: c", (1, 5), "a colon and a space inside the text of 'a: b: c'", "write > after the colon"),
        ("a: b\n  c: d", (2, 4), "'c: d' reads as part of the text above", "in one column"),
        ("a: b c\n  d\n\n  e: f", (4, 4), "'e: f' reads as part of the text above it, 'd', yet", "in one column"),
        ("a:b\nc: d", (1, 3), "a space is missing after 'a:'", '"key: text"'),
        ("a:\n- b:c\n  d: e", (2, 5), "a space is missing after 'b:'", '"key: text"'),
        ("a: https://b.example\n c: d", (2, 3), "'c: d' reads as part of the text above it", "in one column"),
        ("a: b\nc\nd: e", (2, 1), "'c' is no key with a colon", "key: text"),
        ("a: b\nc:d\n", (2, 3), "a space is missing after 'c:'", '"key: text"'),
        ("a: b\nhttps://c.example\n", (2, 1), "'https://c.example' is no key with a colon", "a space after the colon"),
        ("a: {b:c}", (1, 7), "a space is missing after 'b:'", '"key: text"'),
        ("a: {b: c, d:e-f.txt }", (1, 13), "a space is missing after 'd:'", '"key: text"'),
        ("a: b\nc:\u00a0d\n", (2, 3), "U+00A0 (no-break space) stands where a plain space belongs", "type a space"),
        ("\u00a0 a: b", (1, 1), "U+00A0 (no-break space) stands where a plain space belongs", "type a space"),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\n", (2, 1), "git left two versions", "delete the lines that begin with"),
        ("<<<<<<< HEAD\na: b\n=======\n", (1, 1), "git left two versions", "delete the lines that begin with"),
        ("a: b\n=======\nc: d\n>>>>>>> e\n", (2, 1), "git left two versions", "delete the lines that begin with"),
        ("a: #1 of b", (1, 4), "'#1 of b' is taken for a comment", "in quotes"),
        ("a: “b: c”", (1, 6), "a colon and a space inside the text", "use straight ones"),
        ('a: "b”\nc: d', (1, 4), "the quotation mark that opens here is never closed", "use straight ones"),
        ('a: "b”\nc: "d"', (1, 4), "the quotation mark that opens here closes on a later line", "use straight ones"),
        ("a: 'b\nc: it's d", (1, 4), "the quotation mark that opens here closes on a later line", "on its own line"),
        ('a: "b\nc: d', (1, 4), "the quotation mark that opens here is never closed", "close it"),
        ("a: 'b\n---\nc: d'", (1, 4), "the quotation mark that opens here is never closed", "close it"),
        ("a: 'It's b'", (1, 8), "more text follows after the closing quotation mark", "write > after the colon"),
        ('a: "No", he said', (1, 8), "more text follows after the closing quotation mark", "write > after the colon"),
        (
            'a: "b\nc: "d"',
            (1, 4),
            "the quotation mark that opens here closes on a later line",
            "write > after the colon",
        ),
        ("'a':b", (1, 4), "more text follows after the closing quotation mark", "write > after the colon"),
        ("a: [Draft] b", (1, 12), "more text follows after the closing ']'", "in quotes"),
        ("a: {b: c}d", (1, 10), "more text follows after the closing '}'", "in quotes"),
        ("a: [b, c\nd: e", (1, 4), "the bracket '[' is not closed, or a comma", "close the bracket"),
        ("a: {b: c d: e}", (1, 4), "the bracket '{' is not closed, or a comma", "commas between items"),
        ("a: [b, c", (1, 4), "the bracket '[' is not closed, or a comma", "close the bracket"),
        ("a: [", (1, 4), "the bracket '[' is never closed", "close it"),
        ("a: [b,\n\n# c\n", (1, 4), "the bracket '[' is never closed", "close it"),
        ("a: {b: [c], d: {e: [f,\n", (1, 20), "the bracket '[' is never closed", "close it"),
        ("a: {b: [c], d:\n", (1, 4), "the bracket '{' is never closed", "close it"),
        ("a: [b,, c]", (1, 7), "',' stands where a text is expected", "delete it"),
        ("a: ]", (1, 4), "']' stands where a text is expected", "delete it"),
        (": a", (1, 1), "a key is missing before the colon", "write the key"),
        ("{: a}", (1, 2), "a key is missing before the colon", "write the key"),
        ("a: > b", (1, 4), "the text after '>' must start on the next line", "> or |"),
        ("a: >b", (1, 4), "the text after '>' must start on the next line", "> or |"),
        ("a: |0\n b", (1, 4), "the text after '|' must start on the next line", "> or |"),
        ("a: - b", (1, 4), "a list cannot start here", "[one, two]"),
        ("a:\n - b\n c: d", (3, 2), "'c: d' stands in a list but is no item", '"- "'),
        ("a:\n  - b\n c: d", (3, 2), "'c: d' does not fit the lines above it", "in one column"),
        ("  a: b\nc: d", (2, 1), "'c: d' does not fit the lines above it", "in one column"),
        ('a: "\\q"', (1, 5), "the escape '\\q' is unknown", "single quotes"),
        ('a: "b \\x\\n"', (1, 7), "the escape '\\x' is unknown or incomplete", "single quotes"),
        ('a: "b \\xZZ"', (1, 7), "the escape '\\x' is unknown or incomplete", "single quotes"),
        ('a: "\\U00110000"', (1, 5), "the escape '\\U' is unknown", "single quotes"),
        ('a: "\\UFFFFFFFF"', (1, 5), "the escape '\\U' is unknown", "single quotes"),
        ("a: b\n---\nc: d", (2, 1), "a second document", "---"),
        ("a: b\n---\n", (2, 1), "a second document", "---"),
        ("a: b\n...\n%C\n", None, "", ""),
        ("%YAML 1.2\n---\na: b", (1, 1), "a directive", "delete"),
        ("# b\n\n%TAG ! c\n---\na: b", (3, 1), "a directive", "delete"),
        ("%UNKNOWN\n---\na: b", (1, 1), "a directive", "delete"),
        ("~: a", (1, 1), "a key must be a text", "in quotes"),
        ("null: a", (1, 1), "a key must be a text", "in quotes"),
        ("? \n: a", None, "a key must be a text", "in quotes"),
        ("[a]: b", (1, 1), "a key must be a text", "in quotes"),
        ("a: {{b}}", (1, 5), "a key must be a text", "in quotes"),
        ("? |\n  a\n: b", (1, 3), "a key must be a text", "in quotes"),
        ("a:\n  <<: b", (2, 3), "the merge key '<<' is not read", "write out"),
    ],
)
def test_a_mistake_is_told_with_place_reason_and_way_out(text, place, words, hint):
    error = refused(text)
    assert place is None or (error.line, error.column) == place
    assert words in error.message
    assert hint in error.hint
    assert not [leak for leak in LEAKS if leak in error.message]


def test_a_long_line_is_cut():
    assert len(refused("a: b: " + "c " * 500).message) < 120
