from pathlib import Path

import pytest

from generator.authoring.scaffold import propose
from generator.authoring.scaffold.extract import Extract
from generator.authoring.scaffold.lines import Line, Role
from generator.reading.content import Content
from generator.reading.load import load
from generator.schema import Article, Name, Origin, Publisher, Theme, is_id

ROOT = Path(__file__).parents[1]


def theme(title):
    return Theme(title=title, question=title, bottom_line=title, trend="up", trend_why="w")


def article(title, *themes, url="unknown"):
    source = {"title": title, "url": url, "published": "unknown"}
    summary = f"{title}. " + "And so it goes on until it is long enough to be called a summary of something."
    return Article.model_validate({"title": title, "source": source, "themes": [*themes], "summary": summary})


CONTENT = Content(
    articles={
        "first": article("Embassies closed in Kampala", "closures"),
        "second": article("Embassies closed in Luanda", "closures", url="https://www.daily.example.org/two/"),
        "third": article("Missiles shown at a parade", "weapons"),
        "fourth": article("Missiles shown to guests of 제인", "weapons"),
    },
    themes={"closures": theme("Closures"), "weapons": theme("Weapons"), "sport": theme("Sport")},
    names={"jane-doe": Name(name="Jane Doe", kind="person", spellings=["Doe Jane"], hangul="제인")},
    publishers={
        "the-daily": Publisher(name="The Daily", reliability="C", why="w", url="https://www.daily.example.org/en"),
        "the-weekly": Publisher(name="The Weekly", reliability="C", why="w"),
    },
    origins={"upstream": Origin(title="Embassies closed")},
)


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Two embassies were closed.", ["closures"]),
        ("Missiles were shown.", ["weapons"]),
        ("Missiles were shown as embassies closed.", ["closures", "weapons"]),
        ("Nothing of the kind.", []),
        ("", []),
    ],
)
def test_themes_are_known_by_the_words_of_their_briefs(text, themes):
    assert sorted(propose.themes(text, CONTENT)) == themes


def test_without_themes_none_is_likely():
    assert propose.themes("Two embassies were closed.", Content()) == []


def test_each_real_brief_is_given_back_one_of_its_themes():
    content = load(ROOT)[0]
    for article_ in content.articles.values():
        assert propose.themes(f"{article_.title} {article_.summary}", content)[0] in article_.themes


def test_names_are_those_of_the_register():
    assert propose.names("Doe Jane met John Roe; 제인은 웃었다", CONTENT) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("page", "id_"),
    [
        ({"url": "https://daily.example.org/news/1"}, "the-daily"),
        ({"publisher": "the daily"}, "the-daily"),
        ({"url": "https://notdaily.example.org/"}, None),
        ({"publisher": "The Monthly"}, None),
        ({}, None),
    ],
)
def test_a_publisher_is_known_by_its_address_or_name(page, id_):
    found = propose.publisher(Extract((), "", **page), CONTENT)
    assert (found and found.id) == id_


def test_a_publisher_named_around_the_article_is_likely():
    lines = (Line(1, "The Weekly says so.", Role.BODY), Line(9, "Read The Daily!", Role.ADVERT))
    assert propose.likely_publishers(Extract(lines, ""), CONTENT) == [("the-daily", "named in line 9, advert")]


@pytest.mark.parametrize(
    ("title", "published", "publisher", "id_"),
    [
        ("The Fall of the House", "2024-09-24", "the-daily", "2024-09-24-thedaily-fall-house"),
        ("Élan & façade", "2024-09", None, "2024-09-elan-facade"),
        ("Lee’s Kim's", "2024-09-24/2024-09-30", None, "2024-09-lees-kims"),
        ("Lee’s", "2024-09-24/2025-01-30", None, "lees"),
        ("Lee’s", "2024-09~", None, "2024-09-lees"),
        ("First", None, None, "first-2"),
        ("Upstream", None, None, "upstream-2"),
        ("북한", None, None, "article"),
        ("x", None, None, "article-x"),
        ("", None, None, "article"),
        ("word " * 9 + "and", None, "p" * 80, "p" * 76),
    ],
)
def test_an_id_is_made_by_habit(title, published, publisher, id_):
    made = propose.article_id(title, published, publisher, {*CONTENT.articles, *CONTENT.origins})
    assert made == id_
    assert is_id(made)


@pytest.mark.parametrize(
    ("title", "url", "id_"),
    [
        ("Missiles shown at a  parade", None, "third"),
        ("Another", "http://daily.example.org/two", "second"),
        ("Another", "https://daily.example.org/three", None),
        (None, None, None),
    ],
)
def test_a_brief_of_the_same_article_is_found(title, url, id_):
    assert propose.double(title, url, CONTENT) == id_


def test_an_unknown_address_is_no_double():
    assert propose.double(None, "unknown", CONTENT) is None
