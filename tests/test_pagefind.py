import json
import sys

import pytest

from generator.engine import pagefind
from generator.engine.pagefind import PagefindError, announce, write_index
from generator.publish.search import SearchPage, SearchPart

CHOE = ("Choe Son Hui", "Choi Son-hui", "최선희")
BUNDLES = (
    (
        SearchPage("names/choe/", "Choe Son Hui", "minister", CHOE),
        *(
            SearchPage(
                f"briefs/a{number}/",
                f"Brief <{number}>",
                "“북한” & others",
                parts=(SearchPart("c1", "Choe Son Hui came.", "", CHOE),),
            )
            for number in range(6)
        ),
    ),
    (SearchPage("briefs/old/", "An old brief"),),
)


@pytest.fixture
def site(tmp_path, needs):
    needs("pagefind_bin")
    return a_site(tmp_path / "site")


def a_site(folder):
    (folder / "search").mkdir(parents=True)
    index = {"config": {"separator": "-"}, "docs": [{"location": "", "title": "Home", "text": ""}]}
    (folder / "search/search_index.json").write_text(json.dumps(index), "utf-8")
    return folder


def files(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_first_bundle_brings_the_program_and_the_others_their_chunks(site):
    write_index(BUNDLES, site)
    written = files(site)
    assert {"pagefind/pagefind.js", "pagefind/wasm.unknown.pagefind"} <= written.keys()
    for folder in ("pagefind", "pagefind/1"):
        assert json.loads(written[f"{folder}/pagefind-entry.json"])["version"] == "1.5.2"
        for kind in ("fragment/*.pf_fragment", "index/*.pf_index", "*.pf_meta"):
            assert list(site.glob(f"{folder}/{kind}")), kind
    assert [name for name in written if "ui" in name or name.startswith("pagefind/1/pagefind.js")] == []
    assert len(list(site.glob("pagefind/fragment/*"))) == 2  # seven pages, four in a record


def test_the_index_of_the_theme_tells_of_the_bundles_alone(site):
    write_index(BUNDLES, site)
    assert json.loads(files(site)["search/search_index.json"]) == {
        "config": {"separator": "-", "bundles": 2},
        "docs": [],
    }


def test_chunks_are_announced_before_they_are_made(tmp_path):
    site = a_site(tmp_path)
    announce(3, site)
    assert json.loads(files(site)["search/search_index.json"])["config"]["bundles"] == 3


def test_the_same_pages_give_the_same_bytes(site, tmp_path):
    write_index(BUNDLES, site)
    again = a_site(tmp_path / "again")
    write_index(BUNDLES, again)
    assert files(again) == files(site)


def test_a_bundle_that_did_not_change_is_not_indexed_again(site, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    write_index(BUNDLES, site, cache)
    kept = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    edited = a_site(tmp_path / "edited")
    write_index((BUNDLES[0], (SearchPage("briefs/old/", "An edited brief"),)), edited, cache)
    again = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert len(kept.items() & again.items()) == 1
    assert len(again) == 2  # what is needed no more is gone
    [before] = site.glob("pagefind/1/*.pf_meta")
    assert not (edited / before.relative_to(site)).exists()
    monkeypatch.setattr(pagefind, "_ask", None)
    write_index(BUNDLES[:1], a_site(tmp_path / "again"), cache)


@pytest.mark.parametrize("broken", [b"", b"{", b'{"pagefind.js": 3}\nno', b"[1]\n"])
def test_a_broken_cache_is_passed_over(site, tmp_path, broken):
    cache = tmp_path / "cache"
    write_index(BUNDLES, site, cache)
    for kept in cache.iterdir():
        kept.write_bytes(broken)
    again = a_site(tmp_path / "again")
    write_index(BUNDLES, again, cache)
    assert files(again) == files(site)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pagefind, "PACKAGE", "no-such-package")
    with pytest.raises(PagefindError, match="no-such-package"):
        write_index(BUNDLES, a_site(tmp_path))


SILENT = "import sys; sys.stdin.buffer.read(1)"
REFUSING = """import base64, json, sys
answer = {"payload": {"type": "Error", "message": "It rains."}}
sys.stdout.buffer.write((base64.b64encode(json.dumps(answer).encode()) + b",") * 9)"""


@pytest.mark.parametrize(("program", "message"), [(SILENT, "ended before"), (REFUSING, "It rains")])
def test_a_failure_is_told(tmp_path, monkeypatch, program, message):
    script = tmp_path / "pagefind"
    script.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: (str(script), "0"))
    with pytest.raises(PagefindError, match=message):
        write_index(BUNDLES[1:], a_site(tmp_path / "site"))
