"""A project small enough to build in no time, and our program run in it as people run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.build import Site
from generator.site.page import Page
from generator.site.render import RenderedPage

OURS = Path(__file__).parents[1]

CONFIG = """
site_name: Tiny
site_url: https://tiny.example/
repo_url: !ENV [REPO_URL, ""]
edit_uri: edit/main/docs/
docs_dir: !ENV [DOCS_DIR, docs]
theme: {name: mkdocs, highlightjs: false}
plugins: [search]
markdown_extensions: [admonition, attr_list, md_in_html, tables, toc]
not_in_nav: /*
hooks: [hooks.py]
watch: [briefs]
"""

ARTICLE = """
title: {title}
source:
  title: As it was printed
  url: https://source.example/{id}
  published: 2023-11-{day}
themes: [russia-ties]
summary: >
  Something was closed and somebody said why. What follows makes this
  summary as long as a summary has to be, and says no more than that.
claims:
  - id: c1
    say: The embassy in Kampala was closed.
    quote: the doors were shut
  - id: c2
    say: Nobody knows why.
"""

THEME = """
title: {title}
question: What is going on?
bottom_line: Less than before.
trend: down
trend_why: Posts were closed.
"""

THEMES = ("brics-outreach", "embassy-retrenchment", "russia-ties")


def make(root: Path) -> Path:
    """Make a project without a program: two briefs, three themes and a page written by hand."""
    for folder in ("briefs/articles", "briefs/themes", "docs/notes"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG)
    (root / "hooks.py").write_bytes((OURS / "hooks.py").read_bytes())
    (root / "docs/notes/by-hand.md").write_text("# By hand\n")
    (root / "docs/about.md").write_text("# About this\n\nWritten by hand.\n")
    for theme in THEMES:
        (root / f"briefs/themes/{theme}.yml").write_text(THEME.format(title=theme.replace("-", " ").capitalize()))
    write_article(root, "first-brief", "An embassy was closed", day=10)
    write_article(root, "second-brief", "Another embassy was closed", day=11)
    return root


def write_article(root: Path, article_id: str, title: str, day: int = 12) -> Path:
    path = root / f"briefs/articles/{article_id}.yml"
    path.write_text(ARTICLE.format(id=article_id, title=title, day=day))
    return path


def entangle(root: Path) -> None:
    """Give a project names, and a question whose answers agree, fit and are in conflict."""
    registers = root / "briefs/registers"
    registers.mkdir()
    names = (f"{place.lower()}: {{name: {place}, kind: place}}" for place in ("Kampala", "Luanda", "Madrid"))
    (registers / "names.yml").write_text("\n".join(names))
    (registers / "questions.yml").write_text("how-many: {ask: How many were closed?, type: count}\n")
    for number, answer in enumerate(["5", "5", "9", '">=7"', "5-7"]):
        path = write_article(root, f"count-{number}", f"Of {number} counts", day=13)
        claim = "  - {id: c3, say: From Madrid to Luanda and Kampala posts closed., answers: {how-many: %s}}\n"
        path.write_text(path.read_text() + claim % answer)


def environment(**more: str) -> dict[str, str]:
    """The program's own environment: none of the settings of whoever runs the tests."""
    settings = ("BRIEFS_COPIES", "DOCS_DIR", "REPO_URL", "SITE_URL", "SOURCE_DATE_EPOCH", "PYTHONPATH")
    kept = {key: value for key, value in os.environ.items() if key not in settings}
    return {**kept, "PYTHONPATH": str(OURS), "PYTHONDONTWRITEBYTECODE": "1", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "generator", *arguments]


def run(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project and return how it ended, with all it said in `stdout`."""
    return subprocess.run(
        command(*arguments),
        cwd=root,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def dress(root: Path) -> None:
    """Give a project the real site's configuration and theme."""
    shutil.copy(OURS / "mkdocs.yml", root)
    shutil.copytree(OURS / "overrides", root / "overrides")
    (root / "generator/templates").mkdir(parents=True, exist_ok=True)  # watched
    (root / "docs/stylesheets").mkdir(exist_ok=True)
    (root / "docs/stylesheets/site.css").write_text("")


def bring_program(root: Path) -> None:
    """Give a project a program of its own to change, and have its templates watched."""
    shutil.copytree(OURS / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "mkdocs.yml").write_text(CONFIG.replace("watch: [briefs]", "watch: [briefs, generator/templates]"))


def made(*written: RenderedPage, problems=(), assets=()) -> Site:
    """A site of pages that are written already."""
    pages = tuple(Page(page.uri, "", "", "", source=page.source) for page in written)
    by_uri = {page.uri: page for page in written}
    return Site(pages, lambda page: by_uri[page.uri], tuple(assets), tuple(problems), len(pages))
