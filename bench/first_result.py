"""What a browser fetches for the search of a built site until it shows the first result: Playwright and Chromium."""

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PACKED: Final = {".css", ".html", ".js", ".json", ".svg", ".xml"}  # what web servers compress
_SEARCH: Final = ("search", "pagefind")
_SECONDS: Final = 60


class _Server(http.server.ThreadingHTTPServer):
    """Serves a site, compressed, and counts the bytes of what belongs to the search."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=site))
        self.site = site.resolve()
        self.sent: list[int] = []


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        packed = file.suffix in _PACKED
        data = gzip.compress(file.read_bytes(), 6) if packed else file.read_bytes()
        if any(part in file.relative_to(self.server.site).as_posix() for part in _SEARCH):
            self.server.sent.append(len(data))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def first_result(site: Path, word: str) -> int | None:
    """Search a built site for a word; return the bytes fetched, or None where no browser is at hand."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - in requirements/ci.txt only
    except ImportError:
        return None
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser_path:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path)
        fetched = fetched_by(browser, site, word)
        browser.close()
        return fetched


def fetched_by(browser: "Browser", site: Path, word: str) -> int:
    """The bytes that a browser fetches of a built site until it shows the first result for a word."""
    with _serving(site) as server, closing(browser.new_page()) as page:
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")
        page.keyboard.press("/")
        page.keyboard.type(word)
        page.locator(".md-search-result__item", has_text=word).first.wait_for(timeout=_SECONDS * 1000)
        return sum(server.sent)


@contextmanager
def _serving(site: Path) -> Iterator[_Server]:
    with _Server(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
