"""From Content to the Library: everything that nobody types is worked out here, in one pass over the claims.

What breaks a rule that looks at more than one record (a cycle of re-tellings, a quotation that is not in its copy, a
judgment of high confidence on one origin) comes back as faults; the records stay in.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.copies import Copies, check_quotations
from generator.evidence import compare, judgments, missions, origins, quotations
from generator.evidence.mentions import Matcher, clashes
from generator.evidence.quotations import QuoteResult
from generator.library import (
    Answered,
    Library,
    LinkedArticle,
    LinkedClaim,
    LinkedJudgment,
    LinkedMission,
    LinkedName,
    LinkedPublisher,
    LinkedQuestion,
    LinkedTheme,
)
from generator.past.history import ChangedOn
from generator.problems import Path as Steps
from generator.problems import quoted
from generator.reading.content import Content
from generator.reading.references import Fault
from generator.schema import Article, Judgment, Name, Question, Theme
from generator.values import edtf, icd203
from generator.values.edtf import Edtf


def link(content: Content, copies: Copies, changed_on: ChangedOn) -> tuple[Library, list[Fault]]:
    """Work out everything that nobody types.

    Args:
        content: what people wrote; drafts in it count like the rest, so leave them out (`without_drafts`) or not.
        copies: the folder of copies.
        changed_on: the day a claim was last changed, as far as it matters since another.

    Returns:
        The library, and the faults of rules that look at more than one record.
    """
    faults: list[Fault] = []
    retells = _retells(content)
    roots = _roots(content, retells, faults)
    matcher = Matcher(_spellings(content, faults))
    linked = [
        _article(id_, article, roots, matcher, _quote_results(id_, article, copies, faults))
        for id_, article in content.articles.items()
    ]
    linked.sort(key=_newest_first)
    claims = {claim.ref: claim for article in linked for claim in article.claims}
    questions = _questions(content, claims)
    answered = _answered(questions.values())
    linked = [_with_answers(article, answered) for article in linked]
    articles = {article.id: article for article in linked}
    claims = {claim.ref: claim for article in linked for claim in article.claims}
    library = Library(
        articles=articles,
        claims=claims,
        themes=_themes(content.themes, linked, _Judge(articles, claims, questions, changed_on)),
        questions=questions,
        names=_names(content.names, claims.values()),
        publishers={
            id_: LinkedPublisher(id_, publisher, tuple(a for a in linked if a.typed.source.publisher == id_))
            for id_, publisher in content.publishers.items()
        },
        missions={
            id_: LinkedMission(id_, mission, missions.in_time(mission.stages), missions.status(mission.stages))
            for id_, mission in content.missions.items()
        },
        origins=content.origins,
        trees=origins.chains(retells, roots),
        timeline=tuple(_in_time(claim for claim in claims.values() if claim.on_timeline)),
    )
    faults += _judgment_faults(library)
    return library, faults


def without_drafts(content: Content) -> Content:
    """Leave out every draft and its answers: what is published."""
    articles = {id_: article for id_, article in content.articles.items() if not article.draft}
    return replace(
        content, articles=articles, answers={id_: given for id_, given in content.answers.items() if id_ in articles}
    )


def _retells(content: Content) -> dict[str, str | None]:
    """Of every article and origin, whose reporting it repeats; a reference to a record left out counts as none."""
    retells = {id_: article.source.retells for id_, article in content.articles.items()}
    retells |= {id_: origin.retells for id_, origin in content.origins.items()}
    return {id_: upstream if upstream in retells else None for id_, upstream in retells.items()}


_ORIGIN_PLACES: dict[bool, tuple[str, Steps]] = {
    True: ("articles", ("source", "retells")),
    False: ("origins", ("retells",)),
}


def _roots(content: Content, retells: Mapping[str, str | None], faults: list[Fault]) -> Mapping[str, str]:
    found = origins.trace(retells)
    for cycle in found.cycles:
        message = f"re-telling goes round in a circle: {' -> '.join(_in_short(cycle.ids))}"
        for id_ in cycle.ids:
            kind, path = _ORIGIN_PLACES[id_ in content.articles]
            faults.append(Fault(kind, id_, path, message, "leave retells out where the reporting is its own"))
    return found.roots


def _in_short(cycle: Sequence[str]) -> list[str]:
    """The ids round a circle, without most of a long one's."""
    some = [*cycle[:5], f"({len(cycle) - 5:,} more)"] if len(cycle) > 8 else cycle
    return [*some, cycle[0]]


def _spellings(content: Content, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    spellings = {id_: (name.name, *name.spellings, *filter(None, [name.hangul])) for id_, name in content.names.items()}
    for clash in clashes(spellings):
        message = f"{quoted(clash.spelling)} is a spelling of {quoted(clash.taken_by)} too"
        hint = "one spelling belongs to one name: write a longer one, or leave it out"
        faults.append(
            Fault("names", clash.name_id, _place(content.names[clash.name_id], clash.spelling), message, hint)
        )
    return spellings


def _place(name: Name, spelling: str) -> Steps:
    """Where in a name's record a spelling stands."""
    if spelling in name.spellings:
        return "spellings", name.spellings.index(spelling)
    return ("name",) if spelling == name.name else ("hangul",)


def _quote_results(article_id: str, article: Article, copies: Copies, faults: list[Fault]) -> tuple[QuoteResult, ...]:
    """Check an article's quotations against its copy, where it is at hand."""
    recorded = article.source.copy_
    data = copies(recorded.file) if recorded else None
    if not recorded or data is None:
        return quotations.results([c.quote for c in article.claims], None, recorded.quotes if recorded else None)
    if recorded.sha256 and recorded.sha256 != hashlib.sha256(data).hexdigest():
        message = f"the copy {quoted(recorded.file)} is not the one that was checked: its SHA-256 differs"
        hint = "if the new copy is right, run `python3 run.py verify`"
        faults.append(Fault("articles", article_id, ("source", "copy", "sha256"), message, hint))
    results, not_found = check_quotations(article_id, article, data)
    faults.extend(not_found)
    return results


def _article(
    article_id: str,
    article: Article,
    roots: Mapping[str, str],
    matcher: Matcher,
    checked: Sequence[QuoteResult],
) -> LinkedArticle:
    source = article.source
    origin = roots[article_id]
    return LinkedArticle(
        article_id,
        article,
        tuple(
            LinkedClaim(
                ref=f"{article_id}#{claim.id}",
                article=article_id,
                typed=claim,
                kind=claim.kind or ("statement" if claim.by else "fact"),
                themes=tuple(claim.themes or article.themes),
                origin=roots.get(claim.retells, origin) if claim.retells else origin,
                moment=claim.as_of or source.published,
                names=matcher.ids(claim.say, claim.quote or "", claim.by or ""),
                quote=result,
                link=quotations.text_fragment(source.url, claim.quote) if source.url and claim.quote else None,
                answers=(),
            )
            for claim, result in zip(article.claims, checked, strict=True)
        ),
        origin,
    )


def _questions(content: Content, claims: Mapping[str, LinkedClaim]) -> dict[str, LinkedQuestion]:
    """Every question with its answers compared."""
    by_question: dict[str, list[compare.Answer]] = {id_: [] for id_ in content.questions}
    for answer in chain.from_iterable(content.answers.values()):
        claim = claims.get(f"{answer.article}#{answer.claim}")
        if claim and answer.question in by_question:
            by_question[answer.question].append(
                compare.Answer(claim.ref, claim.article, claim.origin, answer.value, claim.moment)
            )
    return {id_: _question(id_, content.questions[id_], given) for id_, given in by_question.items()}


def _question(question_id: str, question: Question, given: list[compare.Answer]) -> LinkedQuestion:
    rule = compare.Rule(question.over_time, question.exclusive)
    answers = tuple(sorted(given, key=lambda answer: (*_moment_key(answer.moment), answer.claim)))
    compared = compare.table(rule, answers)
    return LinkedQuestion(
        id=question_id,
        typed=question,
        answers=answers,
        compared=compared,
        verdict=compare.verdict_of_question((answer.origin for answer in answers), compared),
        editor=question.parse(question.editor.answer) if question.editor else None,
    )


def _answered(questions: Iterable[LinkedQuestion]) -> dict[str, tuple[Answered, ...]]:
    """By claim, what it answers, with how many independent origins say the same and whether one says otherwise."""
    answered: defaultdict[str, list[Answered]] = defaultdict(list)
    for question in questions:
        origins_of = compare.origins_agreeing(question.answers, question.compared)
        for answer, row in zip(question.answers, question.compared, strict=True):
            disputed = compare.CONFLICT in row
            answered[answer.claim].append(Answered(question.id, answer.value, origins_of[answer.value], disputed))
    return {claim: tuple(given) for claim, given in answered.items()}


def _with_answers(article: LinkedArticle, answered: Mapping[str, tuple[Answered, ...]]) -> LinkedArticle:
    if not any(claim.ref in answered for claim in article.claims):
        return article
    return replace(
        article, claims=tuple(replace(claim, answers=answered.get(claim.ref, ())) for claim in article.claims)
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Links a judgment to the claims beneath it."""

    articles: Mapping[str, LinkedArticle]
    claims: Mapping[str, LinkedClaim]
    questions: Mapping[str, LinkedQuestion]
    changed_on: ChangedOn

    def __call__(self, theme_id: str, judgment: Judgment) -> LinkedJudgment:
        because = [self.claims[ref] for ref in judgment.because if ref in self.claims]
        against = [self.claims[ref] for ref in judgment.against if ref in self.claims]
        beneath = {claim.ref for claim in because + against}
        asked = {answer.question for claim in because + against for answer in claim.answers}
        return LinkedJudgment(
            theme=theme_id,
            typed=judgment,
            because=tuple(because),
            against=tuple(against),
            reviews=judgments.reviews(
                beneath,
                judgment.reviewed,
                lambda ref: self._changed_on(ref, judgment.reviewed),
                (pair for question in sorted(asked) for pair in self.questions[question].pairs_with(beneath)),
            ),
        )

    def _changed_on(self, ref: str, since: dt.date) -> dt.date | None:
        """Where history tells nothing: what was published after a review is new since."""
        published = self.articles[self.claims[ref].article].typed.source.published
        return self.changed_on(ref, since) or (published.last if published else None)


def _themes(
    themes: Mapping[str, Theme],
    articles: Iterable[LinkedArticle],
    judge: _Judge,
) -> dict[str, LinkedTheme]:
    in_theme: dict[str, list[LinkedArticle]] = {id_: [] for id_ in themes}
    of_theme: dict[str, list[LinkedClaim]] = {id_: [] for id_ in themes}
    for article in articles:
        for theme in article.typed.themes:
            if theme in in_theme:
                in_theme[theme].append(article)
        for claim in article.claims:
            for theme in claim.themes:
                if theme in of_theme:
                    of_theme[theme].append(claim)
    return {
        id_: LinkedTheme(
            id=id_,
            typed=theme,
            articles=tuple(in_theme[id_]),
            claims=tuple(of_theme[id_]),
            questions=tuple(sorted({answer.question for claim in of_theme[id_] for answer in claim.answers})),
            judgments=tuple(judge(id_, judgment) for judgment in theme.judgments),
        )
        for id_, theme in themes.items()
    }


def _judgment_faults(library: Library) -> Iterator[Fault]:
    """Content model, "Wording rules"."""
    for theme in library.themes.values():
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


def _names(names: Mapping[str, Name], claims: Iterable[LinkedClaim]) -> dict[str, LinkedName]:
    mentions: dict[str, list[LinkedClaim]] = {id_: [] for id_ in names}
    for claim in claims:
        for name_id in claim.names:
            mentions[name_id].append(claim)
    return {id_: LinkedName(id_, name, tuple(_in_time(mentions[id_]))) for id_, name in names.items()}


def _in_time(claims: Iterable[LinkedClaim]) -> list[LinkedClaim]:
    """Claims by when what they say happened, else by the moment they speak for; undated ones last."""
    return sorted(claims, key=lambda claim: (*_moment_key(claim.typed.when or claim.moment), claim.ref))


def _moment_key(moment: Edtf | None) -> tuple[bool, tuple[dt.date, dt.date, str]]:
    return (True, (dt.date.max, dt.date.max, "")) if moment is None else (False, edtf.sort_key(moment))


def _newest_first(article: LinkedArticle) -> tuple[int, str]:
    published = article.typed.source.published
    day = published and (published.first or published.last)
    return -day.toordinal() if day else 0, article.id
