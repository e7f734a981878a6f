"""Makes the finished pages of a site with MkDocs' own objects: all of them for a build, one by one for the preview.

Pages made from briefs take a quicker way, which gives the same bytes. What is not known to come out the same goes
MkDocs' own way: pages of docs/, a link that leads nowhere, and all of a site that other plugins work on.
"""

import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, Final, Never

from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs import utils
from mkdocs.commands import build as of_mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.build import Site
from generator.engine.kept_pages import digest
from generator.engine.known import overrides_of
from generator.engine.mkdocs_adapter import PROGRAM, searched
from generator.engine.quick_markdown import UnknownMarkdown, convert
from generator.engine.shell import Shell
from generator.engine.virtual import VirtualAsset, VirtualPage
from generator.publish.search import Bundle
from generator.site.render import RenderedPage

MANY: Final = 20
"""So many pages of a folder make it worth while to learn by one of them."""

_PLACES: Final = {"config_file_path", "docs_dir", "site_dir", "hooks"}
"""Settings that differ from folder to folder."""

_FOR_SEARCH: Final = re.compile(r'\s?data-search-\w+="[^"]+"')
"""Marks for the search plugin, which it takes out of a page."""

log: Final = logging.getLogger("mkdocs.plugins.briefs")


@dataclass(frozen=True, slots=True)
class Finished:
    """A page that took the quick way.

    Args:
        uri: its Markdown file.
        html: the whole page.
        anchors: the ids in it.
        links: to which files it links, with the anchor there or nothing.
        entries: its part of the theme's search index.
    """

    uri: str
    html: str
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    entries: tuple[Mapping[str, Any], ...]


class UnknownContentsError(Exception):
    """A template shows more of a page's table of contents than where it begins."""


class _First:
    """Where a table of contents begins: all that the quick way knows of it, for the link past the header."""

    def __init__(self, anchor: str) -> None:
        self.url = f"#{anchor}"

    def __getattr__(self, name: str) -> Never:
        raise UnknownContentsError(name)


class _Beginning(TableOfContents):
    def __init__(self, anchor: str | None) -> None:
        self._first = _First(anchor) if anchor else None

    def __iter__(self) -> Iterator[Any]:
        if self._first:
            yield self._first
            raise UnknownContentsError

    def __bool__(self) -> bool:
        return self._first is not None

    def __getattr__(self, name: str) -> Never:
        raise UnknownContentsError(name)

    def __len__(self) -> int:
        raise UnknownContentsError


class Press:
    """MkDocs' own objects, brought to where it would come to the pages made from briefs.

    Args:
        config: fresh from the file, and known (`is_known`); the folder for the site that it names is emptied.
        preview: whether this is no build but the preview, which shows more.
    """

    def __init__(self, config: MkDocsConfig, *, preview: bool = False) -> None:
        self.config = config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        utils.clean_directory(config.site_dir)
        self._shown = InclusionLevel.is_in_serve if preview else InclusionLevel.is_included
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        self.files = config.plugins.on_files(files, config=config)
        self._search = searched()
        config.extra["search"] = "chunked" if self._search else "whole"
        set_exclusions(self.files, config)
        self.nav = config.plugins.on_nav(get_navigation(self.files, config), config=config, files=self.files)
        self._by_uri = {file.src_uri: file for file in self.files}
        in_nav = {page.file.src_uri for page in self.nav.pages}
        for file in self.documents:
            if not isinstance(file, VirtualPage):
                self._populate(file)
            elif file.src_uri in in_nav:  # other pages may show its title
                self._read(file, file.write())
        self._env = config.plugins.on_env(env, config=config, files=self.files)
        self._shell = Shell(self._env, self._context)

    @property
    def in_chunks(self) -> bool:
        """Whether the search comes in chunks, and not with the theme's index of everything."""
        return self._search is not None

    @cached_property
    def documents(self) -> list[File]:
        """All pages, in MkDocs' order."""
        return list(self.files.documentation_pages(inclusion=self._shown))

    def _is_shown(self, file: File) -> bool:
        return bool(self._shown(file.inclusion))  # type: ignore[no-untyped-call] # MkDocs'

    @property
    def pages(self) -> list[VirtualPage]:
        """The pages made from briefs."""
        return [file for file in self.documents if isinstance(file, VirtualPage)]

    @property
    def indexed(self) -> list[File]:
        """The pages that the theme's index tells of: all, or with chunks those that no record stands behind."""
        return [file for file in self.documents if self._is_indexed(file)]

    def _is_indexed(self, file: File) -> bool:
        return not self.in_chunks or not isinstance(file, VirtualPage) or "/" not in file.src_uri

    @property
    def assets(self) -> list[VirtualAsset]:
        """The files made from briefs that are no pages."""
        return [file for file in self.files if isinstance(file, VirtualAsset)]

    def write_files(self) -> None:
        """Write every file that is no page and not made from briefs."""
        for file in self.files:
            if not file.is_documentation_page() and self._is_shown(file) and not isinstance(file, VirtualAsset):
                file.copy_file()

    def write_templates(self) -> None:
        """Write the theme's pages without content, such as 404.html, and the list of all pages."""
        for name in self.config.theme.static_templates:
            of_mkdocs._build_theme_template(name, self._env, self.files, self.config, self.nav)  # noqa: SLF001 - as above
        for name in self.config.extra_templates:
            of_mkdocs._build_extra_template(name, self.files, self.config, self.nav)  # noqa: SLF001 - as above

    def rehearse(self) -> None:
        """Make a page of each large folder, for what is learned by it, so that no worker need learn it for itself."""
        in_folder = Counter(dirname(file.src_uri) for file in self.pages)
        for file in {dirname(file.src_uri): file for file in self.pages}.values():
            if in_folder[dirname(file.src_uri)] > MANY:
                self.finish(file, file.write())

    def finish(self, file: VirtualPage, written: RenderedPage) -> Finished | None:
        """Make a page of its Markdown the quick way; None where only MkDocs knows how."""
        page = self._read(file, written)
        links: list[tuple[str, str]] = []
        try:
            converted = convert(page.markdown or "", partial(self._address, file, links))
        except UnknownMarkdown as error:
            log.debug("%s goes MkDocs' own way: %s", file.src_uri, error)
            return None
        page.content = converted.html
        page.toc = TableOfContents([])
        entries = self._entries(page)  # which come out the same without one
        page.toc = _Beginning(converted.first_anchor)
        try:
            html = self._shell.wrap(page)
        except UnknownContentsError:
            return None
        finished = Finished(file.src_uri, html, tuple(sorted(converted.anchors)), tuple(links), tuple(entries))
        page.markdown, page.content = "", None  # ten thousand of them would take much memory
        return finished

    def leave(self, file: File) -> list[Mapping[str, Any]]:
        """Make a page MkDocs' own way and write it; gives its part of the search index."""
        if isinstance(file, VirtualPage):
            Path(file.abs_dest_path).unlink(missing_ok=True)  # another site may hold the same file
            self._populate(file)
        excluded = not InclusionLevel.is_included(file.inclusion)  # type: ignore[no-untyped-call] # MkDocs'
        of_mkdocs._build_page(  # noqa: SLF001 - MkDocs 1 changes no more
            _page_of(file), self.config, self.documents, self.nav, self._env, excluded=excluded
        )
        return self._taken()

    def _populate(self, file: File) -> None:
        of_mkdocs._populate_page(_page_of(file), self.config, self.files)  # noqa: SLF001 - as above

    def follow(self, site: Site) -> list[File]:
        """Take this site in place of the one before; gives the files that are gone."""
        self._search = searched()
        self._shell.forget()  # titles in the navigation
        self.__dict__.pop("documents", None)
        before: dict[str, VirtualPage | VirtualAsset] = {
            file.src_uri: file for file in self.files if isinstance(file, VirtualPage | VirtualAsset)
        }
        after = dict(self._taken_over(site, before))
        if list(before) != list(after):  # files keep the order of the site
            for file in before.values():
                self.files.remove(file)
            for file in after.values():
                self.files.append(file)
        gone = [file for uri, file in before.items() if uri not in after]
        for file in gone:
            del self._by_uri[file.src_uri]
        new = [file for uri, file in after.items() if uri not in before]
        set_exclusions(new, self.config)
        for file in new:
            self._by_uri[file.src_uri] = file
            if isinstance(file, VirtualPage):
                Page(None, file, self.config)
        return [*gone]

    def _taken_over(
        self, site: Site, before: Mapping[str, VirtualPage | VirtualAsset]
    ) -> Iterator[tuple[str, VirtualPage | VirtualAsset]]:
        """The files of a site, those that there were before too holding what it shows."""
        for page in site.pages:
            if isinstance(known := before.get(page.uri), VirtualPage):
                known.show(page, site.render)
                yield page.uri, known
            else:
                yield page.uri, VirtualPage(self.config, page, site.render)
        for asset in site.assets:
            if isinstance(held := before.get(asset.uri), VirtualAsset):
                held.hold(asset)
                yield asset.uri, held
            else:
                yield asset.uri, VirtualAsset(self.config, asset)

    def end(self, entries: list[Mapping[str, Any]]) -> None:
        """Let plugins do what comes after all pages, such as writing the search index, which is of these entries."""
        if index := _search_index(self.config):
            index.entries = entries
        self.config.plugins.on_post_build(config=self.config)
        self._taken()

    def bundles(self, entries: Iterable[Mapping[str, Any]]) -> tuple[Bundle, ...]:
        """What is found in chunks, given the theme's index of all other pages; nothing where the theme finds it all."""
        return self._search(lambda uri: self._by_uri[uri].url, entries) if self._search else ()

    @cached_property
    def frame(self) -> bytes:
        """All that a page is made of beside its own Markdown: the same frame around the same text is the same page."""
        config = {key: value for key, value in self.config.items() if key not in _PLACES}
        nav = [(page.title, page.url) for page in self.nav.pages]
        files = [*PROGRAM.rglob("*.py"), *overrides_of(self.config)]
        made_by = [version(package) for package in ("mkdocs", "mkdocs-material", "jinja2", "markdown")]
        parts = json.dumps([sys.version, made_by, nav, config], default=_plain).encode()
        return digest(parts, *(data for path in sorted(files) for data in (bytes(path), path.read_bytes()))).encode()

    def leads(self, link: tuple[str, str]) -> bool:
        """Whether the file of a link is shown."""
        target = self._by_uri.get(link[0])
        return target is not None and self._is_shown(target)

    def page_of(self, uri: str) -> Page:
        """MkDocs' page of a Markdown file."""
        return _page_of(self._by_uri[uri])

    def _read(self, file: VirtualPage, written: RenderedPage) -> Page:
        """Do what MkDocs does when it reads a page."""
        page = self.config.plugins.on_pre_page(_page_of(file), config=self.config, files=self.files)
        page.meta, page.markdown = dict(written.meta), written.body.lstrip("\n")
        return page

    def _context(self, page: Page) -> Mapping[str, Any]:
        return of_mkdocs.get_context(self.nav, self.documents, self.config, page)

    def _entries(self, page: Page) -> list[Mapping[str, Any]]:
        """A page's part of the search index; the marks for it go."""
        if self._is_indexed(page.file) and (index := _search_index(self.config)):
            index.add_entry_from_context(page)
        if page.content and "data-search-" in page.content:
            page.content = _FOR_SEARCH.sub("", page.content)
        return self._taken()

    def _taken(self) -> list[Mapping[str, Any]]:
        """What the search index has been given since the last time."""
        index = _search_index(self.config)
        if not index:
            return []
        taken: list[Mapping[str, Any]] = index.entries
        index.entries = []
        return taken

    def _address(self, file: VirtualPage, links: list[tuple[str, str]], link: str) -> str | None:
        """What a link in a page's Markdown becomes in its HTML; None where it leads to no file."""
        path, mark, anchor = link.partition("#")
        uri = normpath(join(dirname(file.src_uri), path)) if path else file.src_uri
        target = self._by_uri.get(uri)
        if target is None or not self._is_shown(target):
            return None
        links.append((target.src_uri, anchor))  # the one text, however often it is told
        return f"{self._relative(target.url, file.url)}{mark}{anchor}" if path else link

    def _relative(self, to: str, start: str) -> str:
        """The way from one page to another; it is the same from all pages beside each other."""
        folder = dirname(start.rstrip("/"))
        if not folder or to.startswith(start):
            return utils.get_relative_url(to, start)
        return _way(to, f"{folder}/-/" if start.endswith("/") else f"{folder}/-.html")


def _plain(value: object) -> object:
    """A setting for which JSON has no form: by its content, else by its type."""
    if isinstance(value, Mapping):
        return dict(value)
    return [type(value).__qualname__, getattr(value, "config", None)]


_way: Final = lru_cache(maxsize=1 << 16)(utils.get_relative_url)


def _page_of(file: File) -> Page:
    assert file.page is not None  # noqa: S101 - the navigation gave every page one
    return file.page


def _search_index(config: MkDocsConfig) -> SearchIndex | None:
    """The index of the theme's search plugin, where it is used."""
    for plugin in config.plugins.values():
        if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
            index: SearchIndex = plugin.search_index
            return index
    return None
