import base64
import hashlib
import re

import pytest

from generator.engine.csp import ForeignScriptError, protect

SCOPE = '__md_scope=new URL("{}",location)'
SHELL = '<!doctype html><html><head>\n<meta charset="utf-8"><script>{script}</script></head><body>{body}</body></html>'


@pytest.fixture
def site(tmp_path):
    """Write pages below a folder, the one without content among them, and protect them."""

    def write(**pages):
        write_page("404.html", "", "/sub/path/.")
        for name, body in pages.items():
            write_page(f"{name}/index.html", body, "../..")
        protect(tmp_path)
        return {name: (tmp_path / name / "index.html").read_text("utf-8") for name in pages}

    def write_page(name, body, way):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SHELL.format(script=SCOPE.format(way), body=body), "utf-8")

    return write


def policy(page):
    [found] = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return dict(directive.split(" ", 1) for directive in found.split("; "))


def digest(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_policy_stands_before_all_that_it_rules(site):
    page = site(about="")["about"]
    assert page.index("<meta charset") < page.index("<meta http-equiv") < page.index("<script>")


def test_the_themes_scripts_may_run_and_nothing_from_elsewhere(site):
    found = policy(site(about="")["about"])
    assert found["default-src"] == "'none'"
    assert found["script-src"].split() == ["'self'", digest(SCOPE.format("../.."))]
    assert not any(re.search(r"unsafe|\*|http", sources) for sources in found.values())


@pytest.mark.parametrize(
    "data", ['<script type="application/ld+json">{"a": 1}</script>', '<script src="../x.js" defer></script>']
)
def test_data_and_files_need_no_hash(site, data):
    pages = site(plain="", about=data)
    assert policy(pages["about"]) == policy(pages["plain"])


@pytest.mark.parametrize(
    "smuggled",
    [
        "<script>alert(1)</script>",
        "<SCRIPT\n>alert(1)</script >",
        "<script type=module>alert(1)</script>",
        f"<script>{SCOPE.format('.')};alert(1)</script>",
        "<script>" + SCOPE.format('x"+alert(1)+"') + "</script>",
        '<script data-src="">alert(1)</script>',
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_a_script_that_the_theme_did_not_write_fails_the_build(site, smuggled):
    with pytest.raises(ForeignScriptError, match=r"about/index.html holds a script"):
        site(about=smuggled)


def test_the_rest_of_a_page_stays_as_it_was(site):
    page = site(about="R&D\r\n평양 $1 \\1")["about"]
    assert re.sub("<meta http-equiv[^>]*>", "", page) == SHELL.format(
        script=SCOPE.format("../.."), body="R&D\n평양 $1 \\1"
    )
