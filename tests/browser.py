"""The real site in Chromium: built once a run, served below a path, and opened in pages that are watched for faults."""

import functools
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

import pytest
import tiny

SUBPATH = "briefings"  # as on GitHub Pages, where a project's site is not at the root of its host

AS_IF_LARGE = """
from generator.cli.main import main
from generator.publish import claims_index, search
search.MOST_CLAIMS, search.IN_A_BUNDLE, claims_index.IN_A_PART = 5, 10, 20
main()
"""


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
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def large(tmp_path_factory, needs):
    """The address of the real site, built as if it were large."""
    for name in ("chromium", "playwright.sync_api", "pagefind_bin"):
        needs(name)
    folder = tmp_path_factory.mktemp("large") / SUBPATH
    build_as_if_large(tiny.OURS, folder)
    with served(folder) as address:
        yield address


def build_as_if_large(root, folder, *options):
    """Build a project with bounds so low that its search comes in chunks and its claims page in parts."""
    built = subprocess.run(
        [sys.executable, "-c", AS_IF_LARGE, "build", "--site-dir", str(folder), *options],
        cwd=root,
        env=tiny.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stdout


@contextmanager
def served(folder):
    """Serve a site below a path, which its folder is named after, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
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
