"""What was linked before, kept so that a preview links again only what has changed."""

from collections.abc import Mapping

from generator.evidence import missions
from generator.evidence.origins import Node, Origins, chains, trace
from generator.kept import Kept
from generator.library import LinkedMission, LinkedName, LinkedPublisher, LinkedTheme
from generator.link import articles, orders, questions
from generator.link.index import Index
from generator.link.names import Mentions
from generator.schema import Mission


class Links:
    """The steps of linking, each with what it made last; handed from one call of `link` to the next."""

    def __init__(self) -> None:
        self.mentions = Mentions()
        self.origins = Kept(_origins)
        self.trees = Kept(_trees)
        self.retold = Kept(articles.retold)
        self.checked = Kept(articles.check)
        self.alone = Kept(articles.alone)
        self.given = Kept(questions.given)
        self.answers = Index(orders.answers_in_time)
        self.compared = Kept(questions.compared)
        self.article = Kept(questions.with_answers)
        self.articles = Index(orders.articles_newest_first)
        self.claims = Index(orders.claims_newest_first)
        self.in_time = Index(orders.claims_in_time)
        self.asked = Index(orders.questions_of_themes)
        self.theme = Kept(LinkedTheme)
        self.name = Kept(LinkedName)
        self.publisher = Kept(LinkedPublisher)
        self.mission = Kept(_mission)

    def new_run(self) -> None:
        """Begin another run."""
        for step in vars(self).values():
            if isinstance(step, Kept):
                step.new_run()


def _origins(_all: str, retells: Mapping[str, str | None]) -> Origins:
    return trace(retells)


def _trees(_all: str, retells: Mapping[str, str | None], found: Origins) -> tuple[Node, ...]:
    return chains(retells, found.roots)


def _mission(mission_id: str, mission: Mission) -> LinkedMission:
    return LinkedMission(mission_id, mission, missions.in_time(mission.stages), missions.status(mission.stages))
