import json
import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import SUMMARY, article, claim
from small_edition import THEME, correction, edition

from generator.publish.feeds import MOST_ENTRIES, feed_files

ATOM = "{http://www.w3.org/2005/Atom}"
THEMES = {"closures": THEME, "others": {**THEME, "title": "Other <things>"}}


def files(made):
    return {asset.uri: asset.make() for asset in feed_files(made)}


def atom(made, name="site"):
    """A feed as an outside reader reads it."""
    read = feedparser.parse(files(made)[f"feeds/{name}.atom"], sanitize_html=False)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def parse(data):
    return ET.fromstring(data)  # noqa: S314 - our own feed


def json_feed(made, name="site"):
    return json.loads(files(made)[f"feeds/{name}.json"])


def brief(title="A brief", theme="closures", **fields):
    return {**article(claim(), **fields), "title": title, "themes": [theme]}


def test_there_is_a_feed_of_the_site_of_each_theme_and_of_corrections_in_two_formats():
    names = {f"feeds/{name}" for name in ("site", "themes/closures", "themes/others", "corrections")}
    assert files(edition(themes=THEMES)).keys() == {f"{name}.{ending}" for name in names for ending in ("atom", "json")}


def test_an_entry_tells_a_brief():
    made = edition(published={"a-brief": ("2026-01-01", "2026-02-01")})
    [entry] = atom(made).entries
    address = "https://site.example/sub/briefs/a-brief/"
    assert (entry.id, entry.link, entry.title) == (address, address, "A brief")
    assert (entry.published, entry.updated) == ("2026-01-01T12:00:00Z", "2026-02-01T12:00:00Z")
    assert entry.content[0].value == SUMMARY
    assert [tag.term for tag in entry.tags] == ["Closures"]
    assert [link.href for link in entry.links if link.rel == "related"] == ["https://source.example/"]


def test_both_formats_tell_the_same():
    made = edition(published={"a-brief": ("2026-01-01", "2026-02-01")})
    read, [entry] = atom(made), atom(made).entries
    feed = json_feed(made)
    assert (feed["title"], feed["home_page_url"]) == (read.feed.title, read.feed.link)
    assert feed["items"] == [
        {
            "id": entry.id,
            "url": entry.link,
            "external_url": "https://source.example/",
            "title": entry.title,
            "content_text": entry.content[0].value,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": ["Closures"],
        }
    ]


def test_what_was_published_last_comes_first_else_what_is_about_the_newest_article():
    articles = {
        "new-on-old": brief(published="2020-01-01"),
        "old-on-new": brief(published="2024-01-01"),
        "unknown": brief(published="unknown"),
        "old-on-old": brief(published="2019"),
        "not-committed": brief(published="2026-01-15"),
    }
    published = dict.fromkeys(["old-on-new", "old-on-old"], ("2026-01-01", "2026-01-01"))
    made = edition(published | {"new-on-old": ("2026-02-01", "2026-02-01")}, articles=articles)
    assert [urlsplit(entry.id).path.split("/")[-2] for entry in atom(made).entries] == [
        *("new-on-old", "not-committed", "old-on-new", "old-on-old")
    ]


def test_a_theme_has_its_own_briefs_and_is_read_on_its_page():
    made = edition(articles={"a-brief": brief(), "b-brief": brief(theme="others")}, themes=THEMES)
    read = atom(made, "themes/others")
    assert read.feed.title == "Briefings & more: Other <things>"
    assert read.feed.link == "https://site.example/sub/themes/others/"
    assert [entry.id for entry in read.entries] == ["https://site.example/sub/briefs/b-brief/"]


def test_a_feed_holds_the_newest_only():
    articles = {f"brief-{number:03}": brief() for number in range(MOST_ENTRIES + 5)}
    assert len(atom(edition(articles=articles)).entries) == MOST_ENTRIES
    assert len(json_feed(edition(articles=articles))["items"]) == MOST_ENTRIES


def test_a_correction_tells_what_it_said_before_and_leads_there():
    made = edition(corrections=[correction(say=("Four.", "Seven."), quote=("", "seven"), note=("Doubt.", ""))])
    [entry] = atom(made, "corrections").entries
    assert entry.title == "Claim c1 changed: A brief"
    assert entry.link == "https://site.example/sub/briefs/a-brief/#c1"
    assert entry.id == "https://site.example/sub/corrections/#a-brief-c1-0123456789"
    assert entry.content[0].value.splitlines() == [
        "Claim: “Seven.”; before: “Four.”",
        "Quotation: “seven” (new)",
        "Editors’ note: “Doubt.” (taken back)",
    ]


@pytest.mark.parametrize("name", ["site", "themes/closures", "corrections"])
def test_feeds_keep_the_rules_of_their_standards(name):
    made = edition(corrections=[correction(say=("Four.", "Seven."))])
    keeps_the_rules_of_atom(files(made)[f"feeds/{name}.atom"], f"https://site.example/sub/feeds/{name}.atom")
    keeps_the_rules_of_json_feed(json_feed(made, name), f"https://site.example/sub/feeds/{name}.json")


def test_feeds_without_entries_keep_them_too():
    for name, data in files(edition(articles={})).items():
        if name.endswith(".atom"):
            keeps_the_rules_of_atom(data, f"https://site.example/sub/{name}")
        else:
            keeps_the_rules_of_json_feed(json.loads(data), f"https://site.example/sub/{name}")


def keeps_the_rules_of_atom(data, own):
    """RFC 4287, 4.1.1 and 4.1.2: what must stand in a feed and an entry, and how often."""
    feed = parse(data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [own]
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for element in (feed, *entries):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(ATOM + tag)) == 1
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme == "https"
        assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        for time in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            is_rfc3339(time.text)


def keeps_the_rules_of_json_feed(feed, own):
    """JSON Feed 1.1, "Top-level" and "Items"."""
    assert (feed["version"], feed["feed_url"]) == ("https://jsonfeed.org/version/1.1", own)
    assert feed["title"]
    assert feed["authors"][0]["name"]
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    for item in feed["items"]:
        assert item["content_text"]
        assert urlsplit(item["url"]).scheme == "https"
        is_rfc3339(item["date_published"])
        is_rfc3339(item["date_modified"])


def is_rfc3339(time):
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time)
    assert datetime.fromisoformat(time)


@given(st.text(st.characters(exclude_categories=["Cs"]).filter(hostile.readable)).filter(str.strip))
def test_any_text_comes_back(text):
    articles = {"a-brief": brief(text, published="2024-01-01")}
    [entry] = parse(files(edition(articles=articles))["feeds/site.atom"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title").split() == text.split()
    assert json_feed(edition(articles=articles))["items"][0]["title"].split() == text.split()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "]]><x/>", "&lt;b&gt; & &amp;", "<!-- -->", "평양 “x” \U0001f600"]
)
def test_hostile_text_is_no_markup(text):
    made = edition(articles={"a-brief": brief(text, published="2024-01-01")})
    root = parse(files(made)["feeds/site.atom"])
    assert root.find(f"{ATOM}entry/{ATOM}title").text == text
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} <= {
        *("author", "category", "content", "entry", "feed", "id", "link", "name", "published", "title", "updated")
    }
