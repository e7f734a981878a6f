"""`python -m bench.claims_page`: what the claims page and the search of many briefs weigh and take in Chromium.

Needs Playwright (requirements/ci.txt) and Chromium. The claims' made-up texts are replaced by words drawn from the real
site's, one by one, which compress worse than any prose.
"""

import functools
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench import project
from generator.build import read

TURNS: Final = 31
SEARCHES: Final = ("embassy", "Kim Guk-un", "railway Kampala")
PACKED: Final = {".css", ".html", ".js", ".json", ".svg", ".xml"}  # what web servers compress

_SAY: Final = re.compile(r"^(    say: )(.*)$", re.MULTILINE)
_draw: Final = Random(0).choices  # noqa: S311 - no secret: the same each time is what is wanted

_CHANGES: Final = {
    "a box ticked": "(form, turn) => { const box = form.elements.kind[turn % 3]; box.checked = !box.checked; }",
    "a letter typed": "(form, turn) => { form.elements.text.value = 'north kor'.slice(0, 1 + (turn % 9)); }",
    "a name chosen": "(form, turn) => { form.elements.name.selectedIndex = turn; }",
}
_FILTER: Final = """async () => {
  const form = document.querySelector(".filtered form");
  for (let turn = 0; turn < TURNS; turn++) {
    (CHANGE)(form, turn);
    form.dispatchEvent(new Event("input"));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  }
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@click.command()
@click.option("--briefs", default=1000, show_default=True, help="How many.")
def main(briefs: int) -> None:
    """Measure the claims page."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project.make(root, briefs)
        claims = sum(map(_reword, (root / "briefs/articles").iterdir()))
        environment = {**os.environ, "PYTHONPATH": str(project.OURS)}
        subprocess.run([sys.executable, "-m", "generator", "build"], cwd=root, env=environment, check=True)
        click.echo(f"\n{briefs:,} briefs, {claims:,} claims\n")
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=root / "site"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _measure(root / "site", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def _reword(brief: Path) -> int:
    """Replace what the claims of a brief say, but for the name at its beginning; return how many they are."""
    text, claims = _SAY.subn(lambda said: f"{said[1]}{json.dumps(_other_words(said[2]))}", brief.read_text("utf-8"))
    brief.write_text(text, "utf-8")
    return claims


def _other_words(said: str) -> str:
    return " ".join([*said.split()[:3], *_draw(_words(), k=11)])


@functools.cache
def _words() -> list[str]:
    """All words of the real site's claims."""
    library, _ = read(project.OURS)
    return [word for claim in library.claims.values() for word in claim.typed.say.split()]


def _measure(site: Path, base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"))
        _measure_claims(browser, site, base)
        for words in SEARCHES:
            _measure_search(browser, site, base, words)
        browser.close()


def _measure_claims(browser: Browser, site: Path, base: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{base}claims/", wait_until="networkidle")
    first = {uri: _weight(site, uri) for uri in asked}
    for uri in sorted(first, key=first.__getitem__, reverse=True)[:6]:
        click.echo(f"{uri:<60}{first[uri] / 1000:>8.1f} kB")
    click.echo(f"{'first view':<60}{sum(first.values()) / 1000:>8.1f} kB\n")
    asked.clear()
    _visit_filtered(page, f"{base}claims/?kind=fact&text=north")
    once = sum(_weight(site, uri) for uri in {*asked} - first.keys())
    click.echo(f"{'loaded once, to filter and to look for a word':<60}{once / 1000:>8.1f} kB\n")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU: a busy machine's clock tells of others
    for name, change in _CHANGES.items():
        _visit_filtered(page, f"{base}claims/?kind=fact")  # so that the filters are loaded
        before = _seconds(session)
        page.evaluate(_FILTER.replace("TURNS", str(TURNS)).replace("CHANGE", change))
        each = {what: (until - before[what]) * 1000 / TURNS for what, until in _seconds(session).items()}
        worked = each["ScriptDuration"] + each["RecalcStyleDuration"] + each["LayoutDuration"]
        click.echo(f"{name:<60}{worked:>8.1f} ms of CPU, {each['TaskDuration']:.1f} ms until drawn")
    click.echo()


def _visit_filtered(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("status").filter(has_text=" of ").wait_for()


def _measure_search(browser: Browser, site: Path, base: str, words: str) -> None:
    page = browser.new_page()
    came: list[tuple[float, int]] = []
    page.goto(base, wait_until="networkidle")
    page.on(
        "requestfinished", lambda request: came.append((time.time(), _weight(site, urlsplit(request.url).path[1:])))
    )
    page.evaluate(_FIRST_RESULT)
    page.get_by_role("textbox", name="Search").press_sequentially(words)
    typed = time.time()
    page.locator(".md-search-result__item").first.wait_for()
    page.wait_for_load_state("networkidle")
    first = page.evaluate("window.firstResult") / 1000
    until_first = sum(size for at, size in came if at <= first) / 1000
    until_all = sum(size for _, size in came) / 1000
    waited = (first - typed) * 1000
    click.echo(f"{words:<40}{until_first:>8.1f} kB, {waited:.0f} ms to the first result; {until_all:.1f} kB to all")
    page.close()


_FIRST_RESULT: Final = """() => {
  const list = document.querySelector(".md-search-result__list");
  new MutationObserver(() => (window.firstResult ??= list.children.length ? Date.now() : undefined))
    .observe(list, { childList: true });
}"""


def _seconds(session: CDPSession) -> dict[str, float]:
    return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}


def _weight(site: Path, uri: str) -> int:
    """The bytes of a file on the wire."""
    file = site / uri / "index.html" if uri.endswith("/") or not uri else site / uri
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in PACKED else len(data)


if __name__ == "__main__":
    main()
