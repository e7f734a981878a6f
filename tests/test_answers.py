import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.answers import AnswerError, Count, parse, parse_place, place_codes, place_name, words, written
from generator.values.edtf import parse as parse_date

REASONS = ["Money", "sanctions", "new-cold-war"]


@pytest.mark.parametrize(
    ("typed", "question", "values", "value"),
    [
        ("2023-10/..", "date", None, parse_date("2023-10/..")),
        ("9", "count", None, Count(9, 9)),
        ("0", "count", None, Count(0, 0)),
        ("007", "count", None, Count(7, 7)),
        (">=5", "count", None, Count(5, None)),
        ("<=3", "count", None, Count(0, 3)),
        ("5-7", "count", None, Count(5, 7)),
        ("5-5", "count", None, Count(5, 5)),
        ("yes", "yes-no", None, True),
        ("no", "yes-no", None, False),
        ("Money", "choice", REASONS, "Money"),
        (["sanctions", "Money"], "set", REASONS, frozenset({"sanctions", "Money"})),
        ([], "set", REASONS, frozenset()),
        (["NO", "KP"], "set", "places", frozenset({"NO", "KP"})),
    ],
)
def test_what_was_typed_becomes_a_value(typed, question, values, value):
    assert parse(typed, question, values) == value
    assert type(parse(typed, question, values)) is type(value)


@pytest.mark.parametrize(
    ("typed", "question", "values", "message", "hint"),
    [
        ("2023-9", "date", None, "'2023-9' is not a date", "write 2023-09"),
        ("nine", "count", None, "'nine' is not a count", "write 9, >=5 (at least), <=3 (at most) or 5-7"),
        ("-1", "count", None, "'-1' is not a count", "write 9, >=5 (at least), <=3 (at most) or 5-7"),
        (">=5-7", "count", None, "'>=5-7' is not a count", "write 9, >=5 (at least), <=3 (at most) or 5-7"),
        ("٥", "count", None, "'٥' is not a count", "write 9, >=5 (at least), <=3 (at most) or 5-7"),
        ("7-5", "count", None, "'7-5' ends before it begins", "write 5-7"),
        ("No", "yes-no", None, "'No' is neither yes nor no", "write yes or no"),
        ("true", "yes-no", None, "'true' is neither yes nor no", "write yes or no"),
        ("sanction", "choice", REASONS, "'sanction' is not among the answers", "did you mean 'sanctions'?"),
        ("war", "choice", REASONS, "'war' is not among the answers", "one of: Money, sanctions, new-cold-war"),
        (["war"], "set", REASONS, "'war' is not among the answers", "one of: Money, sanctions, new-cold-war"),
        (["KP", "KP"], "set", "places", "'KP' stands twice", "leave one of them out"),
        ("KP", "set", "places", "a list is expected, not 'KP'", "write [a, b], or [] for none"),
        *(
            (
                ["9"],
                question,
                REASONS,
                "one answer is expected, not a list",
                "two answers of one article need two claims",
            )
            for question in ("date", "count", "yes-no", "choice")
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_allowed(typed, question, values, message, hint):
    with pytest.raises(AnswerError) as caught:
        parse(typed, question, values)
    assert (str(caught.value), caught.value.message, caught.value.hint) == (message, message, hint)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("UK", "did you mean GB (United Kingdom)?"),
        ("ZR", "did you mean CD (DR Congo)?"),
        ("PRK", "did you mean KP (North Korea)?"),
        ("np", "did you mean NP (Nepal)?"),
        ("Nepal", "did you mean NP (Nepal)?"),
        ("niger", "did you mean NE (Niger)?"),
        ("Congo", "did you mean CD (DR Congo) or CG (Republic of Congo)?"),
        ("Hong Kong", "did you mean HK (Hong Kong)?"),
        ("EU", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
        ("XX", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
        ("QU", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
        ("land", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
        ("", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
        ("001", "write the two capital letters of ISO 3166-1, as NP for Nepal"),
    ],
)
def test_a_wrong_place_names_the_places_perhaps_meant(typed, hint):
    with pytest.raises(AnswerError) as caught:
        parse_place(typed)
    assert caught.value.hint == hint


def test_places_are_the_249_codes_of_iso_3166_1_and_kosovo():
    codes = place_codes()
    assert len(codes) == 250
    assert {"XK", "KP", "HK", "TW", "PS", "AQ", "NO"} <= codes
    assert not codes & {"EU", "UN", "UK", "ZZ", "XA", "QO", "EZ", "AC", "001"}
    assert all(place_name(code) for code in codes)
    with pytest.raises(KeyError):
        place_name("EU")


@pytest.mark.parametrize(
    ("value", "values", "expected"),
    [
        (parse_date("2024-09~"), None, "about September 2024"),
        (Count(9, 9), None, "9"),
        (Count(5, None), None, "at least 5"),
        (Count(0, 3), None, "at most 3"),
        (Count(0, 0), None, "0"),
        (Count(5, 7), None, "5 to 7"),
        (True, None, "yes"),
        (False, None, "no"),
        ("Money", REASONS, "Money"),
        (frozenset(), REASONS, "none"),
        (frozenset(), "places", "none"),
        (frozenset({"new-cold-war", "Money"}), REASONS, "Money, new cold war"),
        ("soured-hosts", None, "soured hosts"),
        ("Cho Han-bum", None, "Cho Han-bum"),
        (frozenset({"AO", "KP", "CI", "HR"}), "places", "Angola, Côte d’Ivoire, Croatia, North Korea"),
        (frozenset({"CD", "HK"}), "places", "DR Congo, Hong Kong"),
    ],
)
def test_words(value, values, expected):
    assert words(value, values) == expected


numbers = st.integers(0, 20)
counts = st.one_of(
    numbers.map(lambda n: Count(n, None)), st.tuples(numbers, numbers).map(lambda pair: Count(min(pair), max(pair)))
)


@given(
    st.one_of(
        st.tuples(counts, st.just("count"), st.none()),
        st.tuples(st.booleans(), st.just("yes-no"), st.none()),
        st.tuples(st.sampled_from(REASONS), st.just("choice"), st.just(REASONS)),
        st.tuples(st.frozensets(st.sampled_from(REASONS)), st.just("set"), st.just(REASONS)),
        st.tuples(st.frozensets(st.sampled_from(sorted(place_codes()))), st.just("set"), st.just("places")),
        st.tuples(st.just(parse_date("2023~/2024")), st.just("date"), st.none()),
    )
)
def test_the_written_form_reads_back(case):
    value, question, values = case
    assert parse(written(value), question, values) == value
