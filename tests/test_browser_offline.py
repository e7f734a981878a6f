"""The offline site in Chromium, opened from a folder: what a reader gets who was handed it on a stick."""

import pytest
import tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory, needs):
    """The address of the offline site's folder; its name has what an address has to escape."""
    needs("chromium"), needs("playwright.sync_api")
    folder = tmp_path_factory.mktemp("stick") / "브리핑 100 % #1"
    built = tiny.run(tiny.OURS, "build", "--offline", "--site-dir", str(folder))
    assert built.returncode == 0, built.stdout
    return f"{folder.as_uri()}/"


def test_the_search_finds_a_brief_and_leads_there(visit, folder):
    page = visit(f"{folder}index.html")
    page.get_by_role("textbox", name="Search").press_sequentially("1,000 sappers")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/briefs/2025-06-17-unn-shoigu-sappers-builders.html*")
    assert "sappers" in page.locator("h1").inner_text()


def test_links_lead_from_the_home_page_to_a_theme_a_brief_and_a_claim(visit, folder):
    page = visit(f"{folder}index.html")
    page.locator("article a[href$='themes/russia-ties.html']").first.click()
    page.locator("article a[href*='/briefs/'][href*='#c']").first.click()
    page.locator(":target").wait_for()
    assert page.url.startswith(f"{folder}briefs/")


def test_the_claims_are_filtered(visit, folder):
    page = visit(f"{folder}claims.html")
    page.get_by_role("checkbox", name="Assessment").check()
    page.wait_for_url("**/claims.html?kind=assessment")
    assert page.locator(".claim, li").first.is_visible()


@pytest.mark.parametrize(
    "address",
    ["missions", "timeline", "names/kim-jong-un", "briefs/2023-12-frs-resilient-isolation", "data"],
)
def test_pages_find_all_their_files(visit, folder, address):
    page = visit(f"{folder}{address}.html")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--measure')")


def test_a_page_names_its_address_on_the_web(visit, folder):
    page = visit(f"{folder}themes/russia-ties.html")
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/themes/russia-ties/")
