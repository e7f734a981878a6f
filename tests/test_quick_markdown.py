"""The quick converter gives what MkDocs gives, byte for byte, or refuses; of the site's own pages it refuses none."""

import json
import logging
from pathlib import Path

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from test_markdown import AWKWARD, texts
from test_safety import OF_THE_ENGINE, Words, make_pages, records

from bench.project import make
from generator.build import build
from generator.engine.quick_markdown import Converted, UnknownMarkdown, convert
from generator.site.markdown import code, link, text

ROOT = Path(__file__).parents[1]
BY_HAND = {"index.md", "about.md"}  # they open with Markdown that people wrote
HERE = "briefs/here.md"


class Mkdocs:
    """MkDocs' own way from Markdown to HTML, among files of these names."""

    def __init__(self, uris):
        self.config = load_config(str(ROOT / "mkdocs.yml"))
        self.files = Files([File(uri, "", "", use_directory_urls=True) for uri in uris])

    def convert(self, uri, markdown):
        page = Page(None, self.files.get_file_from_path(uri), self.config)
        page.markdown = markdown
        page.render(self.config, self.files)
        return Converted(page.content, next((entry.id for entry in page.toc), None), frozenset(page.present_anchor_ids))

    def url_of(self, uri):
        """What MkDocs makes of a file's links; one that leads nowhere stays as it is."""
        return _RelativePathTreeprocessor(self.files.get_file_from_path(uri), self.files, self.config).path_to_url


@pytest.fixture(scope="module", autouse=True)
def _no_warnings_of_links():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def mkdocs():
    return Mkdocs([HERE, "briefs/other.md", "index.md", "themes/russia-ties.md", "data/claims.csv"])


def quick(mkdocs, markdown):
    """What the quick converter makes of Markdown; None where it refuses."""
    try:
        return convert(markdown, mkdocs.url_of(HERE))
    except UnknownMarkdown:
        return None


def refused(site, every=1):
    """The pages of a site that the quick converter refuses; of all, every so manyth has to be as MkDocs makes it."""
    mkdocs = Mkdocs([each.uri for each in (*site.pages, *site.assets)])
    for number, page in enumerate(site.pages):
        body = site.render(page).body.lstrip("\n")
        try:
            converted = convert(body, mkdocs.url_of(page.uri))
        except UnknownMarkdown:
            yield page.uri
        else:
            assert number % every or converted == mkdocs.convert(page.uri, body), page.uri


def test_no_page_of_the_real_site_is_refused():
    assert {*refused(build(ROOT))} <= BY_HAND


def test_no_page_of_a_crowded_site_is_refused(tmp_path):
    make(tmp_path, 24)
    assert {*refused(build(tmp_path))} <= BY_HAND


def test_no_page_of_hostile_text_is_refused(needs, tmp_path):
    needs("corpora"), needs("brs_kb")
    words = Words([*OF_THE_ENGINE, *hostile.strings()[::7]])
    make_pages(tmp_path, words.put_into_json(json.dumps(records(words), ensure_ascii=False)))
    assert {*refused(build(tmp_path), every=12)} <= BY_HAND


KNOWN = {
    "headings": "# A & more\n\n## A &amp; more\n\n## [B](other.md) a_b { #id }\n\n### C { .x #c1 data-y }\n\n## Id\n",
    "ids taken": "# A\n\n# A\n\n## A_1\n\n## A_7 { #a-2 }\n\n# 한\n\n"
    '<div id="a_3" markdown>\n\n## A\n\n# 국\n\n</div>\n\nb <span id="a">c</span>\n',
    "paragraphs": "One.\n\n\nTwo \n{: .a .b data-x }\n\n-5 and +5\n\n~5 > 4 & 3\n\n*One*{ .c } a\n{: .d }\n\n1.5\n",
    "stress": "*a*b **c**{ .d .e } x*y*z *f_g &#42; & > h*{ .i data-j }, *k*\n",
    "links": "[a](other.md#c1) [b](../index.md){ .c } [d](#e) [f](https://x.org/g_h/*?i=[1]&#38;j#k) "
    "[L](../data/claims.csv)\n",
    "inline HTML": 'A <span class="b c" id="d_e" data-f>g **h**</span><br><del markdown="span">i</del> '
    "<code>a_b &lt;</code>\n",
    "code": "Such as `a_b`, `<article>#c1` or `2020/..`.\n",
    "list": "- a\n- *b*{ .c }\n    - d \n        - e\n    - f\n- &#45; g\n",
    "lists apart": "- a\n\nb\n\n- c\n\n# D\n\n- e\n",
    "quotation": "> “a” *b*\n\nc\n\n> d\n",
    "table": "| a | **b** |\n| --- | --- |\n| | c<br>d |\n| [e](#f) |  |\n",
    "empty table": "| a | b | c |\n| --- | --- | --- |\n",
    "elements": '<div class="b" aria-label="A, b" data-x markdown>\n<aside markdown>\n\na\n\n</aside>\n'
    '<nav id="c" markdown>\n\n- d\n\n</nav>\n</div>\n\ne\n',
    "empty element": '<div id="" markdown>\n<div class="a" markdown>\n\n\n</div>\n</div>\n',
    "details": "<details markdown>\n<summary>A *b*</summary>\n\nc\n\n"
    "<pre><code>{d} *e* &lt;\n  f\n}</code></pre>\n\n</details>\n",
    "scale": '<div markdown>\n\n<div class="a" role="img" aria-label="b, 5 to 7">\n'
    "<i></i><i></i><span>c, 5–7 %</span>\n</div>\n\n</div>\n",
    "figure": '# A\n\n<figure class="b" data-c>\n<svg viewBox="0 0 1 1"><title id="d">e & *f* > &#42; id="g"</title>\n'
    '<path d="M0"/></svg>\n</figure>\n\nh\n',
    "nothing": "",
}

UNKNOWN = [
    *("*a", "a*", "* a *", "***a***", "*a **b** c*", "**a*", "_a_", "a_", "__a__", "*[a](#b)*", "**`a`**"),
    *("[a]", "[a][b]", "[a]: b", "[a](b c)", '[a](b "c")', "[a](<b>)", "[a](/b)", "[a](mailto:b@c.d)", "![a](b.png)"),
    *("[a [b](#c)](#d)", "[*a*](#b)", "[a](nowhere.md\u2028)", "[a](javascript:b)", "[TOC]", "[a](https://b@c/)"),
    *("&copy;", "&#x2a;", "a&b", "a &", "a < b", "<b>a</b>", "<i>", "<!-- a -->", "<?a?>", "<https://a.b>", "<a@b.c>"),
    *("``a``", "` a `", "`<b>`", "\\a", "{ .a }", "a { .b }", "*a*{.b}", "*a* { .b }", "<span>a</span>{ .b }", "a } b"),
    *(
        "a\tb",
        "a\u00a0b",
        "a\x02b",
        "a\u2028b",
        "a\x85b",
        "a\rb",
        "a  \nb",
        "a\nb",
        "a\n# b",
        "a\n{: title=b }",
        "{: .a }",
    ),
    *("    a", " a", "+ a", "1. a", "٣. a", "=a", "!!! note", "~~~\na\n~~~", "---", "a\n---", "a\n==="),
    *("#a", "# ", "# a #", "####### a", "# a { b }", "# a { #b", "# a\nb", "# #"),
    *(
        "- ",
        "-  a",
        "- - a",
        "- a\nb",
        "- a\n  - b",
        "- a\n        - b",
        "- a\n- ",
        "- a\n\n- b",
        "- a\n\n    b",
        "- 1. a",
        "- | a",
    ),
    *(">a", "> ", "> a\nb", "> - a", "> a\n\n> b", "> > a"),
    *("| a |\n| --- |\n| b |", "| a | b |", "| a | b |\n| :-- | --- |\n| c | d |", "| a | b |\n| --- | --- |\n| c |"),
    *(
        "<div>\na\n</div>",
        "<div markdown>a</div>",
        "<div markdown>\n\na",
        "</div>",
        "<div markdown>\n</nav>",
        "<p markdown>",
    ),
    *('<div markdown="span">\n</div>', "<div title='a' markdown>\n</div>", '<div title="&lt;" markdown>\n</div>'),
    *(
        "<div markdown>\n\na\n</div>",
        "<div markdown>\na\n\n</div>",
        "<div markdown> a\n\n</div>",
        "<DIV markdown>\n\n</DIV>",
    ),
    *(
        "<summary>a</summary>",
        "<pre><code>a</code></pre>",
        "<figure>a</figure>\na",
        "<figure>\n\n</figure>",
        "<figure>",
    ),
    "<details markdown>\n\n<pre><code>a\n   \nb</code></pre>\n\n</details>",
    "<details markdown>\n\n<pre><code>a\n\nb</code></pre>\n\n</details>",
    "<figure><script></script></figure>",
    '<figure><a name="a">b</a></figure>',
]


@pytest.mark.parametrize("markdown", KNOWN.values(), ids=KNOWN)
def test_it_knows_what_templates_write(mkdocs, markdown):
    assert quick(mkdocs, markdown) == mkdocs.convert(HERE, markdown)


@pytest.mark.parametrize("markdown", UNKNOWN)
def test_it_refuses_the_rest(mkdocs, markdown):
    assert quick(mkdocs, markdown) is None
    assert quick(mkdocs, f"A\n\n{markdown}\n\nB\n") is None


def test_it_asks_for_each_link_into_the_site_once():
    asked = []
    markdown = "# A\n\n[a](b.md) [c](b.md) [d](b.md#e) [f](#g) [h](https://example.org/)\n"
    converted = convert(markdown, lambda url: asked.append(url) or f"<{url[0]}>".strip("<>"))
    assert asked == ["b.md", "b.md#e", "#g"]
    assert '<a href="b">c</a>' in converted.html


@pytest.mark.parametrize("address", [None, "", 'a"b', "a&b", "a<b", "a b"])
def test_it_refuses_a_link_that_leads_nowhere_or_is_no_plain_address(address):
    with pytest.raises(UnknownMarkdown, match=r"a\.md"):
        convert("[a](a.md)\n", {"a.md": address}.get)


PLACES = {  # where templates put texts
    "title": "# @\n",
    "heading": "## @ { #c1 data-search-exclude }\n",
    "linked heading": "### Changed: [@](other.md)\n",
    "paragraph": "@\n\n@\n{: .deck }\n",
    "after words": "Brief · @ **@** *@*{ .why } by @, @\n{: .byline }\n",
    "list": "- @\n- *1 May*{ .date } [@](other.md#c1) @\n    - @, *origin*{ .root }\n        - **@**\n",
    "quotation": "> @\n",
    "table": "| Name | @ |\n| --- | --- |\n| @ | [@](#c1) @ |\n",
    "inline HTML": '- <span class="meta">@</span> <del markdown="span">@</del> (@)<br>@\n',
    "element": '<div class="list" markdown>\n\n@\n\n- @\n\n</div>\n',
    "figure": "<figure>\n<title>@</title>\n<b>@</b> @\n</figure>\n",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_no_awkward_text_is_refused(mkdocs, place):
    for value in AWKWARD:
        markdown = place.replace("@", text(value))
        assert quick(mkdocs, markdown) == mkdocs.convert(HERE, markdown)


@settings(max_examples=300)
@given(place=st.sampled_from([*PLACES.values()]), value=texts)
def test_no_text_is_refused(mkdocs, place, value):
    markdown = place.replace("@", text(value))
    assert quick(mkdocs, markdown) == mkdocs.convert(HERE, markdown)


@given(value=texts)
def test_code_becomes_what_it_becomes_in_mkdocs(mkdocs, value):
    markdown = f"<details markdown>\n\n{code(value)}\n\n</details>\n"
    assert quick(mkdocs, markdown) in (None, mkdocs.convert(HERE, markdown))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://xn--e1afmkfd.example.org:8080/a_b/*c*/?d=1&e=[2]&amp;f='g'#h_i",
        "https://example.org/(a)/조선/%20/`b`/{c}|d|!e,f;g@h~i$j+k",
    ],
)
def test_no_web_address_is_refused(mkdocs, url):
    markdown = f"- {link(url, url)} {link('a', url)}\n"
    assert quick(mkdocs, markdown) == mkdocs.convert(HERE, markdown)


CHANGES = [
    *(
        "a",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n- ",
        "\n    - ",
        "\n\n# ",
        "\n\n> ",
        "1. ",
        "-",
        "+ ",
        "#",
        "=",
        "~~~",
        ":",
        "\t",
    ),
    *(
        "*",
        "**",
        "*a*",
        "**b**",
        "*c*{ .d }",
        "_",
        "e_f",
        "`",
        "`g`",
        "[h](#i)",
        "[",
        "](",
        ")",
        "!",
        "|",
        "\\",
        "{",
        "}",
    ),
    *(
        "&",
        "& ",
        "&amp;",
        "&#42;",
        "<",
        ">",
        "<span>",
        "</span>",
        "<br>",
        "<i>",
        "<!--",
        "<p>",
        "\u00a0",
        "\u2028",
        "\r",
    ),
    *("{ .k }", " { #l .m }", "\n{: .n }", "\n\n| a | b |\n| --- | --- |\n| c | d |\n\n", "\n<summary>o</summary>\n"),
    *(
        "\n<div markdown>\n",
        "\n</div>\n",
        "</div>",
        "\n\n<pre><code>q\n r</code></pre>\n\n",
        "\n\n<figure>s</figure>\n\n",
    ),
]
changes = st.tuples(st.integers(0, 400), st.integers(0, 5), st.sampled_from(CHANGES))


@settings(max_examples=600)
@given(
    pages=st.lists(st.sampled_from([*KNOWN.values()]), min_size=1, max_size=2), changes=st.lists(changes, max_size=3)
)
def test_what_is_changed_becomes_what_it_becomes_in_mkdocs_or_is_refused(mkdocs, pages, changes):
    markdown = "\n".join(pages)
    for at, length, change in changes:
        markdown = markdown[:at] + change + markdown[at + length :]
    converted = quick(mkdocs, markdown)
    assert converted is None or converted == mkdocs.convert(HERE, markdown)
