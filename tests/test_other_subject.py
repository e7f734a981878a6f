"""The program knows no subject: four changed files make a site about something else, and no word of ours is left."""

import re
import shutil
from pathlib import Path

import pytest
import tiny

ROOT = Path(__file__).parents[1]
OTHER = Path(__file__).parent / "other_subject"
SUBJECT = re.compile(
    r"korea(?!n writing)|pyongyang|\bseoul\b|\bdprk\b|\bkim\b|\bchoe\b|\bbrics\b|russia|kampala|\bembass", re.IGNORECASE
)
PROGRAM = ("generator", "overrides", "docs/javascripts", "docs/stylesheets")
NO_WORDS = {".json", ".pyc", ".svg", ".png"}
FIELD = ("embassy", "consulate")  # kinds of missions, which are part of what can be written


def subject_words(text: str) -> list[str]:
    return [line for line in text.splitlines() if SUBJECT.search(line) and not any(word in line for word in FIELD)]


def test_the_program_names_no_subject():
    files = [path for folder in PROGRAM for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {path: path.read_text("utf-8") for path in files if path.suffix not in NO_WORDS}
    assert len(texts) > 100
    assert {str(path): lines for path, text in texts.items() if (lines := subject_words(text))} == {}


def test_four_files_are_changed_as_contributing_tells():
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## A site on another subject")[2]
    changed = {path.relative_to(OTHER).as_posix() for path in OTHER.rglob("*") if path.is_file()}
    changed = {path for path in changed if not path.startswith("briefs/articles/")}
    assert changed == {"mkdocs.yml", "docs/index.md", "briefs/themes/keepers.yml", "briefs/registers/questions.yml"}
    for path in changed - {"briefs/themes/keepers.yml"}:
        assert f"`{path}`" in contributing
    assert "`briefs/themes/`" in contributing


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built site: our program and looks, their four files and briefs."""
    root = tmp_path_factory.mktemp("other")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("images"))
    (root / "generator/templates").mkdir(parents=True)  # watched
    shutil.copy(ROOT / "hooks.py", root)
    shutil.copy(ROOT / "mkdocs.yml", root / "inherited.yml")
    shutil.copytree(OTHER, root, dirs_exist_ok=True)
    checked = tiny.run(root, "check")
    assert checked.stdout.endswith("2 briefs, no problems\n")
    built = tiny.run(root, "build", "--strict")
    assert built.returncode == 0, built.stdout
    return {path.relative_to(root / "site").as_posix(): path for path in (root / "site").rglob("*") if path.is_file()}


def test_the_other_site_has_its_pages(site):
    assert {"themes/keepers/index.html", "briefs/2024-05-01-gazette-last-keepers/index.html"} <= site.keys()
    home = site["index.html"].read_text("utf-8")
    assert "Lighthouse Briefings" in home
    assert "Keepers" in home
    assert "conflict" in site["questions/kept-lights/index.html"].read_text("utf-8").lower()


def test_no_word_of_our_subject_is_left(site):
    texts = {path: file.read_text("utf-8", "replace") for path, file in site.items() if not path.startswith("assets/")}
    found = {path: lines for path, text in texts.items() if (lines := subject_words(text))}
    assert found == {}
