"""Plain text comes back letter for letter from everything a template may do with it, and nothing in it acts."""

import html
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import hostile
import html5lib
import markdown as python_markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from generator.site.markdown import attribute, front_matter, link, meta, text
from generator.values.urls import url_problem

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "admonition", "fenced_code"]

PLACES = {  # the last is the number of texts in it
    "paragraph": "@\n\nWords\n\n@\n",
    "after words": "Says who: @, **@** and *@*, on Monday.\n",
    "second line": "First line\n@\nlast line\n",
    "list item": "- @\n- @\n",
    "numbered item": "1. @\n2. *@*{ .who }\n",
    "paragraph of an item": "- Item\n\n    @\n\n    - @\n",
    "quotation": "> @\n",
    "list in a quotation": "> - @\n",
    "heading": "## @\n",
    "heading with id": "## @ { #id .kind }\n",
    "title": "# Title: @\n",
    "table": "| A | @ |\n| --- | --- |\n| @ | **@** |\n",
    "admonition": '!!! note "@"\n\n    @\n',
    "link": "See [@](https://example.org/){ .source } or [**@**](#c1).\n",
    "attributes after it": "**@**{ .kind } @ *x*{ title=y }\n",
    "Markdown in a block": '<div class="claim" markdown>\n\n@\n\n- @\n\n</div>\n',
    "Markdown in a line": 'A <span class="who" markdown>@</span> b\n\n<p markdown>@</p>\n',
    "raw block": '<div class="claim">\n<p>@</p>\n<ul><li>@</li>\n<li>@</li></ul>\n</div>\n',
    "raw block in Markdown": '<div markdown>\n\n<p class="who">@</p>\n\n@\n\n</div>\n',
    "raw line": 'A <span class="who">@</span> b <small>@</small>\n',
}
ATTRIBUTE_PLACES = {
    "raw block": '<div title="@" data-x="@">\n<img alt="@" src="a.png">\n</div>\n',
    "line": 'A <span title="@">b</span> and <a href="#c1" title="@">c</a>\n',
    "table": '| A | B |\n| --- | --- |\n| <abbr title="@">a</abbr> | b |\n',
    "heading": '## A <abbr title="@">b</abbr> { #id }\n',
}

AWKWARD = [  # two spaces part them
    *r"""
*  _  `  #  -  +  =  ~~~  ---  ===  ***  ___  |  [  ]  &  <  >  \  !  :  {  '  "  $$  &&&  (c)  $x$  \(x\)  ~a~  ^^a^^
- a  + a  * a  1. a  1.  12345.  ٣. a  # a  > a  =a  !!! note  !!! note "a"  ???+ a  ::: a  /// a  ```  ~~~ a
C#  a #  a ##  a { #b }  { .x }  {: .x }  a } b  a {b  a}  { title="x" }  {{ 7*7 }}  {% raw %}  --8<-- "mkdocs.yml"
[a](b)  [a]: b  [a][b]  [TOC]  ![a](b)  a](javascript:x)  *[HTML]: x  [^1]: x  [[a]]  <a@b.c>  <http://a.b>  [ ] a
http://a.b  www.a.b  a@b.c  @user  :smile:  a--b  H~2~O  x^2^  ==a==  ++a++  \*a\*  \\  a\  \<b>  `a`  ``a`  a`b
&amp;  &lt;b&gt;  &#60;  &#x3c;  &copy  &copy;  &unknown;  AT&T  R & D  a&  a & b;  &;  a_b_c  _a_  __a__  a_  _a
*a*  **a**  a*b*c  <b>  </p>  <!-- a -->  <!--  <?php  <![CDATA[a]]>  <script>  </script>  <div markdown>  </div>
a<b  a < b  a > b  "a"  a" onclick="b  data-search-exclude="a"  klzzwxh:0000  wzxhzdk:0  hzzhzkh:0  amp
북한  Übergröße  👩‍👩‍👧  é_é  ﷺ  اَلْعَرَبِيَّةُ
""".strip()
    .replace("\n", "  ")
    .split("  "),
    *(
        "---\ntitle: a\n---",
        "a\n\nb",
        "a  \nb",
        "\ta",
        "a\u00a0b",
        "\u200ea",
        "a\u0301_e\u0301* b",
        "\ufffe",
        ' data-search-x="y"',
    ),
]

any_text = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
dense_text = st.text("<>&\\`*_{}[]()#|=~!+-.:;\"'/ \n a1é\u00a0")
texts = (any_text | dense_text).filter(str.strip)


def test_these_are_the_extensions_of_the_site():
    config = yaml_load((Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8"))
    ours = {name for entry in config["markdown_extensions"] for name in ([entry] if isinstance(entry, str) else entry)}
    assert {*ours, "fenced_code", "tables", "toc"} == {*EXTENSIONS}  # the three are MkDocs' own


def fold(value):
    return " ".join(value.split())


def render(source):
    return python_markdown.markdown(source, extensions=EXTENSIONS)


def read(source):
    """What a browser reads: names, attributes and texts, without the ids made from headings."""
    return [
        (
            element.tag,
            {key: fold(value) for key, value in element.attrib.items() if key != "id"},
            fold(element.text or ""),
            fold(element.tail or ""),
        )
        for element in html5lib.parse(source, namespaceHTMLElements=False).iter()
    ]


@cache
def harmless(place):
    return read(render(place.replace("@", "Zword")))


def assert_comes_back(place, value, written):
    def put(text):
        return text.replace("Zword", fold(value))

    expected = [
        (tag, {key: put(words) for key, words in attributes.items()}, put(text), put(tail))
        for tag, attributes, text, tail in harmless(place)
    ]
    assert read(render(place.replace("@", written))) == expected


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_awkward_text_comes_back_from_every_place(place):
    for value in AWKWARD:
        assert_comes_back(place, value, text(value))


@given(st.sampled_from(sorted(PLACES.values())), texts)
def test_any_text_comes_back_from_every_place(place, value):
    assert_comes_back(place, value, text(value))


@pytest.mark.parametrize(("number", "name"), list(enumerate(PLACES)))
def test_hostile_text_comes_back_from_every_place(number, name, needs):
    """A fifth of the strings in each place: byte for byte, it is the page of harmless words with the strings put in."""
    needs("corpora"), needs("brs_kb")
    values = hostile.strings()[number % 5 :: 5]

    def as_written(page):  # Python-Markdown escapes these two where they were left as typed
        return page.replace("& ", "&amp; ").replace("&gt;", ">")

    def lines(words):
        page = as_written(render("\n".join(PLACES[name].replace("@", word) for word in words)))
        return re.sub(r'(<h\d) id="[\w-]*"', r"\1", page).split("\n")

    written = [text(value) for value in values]
    words = lines(f"Z{number}z" for number in range(len(values)))
    expected = [re.sub(r"Z(\d+)z", lambda match: as_written(written[int(match[1])]), line) for line in words]
    assert [pair for pair in zip(lines(written), expected, strict=True) if pair[0] != pair[1]] == []
    assert all(html.unescape(word) == value and "<" not in word for word, value in zip(written, values, strict=True))


@pytest.mark.parametrize(
    "run", ["[", "](", "![", "*", "**a", "_", "`", "<", "<a ", "&", "&amp;", "{", "\\", "|", "#", "> ", "1. "]
)
def test_a_long_run_of_active_characters_comes_back(run):
    assert_comes_back("@\n", run * 2000, text(run * 2000))
    assert_comes_back("- # @ { #id }\n", run * 2000, text(run * 2000))


@pytest.mark.parametrize(
    "prose",
    [
        "Bondaz agrees: North Korea's strategy (as of 2023) is changing - but why? 30% say \"no\"; others don't.",
        "He said it in 2024, not in 1.5 years; see pp. 3-5/7.",
        "-5 degrees, R & D, file_name_2.txt, a = b, $5, 10^6, me@example.org, https://example.org/a?b=c!",
        "3.5 million people",
        "~2024 and +82 are numbers, !not an image",
        "조선로동당은 “친선” 관계를 — 강화했다…",
        "",
    ],
)
def test_prose_stays_as_typed(prose):
    assert text(prose) == prose


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("He [Kim] met *them*.", "He &#91;Kim&#93; met &#42;them&#42;."),
        ("AT&T <b> -> c", "AT&amp;T &lt;b> -> c"),
        ("> a > b", "&gt; a > b"),
        ("# a #5 C#", "&#35; a #5 C&#35;"),
        ("_a_", "&#95;a&#95;"),
        ('a data-search-exclude="b"', 'a data-search-exclude&#61;"b"'),
        ("2024. A year", "2024&#46; A year"),
        ("In 2024. A year - or so", "In 2024. A year - or so"),
        ("- no", "&#45; no"),
        ("!!! note", "&#33;!! note"),
        (" a\n\n b\u00a0\u2003c\t", "a b c"),
    ],
)
def test_only_what_could_act_is_escaped(value, written):
    assert text(value) == written


@pytest.mark.parametrize("place", ATTRIBUTE_PLACES.values(), ids=ATTRIBUTE_PLACES)
def test_awkward_text_comes_back_from_attributes(place):
    for value in AWKWARD:
        assert_comes_back(place, value, attribute(value))


@given(st.sampled_from(sorted(ATTRIBUTE_PLACES.values())), texts)
def test_any_text_comes_back_from_attributes(place, value):
    assert_comes_back(place, value, attribute(value))


@given(texts, st.text("abc()'\"[]<>&;*_|`{}~#?=%é!$+,:@-.").map("https://example.org/".__add__))
def test_a_link_leads_where_it_says(label, url):
    element = html5lib.parse(render(f"| A |\n| --- |\n| {link(label, url)} |\n"), namespaceHTMLElements=False).find(
        ".//td/a"
    )
    assert fold("".join(element.itertext())) == fold(label)
    assert [*element.attrib] == ["href"]
    assert unquoted(element.get("href")) == unquoted(url)


def unquoted(url):
    assert url_problem(url) is None
    return unquote(url)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", ""])
def test_a_link_leads_nowhere_else(url):
    with pytest.raises(ValueError, match="web address"):
        link("label", url)


@given(
    st.dictionaries(
        st.sampled_from(["title", "description", "source"]),
        any_text | dense_text | st.lists(dense_text) | st.booleans() | st.none(),
        min_size=1,
    )
)
def test_front_matter_is_read_back_by_mkdocs_as_html(values):
    body, read = get_data(front_matter(meta(values)) + "\n# Title\n")
    assert body == "# Title\n"
    assert unescaped(read) == {key: folded(value) for key, value in values.items()}


def test_front_matter_stands_inert_in_text_and_in_attributes():
    value = "</title><script>alert(1)</script> \"' onload='x' & &lt;"
    (written,) = yaml.safe_load(front_matter(meta({"title": value})).strip("-\n")).values()
    page = html5lib.parse(f'<title>{written}</title><meta content="{written}">', namespaceHTMLElements=False)
    assert page.find(".//title").text == value
    assert page.find(".//meta").attrib == {"content": value}


def test_front_matter_is_a_line_for_each_value():
    values = {"title": 'Kim\'s "visit"\nto Hanoi', "tags": ["R & D"], "search": {"exclude": True}}
    assert front_matter(meta(values)) == (
        '---\ntitle: "Kim\'s &quot;visit&quot; to Hanoi"\ntags: ["R &amp; D"]\nsearch: {"exclude": true}\n---\n'
    )


def folded(value):
    return (
        [fold(item) for item in value] if isinstance(value, list) else fold(value) if isinstance(value, str) else value
    )


def unescaped(value):
    if isinstance(value, dict):
        return {key: unescaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unescaped(item) for item in value]
    return html.unescape(value) if isinstance(value, str) else value
