import pytest
from small import article, claim
from small_edition import correction, edition

from generator.site.updates import page_of

QUESTIONS = {
    "which": {"ask": "Which posts?", "type": "set", "values": "places"},
    "how-many": {"ask": "How many?", "type": "count", "editor": None},
}


def one(made, **records):
    [update] = edition(corrections=[made], **records).updates
    return update


def lines(made, **records):
    return [tuple(line) for line in one(made, **records).lines]


@pytest.mark.parametrize(
    ("of", "what", "heading", "title", "uri"),
    [
        ("a-brief#c1", "changed", "Claim c1 changed", "A brief", "briefs/a-brief.md#c1"),
        ("a-brief#c9", "removed", "Claim c9 taken back", "A brief", "briefs/a-brief.md"),
        ("how-many", "added", "Editors’ answer given", "How many?", "questions/how-many.md"),
        ("how-many", "changed", "Editors’ answer changed", "How many?", "questions/how-many.md"),
        ("how-many", "removed", "Editors’ answer taken back", "How many?", "questions/how-many.md"),
    ],
)
def test_a_correction_says_what_happened_to_what_and_leads_there(of, what, heading, title, uri):
    update = one(correction(of, what=what, say=("a", "b")), questions=QUESTIONS)
    assert (update.heading, update.title, update.uri) == (heading, title, uri)
    assert update.page == uri.partition("#")[0]


def test_what_the_site_no_longer_shows_is_left_out():
    gone = [correction("gone#c1", say=("a", "b")), correction("gone", answer=("a", "b"))]
    assert edition(corrections=gone).updates == ()


def test_values_are_said_in_words():
    made = correction(say=("Four.", "Seven."), when=("2023-11", "2023-11-10"), **{"answers.which": ("NP", "NP, UG")})
    assert lines(made, questions=QUESTIONS) == [
        ("Claim", "Four.", "Seven."),
        ("Date", "November 2023", "10 November 2023"),
        ("Which posts?", "Nepal", "Nepal, Uganda"),
    ]


def test_an_editors_answer_is_said_in_words_too():
    assert lines(correction("how-many", answer=("", ">=5"), because=("", "Counted.")), questions=QUESTIONS) == [
        ("Answer", "", "at least 5"),
        ("Reasons", "", "Counted."),
    ]


def test_what_is_re_told_has_its_title():
    origins = {"wire": {"title": "A wire report"}}
    assert lines(correction(retells=("", "wire")), origins=origins) == [("Re-tells", "", "A wire report")]


@pytest.mark.parametrize("field", ["when", "answers.which", "answers.gone", "retells"])
def test_what_cannot_be_read_today_stands_as_it_was_written(field):
    assert lines(correction(**{field: ("x y", "")}), questions=QUESTIONS)[0][1:] == ("x y", "")


def test_the_page_of_corrections_shows_them_in_order():
    made = edition(
        articles={"a-brief": article(claim()), "b-brief": article(claim())},
        corrections=[correction("b-brief#c1", "2026-03-02", say=("a", "b")), correction(say=("a", "b"))],
    )
    page = page_of(made.updates, made.library)
    assert [update.uri for update in page.shown["updates"]] == ["briefs/b-brief.md#c1", "briefs/a-brief.md#c1"]
