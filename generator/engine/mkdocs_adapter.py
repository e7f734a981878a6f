"""The one place that knows MkDocs: our pages as its virtual files, our problems as its warnings.

MkDocs finds the `on_...` functions through hooks.py. A plain exception out of one would leave `mkdocs serve` hanging.
"""

import logging
import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.build import LOCAL, Site, build, without_collector
from generator.problems import Problem
from generator.settings import SettingError, copies_folder
from generator.site.edition import Publication
from generator.site.render import RenderedPage

PROGRAM: Final = Path(__file__).parents[1]
CARDS: Final = ".cache/cards"
OFFLINE_SCRIPT: Final = "javascripts/offline.js"

log: Final = logging.getLogger("mkdocs.plugins.briefs")  # --strict counts the warnings of this family


@dataclass(frozen=True, slots=True)
class _Written:
    """A site with everything written: pages, files by address, what is wrong with it, and how many briefs it has."""

    pages: tuple[RenderedPage, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    articles: int = 0


class _Preview:
    """What `mkdocs serve` keeps from one build to the next: that it is the preview, and the last site it could make."""

    on = False
    site = _Written()


class _Offline:
    """Whether the site is to be opened from a folder, without a server."""

    on = False


def run(*arguments: str, offline: bool = False) -> int:
    """Run MkDocs as its own command line would and return the exit status.

    Args:
        arguments: the verb and its options.
        offline: whether the site is to be opened from a folder, without a server.

    Raises:
        BuildError: Something it did not expect went wrong, as in an override.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice about the engine's future, at each start
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # no clock: the same input gives the same bytes
    _Offline.on = offline
    from mkdocs.__main__ import cli  # noqa: PLC0415 - a command line, which the hook has no use for

    try:
        cli.main(arguments, prog_name="mkdocs")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except Exception as error:  # noqa: BLE001 - an override can fail in any way; its place and message will do
        raise BuildError(_in_short(error)) from None
    return 0


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs'
    """Note whether this is the preview, which shows drafts and lives with problems."""
    _Preview.on = command == "serve"
    _Preview.site = _Written()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out edit links that would lead nowhere; without a server, link to files and bring what the search needs."""
    if not config.repo_url:
        config.edit_uri = None
    if _Offline.on:
        config.use_directory_urls = False
        config.extra["polyfills"] = [OFFLINE_SCRIPT]
        config.extra["cards"] = False
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and files made from briefs/, and warn of every problem.

    Raises:
        BuildError: There are problems or no site could be made, and this is no preview.
    """
    root = Path(config.config_file_path).parent
    if Path(config.docs_dir) != root / "docs":
        return files  # an export, which holds them already
    site = _site(config)
    for problem in site.problems:
        log.warning("%s", problem)
    if site.problems and not _Preview.on:
        raise BuildError("The site was not built: the problems above come first.")
    if not site.articles:
        log.info("There are no briefs in briefs/articles/ yet.")
    for page in site.pages:
        # The pencil leads out of docs/, where MkDocs believes every page to be.
        _add(files, config, page.uri, page.markdown, f"../{page.source}" if page.source else None)
    for uri, data in site.files.items():
        _add(files, config, uri, data, None)
    if _Offline.on:
        _add(files, config, OFFLINE_SCRIPT, Path(__file__).with_name("offline.js").read_bytes(), None)
    return files


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG001 - MkDocs'
    """Name the page on the web that an offline page is a copy of."""
    if _Offline.on:
        page.canonical_url = _publication(config).address(page.file.src_uri)
    return page


@event_priority(-100)  # after the search has written its index
def on_post_build(config: MkDocsConfig) -> None:
    """Make the search index a script, since a page opened from a folder may load scripts and fetch nothing."""
    index = Path(config.site_dir, "search/search_index.json")
    if _Offline.on and index.is_file():
        index.with_suffix(".js").write_bytes(b"var __index = " + index.read_bytes())
        index.unlink()


def configured_site(root: Path) -> Site:
    """Make the site that `root`/mkdocs.yml describes; raises as `site_for`."""
    return site_for(load_config(str(root / "mkdocs.yml")))


def site_for(config: MkDocsConfig, *, drafts: bool = False, cards: bool = True) -> Site:
    """Make the site that mkdocs.yml describes.

    Args:
        config: its name and address; `extra.cards` says whether pages have cards.
        drafts: whether drafts are shown.
        cards: False where nobody will see cards.

    Raises:
        SettingError: A setting cannot be followed.
    """
    root = Path(config.config_file_path).parent
    return build(
        root,
        publication=_publication(config),
        copies=copies_folder(root),
        drafts=drafts,
        cards=root / CARDS if cards and config.extra.get("cards") else None,
    )


def _publication(config: MkDocsConfig) -> Publication:
    url = config.site_url or LOCAL.url
    return Publication(config.site_name, url if url.endswith("/") else f"{url}/")


def _site(config: MkDocsConfig) -> _Written:
    """Make and write the site; the preview falls back on the last one it could make."""
    try:
        site = site_for(config, drafts=_Preview.on, cards=not _Preview.on)
        with without_collector():
            pages = tuple(map(site.render, site.pages))
            files = {asset.uri: asset.make() for asset in site.assets}
        _Preview.site = _Written(pages, files, site.problems, site.articles)
    except Exception as error:  # whatever it is, the preview goes on
        message = str(error) if isinstance(error, SettingError) else f"The generator failed: {_in_short(error)}"
        log.debug("The whole story:", exc_info=error)
        if not _Preview.on:
            raise BuildError(message) from None
        log.error("%s. The preview shows the last site that could be made.", message)  # noqa: TRY400 - a traceback helps no editor; --verbose shows it
    return _Preview.site


def _in_short(error: Exception) -> str:
    """Say what went wrong and where: in a template if in any, else in the program."""
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if not frame.filename.endswith(".py") and Path(frame.filename).is_file()]
    program = [frame for frame in frames if PROGRAM in Path(frame.filename).parents]
    for frame in (templates or program)[-1:]:
        path = Path(frame.filename)
        near = path.relative_to(PROGRAM.parent) if PROGRAM in path.parents else path
        return f"{near}:{frame.lineno}: {type(error).__name__}: {error}"
    return f"{type(error).__name__}: {error}"


def _add(files: Files, config: MkDocsConfig, uri: str, content: str | bytes, edit_uri: str | None) -> None:
    """Add a virtual file, in place of a file in docs/ of that address."""
    if written := files.get_file_from_path(uri):
        files.remove(written)
    file = File.generated(config, uri, content=content)
    file.edit_uri = edit_uri
    files.append(file)
