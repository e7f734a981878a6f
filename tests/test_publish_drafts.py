from dataclasses import replace

from small import article, claim, library

from generator.publish import assets
from generator.publish.drafts import without_drafts

ASKED = {"how-many": {"ask": "How many?", "type": "count"}}
NAMED = {"kim": {"name": "Kim", "kind": "person"}}


def brief(count, draft):
    made = article(claim(say="Kim came.", answers={"how-many": count}))
    return {**made, **({"draft": "true"} if draft else {})}


def with_draft(*, draft):
    briefs = {"a-b": brief("9", draft=False), "c-d": brief("9", draft=False), "e-f": brief("5", draft=draft)}
    return library(articles=briefs, questions=ASKED, names=NAMED)


def test_a_library_without_drafts_is_as_it_was():
    shown = with_draft(draft=False)
    assert without_drafts(shown) is shown


def test_drafts_leave_no_trace_in_data():
    published = library(articles={id_: brief("9", draft=False) for id_ in ("a-b", "c-d")}, questions=ASKED, names=NAMED)
    assert data(with_draft(draft=True)) == data(published)
    assert data(with_draft(draft=False)) != data(published)


def data(of):
    return [(asset.uri, asset.make()) for asset in assets(of) if asset.uri.startswith("data/")]


def test_a_question_that_only_a_draft_answers_has_no_answer():
    shown = library(articles={"a-b": brief("9", draft=True)}, questions=ASKED)
    question = without_drafts(shown).questions["how-many"]
    assert question == replace(question, answers=(), compared=(), verdict="none", origins=0)


def test_what_no_draft_has_to_do_with_stays_the_same_object():
    briefs = {"a-b": brief("9", draft=False), "c-d": article(claim(say="Ri came.")) | {"draft": "true"}}
    named = {**NAMED, "ri": {"name": "Ri", "kind": "person"}}
    shown = library(articles=briefs, questions=ASKED, names=named)
    published = without_drafts(shown)
    assert published.questions["how-many"] is shown.questions["how-many"]
    assert published.names["kim"] is shown.names["kim"]
    assert published.names["ri"].claims == ()
