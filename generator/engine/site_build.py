"""Builds the whole site, over the cores of the machine."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from mkdocs import utils
from mkdocs.commands import build as of_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generator.build import without_collector
from generator.engine.cores import spread
from generator.engine.csp import NO_CONTENT, ForeignScriptError, Policy, protect
from generator.engine.kept_pages import KeptPages, Told, digest
from generator.engine.known import is_known
from generator.engine.log import printed_log
from generator.engine.mkdocs_adapter import for_a_folder, in_short
from generator.engine.pagefind import PagefindError, write_index
from generator.engine.press import Press
from generator.engine.virtual import VirtualAsset, VirtualPage
from generator.progress import SILENT, Work

SEARCH: Final = Path(".cache/search")

Job: TypeAlias = VirtualPage | Sequence[VirtualAsset]
"""What a worker does at a time: a page, or all other files, since they share what they are made of."""


@without_collector()
def build_site(
    folder: Path,
    *,
    strict: bool = False,
    offline: bool = False,
    kept: KeptPages | None = None,
    work: Work = SILENT,
) -> None:
    """Build the site that mkdocs.yml describes.

    Args:
        folder: where to; it is emptied.
        strict: whether a warning is an error.
        offline: whether it is to be opened from a folder, without a server. Its pages have no host of their own that a
            Content-Security-Policy could name; all others get one.
        kept: the pages of the site that is there; those made of the same are taken over.
        work: is told how far it is.

    Raises:
        BuildError: There are problems, or with `strict` warnings.
        ForeignScriptError: A page has an inline script that is not the theme's.
    """
    with printed_log(), for_a_folder(offline=offline):
        config = load_config(site_dir=str(folder), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with _told_in_short(), _strictly(config.strict):
                pressed = partial(_pressed, config, folder, kept, work, offline=offline)
                finished = pressed() if is_known(config) else _by_mkdocs(config)
                if not offline:
                    protect(folder, finished)
        finally:
            config.plugins.on_shutdown()


def _by_mkdocs(config: MkDocsConfig) -> set[str]:
    of_mkdocs.build(config)
    return set()


def _pressed(config: MkDocsConfig, folder: Path, kept: KeptPages | None, work: Work, *, offline: bool) -> set[str]:
    """Build it the quick way; gives the files of pages that need nothing more."""
    with work.stage("reading"):
        press = Press(config)
    press.write_files()
    press.write_templates()
    policy = _unprotected if offline else Policy((folder / NO_CONTENT).read_text("utf-8")).within
    told = _written(_Bench(press, policy, kept), work)
    if kept:
        kept.keep({press.page_of(uri).file.dest_uri: each for uri, each in told.items()})
    return _finish(press, told, work)


def _written(bench: "_Bench", work: Work) -> dict[str, Told]:
    """Write all that is made from briefs; gives what is to be known of each page that took the quick way."""
    bench.press.rehearse()
    pages = bench.press.pages
    jobs: list[Job] = [bench.press.assets, *pages]
    answers = []
    with work.stage("writing pages", len(jobs)) as advance:
        for answer in spread(bench.write, jobs):
            advance()
            answers.append(answer)
    return {page.src_uri: answer for page, answer in zip(pages, answers[1:], strict=True) if answer}


def _place_of(file: VirtualAsset | VirtualPage) -> Path:
    """Where a file is to be written, in a folder that exists."""
    path = Path(file.abs_dest_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where a worker writes pages.

    Args:
        press: makes them.
        policy: puts the policy into a page, given its file.
        kept: those of the build before.
    """

    press: Press
    policy: Callable[[str, str], str]
    kept: KeptPages | None

    def write(self, job: Job) -> Told | None:
        """Do a job; tells of a page what is to be known, and nothing of one that only MkDocs can make."""
        with _told_in_short():  # here, since no traceback comes back from a worker
            if isinstance(job, VirtualPage):
                return self._page(job)
            for file in job:
                _place_of(file).write_bytes(file.make())
            return None

    def _page(self, file: VirtualPage) -> Told | None:
        path = _place_of(file)
        written = file.write()
        key = digest(self.press.frame, file.src_uri.encode(), written.markdown.encode()) if self.kept else ""
        told = self.kept.take(file.dest_uri, key, path) if self.kept else None
        if told and all(map(self.press.leads, told.links)):
            return told
        finished = self.press.finish(file, written)
        if finished is None:
            return None
        data = self.policy(finished.html, file.dest_uri).encode()
        path.unlink(missing_ok=True)  # what was taken over in vain is another site's file too
        path.write_bytes(data)
        return Told(key, digest(data) if self.kept else "", finished.anchors, finished.links, finished.entries)


def _finish(press: Press, told: Mapping[str, Told], work: Work) -> set[str]:
    """Leave to MkDocs what only it can make, then check the links to anchors and put the search index together.

    Returns:
        The finished pages that are not left to it, by their files.
    """
    anchors = {uri: {*answer.anchors} for uri, answer in told.items()}
    for uri, ids in anchors.items():
        press.page_of(uri).present_anchor_ids = ids
    finished = {
        uri: answer
        for uri, answer in told.items()
        if all(not anchor or anchor in anchors.get(to, ()) for to, anchor in answer.links)
    }
    entries: list[Mapping[str, Any]] = []
    for file in press.documents:
        entries += finished[file.src_uri].entries if file.src_uri in finished else press.leave(file)
    level = press.config.validation.links.anchors
    for file in press.documents:
        if file.src_uri not in finished:
            press.page_of(file.src_uri).validate_anchor_links(files=press.files, log_level=level)
    press.end(entries)
    if bundles := press.bundles(entries):
        with work.stage("indexing for the search"), _told_in_short():
            write_index(bundles, Path(press.config.site_dir), SEARCH)
    return {press.page_of(uri).file.dest_uri for uri in finished}


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
    except PagefindError as error:
        raise BuildError(str(error)) from None
    except Exception as error:  # noqa: BLE001 - whatever it is
        raise BuildError(in_short(error)) from None


def _unprotected(page: str, _name: str) -> str:
    return page
