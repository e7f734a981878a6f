"""The preview: what is asked for after any edits is what a build makes of the same files."""

import json

import pytest
import tiny
from edits import EDITS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.engine.mkdocs_adapter import on_startup
from generator.engine.press import Press
from generator.engine.preview import INDEX, Preview

URL = "http://127.0.0.1:8000/"


def configure(root, folder):
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
    config.site_url = URL
    return config


@pytest.fixture
def root(tmp_path):
    root = tiny.make(tmp_path)
    tiny.dress(root)
    tiny.entangle(root)
    return root


class Shown:
    """A preview and its folder."""

    def __init__(self, root):
        self.root, self.folder = root, root / "shown"
        on_startup(command="serve", dirty=False)
        self._preview = Preview(lambda: configure(root, self.folder))

    def edited(self):
        self._preview.refresh()

    def file(self, uri):
        self._preview.provide(uri)
        path = self.folder / uri
        return path.read_bytes() if path.is_file() else None

    def page(self, uri):
        return (self.file(f"{uri}index.html") or b"").decode()


@pytest.fixture
def shown(root):
    return Shown(root)


def built(root):
    """All that a build makes, drafts too, as `mkdocs serve` would show it."""
    on_startup(command="serve", dirty=False)
    build(configure(root, root / "built"), serve_url=URL)
    return tiny.contents(root / "built")


def test_an_edit_is_seen_wherever_it_shows(root, shown):
    assert "An embassy was closed" in shown.page("briefs/first-brief/")
    tiny.write_article(root, "first-brief", "It was never closed")
    shown.edited()
    for uri in ("briefs/first-brief/", "briefs/", "themes/russia-ties/", ""):
        assert "It was never closed" in shown.page(uri)
    assert "It was never closed" in shown.file(INDEX).decode()
    assert "It was never closed" in shown.file("data/briefs.json").decode()


def test_a_brief_comes_and_goes(root, shown):
    assert shown.page("briefs/third-brief/") == ""
    path = tiny.write_article(root, "third-brief", "A third embassy")
    shown.edited()
    assert "A third embassy" in shown.page("briefs/third-brief/")
    assert b"briefs/third-brief/" in shown.file("sitemap.xml")
    path.unlink()
    shown.edited()
    assert shown.page("briefs/third-brief/") == ""
    assert b"briefs/third-brief/" not in shown.file("sitemap.xml")


def test_a_brief_with_a_mistake_is_named_and_left_out(root, shown, caplog):
    path = root / "briefs/articles/second-brief.yml"
    path.write_text("colour: red\n" + path.read_text())
    shown.edited()
    assert "briefs/articles/second-brief.yml:1:1: colour:" in caplog.text
    assert shown.page("briefs/second-brief/") == ""


def test_what_cannot_be_read_leaves_the_last_site(root, shown, caplog):
    (root / "mkdocs.yml").write_text("site_name: [")
    shown.edited()
    assert "The preview shows the last site that could be made" in caplog.text
    assert "An embassy was closed" in shown.page("briefs/first-brief/")
    tiny.shutil.copy(tiny.OURS / "mkdocs.yml", root)
    tiny.write_article(root, "first-brief", "It was never closed")
    shown.edited()
    assert "It was never closed" in shown.page("briefs/first-brief/")


def test_the_index_of_the_search_is_made_of_what_changed_alone(root, shown, monkeypatch):
    shown.file(INDEX)
    finished = []
    real = Press.finish
    monkeypatch.setattr(Press, "finish", lambda press, file, text: finished.append(file) or real(press, file, text))
    shown.edited()
    shown.file(INDEX)
    kept = {file.src_uri for file in finished}
    tiny.write_article(root, "first-brief", "It was never closed")
    shown.edited()
    shown.file(INDEX)
    assert kept <= {"index.md", "about.md"}
    assert "briefs/first-brief.md" in {file.src_uri for file in finished}
    assert "briefs/second-brief.md" not in {file.src_uri for file in finished}


@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5), st.data())
def test_after_any_edits_it_is_what_a_build_makes(tmp_path_factory, edits, data):
    root = tiny.make(tmp_path_factory.mktemp("edited"))
    tiny.dress(root)
    tiny.entangle(root)
    shown = Shown(root)
    for edit in edits:
        EDITS[edit](root)
        shown.edited()
        if data.draw(st.booleans()):  # or somebody looks at nothing in between
            shown.page("briefs/first-brief/")
            shown.file(INDEX)
    made = built(root)
    assert {uri: shown.file(uri) for uri in made} == made
    assert json.loads(shown.file(INDEX))["docs"]
