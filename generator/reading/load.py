"""From the files under briefs/ to typed Content: every record checked, every problem of every file at once.

A record with a problem here cannot be trusted and is left out of the Content.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final, TypeAlias

from generator.problems import Path as Steps
from generator.problems import Problem, described, did_you_mean, dotted, quoted
from generator.reading import files
from generator.reading.content import Answer, Content
from generator.reading.references import Fault, Gathered, Known, broken_references, read_answers
from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Record, Theme, is_id
from generator.schema.check import check
from generator.schema.findings import Finding
from generator.yaml_files.strict_yaml import Document, Limits, YamlError, read

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
_MODELS: Final = {**FOLDERS, **REGISTERS}


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Read and check everything under `root`/briefs.

    Args:
        root: the project's folder.

    Returns:
        The content without the records that have problems, and all problems, sorted.
    """
    top = root / files.BRIEFS
    if not top.is_dir():
        return Content(), [
            Problem(files.BRIEFS, 1, 1, "", "there is no folder briefs/", "make one, or go to the project")
        ]
    reader = _Reader(root)
    problems = reader.problems
    names = files.names_in(root, top, problems)
    for name in sorted({*names} - {*FOLDERS, "registers"}):
        hint = "briefs/ holds articles/, themes/ and registers/"
        problems.append(files.problem(root, top / name, f"{quoted(name)} does not belong here", hint))

    records, known = {}, {}
    for kind, found, ids in (*reader.folders(names), *reader.registers(names)):
        records[kind], known[kind] = found, ids
    content = Content(**records)  # type: ignore[arg-type] # each kind was read with its own model
    content, faults = _checked(content, reader.gathered, known)
    return content, sorted([*problems, *located(root, faults)])


def located(root: Path, faults: Iterable[Fault]) -> Iterator[Problem]:
    """Turn faults into problems by looking their lines up, which reads the files again.

    Rules that look at more than one record speak of ids only: it would take much memory to keep the positions of ten
    thousand files for the few that have something wrong.
    """
    for file, of_file in groupby(sorted(faults, key=_file_of), key=_file_of):
        try:
            document = read(files.read_bytes(root / file, REGISTER_LIMITS.size), REGISTER_LIMITS)
        except (files.UnusableFileError, YamlError):
            document = Document(None, "", [0])  # it has changed since it was loaded
        for fault in of_file:
            path = (fault.record_id, *fault.path) if fault.kind in REGISTERS else fault.path
            yield _problem(file, document, Finding(path, fault.message, fault.hint, fault.at_key))


def _file_of(fault: Fault) -> str:
    return _file(fault.kind, fault.record_id)


def _file(kind: str, record_id: str) -> str:
    return files.register_file(kind) if kind in REGISTERS else f"{files.BRIEFS}/{kind}/{record_id}.yml"


def _problem(file: str, document: Document, finding: Finding) -> Problem:
    where = document.key_position(finding.path) if finding.at_key else document.position(finding.path)
    return Problem(file, where.line, where.column, dotted(finding.path), finding.message, finding.hint)


def _checked(content: Content, gathered: Gathered, known: Mapping[str, Known]) -> tuple[Content, list[Fault]]:
    """Follow all references: the content without the records that have a broken one, and the faults."""
    read_so_far = list(read_answers(gathered, content, known))
    faults = [each for each in read_so_far if isinstance(each, Fault)]
    faults += broken_references(gathered, content, known)
    broken = {(fault.kind, fault.record_id) for fault in faults}
    sound = {
        kind: {id_: record for id_, record in getattr(content, kind).items() if (kind, id_) not in broken}
        for kind in known
    }
    answers = tuple(a for a in read_so_far if isinstance(a, Answer) and a.article in sound["articles"])
    return replace(content, **sound, answers=answers), faults


_Found: TypeAlias = tuple[str, dict[str, Record], Known]
"""A kind, its records that can be read, and all ids there are."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads records, and gathers what is wrong with them and what they name."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    gathered: Gathered = field(default_factory=Gathered)

    def folders(self, present: Collection[str]) -> Iterator[_Found]:
        """One record a file."""
        for kind in FOLDERS:
            ids: list[str] = []
            records = {}
            folder = self.root / files.BRIEFS / kind
            for record_id, path in files.briefs_in(self.root, folder, self.problems) if kind in present else ():
                ids.append(record_id)
                document = self._document(path, RECORD_LIMITS)
                if document and document.value is None:
                    problem = files.problem(self.root, path, "the file is empty", "write something, or remove it")
                    self.problems.append(problem)
                elif document and (record := self._record(kind, record_id, document, ())):
                    records[record_id] = record
            yield kind, records, Known(frozenset(ids))

    def registers(self, present: Collection[str]) -> Iterator[_Found]:
        """One mapping from id to record a file."""
        before = len(self.problems)
        folder = self.root / files.BRIEFS / "registers"
        paths = dict(files.briefs_in(self.root, folder, self.problems)) if "registers" in present else {}
        for name in sorted(paths.keys() - REGISTERS.keys()):
            message, hint = f"there is no register {quoted(name)}", did_you_mean(name, sorted(REGISTERS))
            self.problems.append(files.problem(self.root, paths[name], message, hint))
        # Of a register that is not there nothing is known, where one may hide behind a wrong name.
        missing = Known(everything=len(self.problems) > before)
        for kind in REGISTERS:
            yield self._register(kind, paths[kind]) if kind in paths else (kind, {}, missing)

    def _register(self, kind: str, path: Path) -> _Found:
        document = self._document(path, REGISTER_LIMITS)
        if document is None:
            return kind, {}, Known(everything=True)
        if document.value is None:
            return kind, {}, Known()
        file = files.relative(self.root, path)
        if not isinstance(document.value, dict):
            hint = "write each id with a colon on a line of its own, and its fields below, indented"
            finding = Finding((), f"a register holds records by their ids, not {described(document.value)}", hint)
            self.problems.append(_problem(file, document, finding))
            return kind, {}, Known(everything=True)
        records = {}
        for record_id in sorted(document.value):
            if not is_id(record_id):
                hint = "3 to 80 characters: a to z, 0 to 9 and hyphens; no reserved name"
                finding = Finding((record_id,), f"{quoted(record_id)} is no id", hint, at_key=True)
                self.problems.append(_problem(file, document, finding))
            elif record := self._record(kind, record_id, document, (record_id,)):
                records[record_id] = record
        return kind, records, Known(frozenset(filter(is_id, document.value)))

    def _document(self, path: Path, limits: Limits) -> Document | None:
        try:
            return read(files.read_bytes(path, limits.size), limits)
        except files.UnusableFileError as error:
            self.problems.append(files.problem(self.root, path, error.message, error.hint))
        except YamlError as error:
            file = files.relative(self.root, path)
            self.problems.append(Problem(file, error.line, error.column, "", error.message, error.hint))
        return None

    def _record(self, kind: str, record_id: str, document: Document, at: Steps) -> Record | None:
        typed = document.value[record_id] if at else document.value  # type: ignore[call-overload,index] # a register
        self.gathered.add(kind, record_id, typed)
        checked = check(_MODELS[kind], typed)
        if isinstance(checked, Record):
            return checked
        file = _file(kind, record_id)
        self.problems.extend(_problem(file, document, each._replace(path=at + each.path)) for each in checked)
        return None
