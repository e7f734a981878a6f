"""From the Library to the list of pages: which there are, and what each shows."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache, partial
from itertools import islice
from typing import Final, TypeVar

from generator.evidence.judgments import brier_score, track_record
from generator.evidence.origins import independent
from generator.evidence.origins import words as origin_words
from generator.library import Library, LinkedArticle, LinkedClaim, LinkedMission, LinkedQuestion, LinkedTheme
from generator.reading.files import article_file, register_file, theme_file
from generator.site import views
from generator.site.addresses import (
    ABOUT,
    BRIEFS,
    CLAIMS,
    DISAGREEMENTS,
    HOME,
    NAMES,
    SOURCES,
    TIMELINE,
    brief_uri,
    name_uri,
    publisher_uri,
    question_uri,
    theme_uri,
)
from generator.site.page import MOST_ON_A_PAGE, Listing, Page, listing
from generator.values import icd203

MOST_ANSWERS: Final = 100
"""Answers on a question's page; more are split by year, and their pairs stand in the data files alone."""

MOST_CARDS: Final = 10
"""Questions of one verdict that are shown with all who answer; the others with their answers in short."""

MOST_EVENTS: Final = 100
"""Events on a theme's page: the latest; all stand on the timeline."""

MOST_TREES: Final = 60
"""Trees of re-tellings, the largest, and ..."""

MOST_IN_TREE: Final = 12
"""... what is shown of each; every brief tells its own chain."""

MOST_COLUMNS: Final = 30
"""Sources in an evidence grid: the newest; all answers stand on the questions' own pages."""

MOST_ROWS: Final = 40
"""Questions in an evidence grid: the gravest; all stand where sources disagree."""

T = TypeVar("T")


def pages(library: Library, openings: Mapping[str, str]) -> Iterator[Page]:
    """Every page of the site.

    Args:
        library: what there is to show.
        openings: by address, the Markdown that people wrote to open the home and about pages.
    """
    yield _home(library, openings.get(HOME, ""))
    for theme in library.themes.values():
        yield from _theme_pages(library, theme)
    latest = {id_: _latest(question) for id_, question in library.questions.items()}
    for article in library.articles.values():
        yield _brief(library, article, latest)
    yield from _briefs_by_year(library)
    yield from _claims(library)
    yield _disagreements(library)
    for question in library.questions.values():
        yield from _question_pages(library, question)
    yield from _timeline(library)
    yield from _names(library)
    yield from _sources(library)
    yield _about(library, openings.get(ABOUT, ""))


def _home(library: Library, opening: str) -> Page:
    return Page(
        uri=HOME,
        template="home",
        title=_title_of(opening, "Briefings"),
        description="What is new, what we think, and where sources disagree.",
        shown={
            "themes": tuple(library.themes.values()),
            "disagreements": [q for q in views.gravest_first(library.questions.values()) if q.verdict == "conflict"],
            "newest": tuple(library.articles.values())[:10],
            "library": library,
        },
        listed=False,
        opening=opening,
    )


def _about(library: Library, opening: str) -> Page:
    judged = [
        (judgment.typed.likelihood, judgment.typed.outcome.result if judgment.typed.outcome else None)
        for theme in library.themes.values()
        for judgment in theme.judgments
    ]
    record = track_record(judged)
    score = brier_score(record)
    return Page(
        uri=ABOUT,
        template="about",
        title=_title_of(opening, "About"),
        description="What a claim is, how answers are compared, and what the words of likelihood mean.",
        shown={
            "likelihoods": icd203.TABLE,
            "track_record": record,
            "score": "" if score is None else f"{score:.2f}",
            "library": library,
        },
        opening=opening,
    )


def _theme_pages(library: Library, theme: LinkedTheme) -> Iterator[Page]:
    uri = theme_uri(theme.id)
    articles = listing(theme.articles, uri.removesuffix(".md"))
    yield Page(
        uri=uri,
        template="theme",
        title=theme.typed.title,
        description=theme.typed.bottom_line,
        shown={
            "theme": theme,
            # Worked out when it is shown: it takes long, and few pages are looked at.
            "grid": partial(views.grid, library, theme, MOST_COLUMNS, MOST_ROWS),
            "timeline": partial(_events, library, theme),
            "missions": partial(_missions_of, library, theme),
            "open_questions": partial(_open_questions, library, theme),
            "articles": articles,
            "library": library,
        },
        source=theme_file(theme.id),
        tags=(theme.typed.title,),
    )
    yield from _year_pages(library, articles, uri, theme.typed.title, "articles_of_year")


def _events(library: Library, theme: LinkedTheme) -> list[LinkedClaim]:
    """The latest events of a theme, the earliest of them first."""
    latest = (claim for claim in reversed(library.timeline) if theme.id in claim.themes)
    return list(islice(latest, MOST_EVENTS))[::-1]


def _open_questions(library: Library, theme: LinkedTheme) -> list[LinkedQuestion]:
    """The questions of a theme that sources leave open and no editor has answered, the gravest first."""
    asked = views.gravest_first(map(library.questions.__getitem__, theme.questions))
    return [q for q in asked if q.editor is None and q.verdict in {"conflict", "mixed", "changed", "single"}]


def _missions_of(library: Library, theme: LinkedTheme) -> list[LinkedMission]:
    """Missions one of whose stages rests on a claim of the theme."""
    refs = {claim.ref for claim in theme.claims}
    return [
        mission
        for mission in library.missions.values()
        if any(ref in refs for stage in mission.stages for ref in stage.because)
    ]


def _brief(library: Library, article: LinkedArticle, latest: Mapping[str, Collection[str]]) -> Page:
    publisher = article.typed.source.publisher
    return Page(
        uri=brief_uri(article.id),
        template="brief",
        title=article.typed.title,
        description=first_sentence(article.typed.summary),
        shown={
            "article": article,
            "publisher": library.publishers.get(publisher) if publisher else None,
            "upstream": views.upstream(library, article),
            "related": partial(_related, library, article, latest),  # when it is shown, as above
            "library": library,
        },
        source=article_file(article.id),
        tags=tuple(library.themes[id_].typed.title for id_ in article.typed.themes if id_ in library.themes),
    )


def _latest(question: LinkedQuestion) -> Collection[str]:
    """The articles of a question's latest answers, the latest first."""
    return dict.fromkeys(answer.article for answer in question.answers[: -MOST_ON_A_PAGE - 1 : -1]).keys()


def _related(library: Library, article: LinkedArticle, latest: Mapping[str, Collection[str]]) -> list[LinkedArticle]:
    """Up to five other articles that answer the same questions: those with most in common first, then the latest."""
    in_common: Counter[str] = Counter()
    for claim in article.claims:
        for answer in claim.answers:
            in_common.update(latest[answer.question])
    del in_common[article.id]
    return [library.articles[id_] for id_, _ in in_common.most_common(5)]


def _briefs_by_year(library: Library) -> Iterator[Page]:
    articles = listing(tuple(library.articles.values()), "years")
    yield Page(
        uri=BRIEFS,
        template="briefs",
        title="Briefs",
        description="All briefs by year of publication.",
        shown={"articles": articles, "library": library},
        listed=False,
    )
    yield from _year_pages(library, articles, BRIEFS, "Briefs", "articles_of_year")


def _year_pages(
    library: Library, of: Listing[T], parent: str, title: str, template: str, **shown: object
) -> Iterator[Page]:
    for part in of.parts:
        yield Page(
            uri=part.uri,
            template=template,
            title=f"{title}: {part.label}",
            description=f"{title}, {part.label}.",
            shown={"entries": part.entries, "parent": parent, "library": library, **shown},
            listed=False,
        )


def _claims(library: Library) -> Iterator[Page]:
    claims = listing(library.latest, "claims")
    title = "Claims"
    yield Page(
        uri=CLAIMS,
        template="claims",
        title=title,
        description="Every claim of every brief, filtered by theme, name, source, year and what stands behind it.",
        shown={"claims": claims, "library": library},
        listed=False,
    )
    yield from _year_pages(library, claims, CLAIMS, title, "claims_of_year")


def _disagreements(library: Library) -> Page:
    by_verdict: defaultdict[str, list[LinkedQuestion]] = defaultdict(list)
    for question in views.gravest_first(library.questions.values()):
        by_verdict[question.verdict].append(question)
    return Page(
        uri=DISAGREEMENTS,
        template="disagreements",
        title="Where sources disagree",
        description="All questions by how far the sources' answers go together, conflicts first.",
        shown={"by_verdict": by_verdict, "most_cards": MOST_CARDS, "library": library},
        listed=False,
    )


def _question_pages(library: Library, question: LinkedQuestion) -> Iterator[Page]:
    uri, title = question_uri(question.id), question.typed.ask
    answers = listing(question.answers, uri.removesuffix(".md"), year_of=views.year_of_answer, most=MOST_ANSWERS)
    yield Page(
        uri=uri,
        template="question",
        title=title,
        description=f"{len(question.answers)} answers from {origin_words(question.origins)}.",
        shown={"question": question, "answers": answers, "library": library},
        source=register_file("questions"),
    )
    yield from _year_pages(library, answers, uri, title, "answers_of_year", question=question)


def _timeline(library: Library) -> Iterator[Page]:
    claims = listing(library.timeline[::-1], "timeline")
    title = "Timeline"
    yield Page(
        uri=TIMELINE,
        template="timeline",
        title=title,
        description="Everything dated, latest first.",
        shown={"claims": claims, "library": library},
        listed=False,
    )
    yield from _year_pages(library, claims, TIMELINE, title, "claims_of_year")


NAME_KINDS: Final = {"person": "People", "organisation": "Organisations", "place": "Places"}


def _names(library: Library) -> Iterator[Page]:
    named = [name for name in library.names.values() if name.claims]
    yield Page(
        uri=NAMES,
        template="names",
        title="People and organisations",
        description="Every person, organisation and place that claims name.",
        shown={
            "names": {
                heading: [name for name in named if name.typed.kind == kind] for kind, heading in NAME_KINDS.items()
            },
            "library": library,
        },
        source=register_file("names"),
        listed=False,
    )
    for name in named:
        uri = name_uri(name.id)
        claims = listing(name.claims[::-1], uri.removesuffix(".md"))
        yield Page(
            uri=uri,
            template="name",
            title=name.typed.name,
            description=name.typed.role or f"Every claim that names {name.typed.name}.",
            shown={"name": name, "claims": claims, "library": library},
            source=register_file("names"),
        )
        yield from _year_pages(library, claims, uri, name.typed.name, "claims_of_year")


def _sources(library: Library) -> Iterator[Page]:
    publishers = sorted(library.publishers.values(), key=lambda each: (each.typed.reliability, each.typed.name))
    yield Page(
        uri=SOURCES,
        template="sources",
        title="Sources",
        description="Publishers with their reliability, and who re-tells whom.",
        shown={
            "publishers": publishers,
            "origins": independent(article.origin for article in library.articles.values()),
            "trees": sorted(library.trees, key=lambda tree: -len(list(tree.walk())))[:MOST_TREES],
            "most_in_tree": MOST_IN_TREE,
            "library": library,
        },
        source=register_file("publishers"),
        listed=False,
    )
    for publisher in library.publishers.values():
        uri = publisher_uri(publisher.id)
        articles = listing(publisher.articles, uri.removesuffix(".md"))
        yield Page(
            uri=uri,
            template="publisher",
            title=publisher.typed.name,
            description=publisher.typed.why,
            shown={"publisher": publisher, "articles": articles, "library": library},
            source=register_file("publishers"),
            listed=False,
        )
        yield from _year_pages(library, articles, uri, publisher.typed.name, "articles_of_year")


_FIRST_SENTENCE: Final = re.compile(
    r"""
    .*? (?<!\b[A-Z]) [.!?] ["'\N{RIGHT DOUBLE QUOTATION MARK})]?
    (?= \s+ ["'\N{LEFT DOUBLE QUOTATION MARK}(]? [A-Z0-9])
""",
    re.DOTALL | re.VERBOSE,
)


@lru_cache(maxsize=1 << 14)  # asked for again with each edit
def first_sentence(text: str) -> str:
    """The first sentence of a text: up to a full stop, question or exclamation mark before a space and a capital."""
    match = _FIRST_SENTENCE.match(text)
    return match[0] if match else text


def _title_of(opening: str, otherwise: str) -> str:
    """The first heading of a page that people wrote."""
    match = re.search(r"^# +(.+?)(?: +#+)? *$", opening, re.MULTILINE)
    return match[1] if match else otherwise
