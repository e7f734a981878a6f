"""`new`: read an article, keep a copy, write the scaffold of its brief, check it, and say what is left to do."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from generator.authoring.scaffold import ask, propose
from generator.authoring.scaffold.candidates import candidates
from generator.authoring.scaffold.extract import Extract
from generator.authoring.scaffold.lines import Line, Role
from generator.authoring.scaffold.reading import read_article
from generator.authoring.scaffold.settle import fault, notes, settle
from generator.authoring.scaffold.write import Draft, scaffold
from generator.reading import files
from generator.reading.content import Content
from generator.reading.load import load
from generator.schema import is_id
from generator.settings import COPIES, copies_folder
from generator.terminal import for_people

_OWN: Final = frozenset({Role.BODY, Role.HEADING, Role.TITLE, Role.HEAD})


class NewError(Exception):
    """A brief that is not made, and nothing was overwritten; the message says why and the way out."""


@dataclass(frozen=True, slots=True)
class Order:
    """A brief that a person wants.

    Args:
        data: the article, as text or as a web page.
        given: what the person says of it.
        id: the brief's id; None leaves it to us.
        copies: the folder of copies; None keeps no copy.
        file: the file that the article was read from, if it was one.
        asking: whether there is somebody to ask.
    """

    data: bytes
    given: Draft = field(default_factory=Draft)
    id: str | None = None
    copies: Path | None = None
    file: Path | None = None
    asking: bool = False


def new(root: Path, order: Order) -> Path:
    """Make the brief and return its file; what was found and what is left to do is printed.

    Raises:
        NewError: it is not made.
        UnreadableArticleError, ExtraError: as `read_article`.
    """
    extract = read_article(order.data)
    content, _ = load(root)
    given = {key for key, value in asdict(order.given).items() if value}
    for key in sorted(given):
        if wrong := fault(key, order.given, content):
            raise NewError(f"{key.replace('_', ' ')}: {wrong}")
    draft = settle(extract, order.given, content)
    double = propose.double(draft.title, draft.url, content)
    _tell_what_was_found(extract, draft, double)
    if double and not order.id and not (order.asking and click.confirm("Begin a second one?", default=False)):
        raise NewError(f"nothing was written: change {files.article_file(double)}, or name a second one with --id")
    if order.asking:
        draft = ask.complete(draft, given, extract, content)
    id_ = _id(order, draft, _taken(root, content))
    draft = replace(draft, copy=_keep_copy(order, extract, id_))
    path = root / files.article_file(id_)
    path.parent.mkdir(parents=True, exist_ok=True)
    offered = candidates(extract.lines, content.names, extract.copy)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(scaffold(draft, notes(extract, draft, content), offered))
    _tell_what_is_left(root, path, order, draft, len(offered))
    return path


def _taken(root: Path, content: Content) -> set[str]:
    """The ids that a brief cannot have, whether their records can be read or not."""
    articles = (root / files.article_file("any")).parent
    return {*content.articles, *content.origins, *(path.stem for path in articles.glob("*.yml"))}


def _id(order: Order, draft: Draft, taken: Collection[str]) -> str:
    proposed = propose.article_id(draft.title or draft.headline or "", draft.published, draft.publisher, taken)
    if not order.asking or order.id:
        id_ = order.id or proposed
        if wrong := _fault_of_id(id_, taken):
            raise NewError(wrong)
        return id_
    while True:
        id_ = click.prompt("Name of the file, which will be the address of the page", default=proposed).strip()
        wrong = _fault_of_id(id_, taken)
        if not wrong:
            return id_
        click.echo(f"  {wrong}")


def _fault_of_id(id_: str, taken: Collection[str]) -> str | None:
    if not is_id(id_):
        return f"'{id_}' is no id: 3 to 80 characters, a to z, 0 to 9 and hyphens"
    return f"there is a brief or an origin '{id_}' already: choose another id" if id_ in taken else None


def _keep_copy(order: Order, extract: Extract, id_: str) -> str | None:
    """Put the text into the folder of copies, unless it is there, and return its file's name."""
    if not order.copies:
        return None
    if order.file and order.file.suffix == ".txt" and order.file.resolve().parent == order.copies.resolve():
        return order.file.name
    path = order.copies / f"{id_}.txt"
    if path.exists() and path.read_text("utf-8", "replace") != extract.copy:
        raise NewError(f"{path} holds another text already: move it, or choose another id")
    if not path.exists():
        path.write_text(extract.copy, encoding="utf-8", newline="\n")
    return path.name


def _tell_what_was_found(extract: Extract, draft: Draft, double: str | None) -> None:
    evidence = dict(extract.evidence)
    click.echo("Found in the article:")
    for key in ("title", "by", "published"):
        value = getattr(draft, key)
        where = f"  ({evidence[key]})" if key in evidence and value == getattr(extract, key) else ""
        click.echo(f"  {key:<10} {(', '.join(value) if key == 'by' else value) or 'unknown'}{where}")
    click.echo(f"  {'publisher':<10} {draft.publisher or extract.publisher or 'unknown'}")
    passed_over = list(_passed_over(extract.lines))
    if passed_over:
        click.echo("Passed over as no part of it:")
        for line in passed_over:
            click.echo(f"  {line}")
    if double:
        click.secho(f"There is a brief of this article already: {files.article_file(double)}", fg="yellow")


def _passed_over(lines: Collection[Line]) -> Iterator[str]:
    for role, group in groupby(lines, key=lambda line: line.role):
        if role not in _OWN:
            first, *others = group
            numbers = f"lines {first.number}-{others[-1].number}" if others else f"line {first.number}"
            text = first.text if len(first.text) <= 60 else f"{first.text[:59]}…"
            yield f"{numbers:<12} {role}: {text}"


def _tell_what_is_left(root: Path, path: Path, order: Order, draft: Draft, offered: int) -> None:
    name = files.relative(root, path)
    click.echo(f"\nWrote {click.style(name, bold=True)}")
    if order.copies and draft.copy:
        click.echo(f"Kept the text as {order.copies / draft.copy}")
        if order.copies != copies_folder(root):
            click.echo(f"Set {COPIES}={order.copies} in your shell: then check compares quotations with it.")
    else:
        click.echo(f"Kept no copy of the text ({COPIES} names no folder); quotations will stay unchecked.")
    click.echo("\nLeft to write:")
    click.echo(for_people(problem for problem in load(root)[1] if problem.file == name), nl=False)
    click.echo(f"{name}: claims: {offered} sentences are listed at the end; make claims of those that matter")
    click.echo("\nNext:")
    click.echo("  python3 run.py check --watch    names what is missing or wrong, while you write")
    click.echo("  python3 run.py serve            shows the draft as a page, once nothing is missing")
    click.echo("  python3 run.py fmt              puts keys in order and folds long lines")
    click.echo("When it is done, delete the line `draft: true` and open a pull request (CONTRIBUTING.md).")
