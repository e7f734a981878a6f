import copy
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import dotted
from generator.schema import (
    Article,
    Mission,
    Name,
    Origin,
    Publisher,
    Question,
    Record,
    Theme,
    is_claim_ref,
    is_id,
    word_count,
)
from generator.schema.check import check
from generator.schema.findings import repeated, text, texts

DAY, DATE, ID, URL, LONG = "2024-09-19", "2024-09~", "an-id", "https://example.org/a?b=c#d", "x" * 121
SUMMARY = "A summary of eighty characters at least, which this one has: it goes on until it does."

# One record of each kind with every field there is.
FULL = {
    Article: {
        "title": "A title",
        "source": {
            "title": "As printed",
            "url": URL,
            "published": DATE,
            "published_why": "It says so.",
            "by": ["One", "Two"],
            "publisher": ID,
            "retells": ID,
            "language": "ko",
            "archived": URL,
            "copy": {"file": "copy 1.txt", "sha256": "0" * 64, "quotes": "a" * 64, "checked": DAY},
        },
        "themes": ["one", "two", "three"],
        "summary": SUMMARY,
        "limits": "None.",
        "draft": "true",
        "claims": [
            {
                "id": "c1",
                "say": "Something is.",
                "quote": "something is",
                "kind": "statement",
                "by": "A spokesperson",
                "retells": ID,
                "when": DATE,
                "as_of": DAY,
                "themes": ["one"],
                "answers": {"how-many": "9", "which": ["a", "b"]},
                "note": "Perhaps.",
                "off_timeline": "true",
            }
        ],
    },
    Theme: {
        "title": "A title",
        "question": "What?",
        "bottom_line": "That.",
        "trend": "same",
        "trend_why": "So it is.",
        "judgments": [
            {
                "id": "j1",
                "text": "It will be.",
                "likelihood": "roughly even chance",
                "confidence": "low",
                "because": ["a-brief#c1"],
                "against": ["a-brief#c12"],
                "would_change": "Something else.",
                "reviewed": DAY,
                "history": [{"text": "It was.", "likelihood": "remote", "confidence": "high", "until": DAY}],
                "outcome": {"result": "unclear", "date": DAY, "because": "Nobody knows."},
            }
        ],
    },
    Question: {
        "ask": "Which?",
        "type": "choice",
        "values": ["a", "b"],
        "over_time": "changes",
        "exclusive": "false",
        "editor": {"answer": "a", "because": [{"text": "It is.", "url": URL}], "reviewed": DAY},
    },
    Name: {
        "name": "Kim Jong Un",
        "kind": "person",
        "spellings": ["Kim Jong-un"],
        "hangul": "김정은",
        "role": "leader",
        "country": "KP",
        "point": ["39.03", "-125.754321"],
    },
    Mission: {
        "city": "Kampala",
        "country": "UG",
        "kind": "embassy",
        "point": ["0.32", "32.58"],
        "stages": [{"stage": "closed", "when": "2023-10", "because": ["a-brief#c1", URL]}],
    },
    Publisher: {"name": "The Agency", "reliability": "B", "why": "It was right.", "url": URL},
    Origin: {"title": "A wire report", "publisher": ID, "url": URL, "published": DATE, "retells": ID},
}

# What may be left out.
OPTIONAL = {
    Article: (
        *("source.published_why", "source.by", "source.publisher", "source.retells", "source.language"),
        *("source.archived", "source.copy", "source.copy.sha256", "source.copy.quotes", "source.copy.checked"),
        *("limits", "draft", "claims", "claims[0].quote", "claims[0].kind", "claims[0].by", "claims[0].retells"),
        *("claims[0].when", "claims[0].as_of", "claims[0].themes", "claims[0].answers", "claims[0].note"),
        "claims[0].off_timeline",
    ),
    Theme: (
        *("judgments", "judgments[0].because", "judgments[0].against", "judgments[0].would_change"),
        *("judgments[0].history", "judgments[0].outcome"),
    ),
    Question: ("values", "over_time", "exclusive", "editor", "editor.because[0].url"),
    Name: ("spellings", "hangul", "role", "country", "point"),
    Mission: ("stages", "stages[0].because"),
    Publisher: ("url",),
    Origin: ("publisher", "url", "published", "retells"),
}


def without(record, path):
    record = copy.deepcopy(record)
    at(record, path[:-1]).pop(path[-1])
    return record


def having(record, path, value):
    record = copy.deepcopy(record)
    at(record, path[:-1])[path[-1]] = value
    return record


def at(record, path):
    for step in path:
        record = record[step]
    return record


def keys(record, path=()):
    """The path of every key of a record, but for the questions of answers, which are not ours to name."""
    items = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    for key, value in items:
        if isinstance(key, str):
            yield (*path, key)
        if key != "answers":
            yield from keys(value, (*path, key))


ALL_KEYS = [(model, path) for model, record in FULL.items() for path in keys(record)]


def said(model, typed):
    """What is wrong with a record, one line each; ^ marks what is said of a key."""
    found = check(model, typed)
    assert isinstance(found, (list, Record))
    findings = found if isinstance(found, list) else []
    return [f"{dotted(f.path)}{'^' * f.at_key}: {f.message} ({f.hint})" for f in findings]


@pytest.mark.parametrize("model", FULL)
def test_a_record_with_every_field_there_is_is_right(model):
    assert said(model, FULL[model]) == []


def fields(model):
    for field in model.model_fields.values():
        yield field
        for inner in Record.__subclasses__():
            if inner.__name__ in re.findall(r"\w+", str(field.annotation)):
                yield from fields(inner)


@pytest.mark.parametrize("model", FULL)
def test_the_record_above_has_every_field_and_each_has_its_help(model):
    names = {path[-1] for path in keys(FULL[model])}
    everything = list(fields(model))
    assert {field.alias or name for name, field in model.model_fields.items()} <= names
    assert len(everything) == len({dotted(path) for path in keys(FULL[model])})
    assert all(field.description for field in everything)


@pytest.mark.parametrize(("model", "path"), ALL_KEYS)
def test_what_may_be_left_out_is_what_the_content_model_says(model, path):
    record = without(FULL[model], path)
    if path == ("source", "published_why") or (model is Question and path == ("values",)):
        assert len(said(model, record)) == 1  # its fellows make it needed
    elif dotted(path) in OPTIONAL[model]:
        assert said(model, record) == []
    else:
        (one,) = said(model, record)
        assert one.startswith(f"{dotted(path)}^: '{path[-1]}' is missing (")


@pytest.mark.parametrize(("model", "path"), ALL_KEYS)
def test_a_key_without_a_value_is_absent(model, path):
    assert said(model, having(FULL[model], path, None)) == said(model, without(FULL[model], path))


@pytest.mark.parametrize(("model", "path"), ALL_KEYS)
def test_a_key_with_an_empty_text_is_no_key_without_a_value(model, path):
    assert said(model, having(FULL[model], path, "")) != []


@pytest.mark.parametrize(("model", "path"), ALL_KEYS)
def test_an_unknown_key_is_told_at_the_key_with_the_one_meant(model, path):
    typo = f"{path[-1]}x"
    (one,) = said(model, having(FULL[model], (*path[:-1], typo), "a"))
    assert one == f"{dotted((*path[:-1], typo))}^: '{typo}' is no known key (did you mean '{path[-1]}'?)"


@pytest.mark.parametrize(("model", "path"), ALL_KEYS)
def test_a_value_of_the_wrong_shape_is_told_in_one_line_with_the_way_out(model, path):
    value = at(FULL[model], path)
    wrong = "just a text" if isinstance(value, (list, dict)) else {"a": "mapping"}
    (one,) = [line for line in said(model, having(FULL[model], path, wrong)) if line.startswith(f"{dotted(path)}: ")]
    assert "expected, not" in one or "is not among the allowed values" in one
    assert not one.endswith("()")


A = "claims", 0
S = "source"
GOOD = [
    (Article, ("title",), "x" * 120),
    (Article, ("summary",), "x" * 80),
    (Article, ("summary",), "x" * 900),
    (Article, ("themes",), ["one"]),
    (Article, (S, "url"), "unknown"),
    (Article, (S, "published"), "unknown"),
    (Article, (S, "published"), "2023-12-13/2023-12-31"),
    (Article, (S, "language"), "zh-Hant"),
    (Article, (S, "by"), []),
    (Article, (S, "copy", "file"), "김정은.txt"),
    (Article, ("limits",), "x" * 5000),
    (Article, (*A, "id"), "c9999"),
    (Article, (*A, "say"), "x" * 300),
    (Article, (*A, "quote"), "x " * 24 + "– well-known"),
    (Article, (*A, "quote"), "x" * 250),
    (Article, (*A, "kind"), "assessment"),
    (Article, (*A, "when"), "2023/.."),
    (Article, (*A, "answers"), {"how-many": None}),
    (Article, (*A, "answers"), {"which": []}),
    (Theme, ("judgments", 0, "likelihood"), "nearly certain"),
    (Theme, ("judgments", 0, "because"), []),  # told when the claims are linked
    (Name, ("point",), ["-90", "180"]),
    (Name, ("kind",), "organisation"),
    (Mission, ("stages", 0, "stage"), "reopened"),
    (Publisher, ("reliability",), "F"),
]


@pytest.mark.parametrize(("model", "path", "value"), GOOD)
def test_values_up_to_every_limit_are_right(model, path, value):
    assert said(model, having(FULL[model], path, value)) == []


BAD = [
    (Article, ("title",), LONG, "the text has 121 characters; at most 120 are allowed (cut 1 of them)"),
    (Article, ("title",), "", "the text is empty (our own headline)"),
    (Article, ("summary",), "x" * 79, "the text has 79 characters; at least 80 are needed (write 1 more)"),
    (Article, ("summary",), "x" * 901, "the text has 901 characters; at most 900 are allowed (cut 1 of them)"),
    (Article, ("limits",), "x" * 6234, "the text has 6,234 characters; at most 5,000 are allowed (cut 1,234 of them)"),
    (Name, ("spellings", 0), "x" * 5001, "the text has 5,001 characters; at most 5,000 are allowed (cut 1 of them)"),
    (Article, ("themes",), [], "0 given, at least 1 needed (one to three theme ids)"),
    (Article, ("themes",), ["one", "two", "six", "ten"], "4 given, at most 3 allowed (one to three theme ids)"),
    (Article, ("draft",), "yes", "'yes' is not true (write true, or leave the key out)"),
    (Article, ("draft",), "false", "'false' is not true (write true, or leave the key out)"),
    (Article, (S, "url"), "ftp://a.org", "'ftp://a.org' is no usable address: a web address begins with"),
    (Article, (S, "url"), "https://u:p@a.org/", "'https://u:p@a.org/' is no usable address: a web address names no"),
    (Article, (S, "archived"), "unknown", "'unknown' is no usable address"),
    (Article, (S, "published"), "13.12.2023", "'13.12.2023' is not a date (write 2023-12-13)"),
    (Article, (S, "published"), "2023-02-30", "2023-02-30 does not exist (February 2023 has 28 days)"),
    (Article, (S, "published"), "2023-12/2023-11", "'2023-12/2023-11' ends before it begins (write 2023-11/2023-12)"),
    (
        Article,
        (S, "publisher"),
        "No Such",
        "'No Such' is no id (3 to 80 characters: a to z, 0 to 9 and hyphens, as in 'no-such')",
    ),
    (Article, (S, "retells"), "con", "'con' is a reserved name (choose another id)"),
    (Article, (S, "language"), "Korean", "'Korean' is no language tag (write a tag of BCP 47, as en, ko"),
    (Article, (S, "copy", "file"), "../x", "'../x' is no plain file name (the name alone, without folders)"),
    (Article, (S, "copy", "file"), "..", "'..' is no plain file name (the name alone, without folders)"),
    (Article, (S, "copy", "sha256"), "A" * 64, f"'{'A' * 59}…' is no SHA-256"),
    (Article, (S, "copy", "checked"), "2024-09", "'2024-09' is no day (write year-month-day, as 2024-09-19)"),
    (Article, (S, "copy", "checked"), "2024-09-31", "2024-09-31 does not exist (September 2024 has 30 days)"),
    (Article, (*A, "id"), "c01", "'c01' is no claim id (write c1, c2, ...)"),
    (Article, (*A, "id"), "1", "'1' is no claim id (write c1, c2, ...)"),
    (Article, (*A, "say"), "x" * 301, "the text has 301 characters; at most 300 are allowed (cut 1 of them)"),
    (Article, (*A, "quote"), "x" * 251, "the text has 251 characters; at most 250 are allowed (cut 1 of them)"),
    (Article, (*A, "quote"), "x " * 26, "the quotation has 26 words; at most 25 are allowed (quote only"),
    (Article, (*A, "kind"), "Fact", "'Fact' is not among the allowed values (did you mean 'fact'?)"),
    (Article, (*A, "when"), "unknown", "'unknown' is not a date (leave the key out where the date is not known)"),
    (Article, (*A, "themes"), [], "0 given, at least 1 needed (some of the article's themes; default: all of them)"),
    (Article, (*A, "off_timeline"), "no", "'no' is not true (write true, or leave the key out)"),
    (Theme, ("trend",), "downwards", "'downwards' is not among the allowed values (one of: up, same, down)"),
    (Theme, ("judgments", 0, "id"), "c1", "'c1' is no judgment id (write j1, j2, ...)"),
    (Theme, ("judgments", 0, "likelihood"), "likly", "'likly' is not among the allowed values (did you mean 'likely"),
    (Theme, ("judgments", 0, "confidence"), "medium", "'medium' is not among the allowed values (one of: high"),
    (Theme, ("judgments", 0, "history", 0, "until"), "now", "'now' is no day (write year-month-day, as 2024-09-19)"),
    (Theme, ("judgments", 0, "outcome", "result"), "yes", "'yes' is not among the allowed values (one of: true"),
    (Question, ("type",), "number", "'number' is not among the allowed values (one of: date, count"),
    (Question, ("values",), "place", "a list is expected, not 'place' (write [a, b], or the word places)"),
    (Question, ("exclusive",), "no", "'no' is neither true nor false (write true or false)"),
    (Question, ("editor", "because"), [], "0 given, at least 1 needed (the evidence, each with `text` and `url`)"),
    (Question, ("editor", "answer"), "z", "'z' is not among the answers (one of: a, b)"),
    (Name, ("country",), "Congo", "'Congo' is no code of a place (did you mean CD ("),
    (Name, ("point",), ["39.03"], "1 given, at least 2 needed ([latitude, longitude])"),
    (Name, ("point",), ["1", "2", "3"], "3 given, at most 2 allowed ([latitude, longitude])"),
    (Mission, ("kind",), "Embassy", "'Embassy' is not among the allowed values (did you mean 'embassy'?)"),
    (Publisher, ("reliability",), "b", "'b' is not among the allowed values (did you mean 'B'?)"),
]


@pytest.mark.parametrize(("model", "path", "value", "message"), BAD)
def test_values_beyond_a_limit_are_told_with_the_way_out(model, path, value, message):
    (one,) = said(model, having(FULL[model], path, value))
    assert one.startswith(f"{dotted(path)}: {message}")


@pytest.mark.parametrize(
    ("model", "path", "value", "message"),
    [
        (Article, ("themes",), ["one", "two", "one"], "themes[2]: 'one' stands twice (leave one of them out)"),
        (Article, (S, "by"), ["a", "b", "a"], "source.by[2]: 'a' stands twice (leave one of them out)"),
        (Article, (S, "by"), ["a", None], "source.by[1]: one text is expected, not nothing ("),
        (Article, (*A, "themes"), ["culture"], "claims[0].themes[0]: 'culture' is no theme of this article ("),
        (
            Article,
            (*A, "answers"),
            {"q": {}},
            "claims[0].answers.q: one value or a list of values is expected, not key:",
        ),
        (
            Article,
            (*A, "answers"),
            {"q": [[]]},
            "claims[0].answers.q: one value or a list of values is expected, not a ",
        ),
        (Article, ("a[b].c",), "x", "a[b].c^: 'a[b].c' is no known key ("),
        (Article, (*A, "str"), "x", "claims[0].str^: 'str' is no known key ("),
        (Theme, ("judgments", 0, "because"), ["a"], "judgments[0].because[0]: 'a' is no claim (write <article>#c1, as"),
        (Theme, ("judgments", 0, "because"), ["a-b#c1", "a-b#c1"], "judgments[0].because[1]: 'a-b#c1' stands twice ("),
        (Mission, ("stages", 0, "because"), ["a-b"], "stages[0].because[0]: 'a-b' is no claim ("),
        (Mission, ("stages", 0, "because"), ["ftp://a.b/"], "stages[0].because[0]: 'ftp://a.b/' is no usable"),
        (Name, ("point",), ["91", "0"], "point[0]: 91 is no latitude (write [latitude, longitude]; latitude goes"),
        (Name, ("point",), ["0", "181"], "point[1]: 181 is no longitude (write [latitude, longitude]; longitude goes"),
        (Name, ("point",), ["1e3", "0"], "point[0]: '1e3' is no coordinate (write degrees"),
        (Question, ("values",), ["a", "b", "a"], "values[2]: 'a' stands twice (leave one of them out)"),
        (Question, ("values",), ["a", ["b"]], "values[1]: one text is expected, not a list ("),
    ],
)
def test_the_faulty_item_is_pointed_at(model, path, value, message):
    (one,) = said(model, having(FULL[model], path, value))
    assert one.startswith(message)


@pytest.mark.parametrize("date", ["2023-12-13/2023-12-31", "2023~", "2023?", "2023%", "../2023"])
def test_a_doubtful_date_needs_its_evidence(date):
    record = without(having(FULL[Article], (S, "published"), date), (S, "published_why"))
    (one,) = said(Article, record)
    assert one.startswith(
        "source.published_why^: 'published_why' is missing: a range, `~`, `?` or `%` needs its evidence"
    )


@pytest.mark.parametrize("date", ["2023", "2023-12", "2023-12-13", "unknown"])
def test_a_plain_date_needs_none(date):
    assert said(Article, without(having(FULL[Article], (S, "published"), date), (S, "published_why"))) == []


def test_ids_that_stand_twice_are_told_with_ones_that_are_free():
    claims = [{"id": id_, "say": "S."} for id_ in ("c1", "c2", "c1", "c4", "c2")]
    assert said(Article, having(FULL[Article], ("claims",), claims)) == [
        "claims[2].id: the claim id 'c1' stands twice ('c3' is free)",
        "claims[4].id: the claim id 'c2' stands twice ('c5' is free)",
    ]
    judgment = FULL[Theme]["judgments"][0]
    assert said(Theme, having(FULL[Theme], ("judgments",), [judgment, judgment])) == [
        "judgments[1].id: the judgment id 'j1' stands twice (give this one a new number)"
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"type": "choice"}, "values^: 'values' is missing: a choice needs it (list the allowed answers)"),
        ({"type": "set", "values": []}, "values^: 'values' is missing: a set needs it (list the allowed answers)"),
        ({"type": "count", "values": ["a"]}, "values^: a count has no values (leave the key out)"),
        ({"type": "choice", "values": "places"}, "values: 'places' is for sets only (list the allowed answers)"),
        ({"type": "date", "over_time": "grows"}, "over_time: a date cannot be 'grows' (for a date one of: fixed)"),
        ({"type": "yes-no", "over_time": "grows"}, "over_time: a yes-no cannot be 'grows' (for a yes-no one"),
        ({"type": "count", "exclusive": "false"}, "exclusive^: the answers to a count are always exclusive ("),
    ],
)
def test_the_fields_of_a_question_go_with_its_type(fields, message):
    (one,) = said(Question, {"ask": "What?", **fields})
    assert one.startswith(message)


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "set", "values": "places", "over_time": "grows"},
        {"type": "count", "over_time": "changes"},
        {"type": "yes-no", "over_time": "changes", "exclusive": "true"},
        {"type": "date"},
        {"type": "choice", "values": ["a"], "exclusive": "false"},
    ],
)
def test_these_go_with_it(fields):
    assert said(Question, {"ask": "What?", **fields}) == []


def test_what_is_no_record_is_told_in_one_line():
    expected = ": key: value pairs are expected, not {} (write one `key: value` a line, indented)"
    assert said(Article, ["a"]) == [expected.format("a list")]
    assert said(Article, "a") == [expected.format("'a'")]


def test_values_are_converted():
    article = check(Article, FULL[Article])
    assert article.source.copy_.checked == dt.date(2024, 9, 19)
    assert article.source.published.approximate
    assert article.draft is True
    assert check(Name, FULL[Name]).point == [39.03, -125.754321]
    assert check(Question, FULL[Question]).exclusive is False
    assert check(Article, having(FULL[Article], (S, "url"), "unknown")).source.url is None


def test_texts_follow_a_path_and_pass_over_other_shapes():
    typed = {"a": [{"b": "1"}, {"b": ["2"]}, "3", {"c": "4"}, {"b": "5"}], "d": {"x": "6", "y": None}}
    assert list(texts(typed, "a", ..., "b")) == [(("a", 0, "b"), "1"), (("a", 4, "b"), "5")]
    assert list(texts(typed, "d", ...)) == [(("d", "x"), "6")]
    assert list(texts("text")) == [((), "text")]
    assert text(typed, "d", "x") == "6"
    assert text(typed, "a", "b") is None
    assert list(repeated(["a", "b", "a", "a"], ...)) == [((2,), "a"), ((3,), "a")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("nine posts", 2),
        ("well-known 9", 2),
        ("a – b — c", 3),
        ("… . !", 0),
        ("a\u00a0b\nc", 3),
        ("북한은 러시아", 2),
    ],
)
def test_words_hold_a_letter_or_a_digit(text, count):
    assert word_count(text) == count


@pytest.mark.parametrize("name", ["abc", "a-1", "0" * 80])
def test_these_are_ids(name):
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "ab", "a" * 81, "Abc", "a_b", "abc\n", "aux", "lpt1", "índex", "index"])
def test_these_are_none(name):
    assert not is_id(name)
    assert not is_claim_ref(f"{name}#c1") or name in {"aux", "lpt1", "index"}


typed_values = st.recursive(
    st.none() | st.text(max_size=5) | st.sampled_from(["c1", "true", "2023~", "unknown", "set", "places", "9"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from([path[-1] for _, path in ALL_KEYS]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(ALL_KEYS), typed_values)
def test_whatever_is_typed_is_a_record_or_told(model_and_path, value):
    model, path = model_and_path
    said(model, having(FULL[model], path, value))
    said(model, value)


def test_what_many_records_hold_alike_is_kept_once():
    one, other = (check(Origin, {"title": "A report", "publisher": f"id-{number // 2}"}) for number in range(2))
    assert one.publisher is other.publisher
    assert one.model_fields_set is other.model_fields_set
