"""Builds the whole site, over the cores of the machine."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.commands import build as of_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generator.build import without_collector
from generator.engine.cores import spread
from generator.engine.csp import NO_CONTENT, ForeignScriptError, Policy, protect
from generator.engine.log import print_log
from generator.engine.mkdocs_adapter import for_a_folder, in_short
from generator.engine.press import Press, is_known
from generator.engine.virtual import VirtualAsset, VirtualPage
from generator.progress import SILENT, Work


@dataclass(frozen=True, slots=True)
class _Told:
    """What a worker tells of a page that it wrote: all of `Finished` but the page."""

    anchors: frozenset[str]
    links: tuple[tuple[str, str], ...]
    entries: tuple[Mapping[str, Any], ...]


@without_collector()
def build_site(folder: Path, *, strict: bool = False, offline: bool = False, work: Work = SILENT) -> None:
    """Build the site that mkdocs.yml describes.

    Args:
        folder: where to; it is emptied.
        strict: whether a warning is an error.
        offline: whether it is to be opened from a folder, without a server. Its pages have no host of their own that a
            Content-Security-Policy could name; all others get one.
        work: is told how far it is.

    Raises:
        BuildError: There are problems, or with `strict` warnings.
        ForeignScriptError: A page has an inline script that is not the theme's.
    """
    print_log()
    for_a_folder(offline=offline)
    config = load_config(site_dir=str(folder), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with _told_in_short(), _strictly(config.strict):
            finished = _pressed(config, folder, work, offline=offline) if is_known(config) else _by_mkdocs(config)
            if not offline:
                protect(folder, finished)
    finally:
        config.plugins.on_shutdown()


def _by_mkdocs(config: MkDocsConfig) -> set[str]:
    of_mkdocs.build(config)
    return set()


def _pressed(config: MkDocsConfig, folder: Path, work: Work, *, offline: bool) -> set[str]:
    """Build it the quick way; gives the files of pages that need nothing more."""
    with work.stage("reading"):
        press = Press(config)
    press.write_files()
    press.write_templates()
    policy = _unprotected if offline else Policy((folder / NO_CONTENT).read_text("utf-8")).within
    return _finish(press, _written(press, policy, work))


def _written(press: Press, policy: Callable[[str, str], str], work: Work) -> dict[str, _Told]:
    """Write all that is made from briefs; gives what is to be known of each page that took the quick way."""
    jobs = [*press.assets, *press.pages]
    told = {}
    with work.stage("writing pages", len(jobs)) as advance:
        for job, answer in zip(jobs, spread(partial(_write, press, policy), jobs), strict=True):
            advance()
            if answer:
                told[job.src_uri] = answer
    return told


def _write(press: Press, policy: Callable[[str, str], str], file: VirtualAsset | VirtualPage) -> _Told | None:
    if isinstance(file, VirtualAsset):
        utils.write_file(file.make(), file.abs_dest_path)
        return None
    with _told_in_short():  # here, since no traceback comes back from a worker
        finished = press.finish(file, file.write())
    if finished is None:
        return None
    utils.write_file(policy(finished.html, file.dest_uri).encode(), file.abs_dest_path)
    return _Told(finished.anchors, finished.links, finished.entries)


def _finish(press: Press, told: Mapping[str, _Told]) -> set[str]:
    """Leave to MkDocs what only it can make, then check the links to anchors and put the search index together.

    Returns:
        The finished pages that are not left to it, by their files.
    """
    for uri, answer in told.items():
        press.page_of(uri).present_anchor_ids = {*answer.anchors}
    astray = {
        uri
        for uri, answer in told.items()
        if not all(anchor in (press.page_of(to).present_anchor_ids or ()) for to, anchor in answer.links)
    }
    entries: list[Mapping[str, Any]] = []
    for file in press.documents:
        entries += told[file.src_uri].entries if file.src_uri in told.keys() - astray else press.leave(file)
    for file in press.documents:
        if file.src_uri not in told.keys() - astray:
            level = press.config.validation.links.anchors
            press.page_of(file.src_uri).validate_anchor_links(files=press.files, log_level=level)
    press.end(entries)
    return {press.page_of(uri).file.dest_uri for uri in told.keys() - astray}


@contextmanager
def _strictly(strict: bool) -> Iterator[None]:  # noqa: FBT001 - a setting handed on
    """With `strict`, let what happens within fail for a warning, when all has been told."""
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(counter)
    try:
        yield
    finally:
        logger.removeHandler(counter)
    if strict and (counts := counter.get_counts()):
        raise BuildError(f"Stopped by --strict: {', '.join(f'{number} {level.lower()}s' for level, number in counts)}.")


@contextmanager
def _told_in_short() -> Iterator[None]:
    """Let what nobody expected, as in an override, be told by its place and message."""
    try:
        yield
    except (BuildError, ForeignScriptError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is
        raise BuildError(in_short(error)) from None


def _unprotected(page: str, _name: str) -> str:
    return page
