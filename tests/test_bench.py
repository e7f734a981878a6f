import json
import sys
import textwrap

import pytest
from click.testing import CliRunner

from bench import __main__ as bench
from bench import compare, makers, project, tasks
from generator.progress import SILENT
from generator.reading.load import load


def contents(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_made_up_project_is_right_and_always_the_same(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        project.make(tmp_path / name, 20)
    content, problems = load(tmp_path / "one")
    assert problems == []
    assert (len(content.articles), len(content.questions), len(content.names)) == (20, 200, 1000)
    assert 1500 < sum(path.stat().st_size for path in (tmp_path / "one/briefs/articles").iterdir()) / 20 < 4500
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


@pytest.mark.parametrize("task", tasks.TASKS)
def test_every_stage_is_measured(tmp_path, task):
    project.make(tmp_path, 5)
    laps = tasks.TASKS[task](tmp_path)
    assert json.loads(json.dumps(laps)) == laps
    assert all(seconds >= 0 for seconds in laps.values())


def test_the_table_says_what_was_reached_and_what_was_to_be():
    result = CliRunner().invoke(bench.main, ["--sizes", "20", "--runs", "1", "--no-build"])
    assert result.exit_code == 0, result.output
    assert "\n20 briefs\n" in result.output
    assert "x floor" in result.output
    assert "at most 1 ms" in result.output


def test_who_is_not_installed_is_named_with_the_way_to_have_it(monkeypatch):
    monkeypatch.setattr(makers, "missing", lambda: ["Hugo", "Zensical"])
    monkeypatch.setattr(bench.limits, "generator", lambda *_: {})
    result = CliRunner().invoke(bench.main, ["--sizes", "5", "--runs", "1", "--no-build", "--peers"])
    assert result.exit_code == 0
    assert "Without Hugo and Zensical, which are not installed: python3 run.py peers" in result.output


def test_one_that_fails_says_what_it_said(monkeypatch):
    monkeypatch.setattr(makers, "ours", lambda root, _: root.mkdir() or fake(root, site="raise SystemExit('no space')"))
    monkeypatch.setattr(bench.limits, "generator", lambda *_: {})
    monkeypatch.setattr(bench.limits, "full_build", lambda *_: None)
    result = CliRunner().invoke(bench.main, ["--sizes", "5"])
    assert result.exit_code == 1
    assert "no space" in result.output


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    return makers.ours(tmp_path_factory.mktemp("bench") / "ours", 5)


@pytest.fixture(scope="module")
def all_of_them(mine, needs):
    needs("hugo"), needs("zensical")
    return {maker.name: maker for maker in (mine, *makers.peers(mine, mine.root.parent))}


NAMES = ["this program", "Hugo from Markdown", "Hugo from YAML", "Zensical", "MkDocs with Material"]


@pytest.mark.parametrize("name", NAMES)
def test_each_program_makes_the_briefs_and_follows_an_edit(all_of_them, name):
    assert [*all_of_them] == NAMES
    maker = all_of_them[name]
    maker.clean()
    compare.run(maker.build, maker.root)
    pages = {uri for uri, _ in maker.files() if uri.startswith("briefs/") and uri.count("/") == 2}
    assert len(pages) == 5
    before = maker.following()
    assert before["page"] == f"briefs/{maker.id}/"
    assert "search" in before
    maker.edit()
    compare.run(maker.build, maker.root)
    assert maker.following().keys() == before.keys()


BUILD = """
import pathlib, shutil
page = pathlib.Path("site/briefs/a-brief/index.html")
page.parent.mkdir(parents=True, exist_ok=True)
shutil.copy("brief.txt", page)
pathlib.Path("site/search").mkdir(exist_ok=True)
shutil.copy("brief.txt", "site/search/search_index.json")
"""


def fake(root, site=BUILD):
    """A program whose page of a brief, once built, is served from the brief itself; its search stays behind."""
    (root / "brief.txt").write_text(f"{makers.WORD}0 was here.")
    serve = textwrap.dedent("""
        import http.server, pathlib, sys
        class Handler(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path):
                return "brief.txt" if path.startswith("/briefs/") else super().translate_path("site" + path)
        http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """)
    return makers.Maker(
        "this program",
        root,
        [sys.executable, "-c", site],
        lambda port: [sys.executable, "-c", serve, str(port)],
        "brief.txt",
        "a-brief",
    )


def test_a_cold_build_finds_pictures_for_links_and_nothing_else(tmp_path):
    for left in ("site/index.html", ".cache/cards/a.png", ".cache/pages/a", ".cache/all.bin"):
        (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / left).write_text("left")
    fake(tmp_path).clean()
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {
        "brief.txt",
        ".cache/cards/a.png",
    }


def test_figures_tell_of_builds_of_edits_and_of_what_never_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(compare, "PATIENCE", 3)
    monkeypatch.setattr(compare.time, "sleep", lambda _: None)
    figures = compare.compare([fake(tmp_path)], 1, 2, SILENT)["this program"]
    assert figures["cold wall"] >= figures["cold cpu"] > 0
    assert figures["cold peak"] > 1
    assert figures["edit wall"] > 0
    assert figures["live page"] > 0
    assert figures["live search"] is None
    assert (figures["pages"], figures["page"]) == (1, len("Quagga0 was here."))
    assert "live theme" not in figures
