import sys
from pathlib import Path

import pytest

from generator.authoring import extras

ROOT = Path(extras.__file__).parents[2]


@pytest.fixture
def calls(monkeypatch):
    made = []
    monkeypatch.setattr(extras.subprocess, "run", lambda command, **_: made.append(command))
    return made


def test_a_package_that_is_there_is_imported(calls):
    assert extras.need("json", "html").loads("1") == 1
    assert calls == []


def test_a_missing_one_is_installed_by_the_launcher(calls, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "just_installed.py"
    monkeypatch.setattr(extras.subprocess, "run", lambda command, **_: module.write_text(f"command = {command!r}"))
    assert extras.need("just_installed", "html").command == [sys.executable, str(ROOT / "run.py"), "html"]


def test_one_that_is_missing_still_is_named(calls, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    with pytest.raises(extras.ExtraError, match=r"nowhere_at_all: python3 run.py html"):
        extras.need("nowhere_at_all", "html")
    assert len(calls) == 1


def test_nothing_is_installed_into_an_environment_that_is_not_ours(calls, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(extras.ExtraError):
        extras.need("nowhere_at_all", "html")
    assert calls == []
