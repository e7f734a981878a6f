import datetime as dt
import hashlib

import pytest

from generator.evidence.mentions import Matcher
from generator.evidence.quotations import quotes_hash
from generator.link import link, without_drafts
from generator.link.links import Links
from generator.reading.content import Answer, Content
from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Theme
from generator.values.answers import AnswerError

SUMMARY = "What follows makes this summary as long as a summary has to be, and says no more than that at all."
COPY = "The regime has not tried to justify the recent closing of some of its diplomatic posts abroad."


def claims(*given):
    return [{"id": f"c{number}", "say": "Something is.", **claim} for number, claim in enumerate(given, 1)]


def article(*of_claims, source=None, **more):
    typed = {
        "title": "T",
        "source": {"title": "T", "url": "https://example.org/", "published": "2023-11-10", **(source or {})},
        "themes": ["a-theme"],
        "summary": SUMMARY,
        "claims": claims(*of_claims),
        **more,
    }
    return Article.model_validate(typed)


def judgment(**more):
    fields = {"id": "j1", "text": "It will be.", "likelihood": "likely", "confidence": "low", "reviewed": "2024-01-01"}
    return {**fields, "because": ["one#c1"], **more}


def theme(*judgments):
    typed = {"title": "T", "question": "Q?", "bottom_line": "B.", "trend": "up", "trend_why": "W."}
    return Theme.model_validate({**typed, "judgments": list(judgments)})


QUESTIONS = {
    "how-many": Question.model_validate({"ask": "How many?", "type": "count", "over_time": "grows"}),
    "why": Question.model_validate({"ask": "Why?", "type": "choice", "values": ["a", "b"], "exclusive": "false"}),
}


def content(articles, **more):
    """Content with the answers that stand in its articles."""
    questions = more.setdefault("questions", QUESTIONS)
    given = {
        id_: tuple(
            Answer(id_, claim.id, question, questions[question].parse(value))
            for claim in typed.claims
            for question, value in claim.answers.items()
            if question in questions
        )
        for id_, typed in articles.items()
    }
    more.setdefault("themes", {"a-theme": theme()})
    return Content(articles=articles, answers=given, **more)


class Folder(dict):
    """Copies by name."""

    __call__ = dict.get
    signature = dict.get


def linked(articles, *, copies=None, changed_on=None, links=None, **more):
    days = lambda claim, _since: changed_on(claim) if changed_on else None  # noqa: E731 - one line
    return link(content(articles, **more), Folder(copies or {}), days, links)


def library(articles, **more):
    found, faults = linked(articles, **more)
    assert faults == []
    return found


def faults(articles, **more):
    """What is wrong: kind, id, path and message of each fault."""
    return [(f.kind, f.record_id, f.path, f.message) for f in linked(articles, **more)[1]]


def test_nothing_is_linked_to_nothing():
    found = library({}, themes={}, questions={})
    assert (found.articles, found.claims, found.timeline, found.trees) == ({}, {}, (), ())


def test_articles_come_newest_first_undated_ones_last():
    dated = {
        "old": article(source={"published": "2023-01-01"}),
        "new-b": article(source={"published": "2024-05-02"}),
        "new-a": article(source={"published": "2024-05-02"}),
        "range": article(source={"published": "2023-06-01/2023-12-31", "published_why": "So."}),
        "until": article(source={"published": "../2023-06-30", "published_why": "So."}),
        "undated": article(source={"published": "unknown"}),
    }
    assert list(library(dated).articles) == ["new-a", "new-b", "until", "range", "old", "undated"]


def test_defaults_of_a_claim_are_filled_in():
    one = article(
        {}, {"by": "Somebody"}, {"by": "Somebody", "kind": "fact"}, {"as_of": "2023-10", "kind": "assessment"}
    )
    first, second, third, fourth = library({"one": one}).claims.values()
    assert [claim.ref for claim in (first, second, third, fourth)] == ["one#c1", "one#c2", "one#c3", "one#c4"]
    assert [claim.kind for claim in (first, second, third, fourth)] == ["fact", "statement", "fact", "assessment"]
    assert [claim.moment.text for claim in (first, fourth)] == ["2023-11-10", "2023-10"]
    assert (first.themes, first.origin, first.article) == (("a-theme",), "one", "one")


def test_an_unknown_date_gives_an_unknown_moment():
    assert library({"one": article({}, source={"published": "unknown"})}).claims["one#c1"].moment is None


def test_re_telling_is_followed_to_its_root_and_drawn():
    articles = {
        "one": article({}, {"retells": "other"}, source={"retells": "two"}),
        "two": article({}, source={"retells": "wire"}),
    }
    origins = {
        "wire": Origin(title="W", retells="agency"),
        "agency": Origin(title="A"),
        "other": Origin(title="O"),
    }
    found = library(articles, origins=origins)
    assert found.articles["one"].origin == "agency"
    assert {ref: claim.origin for ref, claim in found.claims.items()} == {
        "one#c1": "agency",
        "one#c2": "other",
        "two#c1": "agency",
    }
    (tree,) = found.trees
    assert list(tree.walk()) == [(0, "agency"), (1, "wire"), (2, "two"), (3, "one")]
    assert found.title_of("wire") == "W"
    assert found.title_of("one") == "T"


def test_a_circle_is_a_fault_of_every_record_in_it_and_leaves_them_in():
    articles = {"one": article({}, source={"retells": "wire"}), "self": article(source={"retells": "self"})}
    origins = {"wire": Origin(title="W", retells="one")}
    found, _ = linked(articles, origins=origins)
    assert set(found.articles) == {"one", "self"}
    assert faults(articles, origins=origins) == [
        ("articles", "one", ("source", "retells"), "re-telling goes round in a circle: one -> wire -> one"),
        ("origins", "wire", ("retells",), "re-telling goes round in a circle: one -> wire -> one"),
        ("articles", "self", ("source", "retells"), "re-telling goes round in a circle: self -> self"),
    ]


def test_of_a_long_circle_some_is_told():
    origins = {f"origin-{n}": Origin(title="O", retells=f"origin-{(n + 1) % 9}") for n in range(9)}
    (_, _, _, message), *others = faults({}, origins=origins)
    assert message.endswith(": origin-0 -> origin-1 -> origin-2 -> origin-3 -> origin-4 -> (4 more) -> origin-0")
    assert len(others) == 8


def test_answers_are_compared_and_counted_by_origin():
    five, nine = {"answers": {"how-many": "5"}}, {"answers": {"how-many": "9"}}
    found = library(
        {
            "one": article(five),
            "two": article(five, source={"retells": "one"}),
            "three": article(five),
            "four": article(nine, source={"published": "2023-12-15"}),
            "five": article({"answers": {"how-many": "3"}}, source={"published": "2023-12-16"}),
        }
    )
    question = found.questions["how-many"]
    assert (question.verdict, question.origins, len(list(question.pairs()))) == ("conflict", 4, 10)
    assert [answer.claim for answer in question.answers] == ["one#c1", "three#c1", "two#c1", "four#c1", "five#c1"]
    (answered,) = found.claims["one#c1"].answers
    assert (answered.origins, answered.disputed) == (2, True)
    assert found.claims["four#c1"].disputed
    assert found.articles["four"].claims[0].disputed
    assert found.themes["a-theme"].questions == ("how-many",)


def test_one_origin_alone_settles_nothing_and_no_answer_is_none():
    five = {"answers": {"how-many": "5"}}
    found = library({"one": article(five), "two": article(five, source={"retells": "one"})})
    assert (found.questions["how-many"].verdict, found.questions["why"].verdict) == ("single", "none")


def test_the_editors_answer_is_converted():
    editor = {"answer": ">=9", "because": [{"text": "So."}], "reviewed": "2024-01-01"}
    asked = {"how-many": Question.model_validate({"ask": "How many?", "type": "count", "editor": editor})}
    assert library({}, questions=asked).questions["how-many"].editor == asked["how-many"].parse(">=9")
    with pytest.raises(AnswerError):
        asked["how-many"].parse("nine")


def test_names_are_found_in_what_is_said_quoted_and_by_whom():
    names = {
        "kim-jong-un": Name(name="Kim Jong Un", kind="person", spellings=["Kim Jong-un"], hangul="김정은"),
        "kampala": Name(name="Kampala", kind="place"),
        "nobody": Name(name="Nobody", kind="person"),
    }
    one = article(
        {"say": "Kampala was left, says Kim Jong Un."},
        {"quote": "Kim Jong-un spoke"},
        {"by": "김정은은"},
        {"note": "Kampala again.", "when": "2020"},
    )
    found = library({"one": one}, names=names)
    assert found.claims["one#c1"].names == ("kampala", "kim-jong-un")
    assert [claim.ref for claim in found.names["kim-jong-un"].claims] == ["one#c1", "one#c2", "one#c3"]
    assert found.names["nobody"].claims == ()
    assert found.articles["one"].names == ("kampala", "kim-jong-un")


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"name": "Kim", "kind": "person"}, ("name",)),
        ({"name": "Another", "kind": "person", "spellings": ["Ri", "Kim"]}, ("spellings", 1)),
        ({"name": "Another", "kind": "person", "hangul": "김정은"}, ("hangul",)),
    ],
)
def test_one_spelling_of_two_names_is_a_fault_where_it_stands(record, path):
    names = {
        "first": Name(name="First", kind="person", spellings=["Kim"], hangul="김정은"),
        "second": Name.model_validate(record),
    }
    (fault,) = faults({}, names=names)
    assert fault[:3] == ("names", "second", path)
    assert fault[3].endswith("is a spelling of 'first' too")


def copied(**more):
    return {"copy": {"file": "copy.txt", **more}}


QUOTED = {"quote": "has not tried to justify"}


@pytest.mark.parametrize(
    ("recorded", "copies", "result"),
    [
        ({}, {}, "unchecked"),
        ({"quotes": quotes_hash([QUOTED["quote"]])}, {}, "unchecked"),
        ({"quotes": "0" * 64}, {}, "changed"),
        ({}, {"copy.txt": COPY.encode()}, "found"),
        ({"quotes": "0" * 64}, {"copy.txt": COPY.encode()}, "found"),
        ({"sha256": hashlib.sha256(COPY.encode()).hexdigest()}, {"copy.txt": COPY.encode()}, "found"),
    ],
)
def test_the_text_of_a_copy_decides_and_without_it_what_was_recorded(recorded, copies, result):
    found = library({"one": article(QUOTED, {}, source=copied(**recorded))}, copies=copies)
    assert [claim.quote for claim in found.claims.values()] == [result, "none"]


def test_without_a_copy_named_quotations_are_unchecked():
    assert library({"one": article(QUOTED)}).claims["one#c1"].quote == "unchecked"


def test_a_quotation_that_is_not_there_is_a_fault_and_stays_with_its_label():
    articles = {"one": article({}, {"quote": "has never tried to justify"}, source=copied())}
    copies = {"copy.txt": COPY.encode()}
    found, (fault,) = linked(articles, copies=copies)
    assert found.claims["one#c2"].quote == "not-found"
    assert (fault.kind, fault.record_id, fault.path) == ("articles", "one", ("claims", 1, "quote"))
    assert fault.hint == "[-yours-] and {+the copy's+}: …has [-never-]{+not+} tried to justify…"


def test_a_copy_that_is_another_is_a_fault():
    articles = {"one": article(QUOTED, source=copied(sha256="0" * 64))}
    (fault,) = faults(articles, copies={"copy.txt": COPY.encode()})
    assert fault[:3] == ("articles", "one", ("source", "copy", "sha256"))


def test_a_link_opens_the_source_at_the_words():
    one = article(QUOTED, {})
    assert (
        library({"one": one}).claims["one#c1"].link == "https://example.org/#:~:text=has%20not%20tried%20to%20justify"
    )
    assert library({"one": one}).claims["one#c2"].link is None
    assert library({"one": article(QUOTED, source={"url": "unknown"})}).claims["one#c1"].link is None


def test_claims_stand_latest_first_and_those_of_one_time_as_in_the_newest_article():
    dated = {"when": "2020-01-05"}
    older = article(dated, {"when": "2020"}, {"when": "2020-01"}, source={"published": "2021"})
    newer = article({}, dated, dated, source={"published": "2024-06"})
    unknown = article({}, {"when": "1999"}, source={"published": "unknown"})
    found = library({"a": older, "b": newer, "c": unknown}).latest
    assert [claim.ref for claim in found] == ["b#c1", "b#c2", "b#c3", "a#c1", "a#c2", "a#c3", "c#c2", "c#c1"]


def test_the_timeline_holds_what_has_a_date_and_is_part_of_the_story():
    one = article(
        {"when": "2023-10/2023-12"},
        {"when": "2020-01", "off_timeline": "true"},
        {},
        {"when": "2022"},
        {"when": "../2021", "themes": ["a-theme"]},
    )
    assert [claim.ref for claim in library({"one": one}).timeline] == ["one#c5", "one#c4", "one#c1"]


def test_themes_hold_their_articles_and_their_claims():
    two_themes = article({"themes": ["another"]}, {}, themes=["a-theme", "another"])
    found = library({"one": two_themes, "two": article({})}, themes={"a-theme": theme(), "another": theme()})
    assert [claim.ref for claim in found.themes["a-theme"].claims] == ["one#c2", "two#c1"]
    assert [claim.ref for claim in found.themes["another"].claims] == ["one#c1", "one#c2"]
    assert [each.id for each in found.themes["another"].articles] == ["one"]
    assert found.themes["a-theme"].origins == 2


def test_publishers_and_missions_are_linked():
    publisher = Publisher(name="P", reliability="B", why="W.")
    stages = [{"stage": "closed", "when": "2023-10"}, {"stage": "told", "when": "2023-09"}]
    mission = {"city": "C", "country": "UG", "kind": "embassy", "point": ["0", "0"], "stages": stages}
    found = library(
        {"one": article(source={"publisher": "paper"})},
        publishers={"paper": publisher},
        missions={"kampala": Mission.model_validate(mission)},
    )
    assert [each.id for each in found.publishers["paper"].articles] == ["one"]
    assert found.missions["kampala"].status == "closed"
    assert [stage.stage for stage in found.missions["kampala"].stages] == ["told", "closed"]


J = ("judgments", 0)


@pytest.mark.parametrize(
    ("typed", "path", "message"),
    [
        (
            judgment(text="It is very likely."),
            (*J, "text"),
            "words of likelihood or confidence in the text: 'very likely'",
        ),
        (
            judgment(history=[{"text": "So.", "likelihood": "likely", "confidence": "low", "until": "2023-01-01"}] * 2),
            None,
            None,
        ),
        (
            judgment(history=[{"text": "Remote.", "likelihood": "likely", "confidence": "low", "until": "2023-01-01"}]),
            (*J, "history", 0, "text"),
            "words of likelihood or confidence in the text: 'Remote'",
        ),
        (judgment(because=[]), (*J, "because"), "a judgment rests on claims, and none is named"),
        (
            judgment(confidence="high"),
            (*J, "confidence"),
            "confidence is high, but all claims beneath have one origin",
        ),
        (judgment(confidence="high", because=["one#c1", "other#c1"]), None, None),
        (judgment(confidence="high", because=["one#c1", "gone#c1"]), None, None),
        (judgment(because=["gone#c1"]), None, None),
    ],
)
def test_the_wording_rules_are_faults_and_leave_the_theme_in(typed, path, message):
    articles = {"one": article({}), "other": article({})}
    themes = {"a-theme": theme(typed)}
    expected = [("themes", "a-theme", path, message)] if message else []
    assert faults(articles, themes=themes) == expected
    assert len(linked(articles, themes=themes)[0].themes["a-theme"].judgments) == 1


def test_re_tellings_of_one_origin_are_no_ground_for_high_confidence():
    articles = {"one": article({}), "two": article({}, source={"retells": "one"})}
    themes = {"a-theme": theme(judgment(confidence="high", because=["one#c1", "two#c1"]))}
    assert len(faults(articles, themes=themes)) == 1


def test_the_rows_of_the_table_are_not_mixed_in_a_theme():
    mixed = theme(judgment(), judgment(id="j2", likelihood="probable"), judgment(id="j3", likelihood="unlikely"))
    (fault,) = faults({"one": article({})}, themes={"a-theme": mixed})
    assert fault[2:] == (("judgments", 1, "likelihood"), "'probable' and 'likely' are of two rows of the ICD 203 table")
    apart = {"a-theme": theme(judgment()), "another": theme(judgment(likelihood="probable"))}
    assert faults({"one": article({})}, themes=apart) == []


def reviews(articles, changed_on=None, **fields):
    found = library(articles, themes={"a-theme": theme(judgment(**fields))}, changed_on=changed_on)
    return [(review.kind, review.claim) for review in found.themes["a-theme"].judgments[0].reviews]


def test_a_judgment_is_to_be_looked_at_again_when_claims_change_after_its_review():
    five, nine = {"answers": {"how-many": "5"}}, {"answers": {"how-many": "3"}}
    old = article(five, source={"published": "2023-01-01"})
    assert reviews({"one": old}) == []
    assert reviews({"one": old}, {"one#c1": dt.date(2024, 1, 2)}.get) == [("changed", "one#c1")]
    assert reviews({"one": old}, {"one#c1": dt.date(2024, 1, 1)}.get) == []
    newer = article(five, source={"published": "2024-02-01"})
    assert reviews({"one": old, "two": newer}) == [("added", "two#c1")]
    against = article(nine, source={"published": "2024-02-01"})
    assert reviews({"one": old, "two": against}) == [("contradicted", "two#c1")]
    assert reviews({"one": old, "two": against}, lambda _: dt.date(2023, 5, 1)) == []


def test_without_drafts_nothing_of_them_is_left():
    whole = content({"one": article({"answers": {"how-many": "5"}}, draft="true"), "two": article({})})
    published = without_drafts(whole)
    assert (list(published.articles), published.answers) == (["two"], {"two": ()})
    assert without_drafts(published) == published


def test_what_did_not_change_is_the_same_object():
    five, nine = {"answers": {"how-many": "5"}}, {"answers": {"how-many": "9"}}
    names = {"kampala": Name(name="Kampala", kind="place")}
    articles = {"one": article(five), "two": article({"say": "Kampala."}), "three": article(nine)}
    more = {"themes": {"a-theme": theme(), "other": theme()}, "names": names}
    links = Links()
    before = library(articles, **more, links=links)
    after = library({**articles, "three": article(nine, title="Another")}, **more, links=links)
    assert after.articles["three"].typed.title == "Another"
    for part, id_ in (("articles", "one"), ("articles", "two"), ("claims", "one#c1"), ("themes", "other")):
        assert getattr(after, part)[id_] is getattr(before, part)[id_]
    assert after.questions["how-many"] is before.questions["how-many"]
    assert after.names["kampala"] is before.names["kampala"]
    assert after.timeline is before.timeline


def test_an_answer_more_changes_those_it_agrees_with_and_no_others():
    five, nine = {"answers": {"how-many": "5"}}, {"answers": {"how-many": "9"}}
    articles = {"one": article(five), "two": article(nine)}
    links = Links()
    before = library(articles, links=links)
    after = library({**articles, "three": article(five)}, links=links)
    assert after.claims["one#c1"].answers[0].origins == 2
    assert after.articles["two"] is before.articles["two"]


def test_names_are_looked_for_again_only_where_they_may_stand(monkeypatch):
    articles = {"one": article({"say": "Kampala was left."}), "two": article({"say": "Luanda was left."})}
    kampala, luanda = Name(name="Kampala", kind="place"), Name(name="Luanda", kind="place")
    links = Links()
    before = library(articles, names={"kampala": kampala}, links=links)
    searched = []
    ids = Matcher.ids
    monkeypatch.setattr(Matcher, "ids", lambda self, *texts: searched.append(texts[0]) or ids(self, *texts))
    after = library(articles, names={"kampala": kampala, "luanda": luanda}, links=links)
    assert searched == ["Luanda was left."]
    assert [claim.ref for claim in after.names["luanda"].claims] == ["two#c1"]
    assert after.articles["one"] is before.articles["one"]


def test_a_copy_is_read_again_when_it_changed():
    articles = {"one": article(QUOTED, source=copied())}
    links, folder = Links(), {"copy.txt": b"Nothing of it."}
    assert linked(articles, copies=folder, links=links)[0].claims["one#c1"].quote == "not-found"
    folder["copy.txt"] = COPY.encode()
    assert linked(articles, copies=folder, links=links)[0].claims["one#c1"].quote == "found"
    assert linked(articles, links=links)[0].claims["one#c1"].quote == "unchecked"
