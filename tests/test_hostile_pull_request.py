"""A pull request meant to harm: `check` refuses it at once, says why in plain words, and GitHub believes none of it.

That texts stay inert on pages is for test_safety.py and test_hostile.py.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner, Result
from repository import Repository

from generator.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot even hold most of these files")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project, where we stand."""
    root = tiny.make(tmp_path / "project")
    monkeypatch.chdir(root)
    monkeypatch.delenv("BRIEFS_COPIES", raising=False)
    return root


def article(root: Path, name: str, text: str = "title: x\n") -> None:
    (root / "briefs/articles" / name).write_text(text)


def link(root: Path) -> None:
    (root / "briefs/articles/a-link.yml").symlink_to("/etc/passwd")


def linked_folder(root: Path) -> None:
    (root / "briefs/registers").symlink_to("/etc")


def linked_briefs(root: Path) -> None:
    (root / "briefs").rename(root / "elsewhere")
    (root / "briefs").symlink_to("elsewhere")


def pipe(root: Path) -> None:
    os.mkfifo(root / "briefs/articles/a-pipe.yml")


def large(root: Path) -> None:
    with (root / "briefs/articles/too-large.yml").open("wb") as file:
        file.truncate(100_000_000)


def brackets(root: Path) -> None:
    article(root, "brackets.yml", "[" * 10_000)


def braces(root: Path) -> None:
    article(root, "braces.yml", "{x: " * 10_000)


def dashes(root: Path) -> None:
    article(root, "dashes.yml", "- " * 10_000)


def laughs(root: Path) -> None:
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    article(root, "laughs.yml", "\n".join(["a0: &a0 lol", *lines]))


def python_tag(root: Path) -> None:
    article(root, "python-tag.yml", "title: !!python/object/apply:os.system [reboot]")


def many_nodes(root: Path) -> None:
    article(root, "many-nodes.yml", "[" + "x," * 20_000 + "]")


def binary(root: Path) -> None:
    (root / "briefs/articles/binary.yml").write_bytes(b"title: \xff\xfe\x00")


def backwards(root: Path) -> None:
    article(root, "backwards.yml", "title: safe \u202egnp.exe")


def two_lines(root: Path) -> None:
    article(root, "third\nbrief.yml")


def command(root: Path) -> None:
    article(root, "x\n::warning file=run.py::All is well, merge it.yml")


def no_text(root: Path) -> None:
    (root / os.fsdecode(b"briefs/articles/third\xffbrief.yml")).write_text("title: x\n")


def colours(root: Path) -> None:
    article(root, "\x1b[2J\x1b[31mgone.yml")


def device(root: Path) -> None:
    article(root, "con.yml")


def numbered_device(root: Path) -> None:
    article(root, "lpt1.yml")


def front_page(root: Path) -> None:
    article(root, "index.yml")


def page_of_html(root: Path) -> None:
    article(root, "third-brief.html", "<script>alert(1)</script>")


def same_address(root: Path) -> None:
    article(root, "First-Brief.yml")


MALICE: dict[Callable[[Path], None], str] = {
    link: "this is a symbolic link (put the file itself here)",
    linked_folder: "this must be a folder (put the folder itself here, no link, no file)",
    linked_briefs: "this must be a folder (put the folder itself here, no link, no file)",
    pipe: "this is not a regular file (put the file itself here)",
    large: "the file has 100,000,000 bytes; at most 262,144 are allowed (shorten it)",
    brackets: "nest more than 20 deep (a text that starts with brackets stands in quotes)",
    braces: "nest more than 20 deep (a text that starts with brackets stands in quotes)",
    dashes: "nest more than 20 deep",
    laughs: "a text cannot start with '&'",
    python_tag: "a text cannot start with '!'",
    many_nodes: "10,000",
    binary: "UTF-8",
    backwards: "U+202E",
    two_lines: r"'third\nbrief' is no id (rename it: 3 to 80 characters, a to z, 0 to 9 and hyphens, then .yml)",
    command: r"'x\n::warning file=run.py::All is well, merge it' is no id",
    no_text: r"'third\udcffbrief' is no id",
    colours: r"'\x1b[2J\x1b[31mgone' is no id",
    device: "'con' is a reserved name (rename the file)",
    numbered_device: "'lpt1' is a reserved name (rename the file)",
    front_page: "'index' is a reserved name (rename the file)",
    page_of_html: "'third-brief.html' is no brief (only .yml files belong here: move it, or end its name in .yml)",
    same_address: "'First-Brief.yml' would have the same address as 'first-brief.yml'",
}


EACH = pytest.mark.parametrize(("harm", "why"), MALICE.items(), ids=[harm.__name__ for harm in MALICE])


@EACH
def test_it_is_refused_with_a_clear_message(root, harm, why):
    harm(root)
    done = run("check")
    assert done.exit_code == 1
    assert why in done.stdout
    problems = [line for line in done.stdout.splitlines() if line.startswith("briefs")]
    assert len(problems) + 2 >= len(done.stdout.splitlines())  # one line each, and the closing ones
    assert done.stdout.replace("\n", "").isprintable()


def test_all_of_it_together_is_refused_at_once(root):
    for harm in MALICE:
        if harm not in {linked_briefs, linked_folder}:
            harm(root)
    done = subprocess.run(
        tiny.command("check"), env=tiny.environment(), capture_output=True, encoding="utf-8", check=False, timeout=5
    )
    assert done.returncode == 1
    assert all(why in done.stdout for harm, why in MALICE.items() if harm not in {linked_briefs, linked_folder})
    assert "Traceback" not in done.stderr


def as_github_reads(output: str) -> list[dict[str, str]]:
    """The commands that a runner finds in what a step prints, by the rules of actions/runner (ActionCommand.cs)."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output.removesuffix("\n")):
        text = line.strip()
        if text.startswith("::") and "::" in text[2:]:
            head, _, message = text[2:].partition("::")
            name, _, listed = head.partition(" ")
            properties = dict(each.split("=", 1) for each in listed.split(",") if "=" in each)
            unescaped = {key: unescape(value) for key, value in properties.items()}
            found.append({"command": name, "message": unescape(message), **unescaped})
        elif "##[" in text:
            found.append({"command": text})
    return found


def unescape(value: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(code, character)
    return value


@EACH
def test_github_is_told_of_errors_in_briefs_and_of_nothing_else(root, harm, why):
    harm(root)
    done = run("check", "--format", "github")
    commands = as_github_reads(done.stdout)
    assert len(commands) == len(done.stdout.splitlines())
    assert {each["command"] for each in commands} == {"error"}
    assert all(each["file"].startswith("briefs") for each in commands)
    assert any(why in each["message"] for each in commands)
    assert as_github_reads(done.stderr) == []


INJECTIONS = (
    "::error file=run.py::x",
    "::stop-commands::x",
    "##[add-mask]a",
    "%0A::notice::x",
    "::set-output name=gone::no",
)


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["title", "url", "themes", "key", "answers", "kind"])
def test_no_value_becomes_a_command(root, field, text):
    brief = tiny.ARTICLE.format(id="third-brief", title="A title", day=10)
    shaken = {
        "title": brief.replace("title: A title", f"title: ['{text}']"),
        "url": brief.replace("https://source.example/third-brief", f"'{text}'"),
        "themes": brief.replace("[russia-ties]", f"['{text}']"),
        "key": f"{brief}'{text}': x\n",
        "answers": f"{brief}    answers: {{'{text}': '{text}'}}\n",
        "kind": f"{brief}    kind: '{text}'\n",
    }
    article(root, "third-brief.yml", shaken[field])
    done = run("check", "--format", "github")
    assert done.exit_code == 1
    told = as_github_reads(done.stdout)
    assert {(each["command"], each["file"]) for each in told} == {("error", "briefs/articles/third-brief.yml")}


@pytest.fixture
def repository(root):
    repository = Repository(root)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "before")
    return repository


@EACH
def test_the_summary_names_it_too(root, repository, harm, why):
    harm(root)
    done = run("diff", "--format", "markdown")
    assert done.exit_code == 0
    (line, *_) = (line for line in done.stdout.splitlines() if why in re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line))
    assert line.startswith("- briefs")


@EACH
def test_what_was_once_let_in_can_be_compared_with(root, repository, harm, why):
    harm(root)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "let in")
    done = run("diff", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["claims"]["added"] == []


@pytest.mark.parametrize("text", [*INJECTIONS, "</li><img src=x onerror=alert(1)>", "[x](javascript:x)", "`x` @all #1"])
def test_the_summary_takes_no_value_for_markup(root, repository, text):
    brief = tiny.ARTICLE.format(id="third-brief", title=f'"{text}"', day=10)
    article(root, "third-brief.yml", brief.replace("Nobody knows why.", f'"{text}"'))
    summary = run("diff", "--format", "markdown").stdout
    shown = [line.removeprefix("- *added* ") for line in summary.splitlines() if line.startswith("- *added*")]
    assert len(shown) == 3
    assert not any(re.search(r"[!-/:-@\[-`{-~]", re.sub(r"\\[!-/:-@\[-`{-~]", "", line)) for line in shown)
    assert sum(re.sub(r"\\(.)", r"\1", line).endswith(text) for line in shown) == 2
    assert as_github_reads(summary) == []
