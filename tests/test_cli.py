import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest
import tiny
from click.testing import CliRunner

from generator.cli.main import main


@pytest.fixture
def root(tmp_path, monkeypatch):
    for setting in ("BRIEFS_COPIES", "DOCS_DIR", "REPO_URL", "SITE_URL"):
        monkeypatch.delenv(setting, raising=False)
    tiny.make(tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def run(*arguments):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def faulty(root):
    """Three problems in two files."""
    path = tiny.write_article(root, "first-brief", "Two mistakes")
    path.write_text(path.read_text().replace("themes: [russia-ties]", "themes: [russia-tie]") + "colour: red\n")
    (root / "briefs/articles/third-brief.yml").write_text("")
    return path


def test_check_says_that_all_is_well_and_what_was_not_checked(root):
    done = run("check")
    assert done.exit_code == 0
    assert done.stdout == "2 quotations not checked: BRIEFS_COPIES names no folder of copies.\n2 briefs, no problems\n"


def test_check_compares_quotations_where_there_are_copies(root, monkeypatch):
    (root / "copies").mkdir()
    (root / "copies/a.txt").write_text("and the doors were shut at last")
    for number, path in enumerate(sorted((root / "briefs/articles").iterdir())):
        path.write_text(path.read_text().replace("  published", f"  copy: {{file: {'ab'[number]}.txt}}\n  published"))
    monkeypatch.setenv("BRIEFS_COPIES", "copies")
    *_, unchecked, summary = run("check").stdout.splitlines()
    assert unchecked.startswith("1 quotation not checked: their articles' copies are not in ")
    assert summary == "2 briefs, no problems"


@pytest.mark.parametrize(("name", "told"), [("the-copy.tx", True), ("other.html", False), ("copy-of-1st.txt", False)])
def test_check_points_out_a_copy_that_is_mistyped_and_goes_on(root, monkeypatch, name, told):
    (root / "copies").mkdir()
    (root / "copies/the-copy.txt").write_text("the doors were shut")
    (root / "copies/copy-of-2nd.txt").write_text("the doors were shut")
    for brief, copy in (("first", name), ("second", "copy-of-2nd.txt")):
        path = root / f"briefs/articles/{brief}-brief.yml"
        path.write_text(path.read_text().replace("  published", f"  copy: {{file: {copy}}}\n  published"))
    monkeypatch.setenv("BRIEFS_COPIES", "copies")
    done = run("check")
    warning = (
        "briefs/articles/first-brief.yml:6:16: source.copy.file: 'the-copy.tx' is not among the copies at hand"
        " (did you mean 'the-copy.txt'?)"
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:-2] == ([warning] if told else [])
    assert done.stdout.endswith("2 briefs, no problems\n")
    assert json.loads(run("check", "--format", "json").stdout) == []
    monkeypatch.delenv("BRIEFS_COPIES")
    assert len(run("check").stdout.splitlines()) == 2


def test_check_refuses_a_folder_of_copies_that_is_not_there(root, monkeypatch):
    monkeypatch.setenv("BRIEFS_COPIES", "nowhere")
    done = run("check")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: BRIEFS_COPIES names no folder")


def test_check_names_every_problem_sorted_and_counts_them(root, faulty):
    done = run("check")
    assert done.exit_code == 1
    *problems, _, summary = done.stdout.splitlines()
    places = [re.match(r"briefs/articles/(\w+)-brief.yml:(\d+):", problem).groups() for problem in problems]
    order = [(file, int(line)) for file, line in places]
    assert order == sorted(order)
    assert {file for file, _ in places} == {"first", "third"}
    assert summary == f"{len(problems)} problems in 2 files"


def test_check_for_programs_prints_nothing_but_json(root, faulty):
    done = run("check", "--format", "json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)[0]["file"] == "briefs/articles/first-brief.yml"
    assert "problems in 2 files" in done.stderr


def test_check_for_github_annotates_lines(root, faulty):
    done = run("check", "--format", "github")
    assert done.exit_code == 1
    assert all(line.startswith("::error file=briefs/articles/") for line in done.stdout.splitlines())


def test_check_looks_at_drafts(root):
    path = root / "briefs/articles/first-brief.yml"
    path.write_text(path.read_text() + "draft: true\nsource: twice\n")
    assert run("check").exit_code == 1


def test_check_without_briefs_says_so(root):
    for path in (root / "briefs/articles").iterdir():
        path.unlink()
    assert run("check").stdout.endswith("0 briefs, no problems\n")


def test_check_outside_a_project_says_where_to_go(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 1
    assert "there is no folder briefs/" in done.stdout


def test_export_writes_the_pages(root):
    done = run("export", "pages")
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+ pages are in pages\n", done.stdout)
    assert (root / "pages/briefs/first-brief.md").is_file()


def test_export_with_problems_leaves_the_old_one(root):
    run("export")
    before = tiny.contents(root / "build/docs")
    (root / "briefs/articles/third-brief.yml").write_text("")
    done = run("export")
    assert done.exit_code == 1
    assert "briefs/articles/third-brief.yml:1:1:" in done.stderr
    assert tiny.contents(root / "build/docs") == before


def test_export_refuses_a_folder_of_somebody_else(root):
    done = run("export", "briefs")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.output


def test_a_site_is_built_and_nothing_is_left_beside_it(root):
    beside = {path.name for path in root.iterdir()}
    done = tiny.run(root, "build", "--strict")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("The site is in site\n")
    assert "An embassy was closed" in (root / "site/briefs/first-brief/index.html").read_text()
    assert {path.name for path in root.iterdir()} == beside | {"site"}


@pytest.fixture
def built(root):
    assert tiny.run(root, "build").returncode == 0
    return tiny.contents(root / "site")


def broken_brief(root):
    (root / "briefs/articles/third-brief.yml").write_text("title: [")
    return "briefs/articles/third-brief.yml:1:"


def broken_configuration(root):
    (root / "mkdocs.yml").write_text("site_name: [")
    return "mkdocs.yml"


def unknown_plugin(root):
    (root / "mkdocs.yml").write_text(tiny.CONFIG.replace("[search]", "[search, nonesuch]"))
    return "nonesuch"


def broken_override(root):
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text("{% extends 'base.html' %}\n{{ 1 / 0 }}{% block content %}{{ 1 / 0 }}")
    (root / "mkdocs.yml").write_text(tiny.CONFIG.replace("mkdocs,", "mkdocs, custom_dir: overrides,"))
    return "main.html"


@pytest.mark.parametrize("broken", [broken_brief, broken_configuration, unknown_plugin, broken_override])
def test_when_a_build_fails_the_old_site_stays_and_no_traceback_is_shown(root, built, broken):
    named = broken(root)
    beside = {path.name for path in root.iterdir()}
    done = tiny.run(root, "build")
    assert done.returncode == 1
    assert named in done.stdout
    assert "Traceback" not in done.stdout
    assert tiny.contents(root / "site") == built
    assert {path.name for path in root.iterdir()} == beside


def test_a_warning_of_mkdocs_fails_a_strict_build_alone(root):
    (root / "docs/notes/by-hand.md").write_text("[nowhere](nowhere.md)")
    assert tiny.run(root, "build").returncode == 0
    assert tiny.run(root, "build", "--strict", "--site-dir", "strict").returncode == 1
    assert not (root / "strict").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills so on Windows")
def test_a_killed_build_leaves_the_old_site_whole(root, built):
    (root / "briefs/articles/second-brief.yml").unlink()
    process = subprocess.Popen(tiny.command("build"), cwd=root, env=tiny.environment(), stderr=subprocess.DEVNULL)
    wait_for(lambda: any((root / ".site.swap/new").rglob("*.html")))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert tiny.contents(root / "site") == built
    assert tiny.run(root, "build").returncode == 0
    assert not (root / ".site.swap").exists()
    assert not (root / "site/briefs/second-brief").exists()


def test_the_same_input_gives_the_same_bytes(tmp_path):
    sites = []
    for folder, settings in [
        ("one", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("another", {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
    ]:
        root = tiny.make(tmp_path / folder)
        tiny.dress(root)
        tiny.entangle(root)
        done = tiny.run(root, "build", "--strict", **settings)
        assert done.returncode == 0, done.stdout
        sites.append(tiny.contents(root / "site"))
    assert sites[0] == sites[1]
    assert {"sitemap.xml.gz", "search/search_index.json", "briefs/first-brief/index.html"} <= sites[0].keys()


def wait_for(there, seconds=20):
    """Wait until something is there."""
    end = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
    return found


def free_port():
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Served:
    """A project that is being served, and what the server said so far."""

    def __init__(self, root, process, port):
        self.root, self._process, self._port = root, process, port
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with self._process.stdout as lines:
            for line in lines:
                self.said += line

    def page(self, path):
        """Return what stands at an address, nothing where there is no page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode() if error.code == 500 else ""
        except OSError:
            return ""

    def shows(self, text, path):
        return wait_for(lambda: text in self.page(path))

    def says(self, text):
        return wait_for(lambda: text in self.said)


@contextmanager
def serving(root, **settings):
    port = free_port()
    process = subprocess.Popen(
        tiny.command("serve", "--dev-addr", f"127.0.0.1:{port}"),
        cwd=root, env=tiny.environment(**settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    try:
        served = Served(root, process, port)
        served.says(f"Serving on http://127.0.0.1:{port}/")
        yield served
        if sys.platform != "win32":
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert "Traceback" not in served.said
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("theme", ["ours", "another"])
def test_every_edit_is_seen_at_once(root, theme):
    if theme == "ours":
        tiny.dress(root)
    with serving(root) as served:
        assert "An embassy was closed" in served.page("briefs/first-brief/")

        tiny.write_article(root, "first-brief", "It was never closed")
        assert served.shows("It was never closed", "briefs/first-brief/")

        tiny.write_article(root, "third-brief", "A third embassy")
        assert served.shows("A third embassy", "briefs/third-brief/")

        (root / "briefs/articles/third-brief.yml").unlink()
        assert wait_for(lambda: not served.page("briefs/third-brief/"))

        path = root / "briefs/articles/second-brief.yml"
        path.write_text("colour: red\n" + path.read_text())
        assert served.says("briefs/articles/second-brief.yml:1:1: colour: ")
        assert wait_for(lambda: not served.page("briefs/second-brief/"))
        assert "It was never closed" in served.page("briefs/first-brief/")

        tiny.write_article(root, "second-brief", "It is mended")
        assert served.shows("It is mended", "briefs/second-brief/")


def test_an_edited_template_is_seen_at_once_and_a_broken_one_told(root):
    tiny.bring_program(root)
    tiny.dress(root)
    template = root / "generator/templates/brief.md.j2"
    with serving(root, PYTHONPATH="") as served:
        template.write_text(template.read_text() + "\nWords of the template\n")
        assert served.shows("Words of the template", "briefs/first-brief/")

        template.write_text("{{ 1 / 0 }}")
        assert served.shows("generator/templates/brief.md.j2:1: ZeroDivisionError", "briefs/first-brief/")
        assert served.says("generator/templates/brief.md.j2:1: ZeroDivisionError")
        assert "An embassy was closed" in served.page("briefs/")

        template.write_text("Mended")
        assert served.shows("Mended", "briefs/first-brief/")


def test_serve_says_when_the_port_is_taken(root):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        done = run("serve", "--dev-addr", f"127.0.0.1:{port}")
    assert done.exit_code == 1
    assert f"port {port} is taken" in done.stderr
    assert f"--dev-addr 127.0.0.1:{port + 1}" in done.stderr


@pytest.mark.parametrize("address", ["8000", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:99999"])
def test_serve_says_what_an_address_looks_like(root, address):
    done = run("serve", "--dev-addr", address)
    assert done.exit_code == 2
    assert "127.0.0.1:8000" in done.stderr


def test_a_file_that_is_not_there_is_named(root):
    done = run("new", "nowhere.txt")
    assert done.exit_code == 1
    assert done.stderr == "Error: nowhere.txt: No such file or directory\n"
