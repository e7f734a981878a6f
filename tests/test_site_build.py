"""A whole build: what it takes part in, and what it says when something is wrong. Most of it is in test_cli.py."""

import re
import shutil
from contextlib import chdir, suppress
from dataclasses import replace

import pytest
import tiny
from edits import EDITS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError

from generator.engine import site_build
from generator.engine.csp import protect
from generator.engine.kept_pages import KeptPages
from generator.engine.mkdocs_adapter import on_startup
from generator.engine.site_build import build_site


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = tiny.make(tmp_path)
    tiny.dress(root)
    tiny.entangle(root)
    monkeypatch.chdir(root)
    return root


def without_cards(root):
    path = root / "mkdocs.yml"
    path.write_text(path.read_text().replace("cards: true", "cards: false"))


def by_mkdocs(root):
    """What MkDocs makes of a project, with the policy in its pages."""
    on_startup(command="build", dirty=False)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "plain")))
    protect(root / "plain")
    return tiny.contents(root / "plain")


def test_a_build_gives_what_mkdocs_gives(root):
    without_cards(root)
    build_site(root / "site")
    assert tiny.contents(root / "site") == by_mkdocs(root)


def test_so_it_does_for_a_theme_that_it_does_not_know(tmp_path, monkeypatch):
    root = tiny.make(tmp_path)
    monkeypatch.chdir(root)
    build_site(root / "site")
    assert tiny.contents(root / "site") == by_mkdocs(root)


def test_a_link_to_an_anchor_that_is_not_there_is_told(root, caplog):
    (root / "docs/about.md").write_text("# About\n\n[Gone](briefs/first-brief.md#gone)\n")
    build_site(root / "site")
    assert "does not contain an anchor '#gone'" in caplog.text
    with pytest.raises(BuildError, match="Stopped by --strict: 1 warning"):
        build_site(root / "site", strict=True)


def test_a_generated_page_with_a_wrong_anchor_is_left_to_mkdocs_which_tells(root, caplog, monkeypatch):
    real = site_build.Press.finish

    def with_a_wrong_link(press, file, written):
        if file.src_uri == "missions.md":
            written = replace(written, body=f"{written.body}\n[A claim](briefs/first-brief.md#c9)\n")
        return real(press, file, written)

    monkeypatch.setattr(site_build.Press, "finish", with_a_wrong_link)
    build_site(root / "site")
    assert "c9" not in (root / "site/missions/index.html").read_text()  # MkDocs made it of what there is


def test_a_folder_to_carry_away_has_no_policy(root):
    build_site(root / "site", offline=True)
    page = (root / "site/briefs/first-brief.html").read_text()
    assert "Content-Security-Policy" not in page
    assert re.search(r'<link rel="canonical" href="http://127.0.0.1:8000/briefs/first-brief/"', page)


def test_without_a_server_too_the_tab_of_the_list_is_marked(root):
    build_site(root / "site", offline=True)
    page = (root / "site/briefs/first-brief.html").read_text()
    assert re.findall(r'<a href="(.*?)" class="md-tabs__link" aria-current="true">', page) == ["../briefs.html"]


@pytest.mark.parametrize("address", ["https://owner.github.io/project/", "https://owner.github.io/project"])
def test_the_page_for_wrong_addresses_finds_its_files_below_any_of_them(root, monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    build_site(root / "site")
    page = (root / "site/404.html").read_text()
    linked = [link for link in re.findall(r'(?:href|src)="([^"#]+)"', page) if not link.startswith("https:")]
    assert len(linked) > 10
    assert all(link.startswith("/project/") for link in linked)
    assert '"base": "/project/"' in page


def test_a_mistake_in_an_override_is_told_by_its_place(root):
    (root / "overrides/main.html").write_text('{% extends "base.html" %}\n{% block content %}{{ 1 / 0 }}{% endblock %}')
    with pytest.raises(BuildError, match=r"main.html:2: ZeroDivisionError: division by zero"):
        build_site(root / "site")


def build_again(root):
    """Build a site in place of the one that is there, reusing its pages."""
    build_site(root / "new", kept=KeptPages(root / "site", root / "cache"))
    shutil.rmtree(root / "site", ignore_errors=True)
    (root / "new").rename(root / "site")
    return tiny.contents(root / "site")


def clean(root):
    build_site(root / "clean")
    return tiny.contents(root / "clean")


def made(root, monkeypatch):
    """The pages that the next build makes anew."""
    found = []
    real = site_build.Press.finish
    monkeypatch.setattr(
        site_build.Press, "finish", lambda press, file, text: found.append(file.src_uri) or real(press, file, text)
    )
    build_again(root)
    return set(found)


def test_what_is_made_of_the_same_is_taken_over(root, monkeypatch):
    without_cards(root)
    build_again(root)
    tiny.write_article(root, "first-brief", "It was never closed", day=10)
    anew = made(root, monkeypatch)
    assert {"briefs/first-brief.md", "briefs.md", "themes/russia-ties.md"} <= anew
    assert not {"briefs/second-brief.md", "names/luanda.md", "questions/how-many.md"} & anew
    assert tiny.contents(root / "site") == clean(root)


@pytest.mark.parametrize("broken", ["{", "[]", '{"index.html": 3}', '{"briefs/first-brief/index.html": {"key": ""}}'])
def test_a_broken_list_is_ignored(root, broken):
    without_cards(root)
    build_again(root)
    (listed,) = (root / "cache").iterdir()
    listed.write_text(broken)
    assert build_again(root) == clean(root)


def test_a_page_that_somebody_changed_is_made_anew(root):
    without_cards(root)
    build_again(root)
    (root / "site/briefs/first-brief/index.html").write_text("not ours")
    (root / "site/briefs/second-brief/index.html").unlink()
    assert build_again(root) == clean(root)


def test_the_site_that_was_there_stays_as_it_was(root):
    build_again(root)
    before = tiny.contents(root / "site")
    (root / "docs/about.md").write_text("# About\n\n[Gone](briefs/gone.md)\n")
    tiny.write_article(root, "first-brief", "It was never closed", day=10)
    build_site(root / "new", kept=KeptPages(root / "site", root / "cache"))
    assert tiny.contents(root / "site") == before


@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5))
def test_after_any_edits_a_site_of_kept_pages_is_a_clean_one(tmp_path_factory, edits):
    root = tiny.make(tmp_path_factory.mktemp("edited"))
    tiny.dress(root)
    tiny.entangle(root)
    without_cards(root)
    with chdir(root):
        for edit in edits:
            EDITS[edit](root)
            with suppress(BuildError):  # a brief with a mistake
                build_again(root)
        tiny.write_article(root, "count-2", "Mended")
        assert build_again(root) == clean(root)
