"""What was linked before, kept so that a preview links again only what has changed."""

from collections.abc import Mapping

from generator.evidence import missions
from generator.kept import Each, Kept
from generator.library import LinkedArticle, LinkedClaim, LinkedMission, LinkedName, LinkedPublisher, LinkedTheme
from generator.link import articles, orders, questions, retelling, themes
from generator.link.index import Index
from generator.link.names import Mentions, Spellings, clash_faults, spellings_of
from generator.reading.references import Fault
from generator.schema import Mission, Name


class Links:
    """The steps of linking, each with what it made last; handed from one call of `link` to the next."""

    def __init__(self) -> None:
        self.outlines = Each(articles.outline)
        self.retold = Kept(retelling.retold)
        self.spellings = Kept(_spellings)
        self.mentions = Mentions()
        self.checked = Kept(articles.check)
        self.alone = Kept(articles.alone)
        self.given = Kept(questions.given)
        self.asked = Each(questions.asked)
        self.answers = Index(orders.answers_in_time)
        self.compared = Kept(questions.compared)
        self.article = Kept(questions.with_answers)
        self.articles = Index(orders.articles_newest_first)
        self.by_ref = Each(_by_ref)
        self.claims = Index(orders.claims_newest_first)
        self.latest = Index(orders.claims_latest_first)
        self.in_time = Index(orders.claims_in_time)
        self.asked_in = Index(orders.questions_of_themes)
        self.judged = Kept(themes.judged)
        self.theme = Kept(LinkedTheme)
        self.name = Kept(LinkedName)
        self.publisher = Kept(LinkedPublisher)
        self.mission = Kept(_mission)

    def new_run(self) -> None:
        """Begin another run."""
        for step in vars(self).values():
            if isinstance(step, Kept):
                step.new_run()


def _spellings(_all: str, names: Mapping[str, Name]) -> tuple[Spellings, tuple[Fault, ...]]:
    spellings = spellings_of(names)
    return spellings, tuple(clash_faults(names, spellings))


def _by_ref(_article_id: str, article: LinkedArticle) -> dict[str, LinkedClaim]:
    return {claim.ref: claim for claim in article.claims}


def _mission(mission_id: str, mission: Mission) -> LinkedMission:
    return LinkedMission(mission_id, mission, missions.in_time(mission.stages), missions.status(mission.stages))
