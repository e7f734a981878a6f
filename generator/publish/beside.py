"""What stands on each page, and in its head, beside what the library holds about its subject."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from generator.library import LinkedArticle, LinkedTheme
from generator.publish.cards import card_uri
from generator.publish.cite import citations
from generator.publish.jsonld import graphs, json_ld
from generator.publish.map import missions_map
from generator.site.addresses import CORRECTIONS, CORRECTIONS_FEED, HOME, feed_uri, theme_uri
from generator.site.edition import Beside, Edition
from generator.site.page import Page
from generator.site.updates import Update


def beside(edition: Edition, cards: Collection[str]) -> Callable[[Page], Beside]:
    """Make what gives each page its companions.

    Args:
        edition: what is published.
        cards: addresses of the cards that were drawn.
    """
    updates: defaultdict[str, list[Update]] = defaultdict(list)
    for update in edition.updates:
        updates[update.page].append(update)

    graph = graphs(edition)

    def of(page: Page) -> Beside:
        head: dict[str, object] = {"json_ld": json_ld(graph(page))}
        if card := next((uri for uri in map(card_uri, _pictured(page)) if uri in cards), None):
            head["card"] = card
        if feed := _feed(page):
            head["feed"] = feed
        missions = page.shown.get("missions")
        drawn = missions_map(missions) if isinstance(missions, Sequence) else Markup()
        return Beside(head, citations(page, edition), tuple(updates.get(page.uri, ())), drawn)

    return of


def _pictured(page: Page) -> list[str]:
    """The pages whose card stands for this one: its own, else its theme's, else the site's."""
    match page.shown:
        case {"article": LinkedArticle() as article}:
            return [page.uri, *map(theme_uri, article.typed.themes), HOME]
    return [page.uri, HOME]


def _feed(page: Page) -> dict[str, str] | None:
    """The feed that tells what is new on this page, beside the site's."""
    match page:
        case Page(template="theme", shown={"theme": LinkedTheme() as theme}):
            return {"title": page.title, "uri": feed_uri(theme.id)}
        case Page(uri=uri) if uri == CORRECTIONS:
            return {"title": page.title, "uri": CORRECTIONS_FEED}
    return None
