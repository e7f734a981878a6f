"""What the documents say is true: commands exist, examples pass, output is what is printed, links lead somewhere.

In a block of `console`, a line that begins with $ is a command, and what follows is what it prints; ... stands for what
is left out.
"""

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from repository import Repository

from generator.authoring.fmt import lay_out
from generator.cli.main import main
from generator.reading.load import load
from generator.schema.table import tables

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "HACKING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/about.md",
    "docs/benchmarks.md",
    "docs/index.md",
)
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in DOCUMENTS}
VERBS = runpy.run_path(str(ROOT / "run.py"))["VERBS"]

THEMES = """\
title: {title}
question: What is going on?
bottom_line: Less than before.
trend: down
trend_why: Posts were closed.
"""

BRIEF = """\
title: {title}
source:
  title: As it was printed
  url: https://source.example/{number}
  published: {day}
themes: [embassy-retrenchment]
summary: >
  A ministry counts posts that were closed and says how many are left. What follows makes this summary as long as a
  summary has to be.
claims:
  - id: c1
    say: North Korea has closed {number} posts.
    answers: {{closed-missions-count: {number}}}
"""

QUESTIONS = """\
closed-missions-count:
  ask: How many posts has North Korea closed since October 2023?
  type: count
  over_time: grows
closure-cause:
  ask: Why did North Korea close the posts?
  type: choice
  values: [money, efficiency, new-priorities]
  exclusive: false
"""


class Block(NamedTuple):
    language: str
    text: str


def blocks(document: str) -> list[Block]:
    return [Block(*found) for found in re.findall(r"^```(\w+)\n(.*?)^```$", TEXTS[document], re.MULTILINE | re.DOTALL)]


def brief(document: str) -> str:
    """The brief that a document writes, step by step: what is YAML and is no entry of a register."""
    entries = register_entries(document).values()
    return "".join(block.text for block in blocks(document) if block.language == "yaml" and block.text not in entries)


def register_entries(document: str) -> dict[str, str]:
    """Entries that a document shows, by the register that the line before them names."""
    named = r"`(briefs/registers/\w+\.yml)`[^\n]*:\n\n```yaml\n(.*?)^```$"
    return dict(re.findall(named, TEXTS[document], re.MULTILINE | re.DOTALL))


class Command(NamedTuple):
    words: list[str]
    output: str


def commands(text: str) -> Iterator[Command]:
    """The commands in a block of console, with what follows each; `a && b` is two."""
    for typed, output in re.findall(r"^(?:\$ )(.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
        *others, last = typed.split(" && ")
        yield from (Command(shlex.split(other, comments=True), "") for other in others)
        yield Command(shlex.split(last, comments=True), output)


def test_a_block_of_console_is_read():
    text = "$ cd here && python3 run.py check # look\none\ntwo\n$ git push\n"
    assert [*commands(text)] == [
        (["cd", "here"], ""),
        (["python3", "run.py", "check"], "one\ntwo\n"),
        (["git", "push"], ""),
    ]


def as_shown(shown: str, printed: str) -> bool:
    """Tell whether that is what the program prints; ... on a line of its own stands for lines, else for words."""
    pattern = re.escape(shown).replace(r"\.\.\.", r".*")
    pattern = re.sub(r"^ *\.\*\\?\n", r"(?:.*\\n)*", pattern, flags=re.MULTILINE)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        ("one\ntwo\nthree\n", True),
        ("one\n...\n", True),
        ("one\n...\nthree\n", True),
        ("one\nt...\nthree\n", True),
        ("one\n...\ntwo\nthree\n", True),
        ("one\nthree\n", False),
        ("one\n", False),
        ("one\ntwo\nth.ee\n", False),
        ("t...\ntwo\nthree\n", False),
    ],
)
def test_what_is_left_out_is_no_more_than_that(shown, fits):
    assert as_shown(shown, "one\ntwo\nthree\n") == fits


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project under git with two briefs that fit together, where we stand."""
    root = tmp_path / "project"
    themes = ("brics-outreach", "embassy-retrenchment", "russia-ties")
    files = {f"themes/{id_}.yml": THEMES.format(title=id_) for id_ in themes}
    files |= {
        "registers/questions.yml": QUESTIONS,
        "articles/2023-12-05-seven.yml": BRIEF.format(title="Seven", number=7, day="2023-12-05"),
        "articles/2024-01-30-nine.yml": BRIEF.format(title="Nine", number=9, day="2024-01-30"),
    }
    root.mkdir()
    Repository(root).commit("2024-02-01", files)
    monkeypatch.chdir(root)
    monkeypatch.delenv("BRIEFS_COPIES", raising=False)
    return root


def test_the_walk_through_a_brief_prints_what_is_shown(project, monkeypatch):
    """Every block of CONTRIBUTING in turn: the article, the commands, the brief, a faulty version of it."""
    (article,) = (block.text for block in blocks("CONTRIBUTING.md") if block.language == "text")
    (project.parent / "article.txt").write_text(article)
    path = project / "briefs/articles/2024-03-12-north-korea-has-closed.yml"
    written = ""
    shown = 0
    for language, text in blocks("CONTRIBUTING.md"):
        if language == "yaml":
            written += text
        for command in commands(text) if language == "console" else ():
            match command.words:
                case ["mkdir", folder]:
                    (project / folder).mkdir()
                case ["export", setting]:
                    monkeypatch.setenv(*setting.split("="))
                case ["python3", "run.py", "check"]:
                    path.write_text(with_mistakes(written, command.output))
                case ["python3", "run.py", "diff"]:
                    path.write_text(written.replace("draft: true\n", ""))
            if command.output:
                shown += 1
                printed = CliRunner().invoke(main, command.words[2:]).output
                assert as_shown(command.output, printed), printed
    assert shown == 5


MISTAKES = {
    "themes[0]": ("[embassy-retrenchment]", "[embassy-retrenchmant]"),
    "source.published": ("published: 2024-03-12", "published: 12/03/2024"),
    "claims[0].quote": ("quote: We count eight posts", "quote: We counted eight posts"),
}


def with_mistakes(text, output):
    """The brief with the mistakes that the output tells of."""
    for place, (right, wrong) in MISTAKES.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong) if f": {place}: " in output else text
    return text


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_brief_that_is_shown_passes_beside_the_real_registers(document, tmp_path):
    root = real(tmp_path)
    (root / "briefs/articles/an-example.yml").write_text(brief(document))
    content, problems = load(root)
    assert problems == []
    assert "an-example" in content.articles
    assert not lay_out(root / "briefs/articles/an-example.yml", "articles")  # python3 run.py fmt has nothing to change


def test_the_entries_of_registers_that_are_shown_pass_beside_the_real_ones(tmp_path):
    root = real(tmp_path)
    entries = register_entries("CONTRIBUTING.md")
    assert len(entries) == 4
    for register, text in entries.items():
        with (root / register).open("a") as file:
            file.write(f"\n{text}")
    content, problems = load(root)
    assert problems == []
    assert {"example-gazette", "example-briefing-2024-03-12", "ann-example", "example-day-of-closing"} <= {
        *content.publishers, *content.origins, *content.names, *content.questions,
    }  # fmt: skip


def real(tmp_path):
    """The real themes and registers, without the real briefs and what rests on them."""
    root = tmp_path / "real"
    (root / "briefs/articles").mkdir(parents=True)
    for path in (ROOT / "briefs").glob("*/*.yml"):
        if path.parent.name in {"themes", "registers"} and path.name not in {"missions.yml", "origins.yml"}:
            text = path.read_text("utf-8")
            copy = root / "briefs" / path.parent.name / path.name
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(re.sub(r"^judgments:.*", "", text, flags=re.MULTILINE | re.DOTALL))
    return root


def test_the_message_in_the_readme_is_what_check_prints(tmp_path):
    (shown,) = (block.text for block in blocks("README.md") if block.language == "text")
    root = real(tmp_path)
    path = root / shown.partition(":")[0]
    path.write_text(brief("README.md").replace("embassy-retrenchment", "embassy-retrenchmant"))
    assert f"{load(root)[1][0]}\n" == shown


def verbs(text: str) -> set[str]:
    return set(re.findall(r"\brun\.py ([a-z]+)", text))


def test_every_verb_is_explained_and_there_is_no_other():
    told = set.union(*map(verbs, TEXTS.values()))
    assert told == set(VERBS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_options_that_are_shown_exist(document):
    for verb, option in re.findall(r"\brun\.py ([a-z]+)[^\n`]*? (--[a-z][a-z-]*)", TEXTS[document]):
        known = {
            option for command in [main.commands.get(verb)] if command for p in command.params for option in p.opts
        }
        assert not known or option in known, f"run.py {verb} {option}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_and_headings(document):
    text = re.sub(r"^```.*?^```$", "", TEXTS[document], flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        path, _, heading = target.partition("#")
        file = (ROOT / document).parent / path if path else ROOT / document
        assert file.exists() or document.startswith("docs/"), target
        if heading and file.suffix == ".md" and file.exists():
            assert heading in map(anchor, re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)), target


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "HACKING.md"])
def test_files_and_folders_that_are_named_exist(document):
    ours = r"`((?:generator|tests|briefs|docs|overrides|requirements|bench|\.github|\.ci)/[\w./-]*)`"
    missing = [path for path in re.findall(ours, TEXTS[document]) if not (ROOT / path).exists()]
    assert missing == []


def test_the_table_of_fields_is_that_of_the_schema(request):
    path = ROOT / "CONTRIBUTING.md"
    before, start, rest = path.read_text("utf-8").partition("<!-- fields -->\n")
    shown, end, after = rest.partition("<!-- /fields -->")
    if request.config.getoption("--update"):
        path.write_text(f"{before}{start}\n{tables()}\n{end}{after}", "utf-8")
        return
    assert shown == f"\n{tables()}\n", "python3 run.py test --update rewrites it"
