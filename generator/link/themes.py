"""The themes: what belongs to them, and their judgments with the claims beneath."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.evidence import judgments
from generator.kept import Kept
from generator.library import LinkedArticle, LinkedClaim, LinkedJudgment, LinkedQuestion, LinkedTheme
from generator.past.history import ChangedOn
from generator.problems import quoted
from generator.reading.references import Fault
from generator.schema import Judgment
from generator.values import icd203
from generator.values.edtf import Edtf


class Beneath(NamedTuple):
    """The claims beneath a judgment, on each side, and the questions that they answer."""

    because: tuple[LinkedClaim, ...]
    against: tuple[LinkedClaim, ...]
    questions: tuple[LinkedQuestion, ...]

    @property
    def claims(self) -> tuple[LinkedClaim, ...]:
        """The claims on both sides."""
        return self.because + self.against

    def refs(self) -> list[str]:
        """All claims, and all that answer the same questions."""
        return [*(claim.ref for claim in self.claims), *(a.claim for each in self.questions for a in each.answers)]


def beneath(judgment: Judgment, claims: Mapping[str, LinkedClaim], questions: Mapping[str, LinkedQuestion]) -> Beneath:
    """What lies beneath a judgment; a claim in a brief that was left out is passed over."""
    because = tuple(claims[ref] for ref in judgment.because if ref in claims)
    against = tuple(claims[ref] for ref in judgment.against if ref in claims)
    asked = sorted({answer.question for claim in because + against for answer in claim.answers})
    return Beneath(because, against, tuple(questions[question] for question in asked))


def judged(
    of: tuple[str, str],
    judgment: Judgment,
    beneath: Beneath,
    published: tuple[Edtf | None, ...],
    changed_on: ChangedOn,
) -> LinkedJudgment:
    """Link a judgment to the claims beneath it.

    Args:
        of: ids of its theme and of itself.
        judgment: what was written.
        beneath: the claims it rests on, and what else answers their questions.
        published: when the articles of all of them were published.
        changed_on: the day a claim was last changed.
    """
    days = dict(zip(beneath.refs(), published, strict=True))

    def changed(ref: str) -> dt.date | None:
        """Where history tells nothing: what was published after a review is new since."""
        day = days[ref]
        return changed_on(ref, judgment.reviewed) or (day.last if day else None)

    refs = {claim.ref for claim in beneath.claims}
    pairs = (pair for question in beneath.questions for pair in question.pairs_with(refs))
    reviews = judgments.reviews(refs, judgment.reviewed, changed, pairs)
    return LinkedJudgment(of[0], judgment, beneath.because, beneath.against, reviews)


@dataclass(frozen=True, slots=True)
class Judge:
    """Links judgments, with `judged`, which links again only those beneath which something has changed."""

    articles: Mapping[str, LinkedArticle]
    claims: Mapping[str, LinkedClaim]
    questions: Mapping[str, LinkedQuestion]
    changed_on: ChangedOn
    judged: Kept[..., LinkedJudgment]

    def __call__(self, theme_id: str, judgment: Judgment) -> LinkedJudgment:
        """A judgment of a theme, linked."""
        below = beneath(judgment, self.claims, self.questions)
        articles = (self.articles[ref.partition("#")[0]] for ref in below.refs())
        published = tuple(article.typed.source.published for article in articles)
        return self.judged((theme_id, judgment.id), judgment, below, published, self.changed_on)


def judgment_faults(themes: Iterable[LinkedTheme]) -> Iterator[Fault]:
    """Content model, "Wording rules"."""
    for theme in themes:
        terms = [judgment.typed.likelihood for judgment in theme.judgments]
        for index, judgment in enumerate(theme.judgments):
            typed, path = judgment.typed, ("judgments", index)
            texts = [(("text",), typed.text), *((("history", n, "text"), w.text) for n, w in enumerate(typed.history))]
            for where, text in texts:
                if words := icd203.wording_problems(text):
                    message = f"words of likelihood or confidence in the text: {', '.join(map(quoted, words))}"
                    hint = "say it plainly; likelihood and confidence are fields and the page writes the sentence"
                    yield Fault("themes", theme.id, (*path, *where), message, hint)
            if typed.likelihood in icd203.out_of_row(terms):
                message = f"{quoted(typed.likelihood)} and {quoted(terms[0])} are of two rows of the ICD 203 table"
                yield Fault("themes", theme.id, (*path, "likelihood"), message, "keep to one row of words in a theme")
            if len(judgment.because) < len(typed.because):
                continue  # a claim beneath is in a brief that was left out, which has a problem of its own
            match judgments.weakness(typed.confidence, (claim.origin for claim in judgment.because)):
                case "no-claims":
                    message, hint = "a judgment rests on claims, and none is named", "name at least one"
                    yield Fault("themes", theme.id, (*path, "because"), message, hint)
                case "single-origin":
                    message = "confidence is high, but all claims beneath have one origin"
                    hint = "lower the confidence, or add a claim of an independent origin"
                    yield Fault("themes", theme.id, (*path, "confidence"), message, hint)
