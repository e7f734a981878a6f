"""The exported pages in the engine that may come after MkDocs, from the same mkdocs.yml."""

import json
import re
import subprocess
import sys
from urllib.parse import urljoin, urlsplit

import pytest
import tiny
from bs4 import BeautifulSoup

from generator.engine.csp import protect

REPOSITORY = "https://github.com/example/briefs"


@pytest.fixture(scope="module")
def root(tmp_path_factory, needs):
    needs("zensical")
    return tmp_path_factory.mktemp("project")


@pytest.fixture(scope="module")
def pages(root):
    """The pages of both engines, by address."""
    tiny.make(root)
    tiny.dress(root)
    of_mkdocs = tiny.run(root, "build", "--strict", "--site-dir", "mkdocs", REPO_URL=REPOSITORY)
    assert of_mkdocs.returncode == 0, of_mkdocs.stdout
    exported = tiny.run(root, "export")
    assert exported.returncode == 0, exported.stdout
    of_zensical = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=root,
        env=tiny.environment(DOCS_DIR="build/docs", REPO_URL=REPOSITORY),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert of_zensical.returncode == 0, of_zensical.stdout + of_zensical.stderr
    return {site: read(root / site) for site in ("mkdocs", "site")}


def read(site):
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in site.rglob("*.html")
    }


def links(address, page):
    """Where the links of a page's own text lead within the site."""
    targets = (urljoin(f"https://site/{address}", link["href"]) for link in page.article.find_all("a", href=True))
    return sorted(target for target in targets if urlsplit(target).netloc == "site")


def feeds(address, page):
    found = page.find_all("link", type=re.compile("atom|feed"))
    return [(link["type"], link["title"], urljoin(f"https://site/{address}", link["href"])) for link in found]


def pencil(page):
    found = page.find("a", rel="edit")
    return found and found["href"]


def current(address, page):
    """Which tab is marked, and as what."""
    found = page.select(".md-tabs [aria-current]")
    return [
        (urljoin(f"https://site/{address}", link["href"]).removesuffix("index.html"), link["aria-current"])
        for link in found
    ]


def test_both_engines_make_the_same_pages(pages):
    assert pages["mkdocs"].keys() == pages["site"].keys()
    assert "briefs/first-brief/index.html" in pages["site"]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda _, page: page.title.get_text(), id="title"),
        pytest.param(
            lambda _, page: [heading.get_text() for heading in page.article.find_all(["h1", "h2", "h3"])], id="headings"
        ),
        pytest.param(links, id="links"),
        pytest.param(lambda _, page: pencil(page), id="pencil"),
        pytest.param(current, id="current tab"),
        pytest.param(lambda _, page: page.find("meta", attrs={"name": "description"})["content"], id="description"),
        pytest.param(lambda _, page: page.find_all("meta", property=True), id="open graph"),
        pytest.param(feeds, id="feeds"),
        pytest.param(
            lambda _, page: [*map(json.loads, (data.string for data in page.find_all(type="application/ld+json")))],
            id="schema.org",
        ),
        pytest.param(lambda _, page: [code.get_text() for code in page.select(".cite code")], id="citations"),
    ],
)
def test_the_pages_of_both_engines_have_the_same(pages, what):
    for_mkdocs, for_zensical = (
        {address: what(address, page) for address, page in pages[site].items()} for site in ("mkdocs", "site")
    )
    assert for_mkdocs == for_zensical
    assert any(for_mkdocs.values())


def test_a_pencil_opens_the_brief_and_no_other_page_made_from_many(pages):
    for site in pages.values():
        assert (
            pencil(site["briefs/first-brief/index.html"]) == f"{REPOSITORY}/edit/main/briefs/articles/first-brief.yml"
        )
        assert pencil(site["notes/by-hand/index.html"]) == f"{REPOSITORY}/edit/main/docs/notes/by-hand.md"
        assert pencil(site["timeline/index.html"]) is None


def test_the_policy_fits_the_pages_of_both_engines(pages, root):
    for site in pages:
        protect(root / site)
        assert all(
            'http-equiv="Content-Security-Policy"' in path.read_text("utf-8") for path in root.glob(f"{site}/**/*.html")
        )
