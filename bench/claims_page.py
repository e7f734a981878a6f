"""`python -m bench.claims_page`: what the claims page of many briefs weighs, and how long a filter takes in Chromium.

Needs Playwright (requirements/ci.txt) and Chromium. The claims' made-up texts are replaced by words drawn from the real
site's, one by one, which compress worse than any prose.
"""

import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlsplit

import click
from playwright.sync_api import CDPSession, sync_playwright

from bench import project
from generator.build import read
from generator.publish.claims_index import CLAIMS_INDEX

TURNS: Final = 31

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
        environment = {**os.environ, "PYTHONPATH": str(project.OURS)}
        subprocess.run([sys.executable, "-m", "generator", "build"], cwd=root, env=environment, check=True)
        claims = _reworded(root / "site" / CLAIMS_INDEX)
        click.echo(f"\n{briefs:,} briefs, {claims:,} claims\n")
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=root / "site"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _measure(root / "site", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def _reworded(file: Path) -> int:
    """Replace the texts of the claims and the titles of the articles; return how many claims there are."""
    library, _ = read(project.OURS)
    words = [word for claim in library.claims.values() for word in claim.typed.say.split()]
    draw = Random(0).choices  # noqa: S311 - no secret: the same each time is what is wanted
    start, script = file.read_text("utf-8").split("=", 1)
    index = json.loads(script.rstrip(";\n"))
    index["say"] = [" ".join(draw(words, k=14)) for _ in index["say"]]
    [articles] = (facet for facet in index["facets"] if facet["key"] == "article")
    for choice in articles["choices"]:
        choice[1] = " ".join(draw(words, k=11))
    file.write_text(f"{start}={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n", "utf-8")
    return len(index["id"])


def _measure(site: Path, base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"))
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
        page.goto(f"{base}claims/", wait_until="networkidle")
        sizes = {uri: len(gzip.compress(_file(site, uri).read_bytes(), 6)) for uri in asked}
        for uri in sorted(sizes, key=sizes.__getitem__, reverse=True)[:6]:
            click.echo(f"{uri:<60}{sizes[uri] / 1000:>8.1f} kB as gzip")
        search = sum(size for uri, size in sizes.items() if uri.startswith("search/"))
        click.echo(f"{'all but the search':<60}{(sum(sizes.values()) - search) / 1000:>8.1f} kB as gzip\n")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU: a busy machine's clock tells of others
        for name, change in _CHANGES.items():
            page.goto(f"{base}claims/", wait_until="networkidle")
            before = _seconds(session)
            page.evaluate(_FILTER.replace("TURNS", str(TURNS)).replace("CHANGE", change))
            each = {what: (until - before[what]) * 1000 / TURNS for what, until in _seconds(session).items()}
            worked = each["ScriptDuration"] + each["RecalcStyleDuration"] + each["LayoutDuration"]
            click.echo(f"{name:<60}{worked:>8.1f} ms of CPU, {each['TaskDuration']:.1f} ms until drawn")
        browser.close()


def _seconds(session: CDPSession) -> dict[str, float]:
    return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}


def _file(site: Path, uri: str) -> Path:
    return site / uri / "index.html" if uri.endswith("/") else site / uri


if __name__ == "__main__":
    main()
