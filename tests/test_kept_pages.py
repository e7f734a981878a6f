import json
import os

from generator.engine.kept_pages import MOST_LISTS, KeptPages, Told, digest

TOLD = Told("made of this", digest(b"<p>a page"), ("c1",), (("b.md", "c2"), ("c.md", "")), ({"location": "a/"},))


def built(tmp_path, told=TOLD):
    """A site of one page, and the list of it."""
    (tmp_path / "site").mkdir(exist_ok=True)
    (tmp_path / "site/a.html").write_bytes(b"<p>a page")
    KeptPages(tmp_path / "site", tmp_path / "cache").keep({"a.html": told})
    return KeptPages(tmp_path / "site", tmp_path / "cache")


def test_a_page_made_of_the_same_is_taken_over_with_all_that_is_known_of_it(tmp_path):
    assert built(tmp_path).take("a.html", "made of this", tmp_path / "new.html") == TOLD
    assert (tmp_path / "new.html").read_bytes() == b"<p>a page"


def test_others_are_not(tmp_path):
    kept = built(tmp_path)
    assert kept.take("a.html", "made of that", tmp_path / "new.html") is None
    assert kept.take("b.html", "made of this", tmp_path / "new.html") is None
    assert not (tmp_path / "new.html").exists()


def test_where_a_file_can_have_no_second_name_it_is_copied(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError("another disk")

    monkeypatch.setattr(os, "link", refuse)
    assert built(tmp_path).take("a.html", "made of this", tmp_path / "new.html") == TOLD
    assert (tmp_path / "new.html").stat().st_nlink == 1


def test_each_site_has_a_list_of_its_own_and_only_the_latest_stay(tmp_path):
    for number in range(MOST_LISTS + 3):
        KeptPages(tmp_path / str(number), tmp_path / "cache").keep({"a.html": TOLD})
    lists = sorted((tmp_path / "cache").iterdir())
    assert len(lists) == MOST_LISTS
    assert all(json.loads(path.read_text())["a.html"]["key"] == TOLD.key for path in lists)


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path):
    (tmp_path / "cache").write_text("in the way")
    kept = KeptPages(tmp_path / "site", tmp_path / "cache")
    kept.keep({"a.html": TOLD})
    assert kept.take("a.html", TOLD.key, tmp_path / "new.html") is None


def test_parts_of_a_digest_do_not_run_together():
    assert digest(b"ab", b"c") != digest(b"a", b"bc")
