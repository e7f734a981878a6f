import pytest
from small import article, claim, library

from generator.site.addresses import ABOUT, BRIEFS, HOME
from generator.site.page import MOST_ON_A_PAGE, NEWEST, listing
from generator.site.pages import MOST_ANSWERS, first_sentence, pages

THEME = {
    "title": "Closures",
    "question": "Why?",
    "bottom_line": "Nobody knows.",
    "trend": "down",
    "trend_why": "Fewer are left.",
}
FIXED = {
    *("about.md", "briefs.md", "claims.md", "disagreements.md", "index.md"),
    *("names.md", "sources.md", "timeline.md"),
}


def made(openings=None, **records):
    return {page.uri: page for page in pages(library(**records), openings or {})}


def test_a_site_without_briefs_has_all_its_fixed_pages():
    assert set(made()) >= FIXED


def test_every_record_has_its_page():
    found = made(
        themes={"closures": THEME},
        articles={"one": article(claim(say="Kim Jong Un left."), publisher="tass")},
        questions={"asked": {"ask": "How many?", "type": "count"}},
        names={"kim": {"name": "Kim Jong Un", "kind": "person"}, "unnamed": {"name": "Nobody", "kind": "person"}},
        publishers={"tass": {"name": "TASS", "reliability": "C", "why": "State agency."}},
    )
    assert set(found) >= {
        *("themes/closures.md", "briefs/one.md", "questions/asked.md", "names/kim.md", "publishers/tass.md"),
    }
    assert "names/unnamed.md" not in found, "a name that no claim names has nothing to show"


def test_no_two_pages_share_an_address():
    records = {"articles": {"one": article(claim())}, "themes": {"closures": THEME}}
    addresses = [page.uri for page in pages(library(**records), {})]
    assert len(addresses) == len(set(addresses))


def test_a_page_names_the_file_behind_it():
    found = made(themes={"closures": THEME}, articles={"one": article()})
    assert found["briefs/one.md"].source == "briefs/articles/one.yml"
    assert found["themes/closures.md"].source == "briefs/themes/closures.yml"


def test_a_brief_is_tagged_with_its_themes_and_described_by_its_first_sentence():
    brief = made(themes={"closures": THEME}, articles={"one": article()})["briefs/one.md"]
    assert brief.tags == ("Closures",)
    assert brief.description == first_sentence(brief.shown["article"].typed.summary)


def test_what_people_wrote_opens_a_page_and_titles_it():
    found = made({HOME: "# Our site\n\nHello.\n\n", ABOUT: "# How it works #\n\n"})
    assert (found[HOME].title, found[ABOUT].title) == ("Our site", "How it works")
    assert found[HOME].opening.endswith("Hello.\n\n")


def test_related_briefs_answer_the_same_questions():
    found = made(
        themes={"closures": THEME},
        questions={"asked": {"ask": "How many?", "type": "count"}},
        articles={
            "one": article(claim(answers={"asked": "5"})),
            "two": article(claim(answers={"asked": "7"})),
            "other": article(claim()),
        },
    )
    assert [each.id for each in found["briefs/one.md"].shown["related"]()] == ["two"]
    assert found["briefs/other.md"].shown["related"]() == []


def test_a_question_is_open_until_an_editor_or_the_sources_settle_it():
    asked = {"ask": "How many?", "type": "count"}
    settled = asked | {"editor": {"answer": "5", "because": [{"text": "Counted."}], "reviewed": "2024-01-01"}}
    found = made(
        themes={"closures": THEME},
        questions={"open": asked, "settled": settled, "agreed": asked},
        articles={
            "one": article(claim(answers={"open": "5", "settled": "5", "agreed": "5"})),
            "two": article(claim(answers={"open": "7", "settled": "7", "agreed": "5"})),
        },
    )
    assert [each.id for each in found["themes/closures.md"].shown["open_questions"]()] == ["open"]


def test_a_short_list_stays_whole():
    whole = listing(range(MOST_ON_A_PAGE), "years", year_of=lambda _: 2023)
    assert (len(whole.shown), whole.parts) == (MOST_ON_A_PAGE, ())


def test_a_long_list_is_split_by_year_and_a_long_year_into_parts():
    years = [2023] * (MOST_ON_A_PAGE + 1) + [2022, None]
    split = listing(list(enumerate(years)), "years", year_of=lambda entry: entry[1])
    assert len(split.shown) == NEWEST
    assert [(part.uri, part.label, len(part.entries)) for part in split.parts] == [
        ("years/2023.md", "2023", MOST_ON_A_PAGE),
        ("years/2023-2.md", "2023, part 2", 1),
        ("years/2022.md", "2022", 1),
        ("years/undated.md", "undated", 1),
    ]
    assert [entry for part in split.parts for entry in part.entries] == list(enumerate(years)), "none lost, in order"


def test_the_parts_of_a_long_list_have_pages():
    articles = {f"brief-{number}": article() for number in range(MOST_ON_A_PAGE + 1)}
    found = made(articles=articles)
    part = found["years/2023.md"]
    assert len(part.shown["entries"]) == MOST_ON_A_PAGE
    assert len(found["years/2023-2.md"].shown["entries"]) == 1
    assert len(found[BRIEFS].shown["articles"].shown) == NEWEST
    assert not part.listed


def test_the_answers_to_a_much_answered_question_have_pages_by_year():
    found = made(
        questions={"asked": {"ask": "How many?", "type": "count"}},
        articles={f"brief-{number}": article(claim(answers={"asked": "5"})) for number in range(MOST_ANSWERS + 1)},
    )
    assert len(found["questions/asked.md"].shown["answers"].shown) == NEWEST
    part = found["questions/asked/2023.md"]
    assert part.shown["question"].id == "asked"
    assert len(part.shown["entries"]) == MOST_ANSWERS


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Only one", "Only one"),
        ("Why? Because.", "Why?"),
        ("It closed 3.5 posts. Then more.", "It closed 3.5 posts."),
        ("J. Smith left. He returned.", "J. Smith left."),
        ('He said "no." Then he left.', 'He said "no."'),
        ("", ""),
    ],
)
def test_first_sentence(text, first):
    assert first_sentence(text) == first
