import re

import pytest
import tiny
from click.testing import CliRunner

from generator.cli.main import main


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "copies").mkdir()
    monkeypatch.chdir(tiny.make(tmp_path / "project"))


@pytest.mark.parametrize(
    "verb", [["check", "--format", "json"], ["export", "pages"], ["verify", "--copies", "../copies"]]
)
def test_timings_stand_apart_from_what_a_verb_prints(root, verb):
    plain, timed = (CliRunner().invoke(main, [*verb, *more]) for more in ([], ["--timings"]))
    assert timed.exit_code == plain.exit_code == 0
    assert timed.stdout == plain.stdout
    assert re.search(r"wall s +CPU s", timed.stderr)
    assert re.search(r"^all +\d+\.\d+ +\d+\.\d+ +100%$", timed.stderr, re.MULTILINE)
    assert not re.search("CPU", plain.stderr)
