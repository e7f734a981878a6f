import pytest

from generator.authoring.scaffold.head import byline, is_head_line, printed_day, printed_time


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("13h35 ▪ 4 min read ▪ by Luc Jose A.", ("Luc Jose A.",)),
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE and John Roe", ("JANE DOE", "John Roe")),
        ("By Jane Doe, John Roe & Kim Min-su", ("Jane Doe", "John Roe", "Kim Min-su")),
        ("By Jane Doe, Staff Writer", ("Jane Doe",)),
        ("By Ludwig van Beethoven in Seoul | Updated 3 May 2024", ("Ludwig van Beethoven",)),
        ("Written by: Jane O’Neill", ("Jane O’Neill",)),
        ("Par Jeanne Dupont", ("Jeanne Dupont",)),
        ("By the end of the year it will close", ()),
        ("By admin", ()),
        ("by 2024", ()),
        ("The embassy was closed by Kim", ()),
        ("", ()),
    ],
)
def test_authors_are_named_after_by(line, names):
    assert byline(line) == names


@pytest.mark.parametrize(
    ("line", "day", "updated"),
    [
        ("24 September 2024", "2024-09-24", False),
        ("Published Sept. 24, 2024 | Updated Sept. 26, 2024", "2024-09-24", False),
        ("Updated Sept. 26, 2024", "2024-09-26", True),
        ("Last modified: 2024-09-26", "2024-09-26", True),
    ],
)
def test_the_day_of_publication_goes_before_that_of_a_change(line, day, updated):
    found = printed_day(line)
    assert (found.day, found.updated) == (day, updated)


def test_a_line_may_have_no_day_and_only_a_time():
    assert printed_day("September 2024") is None
    assert printed_time("13h35 ▪ 4 min read") == "13h35"
    assert printed_time("4 min read") is None


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("13h35 ▪ 4 min read ▪ by Luc Jose A.", True),
        ("Tuesday, 24 September 2024", True),
        ("Seoul, 3 min read", True),
        ("A Closer Relationship with the BRICS", False),
        ("On 24 September 2024 the embassy was closed and the flag was taken down before noon by the staff", False),
    ],
)
def test_what_stands_under_a_title_is_told_from_text(line, is_head):
    assert is_head_line(line) is is_head
