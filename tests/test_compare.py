from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.compare import (
    AGREE,
    GRAVEST_FIRST,
    Answer,
    Pair,
    Rule,
    origins_agreeing,
    pairs,
    pairs_with,
    same_size,
    table,
    verdict_of_question,
)
from generator.values import answers, edtf
from generator.values.answers import Count

FIXED, GROWS, CHANGES, RIVALS = Rule(), Rule("grows"), Rule("changes"), Rule(exclusive=False)
NOVEMBER, DECEMBER = "2023-11-10", "2023-12-13/2023-12-31"


def answer(value, moment=None, article="one", origin=None, claim=None):
    return Answer(claim or f"{article}#c1", article, origin or article, value, moment and edtf.parse(moment))


def other(value, moment=None, article="two", origin=None):
    return answer(value, moment, article, origin)


def verdict(rule, a, b):
    ((_, found), _) = table(rule, [a, b])
    return GRAVEST_FIRST[found]


def all_pairs(rule, given_answers):
    return list(pairs(given_answers, table(rule, given_answers)))


def count(text):
    return answers.parse(text, "count")


def places(codes):
    return frozenset(codes.split())


NINE_WITH_CONGO, NINE_WITH_LIBYA = places("AO BD CD ES GN HK NP SN UG"), places("AO BD ES GN HK LY NP SN UG")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2023-09", "2023-09-20", "agree"),
        ("2023~", "2023-09", "agree"),
        ("2023-09-18/2023-09-20", "2023-09-20/2023-09-21", "agree"),
        ("../2023", "2023/..", "agree"),
        ("2023-09", "2024-09", "conflict"),
        ("2023~", "2024", "conflict"),
    ],
)
def test_dates_agree_where_they_overlap(a, b, expected):
    assert verdict(FIXED, answer(edtf.parse(a)), other(edtf.parse(b))) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("9", "9", "agree"),
        ("5-7", "5-7", "agree"),
        (">=5", "9", "fit"),
        (">=5", "5-7", "fit"),
        ("<=3", "3-9", "fit"),
        ("5-7", "7-9", "fit"),
        ("5", "9", "conflict"),
        (">=5", "<=4", "conflict"),
        ("5-7", "8-9", "conflict"),
    ],
)
def test_counts_fit_where_they_overlap_whatever_time_does(a, b, expected):
    for rule in (FIXED, CHANGES):
        assert verdict(rule, answer(count(a)), other(count(b))) == expected


def test_at_least_five_in_november_and_nine_in_december_fit():
    for rule in (FIXED, GROWS, CHANGES):
        assert verdict(rule, answer(count(">=5"), NOVEMBER), other(count("9"), DECEMBER)) == "fit"


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("5", "9", "fit"),
        ("9", "5", "conflict"),
        ("9", "5-8", "conflict"),
        (">=9", "5-8", "conflict"),
        ("9", ">=5", "fit"),
        ("<=9", "5", "fit"),
    ],
)
def test_a_number_that_grows_fits_a_later_one_that_may_be_larger(earlier, later, expected):
    assert verdict(GROWS, answer(count(earlier), NOVEMBER), other(count(later), DECEMBER)) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("AO UG", "AO UG", "agree"),
        ("AO UG", "AO ES UG", "fit"),
        ("", "AO", "fit"),
        ("AO ES UG", "AO UG", "conflict"),
        ("AO", "", "conflict"),
        ("AO UG", "AO ES NP", "conflict"),
    ],
)
def test_a_set_that_grows_fits_a_later_one_around_it(earlier, later, expected):
    assert verdict(GROWS, answer(places(earlier), NOVEMBER), other(places(later), DECEMBER)) == expected


@pytest.mark.parametrize(("one", "two"), [("2023", DECEMBER), (DECEMBER, "2023-12-31"), (None, NOVEMBER), (None, None)])
def test_where_moments_overlap_growth_may_run_either_way(one, two):
    assert verdict(GROWS, answer(count("9"), one), other(count("5"), two)) == "fit"
    assert verdict(GROWS, answer(places("AO UG"), one), other(places("AO"), two)) == "fit"
    assert verdict(GROWS, answer(places("AO UG"), one), other(places("AO NP"), two)) == "conflict"


def test_only_what_grows_may_grow():
    for rule, expected in ((FIXED, "conflict"), (CHANGES, "changed")):
        assert verdict(rule, answer(count("5"), NOVEMBER), other(count("9"), DECEMBER)) == expected
        assert verdict(rule, answer(places("AO"), NOVEMBER), other(places("AO UG"), DECEMBER)) == expected


def test_nine_with_congo_and_nine_with_libya_are_the_same_number_and_different_lists():
    a, b = answer(NINE_WITH_CONGO, "2023-12-05"), other(NINE_WITH_LIBYA, "2024-01-30")
    assert all_pairs(GROWS, [a, b]) == [Pair(("one#c1", "two#c1"), "conflict", same_size=True)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (places("AO"), places("UG"), True),
        (places("AO"), places("AO"), False),
        (places(""), places(""), False),
        (places("AO"), places("AO UG"), False),
        (Count(9, 9), Count(5, 5), False),
        ("ao", "ug", False),
    ],
)
def test_same_size_is_said_of_different_sets_only(a, b, expected):
    assert same_size(a, b) is expected


def test_no_reason_given_and_a_reason_explained_are_a_conflict():
    assert verdict(FIXED, answer(value=False), other(value=True)) == "conflict"


def test_reasons_that_may_all_be_true_are_rivals_even_in_one_article():
    assert verdict(RIVALS, answer("money"), other("money")) == "agree"
    assert verdict(RIVALS, answer("money"), other("sanctions")) == "rival"
    assert verdict(RIVALS, answer("money"), other("sanctions", origin="one")) == "rival"
    assert verdict(RIVALS, answer("money"), answer("sanctions", claim="one#c2")) == "rival"


def test_one_article_with_both_is_mixed_whatever_time_and_origins_say():
    a, b = answer("warm", NOVEMBER), answer("cold", DECEMBER, origin="upstream", claim="one#c2")
    assert verdict(FIXED, a, b) == verdict(CHANGES, a, b) == "mixed"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (NOVEMBER, DECEMBER, "changed"),
        ("2023", DECEMBER, "conflict"),
        (NOVEMBER, None, "conflict"),
        ("2023-12-31", DECEMBER, "conflict"),
    ],
)
def test_a_state_has_changed_where_moments_do_not_overlap(one, two, expected):
    assert verdict(CHANGES, answer("warm", one), other("cold", two)) == expected
    assert verdict(FIXED, answer("warm", one), other("cold", two)) == "conflict"


def test_one_origin_told_in_two_ways_is_retold():
    a, b = answer("warm", NOVEMBER, origin="yonhap"), other("cold", DECEMBER, origin="yonhap")
    assert verdict(FIXED, a, b) == "retold"
    assert verdict(CHANGES, a, b) == "changed"
    assert verdict(CHANGES, a, replace(b, moment=a.moment)) == "retold"


@pytest.mark.parametrize(
    ("origins", "verdicts", "expected"),
    [
        ([], [], "none"),
        (["a"], [], "single"),
        (["a", "a"], ["agree"], "single"),
        (["a", "a"], ["fit"], "single"),
        (["a", "a"], ["retold"], "retold"),
        (["a", "a"], ["mixed"], "mixed"),
        (["a", "b"], ["agree"], "agree"),
        (["a", "b", "b"], ["agree", "fit", "fit"], "fit"),
        (["a", "b", "b"], ["retold", "agree", "fit"], "retold"),
        (["a", "b"], ["mixed", "retold"], "mixed"),
        (["a", "b"], ["rival", "mixed"], "rival"),
        (["a", "b"], ["changed", "rival"], "changed"),
        (["a", "b"], ["agree", "conflict", "changed"], "conflict"),
    ],
)
def test_the_question_has_the_gravest_verdict(origins, verdicts, expected):
    row = bytes([AGREE, *map(GRAVEST_FIRST.index, verdicts)])
    assert verdict_of_question(origins, (row,) if origins else ()) == expected


numbers = st.integers(0, 6)
values = {
    "date": st.sampled_from(
        [
            edtf.parse(text)
            for text in ("2022", "2023", "2023-09", "2023-09-19", "../2022", "2023/..", "2022-12/2023-01")
        ]
    ),
    "count": st.one_of(
        st.builds(Count, numbers, st.none()), st.tuples(numbers, numbers).map(lambda pair: Count(min(pair), max(pair)))
    ),
    "set": st.frozensets(st.sampled_from("ABCD")),
    "yes-no": st.booleans(),
    "choice": st.sampled_from("ABC"),
}
moments = st.none() | st.sampled_from(
    [edtf.parse(text) for text in ("2022", "2023", "2023-09", "2023-09/2023-10", "2023-10-02", "2023/..", "../2023-01")]
)
rules = st.builds(Rule, st.sampled_from(["fixed", "grows", "changes"]), st.booleans())


@st.composite
def answers_to_a_question(draw):
    value = values[draw(st.sampled_from(sorted(values)))]
    articles = st.sampled_from(["a", "b", "c", "d"])
    drawn = draw(st.lists(st.tuples(articles, articles, value, moments), max_size=7))
    return [Answer(f"{given[0]}#c{n}", *given) for n, given in enumerate(drawn)]


def as_designed(rule, a, b):
    dates = isinstance(a.value, edtf.Edtf)
    if edtf.overlaps(a.value, b.value) if dates else a.value == b.value:
        return "agree"
    up, down = within(a.value, b.value), within(b.value, a.value)
    a_first = a.moment is None or b.moment is None or not edtf.before(b.moment, a.moment)
    b_first = a.moment is None or b.moment is None or not edtf.before(a.moment, b.moment)
    if (up and down) or (rule.over_time == "grows" and ((up and a_first) or (down and b_first))):
        return "fit"
    if not rule.exclusive:
        return "rival"
    if a.article == b.article:
        return "mixed"
    if rule.over_time == "changes" and not (a_first and b_first):
        return "changed"
    return "retold" if a.origin == b.origin else "conflict"


def within(a, b):
    if isinstance(a, Count):
        return b.high is None or a.low <= b.high
    return isinstance(a, frozenset) and a <= b


@given(rules, answers_to_a_question())
def test_every_two_answers_compare_as_the_table_of_the_design_has_it(rule, given_answers):
    found = table(rule, given_answers)
    for a, row in zip(given_answers, found, strict=True):
        assert [GRAVEST_FIRST[number] for number in row] == [as_designed(rule, a, b) for b in given_answers]


@given(rules, answers_to_a_question(), st.sets(st.sampled_from(["a#c0", "b#c1", "c#c2"])))
def test_pairs_with_some_claims_are_those_of_one_of_them_and_another(rule, given_answers, claims):
    found = pairs_with(claims, given_answers, table(rule, given_answers))
    assert sorted(found) == [each for each in all_pairs(rule, given_answers) if len(claims & {*each.claims}) == 1]


@given(rules, answers_to_a_question())
def test_of_those_who_agree_the_origins_are_counted(rule, given_answers):
    found = origins_agreeing(given_answers, table(rule, given_answers))
    for a in given_answers:
        assert found[a.value] == len({b.origin for b in given_answers if verdict(rule, a, b) == "agree"})


@given(rules, answers_to_a_question())
def test_comparing_is_symmetric(rule, given_answers):
    for a in given_answers:
        for b in given_answers:
            assert verdict(rule, a, b) == verdict(rule, b, a)
            assert same_size(a.value, b.value) == same_size(b.value, a.value)


@given(rules, answers_to_a_question(), st.randoms())
def test_the_order_of_files_changes_nothing(rule, given_answers, random):
    found = all_pairs(rule, given_answers)
    shuffled = random.sample(given_answers, len(given_answers))
    assert all_pairs(rule, shuffled) == found
    assert len(found) == len(given_answers) * (len(given_answers) - 1) // 2
    assert found == sorted(found)
    assert all(pair.claims[0] < pair.claims[1] for pair in found)


@given(rules, answers_to_a_question())
def test_an_answer_agrees_with_itself(rule, given_answers):
    for each in given_answers:
        assert verdict(rule, each, each) == "agree"
        assert verdict(rule, each, replace(each, claim="z#c1", article="z", origin="z", moment=None)) == "agree"


@given(rules, answers_to_a_question())
def test_another_article_changes_no_pair_there_was(rule, given_answers):
    for added in given_answers:
        rest = [each for each in given_answers if each != added]
        kept = [pair for pair in all_pairs(rule, given_answers) if added.claim not in pair.claims]
        assert all_pairs(rule, rest) == kept


def wider(e, by):
    first, last = (end.isoformat() if end else ".." for end in (e.first, e.last))
    start, end = (first, "..") if by == "later" else ("..", last)
    if by == "year":
        start, end = first[:4], last[:4]
    return e if start == end == ".." else edtf.parse(f"{start}/{end}")


@given(rules, answers_to_a_question(), st.sampled_from(["later", "earlier", "year"]))
def test_widening_a_date_never_turns_agreement_into_conflict(rule, given_answers, by):
    for a in given_answers:
        for b in given_answers:
            before = verdict(rule, a, b)
            if before in {"agree", "fit"} and a.moment:
                assert verdict(rule, replace(a, moment=wider(a.moment, by)), b) == before
                assert verdict(rule, replace(a, moment=None), b) == before
            if before == "agree" and isinstance(a.value, edtf.Edtf):
                assert verdict(rule, replace(a, value=wider(a.value, by)), b) == "agree"


@given(rules, answers_to_a_question())
def test_the_question_is_as_grave_as_its_gravest_pair(rule, given_answers):
    verdicts = [pair.verdict for pair in all_pairs(rule, given_answers)]
    own = verdict_of_question([each.origin for each in given_answers], table(rule, given_answers))
    if own in {"none", "single"}:
        assert len({each.origin for each in given_answers}) == (own == "single")
        assert set(verdicts) <= {"fit", "agree"}
    else:
        assert own == min(verdicts, key=GRAVEST_FIRST.index)
