"""Whom the site lets in, in Chromium: with the keyboard, a screen reader, a narrow screen, a slow line, or on paper."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import pytest
from test_browser_policy import KINDS

TABS = 60  # keys that a reader may have to press before the text of the home page


@pytest.fixture
def each_page(visit, base, site):
    """Every kind of page, one after the other in one browser; the 404 page as on a site at the root of its host."""

    def open_each(**options):
        page = visit("", **options)
        for address in KINDS:
            page.goto(urljoin(base, address))
            yield address, page
        page.route(
            lambda url: not url.startswith(base),
            lambda route: route.fulfill(path=site / urlsplit(route.request.url).path[1:]),
        )
        page.goto(urljoin(base, "404.html"))
        yield "404.html", page

    return open_each


def test_a_word_leads_to_a_brief_a_claim_and_a_theme(visit):
    page = visit("")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("sappers")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/briefs/*/*")
    page.locator(".claim h3 .headerlink").first.click()
    claim = page.locator(".claim h3:target")
    assert page.url.endswith(f"#{claim.get_attribute('id')}")
    page.locator("article a[href*='themes/']").first.click()
    page.wait_for_url("**/themes/*/")
    assert page.get_by_role("heading", name="Key judgments").is_visible()


@pytest.mark.parametrize(("scheme", "palette"), [("light", "default"), ("dark", "slate")])
def test_axe_finds_nothing_serious(each_page, needs, scheme, palette):
    axe = needs("axe_playwright_python.sync_playwright").Axe()
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {"resultTypes": ["violations"]}  # seconds saved
    found = []
    for address, page in each_page(color_scheme=scheme):
        page.locator(f"body[data-md-color-scheme={palette}]").wait_for()
        found += [
            f"{address or 'home'}: {fault['id']} ({fault['impact']}): {place['target']} {place['failureSummary']}"
            for fault in axe.run(page, options=options).response["violations"]
            if fault["impact"] in {"serious", "critical"}
            for place in fault["nodes"]
        ]
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_a_telephone_or_at_twice_the_size(each_page):
    wide = []
    for address, page in each_page():
        for width in (320, 640):  # 640 is what zoom leaves of 1280
            page.set_viewport_size({"width": width, "height": 720})
            if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
                wide.append(f"{address or 'home'} needs {needed} of {width} pixels")
    assert not wide, "\n".join(wide)


def test_every_section_is_in_sight_on_a_telephone(visit):
    page = visit("about/", viewport={"width": 390, "height": 844})
    tabs = page.locator(".md-tabs__link")
    assert tabs.count() > 10
    assert all(0 <= box["x"] <= box["x"] + box["width"] <= 390 for box in (tab.bounding_box() for tab in tabs.all()))
    assert page.locator(".md-tabs").bounding_box()["height"] < 140


def test_a_theme_is_two_to_four_sheets_of_paper(visit, library, base):
    page = visit("")
    sheets = {}
    for theme in library.themes:
        page.goto(urljoin(base, f"themes/{theme}/"))
        printed = page.pdf(prefer_css_page_size=True)
        sheets[theme] = len(re.findall(rb"/Type\s*/Page\b", printed))
        size = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert [round(float(side)) for side in size.groups()] in ([595, 842], [596, 842])  # A4, in points
    assert set(sheets.values()) <= {2, 3, 4}, sheets


@pytest.mark.parametrize("address", ["", "themes/russia-ties/", "briefs/2023-12-frs-resilient-isolation/"])
def test_a_first_visit_loads_less_than_200_kb(visit, site, base, address):
    page = visit(address)
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    files = {urlsplit(url.removeprefix(base)).path for url in asked if not url.startswith("data:")}
    files = {file for file in files if not file.endswith((".png", ".svg"))} | {f"{address}index.html"}
    assert {file.rpartition(".")[2] for file in files} == {"css", "html", "js", "json"}  # json: what the search knows
    assert sum(len(gzip.compress((site / file).read_bytes())) for file in files) < 200_000


def test_no_brief_is_more_than_60_kb(site):
    sizes = {page.parent.name: page.stat().st_size for page in site.glob("briefs/*/index.html")}
    assert sizes
    assert not {brief: size for brief, size in sizes.items() if size > 60_000}


def test_the_keyboard_reaches_the_skip_link_the_search_and_a_theme(visit):
    page = visit("")
    reached = []
    for wanted in (".md-skip", ".md-search__input", ".card h2 a"):
        for _ in range(TABS):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                reached.append(wanted)
                break
    assert reached == [".md-skip", ".md-search__input", ".card h2 a"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/*/")


def test_the_skip_link_leads_past_the_sections(visit):
    page = visit("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")
