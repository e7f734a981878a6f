"""The search box in Chromium, on the real site: other spellings, hangul, claims with their places, no lists."""

import json
import re
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def search(visit):
    """Type into the search box as readers do and give what is found: addresses below the site's root, in order."""

    def found(text):
        page = visit("")
        box = page.get_by_role("textbox", name="Search")
        box.click()
        box.press_sequentially(text)
        box.press("End")  # the box listens to keys, which letters of hangul are not here
        said = page.locator(".md-search-result__meta", has_text=re.compile(r"^\s*\d+ match")).inner_text()
        last = page.locator(".md-search-result__item").nth(int(said.split()[0]) - 1)
        for _ in range(100):  # more come as the list is scrolled
            page.locator(".md-search__scrollwrap").evaluate("list => list.scrollTo(0, list.scrollHeight)")
            if last.count():
                break
            page.wait_for_timeout(20)
            page.locator(".md-search__scrollwrap").evaluate("list => list.scrollTo(0, 0)")
        links = page.locator(".md-search-result__item a").evaluate_all("links => links.map((link) => link.href)")
        return page, [place(link, page.url) for link in links]

    return found


def place(link, root):
    parts = urlsplit(link.removeprefix(root))
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.mark.parametrize("text", ["Choi Son-hui", "choe sun hui", "최선희"])
def test_a_name_is_found_in_any_spelling_and_its_briefs_with_it(search, library, text):
    _, found = search(text)
    assert found[0] == "names/choe-son-hui/"
    briefs = {f"briefs/{claim.article}/" for claim in library.names["choe-son-hui"].claims}
    assert briefs <= set(found)


def test_a_brief_is_found_by_words_of_a_claim_which_leads_to_its_place(search):
    page, found = search("1,000 sappers clear mines")
    claim = "briefs/2025-06-17-unn-shoigu-sappers-builders/#c1"
    assert found[0] == claim.partition("#")[0]
    assert claim in found
    page.locator(".md-search-result__item a[href$='#c1']").first.click()
    page.wait_for_url("**#c1")
    assert "1,000 sappers" in page.locator(":target").inner_text()


def test_marks_around_a_word_do_not_hide_it(search, library):
    marked = re.compile(r"[“(]geopolitical", re.IGNORECASE)
    expected = {
        f"briefs/{claim.article}/#{claim.id}"
        for claim in library.claims.values()
        if marked.search(f"{claim.typed.say} {claim.typed.quote}")
    }
    assert expected
    assert expected <= set(search("geopolitical")[1])


def test_pages_that_only_list_others_are_not_found(site):
    found = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    first = {entry["location"].partition("/")[0] for entry in found}
    assert "briefs" in first
    assert not first & {"claims", "disagreements", "publishers", "sources", "timeline", "years"}
    assert not {entry["location"] for entry in found} & {"", "briefs/", "names/"}
