import json
from pathlib import Path

import click
import pytest
import tiny
from click.testing import CliRunner

from generator.authoring.scaffold import new as making
from generator.authoring.scaffold import page
from generator.authoring.scaffold.write import Draft
from generator.cli.main import main
from generator.reading.load import load

ARTICLE = """\
Nine posts closed, and no money

24 September 2024 ▪ by Jane Doe

The ministry said on Friday that nine posts were closed, which had been open for many years and had few visitors.
The neighbours saw the flag come down on 6 November 2023, and the staff left for the airport of the capital at noon.
The host was told of the closure in a note that gave no reason, according to an official of the ministry.

In this photo provided by the government, the flag is seen on Saturday, July 25, 2020. (The Agency via AP)
"""
PUBLISHERS = "the-daily: {name: The Daily, reliability: C, why: w, url: https://daily.example.org}\n"
ID = "2024-09-24-nine-posts-closed-no"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("BRIEFS_COPIES", raising=False)
    root = tiny.make(tmp_path / "project")
    (root / "briefs/registers").mkdir()
    (root / "briefs/registers/publishers.yml").write_text(PUBLISHERS)
    (tmp_path / "article.txt").write_text(ARTICLE)
    monkeypatch.chdir(root)
    return root


def run(*arguments, answers=None):
    return CliRunner().invoke(main, arguments, input=answers, catch_exceptions=False)


def brief(root, id_=ID):
    return (root / f"briefs/articles/{id_}.yml").read_text()


def problems(root, id_=ID):
    return [problem.path for problem in load(root)[1] if problem.file.endswith(f"/{id_}.yml")]


def test_a_brief_is_begun_from_a_file(root):
    done = run("new", "../article.txt")
    assert done.exit_code == 0
    assert "  title: Nine posts closed, and no money  # as printed\n" in brief(root)
    assert "  published: 2024-09-24  #" in brief(root)
    assert "  by: [Jane Doe]  #" in brief(root)
    assert "  #   quote: The ministry said on Friday that nine posts were closed, which" in brief(root)
    assert "2020" not in brief(root)


def test_just_what_a_person_must_fill_in_is_left(root):
    done = run("new", "../article.txt")
    assert problems(root) == ["title", "themes", "summary"]
    left = done.stdout.split("Left to write:\n")[1].splitlines()
    assert [line.split(": ")[1] for line in left[:4]] == ["title", "themes", "summary", "claims"]


def test_it_tells_what_it_found_and_what_it_passed_over(root):
    said = run("new", "../article.txt").stdout
    assert 'by         Jane Doe  (line 3: "24 September 2024 ▪ by Jane Doe")' in said
    assert "line 9       caption or credit of a picture: In this photo" in said
    assert f"Wrote briefs/articles/{ID}.yml" in said
    assert "Kept no copy" in said


def test_a_brief_is_begun_from_standard_input(root):
    assert run("new", "-", answers=ARTICLE).exit_code == 0
    assert run("new", "--id", "without-a-dash", answers=ARTICLE).exit_code == 0
    assert brief(root) == brief(root, "without-a-dash")


def test_options_say_what_the_person_knows(root):
    arguments = ["--headline", "Ours", "--by", "A. Bee", "--by", "C. Dee", "--publisher", "the-daily"]
    arguments += ["--published", "2024-09/2024-10", "--published-why", "a guess", "--theme", "russia-ties"]
    assert (
        run("new", "../article.txt", "--id", "ours", "--url", "https://daily.example.org/1", *arguments).exit_code == 0
    )
    text = brief(root, "ours")
    assert "title: Ours  #" in text
    assert "  by: [A. Bee, C. Dee]  #" in text
    assert "  published: 2024-09/2024-10  #" in text
    assert "themes: [russia-ties]  #" in text
    assert problems(root, "ours") == ["summary"]


def test_the_address_tells_the_publisher(root):
    run("new", "../article.txt", "--url", "https://www.daily.example.org/1", "--id", "ours")
    assert "  publisher: the-daily  #" in brief(root, "ours")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--published", "yesterday", "published: "),
        ("--theme", "russia-tie", "did you mean 'russia-ties'"),
        ("--publisher", "the-weekly", "registers/publishers.yml"),
        ("--id", "No id", "'No id' is no id"),
        ("--id", "first-brief", "choose another id"),
        ("--copies", "inside", "inside the project"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(root, option, value, words):
    before = tiny.contents(root)
    done = run("new", "../article.txt", option, value)
    assert done.exit_code != 0
    assert words in done.stderr
    assert tiny.contents(root) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no text"),
        (b"%PDF-1.7", "PDF"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "HTML only"),
        (b"PK\x03\x04", "HTML only"),
        (b"x" * (17 << 20), "bytes"),
    ],
    ids=["empty", "pdf", "mhtml", "zip", "large"],
)
def test_what_is_no_article_is_refused(root, data, words):
    (root.parent / "article.txt").write_bytes(data)
    done = run("new", "../article.txt")
    assert done.exit_code == 1
    assert words in done.stderr


def test_a_file_that_is_not_there(root):
    done = run("new", "../nothing.txt")
    assert done.exit_code == 1
    assert "nothing.txt" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(root, encoding):
    text = ARTICLE.replace("▪", "|").replace("Jane Doe", "Zoë Doe").replace("\n", "\r\n")
    (root.parent / "article.txt").write_bytes(text.encode(encoding))
    run("new", "../article.txt")
    assert "by: [Zoë Doe]" in brief(root)


def test_a_second_brief_of_an_article_gets_an_id_of_its_own(root):
    run("new", "../article.txt")
    done = run("new", "../article.txt")
    assert "Wrote briefs/articles/" + ID + "-2.yml" in done.stdout


def test_a_brief_of_the_same_article_is_pointed_out(root):
    done = run("new", "../article.txt", "--title", "As it was printed")
    assert "There is a brief of this article already: briefs/articles/first-brief.yml" in done.stdout


def test_the_text_is_kept_in_the_folder_of_copies(root, monkeypatch):
    (root.parent / "copies").mkdir()
    monkeypatch.setenv("BRIEFS_COPIES", "../copies")
    done = run("new", "../article.txt")
    assert (root.parent / f"copies/{ID}.txt").read_text() == ARTICLE
    assert f"  copy: {{file: {ID}.txt}}" in brief(root)
    assert "Set BRIEFS_COPIES" not in done.stdout


def test_a_folder_of_copies_can_be_named_and_is_made(root):
    done = run("new", "../article.txt", "--copies", "../new/copies")
    assert (root.parent / f"new/copies/{ID}.txt").read_text() == ARTICLE
    assert "Set BRIEFS_COPIES=../new/copies" in done.stdout


def test_what_is_in_the_folder_of_copies_already_stays_there(root):
    (root.parent / "copies").mkdir()
    (root.parent / "article.txt").rename(root.parent / "copies/article.txt")
    run("new", "../copies/article.txt", "--copies", "../copies")
    assert [path.name for path in (root.parent / "copies").iterdir()] == ["article.txt"]
    assert "  copy: {file: article.txt}" in brief(root)


def test_another_text_in_the_folder_of_copies_is_not_overwritten(root):
    (root.parent / "copies").mkdir()
    (root.parent / f"copies/{ID}.txt").write_text("Something else")
    done = run("new", "../article.txt", "--copies", "../copies")
    assert done.exit_code == 1
    assert "holds another text already" in done.stderr
    assert not (root / f"briefs/articles/{ID}.yml").exists()
    assert (root.parent / f"copies/{ID}.txt").read_text() == "Something else"


def test_without_a_file_the_address_is_fetched(root, monkeypatch):
    monkeypatch.setattr(page, "fetch", lambda url: ARTICLE.encode() if url == "https://daily.example.org/1" else b"")
    assert run("new", "--url", "https://daily.example.org/1").exit_code == 0
    assert "  url: https://daily.example.org/1  #" in brief(root, "2024-09-24-thedaily-nine-posts-closed-no")


def test_an_address_that_is_none_is_not_fetched(root, monkeypatch):
    monkeypatch.setattr(page, "fetch", pytest.fail)
    assert "http" in run("new", "--url", "file:///etc/passwd").stderr


def ask(root, answers, **order):
    """Make a brief with somebody there who answers."""

    @click.command()
    def command():
        making.new(root, making.Order(ARTICLE.encode(), asking=True, **order))

    return CliRunner().invoke(command, input="\n".join(answers) + "\n", catch_exceptions=False)


def test_questions_are_asked_and_enter_keeps_what_was_found(root):
    done = ask(root, ["", "", "the-daily", "unknown", "", "Our headline", "russia-ties", ""])
    assert done.exit_code == 0
    id_ = "2024-09-24-thedaily-nine-posts-closed-no"
    assert "title: Our headline  #" in brief(root, id_)
    assert "  by: [Jane Doe]  #" in brief(root, id_)
    assert "  url: unknown  #" in brief(root, id_)
    assert problems(root, id_) == ["summary"]


def test_a_wrong_answer_is_explained_and_asked_again(root):
    answers = [
        "",
        "",
        "the-dayly",
        "the-daily",
        "daily",
        "",
        "24.9.24",
        "2024-09~",
        "a guess",
        "",
        "russia-tie",
        "",
        "My Id",
        "my-id",
    ]
    done = ask(root, answers)
    assert "did you mean 'the-daily'" in done.stdout
    assert "did you mean 'russia-ties'" in done.stdout
    assert "'My Id' is no id" in done.stdout
    assert "  published: 2024-09~  #" in brief(root, "my-id")
    assert "  published_why: a guess  #" in brief(root, "my-id")


def test_what_was_given_is_not_asked(root):
    given = Draft(title="T", by=("A",), publisher="the-daily", url="https://x.example/", published="2024", headline="H")
    done = ask(root, ["russia-ties"], given=given, id="my-id")
    assert done.exit_code == 0
    assert "headline" not in done.stdout
    assert "themes: [russia-ties]" in brief(root, "my-id")


def test_fmt_lays_out_all_briefs(root):
    path = tiny.write_article(root, "third-brief", "A third")
    path.write_text("draft: true" + path.read_text())
    done = run("fmt")
    assert done.stdout.splitlines() == ["briefs/articles/third-brief.yml", "1 changed"]
    assert run("fmt").stdout == "nothing to change\n"


def test_fmt_lays_out_the_files_it_is_given(root):
    for number in (3, 4):
        path = tiny.write_article(root, f"brief-{number}", "A brief")
        path.write_text("draft: true" + path.read_text())
    assert run("fmt", "briefs/articles/brief-3.yml").stdout.splitlines() == ["briefs/articles/brief-3.yml", "1 changed"]


def test_fmt_leaves_what_it_cannot_read_and_says_so(root):
    (root / "briefs/articles/third-brief.yml").write_text("title: [\n")
    done = run("fmt")
    assert done.exit_code == 1
    assert "third-brief.yml: left as it is" in done.stderr
    assert (root / "briefs/articles/third-brief.yml").read_text() == "title: [\n"


def test_fmt_knows_what_is_a_brief(root):
    done = run("fmt", "mkdocs.yml")
    assert done.exit_code == 2
    assert "is no brief" in done.stderr


def test_schemas_are_written_and_checked(root):
    assert run("schema", "--check").exit_code == 1
    assert "briefs/.schema/known.schema.json" in run("schema").stdout
    assert run("schema").stdout == "the schemas are as they should be\n"
    assert run("schema", "--check").exit_code == 0
    assert not load(root)[1]
    known = json.loads(Path("briefs/.schema/known.schema.json").read_text())
    assert known["definitions"]["themes"]["enum"] == list(tiny.THEMES)


def test_stale_schemas_are_named_with_the_way_out(root):
    run("schema")
    (root / "briefs/themes/new-theme.yml").write_text(tiny.THEME.format(title="New"))
    done = run("schema", "--check")
    assert done.stdout == "briefs/.schema/known.schema.json is behind: python3 run.py schema\n"
