"""What readers were told and is told otherwise now: claims and editors' answers that changed after publication.

Worked out from the versions that git keeps; values are compared as read, so layout and order of keys change nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, TypeAlias

from generator.past import history
from generator.past.history import Version
from generator.reading.files import register_file
from generator.reading.records import REGISTER_LIMITS
from generator.yaml_files.strict_yaml import Value, YamlError, read

MOST_VERSIONS: Final = 100
"""The newest versions of a file that are compared: a register may have thousands."""

_ARTICLES: Final = "briefs/articles/"
_QUESTIONS: Final = register_file("questions")
_CLAIM_FIELDS: Final = ("say", "quote", "kind", "by", "retells", "when", "as_of", "note")

_Record: TypeAlias = dict[str, Value]
_State: TypeAlias = tuple[Version, _Record]
_Fields: TypeAlias = Mapping[str, str]

What: TypeAlias = Literal["changed", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after, as text; empty where it was absent. An answer's field is `answers.<question>`."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What one commit changed in a published claim or editor's answer.

    Args:
        of: `<article>#c1`, or the id of a question for its editor's answer.
        what: whether it was changed, taken back, or (an editor's answer) given.
        when: in UTC.
        commit: the commit's name.
        changes: field by field; of what was given or taken back, all of them.
    """

    of: str
    what: What
    when: dt.datetime
    commit: str
    changes: tuple[Change, ...]

    @property
    def of_claim(self) -> bool:
        """Whether it is of a claim, not of an editor's answer."""
        return "#" in self.of

    @property
    def subject(self) -> str:
        """Id of the article or question."""
        return self.of.partition("#")[0]

    @property
    def key(self) -> str:
        """Unique among corrections, and lasting."""
        return f"{self.of.replace('#', '-')}-{self.commit[:10]}"


@dataclass(frozen=True, slots=True)
class Published:
    """When a brief was first published and when readers last saw it change, in UTC."""

    first: dt.datetime
    last: dt.datetime


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What git tells of what was published.

    Args:
        published: by article id; what is not committed is missing.
        corrections: the newest first.
    """

    published: Mapping[str, Published] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


def chronicle(root: Path) -> Chronicle:
    """Read the history of the briefs in the repository at `root`; empty where nothing is known."""
    return _chronicle(root, history.head(root))


@lru_cache(maxsize=1)  # the preview asks again at every edit
def _chronicle(root: Path, head: str) -> Chronicle:
    if not head:
        return Chronicle()
    versions = {path: of_file[-MOST_VERSIONS:] for path, of_file in history.versions(root).items() if _counts(path)}
    changed = [of_file for of_file in versions.values() if len(of_file) > 1]  # what stands as it was first is not read
    blobs = sorted({version.blob for of_file in changed for version in of_file if version.blob})
    records = dict(zip(blobs, map(_read, history.contents(root, blobs)), strict=False))
    published = {}
    corrections: list[Correction] = []
    for path, of_file in versions.items():
        article_id = path.removeprefix(_ARTICLES).removesuffix(".yml")
        states = _states(of_file, records)
        if path == _QUESTIONS:
            corrections += _corrections(states, _editors_answers)
        elif states:
            published[article_id] = _published(states)
            corrections += _corrections(states, partial(_claims, article_id))
        elif len(of_file) == 1:
            published[article_id] = Published(of_file[0].when, of_file[0].when)
    corrections.sort(key=lambda each: each.key)
    corrections.sort(key=lambda each: each.when, reverse=True)
    return Chronicle(published, tuple(corrections))


def _counts(path: str) -> bool:
    return path == _QUESTIONS or (path.startswith(_ARTICLES) and path.endswith(".yml"))


def _read(data: bytes) -> _Record | None:
    """The values of a file; None where it was not readable then, or is not now."""
    try:
        value = read(data, REGISTER_LIMITS).value
    except YamlError:
        return None
    return value if isinstance(value, dict) else None


def _states(of_file: Iterable[Version], records: Mapping[str, _Record | None]) -> list[_State]:
    """What readers saw of a file, since it last appeared: no drafts, nothing that no build could read."""
    states: list[_State] = []
    for version in of_file:
        record = records.get(version.blob) if version.blob else None
        if version.blob is None:
            states.clear()
        elif record is not None and record.get("draft") != "true":
            states.append((version, record))
    return states


def _published(states: Sequence[_State]) -> Published:
    changed = [version.when for (_, old), (version, new) in pairwise(states) if _shown(old) != _shown(new)]
    first = states[0][0].when
    return Published(first, max([first, *changed]))


def _shown(record: _Record) -> _Record:
    """An article without the notes on its copy, which `verify` writes."""
    source = record.get("source")
    return record | {"source": {**source, "copy": None}} if isinstance(source, dict) else record


def _corrections(states: Iterable[_State], told: Callable[[_Record], Mapping[str, _Fields]]) -> Iterator[Correction]:
    """Compare what neighbouring states told, each thing under its name."""
    for (_, old), (version, new) in pairwise(states):
        now = told(new)
        for of, before in told(old).items():
            after = now.get(of, {})
            names = dict.fromkeys((*before, *after))
            changes = [Change(name, before.get(name, ""), after.get(name, "")) for name in names]
            changes = [change for change in changes if change.before != change.after]
            if changes:
                what: What = "changed" if before and after else "removed" if before else "added"
                yield Correction(of, what, version.when, version.commit, tuple(changes))


def _claims(article_id: str, record: _Record) -> dict[str, _Fields]:
    """An article's claims by their names, field by field."""
    found: dict[str, _Fields] = {}
    for claim in _mappings(record.get("claims")):
        fields = {name: _text(claim.get(name)) for name in _CLAIM_FIELDS}
        fields["kind"] = fields["kind"] or ("statement" if fields["by"] else "fact")
        answers = claim.get("answers")
        if isinstance(answers, dict):
            fields |= {f"answers.{question}": _text(answer) for question, answer in answers.items()}
        found[f"{article_id}#{_text(claim.get('id'))}"] = {name: text for name, text in fields.items() if text}
    return found


def _editors_answers(register: _Record) -> dict[str, _Fields]:
    """The editors' answers by question, field by field; none of a question that they leave open."""
    found: dict[str, _Fields] = {}
    for question_id, question in register.items():
        editor = question.get("editor") if isinstance(question, dict) else None
        found[question_id] = {}
        if isinstance(editor, dict):
            reasons = " ".join(_text(reason.get("text")) for reason in _mappings(editor.get("because")))
            found[question_id] = {"answer": _text(editor.get("answer")), "because": reasons}
    return found


def _mappings(value: Value) -> list[_Record]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Value) -> str:
    """A value as text; a list's order says nothing."""
    if isinstance(value, list):
        return ", ".join(sorted(map(_text, value)))
    return " ".join(value.split()) if isinstance(value, str) else ""
