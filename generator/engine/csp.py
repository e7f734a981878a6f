"""A Content-Security-Policy in every page of a built site, whichever engine built it.

Pages fetch from their own host only, and run only its files and the inline scripts of the theme. GitHub Pages sends no
headers, so the policy stands in the page.
"""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Final

POLICY: Final = (
    "default-src 'none'",
    "script-src 'self' {hashes}",
    "style-src 'self'",
    "img-src 'self' data:",  # the theme's icons
    "connect-src 'self'",  # the search index
    "worker-src 'self'",  # the search
    "base-uri 'none'",
    "form-action 'none'",
)
NO_CONTENT: Final = "404.html"
"""The page that shows the theme's own scripts: it holds nothing that people wrote."""

_SCRIPT: Final = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script", re.DOTALL | re.IGNORECASE)
_NO_PROGRAM: Final = re.compile(r"""(?<![\w-])src\s*=|\btype=["']?application/(?:ld\+)?json\b""", re.IGNORECASE)
_ADDRESS: Final = re.compile(r'"[\w.~:/-]*"')
_HEAD: Final = re.compile(r"<head[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


class ForeignScriptError(Exception):
    """A page with an inline script that the theme did not write; the message says where, and the way out."""


class Policy:
    """Writes the policy into pages.

    Args:
        no_content: the page without content, whose inline scripts are the theme's.
    """

    def __init__(self, no_content: str) -> None:
        self._of_theme = {_anywhere(script) for script in _scripts(no_content)}

    def within(self, page: str, name: str) -> str:
        """A page with the policy in its head.

        Raises:
            ForeignScriptError: An inline script stands in the page `name` that is not the theme's.
        """
        scripts = _scripts(page)
        for script in scripts:
            if _anywhere(script) not in self._of_theme:
                raise ForeignScriptError(
                    f"{name} holds a script that is not the theme's: {script[:60]!r}; "
                    "a script of your own goes into docs/javascripts/ and into extra_javascript in mkdocs.yml"
                )
        meta = f'<meta http-equiv="Content-Security-Policy" content="{_policy(tuple(scripts))}">'
        head = _HEAD.search(page)
        at = head.end() if head else 0
        return f"{page[:at]}{meta}{page[at:]}"


def protect(site: Path, done: Collection[str] = ()) -> None:
    """Put the policy into every page of a built site.

    Args:
        site: the folder of the site.
        done: pages that hold it, by their files below the folder.

    Raises:
        ForeignScriptError: An inline script stands in a page, and not in the page without content.
    """
    policy = Policy((site / NO_CONTENT).read_text("utf-8"))
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name not in done:
            path.write_bytes(policy.within(path.read_bytes().decode(), name).encode())


def _scripts(page: str) -> list[str]:
    """The inline scripts of a page, as they stand there."""
    return [match["text"] for match in _SCRIPT.finditer(page) if not _NO_PROGRAM.search(match["attributes"])]


def _anywhere(script: str) -> str:
    """A script without the addresses in it, which differ from page to page; what is an address can be no program."""
    return _ADDRESS.sub('""', script)


@cache
def _policy(scripts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return "; ".join(POLICY).format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))
