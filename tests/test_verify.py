import datetime as dt
import hashlib

import pytest
import tiny

from generator.authoring import verify
from generator.authoring.verify import Outcome
from generator.evidence.quotations import quotes_hash
from generator.reading import files
from generator.reading.load import load

DAY = dt.date(2026, 11, 21)
COPY = "The regime has not tried to justify the\nrecent closing of some of its “diplomatic posts”.\n"
SHA = hashlib.sha256(COPY.encode()).hexdigest()
BRIEF = """\
# How it came about: found by chance.
title: 'A title'   # with an apostrophe, don't you see
source:
  title: As printed
  url: https://example.org/
  published: 2023-11-10
  copy: {file: copy.txt}  # kept outside
themes: [a-theme]
summary: >
  What follows makes this summary as long as a summary has to be,
  and says no more than that at all.
claims:
- id: c1
  say:   Something was said.
  quote: has not tried to justify
- {id: c2, say: Something else., quote: 'its "diplomatic posts"'}
- {id: c3, say: No words are given.}
"""


@pytest.fixture
def project(tmp_path):
    """A project with one brief, and a folder of copies beside it."""
    for path, text in {
        "project/briefs/articles/a-brief.yml": BRIEF,
        "project/briefs/themes/a-theme.yml": "{title: T, question: Q?, bottom_line: B., trend: up, trend_why: W.}",
        "copies/copy.txt": COPY,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def verified(project, day=DAY):
    (found,) = verify.verify(project / "project", project / "copies", day)
    return found


def brief(project):
    return project / "project/briefs/articles/a-brief.yml"


def test_what_was_checked_is_written_down_and_nothing_else_changes(project):
    assert verified(project).outcome == Outcome.RECORDED
    quotes = quotes_hash(["has not tried to justify", 'its "diplomatic posts"'])
    written = f'{{file: copy.txt, sha256: {SHA}, quotes: {quotes}, checked: "2026-11-21"}}'
    assert brief(project).read_text("utf-8") == BRIEF.replace("{file: copy.txt}", written)
    content, problems = load(project / "project")
    assert problems == []
    assert content.articles["a-brief"].source.copy_.checked == DAY
    assert [path.name for path in brief(project).parent.iterdir()] == ["a-brief.yml"]


def test_what_was_checked_already_is_left_alone(project):
    verified(project)
    before = brief(project).read_bytes()
    assert verified(project, DAY + dt.timedelta(1)).outcome == Outcome.UNCHANGED
    assert brief(project).read_bytes() == before


@pytest.mark.parametrize("change", ["the quotation", "the copy"])
def test_a_change_is_checked_anew_and_dated(project, change):
    verified(project)
    if change == "the copy":
        (project / "copies/copy.txt").write_text(f"{COPY}More.")
    else:
        brief(project).write_text(brief(project).read_text("utf-8").replace("has not tried", "not tried"), "utf-8")
    assert verified(project, dt.date(2027, 1, 2)).outcome == Outcome.RECORDED
    text = brief(project).read_text("utf-8")
    assert 'checked: "2027-01-02"}' in text
    assert (SHA in text) == (change == "the quotation")
    assert text.count("sha256") == text.count("quotes:") == text.count("checked") == 1


def test_a_quotation_that_is_not_there_is_told_with_what_is_and_nothing_is_written(project):
    brief(project).write_text(BRIEF.replace("has not tried to justify", "has never tried to justify"), "utf-8")
    before = brief(project).read_bytes()
    found = verified(project)
    assert found.outcome == Outcome.NOT_FOUND
    (problem,) = found.problems
    assert (problem.file, problem.line, problem.column) == ("briefs/articles/a-brief.yml", 15, 10)
    assert problem.message == "the quotation is not in the copy: 'has never tried to justify'"
    assert problem.hint == "[-yours-] and {+the copy's+}: …has [-never-]{+not+} tried to justify…"
    assert brief(project).read_bytes() == before


def test_without_its_copy_a_brief_is_left_alone(project):
    (project / "copies/copy.txt").rename(project / "copies/copy-1.txt")
    found = verified(project)
    assert found.outcome == Outcome.NO_COPY
    (problem,) = found.problems
    assert str(problem) == (
        "briefs/articles/a-brief.yml:7:16: source.copy.file: 'copy.txt' is not among the copies at hand"
        " (did you mean 'copy-1.txt'?)"
    )
    assert brief(project).read_text("utf-8") == BRIEF
    ran = tiny.run(project / "project", "verify", "--copies", str(project / "copies"))
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, str(problem))
    assert "1 without a copy in" in ran.stdout


def test_briefs_without_a_copy_or_with_problems_are_passed_over(project):
    brief(project).write_text(BRIEF.replace("  copy: {file: copy.txt}  # kept outside\n", ""), "utf-8")
    brief(project).with_name("bad-brief.yml").write_text(BRIEF.replace("title: As printed", ""), "utf-8")
    assert verify.verify(project / "project", project / "copies", DAY) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("copy", ["copy:\n    file: copy.txt  # here", "copy: {\n    file: copy.txt,\n  }"])
def test_every_layout_stays(project, newline, start, copy):
    text = (start + BRIEF.replace("copy: {file: copy.txt}", copy)).replace("\n", newline)
    brief(project).write_bytes(text.encode())
    assert verified(project).outcome == Outcome.RECORDED
    after = brief(project).read_bytes().decode()
    kept = [line for line in after.split(newline) if not any(k in line for k in ("sha256", "quotes:", "checked"))]
    assert set(kept) <= set(text.split(newline))
    assert after.startswith(start + "# How")
    assert ("\r\n" in after) == (newline == "\r\n")
    assert after.count("\n") == after.count(newline)
    assert verified(project).outcome == Outcome.UNCHANGED


def test_a_failure_leaves_the_brief_whole(project, monkeypatch):
    def fail(*paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        verified(project)
    assert brief(project).read_text("utf-8") == BRIEF


def test_what_would_change_more_is_refused(project, monkeypatch):
    monkeypatch.setattr(verify, "set_mapping", lambda text, *_: text.replace("A title", "Another"))
    with pytest.raises(ValueError, match="more than it should"):
        verified(project)
    assert brief(project).read_text("utf-8") == BRIEF


def test_the_verb_tells_what_was_noted_and_what_was_not(project):
    def run(*arguments, status):
        ran = tiny.run(project / "project", "verify", *arguments)
        assert ran.returncode == status, ran.stdout
        return ran.stdout.splitlines()

    copies = ["--copies", str(project / "copies")]
    assert "set it, or give --copies FOLDER" in run(status=1)[-1]
    assert run(*copies, status=0)[0] == "briefs/articles/a-brief.yml: quotations found, noted"
    assert run(*copies, status=0)[-1].startswith("0 noted, 1 as before, 0 with a quotation not found, 0 without a copy")
    brief(project).write_text(BRIEF.replace("has not tried", "has never tried"), "utf-8")
    told = run(*copies, status=1)
    assert "[-never-]{+not+}" in told[0]
    assert told[-1].startswith("0 noted, 0 as before, 1 with a quotation not found")
