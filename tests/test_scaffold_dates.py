import pytest

from generator.authoring.scaffold.dates import printed_dates, relative_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On September 19, 2023, somebody left.", ["2023-09-19"]),
        ("Sept. 24, 2024 at 13:35", ["2024-09-24"]),
        ("24 September 2024", ["2024-09-24"]),
        ("the 3rd May 2023", ["2023-05-03"]),
        ("2024-09-24T10:00:00Z", ["2024-09-24"]),
        ("2024.9.24", ["2024-09-24"]),
        ("2024년 9월 24일", ["2024-09-24"]),
        ("le 1er octobre 2023", ["2023-10-01"]),
        ("24. März 2024", ["2024-03-24"]),
        ("11 de enero de 2025", ["2025-01-11"]),
        ("in December 2023", ["2023-12"]),
        ("from 5 May 2023 to June 7, 2023", ["2023-05-05", "2023-06-07"]),
        ("24/09/2024 or 09/24/2024", ["2024-09-24", "2024-09-24"]),
        ("09/10/2024, the ninth of October or the tenth of September", []),
        ("31 February 2023", []),
        ("room 2023, 12 May", []),
        ("5 May 3023", []),
        ("", []),
    ],
)
def test_dates_with_a_year(text, dates):
    assert [date.edtf for date in printed_dates(text)] == dates


def test_a_date_is_given_as_printed():
    (date,) = printed_dates("Saturday, July 25, 2020.")
    assert (date.text, date.start, date.is_day) == ("July 25, 2020", 10, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Reports on Friday said last month", ["on Friday", "last month"]),
        ("A few days ago, earlier this month", ["A few days ago", "earlier this month"]),
        ("Last October and the upcoming summit", ["Last October", "upcoming"]),
        ("Fridays at last", []),
    ],
)
def test_words_that_count_from_the_day_of_writing(text, words):
    assert relative_dates(text) == words
