import datetime as dt
import os
import subprocess

import pytest

from generator.past import history
from generator.past.history import changed_on

LONG_AGO = dt.date(2000, 1, 1)
BRIEF = """\
title: A title
claims:
  # the first
  - id: c1
    say: One.
  - {{id: c2, say: Two.}}
  - say: {three}
    id: c3
{more}limits: {limits}
"""


@pytest.fixture
def repository(tmp_path):
    """A repository with one brief in two versions; the second says c3 in other words, adds c4, and changes limits."""
    root = tmp_path / "project"
    (root / "briefs/articles").mkdir(parents=True)
    git(root, "init", "--quiet")
    commit(root, BRIEF.format(three="Three.", more="", limits="none"), "2024-01-10T23:30:00+00:00")
    commit(root, BRIEF.format(three="Tree.", more="  - {id: c4, say: 4}\n", limits="few"), "2024-03-20T00:30:00+09:00")
    return root


def git(root, *arguments, day="2024-01-01T00:00:00+00:00"):
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_COMMITTER_DATE": day,
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00+00:00",
    }
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *who, "-C", str(root), *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def commit(root, text, day, name="a-brief.yml"):
    (root / "briefs/articles" / name).write_text(text)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "m", day=day)


def days(root, since=LONG_AGO):
    changed = changed_on(root)
    return {claim: changed(f"a-brief#{claim}", since) for claim in ("c1", "c2", "c3", "c4", "c5")}


def test_a_claim_was_changed_when_one_of_its_lines_was(repository):
    first, second = dt.date(2024, 1, 10), dt.date(2024, 3, 19)  # days of UTC
    assert days(repository) == {"c1": first, "c2": first, "c3": second, "c4": second, "c5": None}


def test_of_what_was_last_changed_before_a_day_no_more_is_asked(repository, monkeypatch):
    exact = days(repository)
    assert days(repository, dt.date(2024, 3, 18)) == exact
    monkeypatch.setattr(history, "_days_of_claims", lambda _: pytest.fail("blamed"))
    assert set(days(repository, dt.date(2024, 3, 19)).values()) == {dt.date(2024, 3, 19)}


def test_what_is_not_committed_has_no_day(repository):
    before = days(repository)
    (repository / "briefs/articles/a-brief.yml").write_text("claims: [{id: c5, say: Five.}]")
    assert days(repository) == before


def test_of_a_brief_of_one_version_all_is_as_old_as_the_file(repository):
    commit(repository, "claims: [{id: c1, say: One.}]", "2024-06-01T00:00:00+00:00", name="another.yml")
    changed = changed_on(repository)
    assert changed("another#c1", LONG_AGO) == dt.date(2024, 6, 1)


def test_what_was_committed_as_no_yaml_has_no_day(repository):
    commit(repository, "claims: [", "2024-06-01T00:00:00+00:00")
    assert set(days(repository).values()) == {None}


def test_of_a_brief_git_does_not_know_nothing_is_known(repository):
    assert changed_on(repository)("another-brief#c1", LONG_AGO) is None


def test_a_project_below_the_top_of_its_repository_is_found(repository):
    deeper = repository / "site"
    (deeper / "briefs").mkdir(parents=True)
    (repository / "briefs/articles").rename(deeper / "briefs/articles")
    commit(deeper, BRIEF.format(three="Three.", more="", limits="none"), "2024-05-01T00:00:00+00:00")
    assert days(deeper)["c1"] == dt.date(2024, 5, 1)


def test_a_shallow_clone_knows_nothing(repository, tmp_path):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", str(shallow))
    assert set(days(shallow).values()) == {None}


def test_without_a_repository_or_a_commit_or_git_nothing_is_known(tmp_path, monkeypatch):
    assert set(days(tmp_path).values()) == {None}
    git(tmp_path, "init", "--quiet")
    assert set(days(tmp_path).values()) == {None}
    monkeypatch.setenv("PATH", "")
    assert set(days(tmp_path).values()) == {None}


def test_git_that_hangs_is_given_up(repository, monkeypatch):
    def hang(*arguments, **more):
        raise subprocess.TimeoutExpired("git", 30)

    monkeypatch.setattr(history.subprocess, "run", hang)
    assert set(days(repository).values()) == {None}


def test_the_log_is_read_once_until_something_is_committed(repository, monkeypatch):
    read = []
    versions = history.versions
    monkeypatch.setattr(history, "versions", lambda root: read.append(root) or versions(root))
    assert changed_on(repository) is changed_on(repository)
    assert len(read) == 1
    commit(repository, BRIEF.format(three="Three.", more="", limits="none"), "2024-05-01T00:00:00+00:00")
    assert days(repository)["c3"] == dt.date(2024, 5, 1)
    assert len(read) == 2
