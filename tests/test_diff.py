import json
import re

import pytest
import small
import tiny
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from repository import Repository

from generator.cli.main import main
from generator.problems import Problem
from generator.review import diff_words
from generator.review.diff import Field, Item, Reason, State, difference

THEME = {"title": "Closures", "question": "Why?", "bottom_line": "Money.", "trend": "down", "trend_why": "Fewer."}
COUNT = {"how-many": {"ask": "How many?", "type": "count"}}


def judgment(**fields):
    sentence = {"id": "j1", "text": "More will close.", "likelihood": "likely", "confidence": "low"}
    return {**sentence, "because": ["one#c1"], "reviewed": "2026-01-01", **fields}


def changed(before, after, problems_before=(), problems_after=()):
    """What changes between two sets of records."""
    return difference(State(small.library(**before), problems_before), State(small.library(**after), problems_after))


def answering(value, number=1, **fields):
    return small.claim(number, answers={"how-many": value}, **fields)


def articles(**given):
    return {"articles": given, "questions": COUNT}


def problem(line=1, message="'x' is missing", file="briefs/articles/one.yml"):
    return Problem(file, line, 1, "x", message)


def test_nothing_changes():
    same = articles(one=small.article(answering("9")))
    found = changed(same, same)
    assert not found
    assert diff_words.for_people(found) == "Nothing changes in the evidence.\n"


def test_a_brief_is_added_and_another_removed():
    found = changed(articles(one=small.article(small.claim())), articles(two=small.article(small.claim())))
    assert found.briefs.added == (Item("two", "A brief"),)
    assert found.briefs.removed == (Item("one", "A brief"),)
    assert found.claims.added == (Item("two#c1", "An embassy was closed."),)
    assert found.claims.removed == (Item("one#c1", "An embassy was closed."),)


def test_a_brief_changes_its_own_fields_and_those_of_its_source():
    one = small.article()
    other = {**small.article(published="2023-11-11"), "limits": "Short."}
    found = changed(articles(one=one), articles(one=other))
    fields = (Field("source.published", "2023-11-10", "2023-11-11"), Field("limits", None, "Short."))
    assert found.briefs.changed == (Item("one", "A brief", fields),)


def test_what_verify_writes_is_no_change():
    one, other = small.article(small.claim()), small.article(small.claim(), copy={"file": "x.txt"})
    assert not changed(articles(one=one), articles(one=other))


def test_a_claim_changes():
    found = changed(
        articles(one=small.article(answering("9", say="Nine closed."))),
        articles(one=small.article(answering("8", say="Eight closed."))),
    )
    fields = (Field("say", "Nine closed.", "Eight closed."), Field("answers.how-many", "9", "8"))
    assert found.claims.changed == (Item("one#c1", "Eight closed.", fields),)
    assert not found.briefs


def test_claims_stand_in_order_of_numbers():
    found = changed(articles(one=small.article()), articles(one=small.article(small.claim(10), small.claim(9))))
    assert [item.id for item in found.claims.added] == ["one#c9", "one#c10"]


def test_the_order_of_claims_is_no_change():
    one, two = small.claim(1), small.claim(2)
    assert not changed(articles(one=small.article(one, two)), articles(one=small.article(two, one)))


def test_a_name_that_a_register_gains_changes_no_claim():
    one = articles(one=small.article(small.claim(say="Kampala was told.")))
    assert not changed(one, {**one, "names": {"kampala": {"name": "Kampala", "kind": "place"}}})


def test_a_verdict_and_the_number_of_origins_change():
    one = small.article(answering("9"))
    found = changed(articles(one=one), articles(one=one, two=small.article(answering("7"))))
    fields = (Field("verdict", "single", "conflict"), Field("origins", 1, 2), Field("answers", 1, 2))
    assert found.questions.changed == (Item("how-many", "How many?", fields),)


def test_a_verdict_changes_because_a_question_does():
    both = articles(one=small.article(answering("9")), two=small.article(answering("7")))
    question = {"how-many": {**COUNT["how-many"], "over_time": "grows"}}
    found = changed(both, {**both, "questions": question})
    assert Field("verdict", "conflict", "fit") in found.questions.changed[0].fields
    assert not found.claims


def test_a_judgment_changes():
    one = {"articles": {"one": small.article(small.claim())}}
    before = {**one, "themes": {"closures": {**THEME, "judgments": [judgment()]}}}
    after = {**one, "themes": {"closures": {**THEME, "judgments": [judgment(likelihood="very likely")]}}}
    found = changed(before, after)
    fields = (Field("likelihood", "likely", "very likely"),)
    assert found.judgments.changed == (Item("closures#j1", "More will close.", fields),)


def judged(*briefs, over_time="fixed", **fields):
    names = ("one", "two", "three")
    return {
        "articles": dict(zip(names, briefs, strict=False)),
        "questions": {"how-many": {**COUNT["how-many"], "over_time": over_time}},
        "themes": {"closures": {**THEME, "judgments": [judgment(**fields)]}},
    }


NINE, SEVEN = small.article(answering("9")), small.article(answering("7"))


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        (judged(NINE), judged(SEVEN), [Reason("changed", "one#c1", "one#c1")]),
        (judged(NINE), judged(NINE, NINE), [Reason("added", "two#c1", "one#c1")]),
        (judged(NINE), judged(NINE, SEVEN), [Reason("contradicted", "two#c1", "one#c1")]),
        (judged(NINE, SEVEN, over_time="grows"), judged(NINE, SEVEN), [Reason("contradicted", "two#c1", "one#c1")]),
        (
            judged(NINE, NINE, over_time="grows"),
            judged(NINE, SEVEN, SEVEN),
            [Reason("contradicted", "three#c1", "one#c1"), Reason("contradicted", "two#c1", "one#c1")],
        ),
        (judged(NINE, SEVEN), judged(NINE, SEVEN), []),
        (judged(NINE), judged(NINE, SEVEN, reviewed="2026-01-02"), []),
        ({**judged(NINE), "themes": {}}, judged(NINE, SEVEN), []),
    ],
    ids=["its claim", "an answer more", "a clash", "its question", "two at once", "an old one", "looked at", "new"],
)
def test_judgments_to_look_at_again(before, after, reasons):
    assert [reason for again in changed(before, after).again for reason in again.reasons] == reasons


def test_problems_are_new_or_mended_wherever_their_line_is():
    one = articles()
    found = changed(one, one, [problem(1), problem(5, "gone")], [problem(2), problem(3), problem(9, "new")])
    assert [each.line for each in found.problems] == [3, 9]
    assert [each.message for each in found.mended] == ["gone"]


def test_a_brief_that_cannot_be_read_is_not_called_removed():
    found = changed(articles(one=small.article(small.claim())), articles(), [], [problem()])
    assert found.unreadable == ("one",)
    assert not found.briefs
    assert not found.claims


def test_questions_that_cannot_be_read_are_not_called_removed():
    faulty = problem(file="briefs/registers/questions.yml")
    assert not changed(articles(), {}, [], [faulty]).questions


def test_for_people():
    before = judged(NINE)
    after = judged(NINE, small.article(answering("7")), small.article(small.claim(note="See #5.")))
    assert diff_words.for_people(changed(before, after, [], [problem()])) == (
        "Briefs\n"
        "  + three  A brief\n"
        "  + two  A brief\n"
        "\n"
        "Claims\n"
        "  + three#c1  An embassy was closed.\n"
        "  + two#c1  An embassy was closed.\n"
        "\n"
        "Questions\n"
        "  ~ how-many: single -> conflict  How many?\n"
        "      origins: 1 -> 2\n"
        "      answers: 1 -> 2\n"
        "\n"
        "Judgments to look at again\n"
        "  ! closures#j1  More will close.\n"
        "      two#c1 contradicts one#c1\n"
        "\n"
        "New problems\n"
        "  ! briefs/articles/one.yml:1:1: x: 'x' is missing\n"
    )


def test_for_programs():
    found = json.loads(diff_words.for_programs(changed(judged(NINE), judged(NINE, SEVEN))))
    assert found["questions"]["changed"][0]["id"] == "how-many"
    assert found["questions"]["changed"][0]["fields"][0] == {"name": "verdict", "before": "single", "after": "conflict"}
    assert found["again"][0]["reasons"] == [{"kind": "contradicted", "claim": "two#c1", "beneath": "one#c1"}]


def test_values_read_as_words():
    one = small.article(small.claim())
    other = {**small.article(small.claim(note="x" * 500), by=["Kim", "Lee"]), "limits": "Short."}
    said = diff_words.for_people(changed(articles(one=one), articles(one=other)))
    assert "      source.by: nothing -> Kim, Lee\n" in said
    assert "      limits: nothing -> Short.\n" in said
    assert f"      note: nothing -> {'x' * 159}…\n" in said


HOSTILE = "</li><img src=x onerror=alert(1)> [x](javascript:x) `code` @everyone #1 | ~~x~~\n# x\n```\n::error::x"


def test_markdown_shows_hostile_text_as_it_is():
    line = diff_words.for_github(changed(articles(), articles(one={**small.article(), "title": HOSTILE}))).splitlines()[
        4
    ]
    assert line.startswith("- *added* one \\<\\/li\\>\\<img src\\=x ")
    assert re.sub(r"\\(.)", r"\1", line) == "- *added* one " + HOSTILE.replace("\n", "\\n")


@given(st.text())
def test_no_character_of_markdown_stays_active(text):
    line = diff_words.for_github(changed(articles(), articles(), [], [problem(message=text)])).splitlines()[4]
    body = line.removeprefix("- ")
    assert not re.search(r"[!-/:-@\[-`{-~]", re.sub(r"\\[!-/:-@\[-`{-~]", "", body))


def test_a_long_section_of_markdown_is_cut():
    many = {f"brief-{number}": small.article() for number in range(150)}
    summary = diff_words.for_github(changed(articles(), articles(**many)))
    assert summary.count("- *added*") == 100
    assert "and 50 more" in summary
    assert diff_words.for_people(changed(articles(), articles(**many))).count("  + ") == 150


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two briefs under git, where we stand."""
    root = tiny.make(tmp_path / "project")
    repository = Repository(root)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "briefs")
    monkeypatch.chdir(root)
    monkeypatch.delenv("BRIEFS_COPIES", raising=False)
    return root


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *arguments])


def test_the_verb_compares_with_the_last_commit(project):
    assert run().stdout == "Nothing changes in the evidence.\n"
    tiny.write_article(project, "third-brief", "A third one")
    assert "  + third-brief  A third one\n" in run("HEAD").stdout


def commit(project):
    git = Repository(project).git
    git("add", ".")
    git("commit", "--quiet", "--message", "more")


def test_the_verb_tells_of_drafts_and_leaves_them_out_of_the_evidence(project):
    path = tiny.write_article(project, "third-brief", "A third one")
    published = path.read_text()
    draft = f"{published}draft: true\n"
    path.write_text(draft)
    assert run().stdout == "Drafts\n  + third-brief  A third one\n"
    assert "### Drafts (1)\n\n- *added* third\\-brief A third one\n" in run("--format", "markdown").stdout
    commit(project)
    assert run().stdout == "Nothing changes in the evidence.\n"
    path.write_text(draft.replace("Nobody knows why", "Nobody knows"))
    assert run().stdout == "Drafts\n  ~ third-brief  A third one\n"
    path.unlink()
    assert run().stdout == "Drafts\n  - third-brief  A third one\n"
    path.write_text(published)
    told = run().stdout
    assert told.startswith("Briefs\n  + third-brief  A third one\n\nClaims\n")
    assert told.endswith("\n\nDrafts\n  ~ third-brief  A third one\n      is published now\n")
    commit(project)
    path.write_text(draft)
    told = run().stdout
    assert told.startswith("Briefs\n  - third-brief  A third one\n\nClaims\n")
    assert told.endswith("\n\nDrafts\n  ~ third-brief  A third one\n      is a draft now, no longer published\n")


def test_a_draft_that_cannot_be_read_is_not_called_removed(project):
    path = tiny.write_article(project, "third-brief", "A third one")
    path.write_text(f"{path.read_text()}draft: true\n")
    commit(project)
    path.write_text(f"{path.read_text()}colour: red\n")
    told = run().stdout
    assert "Drafts" not in told
    assert told.startswith("New problems\n  ! briefs/articles/third-brief.yml:")
    path.write_text(path.read_text().replace("colour: red\n", "").replace("themes:", "  copy: {file: x.txt}\nthemes:"))
    assert run().stdout == "Nothing changes in the evidence.\n"


def test_the_verb_names_a_new_problem(project):
    path = project / "briefs/articles/first-brief.yml"
    path.write_text(path.read_text() + "colour: red\n")
    done = run("--format", "markdown")
    assert done.exit_code == 0
    assert "- first\\-brief cannot be read now\\, so it is left out\n" in done.stdout
    assert "is no known key" in done.stdout


def test_the_verb_says_what_is_no_revision(project):
    done = run("nonesuch")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: there is no revision 'nonesuch': name a commit, a tag or a branch")


@pytest.mark.parametrize("format_", ["people", "markdown", "json"])
def test_the_verb_writes_hangul_and_what_cannot_be_printed(project, format_):
    tiny.write_article(project, "third-brief", '"김정은 and \\uE000"')
    assert "김정은" in run("--format", format_).stdout
