"""The themes: what belongs to them, and their judgments with the claims beneath."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.evidence import judgments
from generator.library import LinkedArticle, LinkedClaim, LinkedJudgment, LinkedQuestion, LinkedTheme
from generator.past.history import ChangedOn
from generator.problems import quoted
from generator.reading.references import Fault
from generator.schema import Judgment
from generator.values import icd203


def asked(claims: Iterable[LinkedClaim]) -> tuple[str, ...]:
    """Ids of the questions that claims answer."""
    return tuple(sorted({answer.question for claim in claims for answer in claim.answers}))


@dataclass(frozen=True, slots=True)
class Judge:
    """Links a judgment to the claims beneath it."""

    articles: Mapping[str, LinkedArticle]
    claims: Mapping[str, LinkedClaim]
    questions: Mapping[str, LinkedQuestion]
    changed_on: ChangedOn

    def __call__(self, theme_id: str, judgment: Judgment) -> LinkedJudgment:
        """A judgment of a theme, linked."""
        because = [self.claims[ref] for ref in judgment.because if ref in self.claims]
        against = [self.claims[ref] for ref in judgment.against if ref in self.claims]
        beneath = {claim.ref for claim in because + against}
        compared = [self.questions[question] for question in asked(because + against)]
        return LinkedJudgment(
            theme=theme_id,
            typed=judgment,
            because=tuple(because),
            against=tuple(against),
            reviews=judgments.reviews(
                beneath,
                judgment.reviewed,
                lambda ref: self._changed_on(ref, judgment.reviewed),
                (pair for question in compared for pair in question.pairs_with(beneath)),
            ),
        )

    def _changed_on(self, ref: str, since: dt.date) -> dt.date | None:
        """Where history tells nothing: what was published after a review is new since."""
        published = self.articles[self.claims[ref].article].typed.source.published
        return self.changed_on(ref, since) or (published.last if published else None)


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
