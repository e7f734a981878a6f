import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.fmt import WIDTH, formatted
from generator.authoring.scaffold.candidates import Candidate
from generator.authoring.scaffold.write import MODELINE, Draft, Notes, clean, scaffold
from generator.reading.records import RECORD_LIMITS
from generator.schema import Article, Claim, Source
from generator.schema.check import check
from generator.schema.shape import keys
from generator.yaml_files.strict_yaml import read

FULL = Draft(
    headline="Ours: a headline",
    title='"As printed" # here',
    url="https://source.example/?a=b#c",
    published="2023-11-10/2023-11-30",
    published_why='line 3: "on Friday"',
    by=("Jane Doe", "Doe, John"),
    publisher="the-daily",
    language="fr",
    copy="a-copy.txt",
    themes=("one-theme", "two-theme"),
)
CANDIDATES = [
    Candidate(3, "nine posts: all of them", ("figure", "names"), when="2023-11-06", by="Jane Doe"),
    Candidate(7, "“it is over”", ("quotation",)),
]


def value(text):
    return read(text.encode(), RECORD_LIMITS).value


def written(draft=FULL, notes=None, candidates=CANDIDATES):
    return scaffold(draft, notes or Notes(), candidates)


def test_what_is_settled_reads_back_as_it_was():
    assert value(written()) == {
        "title": "Ours: a headline",
        "source": {
            "title": '"As printed" # here',
            "url": "https://source.example/?a=b#c",
            "published": "2023-11-10/2023-11-30",
            "published_why": 'line 3: "on Friday"',
            "by": ["Jane Doe", "Doe, John"],
            "publisher": "the-daily",
            "language": "fr",
            "copy": {"file": "a-copy.txt"},
        },
        "themes": ["one-theme", "two-theme"],
        "summary": "",
        "draft": "true",
        "claims": None,
    }


def test_what_is_open_is_empty_or_unknown():
    typed = value(written(Draft()))
    assert typed["source"] == {"title": None, "url": "unknown", "published": "unknown"}
    assert (typed["title"], typed["themes"], typed["summary"]) == (None, None, "")


def test_the_check_names_just_what_a_person_must_fill_in():
    findings = check(Article, value(written(Draft(title="As printed"))))
    assert [finding.path for finding in findings] == [("title",), ("themes",), ("summary",)]


def test_filled_in_it_is_a_brief():
    text = written(Draft(headline="Ours", title="Theirs", themes=("one-theme",)))
    text = text.replace("80 to 900 characters\n", "80 to 900 characters\n  " + "A sentence of twenty. " * 5 + "\n")
    assert isinstance(check(Article, value(text)), Article)


def test_candidates_are_claims_once_their_marks_are_taken_away():
    lines = written().splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("  # - id: c1"))
    text = "\n".join([*lines[:start], *(line.replace("  # ", "  ", 1) for line in lines[start:] if line != "  #")])
    assert value(text)["claims"] == [
        {"id": "c1", "say": None, "quote": "nine posts: all of them", "by": "Jane Doe", "when": "2023-11-06"},
        {"id": "c2", "say": None, "quote": "“it is over”"},
    ]


def test_it_begins_with_the_line_that_editors_look_for():
    assert written().startswith(f"{MODELINE}\n")


def test_every_field_is_there_with_its_help():
    text = " ".join(written(Draft()).replace("#", " ").split())
    for model in (Article, Source, Claim):
        for key, field in keys(model).items():
            if (model, key) not in {(Article, "source"), (Article, "claims"), (Claim, "id"), (Claim, "say")}:
                known = field.description.replace("#", " ")
                assert key in text
                assert known in text or key in {"quote", "by", "when"}


def test_notes_stand_above_their_keys():
    notes = Notes(source={"published": ["line 5: only the time"]}, brief={"themes": ["likely: one-theme"]})
    lines = written(Draft(), notes).splitlines()
    assert lines[lines.index("  # line 5: only the time") + 1].startswith("  published: unknown")
    assert lines[lines.index("# likely: one-theme") + 1].startswith("themes:")


def test_lines_are_no_wider_than_others_but_for_quotations():
    notes = Notes(brief={"claims": ["word " * 60]})
    assert [line for line in written(FULL, notes).splitlines() if len(line) > WIDTH and "quote:" not in line] == []


def test_it_has_our_layout():
    assert formatted(written().encode(), "articles") == written().encode()


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a\u00a0b\n c", "a b c"), ("zero\u200bwidth\u202e", "zerowidth"), ("\ttab\x07", "tab"), ("", "")],
)
def test_texts_are_cleaned_of_what_no_brief_may_hold(text, plain):
    assert clean(text) == plain


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3), st.text(max_size=60))
def test_any_text_can_be_written(title, names, note):
    notes = Notes(source={"title": [note]}, brief={"claims": [note]})
    candidate = Candidate(1, title, ("figure",), by=title)
    typed = value(scaffold(Draft(title=title, by=tuple(names), headline=title), notes, [candidate]))
    assert (typed["source"]["title"] or "") == clean(title)
    assert typed["source"].get("by", []) == [clean(name) for name in names if clean(name)]
