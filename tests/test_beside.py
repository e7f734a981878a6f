from small import article, claim
from small_edition import SITE, THEME, correction, edition

from generator.publish.beside import beside
from generator.site.pages import pages
from generator.site.updates import page_of

CARDS = {"cards/index.png", "cards/themes/closures.png", "cards/briefs/new.png"}


def found(made, cards=()):
    """What stands beside every page, by its address."""
    of = beside(made, cards)
    return {page.uri: of(page) for page in (*pages(made.library, {}), page_of(made.updates, made.library))}


def test_a_page_shows_its_own_card_else_its_themes_else_the_sites():
    articles = {"new": article(claim()), "old": article(claim()), "other": {**article(claim()), "themes": ["others"]}}
    beside_pages = found(edition(articles=articles, themes={"closures": THEME, "others": THEME}), CARDS)
    assert {uri: beside_pages[uri].head["card"] for uri in ("briefs/new.md", "briefs/old.md", "briefs/other.md")} == {
        "briefs/new.md": "cards/briefs/new.png",
        "briefs/old.md": "cards/themes/closures.png",
        "briefs/other.md": "cards/index.png",
    }
    assert beside_pages["index.md"].head["card"] == beside_pages["about.md"].head["card"] == "cards/index.png"


def test_without_cards_no_page_has_one():
    assert not any("card" in one.head for one in found(edition()).values())


def test_themes_and_corrections_have_feeds_of_their_own():
    beside_pages = found(edition())
    feeds = {uri: one.head["feed"] for uri, one in beside_pages.items() if "feed" in one.head}
    assert feeds == {
        "themes/closures.md": {"title": "Closures", "uri": "feeds/themes/closures"},
        "corrections.md": {"title": "Corrections", "uri": "feeds/corrections"},
    }


def test_a_brief_and_a_question_show_their_own_corrections():
    made = edition(
        questions={"how-many": {"ask": "How many?", "type": "count"}},
        corrections=[correction(say=("a", "b")), correction("how-many", what="added", answer=("", "4"))],
    )
    shown = {uri: [update.heading for update in one.updates] for uri, one in found(made).items() if one.updates}
    assert shown == {"briefs/a-brief.md": ["Claim c1 changed"], "questions/how-many.md": ["Editors’ answer given"]}


def test_every_page_says_what_it_is_about():
    for uri, one in found(edition()).items():
        assert one.head["json_ld"].startswith('{"@context":"https://schema.org","@graph":[{'), uri
    assert SITE.address("index.md") == "https://site.example/sub/"
