import logging
from pathlib import Path

import pytest
import tiny
from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, get_files

from generator.engine import mkdocs_adapter
from generator.engine.export import export
from generator.problems import Problem
from generator.site.page import Asset
from generator.site.render import RenderedPage

PROBLEM = Problem("briefs/articles/a.yml", 3, 7, "themes[0]", "unknown theme 'x'", "did you mean 'y'?")


@pytest.fixture
def root(tmp_path, monkeypatch):
    mkdocs_adapter.on_startup(command="build", dirty=False)
    for setting in ("BRIEFS_COPIES", "DOCS_DIR", "REPO_URL"):
        monkeypatch.delenv(setting, raising=False)
    return tiny.make(tmp_path)


@pytest.fixture
def made(monkeypatch):
    """Let the generator make a given site, or fail."""

    def make(site):
        def build(*_, **__):
            if isinstance(site, Exception):
                raise site
            return site

        monkeypatch.setattr(mkdocs_adapter, "build", build)

    return make


@pytest.fixture
def said():
    """What is said in a build, each as its level and its words."""
    records = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append((record.levelname, record.getMessage()))
    logging.getLogger("mkdocs").addHandler(handler)
    yield records
    logging.getLogger("mkdocs").removeHandler(handler)


def site(*pages, problems=(), assets=()):
    written = (RenderedPage(uri, {}, text, source) for uri, text, source in pages)
    return tiny.made(*written, problems=problems, assets=assets)


def configured(root):
    return load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))


def files(root):
    """What MkDocs holds after the adapter has done its work."""
    config = configured(root)
    return config.plugins.on_files(get_files(config), config=config)


@pytest.fixture
def preview(root):
    """Give what MkDocs holds, again and again, as it would while it serves."""
    mkdocs_adapter.on_startup(command="serve", dirty=False)
    return lambda: files(root)


def uris(found):
    return {file.src_uri for file in found}


def test_pages_and_files_become_virtual_files(root, made):
    made(site(("briefs/a.md", "# A", "briefs/articles/a.yml"), assets=[Asset("data/a.json", lambda: b"[]")]))
    found = files(root)
    assert found.get_file_from_path("briefs/a.md").content_string.endswith("\n# A")
    assert found.get_file_from_path("briefs/a.md").abs_src_path is None
    assert found.get_file_from_path("data/a.json").content_bytes == b"[]"
    assert "notes/by-hand.md" in uris(found)


def test_a_generated_page_replaces_the_written_one_of_its_address(root, made):
    made(site(("notes/by-hand.md", "generated", "")))
    found = files(root)
    assert [file.content_string for file in found if file.src_uri == "notes/by-hand.md"] == ["---\n---\n\ngenerated"]


def test_the_pencil_opens_the_file_behind_a_page(root, made, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/example/briefs")
    made(site(("briefs/a.md", "# A", "briefs/articles/a.yml"), ("timeline.md", "# T", "")))
    config = configured(root)
    build(config)
    page = (root / "site/briefs/a/index.html").read_text()
    assert 'href="https://github.com/example/briefs/edit/main/briefs/articles/a.yml"' in page
    assert "/edit/" not in (root / "site/timeline/index.html").read_text()
    assert "/edit/main/docs/notes/by-hand.md" in (root / "site/notes/by-hand/index.html").read_text()


def test_without_a_repository_there_is_no_pencil(root, made, said):
    made(site(("briefs/a.md", "# A", "briefs/articles/a.yml")))
    build(configured(root))
    assert "edit/main" not in (root / "site/briefs/a/index.html").read_text()
    assert not said


def test_hook_and_export_agree(root):
    exported = root / "build" / "docs"
    export(mkdocs_adapter.configured_site(root), root, exported)
    virtual = {file.src_uri: file.content_bytes for file in files(root) if not is_of_theme(file)}
    assert virtual == {uri: data for uri, data in tiny.contents(exported).items() if uri != ".export"}
    assert "briefs/first-brief.md" in virtual


def is_of_theme(file: File):
    return file.src_dir is not None and Path(file.src_dir).name != "docs"


def test_an_export_is_built_as_it_is(root, monkeypatch):
    (root / "build/docs").mkdir(parents=True)
    (root / "build/docs/a.md").write_text("# A")
    monkeypatch.setenv("DOCS_DIR", "build/docs")
    assert uris(files(root)) == {"a.md"}


def test_every_problem_is_a_warning_and_the_preview_goes_on(root, made, said, preview):
    made(site(("index.md", "# Home", ""), problems=[PROBLEM]))
    assert "index.md" in uris(preview())
    assert said == [("WARNING", "briefs/articles/a.yml:3:7: themes[0]: unknown theme 'x' (did you mean 'y'?)")]


def test_a_build_with_problems_fails(root, made, said):
    made(site(("index.md", "# Home", ""), problems=[PROBLEM]))
    with pytest.raises(Abort):
        build(configured(root))
    assert said == [
        ("WARNING", str(PROBLEM)),
        ("ERROR", "The site was not built: the problems above come first."),
    ]
    assert not (root / "site/index.html").exists()


def test_percent_signs_in_a_problem_are_no_format(root, made, said, preview):
    made(site(problems=[Problem("briefs/100%s.yml", 1, 1, "", "100 %d wrong")]))
    preview()
    assert said[0] == ("WARNING", "briefs/100%s.yml:1:1: 100 %d wrong")


def test_when_the_generator_fails_the_preview_shows_the_last_site(root, made, said, preview):
    made(site(("a.md", "# A", "")))
    preview()
    made(ZeroDivisionError("of a kind nobody expected"))
    assert "a.md" in uris(preview())
    [(level, message)] = said
    assert level == "ERROR"
    assert "ZeroDivisionError: of a kind nobody expected. The preview shows" in message


def test_when_the_generator_fails_a_build_fails(root, made, said):
    made(ZeroDivisionError("of a kind nobody expected"))
    with pytest.raises(Abort):
        build(configured(root))
    [(level, message)] = said
    assert level == "ERROR"
    assert message.endswith("ZeroDivisionError: of a kind nobody expected")


def test_a_failure_in_a_template_names_the_line(root, monkeypatch, said, preview):
    (root / "broken.md.j2").write_text("fine\n{{ 1 / 0 }}\n")
    template = Environment(loader=FileSystemLoader(root), autoescape=True).get_template("broken.md.j2")
    monkeypatch.setattr(mkdocs_adapter, "build", lambda *_, **__: template.render())
    preview()
    assert said[0][1].startswith(
        f"The generator failed: {root / 'broken.md.j2'}:2: ZeroDivisionError: division by zero."
    )


@pytest.fixture
def draft(root):
    path = root / "briefs/articles/first-brief.yml"
    path.write_text(path.read_text() + "draft: true\n")


def test_the_preview_shows_drafts(draft, preview):
    assert {"briefs/first-brief.md", "briefs/second-brief.md"} <= uris(preview())


def test_a_build_shows_no_drafts(draft, root):
    found = uris(files(root))
    assert "briefs/second-brief.md" in found
    assert "briefs/first-brief.md" not in found


def test_without_briefs_the_site_is_built_and_says_so(root, said, caplog):
    caplog.set_level(logging.INFO, logger=mkdocs_adapter.log.name)
    for path in (root / "briefs/articles").iterdir():
        path.unlink()
    assert "index.md" in uris(files(root))
    assert said == [("INFO", "There are no briefs in briefs/articles/ yet.")]


@pytest.fixture
def misquoted(root, monkeypatch):
    path = root / "briefs/articles/first-brief.yml"
    path.write_text(path.read_text().replace("  published", "  copy: {file: a.txt}\n  published"))
    (root / "copies").mkdir()
    (root / "copies/a.txt").write_text("the doors were left open")
    monkeypatch.setenv("BRIEFS_COPIES", "copies")


def test_a_quotation_that_is_not_in_its_copy_fails_a_build(misquoted, root, said):
    with pytest.raises(Abort):
        build(configured(root))
    assert "the quotation is not in the copy" in said[0][1]


def test_the_preview_shows_a_quotation_that_is_not_in_its_copy(misquoted, preview, said):
    assert "briefs/first-brief.md" in uris(preview())
    assert "the quotation is not in the copy" in said[0][1]


def test_a_folder_of_copies_that_is_not_there_fails_a_build(root, monkeypatch, said):
    monkeypatch.setenv("BRIEFS_COPIES", "nowhere")
    with pytest.raises(Abort):
        build(configured(root))
    assert said[0][1].startswith("BRIEFS_COPIES names no folder")


@pytest.fixture
def dressed(root, monkeypatch):
    """The pages of a project with the real site's configuration and theme."""
    tiny.dress(root)
    monkeypatch.setenv("REPO_URL", "https://github.com/example/briefs")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build(configured(root))
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_the_theme_is_told_to_ask_nobody(dressed):
    for page in dressed.values():
        assert 'class="md-source" href="https://github.com/example/briefs"' in page
        assert 'data-md-component="source"' not in page
        assert "fonts.googleapis" not in page


def test_the_search_dialog_has_a_name(dressed):
    assert all('role="dialog" aria-label="Search"' in page for page in dressed.values())


def test_no_page_carries_the_list_of_all_briefs(dressed):
    navigation = dressed["notes/by-hand/index.html"].partition("<article")[0]
    assert "themes/russia-ties/" in navigation
    assert "first-brief" not in navigation


def test_the_sitemap_names_pages_and_no_day(dressed, root):
    sitemap = (root / "site/sitemap.xml").read_text()
    assert "<loc>http://127.0.0.1:8000/briefs/first-brief/</loc>" in sitemap
    assert "lastmod" not in sitemap
