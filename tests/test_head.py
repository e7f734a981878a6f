"""What other programs find in the pages of a site with the real configuration and theme."""

import json
from urllib.parse import urljoin

import feedparser
import pytest
import tiny
from bs4 import BeautifulSoup

TITLE = """An </script><script>alert(1)</script> "embassy" & 'more' <b>"""
SITE = "https://tiny.example/sub/"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tiny.make(tmp_path_factory.mktemp("project"))
    tiny.dress(root)
    path = root / "briefs/articles/first-brief.yml"
    path.write_text(
        path.read_text("utf-8").replace("An embassy was closed", f"'{TITLE.replace(chr(39), chr(39) * 2)}'")
    )
    done = tiny.run(root, "build", SITE_URL=SITE)
    assert done.returncode == 0, done.stdout
    return root


@pytest.fixture(scope="module")
def head(root):
    """The head of a page."""
    return lambda name: BeautifulSoup((root / "site" / name).read_text("utf-8"), "html5lib").head


def metas(head):
    return {meta["property"]: meta["content"] for meta in head.find_all("meta", property=True)}


def graph(head):
    [script] = head.find_all("script", type="application/ld+json")
    return json.loads(script.string)["@graph"]


def test_a_link_to_a_page_shows_its_title_words_and_picture(head, root):
    found = metas(head("briefs/first-brief/index.html"))
    assert found["og:title"] == TITLE
    assert found["og:description"] == "Something was closed and somebody said why."
    assert (found["og:type"], found["og:url"]) == ("article", f"{SITE}briefs/first-brief/")
    assert found["og:image"] == f"{SITE}cards/briefs/first-brief.png"
    assert (root / "site/cards/briefs/first-brief.png").is_file()


def test_schema_org_holds_hostile_text_as_data(head):
    page = head("briefs/first-brief/index.html")
    assert graph(page)[0]["headline"] == TITLE
    assert "alert" not in "".join(script.string or "" for script in page.find_all("script", type=False))


@pytest.mark.parametrize("name", ["index.html", "about/index.html", "timeline/index.html", "corrections/index.html"])
def test_every_generated_page_has_a_graph_and_a_picture(head, name):
    page = head(name)
    assert graph(page)[0]["url"] == metas(page)["og:url"] == page.find("link", rel="canonical")["href"]
    assert metas(page)["og:image"] == f"{SITE}cards/index.png"


def test_a_page_written_by_hand_has_the_feeds_of_the_site(head, root):
    page = head("notes/by-hand/index.html")
    assert not page.find_all("script", type="application/ld+json")
    assert [urljoin(f"{SITE}notes/by-hand/", link["href"]) for link in page.find_all("link", rel="alternate")] == [
        f"{SITE}feeds/site.atom",
        f"{SITE}feeds/site.json",
    ]


def test_the_page_of_a_theme_names_feeds_that_are_there_and_tell_what_they_are(head, root):
    links = head("themes/russia-ties/index.html").find_all("link", rel="alternate")
    assert len(links) == 4
    for link in links:
        path = root / "site/themes/russia-ties" / link["href"]
        if link["type"] == "application/atom+xml":
            feed = feedparser.parse(path.read_bytes())
            assert (feed.bozo, feed.version, len(feed.entries)) == (False, "atom10", 2)
        else:
            assert link["type"] == "application/feed+json"
            assert len(json.loads(path.read_text("utf-8"))["items"]) == 2


def test_a_page_says_how_to_cite_it_letter_for_letter(root):
    page = BeautifulSoup((root / "site/briefs/first-brief/index.html").read_text("utf-8"), "html5lib")
    plain, _, csl, *_ = [code.get_text() for code in page.select(".cite code")]
    assert TITLE in plain
    assert json.loads(csl)[0]["title"] == TITLE
