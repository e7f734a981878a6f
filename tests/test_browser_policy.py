"""The Content-Security-Policy in Chromium: a violation is an error on the console, at which `visit` fails the test."""

import pytest

KINDS = [
    *("", "about/", "benchmarks/", "briefs/", "claims/", "corrections/", "data/", "disagreements/", "missions/"),
    *("names/", "sources/", "timeline/"),
    *("themes/russia-ties/", "briefs/2023-12-frs-resilient-isolation/", "questions/closed-missions/"),
    *("names/kim-jong-un/", "publishers/frs/"),
]


@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_page_keeps_to_the_policy(visit, address):
    page = visit(address)
    page.wait_for_load_state("networkidle")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1


def test_the_search_runs_under_the_policy(visit):
    page = visit("")
    box = page.get_by_role("textbox", name="Search")
    box.click()  # and type as readers do: the box listens to keys
    box.press_sequentially("Bondaz")
    assert page.locator(".md-search-result__link").first.get_attribute("href")


def test_the_palette_changes_and_stays_under_the_policy(visit):
    page = visit("", color_scheme="light")
    page.get_by_title("Switch to light mode").click()
    page.get_by_title("Switch to dark mode").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_what_content_might_smuggle_in_does_not_run(chromium, base):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(base)
        refused = page.evaluate(
            """async () => {
                const refused = [];
                document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                const picture = document.createElement("img");
                picture.src = "https://elsewhere.example/x.png";
                document.body.append(script, picture);
                await new Promise((resolve) => setTimeout(resolve, 100));
                return [refused, window.ran];
            }"""
        )
    assert refused == [["script-src-elem", "img-src"], None]
