import gzip

import pytest

from bench.first_result import fetched_by, first_result

PAGE = """\
<!doctype html><title>Search</title>
<input id="query"><ul></ul><script src="search/search.js"></script><img src="picture.png">
"""
SCRIPT = """\
addEventListener("keydown", (event) => {
  const query = document.querySelector("#query");
  if (event.key === "/" && document.activeElement !== query) { query.focus(); event.preventDefault(); }
});
document.querySelector("#query").addEventListener("input", async (event) => {
  if (event.target.value !== "Quagga0") return;
  const words = await (await fetch("pagefind/chunk")).text();
  document.querySelector("ul").innerHTML = `<li class="md-search-result__item">${words}</li>`;
});
"""


@pytest.fixture
def site(tmp_path):
    for name, text in {
        "index.html": PAGE,
        "picture.png": "no picture",
        "search/search.js": SCRIPT,
        "pagefind/chunk": "Quagga0 was here",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_what_the_search_needs_is_counted_as_it_is_sent(site, chromium):
    assert fetched_by(chromium, site, "Quagga0") == len(gzip.compress(SCRIPT.encode(), 6)) + len("Quagga0 was here")


def test_without_a_browser_nothing_is_told(site, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert first_result(site, "Quagga0") is None
