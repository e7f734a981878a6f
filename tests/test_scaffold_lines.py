import textwrap

import pytest

from generator.authoring.scaffold.lines import Role, lines_of, with_roles

PROSE = (
    "The ministry said that the embassy was closed, which had been open for many years and had only few visitors.",
    "The neighbours of the embassy saw the flag come down in the morning, and the staff left for the airport at noon.",
    "The host was told of the closure in a note that gave no reason, according to an official of the foreign ministry.",
    "The closure is a part of a wider change in the network of posts, and analysts see a lack of money behind it.",
)
TITLE = "Embassy closed after many years"


def roles(*lines):
    return [line.role for line in with_roles(lines_of("\n".join(lines)))]


def role_below(line, *after):
    """What a line is that stands below an article."""
    return roles(TITLE, "By Jane Doe", *PROSE, line, *after)[2 + len(PROSE)]


def role_inside(line):
    return roles(TITLE, *PROSE[:2], line, *PROSE[2:])[3]


def test_an_article_alone():
    assert roles(TITLE, *PROSE) == [Role.TITLE, *[Role.BODY] * 4]


def test_the_title_is_the_line_above_that_has_the_words_of_the_text():
    assert roles("news for all", TITLE, "3 May 2024 ▪ by Jane Doe", *PROSE)[:3] == [Role.ABOVE, Role.TITLE, Role.HEAD]


def test_a_title_may_stand_twice():
    assert roles(TITLE, TITLE, *PROSE)[:2] == [Role.TITLE, Role.REPEATED]


def test_there_may_be_no_title():
    assert Role.TITLE not in roles(*PROSE)


def test_a_title_known_from_elsewhere_is_taken():
    lines = with_roles(lines_of("\n".join(["Home", "The embassy closed", *PROSE])), title="Home")
    assert [line.role for line in lines[:2]] == [Role.TITLE, Role.HEADING]


@pytest.mark.parametrize(
    "line",
    [
        "Please or Register to create posts and topics.",
        "Log in to comment",
        "You must register to read this article.",
        "Advertisement",
        "Share on X",
        "Tags: embassies, closures",
        "Copyright 2024 The Daily",
        "All rights reserved. No part of this may be copied.",
        "Disclaimer: The content of this article solely reflects the author's opinion.",
        "The views and opinions expressed here belong solely to the author.",
        "This is not investment advice.",
        "Read more: Another embassy is closed",
        "The full version of this report is available as a PDF.",
        "Download (PDF)",
        "[...]",
    ],
)
def test_notices_of_the_site(line):
    assert role_inside(line) is Role.NOTICE


@pytest.mark.parametrize(
    "line",
    [
        "In this photo provided by the government, the leader attends a meeting on Saturday, July 25, 2020.",
        "FILE PHOTO: The embassy in 2020.",
        "Photo by Jane Doe",
        "Image: Wikimedia Commons",
        "The leader waves from a balcony in Pyongyang on July 25, 2020. (AP Photo/Jane Doe)",
        "The leader speaks, 25 July 2020. (The Agency via AP)",
        "The leader is seen here in Pyongyang, 2020 (Yonhap)",
        "A general view of the embassy. Getty Images",
    ],
)
def test_captions_and_credits(line):
    assert role_inside(line) is Role.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        'Maximize your experience with our "Read to Earn" program! Earn points. Click here. Sign up now.',
        "Join the program",
        "Subscribe to our newsletter",
    ],
)
def test_adverts(line):
    assert role_inside(line) is Role.ADVERT


@pytest.mark.parametrize(
    "line",
    [
        "Seoul asked its partners to donate rice, and most of them agreed to do so before the winter came.",
        "Ships must register with the port to continue their voyage, the ministry said, and none has.",
        "The picture that the ministry painted was dark: nine posts were closed and no money was left to open others.",
        "He had sought legal advice before the embassy was closed, the note said, and saw no way to keep it.",
        "He read more than one note on the closure, and each of them had another reason, the official told reporters.",
        "The agency reported the closure on Friday, citing a note of the ministry that it had seen (see above).",
    ],
)
def test_what_only_sounds_like_it_stays(line):
    assert role_inside(line) is Role.BODY


def test_a_line_left_over_in_another_language():
    assert role_inside("La Corée du Nord fait les yeux doux aux BRICS") is Role.FOREIGN


def test_short_lines_without_an_end_are_headings():
    assert role_inside("A closer look at the closures") is Role.HEADING


@pytest.mark.parametrize("line", ["Jane Doe avatar", "Jane Doe", "About Jane Doe"])
def test_author_boxes(line):
    story = (
        "She has written about embassies since 2010 and lives in Seoul, where she teaches at a university of her own."
    )
    assert roles(TITLE, "By Jane Doe", *PROSE, line, story)[-2:] == [Role.AUTHOR, Role.AUTHOR]


def test_a_line_about_the_author():
    assert role_below("Jane Doe is a reporter who covers embassies from Seoul.") is Role.AUTHOR


def test_an_article_about_its_author_is_still_one():
    assert role_inside("Jane Doe is a reporter who covers embassies from Seoul.") is Role.BODY


@pytest.mark.parametrize(
    "heading", ["Related Articles", "You may also like", "READ NEXT", "More from Asia:", "관련 기사"]
)
def test_what_follows_the_article(heading):
    links = (
        "Another story of another year",
        "A coin rises to $100,000, analysts said on 24 December 2024, and falls again.",
    )
    assert roles(TITLE, *PROSE, heading, *links)[-3:] == [Role.BELOW] * 3


def test_the_same_words_at_the_top_end_nothing():
    assert roles("Latest News", TITLE, *PROSE)[-1] is Role.BODY


def test_lines_have_the_numbers_they_have_in_the_file():
    assert [(line.number, line.text) for line in lines_of("\n one \n\n\ntwo\n")] == [(2, "one"), (5, "two")]


def test_paragraphs_broken_by_hand_are_put_together():
    text = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PROSE)
    assert [line.text for line in lines_of(text)] == list(PROSE)


def test_a_page_of_nothing():
    assert roles("") == []
