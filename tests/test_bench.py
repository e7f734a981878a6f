import json

import pytest
from click.testing import CliRunner

from bench import __main__ as bench
from bench import project, tasks
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
