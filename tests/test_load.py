import datetime as dt
from pathlib import Path

import pytest

from generator.problems import for_people
from generator.reading import files
from generator.reading.content import Answer, Content
from generator.reading.load import load, located
from generator.reading.references import Fault
from generator.values.answers import Count

SUMMARY = "What follows makes this summary as long as a summary has to be, and says no more than that at all."
ARTICLE = f"""\
title: A title
source:
  title: As printed
  url: https://example.org/
  published: 2023-11-10
themes: [a-theme]
summary: {SUMMARY}
"""
THEME = "{title: T, question: Q?, bottom_line: B., trend: up, trend_why: W.}\n"


@pytest.fixture
def write(tmp_path):
    """Write files under briefs/: a theme and what is given, by path."""

    def write(**texts: str | bytes) -> Path:
        for path, text in {"themes/a-theme": THEME, **texts}.items():
            file = tmp_path / "briefs" / (path if "." in path else f"{path}.yml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def said(root: Path) -> list[str]:
    return for_people(load(root)[1]).splitlines()


def test_records_of_all_kinds_are_read_in_order_of_their_ids(write):
    root = write(
        **{
            "articles/second": ARTICLE,
            "articles/first": f"{ARTICLE}claims: [{{id: c1, say: S., answers: {{how-many: '>=5'}}}}]",
            "registers/questions": "how-many: {ask: How many?, type: count}\nanother: {ask: When?, type: date}",
            "registers/names": "kampala: {name: Kampala, kind: place}",
            "registers/missions": "kampala: {city: Kampala, country: UG, kind: embassy, point: [0.3, 32.6]}",
            "registers/publishers": "agency: {name: The Agency, reliability: B, why: It was right.}",
            "registers/origins": "wire: {title: A wire report}",
        }
    )
    content, problems = load(root)
    assert problems == []
    assert {kind: list(getattr(content, kind)) for kind in Content.__slots__ if kind != "answers"} == {
        "articles": ["first", "second"],
        "themes": ["a-theme"],
        "questions": ["another", "how-many"],
        "names": ["kampala"],
        "missions": ["kampala"],
        "publishers": ["agency"],
        "origins": ["wire"],
    }
    assert content.answers == {"first": (Answer("first", "c1", "how-many", Count(5, None)),)}
    assert content.articles["first"].source.published.first == dt.date(2023, 11, 10)


def test_no_briefs_are_no_fault(tmp_path):
    (tmp_path / "briefs").mkdir()
    assert load(tmp_path) == (Content(), [])


def test_empty_folders_and_registers_are_no_fault(write):
    root = write(**{"registers/names": "", "registers/questions": "# none yet\n", "registers/README.md": "About."})
    (root / "briefs/articles").mkdir()
    content, problems = load(root)
    assert (list(content.themes), problems) == (["a-theme"], [])


def test_without_the_folder_the_way_out_is_told(tmp_path):
    assert said(tmp_path) == ["briefs:1:1: there is no folder briefs/ (make one, or go to the project)"]


def test_what_does_not_belong_is_named_at_every_level(write):
    root = write(
        **{"extra": "x", "articles/notes.txt": "x", "registers/authors": "{}", "articles/old/a-brief": ARTICLE}
    )
    assert [line.split(" (")[0] for line in said(root)] == [
        "briefs/articles/notes.txt:1:1: 'notes.txt' is no brief",
        "briefs/articles/old:1:1: 'old' is no brief",
        "briefs/extra.yml:1:1: 'extra.yml' does not belong here",
        "briefs/registers/authors.yml:1:1: there is no register 'authors'",
    ]


def test_one_bad_brief_costs_no_other(write):
    root = write(**{"articles/bad": "title: [", "articles/worse": b"\xff", "articles/good": ARTICLE})
    content, problems = load(root)
    assert list(content.articles) == ["good"]
    assert [problem.file for problem in problems] == ["briefs/articles/bad.yml", "briefs/articles/worse.yml"]


def test_one_bad_record_costs_no_other_of_its_register(write):
    root = write(**{"registers/names": "one: {name: One, kind: plaice}\ntwo: {name: Two, kind: place}"})
    content, problems = load(root)
    assert list(content.names) == ["two"]
    assert for_people(problems) == (
        "briefs/registers/names.yml:1:24: one.kind: 'plaice' is not among the allowed values (did you mean 'place'?)\n"
    )


def test_a_brief_with_a_broken_reference_is_left_out_with_its_answers(write):
    root = write(
        **{
            "articles/broken": f"{ARTICLE}claims: [{{id: c1, say: S., retells: nobody, answers: {{how-many: 5}}}}]",
            "registers/questions": "how-many: {ask: How many?, type: count}",
        }
    )
    content, problems = load(root)
    assert (list(content.articles), content.answers, len(problems)) == ([], {}, 1)


@pytest.mark.parametrize(
    ("register", "text", "said_of_it"),
    [
        ("names", "- one", "1:1: a register holds records by their ids, not a list ("),
        ("names", "just a text", "1:1: a register holds records by their ids, not 'just a text' ("),
        ("names", "Bad Id: {}", "1:1: Bad Id: 'Bad Id' is no id (3 to 80 characters"),
        ("names", "con: {}", "1:1: con: 'con' is no id (3 to 80 characters"),
        ("names", "one:\n  kind: place", "1:1: one.name: 'name' is missing ("),
        ("names", "one:", "1:1: one.kind: 'kind' is missing ("),
        ("names", "one: text", "1:6: one: key: value pairs are expected, not 'text' ("),
    ],
)
def test_a_register_of_the_wrong_shape_is_named(write, register, text, said_of_it):
    assert said(write(**{f"registers/{register}": text}))[0].startswith(f"briefs/registers/{register}.yml:{said_of_it}")


def test_an_unreadable_register_makes_no_reference_wrong(write):
    article = ARTICLE.replace("published:", "publisher: agency\n  retells: wire\n  published:")
    root = write(**{"articles/one": article, "registers/publishers": "a: [", "registers/origins.yaml": "wire: {}"})
    assert [line.split(":")[0] for line in said(root)] == [
        "briefs/registers/origins.yaml",
        "briefs/registers/publishers.yml",
    ]


def in_vain(*publishers):
    """Briefs, each of which names a publisher."""
    texts = (ARTICLE.replace("published:", f"publisher: {id_}\n  published:") for id_ in publishers)
    return {f"articles/brief-{n}": text for n, text in enumerate(texts)}


def test_a_register_that_is_gone_is_one_problem_and_costs_no_brief(write):
    content, problems = load(write(**in_vain("one-paper", "one-paper", "two-paper", "three-paper", "xxx-paper")))
    assert for_people(problems) == (
        "briefs/registers/publishers.yml:1:1: this is missing, yet 5 places name what it holds: 'one-paper',"
        " 'three-paper', 'two-paper', ..."
        " (write it, or bring it back, as with: git restore briefs/registers/publishers.yml)\n"
    )
    assert len(content.articles) == 5


def test_questions_that_are_gone_are_one_problem(write):
    answering = f"{ARTICLE}claims: [{{id: c1, say: S., answers: {{how-many: 5, how-few: 1}}}}]"
    (line,) = said(write(**{"articles/one": answering}))
    assert line.startswith("briefs/registers/questions.yml:1:1: this is missing, yet 2 places name")


def test_themes_that_are_gone_are_one_problem(write):
    root = write(**{"articles/one": ARTICLE, "articles/two": ARTICLE})
    (root / "briefs/themes/a-theme.yml").unlink()
    (root / "briefs/themes").rmdir()
    (line,) = said(root)
    assert line.startswith("briefs/themes:1:1: this is missing, yet 2 places name what it holds: 'a-theme' (")


def test_what_a_register_that_is_gone_cannot_have_held_stands_on_its_own(write):
    retelling = [ARTICLE.replace("published:", f"retells: {id_}\n  published:") for id_ in ("wire", "cable", "brief-9")]
    root = write(**{f"articles/brief-{n}": text for n, text in enumerate(retelling)})
    assert [line.partition(" (")[0] for line in said(root)] == [
        "briefs/articles/brief-2.yml:5:12: source.retells: unknown article or origin 'brief-9'",
        "briefs/registers/origins.yml:1:1: this is missing, yet 2 places name what it holds: 'cable', 'wire'",
    ]


@pytest.mark.parametrize("register", [None, ""])
def test_one_record_too_few_is_told_where_it_is_named(write, register):
    registers = {} if register is None else {"registers/publishers": register}
    (line,) = said(write(**in_vain("one-paper"), **registers))
    assert line == (
        "briefs/articles/brief-0.yml:5:14: source.publisher: unknown publisher 'one-paper'"
        " (add it to briefs/registers/publishers.yml)"
    )


def test_an_empty_brief_is_told_in_one_line(write):
    root = write(**{"articles/one": "# to come\n"})
    assert said(root) == ["briefs/articles/one.yml:1:1: the file is empty (write something, or remove it)"]


def test_a_brief_with_ten_thousand_brackets_is_refused(write):
    (problem,) = said(write(**{"articles/one": "themes: " + "[" * 10_000}))
    assert "nest more than 20 deep" in problem


def test_a_brief_larger_than_its_cap_is_refused(write):
    (problem,) = said(write(**{"articles/one": ARTICLE + "#" * 256 * 1024}))
    assert "at most 262,144 are allowed (shorten it)" in problem


def test_a_brief_of_too_many_values_is_refused(write):
    (problem,) = said(write(**{"articles/one": ARTICLE + "limits: [" + "x," * 10_000 + "]"}))
    assert "more than 10,000 keys and values" in problem


def test_a_register_may_be_larger(write):
    names = "".join(f"name-{n}: {{name: Name {n}, kind: place}}\n" for n in range(6000))
    content, problems = load(write(**{"registers/names": names}))
    assert (len(content.names), problems) == (6000, [])


def test_an_unreadable_file_is_named_and_the_rest_is_read(write, monkeypatch):
    root = write(**{"articles/one": ARTICLE, "articles/two": ARTICLE})
    opened = files.os.open

    def refuse(path, *more):
        if path.name == "one.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *more)

    monkeypatch.setattr(files.os, "open", refuse)
    content, problems = load(root)
    assert list(content.articles) == ["two"]
    assert for_people(problems) == (
        "briefs/articles/one.yml:1:1: this file cannot be read: Permission denied (look at its permissions)\n"
    )


def test_an_unreadable_folder_is_named_and_the_rest_is_read(write, monkeypatch):
    root = write(**{"articles/one": ARTICLE})
    listed = files.os.listdir

    def refuse(path):
        if path.name == "articles":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(files.os, "listdir", refuse)
    content, problems = load(root)
    assert list(content.themes) == ["a-theme"]
    assert "this folder cannot be read: Permission denied" in for_people(problems)


def test_mistakes_of_every_sort_in_one_brief_are_told_at_once(write):
    text = ARTICLE.replace("2023-11-10", "2023~").replace("a-theme", "another-theme") + (
        "limit: none\nclaims:\n- {id: c1, say: One., retells: nobody}\n- {id: c1, say: Two., themes: [a-theme]}\n"
    )
    assert [line.split(": ")[1] for line in said(write(**{"articles/one": text}))] == [
        "source.published_why",
        "themes[0]",
        "limit",
        "claims[0].retells",
        "claims[1].id",
        "claims[1].themes[0]",
    ]


def test_columns_count_characters_and_lines_after_crlf(write):
    root = write(
        **{"articles/one": ARTICLE.replace("\n", "\r\n").replace("themes: [a", "themes: ['김정은', [], a").encode()}
    )
    assert [line.split(": ")[0] for line in said(root)] == [
        "briefs/articles/one.yml:6:10",
        "briefs/articles/one.yml:6:17",
    ]


def test_a_fault_is_found_in_its_file_at_the_key_or_at_the_value(write):
    root = write(**{"articles/one": ARTICLE, "registers/names": "one:\n  name: One\n"})
    faults = [
        Fault("names", "one", ("name",), "m", "h"),
        Fault("names", "one", (), "m", "h", at_key=True),
        Fault("articles", "one", ("source", "title"), "m", "h", at_key=True),
        Fault("articles", "one", ("claims", 0, "say"), "m", "h"),
        Fault("articles", "gone", ("title",), "m", "h"),
    ]
    assert for_people(located(root, faults)).splitlines() == [
        "briefs/articles/gone.yml:1:1: title: m (h)",
        "briefs/articles/one.yml:1:1: claims[0].say: m (h)",
        "briefs/articles/one.yml:3:3: source.title: m (h)",
        "briefs/registers/names.yml:1:1: one: m (h)",
        "briefs/registers/names.yml:2:9: one.name: m (h)",
    ]
