"""From Content to the Library: everything that nobody types is worked out here.

What breaks a rule that looks at more than one record (a cycle of re-tellings, a quotation that is not in its copy, a
judgment of high confidence on one origin) comes back as faults; the records stay in.
"""

from collections.abc import Mapping
from dataclasses import replace

from generator.copies import Copies
from generator.evidence.origins import Node
from generator.library import Library, LinkedArticle, LinkedClaim, LinkedQuestion, LinkedTheme
from generator.link.links import Links
from generator.link.orders import ALL, Group
from generator.link.themes import Judge, judgment_faults
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
    alone, trees, faults = _alone(content, copies, links)
    questions, with_answers = _with_answers(content, alone, links)
    newest = links.articles(with_answers)
    articles = {article.id: article for article in newest.get(ALL, ())}
    claims = _claims(articles, links)
    judge = Judge(articles, claims, questions, changed_on, links.judged)
    themes = _themes(content, newest, judge, links)
    in_time = links.in_time(articles)
    library = Library(
        articles=articles,
        claims=claims,
        themes=themes,
        questions=questions,
        names={id_: links.name(id_, name, in_time.get(("name", id_), ())) for id_, name in content.names.items()},
        publishers={
            id_: links.publisher(id_, publisher, newest.get(("publisher", id_), ()))
            for id_, publisher in content.publishers.items()
        },
        missions={id_: links.mission(id_, mission) for id_, mission in content.missions.items()},
        origins=content.origins,
        trees=trees,
        latest=links.latest(articles).get(ALL, ()),
        timeline=in_time.get(ALL, ()),
    )
    return library, [*faults, *judgment_faults(themes.values())]


def without_drafts(content: Content) -> Content:
    """Leave out every draft and its answers: what is published."""
    articles = {id_: article for id_, article in content.articles.items() if not article.draft}
    if len(articles) == len(content.articles):
        return content
    answers = {id_: given for id_, given in content.answers.items() if id_ in articles}
    return replace(content, articles=articles, answers=answers)


def _alone(
    content: Content, copies: Copies, links: Links
) -> tuple[dict[str, LinkedArticle], tuple[Node, ...], list[Fault]]:
    """Every article without what its claims answer, the trees of re-telling, and what is wrong."""
    outlines = links.outlines(content.articles)
    retold = links.retold(
        "all",
        {id_: outline.retells for id_, outline in outlines.items()},
        {id_: origin.retells for id_, origin in content.origins.items()},
    )
    spellings, clashes = links.spellings("all", content.names)
    mentioned = links.mentions(content.articles, spellings)
    faults = [*retold.faults, *clashes]
    alone: dict[str, LinkedArticle] = {}
    for id_, article in content.articles.items():
        outline, origin, checked = outlines[id_], retold.roots[id_], None
        if outline.copy:
            checked, not_right = links.checked(id_, article, copies, copies.signature(outline.copy))
            faults += not_right
        origins = (origin, *(retold.roots.get(upstream, origin) for upstream in outline.retold))
        alone[id_] = links.alone(id_, article, origins, mentioned[id_], checked)
    return alone, retold.trees, faults


def _claims(articles: Mapping[str, LinkedArticle], links: Links) -> dict[str, LinkedClaim]:
    claims: dict[str, LinkedClaim] = {}
    for of_article in links.by_ref(articles).values():
        claims.update(of_article)
    return claims


def _with_answers(
    content: Content, alone: Mapping[str, LinkedArticle], links: Links
) -> tuple[dict[str, LinkedQuestion], dict[str, LinkedArticle]]:
    """Compare all answers: the questions, and the articles with what they answer."""
    given = {id_: links.given(id_, alone[id_], answers) for id_, answers in content.answers.items()}
    answers = links.answers(given)
    compared = {id_: links.compared(id_, typed, answers.get(id_, ())) for id_, typed in content.questions.items()}
    articles = dict(alone)
    for id_, asked in links.asked(given).items():
        articles[id_] = links.article(id_, alone[id_], tuple(map(compared.__getitem__, asked)))
    return {id_: each.question for id_, each in compared.items()}, articles


def _themes(
    content: Content, newest: Mapping[Group, tuple[LinkedArticle, ...]], judge: Judge, links: Links
) -> dict[str, LinkedTheme]:
    articles = judge.articles
    claims, asked = links.claims(articles), links.asked_in(articles)
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
