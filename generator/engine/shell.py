"""The theme's page around a content, without running the theme's templates anew for every page."""

import logging
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final, Protocol

from jinja2 import Environment

from generator.engine.symbols import Tracing, Way

MOST_WAYS: Final = 16
"""How many ways through a template are recorded for the pages of one folder."""

log: Final = logging.getLogger("mkdocs.plugins.briefs")


class Page(Protocol):
    """What is used here of a page of MkDocs; templates may use all of it."""

    active: bool
    meta: MutableMapping[str, Any]
    parent: Any

    @property
    def url(self) -> str:
        """The address below that of the site."""


class Shell:
    """Makes finished pages, with the bytes that the theme's template gives.

    Args:
        environment: the theme's, with all its filters.
        context: gives what MkDocs hands to the template of a page (`mkdocs.commands.build.get_context`). Apart from the
            page and what is relative to it, that must stay as it is; what plugins add for single pages is not seen.
    """

    def __init__(self, environment: Environment, context: Callable[[Any], Mapping[str, Any]]) -> None:
        self._environment = environment
        self._context = context
        self._tracing = Tracing.of(environment)
        self._ways: dict[tuple[str | bool, ...], list[Way]] = {}
        self._in_nav: dict[int, Page] | None = None

    def wrap(self, page: Page) -> str:
        """Give the text of a page that has its title, content and all else; meanwhile it is the active page.

        Raises:
            Exception: The template fails.
        """
        page.active = True
        try:
            text = self._quick(page)
            return self._slow(page) if text is None else text
        finally:
            page.active = False

    def forget(self) -> None:
        """Forget what was recorded: something else than the pages has changed, such as a title in the navigation."""
        self._ways.clear()
        self._in_nav = None

    def _slow(self, page: Page) -> str:
        return self._environment.get_template(_template(page)).render(self._context(page))

    def _quick(self, page: Page) -> str | None:
        """Give the text by a recorded way, or record one; None leaves the page to its template."""
        if self._in_nav is None:
            self._in_nav = {id(shown): shown for shown in self._context(page)["nav"].pages}
        template = _template(page)
        if (
            self._tracing is None
            or id(page) in self._in_nav
            or page.parent is not None
            or not isinstance(template, str)
        ):
            return None  # the navigation shows where a page of its own is
        # Pages of one folder, equally deep in it, write every address alike that does not have their names in it.
        folder, _, name = page.url.rstrip("/").rpartition("/")
        ways = self._ways.setdefault((template, folder, page.url.endswith("/"), bool(name), "." in name), [])
        try:
            for way in ways:
                if (results := way.follow(page)) is not None:
                    return None if name in way.segments else way.text(results)
        except Exception as error:  # noqa: BLE001 - as a filter may, given other values; the template says it better
            log.debug("%s is left to its template: %r", page.url, error)
            return None
        if len(ways) == MOST_WAYS:
            return None
        text = self._slow(page)
        way = self._tracing.record(template, self._context(page), text)
        if name not in way.segments:
            ways.append(way)
        return text


def _template(page: Page) -> Any:  # noqa: ANN401 - whatever somebody wrote above a page
    return page.meta.get("template", "main.html")
