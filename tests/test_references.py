import pytest

from generator.reading.content import Answer
from generator.reading.references import (
    Fault,
    Known,
    Named,
    Reference,
    broken_references,
    doubled_ids,
    named,
    read_answers,
)
from generator.schema import Article, Question
from generator.values.answers import Count

SUMMARY = "What follows makes this summary as long as a summary has to be, and says no more than that at all."
KINDS = ("articles", "themes", "questions", "names", "missions", "publishers", "origins")


def article(*claims, retells=None, publisher=None, draft=None, themes=("a-theme",)):
    return {
        "title": "T",
        "source": {
            "title": "T",
            "url": "unknown",
            "published": "unknown",
            **({"retells": retells} if retells else {}),
            **({"publisher": publisher} if publisher else {}),
        },
        "themes": list(themes),
        "summary": SUMMARY,
        "claims": [{"id": f"c{n + 1}", "say": "S.", **claim} for n, claim in enumerate(claims)],
        **({"draft": "true"} if draft else {}),
    }


def known(**ids):
    return {kind: Known(frozenset(ids.get(kind, ()))) for kind in KINDS}


def references(**records):
    """What is named in records, given by kind and id as they were typed."""
    gathered = [named(kind, id_, typed) for kind, of_kind in records.items() for id_, typed in of_kind.items()]
    return [reference for found in gathered for reference in found.references]


def broken(known_ids=None, **records):
    """What is wrong with what records name."""
    records = {"themes": {"a-theme": {}}, **records}
    ids = known(**records) | (known_ids or {})
    articles = {id_: Article.model_validate(typed) for id_, typed in records.get("articles", {}).items()}
    drafts = {id_ for id_, typed in records.get("articles", {}).items() if named("articles", id_, typed).draft}
    return list(broken_references(references(**records), articles, drafts, ids))


def faults(known_ids=None, **records):
    """The same as kind, id, path and message of each fault."""
    return [each[:4] for each in broken(known_ids, **records)]


def test_what_is_named_and_exists_is_right():
    assert (
        faults(
            articles={
                "one": article({"retells": "wire"}, retells="two", publisher="agency"),
                "two": article(retells="wire"),
            },
            origins={"wire": {"title": "T", "publisher": "agency", "retells": "two"}},
            publishers={"agency": {}},
            missions={"kampala": {"stages": [{"because": ["one#c1", "https://example.org/"]}]}},
            themes={"a-theme": {"judgments": [{"because": ["one#c1"], "against": []}]}},
        )
        == []
    )


@pytest.mark.parametrize(
    ("records", "fault"),
    [
        (
            {"articles": {"one": article(publisher="agency")}},
            ("articles", "one", ("source", "publisher"), "unknown publisher 'agency'"),
        ),
        (
            {"articles": {"one": article(retells="wire")}},
            ("articles", "one", ("source", "retells"), "unknown article or origin 'wire'"),
        ),
        (
            {"articles": {"one": article(themes=["a-theme", "another"])}},
            ("articles", "one", ("themes", 1), "unknown theme 'another'"),
        ),
        (
            {"articles": {"one": article({}, {"retells": "wire"})}},
            ("articles", "one", ("claims", 1, "retells"), "unknown article or origin 'wire'"),
        ),
        (
            {"origins": {"wire": {"title": "T", "retells": "another"}}},
            ("origins", "wire", ("retells",), "unknown article or origin 'another'"),
        ),
        (
            {"origins": {"wire": {"title": "T", "publisher": "agency"}}},
            ("origins", "wire", ("publisher",), "unknown publisher 'agency'"),
        ),
        (
            {"themes": {"a-theme": {"judgments": [{"because": ["one#c1"]}]}}},
            ("themes", "a-theme", ("judgments", 0, "because", 0), "unknown article 'one'"),
        ),
        (
            {"articles": {"one": article({})}, "themes": {"a-theme": {"judgments": [{"against": ["one#c2"]}]}}},
            ("themes", "a-theme", ("judgments", 0, "against", 0), "'one' has no claim 'c2'"),
        ),
        (
            {"missions": {"kampala": {"stages": [{"because": ["one#c1"]}]}}},
            ("missions", "kampala", ("stages", 0, "because", 0), "unknown article 'one'"),
        ),
    ],
)
def test_what_leads_nowhere_is_a_fault_at_its_place(records, fault):
    assert faults(**records) == [fault]


def test_an_id_names_one_thing_among_articles_and_origins():
    ids = known(articles=["one", "two"], origins=["one", "three"])
    (fault,) = doubled_ids(ids["origins"], ids["articles"])
    assert fault[:4] == ("origins", "one", (), "'one' is an article too")
    assert fault.at_key


def test_the_nearest_id_is_pointed_out():
    publishers = {"publishers": Known(frozenset(["agency", "another"]))}
    (fault,) = broken(publishers, articles={"one": article(publisher="agensy")})
    assert fault.hint == "did you mean 'agency'?"


def test_into_an_unreadable_file_no_reference_is_wrong():
    assert faults({"publishers": Known(everything=True)}, articles={"one": article(publisher="agency")}) == []


def test_claims_of_a_brief_that_cannot_be_read_are_not_called_missing():
    unreadable = {"articles": Known(frozenset(["one"]))}
    assert faults(unreadable, themes={"a-theme": {"judgments": [{"because": ["one#c1"]}]}}) == []


@pytest.mark.parametrize("draft", [True, False])
def test_nothing_published_rests_on_a_draft(draft):
    drafts = {"draft": article({}, draft=True)}
    assert len(faults(articles={**drafts, "one": article(retells="draft", draft=draft)})) == (not draft)
    assert len(faults(articles={**drafts, "one": article({"retells": "draft"}, draft=draft)})) == (not draft)


def test_no_origin_theme_or_mission_rests_on_a_draft():
    drafts = {"draft": article({}, draft=True)}
    (fault,) = faults(articles=drafts, origins={"wire": {"title": "T", "retells": "draft"}})
    assert fault[3] == "'draft' is a draft: nothing published may rest on it"
    assert len(faults(articles=drafts, themes={"a-theme": {"judgments": [{"because": ["draft#c1"]}]}})) == 1
    assert len(faults(articles=drafts, missions={"kampala": {"stages": [{"because": ["draft#c1"]}]}})) == 1


def test_a_theme_or_publisher_may_be_called_as_a_draft_is():
    drafts = {"a-theme": article(draft=True), "one": article()}
    assert faults(articles=drafts) == []


@pytest.mark.parametrize("typed", [None, [], "text", {"source": [], "themes": "x", "claims": [None, {"answers": []}]}])
def test_whatever_was_typed_names_something_or_nothing(typed):
    for kind in KINDS:
        assert named(kind, "one", typed) == Named()


def test_what_has_not_the_form_of_an_id_is_left_to_the_schema():
    found = references(
        articles={"one": article(themes=["No Id"], retells="con", publisher="x")},
        themes={"a-theme": {"judgments": [{"because": ["one", "one#1", "one#c1"]}]}},
    )
    assert found == [
        Reference("themes", "a-theme", ("judgments", 0, "because", 2), ("articles",), "one#c1"),
    ]


QUESTIONS = {"how-many": Question.model_validate({"ask": "How many?", "type": "count"})}


def answers(typed):
    given = named("articles", "one", article({}, {"answers": typed})).answers
    return list(read_answers(given, QUESTIONS, Known(frozenset(["how-many", "unreadable"]))))


def test_answers_are_converted_to_the_type_of_their_question():
    assert answers({"how-many": ">=5"}) == [Answer("one", "c2", "how-many", Count(5, None))]


def test_an_answer_that_does_not_fit_is_a_fault_at_the_value():
    (fault,) = answers({"how-many": "some"})
    assert fault[:4] == ("articles", "one", ("claims", 1, "answers", "how-many"), "'some' is not a count")
    assert fault.hint
    assert not fault.at_key


def test_an_answer_to_no_question_is_a_fault_at_the_key():
    (fault,) = answers({"how-meny": "5"})
    assert fault == Fault(
        "articles",
        "one",
        ("claims", 1, "answers", "how-meny"),
        "unknown question 'how-meny'",
        "did you mean 'how-many'?",
        at_key=True,
    )


def test_an_answer_to_a_question_that_cannot_be_read_is_passed_over():
    assert answers({"unreadable": "5"}) == []


def test_an_absent_answer_is_none():
    assert answers({"how-many": None}) == []
