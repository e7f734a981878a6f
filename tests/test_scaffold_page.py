import json

import pytest

from generator.authoring.scaffold import page
from generator.authoring.scaffold.lines import Role

BODY = """
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Nine posts closed</h1><p>By Jane Doe</p>
<p>The ministry said on Friday that <b>nine</b> posts were closed, which had been open for years &amp; had guests.</p>
<figure><img src="x.jpg"><figcaption>The flag on July 25, 2020 (AP Photo)</figcaption></figure>
<p>The neighbours saw the flag come down on 6 November 2023, and the staff left for the airport of the town at noon.</p>
<p>The host was told of the closure in a note that gave no reason, according to an official of the foreign ministry.</p>
</article>
<aside><h3>Related Articles</h3><a href="/x">A coin rose to $100,000 on 24 December 2024</a></aside>
<script>var date = "2019-01-01"</script><footer>© 2026 The Daily. Subscribe!</footer>
"""
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Nine posts closed",
    "datePublished": "2023-11-10T23:30:00-05:00",
    "dateModified": "2024-01-02",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Daily"},
}


@pytest.fixture(autouse=True)
def _reader(needs):
    needs("trafilatura")


def meta(**properties):
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in properties.items()
    )


def read(head="", body=BODY, *, before="", attributes=""):
    return page.from_page(
        f"<!DOCTYPE html>{before}<html{attributes}><head>{head}</head><body>{body}</body></html>".encode()
    )


def test_json_ld_tells_all():
    extract = read(f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>')
    assert extract.title == "Nine posts closed"
    assert extract.by == ("Jane Doe", "John Roe")
    assert extract.publisher == "The Daily"
    assert extract.published == "2023-11-10"
    assert dict(extract.evidence)["published"] == "the page's own data, datePublished: 2023-11-10T23:30:00-05:00"


def test_open_graph_tells_all():
    extract = read(
        meta(og__title="Nine posts closed", og__site_name="The Daily", og__url="https://daily.example.org/nine")
        + meta(article__published_time="2023-11-10T08:00:00Z", article__modified_time="2024-01-02T08:00:00Z")
        + '<meta name="author" content="Jane Doe">'
    )
    assert (extract.title, extract.by, extract.publisher) == ("Nine posts closed", ("Jane Doe",), "The Daily")
    assert extract.published == "2023-11-10"
    assert dict(extract.evidence)["published"] == "the page's own data, article:published_time: 2023-11-10T08:00:00Z"
    assert extract.url == "https://daily.example.org/nine"


def test_a_page_without_data_is_read_by_its_text():
    extract = read("<title>Nine posts closed</title>")
    assert (extract.title, extract.by, extract.publisher, extract.url) == (
        "Nine posts closed",
        ("Jane Doe",),
        None,
        None,
    )
    assert extract.published is None


def test_a_date_of_change_is_no_date_of_publication():
    assert read(meta(article__modified_time="2024-01-02T08:00:00Z")).published is None


def test_menus_captions_links_and_the_foot_are_no_part_of_the_article():
    extract = read(meta(og__title="Nine posts closed"))
    body = [line.text for line in extract.lines if line.role is Role.BODY]
    assert [text[:14] for text in body] == ["The ministry s", "The neighbours", "The host was t"]
    assert "2020" not in extract.body
    assert "coin" not in extract.body


def test_the_copy_is_all_that_is_seen_with_a_line_for_each_block():
    lines = read("<title>Not seen</title>").copy.splitlines()
    assert lines[:3] == ["Home World", "Nine posts closed", "By Jane Doe"]
    assert "that nine posts were closed, which had been open for years & had guests." in lines[3]
    assert lines[-3:] == [
        "Related Articles",
        "A coin rose to $100,000 on 24 December 2024",
        "© 2026 The Daily. Subscribe!",
    ]


def test_lines_have_their_numbers_in_the_copy():
    extract = read()
    lines = extract.copy.splitlines()
    assert [lines[line.number - 1] for line in extract.lines] == [line.text for line in extract.lines]


def test_the_browser_writes_where_a_page_was_saved_from():
    assert (
        read(before="<!-- saved from url=(0030)https://daily.example.org/nine -->").url
        == "https://daily.example.org/nine"
    )


def test_an_address_that_is_none_is_not_taken():
    assert read(meta(og__url="javascript:alert(1)")).url is None


def test_the_language_is_that_of_the_page():
    assert read(attributes=' lang="fr-FR"').language == "fr"
    assert read().language == "en"


def test_a_page_with_next_to_nothing():
    extract = read(body="<p>Short.</p>")
    assert extract.copy == "Short.\n"


@pytest.mark.parametrize(
    ("data", "html"),
    [
        (b"<!DOCTYPE html><html></html>", True),
        (b"\xef\xbb\xbf\n  <HTML>", True),
        (b"<!-- saved from url=(1)x -->\n<html>", True),
        (b"<body>", True),
        (b"A text about <html>", False),
        (b"", False),
    ],
)
def test_a_web_page_is_known_by_its_beginning(data, html):
    assert page.is_html(data) is html


class Response:
    def __init__(self, status=200, data=b"<html></html>"):
        self.status, self.data = status, data


def test_a_page_is_fetched(monkeypatch, needs):
    monkeypatch.setattr(needs("trafilatura.downloads"), "fetch_response", lambda _: Response())
    assert page.fetch("https://daily.example.org/") == b"<html></html>"


@pytest.mark.parametrize(
    ("response", "words"),
    [(None, "could not be fetched"), (Response(404), "status 404"), (Response(data=b"x" * (1 << 25)), "bytes")],
)
def test_a_page_that_cannot_be_fetched(monkeypatch, needs, response, words):
    monkeypatch.setattr(needs("trafilatura.downloads"), "fetch_response", lambda _: response)
    with pytest.raises(page.FetchError, match=words):
        page.fetch("https://daily.example.org/")
