"""From Content to the Library: everything that nobody types is worked out here.

What breaks a rule that looks at more than one record (a cycle of re-tellings, a quotation that is not in its copy, a
judgment of high confidence on one origin) comes back as faults; the records stay in.
"""

from collections.abc import Mapping
from dataclasses import replace

from generator.copies import Copies
from generator.library import Library, LinkedArticle, LinkedQuestion, LinkedTheme
from generator.link import names, retelling, themes
from generator.link.links import Links
from generator.link.orders import ALL, Group
from generator.past.history import ChangedOn
from generator.reading.content import Content
from generator.reading.references import Fault


def link(
    content: Content, copies: Copies, changed_on: ChangedOn, links: Links | None = None
) -> tuple[Library, list[Fault]]:
    """Work out everything that nobody types.

    Args:
        content: what people wrote; drafts in it count like the rest, so leave them out (`without_drafts`) or not.
        copies: the folder of copies.
        changed_on: the day a claim was last changed, as far as it matters since another.
        links: what was linked before, so that only what has changed is linked again; all else is the same object.

    Returns:
        The library, and the faults of rules that look at more than one record.
    """
    links = links or Links()
    links.new_run()
    faults: list[Fault] = []
    retells = retelling.retelling(content)
    origins = links.origins("all", retells)
    faults += retelling.circle_faults(content, origins)
    spellings = names.spellings_of(content.names)
    faults += names.clash_faults(content.names, spellings)
    mentioned = links.mentions(content.articles, spellings)
    alone, not_right = _alone(content, copies, origins.roots, mentioned, links)
    faults += not_right
    questions, with_answers = _with_answers(content, alone, links)
    newest = links.articles(with_answers)
    articles = {article.id: article for article in newest.get(ALL, ())}
    claims = {claim.ref: claim for article in articles.values() for claim in article.claims}
    judge = themes.Judge(articles, claims, questions, changed_on)
    linked_themes = _themes(content, with_answers, newest, judge, links)
    faults += themes.judgment_faults(linked_themes.values())
    in_time = links.in_time(with_answers)
    library = Library(
        articles=articles,
        claims=claims,
        themes=linked_themes,
        questions=questions,
        names={id_: links.name(id_, name, in_time.get(("name", id_), ())) for id_, name in content.names.items()},
        publishers={
            id_: links.publisher(id_, publisher, newest.get(("publisher", id_), ()))
            for id_, publisher in content.publishers.items()
        },
        missions={id_: links.mission(id_, mission) for id_, mission in content.missions.items()},
        origins=content.origins,
        trees=links.trees("all", retells, origins),
        timeline=in_time.get(ALL, ()),
    )
    return library, faults


def without_drafts(content: Content) -> Content:
    """Leave out every draft and its answers: what is published."""
    articles = {id_: article for id_, article in content.articles.items() if not article.draft}
    answers = {id_: given for id_, given in content.answers.items() if id_ in articles}
    return replace(content, articles=articles, answers=answers)


def _alone(
    content: Content,
    copies: Copies,
    roots: Mapping[str, str],
    mentioned: Mapping[str, names.Mentioned],
    links: Links,
) -> tuple[dict[str, LinkedArticle], list[Fault]]:
    """Every article by itself, without what its claims answer; and what is wrong with quotations."""
    alone: dict[str, LinkedArticle] = {}
    faults: list[Fault] = []
    for id_, article in content.articles.items():
        recorded, origin = article.source.copy_, roots[id_]
        origins = (origin, *(roots.get(retold, origin) for retold in links.retold(id_, article)))
        results, not_right = links.checked(id_, article, copies, copies.signature(recorded.file) if recorded else None)
        faults += not_right
        alone[id_] = links.alone(id_, article, origins, mentioned[id_], results)
    return alone, faults


def _with_answers(
    content: Content, alone: Mapping[str, LinkedArticle], links: Links
) -> tuple[dict[str, LinkedQuestion], dict[str, LinkedArticle]]:
    """Compare all answers: the questions, and the articles with what they answer."""
    given = {id_: links.given(id_, alone[id_], answers) for id_, answers in content.answers.items()}
    answers = links.answers(given)
    compared = {id_: links.compared(id_, typed, answers.get(id_, ())) for id_, typed in content.questions.items()}
    articles = dict(alone)
    for id_, of_article in given.items():
        asked = dict.fromkeys(question for question, _ in of_article)
        articles[id_] = links.article(id_, alone[id_], tuple(map(compared.__getitem__, asked)))
    return {id_: each.question for id_, each in compared.items()}, articles


def _themes(
    content: Content,
    articles: Mapping[str, LinkedArticle],
    newest: Mapping[Group, tuple[LinkedArticle, ...]],
    judge: themes.Judge,
    links: Links,
) -> dict[str, LinkedTheme]:
    claims, asked = links.claims(articles), links.asked(articles)
    return {
        id_: links.theme(
            id_,
            theme,
            newest.get(("theme", id_), ()),
            claims.get(id_, ()),
            tuple(dict.fromkeys(asked.get(id_, ()))),
            tuple(judge(id_, judgment) for judgment in theme.judgments),
        )
        for id_, theme in content.themes.items()
    }
