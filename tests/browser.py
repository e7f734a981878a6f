"""The real site in Chromium: built once a run, served below a path, and opened in pages that are watched for faults."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

import pytest
import tiny

SUBPATH = "briefings"  # as on GitHub Pages, where a project's site is not at the root of its host


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory, needs):
    """The folder of the real site."""
    needs("chromium"), needs("playwright.sync_api")
    folder = tmp_path_factory.mktemp("web") / SUBPATH
    built = tiny.run(tiny.OURS, "build", "--site-dir", str(folder))
    assert built.returncode == 0, built.stdout
    return folder


@pytest.fixture(scope="session")
def library():
    """What the real site shows."""
    from generator.build import read  # noqa: PLC0415 - a program that cannot start fails these tests, not all tests

    return read(tiny.OURS)[0]


@pytest.fixture(scope="session")
def base(site):
    """The address of the real site, on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{SUBPATH}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium(needs):
    """Chromium itself; pages come from `visit`."""
    with needs("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs("chromium"))
        yield browser
        browser.close()


@pytest.fixture
def visit(request, chromium):
    """Open an address, below the real site's or whole, in a browser of its own: `visit("claims/", locale="ko")`.

    The test fails where a page asks another host, misses a file, opens a dialogue, or writes an error or a warning to
    the console.
    """
    amiss, contexts = [], []

    def open_page(address, **options):
        if not address.startswith("file:"):
            address = urljoin(request.getfixturevalue("base"), address)
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        allowed = (urljoin(address, "/"), "data:", "blob:")
        page.on("request", lambda asked: asked.url.startswith(allowed) or amiss.append(f"asks {asked.url}"))
        page.on("response", lambda got: got.status >= 400 and amiss.append(f"misses {got.url}"))
        page.on("console", lambda said: said.type in {"error", "warning"} and amiss.append(f"says {said.text}"))
        page.on("pageerror", lambda error: amiss.append(f"fails: {error}"))
        page.on("dialog", lambda dialog: (amiss.append(f"opens {dialog.type}: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not amiss, "\n".join(amiss)
