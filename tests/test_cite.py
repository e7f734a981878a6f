import json

import pytest
from small import article, claim
from small_edition import THEME, edition

from generator.publish.cite import citations
from generator.site.pages import pages

JUDGMENT = {
    "id": "j1",
    "text": "The posts stay closed.",
    "likelihood": "likely",
    "confidence": "low",
    "because": ["a-brief#c1"],
    "reviewed": "2026-02-03",
}


def cited(made, uri):
    """The citations on a page, by what they cite."""
    [page] = [page for page in pages(made.library, {}) if page.uri == uri]
    return {citation.what: citation for citation in citations(page, made)}


def test_a_brief_is_cited_as_a_page_of_the_site_and_its_article_as_printed():
    found = cited(edition(published={"a-brief": ("2026-01-02", "2026-02-01")}), "briefs/a-brief.md")
    assert [*found] == ["This brief", "The article it is about"]
    address = "https://site.example/sub/briefs/a-brief/"
    assert found["This brief"].plain == f"Briefings & more, “A brief”, 2 January 2026, {address}"
    assert found["The article it is about"].plain == "“As printed”, 10 November 2023, https://source.example/"


def test_the_formats_for_programs_tell_the_same_under_keys_of_their_own():
    found = cited(edition(published={"a-brief": ("2026-01-02", "2026-02-01")}), "briefs/a-brief.md")
    assert found["This brief"].bibtex.startswith("@misc{a-brief-brief,\n  title = {{A brief}},\n")
    assert found["The article it is about"].bibtex.startswith("@misc{a-brief,\n  title = {{As printed}},\n")
    assert json.loads(found["This brief"].csl) == [
        {
            "id": "a-brief-brief",
            "type": "webpage",
            "title": "A brief",
            "author": [{"literal": "Briefings & more"}],
            "issued": {"date-parts": [[2026, 1, 2]]},
            "URL": "https://site.example/sub/briefs/a-brief/",
            "language": "en",
        }
    ]


def test_what_is_not_committed_is_undated():
    assert "undated" in cited(edition(), "briefs/a-brief.md")["This brief"].plain


@pytest.mark.parametrize(("judgments", "day"), [([JUDGMENT], "3 February 2026"), ([], "undated")])
def test_a_theme_is_dated_by_its_last_review(judgments, day):
    made = edition(themes={"closures": {**THEME, "judgments": judgments}})
    [citation] = cited(made, "themes/closures.md").values()
    assert citation.plain == f"Briefings & more, “Closures”, {day}, https://site.example/sub/themes/closures/"


def test_other_pages_have_no_citation():
    made = edition(articles={"a-brief": article(claim())})
    assert cited(made, "about.md") == cited(made, "index.md") == {}
