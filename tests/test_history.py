import datetime as dt

import pytest
from repository import Repository

from generator import history


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def noon(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def versions(repository, name):
    return [
        (version.when, version.blob is not None)
        for version in history.versions(repository.root).get(f"briefs/{name}", ())
    ]


def test_every_version_of_a_file_has_its_time(repository):
    repository.commit("2026-01-01", {"a.yml": "1", "b.yml": "1"})
    repository.commit("2026-01-02", {"b.yml": "2"})
    repository.commit("2026-01-03", {"a.yml": None})
    assert versions(repository, "a.yml") == [(noon("2026-01-01"), True), (noon("2026-01-03"), False)]
    assert versions(repository, "b.yml") == [(noon("2026-01-01"), True), (noon("2026-01-02"), True)]


def test_what_a_merge_brings_is_one_version_at_its_time(repository):
    repository.commit("2026-01-01", {"a.yml": "1"})
    repository.git("switch", "--quiet", "--create", "review")
    repository.commit("2026-01-02", {"a.yml": "2"})
    repository.commit("2026-01-03", {"a.yml": "3"})
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "review", day="2026-01-04")
    assert [when for when, _ in versions(repository, "a.yml")] == [noon("2026-01-01"), noon("2026-01-04")]


def test_a_project_below_the_top_of_its_repository_has_its_own_paths(repository):
    repository.commit("2026-01-01", {"below/briefs/a.yml": "1"})
    assert [*history.versions(repository.root / "briefs/below")] == ["briefs/a.yml"]


def test_contents_come_in_the_order_asked_for(repository):
    repository.commit("2026-01-01", {"a.yml": "one\n\ntwo\n", "b.yml": "", "c.yml": "평양"})
    blobs = {path[7]: of_file[0].blob for path, of_file in history.versions(repository.root).items()}
    found = history.contents(repository.root, [blobs["c"], blobs["b"], blobs["a"]])
    assert [*found] == ["평양".encode(), b"", b"one\n\ntwo\n"]


def test_of_a_shallow_clone_nothing_is_known(repository, tmp_path):
    for day in ("2026-01-01", "2026-01-02"):
        repository.commit(day, {"articles/a.yml": f"claims:\n- id: c1\n  say: {day}\n"})
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(tmp_path / "clone"))
    assert history.changed_on(repository.root)("a#c1") == dt.date(2026, 1, 2)
    assert history.changed_on(tmp_path / "clone")("a#c1") is None
    assert history.versions(tmp_path / "clone") == {}


def test_without_a_repository_nothing_is_known(tmp_path):
    assert history.head(tmp_path) == ""
    assert history.versions(tmp_path) == {}
    assert [*history.contents(tmp_path, ["0" * 40])] == []
    assert history.changed_on(tmp_path)("a#c1") is None


def test_a_claim_was_changed_on_the_day_of_the_latest_of_its_lines(repository):
    brief = "title: T\nclaims:\n- id: c1\n  say: one\n- say: two\n  id: c2\n  note: {}\n"
    repository.commit("2026-01-01", {"articles/a.yml": brief.format("x")})
    repository.commit("2026-01-05", {"articles/a.yml": brief.format("y")})
    day = history.changed_on(repository.root)
    assert (day("a#c1"), day("a#c2"), day("a#c3")) == (dt.date(2026, 1, 1), dt.date(2026, 1, 5), None)
