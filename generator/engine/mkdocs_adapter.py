"""The one place that knows MkDocs: our pages as its virtual files, our problems as its warnings.

MkDocs finds the `on_...` functions through hooks.py. A plain exception out of one would leave `mkdocs serve` hanging.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.build import LOCAL, Search, Site, build
from generator.engine.virtual import VirtualAsset, virtual_files
from generator.memory import Memory
from generator.settings import SettingError, copies_folder
from generator.site.edition import Publication
from generator.site.page import Asset

PROGRAM: Final = Path(__file__).parents[1]
CARDS: Final = ".cache/cards"
OFFLINE_SCRIPT: Final = "javascripts/offline.js"

log: Final = logging.getLogger("mkdocs.plugins.briefs")  # --strict counts the warnings of this family


class _Preview:
    """What the preview keeps from site to site: that it is one, the last site it could make, what it has read."""

    on = False
    site: Site | None = None
    memory: Memory | None = None


class _Offline:
    """Whether the site is to be opened from a folder, without a server."""

    on = False


@contextmanager
def for_a_folder(*, offline: bool) -> Iterator[None]:
    """Say whether sites made within are to be opened from a folder, without a server."""
    _Offline.on = offline
    try:
        yield
    finally:
        _Offline.on = False


def searched() -> Search | None:
    """What is found in the site laid out last, where its search comes in chunks; pages in a folder cannot fetch any."""
    return _Preview.site.search if _Preview.site and not _Offline.on else None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs'
    """Note whether this is the preview, which shows drafts and lives with problems."""
    _Preview.on = command == "serve"
    _Preview.site = None
    _Preview.memory = Memory() if _Preview.on else None


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
    site = laid_out(config)
    for file in virtual_files(config, site) if site else ():
        _add(files, file)
    if _Offline.on:
        script = Path(__file__).with_name("offline.js")
        _add(files, VirtualAsset(config, Asset(OFFLINE_SCRIPT, script.read_bytes)))
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


def site_for(config: MkDocsConfig, *, drafts: bool = False, cards: bool = True, memory: Memory | None = None) -> Site:
    """Make the site that mkdocs.yml describes.

    Args:
        config: its name and address; `extra.cards` says whether pages have cards.
        drafts: whether drafts are shown.
        cards: False where nobody will see cards.
        memory: of the sites made before.

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
        memory=memory,
    )


def _publication(config: MkDocsConfig) -> Publication:
    url = config.site_url or LOCAL.url
    return Publication(config.site_name, url if url.endswith("/") else f"{url}/")


def laid_out(config: MkDocsConfig) -> Site | None:
    """Lay the site out, and warn of every problem.

    Returns:
        The site. The preview falls back on the last one that could be made, if any.

    Raises:
        BuildError: There are problems or no site could be made, and this is no preview.
    """
    site = _site(config)
    for problem in site.problems if site else ():
        log.warning("%s", problem)
    if site and site.problems and not _Preview.on:
        raise BuildError("The site was not built: the problems above come first.")
    if site and not site.articles:
        log.info("There are no briefs in briefs/articles/ yet.")
    return site


def _site(config: MkDocsConfig) -> Site | None:
    try:
        _Preview.site = site_for(config, drafts=_Preview.on, cards=not _Preview.on, memory=_Preview.memory)
    except Exception as error:  # whatever it is, the preview goes on
        message = str(error) if isinstance(error, SettingError) else f"The generator failed: {in_short(error)}"
        log.debug("The whole story:", exc_info=error)
        if not _Preview.on:
            raise BuildError(message) from None
        log.error("%s. The preview shows the last site that could be made.", message)  # noqa: TRY400 - a traceback helps no editor; --verbose shows it
    return _Preview.site


def in_short(error: Exception) -> str:
    """Say what went wrong and where: in a template if in any, else in the program."""
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if not frame.filename.endswith(".py") and Path(frame.filename).is_file()]
    program = [frame for frame in frames if PROGRAM in Path(frame.filename).parents]
    for frame in (templates or program)[-1:]:
        path = Path(frame.filename)
        near = path.relative_to(PROGRAM.parent) if PROGRAM in path.parents else path
        return f"{near}:{frame.lineno}: {type(error).__name__}: {error}"
    return f"{type(error).__name__}: {error}"


def _add(files: Files, file: File) -> None:
    """Add a virtual file, in place of a file in docs/ of that address."""
    if written := files.get_file_from_path(file.src_uri):
        files.remove(written)
    files.append(file)
