import pytest
import tiny
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.engine import hosting
from generator.engine.hosting import FILE, SITE, Fit, fit, sizes_in

MB = 10**6


def test_a_site_with_room_enough_needs_no_words():
    assert fit({"index.html": 20_000, "briefs/a/index.html": 799 * MB // 10}) == Fit(fits=True)


def test_a_site_near_the_limit_is_named_with_its_largest_parts():
    files = {f"briefs/{n}/index.html": 60 * MB for n in range(10)} | {
        f"names/{n}/index.html": 30 * MB for n in range(8)
    }
    assert fit(files | {"index.html": MB}) == Fit(
        fits=True,
        message="The site has 841 MB of the 1,000 MB that GitHub Pages publishes at most.\n"
        "Its largest parts: briefs/ 600 MB, names/ 240 MB, index.html 1 MB.\n"
        "Ways out: divide the briefs between two projects, each with a site of its own; or publish the folder with"
        " a host that takes more, since it is plain files.",
    )


def test_a_site_over_the_limit_does_not_fit():
    found = fit({f"briefs/{n}": 90 * MB for n in range(12)} | {"cards/a.png": 30 * MB})
    assert not found.fits
    assert found.message.startswith(
        "The site has 1,110 MB; GitHub Pages publishes 1,000 MB at most, within ten minutes.\n"
    )
    assert found.message.endswith("\nWithout pictures for links it has 30 MB less: cards: false in mkdocs.yml.")


def test_a_file_that_git_would_not_take_is_named():
    assert fit({"data/claims.json": FILE, "data/all.zip": FILE + MB}) == Fit(
        fits=True,
        message="data/all.zip has 101 MB: git takes no file over 100 MB to GitHub, and few readers wait.",
    )


@given(st.dictionaries(st.text(min_size=1), st.integers(0, SITE)))
def test_whatever_does_not_fit_is_told(sizes):
    found = fit(sizes)
    assert found.fits == (sum(sizes.values()) <= SITE)
    assert found.fits or found.message


def test_the_files_of_a_site_are_weighed(tmp_path):
    (tmp_path / "briefs/a").mkdir(parents=True)
    (tmp_path / "briefs/a/index.html").write_text("four")
    (tmp_path / "index.html").write_text("한")
    assert sizes_in(tmp_path) == {"briefs/a/index.html": 4, "index.html": 3}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """One whose site is too large, by a limit of a few bytes."""
    monkeypatch.setattr(hosting, "SITE", 1000)
    monkeypatch.chdir(tiny.make(tmp_path / "project"))
    return tmp_path / "project"


def test_a_strict_build_keeps_back_what_cannot_be_published(project):
    assert run("build").exit_code == 0
    before = (project / "site").stat().st_ino
    done = run("build", "--strict")
    assert done.exit_code == 1
    assert "GitHub Pages publishes" in done.stderr
    assert (project / "site").stat().st_ino == before


def test_a_build_warns_of_what_cannot_be_published(project):
    done = run("build")
    assert done.exit_code == 0
    assert "GitHub Pages publishes" in done.stderr


def test_a_site_to_open_from_a_folder_may_be_of_any_size(project):
    done = run("build", "--offline", "--strict")
    assert done.exit_code == 0
    assert "GitHub Pages" not in done.output


def run(*arguments):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)
