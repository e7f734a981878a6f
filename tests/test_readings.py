import json
import os

import pytest

from generator.reading import files, readings, records
from generator.reading.load import load, located
from generator.reading.readings import Readings
from generator.reading.references import Fault

ARTICLE = {
    "title": "T",
    "source": {"title": "T", "url": "unknown", "published": "2023-11-10"},
    "themes": ["a-theme"],
    "summary": "What follows makes this summary as long as a summary has to be, and says no more than that at all.",
}
THEME = {"title": "T", "question": "Q?", "bottom_line": "B.", "trend": "up", "trend_why": "W."}
LONG_AGO = 1_600_000_000 * 10**9


@pytest.fixture
def write(tmp_path):
    """Write a file under briefs/ as JSON, at a time that is its own."""

    def write(path, typed, when=1):
        file = tmp_path / "briefs" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(typed if isinstance(typed, str) else json.dumps(typed), "utf-8")
        os.utime(file, ns=(0, LONG_AGO + when))
        return tmp_path

    write("themes/a-theme", THEME)
    return write


@pytest.fixture
def opened(monkeypatch):
    """The names of the files that were opened; all count as settled."""
    names = []
    read_bytes = files.read_bytes

    def spy(path, most):
        names.append(path.name)
        return read_bytes(path, most)

    monkeypatch.setattr(files, "read_bytes", spy)
    monkeypatch.setattr(files, "_SETTLED", -(10**18))
    return names


def test_a_file_that_has_not_changed_is_not_opened_again(write, opened):
    write("articles/one", ARTICLE)
    root = write("articles/two", ARTICLE)
    kept = Readings()
    before, _ = load(root, kept)
    opened.clear()
    write("articles/two", {**ARTICLE, "title": "Another"}, when=2)
    after, _ = load(root, kept)
    assert opened == ["two.yml"]
    assert after.articles["one"] is before.articles["one"]
    assert after.articles["two"].title == "Another"


def test_a_file_of_the_same_bytes_is_not_parsed_again(write, opened, monkeypatch):
    root, kept = write("articles/one", ARTICLE), Readings()
    before, _ = load(root, kept)
    monkeypatch.setattr(readings, "read_record", None)
    write("articles/one", ARTICLE, when=2)
    assert load(root, kept)[0].articles["one"] is before.articles["one"]
    assert opened.count("one.yml") == 2


@pytest.mark.parametrize("how", ["removed", "broken"])
def test_a_file_that_is_gone_or_broken_is_left_out_and_comes_back(write, opened, how):
    root, kept = write("articles/one", ARTICLE), Readings()
    load(root, kept)
    path = root / "briefs/articles/one.yml"
    path.unlink() if how == "removed" else write("articles/one", "[", when=2)
    content, problems = load(root, kept)
    assert (content.articles, len(problems)) == ({}, how == "broken")
    write("articles/one", ARTICLE, when=3)
    content, problems = load(root, kept)
    assert (list(content.articles), problems) == (["one"], [])


def test_a_file_that_could_not_be_opened_is_tried_again(write, opened, monkeypatch):
    root, kept = write("articles/one", ARTICLE), Readings()
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        content, problems = load(root, kept)
        assert (len(content.articles), len(problems)) == (0, 2)
    content, problems = load(root, kept)
    assert (list(content.articles), problems) == (["one"], [])


def test_of_a_register_only_changed_records_are_checked_again(write, opened, monkeypatch):
    names = {"one": {"name": "One", "kind": "place"}, "two": {"name": "Two", "kind": "place"}}
    root, kept = write("registers/names", names), Readings()
    before, _ = load(root, kept)
    checked = []
    check = records.check
    monkeypatch.setattr(records, "check", lambda model, typed: checked.append(typed["name"]) or check(model, typed))
    write("registers/names", {**names, "two": {"name": "Zwei", "kind": "place"}}, when=2)
    after, _ = load(root, kept)
    assert checked == ["Zwei"]
    assert after.names["one"] is before.names["one"]


def test_the_place_of_a_fault_is_looked_up_once_and_again_when_its_file_changes(write, opened):
    root, kept = write("articles/one", json.dumps(ARTICLE, indent=1)), Readings()
    faults = [Fault("articles", "one", ("title",), "m", "h")]

    def line():
        kept.new_run()
        (problem,) = located(root, faults, kept)
        return problem.line

    assert (line(), line()) == (2, 2)
    assert opened == ["one.yml"]
    write("articles/one", "\n" + json.dumps(ARTICLE, indent=1), when=2)
    assert line() == 3


def test_a_file_that_was_changed_a_moment_ago_has_no_lasting_signature(tmp_path):
    file = tmp_path / "one.yml"
    file.write_text("x")
    now = file.stat().st_ctime_ns
    assert files.signature(str(file), now + 10**9) != files.signature(str(file), now + 10**9)
    assert files.signature(str(file), now + 10**10) == files.signature(str(file), now + 10**10)
    assert files.signature(str(file), now - 10**10) != files.signature(str(file), now - 10**10)


@pytest.mark.parametrize("change", ["bytes", "time", "file", "kind"])
def test_whatever_changed_the_signature_is_another(tmp_path, change):
    file, later = tmp_path / "one.yml", 10**19
    file.write_text("x")
    before = files.signature(str(file), later)
    stood = file.stat()
    match change:
        case "bytes":
            file.write_text("longer")
        case "time":
            os.utime(file, ns=(0, LONG_AGO))
        case "file":
            (tmp_path / "two.yml").write_text("y")
            (tmp_path / "two.yml").replace(file)
        case "kind":
            file.chmod(0o600 if stood.st_mode & 0o077 else 0o644)
    if change in {"bytes", "file"}:
        os.utime(file, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert files.signature(str(file), later) != before


def test_what_is_not_there_has_one_signature(tmp_path):
    assert files.signature(str(tmp_path / "gone"), 1) == files.signature(str(tmp_path / "gone"), 2)
