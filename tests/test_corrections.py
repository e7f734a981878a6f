import datetime as dt

import pytest
from repository import Repository

from generator.past.corrections import Change, Chronicle, chronicle

CLAIM = {"id": "c1", "say": "Four posts were closed."}


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def brief(*claims, **more):
    """A brief as YAML; only what the history of claims looks at."""
    return "\n".join([*(f"{key}: {value}" for key, value in more.items()), f"claims: {list(claims)}"])


def register(**questions):
    return "\n".join(f"{id_}: {{ask: Why?, editor: {editor}}}" for id_, editor in questions.items())


def noon(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def found(repository):
    return [(each.of, each.what, each.changes) for each in chronicle(repository.root).corrections]


def history(repository, *texts, file="articles/a-brief.yml"):
    """Commit one version of a file after the other, a day apart, and say what was corrected."""
    for day, text in enumerate(texts, start=1):
        repository.commit(f"2026-01-{day:02}", {file: text})
    return found(repository)


def test_a_changed_claim_is_a_correction_field_by_field(repository):
    after = {**CLAIM, "say": "Seven posts were closed.", "quote": "seven posts"}
    assert history(repository, brief(CLAIM), brief(after)) == [
        (
            "a-brief#c1",
            "changed",
            (Change("say", "Four posts were closed.", "Seven posts were closed."), Change("quote", "", "seven posts")),
        )
    ]


def test_a_correction_has_a_day_and_a_lasting_key(repository):
    repository.commit("2026-01-01", {"articles/a-brief.yml": brief(CLAIM)})
    commit = repository.commit("2026-01-07", {"articles/a-brief.yml": brief({**CLAIM, "say": "Other."})})
    [correction] = chronicle(repository.root).corrections
    assert (correction.when, correction.commit) == (noon("2026-01-07"), commit)
    assert (correction.subject, correction.key) == ("a-brief", f"a-brief-c1-{commit[:10]}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({**CLAIM, "say": "Four  posts"}, {**CLAIM, "say": "Four posts"}, id="white space"),
        pytest.param(CLAIM, {"say": CLAIM["say"], "id": "c1"}, id="order of keys"),
        pytest.param(CLAIM, {**CLAIM, "kind": "fact"}, id="the default written out"),
        pytest.param(
            {**CLAIM, "answers": {"which": ["NP", "UG"]}}, {**CLAIM, "answers": {"which": ["UG", "NP"]}}, id="set"
        ),
        pytest.param(CLAIM, {**CLAIM, "off_timeline": "true"}, id="where it is shown"),
    ],
)
def test_what_says_the_same_is_no_correction(repository, before, after):
    assert history(repository, brief(before), brief(after)) == []


def test_an_answer_that_changed_is_named_with_its_question(repository):
    before, after = ({**CLAIM, "answers": {"which": [*places]}} for places in (("NP",), ("NP", "UG")))
    assert history(repository, brief(before), brief(after)) == [
        ("a-brief#c1", "changed", (Change("answers.which", "NP", "NP, UG"),))
    ]


def test_a_new_claim_is_no_correction_and_one_taken_back_is(repository):
    both = brief(CLAIM, {"id": "c2", "say": "Nobody knows why."})
    assert history(repository, brief(CLAIM), both, brief(CLAIM)) == [
        ("a-brief#c2", "removed", (Change("say", "Nobody knows why.", ""), Change("kind", "fact", "")))
    ]


def test_drafts_and_what_no_build_could_read_were_never_published(repository):
    draft = brief({**CLAIM, "say": "A draft."}, draft="true")
    assert history(repository, draft, brief(CLAIM), "claims: [", "- a list", brief(CLAIM)) == []
    assert chronicle(repository.root).published["a-brief"].first == noon("2026-01-02")


def test_a_brief_that_comes_back_begins_anew(repository):
    assert history(repository, brief(CLAIM), None, brief({**CLAIM, "say": "Other."})) == []


def test_a_brief_was_changed_last_when_readers_could_see_it(repository):
    copy = "{title: T, copy: {file: a.txt}}"
    history(repository, brief(CLAIM), brief(CLAIM, summary="More."), brief(CLAIM, summary="More.", source=copy))
    published = chronicle(repository.root).published["a-brief"]
    assert (published.first, published.last) == (noon("2026-01-01"), noon("2026-01-03"))
    repository.commit("2026-01-09", {"articles/a-brief.yml": brief(CLAIM, summary="More.", source=copy[:-2] + "2}}")})
    assert chronicle(repository.root).published["a-brief"].last == noon("2026-01-03")


def test_an_editors_answer_is_given_changed_and_taken_back(repository):
    four = "{answer: '4', because: [{text: Counted.}], reviewed: 2026-01-01}"
    looked_again = four.replace("2026-01-01", "2026-02-02")
    texts = [
        register(how_many="null"),
        register(how_many=four),
        register(how_many=looked_again),
        register(how_many=four.replace("4", "7"), born_with_an_answer=four),
        register(how_many="null", born_with_an_answer=four),
    ]
    corrections = history(repository, *texts, file="registers/questions.yml")
    assert [(of, what) for of, what, _ in corrections] == [
        ("how_many", "removed"),
        ("how_many", "changed"),
        ("how_many", "added"),
    ]
    assert corrections[1][2] == (Change("answer", "4", "7"),)


def test_the_newest_correction_comes_first(repository):
    other = {**CLAIM, "say": "Other."}
    repository.commit("2026-01-01", {"articles/a-brief.yml": brief(CLAIM), "articles/b-brief.yml": brief(CLAIM)})
    repository.commit("2026-01-02", {"articles/b-brief.yml": brief(other)})
    repository.commit("2026-01-03", {"articles/a-brief.yml": brief(other)})
    assert [each.subject for each in chronicle(repository.root).corrections] == ["a-brief", "b-brief"]


def test_without_a_repository_there_is_no_chronicle(tmp_path):
    assert chronicle(tmp_path) == Chronicle()
