"""The inspector finds what could act on a page, and what is not as harmless words would have it."""

import hostile
import pytest

THEME = (
    '<script src="../assets/a.js"></script><script>start("..", "../assets/b.js")</script>'
    '<link rel="stylesheet" href="../stylesheets/a.css"><link rel="canonical" href="https://example.org/">'
)
SCRIPTS = hostile.inline_scripts(hostile.parse('<script>start("/", "/assets/b.js")</script>'))


def found(content):
    return [*hostile.inspect(hostile.parse(f"{THEME}<p>{content}</p>"), SCRIPTS)]


@pytest.mark.parametrize(
    "content",
    [
        "words",
        '<a href="https://example.org/">a</a> <a href="#c1">b</a> <a href="../x/">c</a> <a href="mailto:a@b.c">d</a>',
        '<td style="text-align: left;">a</td>',
        "&lt;script>alert(1)&lt;/script>",
        '<script type="application/ld+json">{"name": "alert(1)"}</script>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    ],
)
def test_nothing_is_found_in_what_is_inert(content):
    assert found(content) == []


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<script src=//evil.org/a.js></script>",
        "<script src=https://evil.org/assets/a.js></script>",
        '<script src="data:,alert(1)" type="application/ld+json"></script>',
        '<script type="application/json">{}</script>',
        "<img src=x onerror=alert(1)>",
        "<b ONCLICK=a>b</b>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href='javascript:alert(1)'>a</a></svg>",
        "<svg><animate attributeName=href /></svg>",
        "<math><mi>a</mi></math>",
        "<a href=' javascript:alert(1)'>a</a>",
        "<a href='java\nscript:alert(1)'>a</a>",
        "<a href='\x01javascript:alert(1)'>a</a>",
        "<a href='data:text/html,a'>a</a>",
        "<form action='vbscript:a'></form>",
        "<button formaction='javascript:a'>a</button>",
        "<iframe srcdoc='a'></iframe>",
        "<object data='a'></object>",
        "<embed src='a'>",
        "<base href='https://evil.org/'>",
        "<meta http-equiv=refresh content='0;url=https://evil.org'>",
        "<style>a{}</style>",
        "<link rel=stylesheet href=https://evil.org/a.css>",
        "<link rel=import href=a.html>",
        "<p style='background:url(a)'>a</p>",
        "<template><b>a</b></template>",
    ],
)
def test_what_could_act_is_found(content):
    assert found(content) != []


def differences(page, control):
    read = [hostile.parse(f"<div>{markup}</div>") for markup in (page, control)]
    return [*hostile.differences(*read, lambda text: text.replace("Zq", "<b>&"))]


@pytest.mark.parametrize(
    ("page", "control"),
    [
        ("a &lt;b>&amp; c", "a Zq c"),
        ('<p title="&lt;b>&amp;">a<br> b</p>', '<p title="Zq">a<br>b</p>'),
        ('<h2 id="b">&lt;b>&amp;</h2><a href="a/?b#b">c</a>', '<h2 id="zq">Zq</h2><a href="a/#zq">c</a>'),
        (
            '<script type="application/ld+json">{"a": ["\\u003cb>&", 1]}</script>',
            '<script type="application/ld+json">{"a": ["Zq", 1]}</script>',
        ),
    ],
)
def test_a_page_may_differ_in_the_strings_put_in(page, control):
    assert differences(page, control) == []


@pytest.mark.parametrize(
    ("page", "control"),
    [
        ("a <b>&amp; c", "a Zq c"),
        ("a &amp;lt;b>&amp; c", "a Zq c"),
        ("a &lt;b>&amp;", "a Zq c"),
        ("a", "a <i>b</i>"),
        ("a <i>b</i>", "a"),
        ('<p title="&lt;b>">a</p>', '<p title="Zq">a</p>'),
        ('<p title="a" class="b">a</p>', '<p title="a">a</p>'),
        ('<a href="b/">a</a>', '<a href="a/">a</a>'),
        (
            '<script type="application/ld+json">{"a": "b"}</script>',
            '<script type="application/ld+json">{"a": "Zq"}</script>',
        ),
        (
            '<script type="application/ld+json">{"a": "b", "c": "d"}</script>',
            '<script type="application/ld+json">{"a": "b"}</script>',
        ),
    ],
)
def test_any_other_difference_is_named(page, control):
    assert differences(page, control) != []
