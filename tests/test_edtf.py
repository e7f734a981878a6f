from datetime import date

import edtf as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.values.edtf import EdtfError, before, overlaps, parse, sort_key, words

days = st.dates(date(1, 1, 1))
dates = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)
signed = st.builds(str.__add__, dates, st.sampled_from(["", "", "~", "?", "%"]))


def iso(e):
    return tuple(end and end.isoformat() for end in (e.first, e.last))


def existing(text):
    try:
        return bool(parse(text))
    except EdtfError:
        return False


closed = st.one_of(signed, st.tuples(signed, signed).map("/".join).filter(existing))
any_date = st.one_of(closed, signed.map("{}/..".format), signed.map("../{}".format))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-09-19", "2024-09-19", "2024-09-19", "day"),
        ("2023-12-13/2023-12-31", "2023-12-13", "2023-12-31", "interval"),
        ("2023-10/2024", "2023-10-01", "2024-12-31", "interval"),
        ("2023-12-31/2023-12", "2023-12-31", "2023-12-31", "interval"),
        ("2023-10/..", "2023-10-01", None, "interval"),
        ("../2024", None, "2024-12-31", "interval"),
        ("2023/", "2023-01-01", None, "interval"),
        ("/2023-05~", None, "2023-05-31", "interval"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12", "9999-12-01", "9999-12-31", "month"),
    ],
)
def test_a_date_covers_closed_days(text, first, last, precision):
    e = parse(text)
    assert (*iso(e), e.precision, e.text) == (first, last, precision, text)
    assert e.is_range == ("/" in text)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023", False, False),
        ("2024-09~", True, False),
        ("2023?", False, True),
        ("2024-09-19%", True, True),
        ("2023~/2024?", True, True),
        ("2023/2024~", True, False),
        ("../2024?", False, True),
    ],
)
def test_a_sign_is_kept_and_widens_nothing(text, approximate, uncertain):
    e, plain = parse(text), parse(text.translate(str.maketrans("", "", "~?%")))
    assert (e.approximate, e.uncertain) == (approximate, uncertain)
    assert (e.first, e.last, e.precision) == (plain.first, plain.last, plain.precision)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2023-02-30", "2023-02-30 does not exist", "February 2023 has 28 days"),
        ("2024-01/2024-02-30", "2024-02-30 does not exist", "February 2024 has 29 days"),
        ("2023-04-00", "2023-04-00 does not exist", "April 2023 has 30 days"),
        ("2023-13", "'2023-13': there is no month 13", "write the month as 01 to 12, after the year"),
        (
            "2023-22",
            "'2023-22': there is no month 22",
            "write a season as its months, such as 2023-03/2023-05 for a spring",
        ),
        ("0000", "'0000': there is no year 0000", "write a year from 0001 to 9999"),
        ("2024/2023-05", "'2024/2023-05' ends before it begins", "write 2023-05/2024"),
        ("../..", "'../..' has no known end", "write the date that is known before or after the slash"),
        ("2024-09-19T12:30", "'2024-09-19T12:30' has a time of day; dates end at the day", "write 2024-09-19"),
    ],
)
def test_a_date_that_cannot_be_is_refused(text, message, hint):
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert str(caught.value) == caught.value.message
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023-9", "2023-09"),
        ("2023-9-5?", "2023-09-05?"),
        ("20230905", "2023-09-05"),
        ("2024.09.19", "2024-09-19"),
        ("2024/09/19", "2024-09-19"),
        ("2024/09", "2024-09"),
        ("12/05/2023", "2023-05-12 or 2023-12-05"),
        ("31/05/2023", "2023-05-31"),
        ("05.05.2023", "2023-05-05"),
        ("Sept 2023", "2023-09"),
        ("sept. 2023", "2023-09"),
        ("19 September 2024", "2024-09-19"),
        ("September 19, 2024", "2024-09-19"),
        ("2024-09-19 12:30:00+09:00", "2024-09-19"),
        ("~2023", "2023~"),
        ("2023~?", "2023%"),
        ("2024-09-XX", "2024-09"),
        ("202X", "2020/2029"),
        ("2023-9/2023-12", "2023-09/2023-12"),
        ("2023 to 2024", "2023/2024"),
        ("2023\N{EN DASH}2024", "2023/2024"),
        ("2023..2024", "2023/2024"),
        ("2023 / 2024", "2023/2024"),
        ("2023/now", "2023/.."),
    ],
)
def test_what_was_meant_is_named(text, meant):
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert caught.value.hint == f"write {meant}"


@pytest.mark.parametrize(
    "text",
    ["", "..", "unknown", "98", "12:30", "2023//2024", "2023/2024/2025", "２０２３", "2023\n", "2023/..~", "x" * 99],
)
def test_what_nobody_can_guess_gets_the_forms_there_are(text):
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert caught.value.hint.startswith("write a year, month or day (2023, 2024-09, 2024-09-19)")
    assert len(str(caught.value)) < 90


@given(st.text(alphabet="0123456789-/.~?%X to:T", max_size=25))
def test_any_text_is_a_date_or_an_error_with_a_hint(text):
    try:
        e = parse(text)
    except EdtfError as error:
        assert error.hint  # noqa: PT017  either way out is right
    else:
        assert e.text == text
        assert e.first or e.last


@settings(max_examples=60)
@given(closed)
def test_the_edtf_package_sees_the_same_days(text):
    e, seen = parse(text), oracle.parse_edtf(text)
    assert iso(e) == tuple(day_of(end) for end in (seen.lower_strict(), seen.upper_strict()))


@settings(max_examples=20)
@given(signed)
def test_the_edtf_package_sees_the_same_open_ends(text):
    e = parse(text)
    since, until = oracle.parse_edtf(f"{text}/.."), oracle.parse_edtf(f"../{text}")
    assert iso(parse(f"{text}/..")) == (day_of(since.lower_strict()), None)
    assert iso(parse(f"../{text}")) == (None, day_of(until.upper_strict()))
    assert (since.is_approximate, since.is_uncertain) == (e.approximate, e.uncertain) or text[-1] == "%"


def day_of(moment):
    return "{:04}-{:02}-{:02}".format(*moment[:3])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2023-09", "2023-10", True),
        ("2023-09/2023-10", "2023-10", False),
        ("2023-10", "2023-09", False),
        ("2023", "2024/..", True),
        ("../2023", "2024", True),
        ("2023/..", "2024", False),
        ("2023/", "2024", False),
        ("../2023", "../2024", False),
    ],
)
def test_before_is_strictly_earlier(a, b, expected):
    assert before(parse(a), parse(b)) is expected


@given(any_date.map(parse), any_date.map(parse))
def test_two_dates_overlap_or_one_is_before_the_other(a, b):
    assert [overlaps(a, b), before(a, b), before(b, a)].count(True) == 1
    assert overlaps(a, b) == overlaps(b, a)
    assert overlaps(a, a)


TIMELINE = ["2022", "2023-01-01", "2023-01", "2023-01~", "2023", "2023/", "2023/..", "../2023-01", "2023-02", "2024"]


@given(st.permutations(TIMELINE))
def test_sorted_by_first_known_day_then_the_shorter_then_text(shuffled):
    assert sorted(shuffled, key=lambda text: sort_key(parse(text))) == TIMELINE


@given(any_date.map(parse), any_date.map(parse))
def test_the_order_is_total_and_what_is_before_stands_before(a, b):
    assert (sort_key(a) == sort_key(b)) == (a == b)
    assert not before(a, b) or sort_key(a) < sort_key(b)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", "2023"),
        ("0987-05", "May 987"),
        ("2024-09-19", "19 September 2024"),
        ("2024-09~", "about September 2024"),
        ("2023?", "2023?"),
        ("2024-09-09%", "about 9 September 2024?"),
        ("2023-12-13/2023-12-31", "13-31 December 2023"),
        ("2023-11-30/2023-12-02", "30 November-2 December 2023"),
        ("2023-12-30/2024-01-02", "30 December 2023-2 January 2024"),
        ("2022-12-30/2023-12-31", "30 December 2022-31 December 2023"),
        ("2023-10/2023-12", "October-December 2023"),
        ("2023-12/2024-01", "December 2023-January 2024"),
        ("2020/2023", "2020-2023"),
        ("2023-10/2023-12-05", "October 2023 to 5 December 2023"),
        ("2023-10~/2023-12", "about October 2023 to December 2023"),
        ("2023/2023", "2023"),
        ("2023-10/..", "since October 2023"),
        ("2023-10~/..", "since about October 2023"),
        ("../2024", "until 2024"),
        ("2023/", "2023 to an unknown date"),
        ("/2023?", "an unknown date to 2023?"),
    ],
)
def test_words(text, expected):
    assert words(parse(text)).replace("\N{EN DASH}", "-") == expected
    assert "-" not in words(parse(text))


@given(any_date)
def test_words_tell_different_dates_apart(text):
    e = parse(text)
    said = words(e)
    assert said == said.strip()
    assert ("about" in said) == e.approximate
    assert ("?" in said) == e.uncertain
