"""Which sites the quick way knows: those on whose pages nothing else works than what it does itself, or need not do."""

import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound
from material.plugins.search.plugin import SearchPlugin
from material.plugins.tags.plugin import TagsPlugin
from mkdocs.config.defaults import MkDocsConfig

EXTENSIONS: Final = {"admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"}
SETTINGS: Final = {"toc": {"permalink": True}}
"""What the quick way knows of Markdown: these extensions, set like this."""

_OF_PAGES: Final = ("page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""Events of MkDocs at which plugins work on a page ..."""
_KNOWN: Final = (SearchPlugin, TagsPlugin)
"""... and those whose work the quick way does, or need not do."""

_OF_ALL_PAGES: Final = re.compile(r"\{[{%][^}]*\bpages\b")
"""A template that looks at all pages."""


def is_known(config: MkDocsConfig) -> bool:
    """Whether the quick way gives what MkDocs would: nothing else works on pages than what it knows."""
    if {*config.markdown_extensions} != EXTENSIONS or config.mdx_configs != SETTINGS:
        return False
    if any(isinstance(plugin, TagsPlugin) for plugin in config.plugins.values()) and _shows_tags(config):
        return False
    overrides = (path for path in overrides_of(config) if path.suffix == ".html")
    templates = (path.read_text("utf-8", "replace") for path in overrides)
    if any(map(_OF_ALL_PAGES.search, templates)):  # they are not all read when one is made
        return False
    at_work = (handler for event in _OF_PAGES for handler in config.plugins.events[event])
    return all(isinstance(getattr(handler, "__self__", None), _KNOWN) for handler in at_work)


def _shows_tags(config: MkDocsConfig) -> bool:
    """Whether the theme's pages show what the tags plugin adds to them, which the quick way does not know."""
    environment = config.theme.get_env()
    try:
        tokens = environment.lex(_source_of(environment, "partials/tags.html"))
        return any(text.strip() and not kind.startswith("comment") for _, kind, text in tokens)
    except TemplateNotFound:
        return False


def _source_of(environment: Environment, template: str) -> str:
    assert environment.loader  # noqa: S101 - MkDocs gives it one
    return environment.loader.get_source(environment, template)[0]


def overrides_of(config: MkDocsConfig) -> list[Path]:
    """The files with which a site changes its theme."""
    folder = config.theme.custom_dir
    return [path for path in Path(folder).rglob("*") if path.is_file()] if folder else []
