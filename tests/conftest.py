"""Files of expected output; and what some tests need beside requirements/test.txt: else they skip, and none in CI."""

import importlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import pytest
from hypothesis import settings

# What a shell starts in the background ignores interrupts, and so would everything started from there.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("untimed", settings(deadline=None))  # a busy machine is no failure
settings.load_profile("untimed")

pytest_plugins = ["browser"]

SETTINGS = ("BRIEFS_COPIES", "DOCS_DIR", "REPO_URL", "SITE_URL")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ALL_PACKAGES = "CI=1 python3 run.py test"  # installs requirements/ci.txt


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the files of expected output")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what is expected; with --update, rewrite the file."""

    def compare(expected: Path, text: str) -> None:
        if request.config.getoption("--update"):
            expected.write_text(text, "utf-8")
        assert text == expected.read_text("utf-8"), "right or wrong? pytest --update rewrites what is expected"

    return compare


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Any]:
    """Give what a test names, or skip the test: see find."""
    return find


def find(name: str) -> Any:
    """Return the folder of "corpora", the path of "chromium", "zensical" or "zizmor", or else a module."""
    if name == "corpora":
        return corpora.FOLDER if not corpora.missing() else skip(name, "python3 run.py corpora")
    if name == "chromium":
        return next(filter(None, map(shutil.which, BROWSERS)), None) or skip(name, "install Chromium or Chrome")
    if name in ("zensical", "zizmor"):
        return shutil.which(name, path=Path(sys.executable).parent) or skip(name, ALL_PACKAGES)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return skip(name, ALL_PACKAGES)


def skip(name: str, remedy: str) -> Any:
    """Skip the test; pytest's closing lines tell all that is skipped for one need, and how to have it, in one line."""
    pytest.skip(f"needs {name}: {remedy}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that skipped anything."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("\nin CI no test may be skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
