"""The quick way gives what MkDocs gives: the same bytes for every page of the real site, and of a crowded one."""

import shutil
from pathlib import Path

import pytest
import tiny
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.engine.mkdocs_adapter import laid_out, on_startup
from generator.engine.press import Press

ROOT = Path(__file__).parents[1]


def configured(root, **settings):
    return load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), **settings)


def by_mkdocs(root):
    """What MkDocs alone makes of a project: its pages, and its search index."""
    on_startup(command="build", dirty=False)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "plain")))
    return tiny.contents(root / "plain")


def pressed(root):
    """What the press makes of it: its pages, which of them it had to leave to MkDocs, and the search index."""
    on_startup(command="build", dirty=False)
    press = Press(configured(root))
    press.write_files()
    press.write_templates()
    left, entries = [], []
    for file in press.documents:
        finished = press.finish(file, file.write()) if file in press.pages else None
        if finished:
            path = Path(file.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(finished.html, "utf-8")
            entries += finished.entries
        else:
            left.append(file.src_uri)
            entries += press.leave(file)
    for asset in press.assets:
        path = Path(asset.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.make())
    press.end(entries)
    return tiny.contents(root / "site"), left


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The real site, without cards."""
    root = tmp_path_factory.mktemp("real")
    for name in ("briefs", "docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    (root / "generator/templates").mkdir(parents=True)  # watched
    shutil.copy(ROOT / "hooks.py", root)
    configuration = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(configuration.replace("cards: true", "cards: false"), "utf-8")
    return root


@pytest.fixture
def root(tmp_path):
    root = tiny.make(tmp_path)
    tiny.dress(root)
    tiny.entangle(root)
    return root


def test_every_page_of_the_real_site_is_what_mkdocs_makes_of_it(real):
    site, left = pressed(real)
    assert site == by_mkdocs(real)
    assert {uri for uri in left if uri not in {"index.md", "about.md"}} == by_hand(real)


def by_hand(root):
    made = {"index.md", "about.md"}
    return {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")} - made


def test_so_is_every_page_with_a_repository_behind_it(real, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/example/briefs")
    monkeypatch.setenv("SITE_URL", "https://example.github.io/briefs/")
    assert pressed(real)[0] == by_mkdocs(real)


@pytest.mark.parametrize(
    "shown",
    [
        '{{ page.title }}{% if "em" in page.title %}!{% endif %}',
        "{{ page.file.src_uri | upper }} {{ page.is_homepage }} {{ page.url }} {{ page.abs_url }}",
        "{{ page.toc | length }}",
        "{% for heading in page.toc %}{{ heading.title }}{% endfor %}",
        "{{ (page.toc | first).level }}",
        "{% for other in pages %}{{ other.url }}{% endfor %}",
        "{{ page.content | length }} {{ page.meta.description | truncate(20) }} {{ page.markdown | length }}",
        '{% include "partials/toc.html" %}',
    ],
)
def test_whatever_an_override_shows_comes_out_the_same(root, shown):
    footer = "{% block footer %}{% if page %}" + shown + "{% endif %}{% endblock %}"
    (root / "overrides/main.html").write_text('{% extends "base.html" %}' + footer)
    assert pressed(root)[0] == by_mkdocs(root)


def test_a_link_that_leads_nowhere_goes_mkdocs_own_way(root, caplog):
    (root / "docs/about.md").write_text("# About\n\n[Gone](briefs/gone.md)\n")
    assert pressed(root)[0] == by_mkdocs(root)
    assert caplog.text.count("'briefs/gone.md', but the target is not found") == 2


def test_of_the_pages_that_are_gone_nothing_is_left(root):
    on_startup(command="serve", dirty=False)
    press = Press(configured(root), preview=True)
    (root / "briefs/articles/first-brief.yml").unlink()
    tiny.write_article(root, "third-brief", "A third embassy was closed")
    site = laid_out(press.config)
    assert {"briefs/first-brief.md"} <= {file.src_uri for file in press.follow(site)}
    pages = {file.src_uri: file for file in press.pages}
    assert "briefs/first-brief.md" not in pages
    third = pages["briefs/third-brief.md"]
    assert "A third embassy was closed" in press.finish(third, third.write()).html
