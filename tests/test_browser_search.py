"""The search box in Chromium, on the real site: other spellings, hangul, claims with their places, no lists.

And the same box on the same site as if it were large, when its index comes in chunks.
"""

import json
import re
import shutil
from urllib.parse import urlsplit

import pytest
import tiny
from browser import build_as_if_large, served

SPELLINGS = ("Choi Son-hui", "choe sun hui", "최선희")


def open_box(visit, address, text):
    """Type into the search box as readers do."""
    page = visit(address)
    box = page.get_by_role("textbox", name="Search")
    box.click()
    box.press_sequentially(text)
    box.press("End")  # the box listens to keys, which letters of hangul are not here
    return page


def links_of(page):
    """What is found: addresses below the site's root, in order."""
    links = page.locator(".md-search-result__item a").evaluate_all("links => links.map((link) => link.href)")
    return [place(link, page.url) for link in links]


def place(link, root):
    parts = urlsplit(link.removeprefix(root))
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def all_of(page):
    """What is found, when the list is scrolled to its end."""
    scroll(page, until=page.locator(".md-search-result__item").nth(counted(page) - 1))
    return links_of(page)


def counted(page):
    said = page.locator(".md-search-result__meta", has_text=re.compile(r"^\s*\d+ (match|result)")).inner_text()
    return int(said.split()[0])


def scroll(page, until):
    """Scroll the list, of which more comes at its end, until something is there."""
    for _ in range(100):
        page.locator(".md-search__scrollwrap").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        if until.count():
            break
        page.wait_for_timeout(20)
        page.locator(".md-search__scrollwrap").evaluate("list => list.scrollTo(0, 0)")


@pytest.fixture
def search(visit):
    """Type into the search box and give what is found, when the list is scrolled to its end."""

    def found(text):
        page = open_box(visit, "", text)
        return page, all_of(page)

    return found


@pytest.mark.parametrize("text", SPELLINGS)
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


@pytest.mark.parametrize("text", [*SPELLINGS, "최선희를"])  # the last with a particle, as in a sentence
def test_in_chunks_too_a_name_is_found_in_any_spelling(visit, large, library, text):
    page = open_box(visit, large, text)
    claims = {f"briefs/{claim.article}/#{claim.id}" for claim in library.names["choe-son-hui"].claims}
    for _ in range(100):  # the bundles answer one after the other
        found = all_of(page)
        if claims <= {*found}:
            break
        page.wait_for_timeout(50)
    assert found[0] == "names/choe-son-hui/"
    assert claims <= {*found}


def test_in_chunks_too_a_claim_is_marked_and_leads_to_its_place(visit, large):
    page = open_box(visit, large, "1,000 sappers clear mines")
    claim = page.locator(".md-search-result__item a[href*='2025-06-17-unn-shoigu'][href$='#c1']").first
    claim.wait_for()
    assert {*claim.locator("h2 mark").all_inner_texts()} == {"000", "sappers", "clear", "mines"}
    claim.click()
    page.wait_for_url("**#c1")
    assert "1,000 sappers" in page.locator(":target").inner_text()


def test_in_chunks_too_pages_made_of_no_record_are_found(visit, large):
    page = open_box(visit, f"{large}briefs/2025-06-17-unn-shoigu-sappers-builders/", "words of likelihood")
    page.locator(".md-search-result__item a[href*='/about/'][href*='#words-of-likelihood']").first.wait_for()


def test_nothing_of_the_chunks_is_loaded_before_somebody_searches(visit, large):
    page = visit(large)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(large)))
    page.reload(wait_until="networkidle")
    page.get_by_role("textbox", name="Search").click()
    page.wait_for_load_state("networkidle")
    assert "search/search_index.json" in asked
    assert [url for url in asked if url.startswith("pagefind/")] == []
    assert len(page.request.get(f"{large}search/search_index.json").body()) < 1000
    page.keyboard.type("embassy")
    page.locator(".md-search-result__item").first.wait_for()
    assert [url for url in asked if url.startswith("pagefind/")]


def test_a_word_that_stands_nowhere_finds_nothing(visit, large):
    page = open_box(visit, large, "embassyzz")
    page.locator(".md-search-result__meta", has_text="No matching documents").wait_for()


def test_what_does_not_fit_into_the_box_is_found_on_the_claims_page(visit, large):
    page = open_box(visit, large, "north korea")
    rest = page.locator(".md-search-result__item a", has_text="All claims with these words")
    page.locator(".md-search-result__item").first.wait_for()
    scroll(page, until=rest)
    rest.click()
    page.wait_for_url("**/claims/?text=north*")
    assert page.get_by_label("Words, or a name in any spelling").input_value() == "north korea"


def test_a_search_that_cannot_be_loaded_says_so(chromium, large):
    context = chromium.new_context()
    context.route("**/wasm.*", lambda route: route.abort())
    page = open_box(lambda address: (page := context.new_page(), page.goto(address))[0], large, "embassy")
    page.locator(".md-search-result__item", has_text="The search does not work here").wait_for()
    context.close()


HOSTILE = "It said <img src=x onerror=alert(1)> & </script><b>bold</b> \"quoted\" '${1}'"


def test_in_chunks_too_hostile_text_is_shown_letter_for_letter(visit, needs, tmp_path):
    needs("pagefind_bin")
    root = tiny.make(tmp_path / "project")
    tiny.dress(root)
    shutil.copytree(tiny.OURS / "docs", root / "docs", dirs_exist_ok=True)
    brief = tiny.write_article(root, "hostile", "A hostile brief")
    brief.write_text(brief.read_text().replace("say: Nobody knows why.", f"say: {json.dumps(HOSTILE)}"), "utf-8")
    tiny.write_article(root, "more", "One brief more")
    build_as_if_large(root, tmp_path / "site")
    with served(tmp_path / "site") as address:
        page = open_box(visit, address, "onerror alert quoted")
        claim = page.locator(".md-search-result__item a[href$='#c2']")
        assert claim.locator("h2").inner_text() == HOSTILE
        assert not page.locator(".md-search-result__item :is(img, script, b)").all()
