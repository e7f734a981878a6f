from pathlib import Path

import pytest
from jinja2 import UndefinedError
from small import article, claim, library, mission

from generator.site.page import Page
from generator.site.pages import MOST_ANSWERS, pages
from generator.site.render import Renderer

GOLDEN = Path(__file__).parent / "golden"

THEME = {
    "title": "Closures",
    "question": "Why were posts closed?",
    "bottom_line": "Nobody knows.",
    "trend": "down",
    "trend_why": "Fewer are left.",
    "judgments": [
        {
            "id": "j1",
            "text": "The post in Kampala will open again by the end of 2027.",
            "likelihood": "unlikely",
            "confidence": "low",
            "because": ["second#c1"],
            "would_change": "A request for premises.",
            "reviewed": "2024-01-01",
            "history": [
                {"text": "It will open again.", "likelihood": "likely", "confidence": "low", "until": "2023-12-01"}
            ],
        }
    ],
}
RECORDS = {
    "themes": {"closures": THEME},
    "questions": {
        "which": {"ask": "Which posts were closed?", "type": "set", "values": "places"},
        "why": {"ask": "Why?", "type": "choice", "values": ["money", "soured-hosts"], "exclusive": "false"},
    },
    "names": {"kim": {"name": "Kim Jong Un", "kind": "person", "spellings": ["Kim Jong-un"], "hangul": "김정은"}},
    "publishers": {"tass": {"name": "TASS", "reliability": "C", "why": "State agency."}},
    "origins": {"ministry": {"title": "Briefing of the ministry"}},
    "articles": {
        "first": article(
            claim(
                1, quote="the embassy is shut", when="2023-11~", answers={"which": ["UG", "HK"], "why": "soured-hosts"}
            ),
            claim(2, say="Kim Jong-un approved it.", by="an official", note="Nobody else says so."),
            publisher="tass",
            retells="ministry",
            by=["A. Writer"],
        )
        | {"limits": "It asks nobody."},
        "second": article(
            claim(1, kind="assessment", answers={"which": ["UG", "ES"], "why": "money"}),
            published="2023-11-10/2023-11-12",
            published_why='It says "yesterday".',
            url="unknown",
        ),
    },
}


def rendered(uri, **records):
    (page,) = (each for each in pages(library(**(RECORDS | records)), {}) if each.uri == uri)
    return Renderer().render(page).markdown


@pytest.mark.parametrize(
    ("uri", "file"),
    [("briefs/first.md", "brief.md"), ("themes/closures.md", "theme.md"), ("questions/which.md", "question.md")],
)
def test_a_page_reads_as_expected(uri, file, golden):
    golden(GOLDEN / file, rendered(uri))


def test_text_is_escaped_unless_a_function_of_ours_made_it():
    text = rendered("briefs/first.md", articles={"first": article(claim(say="<b>*x*</b> {{ y }} [z](javascript:1)"))})
    assert "### &lt;b>&#42;x&#42;&lt;/b> &#123;&#123; y &#125;&#125; &#91;z&#93;(javascript:1)" in text


def test_nothing_but_text_and_numbers_gets_out():
    with pytest.raises(TypeError, match="None"):
        Renderer().render(Page("x.md", "data", title=None, description="", shown={"files": ()}))


def test_a_template_cannot_name_what_it_was_not_given():
    with pytest.raises(UndefinedError):
        Renderer().render(Page("x.md", "brief", "Title", "Description"))


def test_front_matter_tells_the_theme_what_the_page_is():
    text = rendered("briefs/first.md")
    assert text.startswith('---\ntitle: "A brief"\n')
    assert 'source: "briefs/articles/first.yml"' in text
    assert 'kind: "brief"' in text


def test_pages_that_only_list_others_stay_out_of_search():
    assert 'search: {"exclude": true}' in rendered("briefs.md")
    assert "search:" not in rendered("briefs/first.md").split("---")[1]


def test_lines_of_a_cell_are_words_apart_where_markup_is_taken_out_as_in_search():
    stages = [{"stage": "told", "when": "2023-10", "because": ["first#c1"]}]
    stages.append({"stage": "closed", "when": "2023-11", "because": ["second#c1"]})
    text = rendered("themes/closures.md", missions={"kampala": mission(stages=stages)}).replace("<br>", "")
    assert "Uganda</span> embassy" in text
    assert ") **Closed** November 2023" in text


@pytest.mark.parametrize(
    ("uri", "link"), [("index.md", "](briefs/first.md"), ("themes/closures.md", "](../briefs/first.md")]
)
def test_links_start_from_the_page(uri, link):
    assert link in rendered(uri)


def test_the_same_number_and_a_different_list_is_said_loudly():
    for uri in ("questions/which.md", "disagreements.md", "index.md"):
        assert "**Same number, different list**" in rendered(uri)


def test_what_fits_is_said_as_plainly_as_what_does_not():
    fits = rendered(
        "questions/which.md",
        questions={"which": {"ask": "How many?", "type": "count"}, "why": RECORDS["questions"]["why"]},
        articles={
            "first": article(claim(answers={"which": ">=5"})),
            "second": article(claim(answers={"which": "9"})),
        },
    )
    assert "*These fit together*{ .verdict .fit } The answers differ, but all of them can be true together." in fits
    assert "*In conflict*{ .verdict .conflict } Two answers at least cannot both be true." in rendered(
        "questions/which.md"
    )


def test_what_is_too_much_for_a_page_is_left_to_others():
    many = {f"brief-{n}": article(claim(answers={"which": str(n)})) for n in range(MOST_ANSWERS + 1)}
    records = {"articles": many, "questions": {"which": {"ask": "How many?", "type": "count"}}}
    text = rendered("questions/which.md", **records)
    assert "101 answers are too many to compare pair by pair on a page" in text
    assert "- and 71 other answers" in text
    assert "](../questions/which/2023.md)" in text
    assert "**100**" in rendered("questions/which/2023.md", **records) + rendered(
        "questions/which/2023-2.md", **records
    )


def test_a_judgment_says_likelihood_and_confidence_in_sentences_of_their_own():
    text = rendered("themes/closures.md")
    assert "### We judge it unlikely (20–45 %) that " in text
    assert "\nOur confidence in this is low. It rests on 1 claim of one origin.\n" in text


def test_a_chain_of_re_tellings_is_a_tree():
    text = rendered("briefs/first.md")
    assert "- **Re-tells** \n    - Briefing of the ministry *origin*{ .root }\n" in text
