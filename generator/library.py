"""The Library: Content with everything worked out that nobody types.

Origins, answers compared, quotations checked, names, judgments to review, and all links back. A pure function of its
input: copies of articles and the days of changes are handed in.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from generator.evidence import compare, judgments
from generator.evidence.compare import Pair, QuestionVerdict, Verdict
from generator.evidence.missions import MissionStatus
from generator.evidence.origins import Node
from generator.evidence.quotations import QuoteResult
from generator.schema import Article, Claim, Judgment, Mission, Name, Origin, Publisher, Question, Stage, Theme
from generator.values.answers import Value
from generator.values.edtf import Edtf


@dataclass(frozen=True, slots=True)
class Answered:
    """What a claim answers to one question.

    Args:
        question: id of the question.
        value: the answer.
        origins: how many independent origins give this answer, this one included.
        disputed: whether another claim contradicts it.
    """

    question: str
    value: Value
    origins: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim with its defaults filled in and everything worked out.

    Args:
        ref: `<article>#c1`, unique in the library.
        article: id of the article.
        typed: what was written.
        kind: `fact`, `statement` or `assessment`.
        themes: ids.
        origin: id of the article or origin whose reporting this is.
        moment: what its answers speak for; None where unknown.
        year: in which what it says happened, else the year it speaks for; None where neither is known.
        names: ids of the names it mentions, in order of mention.
        quote: the result of the check of its quotation.
        link: address that opens the source at the quoted words; None without quotation or address.
        answers: what it answers, in order of question ids.
    """

    ref: str
    article: str
    typed: Claim
    kind: str
    themes: tuple[str, ...]
    origin: str
    moment: Edtf | None
    year: int | None
    names: tuple[str, ...]
    quote: QuoteResult
    link: str | None
    answers: tuple[Answered, ...]

    @property
    def id(self) -> str:
        """The id within the article: `c1`."""
        return self.typed.id

    @property
    def date(self) -> Edtf | None:
        """When what it says happened, else the moment it speaks for."""
        return self.typed.when or self.moment

    @property
    def on_timeline(self) -> bool:
        """Whether it has a date and is part of the story."""
        return self.typed.when is not None and not self.typed.off_timeline

    @property
    def disputed(self) -> bool:
        """Whether another claim contradicts one of its answers."""
        return any(answer.disputed for answer in self.answers)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article with its claims.

    Args:
        id: its id.
        typed: what was written.
        claims: as written.
        origin: the root of what it re-tells, itself where it re-tells nothing.
        year: of publication (of the first day, for a range); None where unknown.
    """

    id: str
    typed: Article
    claims: tuple[LinkedClaim, ...]
    origin: str
    year: int | None

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of all names its claims mention, in order of first mention."""
        return tuple(dict.fromkeys(name for claim in self.claims for name in claim.names))


@dataclass(frozen=True, slots=True)
class LinkedQuestion:
    """A question with its answers in order of time, compared.

    Args:
        id: its id.
        typed: what was written.
        answers: the answers; `claim` is a claim's `ref`, `origin` the id of a root.
        compared: every two answers compared.
        verdict: the question's own.
        origins: how many independent origins answer it.
        editor: the editor's answer; None where there is none.
    """

    id: str
    typed: Question
    answers: tuple[compare.Answer, ...]
    compared: compare.Table
    verdict: QuestionVerdict
    origins: int
    editor: Value | None

    def pairs(self) -> Iterator[Pair]:
        """Every two answers, in the order of their claims' ids; there may be very many."""
        return compare.pairs(self.answers, self.compared)

    def pairs_of(self, verdict: Verdict) -> Iterator[Pair]:
        """The pairs of one verdict, in the same order."""
        return (pair for pair in self.pairs() if pair.verdict == verdict)

    def pairs_with(self, claims: Container[str]) -> Iterator[Pair]:
        """The pairs of which one, and only one, is of these claims."""
        return compare.pairs_with(claims, self.answers, self.compared)

    def verdicts_at(self, place: int) -> set[Verdict]:
        """How the answer at a place among the answers goes with the others."""
        row = self.compared[place]
        return {compare.GRAVEST_FIRST[number] for number in {*row[:place], *row[place + 1 :]}}


@dataclass(frozen=True, slots=True)
class LinkedJudgment:
    """A judgment with the claims on each side and the reasons to look at it again."""

    theme: str
    typed: Judgment
    because: tuple[LinkedClaim, ...]
    against: tuple[LinkedClaim, ...]
    reviews: tuple[judgments.Review, ...]

    @property
    def id(self) -> str:
        """The id within the theme: `j1`."""
        return self.typed.id

    @property
    def origins(self) -> int:
        """How many independent origins it rests on."""
        return len({claim.origin for claim in self.because})


@dataclass(frozen=True, slots=True)
class LinkedTheme:
    """A theme with its articles (newest first), claims (by article, as written) and questions (ids)."""

    id: str
    typed: Theme
    articles: tuple[LinkedArticle, ...]
    claims: tuple[LinkedClaim, ...]
    questions: tuple[str, ...]
    judgments: tuple[LinkedJudgment, ...]

    @property
    def origins(self) -> int:
        """How many independent origins its claims have."""
        return len({claim.origin for claim in self.claims})


@dataclass(frozen=True, slots=True)
class LinkedName:
    """A name with the claims that mention it, in order of time."""

    id: str
    typed: Name
    claims: tuple[LinkedClaim, ...]


@dataclass(frozen=True, slots=True)
class LinkedPublisher:
    """A publisher with its articles, newest first."""

    id: str
    typed: Publisher
    articles: tuple[LinkedArticle, ...]


@dataclass(frozen=True, slots=True)
class LinkedMission:
    """A mission with its stages in order of time and what they amount to."""

    id: str
    typed: Mission
    stages: tuple[Stage, ...]
    status: MissionStatus


@dataclass(frozen=True, slots=True)
class Library:
    """Everything, linked. Mappings from ids; articles newest first, all else in order of ids.

    Args:
        articles: by id.
        claims: by `<article>#c1`, in the order of articles.
        themes: by id.
        questions: by id.
        names: by id.
        publishers: by id.
        missions: by id.
        origins: upstream reports by id.
        trees: who re-tells whom, one tree for each root that is re-told.
        latest: all claims by their dates, the latest first, undated ones last.
        timeline: claims with a date that are part of the story, earliest first.
    """

    articles: Mapping[str, LinkedArticle]
    claims: Mapping[str, LinkedClaim]
    themes: Mapping[str, LinkedTheme]
    questions: Mapping[str, LinkedQuestion]
    names: Mapping[str, LinkedName]
    publishers: Mapping[str, LinkedPublisher]
    missions: Mapping[str, LinkedMission]
    origins: Mapping[str, Origin]
    trees: tuple[Node, ...]
    latest: tuple[LinkedClaim, ...]
    timeline: tuple[LinkedClaim, ...]

    @property
    def crowded(self) -> tuple[LinkedQuestion, ...]:
        """The questions with so many answers that comparing them takes long: it grows with the square."""
        return tuple(each for each in self.questions.values() if len(each.answers) > compare.MANY_ANSWERS)

    def title_of(self, origin_id: str) -> str:
        """The title of an article or an upstream report."""
        article = self.articles.get(origin_id)
        return article.typed.title if article else self.origins[origin_id].title
