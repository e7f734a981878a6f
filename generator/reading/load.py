"""From the files under briefs/ to typed Content: every record checked, every problem of every file at once.

A record with a problem here cannot be trusted and is left out of the Content.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import cast

from generator.problems import Problem, alike, did_you_mean, quoted
from generator.reading import files
from generator.reading.content import Answer, Content
from generator.reading.readings import Readings
from generator.reading.records import FOLDERS, NOTHING, REGISTERS, UNREADABLE, Found, file_of, found, place_of
from generator.reading.references import Fault, Known, broken_references, doubled_ids
from generator.schema import Article


def load(root: Path, readings: Readings | None = None) -> tuple[Content, list[Problem]]:
    """Read and check everything under `root`/briefs.

    Args:
        root: the project's folder.
        readings: what was read before, so that only what has changed is read again.

    Returns:
        The content without the records that have problems, and all problems, sorted.
    """
    readings = readings or Readings()
    readings.new_run()
    top = root / files.BRIEFS
    if not top.is_dir():
        hint = "make one, or go to the project"
        return Content(), [Problem(files.BRIEFS, 1, 1, "", "there is no folder briefs/", hint)]
    problems: list[Problem] = []
    names = files.names_in(root, top, problems)
    for name in sorted({*names} - {*FOLDERS, "registers"}):
        hint = "briefs/ holds articles/, themes/ and registers/"
        problems.append(files.problem(root, top / name, f"{quoted(name)} does not belong here", hint))
    kinds = {kind: _folder(root, kind, readings) if kind in names else NOTHING for kind in FOLDERS}
    kinds |= _registers(root, readings, problems, present="registers" in names)
    kinds |= _missing(root, kinds)
    for of_kind in kinds.values():
        problems += of_kind.problems
        problems += chain.from_iterable(entry.problems for entry in of_kind.entries.values())
    content, faults = _checked(kinds, readings)
    return content, sorted([*problems, *located(root, faults, readings)])


def located(root: Path, faults: Iterable[Fault], readings: Readings | None = None) -> Iterator[Problem]:
    """Turn faults into problems by looking their lines up, which reads the files again.

    Rules that look at more than one record speak of ids only: it would take much memory to keep the positions of ten
    thousand files for the few that have something wrong.
    """
    readings = readings or Readings()
    for file, of_file in groupby(sorted(faults, key=_file_of), key=_file_of):
        yield from readings.problems(root, file, tuple(of_file))


def _file_of(fault: Fault) -> str:
    return file_of(fault.kind, fault.record_id)


def _folder(root: Path, kind: str, readings: Readings) -> Found:
    """One record a file."""
    problems: list[Problem] = []
    folder = root / files.BRIEFS / kind
    ids, refused = readings.ids(folder, root, tuple(files.names_in(root, folder, problems)))
    return replace(found(readings.entries(root, kind, ids)), problems=(*problems, *refused))


def _registers(root: Path, readings: Readings, problems: list[Problem], *, present: bool) -> dict[str, Found]:
    """One mapping from id to record a file."""
    before = len(problems)
    paths = dict(files.briefs_in(root, root / files.BRIEFS / "registers", problems)) if present else {}
    for name in sorted(paths.keys() - REGISTERS.keys()):
        message, hint = f"there is no register {quoted(name)}", did_you_mean(name, sorted(REGISTERS))
        problems.append(files.problem(root, paths[name], message, hint))
    # Of a register that is not there nothing is known, where one may hide behind a wrong name.
    missing = UNREADABLE if len(problems) > before else NOTHING
    return {kind: readings.register(root, kind) if kind in paths else missing for kind in REGISTERS}


def _missing(root: Path, kinds: Mapping[str, Found]) -> dict[str, Found]:
    """The registers and folders that are not there, though several records name what they hold.

    They are taken to hold it: that is one problem, and not one for each record that names it.
    """
    gone = [kind for kind in kinds if not kinds[kind].known.everything and not (root / place_of(kind)).exists()]
    if not gone:
        return {}
    entries = list(chain.from_iterable(of_kind.entries.values() for of_kind in kinds.values()))
    named = [(each.wanted, each.target.partition("#")[0]) for entry in entries for each in entry.named.references]
    named += [(("questions",), each.question) for entry in entries for each in entry.named.answers]
    taken: dict[str, Found] = {}
    for kind in gone:
        ids = [target for wanted, target in named if kind in wanted]
        beside = {other for wanted, _ in named if kind in wanted for other in wanted}
        there = sorted(Known.of_all([(taken.get(other) or kinds[other]).known for other in beside]).ids)
        lost = {id_ for id_ in {*ids} - {*there} if not alike(id_, there)}  # a mistyped id stands on its own
        if (places := sum(id_ in lost for id_ in ids)) > 1:
            shown = ", ".join(map(quoted, sorted(lost)[:3])) + (", ..." if len(lost) > 3 else "")
            message = f"this is missing, yet {places:,} places name what it holds: {shown}"
            hint = f"write it, or bring it back, as with: git restore {place_of(kind)}"
            problem = Problem(place_of(kind), 1, 1, "", message, hint)
            taken[kind] = Found(Known(frozenset(lost)), problems=(problem,))
    return taken


def _checked(kinds: Mapping[str, Found], readings: Readings) -> tuple[Content, list[Fault]]:
    """Follow all references: the content without the records that have a broken one, and the faults."""
    articles, known = kinds["articles"], {kind: of_kind.known for kind, of_kind in kinds.items()}
    faults = list(doubled_ids(known["origins"], known["articles"]))
    answers: dict[str, tuple[Answer, ...]] = {}
    for id_, entry in articles.entries.items():
        if entry.named.answers:
            answers[id_], unfit = readings.answers(id_, entry.named.answers, kinds["questions"])
            faults += unfit
    entries = chain.from_iterable(of_kind.entries.values() for of_kind in kinds.values())
    references = chain.from_iterable(entry.named.references for entry in entries)
    drafts = {id_ for id_, entry in articles.entries.items() if entry.named.draft}
    records = cast("Mapping[str, Article]", articles.records)
    faults += broken_references(references, records, drafts, known)
    sound = {kind: _sound(kind, of_kind, faults) for kind, of_kind in kinds.items()}
    answers = {id_: given for id_, given in answers.items() if given and id_ in sound["articles"]}
    return Content(**sound, answers=answers), faults  # type: ignore[arg-type] # each kind was read with its own model


def _sound(kind: str, of_kind: Found, faults: Collection[Fault]) -> Mapping[str, object]:
    """The records of a kind without those that have a fault."""
    faulty = {fault.record_id for fault in faults if fault.kind == kind}
    if not faulty:
        return of_kind.records
    return {id_: record for id_, record in of_kind.records.items() if id_ not in faulty}
