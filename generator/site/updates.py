"""Corrections as pages and feeds tell them: of what the site still shows, in words, with the way there."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.library import Library
from generator.past.corrections import Change, Correction
from generator.site.addresses import CORRECTIONS, brief_uri, claim_uri, question_uri
from generator.site.page import MOST_ON_A_PAGE, Page
from generator.values import answers, edtf
from generator.values.answers import AnswerError
from generator.values.edtf import EdtfError

HEADINGS: Final = {
    (True, "changed"): "Claim {} changed",
    (True, "removed"): "Claim {} taken back",
    (False, "changed"): "Editors\N{RIGHT SINGLE QUOTATION MARK} answer changed",
    (False, "removed"): "Editors\N{RIGHT SINGLE QUOTATION MARK} answer taken back",
    (False, "added"): "Editors\N{RIGHT SINGLE QUOTATION MARK} answer given",
}
"""By whether it is of a claim, and what happened to it; `{}` is the claim's id."""

LABELS: Final = {
    "say": "Claim",
    "quote": "Quotation",
    "kind": "Kind",
    "by": "Said by",
    "retells": "Re-tells",
    "when": "Date",
    "as_of": "As of",
    "note": "Editors\N{RIGHT SINGLE QUOTATION MARK} note",
    "answer": "Answer",
    "because": "Reasons",
}
"""By field of a claim or an editor's answer."""


class Line(NamedTuple):
    """A field before and after, in words; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Update:
    """A correction in words.

    Args:
        key: unique and lasting; the anchor on the page of corrections.
        page: address of the brief or the question.
        when: in UTC.
        heading: what happened: `Claim c1 changed`.
        title: of the brief, or the question.
        uri: where the claim or answer stands; where it stood, if it was taken back.
        themes: ids.
        lines: what changed, field by field.
    """

    key: str
    page: str
    when: dt.datetime
    heading: str
    title: str
    uri: str
    themes: tuple[str, ...]
    lines: tuple[Line, ...]


def updates(library: Library, corrections: Iterable[Correction]) -> tuple[Update, ...]:
    """The corrections of articles and questions that the library holds, in the order given."""
    return tuple(
        _update(library, correction)
        for correction in corrections
        if correction.subject in (library.articles if correction.of_claim else library.questions)
    )


def page_of(updates: Sequence[Update], library: Library) -> Page:
    """The page of corrections, which shows the newest; git knows all of them."""
    return Page(
        uri=CORRECTIONS,
        template="corrections",
        title="Corrections",
        description="Claims, and answers of the editors, that were changed after they were published.",
        shown={"updates": updates[:MOST_ON_A_PAGE], "library": library},
        listed=False,
    )


def _update(library: Library, correction: Correction) -> Update:
    themes: tuple[str, ...]
    if correction.of_claim:
        article = library.articles[correction.subject]
        title, page, themes = article.typed.title, brief_uri(article.id), tuple(article.typed.themes)
        uri = claim_uri(correction.of) if correction.of in library.claims else page
    else:
        question = library.questions[correction.subject]
        title, uri = question.typed.ask, question_uri(question.id)
        page = uri
        themes = tuple(id_ for id_, theme in library.themes.items() if question.id in theme.questions)
    return Update(
        key=correction.key,
        page=page,
        when=correction.when,
        heading=HEADINGS[correction.of_claim, correction.what].format(correction.of.partition("#")[2]),
        title=title,
        uri=uri,
        themes=themes,
        lines=tuple(_line(library, correction.subject, change) for change in correction.changes),
    )


def _line(library: Library, subject: str, change: Change) -> Line:
    name, _, question_id = change.field.partition(".")
    question_id = question_id or (subject if name == "answer" else "")
    question = library.questions.get(question_id)
    label = LABELS.get(name) or (question.typed.ask if question else question_id)

    def words(text: str) -> str:
        try:
            if name in {"when", "as_of"}:
                return edtf.words(edtf.parse(text))
            if question and text:
                value = question.typed.parse(text.split(", ") if question.typed.type == "set" else text)
                return answers.words(value, question.typed.values)
        except (AnswerError, EdtfError):  # what was once allowed may be no longer
            pass
        return library.title_of(text) if name == "retells" and _is_known(library, text) else text

    return Line(label, words(change.before), words(change.after))


def _is_known(library: Library, origin_id: str) -> bool:
    return origin_id in library.articles or origin_id in library.origins
