import os

import pytest
from repository import Repository

from generator.past.revision import RevisionError, checked_out, commit


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def files_at(repository, revision="HEAD"):
    with checked_out(repository.root, commit(repository.root, revision)) as folder:
        return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_briefs_come_as_they_were(repository):
    repository.commit("2026-01-01", {"articles/one.yml": "old", "registers/names.yml": "names"})
    repository.commit("2026-01-02", {"articles/one.yml": "new", "articles/two.yml": "two"})
    assert files_at(repository, "HEAD~1") == {"briefs/articles/one.yml": "old", "briefs/registers/names.yml": "names"}


def test_the_folder_is_gone_afterwards(repository):
    repository.commit("2026-01-01", {"articles/one.yml": "old"})
    with checked_out(repository.root, commit(repository.root, "HEAD")) as folder:
        assert folder.is_dir()
    assert not folder.exists()


def test_a_revision_without_briefs_is_empty(repository):
    repository.git("commit", "--allow-empty", "--quiet", "--message", "nothing yet")
    assert files_at(repository) == {}


def test_a_project_in_a_folder_of_a_repository(repository):
    project = repository.root / "project"
    (project / "briefs/articles").mkdir(parents=True)
    (project / "briefs/articles/one.yml").write_text("one")
    (repository.root / "briefs").mkdir()
    (repository.root / "briefs/other.yml").write_text("other")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "one")
    with checked_out(project, commit(project, "HEAD")) as folder:
        assert (folder / "briefs/articles/one.yml").read_text() == "one"
        assert not (folder / "briefs/other.yml").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_links_and_hostile_names_stay_in_git(repository):
    folder = repository.root / "briefs/articles"
    folder.mkdir(parents=True)
    for name in (
        "fine.yml",
        "two\nlines.yml",
        "back\\slash.yml",
        "con.yml",
        "ends.",
        "::error::x.yml",
        "dots..",
        "x\x1b",
    ):
        (folder / name).write_text("text")
    (folder / "link.yml").symlink_to("/etc/passwd")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "names")
    assert files_at(repository).keys() == {"briefs/articles/fine.yml"}


def test_what_is_larger_than_any_brief_stays_in_git(repository):
    repository.commit("2026-01-01", {"articles/large.yml": "x" * (4 * 1024 * 1024 + 1), "articles/small.yml": "x"})
    assert files_at(repository).keys() == {"briefs/articles/small.yml"}


@pytest.mark.parametrize("revision", ["nonesuch", "--output=x", "", "HEAD:briefs", "HEAD..HEAD", "a\nb", "-h"])
def test_what_is_no_revision_is_said(repository, revision):
    repository.commit("2026-01-01", {"articles/one.yml": "one"})
    with pytest.raises(RevisionError, match=r"there is no revision '.*': name a commit, a tag or a branch"):
        commit(repository.root, revision)


def test_no_repository_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="this folder's history cannot be read: not a git repository"):
        commit(tmp_path, "HEAD")


def test_no_git_is_said(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="git is not installed"):
        commit(repository.root, "HEAD")
