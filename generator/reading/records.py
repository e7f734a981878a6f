"""From the bytes of one file to checked records, with all that is wrong with them and what they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from generator.problems import Path, Problem, described, dotted, quoted
from generator.reading.files import BRIEFS, register_file
from generator.reading.references import Known, Named, named
from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Record, Theme, is_id
from generator.schema.check import check
from generator.schema.findings import Finding
from generator.yaml_files.strict_yaml import Document, Limits, Value, YamlError, read

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


class Entry(NamedTuple):
    """What came of one record.

    Args:
        record: None where it cannot be read.
        problems: what is wrong with it by itself.
        named: what it names, as far as that can be read.
    """

    record: Record | None
    problems: tuple[Problem, ...] = ()
    named: Named = Named()


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What came of all records of a kind, in order of their ids: of a folder, or of a register's file.

    Args:
        known: the ids there are, readable or not.
        entries: what came of each.
        records: those that can be read.
        problems: what is wrong with the folder or file, without what is wrong with single records.
        typed: of a register, what its file holds.
    """

    known: Known
    entries: Mapping[str, Entry] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, Value] = field(default_factory=dict)


def found(entries: Mapping[str, Entry]) -> Found:
    """All of a kind from its entries."""
    records = {record_id: entry.record for record_id, entry in entries.items() if entry.record}
    return Found(Known(frozenset(entries)), entries, records)


NOTHING: Final = Found(Known())
UNREADABLE: Final = Found(Known(everything=True))
"""Of a register that cannot be read nothing is known, so no reference into it can be called wrong."""


def place_of(kind: str) -> str:
    """Path below the root of the folder or register that holds the records of a kind."""
    return register_file(kind) if kind in REGISTERS else f"{BRIEFS}/{kind}"


def file_of(kind: str, record_id: str) -> str:
    """Path below the root of the file that holds a record."""
    return place_of(kind) if kind in REGISTERS else f"{place_of(kind)}/{record_id}.yml"


def read_record(kind: str, record_id: str, data: bytes) -> Entry:
    """Read the one record of a file in `FOLDERS`."""
    file = file_of(kind, record_id)
    try:
        document = read(data, RECORD_LIMITS)
    except YamlError as error:
        return Entry(None, (_unreadable(file, error),))
    if document.value is None:
        return Entry(None, (Problem(file, 1, 1, "", "the file is empty", "write something, or remove it"),))
    return _entry(kind, record_id, document, ())


def read_register(kind: str, data: bytes, before: Found = NOTHING) -> Found:
    """Read a register: one mapping from id to record.

    Args:
        kind: which.
        data: the bytes of its file.
        before: what came of it when it was read last; records that are as they were are not checked again.
    """
    file = register_file(kind)
    try:
        document = read(data, REGISTER_LIMITS)
    except YamlError as error:
        return replace(UNREADABLE, problems=(_unreadable(file, error),))
    typed = document.value
    if typed is None:
        return NOTHING
    if not isinstance(typed, dict):
        hint = "write each id with a colon on a line of its own, and its fields below, indented"
        finding = Finding((), f"a register holds records by their ids, not {described(typed)}", hint)
        return replace(UNREADABLE, problems=(problem_at(file, document, finding),))
    entries = {}
    for record_id in sorted(filter(is_id, typed)):
        kept = before.entries.get(record_id)
        as_it_was = kept and kept.record and before.typed[record_id] == typed[record_id]
        entries[record_id] = kept if kept and as_it_was else _entry(kind, record_id, document, (record_id,))
    return replace(found(entries), problems=tuple(_no_ids(file, document, typed)), typed=typed)


def problem_at(file: str, document: Document, finding: Finding) -> Problem:
    """A finding with its line and column."""
    where = document.key_position(finding.path) if finding.at_key else document.position(finding.path)
    return Problem(file, where.line, where.column, dotted(finding.path), finding.message, finding.hint)


def _no_ids(file: str, document: Document, typed: Mapping[str, Value]) -> Iterator[Problem]:
    for key in typed:
        if not is_id(key):
            hint = "3 to 80 characters: a to z, 0 to 9 and hyphens; no reserved name"
            yield problem_at(file, document, Finding((key,), f"{quoted(key)} is no id", hint, at_key=True))


def _unreadable(file: str, error: YamlError) -> Problem:
    return Problem(file, error.line, error.column, "", error.message, error.hint)


def _entry(kind: str, record_id: str, document: Document, at: Path) -> Entry:
    """Check a record that stands at a path of its document."""
    typed = document.value[record_id] if at else document.value  # type: ignore[call-overload,index] # a register
    checked = check(_MODELS[kind], typed)
    if isinstance(checked, Record):
        return Entry(checked, (), named(kind, record_id, typed))
    found = (each._replace(path=at + each.path) for each in checked)
    problems = tuple(problem_at(file_of(kind, record_id), document, each) for each in found)
    return Entry(None, problems, named(kind, record_id, typed))
