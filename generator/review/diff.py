"""What changes in the site's evidence between two libraries: briefs, claims, answers, judgments, problems, drafts.

Briefs, claims and questions are compared as the data files publish them. How the difference is printed: diff_words.py.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.build import read
from generator.evidence import judgments
from generator.evidence.compare import Pair
from generator.evidence.judgments import ReviewKind
from generator.library import Library, LinkedJudgment
from generator.memory import Memory
from generator.problems import Problem
from generator.publish import data
from generator.reading.files import article_file, register_file, theme_file
from generator.reading.load import load
from generator.schema import Article

_SHOWN_ELSEWHERE: Final = {"id", "claims", "url"}  # of a brief
_NOT_OF_THE_CLAIM: Final = {"id", "names", "answers"}  # a spelling that a register gains changes no claim


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, before and after; None where it was absent."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Item:
    """A record that was added, removed or changed.

    Args:
        id: a brief's or question's id, `<article>#c1`, `<theme>#j1`.
        text: what it is about: a title, what a claim says, what a question asks.
        fields: of a changed one, what is different.
    """

    id: str
    text: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the records of one kind, each list in order of ids."""

    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to look at a judgment again: what became of `claim`; `beneath` is the claim under it that this concerns."""

    kind: ReviewKind
    claim: str
    beneath: str


@dataclass(frozen=True, slots=True)
class Again:
    """A judgment to look at again, and why, the gravest reasons first."""

    id: str
    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the evidence.

    Args:
        briefs, claims, questions, judgments: what became of these records.
        unreadable: ids of briefs that are there but are left out, since they have problems now.
        again: judgments that nobody has looked at since the change.
        problems: those that are new.
        mended: problems that are gone.
        drafts: what became of drafts that stay drafts; of a changed one, not in what.
        published: briefs that were drafts.
        withdrawn: drafts that were published.
    """

    briefs: Changes
    claims: Changes
    questions: Changes
    judgments: Changes
    unreadable: tuple[str, ...] = ()
    again: tuple[Again, ...] = ()
    problems: tuple[Problem, ...] = ()
    mended: tuple[Problem, ...] = ()
    drafts: Changes = Changes()
    published: tuple[Item, ...] = ()
    withdrawn: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        kinds = (self.briefs, self.claims, self.questions, self.judgments, self.drafts)
        return any(kinds) or bool(self.unreadable or self.problems or self.mended or self.published or self.withdrawn)


class State(NamedTuple):
    """What a folder of briefs amounts to: what can be published, what is wrong, and the drafts."""

    library: Library
    problems: Sequence[Problem]
    drafts: Mapping[str, Article] = MappingProxyType({})


def state(root: Path, copies: Path | None) -> State:
    """Read the briefs under `root`."""
    memory = Memory()
    library, problems = read(root, copies=copies, memory=memory)
    content, _ = load(root, memory.readings)
    return State(library, problems, {id_: article for id_, article in content.articles.items() if article.draft})


def difference(before: State, after: State) -> Difference:
    """Compare what two folders of briefs amount to."""
    old, new = before.library, after.library
    old_briefs, new_briefs = _briefs(old), _briefs(new)
    broken = {problem.file for problem in after.problems}

    def unreadable(file_of: Callable[[str], str]) -> Callable[[str], bool]:
        return lambda id_: file_of(id_.partition("#")[0]) in broken

    briefs = unreadable(article_file)
    claims = _changes(_claims(old_briefs), _claims(new_briefs), "say", briefs)
    return Difference(
        briefs=_changes(_fields(old_briefs), _fields(new_briefs), "title", briefs),
        claims=claims,
        questions=_changes(_questions(old), _questions(new), "ask", unreadable(lambda _: register_file("questions"))),
        judgments=_changes(_judgments(old), _judgments(new), "text", unreadable(theme_file)),
        unreadable=tuple(filter(briefs, sorted(old_briefs.keys() - new_briefs.keys()))),
        again=tuple(_again(old, new, {item.id for item in (*claims.added, *claims.changed)})),
        problems=tuple(_only_in(after.problems, before.problems)),
        mended=tuple(_only_in(before.problems, after.problems)),
        drafts=_drafts(before, after, briefs),
        published=_titled(after.library.articles.keys() & before.drafts.keys(), before.drafts),
        withdrawn=_titled(before.library.articles.keys() & after.drafts.keys(), after.drafts),
    )


_Records = Mapping[str, Mapping[str, Any]]


def _briefs(library: Library) -> _Records:
    return {brief["id"]: brief for brief in json.loads(data.briefs_json(library))}


def _fields(briefs: _Records) -> _Records:
    """Every brief's own fields, those of its source by `source.title` and so on."""
    return {id_: dict(_fields_of(brief)) for id_, brief in briefs.items()}


def _fields_of(brief: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in brief.items():
        if name == "source":
            yield from ((f"source.{inner}", each) for inner, each in value.items() if inner != "copy")
        elif name not in _SHOWN_ELSEWHERE:
            yield name, value


def _claims(briefs: _Records) -> _Records:
    return {
        f"{id_}#{claim['id']}": {name: value for name, value in claim.items() if name not in _NOT_OF_THE_CLAIM}
        | {f"answers.{question}": value for question, value in claim["answers"].items()}
        for id_, brief in briefs.items()
        for claim in brief["claims"]
    }


def _questions(library: Library) -> _Records:
    return {
        question.id: {
            "verdict": question.verdict,
            "origins": question.origins,
            "answers": len(question.answers),
            "ask": question.typed.ask,
            "over_time": question.typed.over_time,
            "editor": question.typed.editor.answer if question.typed.editor else None,
        }
        for question in library.questions.values()
    }


def _judgments(library: Library) -> _Records:
    return {
        _judgment_id(judgment): {
            "text": judgment.typed.text,
            "likelihood": judgment.typed.likelihood,
            "confidence": judgment.typed.confidence,
            "because": judgment.typed.because,
            "against": judgment.typed.against,
            "reviewed": judgment.typed.reviewed.isoformat(),
            "outcome": judgment.typed.outcome.result if judgment.typed.outcome else None,
        }
        for judgment in _all_judgments(library)
    }


def _drafts(before: State, after: State, is_unreadable: Callable[[str], bool]) -> Changes:
    """What became of the drafts that were no published briefs before and are none now."""
    old, new = before.drafts, after.drafts
    removed = old.keys() - new.keys() - after.library.articles.keys()
    return Changes(
        added=_titled(new.keys() - old.keys() - before.library.articles.keys(), new),
        removed=_titled((id_ for id_ in removed if not is_unreadable(id_)), old),
        changed=_titled((id_ for id_ in old.keys() & new.keys() if _typed(old[id_]) != _typed(new[id_])), new),
    )


def _titled(ids: Iterable[str], drafts: Mapping[str, Article]) -> tuple[Item, ...]:
    return tuple(Item(id_, drafts[id_].title) for id_ in sorted(ids))


def _typed(article: Article) -> Mapping[str, Any]:
    """What people wrote, without what `verify` did."""
    return {**dict(article), "source": {**dict(article.source), "copy_": None}}


def _all_judgments(library: Library) -> Iterator[LinkedJudgment]:
    return (judgment for theme in library.themes.values() for judgment in theme.judgments)


def _judgment_id(judgment: LinkedJudgment) -> str:
    return f"{judgment.theme}#{judgment.id}"


def _changes(old: _Records, new: _Records, text: str, is_unreadable: Callable[[str], bool]) -> Changes:
    """Compare records by their ids.

    Args:
        old: before.
        new: after.
        text: the field that says what a record is about.
        is_unreadable: tells ids of records that are gone because nobody can read them now: nobody removed them.
    """
    changed = (Item(id_, new[id_][text], _different(old[id_], new[id_])) for id_ in _sorted(new.keys() & old.keys()))
    return Changes(
        added=tuple(Item(id_, new[id_][text]) for id_ in _sorted(new.keys() - old.keys())),
        removed=tuple(Item(id_, old[id_][text]) for id_ in _sorted(old.keys() - new.keys()) if not is_unreadable(id_)),
        changed=tuple(item for item in changed if item.fields),
    )


def _sorted(ids: Iterable[str]) -> list[str]:
    """Ids in order; c10 stands after c9."""
    return sorted(ids, key=lambda id_: (id_.partition("#")[0], len(id_), id_))


def _different(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Field, ...]:
    fields = (Field(name, old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old)))
    return tuple(field for field in fields if field.before != field.after)


def _again(old: Library, new: Library, touched: set[str]) -> Iterator[Again]:
    """The judgments that this change gives reasons to look at again, and that it does not date anew.

    By the rules of evidence/judgments.py, what the change touches being changed since the review. Two claims may come
    into conflict untouched too, by a change of their question or of who re-tells whom.
    """
    reviewed = {_judgment_id(judgment): judgment.typed.reviewed for judgment in _all_judgments(old)}
    were_in_conflict = {pair.claims for question in old.questions.values() for pair in question.pairs_of("conflict")}
    for judgment in _all_judgments(new):
        if reviewed.get(_judgment_id(judgment)) != judgment.typed.reviewed:
            continue
        claims = (*judgment.because, *judgment.against)
        beneath = {claim.ref for claim in claims}
        pairs = [
            pair
            for question in sorted({answer.question for claim in claims for answer in claim.answers})
            for pair in new.questions[question].pairs_with(beneath)
        ]
        clashes = [pair for pair in pairs if pair.verdict == "conflict" and pair.claims not in were_in_conflict]
        contradicted = [
            reason
            for reason in _reasons(beneath, clashes, {claim for pair in clashes for claim in pair.claims})
            if reason.kind == "contradicted"
        ]
        told = {reason.claim for reason in contradicted}
        reasons = contradicted + [each for each in _reasons(beneath, pairs, touched) if each.claim not in told]
        if reasons:
            yield Again(_judgment_id(judgment), judgment.typed.text, tuple(reasons))


def _reasons(beneath: set[str], pairs: Iterable[Pair], touched: set[str]) -> list[Reason]:
    changed_on = lambda claim: dt.date.max if claim in touched else None  # noqa: E731 - one line
    found = judgments.reviews(beneath, dt.date.min, changed_on, pairs)
    return [Reason(each.kind, each.claim, each.beneath) for each in found]


def _only_in(problems: Iterable[Problem], others: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that do not stand among the others, wherever a line has moved to."""
    left = Counter((each.file, each.message, each.hint) for each in others)
    for problem in sorted(problems):
        key = (problem.file, problem.message, problem.hint)
        if left[key]:
            left[key] -= 1
        else:
            yield problem
