"""What was read of the files under briefs/, kept so that a preview reads again only what has changed."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar, cast

from generator.kept import Kept
from generator.problems import Problem
from generator.reading import files
from generator.reading.content import Answer
from generator.reading.files import BRIEFS, Signature, UnusableFileError
from generator.reading.records import (
    NOTHING,
    RECORD_LIMITS,
    REGISTER_LIMITS,
    REGISTERS,
    UNREADABLE,
    Entry,
    Found,
    problem_at,
    read_record,
    read_register,
)
from generator.reading.references import Fault, Given, read_answers
from generator.schema import Question
from generator.schema.findings import Finding
from generator.yaml_files.strict_yaml import Document, YamlError, read

T = TypeVar("T")


class _File(NamedTuple, Generic[T]):
    """A file when it was read, and what came of it."""

    signature: Signature
    digest: bytes
    came: T


class _Files(Generic[T]):
    """What came of files, by path."""

    def __init__(self) -> None:
        self._before: dict[str, _File[T]] = {}
        self._now: dict[str, _File[T]] = {}

    def new_run(self) -> None:
        """Begin another run; what was not asked for in the last one is forgotten."""
        self._before, self._now = self._now, {}

    def unchanged(self, path: str, signature: Signature) -> T | None:
        """What came of a file; None where it may have changed since."""
        file = self._before.get(path)
        if file is None or file.signature != signature:
            return None
        self._now[path] = file
        return file.came

    def changed(self, path: str, signature: Signature, data: bytes, make: Callable[[T | None], T]) -> T:
        """Keep what comes of a file that may have changed; `make` is given what came of it before, if anything.

        Where its bytes are the same after all, that is what it was.
        """
        digest = sha256(data).digest()
        before = self._before.get(path)
        came = before.came if before and before.digest == digest else make(before and before.came)
        self._now[path] = _File(signature, digest, came)
        return came


class Readings:
    """What came of every file; handed from one call of `load` to the next, which begins a new run."""

    def __init__(self) -> None:
        self._records = _Files[Entry]()
        self._registers = _Files[Found]()
        self.ids = Kept(files.usable_ids)
        self.answers = Kept(_answers)
        self._problems = Kept(_problems)

    def new_run(self) -> None:
        """Begin another run."""
        for kept in (self._records, self._registers, self.ids, self.answers, self._problems):
            kept.new_run()

    def entries(self, root: Path, kind: str, ids: Iterable[str]) -> dict[str, Entry]:
        """What came of the records with these ids, of a kind that has a folder."""
        folder, now = str(root / BRIEFS / kind), time.time_ns()
        entries = {}
        for record_id in ids:
            path = f"{folder}/{record_id}.yml"
            signature = files.signature(path, now)
            entries[record_id] = self._records.unchanged(path, signature) or self._entry(
                root, kind, record_id, path, signature
            )
        return entries

    def _entry(self, root: Path, kind: str, record_id: str, path: str, signature: Signature) -> Entry:
        data = _bytes(root, path, RECORD_LIMITS.size)
        if isinstance(data, Problem):
            return Entry(None, (data,))
        return self._records.changed(path, signature, data, lambda _: read_record(kind, record_id, data))

    def register(self, root: Path, kind: str) -> Found:
        """What came of a register."""
        path = str(root / files.register_file(kind))
        signature = files.signature(path, time.time_ns())
        if unchanged := self._registers.unchanged(path, signature):
            return unchanged
        data = _bytes(root, path, REGISTER_LIMITS.size)
        if isinstance(data, Problem):
            return replace(UNREADABLE, problems=(data,))
        return self._registers.changed(
            path, signature, data, lambda before: read_register(kind, data, before or NOTHING)
        )

    def problems(self, root: Path, file: str, faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
        """The problems that faults in a file are."""
        path = root / file
        return self._problems(faults, file, path, files.signature(str(path), time.time_ns()))


def _bytes(root: Path, path: str, most: int) -> bytes | Problem:
    try:
        return files.read_bytes(Path(path), most)
    except UnusableFileError as error:
        return files.problem(root, Path(path), error.message, error.hint)


def _answers(_article_id: str, given: tuple[Given, ...], questions: Found) -> tuple[tuple[Answer, ...], list[Fault]]:
    """Convert the answers of one article: those that fit, and what is wrong with the others."""
    records = cast("Mapping[str, Question]", questions.records)
    found = list(read_answers(given, records, questions.known))
    return tuple(each for each in found if isinstance(each, Answer)), [e for e in found if isinstance(e, Fault)]


def _problems(faults: tuple[Fault, ...], file: str, path: Path, _signature: Signature) -> tuple[Problem, ...]:
    try:
        document = read(files.read_bytes(path, REGISTER_LIMITS.size), REGISTER_LIMITS)
    except (UnusableFileError, YamlError):
        document = Document(None, "", [0])  # it has changed since it was loaded
    return tuple(problem_at(file, document, _finding(fault)) for fault in faults)


def _finding(fault: Fault) -> Finding:
    """A fault as its file has it."""
    path = (fault.record_id, *fault.path) if fault.kind in REGISTERS else fault.path
    return Finding(path, fault.message, fault.hint, fault.at_key)
