"""The preview: a page is made when a browser asks for it, so an edit costs reading the briefs and what is looked at."""

import gc
import html
import logging
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from mkdocs.commands.serve import serve as serve_by_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from generator.build import without_collector
from generator.engine.known import is_known
from generator.engine.log import printed_log
from generator.engine.mkdocs_adapter import in_short, laid_out
from generator.engine.pagefind import FOLDER, INDEX, announce, write_index
from generator.engine.press import Press
from generator.engine.site_build import SEARCH
from generator.engine.virtual import VirtualAsset, VirtualPage
from generator.site.render import RenderedPage
from generator.watch import observer

SITEMAP: Final = ("sitemap.xml", "sitemap.xml.gz")

log: Final = logging.getLogger("mkdocs.plugins.briefs")


def serve(host: str, port: int, *, in_browser: bool = False) -> None:
    """Show the site that mkdocs.yml describes until it is interrupted; every edit is seen at once.

    Args:
        host: to listen on.
        port: to listen on.
        in_browser: whether to open it in a browser.

    Raises:
        ConfigurationError: mkdocs.yml cannot be followed.
    """
    with printed_log():
        if is_known(load_config()):
            _serve(host, port, in_browser=in_browser)
        else:
            serve_by_mkdocs(dev_addr=f"{host}:{port}", open_in_browser=in_browser)


def _serve(host: str, port: int, *, in_browser: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="briefs-") as folder:

        def configure() -> MkDocsConfig:
            config = load_config(site_dir=folder)
            path = urlsplit(config.site_url or "/").path
            config.site_url = f"http://{host}:{port}{path}"
            return config

        config = configure()
        config.plugins.on_startup(command="serve", dirty=False)
        preview = Preview(configure)
        server = _Server(preview, host, port, folder, urlsplit(config.site_url or "/").path)
        server.watch_these(Path(config.config_file_path), Path(config.docs_dir), *map(Path, config.watch))
        try:
            server.serve(open_in_browser=in_browser)  # type: ignore[no-untyped-call] # MkDocs'
        except KeyboardInterrupt:
            log.info("Shutting down...")
        finally:
            server.shutdown()
            config.plugins.on_shutdown()


class Preview:
    """The site as it stands now, of which a page is made when somebody asks for it.

    Args:
        configure: reads mkdocs.yml anew, for a site in a folder of our own.
    """

    def __init__(self, configure: Callable[[], MkDocsConfig]) -> None:
        self._configure = configure
        self._lock = threading.RLock()
        self._indexing = threading.Lock()
        self._indexed: set[str] | None = None
        self._entries: dict[str, tuple[RenderedPage, Iterable[Mapping[str, Any]]]] = {}
        with without_collector():
            self._begin()
        gc.freeze()

    def refresh(self) -> None:
        """Take in what was edited. Whatever is wrong is told, and the last site that could be made stays.

        Python's garbage collector need not look through what stays: it takes long, and an edit or a page waits for it.
        """
        with self._lock, without_collector():
            gc.collect()  # what pages left since
            try:
                if self._frame == _state_of(self._press.config):
                    self._follow()
                else:
                    gc.unfreeze()
                    self._begin()
                    gc.collect()
            except Exception as error:  # whatever it is, the preview goes on
                log.debug("The whole story:", exc_info=error)
                log.error("%s. The preview shows the last site that could be made.", in_short(error))  # noqa: TRY400 - a traceback helps no editor; --verbose shows it
            gc.freeze()

    def provide(self, uri: str) -> None:
        """See that what a browser asks for stands in the folder of the site.

        Args:
            uri: a file below the folder.

        Raises:
            Exception: It cannot be made, as with a mistake in a template.
        """
        if uri.startswith(f"{FOLDER}/") and self._press.in_chunks:
            self._provide_search()
            return
        with self._lock, without_collector():
            if uri in self._made:
                return
            if file := self._files.get(uri):
                self._make(file)
            elif uri == INDEX:
                entries = self._all_entries()
                self._press.end(entries)
                if bundles := self._press.bundles(entries):
                    announce(len(bundles), self._folder)
            elif uri in SITEMAP:
                self._press.write_templates()
            self._made.add(uri)

    def _provide_search(self) -> None:
        """Index for the search what has been edited since, while pages are being shown."""
        self.provide(INDEX)
        with self._indexing:
            with self._lock:
                edition = self._made
                bundles = self._press.bundles(self._all_entries()) if edition is not self._indexed else ()
            if bundles:
                write_index(bundles, self._folder, SEARCH)
                self._indexed = edition

    def _all_entries(self) -> list[Mapping[str, Any]]:
        """The theme's index: of everything, or of what no chunk tells."""
        return [entry for file in self._press.indexed for entry in self._entries_of(file)]

    def _begin(self) -> None:
        """Read everything."""
        config = self._configure()
        self._frame = _state_of(config)
        self._press = Press(config, preview=True)
        self._press.write_files()
        self._press.write_templates()
        self._look()

    def _follow(self) -> None:
        """Read the briefs; all else is as it was."""
        site = laid_out(self._press.config)
        if site and (site.search is not None) is not self._press.in_chunks:
            self._begin()
        elif site:
            for file in self._press.follow(site):
                Path(file.abs_dest_path).unlink(missing_ok=True)
            self._look()

    @property
    def _folder(self) -> Path:
        return Path(self._press.config.site_dir)

    def _look(self) -> None:
        self._made: set[str] = set()
        self._files: dict[str, File] = {file.dest_uri: file for file in (*self._press.documents, *self._press.assets)}

    def _make(self, file: File) -> None:
        """Write a page or a file."""
        match file:
            case VirtualAsset():
                _write(file, file.make())
            case VirtualPage():
                if finished := self._press.finish(file, file.write()):
                    _write(file, finished.html.encode())
                else:
                    self._press.leave(file)
            case _:
                self._press.leave(file)

    def _entries_of(self, file: File) -> Iterable[Mapping[str, Any]]:
        """A page's part of the search index; of one that is what it was, without making it again."""
        if not isinstance(file, VirtualPage):
            return self._press.leave(file)
        written = file.write()
        known = self._entries.get(file.src_uri)
        if known is None or known[0] != written:
            finished = self._press.finish(file, written)
            known = self._entries[file.src_uri] = written, finished.entries if finished else self._press.leave(file)
        return known[1]


class _Server(LiveReloadServer):
    """Serves a preview, and makes browsers load a page again after an edit."""

    def __init__(self, preview: Preview, host: str, port: int, folder: str, path: str) -> None:
        super().__init__(preview.refresh, host, port, folder, path)
        self._preview = preview
        self.build_delay = 0.02  # seconds without a change: an editor that saves makes several at once
        self.error_handler = self._not_found

    def watch_these(self, *paths: Path) -> None:
        """Tell of every change of these files and folders."""
        self.observer = observer(self._changed, *filter(Path.exists, paths))  # type: ignore[assignment] # tells sooner
        self._watched_paths = dict.fromkeys(map(str, paths), 1)

    def _changed(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _not_found(self, code: int) -> bytes | None:
        page = Path(self.root, "404.html")
        return page.read_bytes() if code == 404 and page.is_file() else None

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:  # noqa: ANN401 - WSGI
        """Make what is asked for before it is sent; say what went wrong in place of a page that cannot be made."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")  # as WSGI has it
        if path.startswith(self.mount_path):
            with self._epoch_cond:
                self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
                epoch = self._visible_epoch
            uri = path.removeprefix(self.mount_path)
            try:
                self._preview.provide(f"{uri}index.html" if path.endswith("/") else uri)
            except Exception as error:  # the page tells, and comes again when it is mended
                log.debug("The whole story:", exc_info=error)
                log.error("%s", in_short(error))  # noqa: TRY400 - a traceback helps no editor
                start_response("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
                page = f"<!doctype html><title>Not made</title><pre>{html.escape(in_short(error))}</pre>".encode()
                return [self._inject_js_into_html(page, epoch)]  # type: ignore[no-untyped-call] # MkDocs'
        answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        return answer


def _write(file: File, data: bytes) -> None:
    path = Path(file.abs_dest_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _state_of(config: MkDocsConfig) -> dict[str, tuple[int, int]]:
    """When each file was written that is no brief and no template of ours, and how large it is."""
    tops = [Path(config.docs_dir), *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    paths = [Path(config.config_file_path), *(path for top in tops for path in sorted(top.rglob("*")))]
    return {str(path): (stat.st_mtime_ns, stat.st_size) for path in paths if (stat := path.stat())}
