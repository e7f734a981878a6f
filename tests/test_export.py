import pytest
import tiny

from generator.build import build
from generator.engine.export import MARK, export
from generator.engine.swap import SwapError
from generator.site.page import Asset
from generator.site.render import RenderedPage

SITE = tiny.made(RenderedPage("briefs/a.md", {"title": "Ä"}, "# Ä\n"), assets=[Asset("data/a.json", lambda: b"[]")])
BRIEF = '---\ntitle: "Ä"\n---\n\n# Ä\n'


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs" / "notes").mkdir(parents=True)
    (tmp_path / "docs" / "notes" / "by-hand.md").write_text("by hand")
    return tmp_path


def exported(root, site=SITE, target="build/docs"):
    export(site, root, root / target)
    return {path: data.decode() for path, data in tiny.contents(root / target).items() if path != MARK}


def test_pages_files_and_what_stands_in_docs_are_written(root):
    assert exported(root) == {"briefs/a.md": BRIEF, "data/a.json": "[]", "notes/by-hand.md": "by hand"}


def test_a_generated_page_replaces_the_written_one_of_its_address(root):
    page = RenderedPage("notes/by-hand.md", {}, "generated")
    assert exported(root, tiny.made(page)) == {"notes/by-hand.md": "---\n---\n\ngenerated"}


def test_what_an_earlier_export_left_is_gone(root):
    exported(root)
    assert exported(root, tiny.made()) == {"notes/by-hand.md": "by hand"}


def test_a_project_without_docs_is_exported_all_the_same(tmp_path):
    assert exported(tmp_path) == {"briefs/a.md": BRIEF, "data/a.json": "[]"}


def test_dot_files_and_links_stay_behind(root):
    (root / "secret").write_text("secret")
    (root / "docs" / "link.md").symlink_to(root / "secret")
    (root / "docs" / "folder").symlink_to(root)
    (root / "docs" / ".hidden").write_text("hidden")
    (root / "docs" / ".git").mkdir()
    (root / "docs" / ".git" / "config").write_text("hidden")
    assert set(exported(root)) == {"briefs/a.md", "data/a.json", "notes/by-hand.md"}


@pytest.mark.parametrize("target", [".", "docs", "docs/export", "..", "docs/../docs"])
def test_nothing_is_written_where_people_write(root, target):
    before = tiny.contents(root)
    with pytest.raises(SwapError, match="people write there"):
        export(SITE, root, root / target)
    assert tiny.contents(root) == before


def test_a_folder_that_no_export_wrote_is_left_alone(root):
    (root / "thesis").mkdir()
    (root / "thesis" / "index.md").write_text("years of work")
    with pytest.raises(SwapError, match="name another folder"):
        exported(root, target="thesis")
    assert tiny.contents(root / "thesis") == {"index.md": b"years of work"}


def test_a_real_site_is_exported_as_it_was_built(tmp_path):
    root = tiny.make(tmp_path)
    site = build(root)
    found = exported(root, site)
    assert {page.uri: site.render(page).markdown for page in site.pages}.items() <= found.items()
    assert "briefs/first-brief.md" in found
    assert found["notes/by-hand.md"] == "# By hand\n"
