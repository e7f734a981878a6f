import os
import socket
from pathlib import Path

import pytest

from generator.reading import files
from generator.reading.files import UnusableFileError, briefs_in, names_in, read_bytes, relative


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Tell the ids that come of files with some names, which no system need allow, and what is said of the others."""

    def listed(*names: str) -> tuple[list[str], list[str]]:
        monkeypatch.setattr(files.os, "listdir", lambda _: list(names))
        problems = []
        ids = [id_ for id_, _ in briefs_in(tmp_path, tmp_path, problems)]
        return ids, [str(problem) for problem in problems]

    return listed


def test_proper_names_are_ids_in_order(listed):
    assert listed("b-2.yml", "abc.yml", "README.md", ".draft.yml", ".git") == (["abc", "b-2"], [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ab.yml", "'ab' is no id (rename it: 3 to 80 characters, a to z, 0 to 9 and hyphens, then .yml)"),
        ("xyz.yaml", "the ending must be .yml (rename it to 'xyz.yml')"),
        ("xyz.YML", "the ending must be .yml (rename it to 'xyz.yml')"),
        ("Kampala.yml", "'Kampala' is no id ("),
        ("a b c.yml", "'a b c' is no id ("),
        ("côte.yml", "'côte' is no id ("),
        ("a_b.yml", "'a_b' is no id ("),
        (f"{'a' * 81}.yml", "is no id ("),
        (".yml", None),
        ("con.yml", "'con' is a reserved name (rename the file)"),
        ("com1.yml", "'com1' is a reserved name (rename the file)"),
        ("index.yml", "'index' is a reserved name (rename the file)"),
        ("notes.txt", "'notes.txt' is no brief (only .yml files belong here: move it, or end its name in .yml)"),
        ("notes", "'notes' is no brief ("),
        ("abc.yml.bak", "'abc.yml.bak' is no brief ("),
        ("line\nfeed.yml", r"'line\nfeed' is no id ("),
    ],
)
def test_other_names_are_refused_with_the_way_out(listed, name, said):
    ids, problems = listed(name)
    assert ids == []
    assert len(problems) == (0 if said is None else 1)
    assert said is None or said in problems[0]
    assert "\n" not in "".join(problems)


@pytest.mark.parametrize("name", ["abc.yml~", "ABC.YML~", ".abc.yml.swp", ".#abc.yml", "#abc.yml#", ".abc.yml.new"])
def test_what_editors_put_beside_a_file_is_passed_over(listed, name):
    assert listed("abc.yml", name) == (["abc"], [])
    assert listed(name) == ([], [])


@pytest.mark.parametrize("twin", ["ABC.yml", "abc.yaml", "abc.YML", "Abc.Yaml"])
def test_two_names_that_would_share_an_address_leave_the_proper_one(listed, twin):
    ids, (problem,) = listed("abc.yml", twin)
    assert ids == ["abc"]
    assert f"'{twin}' would have the same address as 'abc.yml' (remove one of them, or rename it)" in problem


def test_a_name_no_console_can_print_is_named_all_the_same(listed):
    ids, (problem,) = listed(os.fsdecode(b"\xff\xfe.yml"))
    assert ids == []
    assert problem.isprintable()


@pytest.mark.parametrize("kind", ["file", "link", "absent"])
def test_what_is_no_folder_is_refused(tmp_path, kind):
    folder = tmp_path / "articles"
    if kind == "file":
        folder.write_text("x")
    elif kind == "link":
        folder.symlink_to(tmp_path)
    problems = []
    assert names_in(tmp_path, folder, problems) == []
    assert [str(p) for p in problems] == [
        "articles:1:1: this must be a folder (put the folder itself here, no link, no file)"
    ]


def test_an_unreadable_folder_is_named(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(files.os, "listdir", refuse)
    problems = []
    assert names_in(tmp_path, tmp_path, problems) == []
    assert "this folder cannot be read: Permission denied (look at its permissions)" in str(problems[0])


def test_a_regular_file_is_read_whole(tmp_path):
    path = tmp_path / "x.yml"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"


def refusal(path: Path) -> str:
    with pytest.raises(UnusableFileError) as caught:
        read_bytes(path, 1000)
    return f"{caught.value.message} ({caught.value.hint})"


def test_links_pipes_sockets_devices_and_folders_are_refused_at_once(tmp_path, monkeypatch):
    target = tmp_path / "target.yml"
    target.write_text("x")
    (tmp_path / "link.yml").symlink_to(target)
    (tmp_path / "dangling.yml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "folder.yml").mkdir()
    assert refusal(tmp_path / "link.yml") == "this is a symbolic link (put the file itself here)"
    assert refusal(tmp_path / "dangling.yml") == "this is a symbolic link (put the file itself here)"
    for name in ("pipe.yml", "folder.yml"):
        assert refusal(tmp_path / name) == "this is not a regular file (put the file itself here)"
    assert refusal(Path("/dev/zero")) == "this is not a regular file (put the file itself here)"
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # the address of a socket must be short
        server.bind("socket.yml")
        assert refusal(tmp_path / "socket.yml") == "this is not a regular file (put the file itself here)"


def test_a_hundred_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "huge.yml"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # takes no room on the disk
    assert refusal(path) == "the file has 100,000,000 bytes; at most 1,000 are allowed (shorten it)"


def test_an_unreadable_file_is_named(tmp_path, monkeypatch):
    path = tmp_path / "secret.yml"
    path.write_text("x")

    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", refuse)
    assert refusal(path) == "this file cannot be read: Permission denied (look at its permissions)"


def test_paths_are_named_with_forward_slashes_and_printable(tmp_path):
    assert relative(tmp_path, tmp_path / "briefs" / "a\nb.yml") == r"briefs/a\nb.yml"
    assert files.article_file("abc") == "briefs/articles/abc.yml"
    assert files.theme_file("abc") == "briefs/themes/abc.yml"
    assert files.register_file("names") == "briefs/registers/names.yml"
