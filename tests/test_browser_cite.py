"""The box that says how to cite, in Chromium: it opens without script, and its button copies what it shows."""

import json

import pytest

BRIEF = "briefs/2023-12-frs-resilient-isolation/"


@pytest.mark.parametrize(
    ("place", "begins"), [(0, "North Korea Diplomacy Briefings, “"), (1, "@misc{"), (2, '[{"id":')]
)
def test_the_button_copies_what_is_shown(visit, place, begins):
    page = visit(BRIEF, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".cite summary").first.click()
    page.locator(".cite .md-code__button").nth(place).click()
    page.get_by_text("Copied to clipboard").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(begins)
    assert copied.strip() == page.locator(".cite code").nth(place).text_content().strip()


def test_the_button_is_reached_and_pressed_with_the_keyboard(visit):
    page = visit("themes/russia-ties/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".cite summary").focus()
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Copied to clipboard").wait_for()
    assert "Russia ties" in page.evaluate("navigator.clipboard.readText()")


def test_without_script_the_box_opens_all_the_same(visit):
    page = visit(BRIEF, java_script_enabled=False)
    box = page.locator(".cite code").nth(2)
    assert not box.is_visible()
    page.locator(".cite summary").first.click()
    assert json.loads(box.text_content())[0]["type"] == "webpage"
    assert box.is_visible()
