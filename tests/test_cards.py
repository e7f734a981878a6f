import builtins
import os
from contextlib import suppress
from pathlib import Path

import pytest
from small import article, claim
from small_edition import THEME, edition

from generator.publish import cards
from generator.publish.cards import KEPT_OF_EACH, draw

PNG = b"\x89PNG\r\n\x1a\n"


def size(picture):
    """Width and height, from the header of a PNG."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def brief(title="A brief", published="2023-11-10"):
    return {**article(claim(), published=published), "title": title}


def pictures(made, folder):
    return {card.uri: card.make() for card in draw(made, folder)}


def test_the_site_each_theme_and_each_brief_have_a_card(tmp_path):
    drawn = pictures(edition(), tmp_path)
    assert [*drawn] == ["cards/index.png", "cards/themes/closures.png", "cards/briefs/a-brief.png"]
    assert all(data.startswith(PNG) and size(data) == (1200, 630) for data in drawn.values())
    assert len(set(drawn.values())) == 3


def test_the_newest_briefs_have_a_card_and_the_others_their_themes(tmp_path, monkeypatch):
    monkeypatch.setattr(cards, "MOST_CARDS", 1)
    made = edition(articles={"old": brief(published="2020"), "new": brief(published="2021")})
    assert {card.uri for card in draw(made, tmp_path)} >= {"cards/briefs/new.png"}
    assert "cards/briefs/old.png" not in {card.uri for card in draw(made, tmp_path)}


def test_a_text_that_the_font_cannot_write_has_no_card(tmp_path):
    made = edition(articles={"a-brief": brief("평양에서")})
    assert "cards/briefs/a-brief.png" not in {card.uri for card in draw(made, tmp_path)}


@pytest.mark.parametrize("title", ["W" * 120, "WWWW " * 24, "<svg/> & ]]> \"'", "a"])
def test_any_title_is_drawn(tmp_path, title):
    made = edition(
        articles={"a-brief": brief(title.strip())}, themes={"closures": {**THEME, "question": "Why so? " * 60}}
    )
    assert len(pictures(made, tmp_path)) == 3


@pytest.fixture
def drawing(monkeypatch):
    """Count what is drawn."""
    import resvg_py  # noqa: PLC0415 - what is counted

    counted = []
    real = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: counted.append(given) or real(**given))
    return counted


def test_a_card_is_drawn_once_and_the_same_bytes_come_again(tmp_path, drawing):
    first = pictures(edition(), tmp_path / "kept")
    assert len(drawing) == 3
    assert pictures(edition(), tmp_path / "kept") == first
    assert len(drawing) == 3
    assert pictures(edition(), tmp_path / "elsewhere") == first


def test_a_card_is_drawn_anew_for_another_text(tmp_path, drawing):
    pictures(edition(), tmp_path)
    pictures(edition(articles={"a-brief": brief("Another title")}), tmp_path)
    assert len(drawing) == 4


@pytest.mark.parametrize("broken", [b"", b"no picture", "cut", "one byte"])
def test_what_is_broken_in_the_cache_is_drawn_anew(tmp_path, drawing, broken):
    whole = pictures(edition(), tmp_path)
    for path in tmp_path.iterdir():
        kept = path.read_bytes()
        damaged = {"cut": kept[:-5], "one byte": kept[:-1] + bytes([kept[-1] ^ 1])}
        path.write_bytes(damaged.get(broken, broken) if isinstance(broken, str) else broken)
    assert pictures(edition(), tmp_path) == whole
    assert len(drawing) == 6
    assert pictures(edition(), tmp_path) == whole
    assert len(drawing) == 6


def aged(folder):
    """Make everything that is kept older than what comes now."""
    for path in folder.iterdir():
        os.utime(path, ns=(path.stat().st_mtime_ns - 10**9,) * 2)


def titled(number):
    return edition(articles={"a-brief": brief(f"Title {number}")})


def test_however_often_texts_change_no_more_is_kept_than_a_few_sites_have(tmp_path, drawing):
    for number in range(20):
        pictures(titled(number), tmp_path)
        aged(tmp_path)
    assert len(drawing) == 3 + 19
    assert len([*tmp_path.iterdir()]) <= KEPT_OF_EACH * 3 + 1
    pictures(titled(18), tmp_path)  # of a few texts ago; and those of the site and the theme, old but in use
    assert len(drawing) == 22


def test_what_another_build_removes_in_between_is_drawn_anew(tmp_path, drawing):
    whole = pictures(titled(1), tmp_path)
    laid_out = draw(titled(1), tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    assert {card.uri: card.make() for card in laid_out} == whole


def test_two_builds_that_forget_at_once_do_not_hinder_each_other(tmp_path, monkeypatch):
    for number in range(20):
        (tmp_path / str(number)).touch()
    real = Path.unlink

    def unlink(path, *, missing_ok=False):
        with suppress(FileNotFoundError):
            real(path)  # the other build is quicker
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert len(pictures(edition(), tmp_path)) == 3
    assert len([*tmp_path.iterdir()]) == KEPT_OF_EACH * 3 + 3


def test_where_nothing_can_be_kept_cards_are_drawn_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert len(pictures(edition(), tmp_path / "file")) == 3


def test_without_the_package_that_draws_there_are_no_cards_and_the_log_says_so(tmp_path, monkeypatch, caplog):
    real = builtins.__import__

    def refuse(name, *given):
        if name == "resvg_py":
            raise ModuleNotFoundError("No module named 'resvg_py'")
        return real(name, *given)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert draw(edition(), tmp_path) == ()
    assert "no pictures for social media: No module named 'resvg_py'" in caplog.text
