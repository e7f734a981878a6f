"""From the files under briefs/ to typed Content: every record checked, every problem of every file at once.

A record with a problem here cannot be trusted and is left out of the Content.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError

from generator import files
from generator.content import Answer, Content
from generator.problems import Path as Steps
from generator.problems import Problem, did_you_mean, dotted, quoted
from generator.references import Fault, Known, broken_references, read_answers
from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Record, Theme, is_id
from generator.schema.explain import explain
from generator.strict_yaml import Document, Limits, Position, YamlError, read

# Content model, "Caps".
RECORD_LIMITS: Final = Limits(size=256 * 1024, nodes=10_000, depth=20)
REGISTER_LIMITS: Final = Limits(size=4 * 1024 * 1024, nodes=500_000, depth=20)

FOLDERS: Final[Mapping[str, type[Record]]] = {"articles": Article, "themes": Theme}
REGISTERS: Final[Mapping[str, type[Record]]] = {
    "questions": Question,
    "names": Name,
    "missions": Mission,
    "publishers": Publisher,
    "origins": Origin,
}

R = TypeVar("R", bound=Record)


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Read and check everything under `root`/briefs.

    Args:
        root: the project's folder.

    Returns:
        The content without the records that have problems, and all problems, sorted.
    """
    problems: list[Problem] = []
    top = root / files.BRIEFS
    if not top.is_dir():
        return Content(), [
            Problem(files.BRIEFS, 1, 1, "", "there is no folder briefs/", "make one, or go to the project")
        ]
    names = files.names_in(root, top, problems)
    for name in sorted({*names} - {*FOLDERS, "registers"}):
        hint = "briefs/ holds articles/, themes/ and registers/"
        problems.append(files.problem(root, top / name, f"{quoted(name)} does not belong here", hint))

    known = {kind: Known() for kind in (*FOLDERS, *REGISTERS)}
    records: dict[str, dict[str, Record]] = {kind: {} for kind in known}
    for kind in sorted(FOLDERS.keys() & {*names}):
        records[kind], known[kind] = _read_folder(root, top / kind, FOLDERS[kind], problems)
    for kind, path in _register_paths(root, top / "registers", problems) if "registers" in names else ():
        records[kind], known[kind] = _read_register(root, path, REGISTERS[kind], problems)

    content = Content(**records)  # type: ignore[arg-type] # each kind was read with its own model
    content, faults = _checked(content, known)
    return content, sorted(problems + [located(root, fault) for fault in faults])


def _place(root: Path, file: str, path: Steps, *, at_key: bool = False) -> Position:
    """Find where a value or a key stands in a file, by reading the file again.

    Rules that look at more than one record speak of ids only. Reading again when there is something to
    say keeps the positions of ten thousand files out of memory.

    Args:
        root: the project's folder.
        file: path below the root.
        path: steps inside the file; where they lead nowhere, the nearest place above counts.
        at_key: whether the key is meant.
    """
    try:
        document = read(files.read_bytes(root / file, REGISTER_LIMITS.size), REGISTER_LIMITS)
    except (files.UnusableFileError, YamlError):
        return Position(1, 1)  # it has changed since it was loaded
    return document.key_position(path) if at_key else document.position(path)


def located(root: Path, fault: Fault) -> Problem:
    """Turn a fault into a problem by looking its line up."""
    if fault.kind in REGISTERS:
        file, path = files.register_file(fault.kind), (fault.record_id, *fault.path)
    else:
        file, path = f"{files.BRIEFS}/{fault.kind}/{fault.record_id}.yml", fault.path
    where = _place(root, file, path, at_key=fault.at_key)
    return Problem(file, where.line, where.column, dotted(path), fault.message, fault.hint)


def _checked(content: Content, known: Mapping[str, Known]) -> tuple[Content, list[Fault]]:
    """Follow all references: the content without the records that have a broken one, and the faults."""
    read_so_far = list(read_answers(content, known))
    faults = [each for each in read_so_far if isinstance(each, Fault)]
    faults += broken_references(content, known)
    broken = {(fault.kind, fault.record_id) for fault in faults}
    answers = tuple(a for a in read_so_far if isinstance(a, Answer) and ("articles", a.article) not in broken)
    sound = {
        kind: {id_: record for id_, record in getattr(content, kind).items() if (kind, id_) not in broken}
        for kind in known
    }
    return replace(content, **sound, answers=answers), faults


def _read_folder(root: Path, folder: Path, model: type[R], problems: list[Problem]) -> tuple[dict[str, R], Known]:
    """One record a file."""
    ids = []
    records = {}
    for record_id, path in files.briefs_in(root, folder, problems):
        ids.append(record_id)
        document = _read_document(root, path, RECORD_LIMITS, problems)
        if document and (record := _validated(model, document, (), files.relative(root, path), problems)):
            records[record_id] = record
    return records, Known(frozenset(ids))


def _register_paths(root: Path, folder: Path, problems: list[Problem]) -> list[tuple[str, Path]]:
    paths = dict(files.briefs_in(root, folder, problems))
    for name in sorted(paths.keys() - REGISTERS.keys()):
        message, hint = f"there is no register {quoted(name)}", did_you_mean(name, sorted(REGISTERS))
        problems.append(files.problem(root, paths.pop(name), message, hint))
    return sorted(paths.items())


def _read_register(root: Path, path: Path, model: type[R], problems: list[Problem]) -> tuple[dict[str, R], Known]:
    """One mapping from id to record."""
    document = _read_document(root, path, REGISTER_LIMITS, problems)
    if document is None:
        return {}, Known(everything=True)
    if document.value is None:
        return {}, Known()
    file = files.relative(root, path)
    if not isinstance(document.value, dict):
        message, hint = "a register is a mapping from id to record", "write `some-id:` and its fields below, indented"
        problems.append(Problem(file, 1, 1, "", message, hint))
        return {}, Known(everything=True)
    records = {}
    for record_id in sorted(document.value):
        if not is_id(record_id):
            where = document.key_position((record_id,))
            hint = "3 to 80 characters: a to z, 0 to 9 and hyphens; no reserved name"
            problems.append(Problem(file, where.line, where.column, "", f"{quoted(record_id)} is no id", hint))
        elif record := _validated(model, document, (record_id,), file, problems):
            records[record_id] = record
    return records, Known(frozenset(document.value))


def _read_document(root: Path, path: Path, limits: Limits, problems: list[Problem]) -> Document | None:
    try:
        return read(files.read_bytes(path, limits.size), limits)
    except files.UnusableFileError as error:
        problems.append(files.problem(root, path, error.message, error.hint))
    except YamlError as error:
        file = files.relative(root, path)
        problems.append(Problem(file, error.line, error.column, "", error.message, error.hint))
    return None


def _validated(model: type[R], document: Document, at: Steps, file: str, problems: list[Problem]) -> R | None:
    value = document.value
    for key in at:
        value = value[key]  # type: ignore[index] # `at` leads through mappings the caller has seen
    try:
        return model.model_validate({} if value is None else value)
    except ValidationError as error:
        for finding in explain(error, model):
            path = at + finding.path
            where = document.key_position(path) if finding.at_key else document.position(path)
            problems.append(Problem(file, where.line, where.column, dotted(path), finding.message, finding.hint))
    return None
