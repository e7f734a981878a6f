import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.scaffold.candidates import candidates
from generator.authoring.scaffold.extract import Extract, from_text
from generator.authoring.scaffold.lines import Line, Role
from generator.authoring.scaffold.settle import fault, notes, settle
from generator.authoring.scaffold.write import Draft, scaffold
from generator.reading.content import Content
from generator.reading.records import RECORD_LIMITS
from generator.schema import Article, Name, Publisher, Theme
from generator.schema.check import check
from generator.yaml_files.strict_yaml import read

CONTENT = Content(
    themes={
        "closures": Theme(title="Closures", question="q", bottom_line="Posts closed", trend="up", trend_why="w"),
        "weapons": Theme(title="Weapons", question="q", bottom_line="Missiles shown", trend="up", trend_why="w"),
    },
    names={"jane-doe": Name(name="Jane Doe", kind="person")},
    publishers={"the-daily": Publisher(name="The Daily", reliability="C", why="w", url="https://daily.example.org")},
)
PAGE = Extract(
    lines=(Line(1, "Closures of posts, said Jane Doe"), Line(2, "Read The Daily", Role.ADVERT)),
    copy="",
    title="As printed",
    by=("Jane Doe",),
    published="2024-09-24",
    evidence=(("published", "line 3"),),
    clues=("line 5: only the time",),
    url="https://daily.example.org/1",
    language="en",
)


def test_what_the_page_tells_is_taken():
    assert settle(PAGE, Draft(), CONTENT) == Draft(
        title="As printed",
        url="https://daily.example.org/1",
        published="2024-09-24",
        published_why="line 3",
        by=("Jane Doe",),
        publisher="the-daily",
        language="en",
    )


def test_what_the_person_says_goes_first():
    given = Draft(
        title="T", url="https://other.example/", published="2024-09", by=("John Roe",), publisher="the-weekly"
    )
    settled = settle(PAGE, given, CONTENT)
    assert (settled.title, settled.url, settled.by) == ("T", "https://other.example/", ("John Roe",))
    assert (settled.published, settled.published_why, settled.publisher) == ("2024-09", None, "the-weekly")


def test_the_publisher_is_that_of_the_address_given():
    assert settle(Extract((), ""), Draft(url="https://www.daily.example.org/2"), CONTENT).publisher == "the-daily"


def test_notes_tell_what_may_help():
    made = notes(PAGE, Draft(), CONTENT)
    assert made.source["published"][1:] == ["line 5: only the time"]
    assert made.source["publisher"] == ["perhaps the-daily (named in line 2, advert)"]
    assert made.brief["themes"] == ["likely: closures; there are also: weapons"]
    assert made.brief["claims"] == ["Names of the register in the article, as we write them: Jane Doe."]


def test_nothing_is_told_of_what_is_settled():
    settled = Draft(published="2024", publisher="the-daily", themes=("closures",))
    made = notes(PAGE, settled, CONTENT)
    assert (list(made.source), list(made.brief)) == ([], ["claims"])


def test_a_publisher_that_the_register_lacks_is_named():
    (note,) = notes(Extract((), "", publisher="The Weekly"), Draft(), CONTENT).source["publisher"]
    assert '"The Weekly"' in note


@pytest.mark.parametrize(
    ("key", "draft", "words"),
    [
        ("published", Draft(published="24.9.2024"), "2024-09-24"),
        ("published_why", Draft(published="2024-09/2024-10"), None),
        ("url", Draft(url="daily.example.org"), "http"),
        ("headline", Draft(headline="x" * 121), "at most 120"),
        ("themes", Draft(themes=("closure",)), "did you mean 'closures'"),
        ("themes", Draft(themes=("closures", "weapons", "closures")), "twice"),
        ("publisher", Draft(publisher="the-dayly"), "did you mean 'the-daily'"),
        ("publisher", Draft(publisher="The Daily"), "no id"),
        ("by", Draft(by=("Jane", "Jane")), "twice"),
        ("title", Draft(), None),
        ("themes", Draft(themes=("closures",)), None),
        ("published", Draft(published="2023-11-10/2023-11-30"), None),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_check(key, draft, words):
    found = fault(key, draft, CONTENT)
    assert found is None if words is None else words in found


LINES = st.sampled_from(
    [
        "By Jane Doe",
        "24 September 2024",
        "Nine posts closed",
        "In this photo: all",
        "Related",
        "[...]",
        "“It: is #over”",
    ]
)


@given(st.lists(LINES | st.text(max_size=200), max_size=12).map("\n".join))
def test_whatever_the_text_just_what_a_person_must_write_is_missing(text):
    extract = from_text(text)
    draft = settle(extract, Draft(), CONTENT)
    brief = scaffold(draft, notes(extract, draft, CONTENT), candidates(extract.lines, CONTENT.names, text))
    findings = check(Article, read(brief.encode(), RECORD_LIMITS).value)
    assert {finding.path for finding in findings} - {("source", "title")} == {("title",), ("themes",), ("summary",)}
