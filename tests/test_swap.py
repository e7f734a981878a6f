import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.engine import swap
from generator.engine.swap import SwapError, replacing

OURS = Path(__file__).parents[1]


def write(folder, text):
    (folder / "mark").write_text(text)
    (folder / "deep").mkdir()
    (folder / "deep" / "page").write_text(text)


def replace(target, text):
    with replacing(target, known_by="mark") as folder:
        write(folder, text)


def shown(target):
    return {path.name: path.read_text() for path in target.rglob("*") if path.is_file()}


@pytest.fixture
def target(tmp_path):
    replace(tmp_path / "site", "old")
    return tmp_path / "site"


def test_a_folder_that_was_not_there_is_made_with_its_parents(tmp_path):
    replace(tmp_path / "a" / "b", "new")
    assert shown(tmp_path / "a" / "b") == {"mark": "new", "page": "new"}


def test_the_new_folder_takes_the_place_of_the_old_one_and_nothing_is_left_beside_it(target):
    replace(target, "new")
    assert shown(target) == {"mark": "new", "page": "new"}
    assert list(target.parent.iterdir()) == [target]


def test_where_the_system_cannot_exchange_folders_they_are_renamed(target, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    replace(target, "new")
    assert shown(target) == {"mark": "new", "page": "new"}
    assert list(target.parent.iterdir()) == [target]


def test_the_old_folder_stays_when_the_work_fails(target):
    with pytest.raises(FileExistsError), replacing(target, known_by="mark") as folder:
        [write(folder, "new") for _ in range(2)]
    assert shown(target) == {"mark": "old", "page": "old"}
    assert list(target.parent.iterdir()) == [target]


def test_an_empty_folder_may_be_replaced(tmp_path):
    (tmp_path / "site").mkdir()
    replace(tmp_path / "site", "new")
    assert shown(tmp_path / "site") == {"mark": "new", "page": "new"}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "thesis").write_text("years of work")
    with pytest.raises(SwapError, match=r"has no mark; name another folder"):
        replace(tmp_path, "new")
    assert shown(tmp_path) == {"thesis": "years of work"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(SwapError):
        replace(tmp_path / "site", "new")


def test_a_link_keeps_pointing_where_it_did(target, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(target)
    replace(link, "new")
    assert link.is_symlink()
    assert shown(target) == {"mark": "new", "page": "new"}


def test_only_one_process_at_a_time(target):
    with replacing(target, known_by="mark") as folder:
        write(folder, "first")
        with pytest.raises(SwapError, match="another process is at work"):
            replace(target, "second")
    assert shown(target) == {"mark": "first", "page": "first"}


KILLED_AT_EVERY_LINE = """
import json, os, shutil, signal, sys
from pathlib import Path
from generator.engine import swap

target, exchange = Path(sys.argv[1]), sys.argv[2] == "exchange"
if not exchange:
    swap._exchange = lambda *_: False

def write(folder, text):
    (folder / "mark").write_text(text)
    (folder / "page").write_text(text)

def replace(text):
    with swap.replacing(target, known_by="mark") as folder:
        write(folder, text)

def killer(lines):
    def trace(frame, event, _):
        nonlocal lines
        if frame.f_code.co_filename in (swap.__file__, __file__, shutil.__file__) and event in ("line", "return"):
            lines -= 1
            if not lines:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

replace("0")
(target.parent / "other").mkdir()
exchanges = swap._exchange(target, target.parent / "other") and swap._exchange(target, target.parent / "other")
(target.parent / "other").rmdir()
seen = []
for lines in range(1, 100_000):
    before = (target / "mark").read_text()
    child = os.fork()
    if not child:
        sys.settrace(killer(lines))
        replace(str(lines))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    there = target.exists()
    whole = there and (target / "mark").read_text() == (target / "page").read_text() in (before, str(lines))
    replace("after")
    clean = [path.name for path in target.parent.iterdir()] == [target.name]
    seen.append([there, whole, clean, (target / "page").read_text()])
    if not status:
        break
print(json.dumps([exchanges, seen]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills so on Windows")
@pytest.mark.parametrize("way", ["exchange", "rename"])
def test_killed_anywhere_the_folder_is_the_old_or_the_new_one_and_the_next_run_clears_up(tmp_path, way):
    script = tmp_path / "killed.py"
    script.write_text(KILLED_AT_EVERY_LINE)
    (tmp_path / "beside").mkdir()
    done = subprocess.run(
        [sys.executable, script, tmp_path / "beside" / "site", way],
        cwd=OURS, env={"PYTHONPATH": str(OURS)}, capture_output=True, check=True,
    )  # fmt: skip
    exchanges, seen = json.loads(done.stdout)
    assert len(seen) > 50
    missing = [kill for kill in seen if not kill[0]]
    assert all(whole for there, whole, _, _ in seen if there)
    assert all(clean and after == "after" for _, _, clean, after in seen)
    assert bool(missing) is not exchanges  # between two renames, as `replacing` tells
