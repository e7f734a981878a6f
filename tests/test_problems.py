import json

import pytest

from generator.problems import (
    Problem,
    described,
    did_you_mean,
    dotted,
    for_github,
    for_people,
    for_programs,
    printable,
    quoted,
)

PROBLEM = Problem("briefs/articles/x.yml", 12, 9, "themes[1]", "unknown theme 'brics-outrech'", "did you mean ...?")


@pytest.mark.parametrize(
    ("path", "text"),
    [((), ""), (("title",), "title"), (("claims", 1, "quote"), "claims[1].quote"), ((0, "a\nb"), r"[0].a\nb")],
)
def test_a_path_is_written_as_people_read_it(path, text):
    assert dotted(path) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "'plain'"),
        (9, "'9'"),
        ("two\nlines\x1b[31m", r"'two\nlines\x1b[31m'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
        ("김정은", "'김정은'"),
        ("\udcff", r"'\udcff'"),
    ],
)
def test_a_value_is_shown_on_one_line_and_not_at_length(value, text):
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [({}, "key: value pairs"), ([1], "a list"), (None, "nothing"), ("a", "'a'")]
)
def test_a_value_of_the_wrong_shape_is_described(value, text):
    assert described(value) == text


@pytest.mark.parametrize(
    ("value", "allowed", "hint"),
    [
        ("brics-outrech", ["russia-ties", "brics-outreach"], "did you mean 'brics-outreach'?"),
        ("Fact", ["fact", "statement"], "did you mean 'fact'?"),
        ("xyz", ["fact", "statement"], "one of: fact, statement"),
        ("xyz", [f"theme-{n}" for n in range(16)], ""),
        ("xyz", [], ""),
        ("x" * 1_000_000, ["fact"], "one of: fact"),
    ],
)
def test_the_nearest_value_is_pointed_out_or_all_where_they_are_few(value, allowed, hint):
    assert did_you_mean(value, allowed) == hint


def test_among_very_many_the_nearest_that_begins_alike_is_pointed_out():
    allowed = [f"2024-{day:05}-report" for day in range(20_000)]
    assert did_you_mean("2024-01234-repport", allowed) == "did you mean '2024-01234-report'?"
    assert did_you_mean("nothing like it", allowed) == ""


def test_people_read_one_line_a_problem_in_order():
    other = Problem("briefs/articles/a.yml", 1, 1, "", "the file is empty")
    assert for_people([PROBLEM, other]) == (
        "briefs/articles/a.yml:1:1: the file is empty\n"
        "briefs/articles/x.yml:12:9: themes[1]: unknown theme 'brics-outrech' (did you mean ...?)\n"
    )


def test_what_was_typed_breaks_no_line_and_moves_no_cursor():
    assert for_people([Problem("f", 1, 1, "", "a\nb", "\x1b[2J\r")]) == "f:1:1: a\\nb (\\x1b[2J\\r)\n"


def test_lines_are_sorted_by_number_not_by_letters():
    at = [Problem("f", line, 1, "", "m") for line in (10, 9)]
    assert for_people(at).splitlines() == ["f:9:1: m", "f:10:1: m"]


def test_github_gets_workflow_commands():
    hostile = Problem("a,b:c%.yml", 2, 3, "", "one\n::warning::two", "50 %")
    assert for_github([hostile]) == (
        "::error file=a%2Cb%3Ac%25.yml,line=2,col=3,title=file::one\\n::warning::two (50 %25)\n"
    )
    assert for_github([PROBLEM]).startswith("::error file=briefs/articles/x.yml,line=12,col=9,title=themes[1]::unknown")


def test_programs_get_a_list_of_objects():
    assert json.loads(for_programs([PROBLEM])) == [
        {
            "file": "briefs/articles/x.yml",
            "line": 12,
            "column": 9,
            "path": "themes[1]",
            "message": "unknown theme 'brics-outrech'",
            "hint": "did you mean ...?",
        }
    ]
    assert json.loads(for_programs([])) == []


def test_printable_leaves_what_people_read():
    assert printable("Côte d’Ivoire – 김정은 ‘so’") == "Côte d’Ivoire – 김정은 ‘so’"
