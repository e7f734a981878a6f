"""Programs side by side on the same briefs: builds in turns, then the edits of a writer who looks at the preview."""

import gzip
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from bench.first_result import first_result
from bench.makers import CHUNKS, Maker
from bench.measure import Used, free_port, run, serving
from generator.progress import Work

Figures: TypeAlias = dict[str, float | None]
"""What was measured, by names as "cold wall"; None where something never came."""

PATIENCE: Final = 30
"""Seconds, and one more for each 40 briefs, after which an edit is taken never to come."""
OF_THEME: Final = "search/search_index.json"
_INDEXES: Final = {OF_THEME, "search.json", "index.json"}


def compare(makers: Sequence[Maker], briefs: int, runs: int, work: Work) -> dict[str, Figures]:
    """Measure each program; figures are medians of so many runs, and builds are taken in turns.

    Raises:
        FailedError: one of them failed.
    """
    found: dict[str, Figures] = {maker.name: {} for maker in makers}
    with work.stage("first builds, not counted", len(makers)) as advance:
        for maker in makers:
            found[maker.name]["first wall"] = _build(maker).wall
            advance()
    for kind in ("cold", "same", "edit"):
        used: defaultdict[str, list[Used]] = defaultdict(list)
        with work.stage({"cold": "cold builds", "same": "builds of nothing new", "edit": "builds of an edit"}[kind]):
            for _ in range(runs):
                for maker in makers:
                    if kind == "cold":
                        maker.clean()
                    elif kind == "edit":
                        maker.edit()
                    used[maker.name].append(_build(maker))
        for maker in makers:
            found[maker.name] |= {
                f"{kind} {what}": statistics.median(getattr(each, what) for each in used[maker.name])
                for what in ("wall", "cpu", "peak")
            }
    for maker in makers:
        found[maker.name] |= _sizes(maker)
        with work.stage(f"live edits, {maker.name}"):
            found[maker.name] |= _live(maker, limit=PATIENCE + briefs / 40, edits=runs)
    return found


def _build(maker: Maker) -> Used:
    return run(maker.build, maker.root)


def _sizes(maker: Maker) -> Figures:
    """Bytes of a brief's page and of the search, as they are and compressed; of the whole site; and how many pages."""
    files = dict(maker.files())
    pages = {uri: path for uri, path in files.items() if uri.endswith(".html")}
    briefs = [path.read_bytes() for uri, path in pages.items() if uri.startswith("briefs/") and uri.count("/") == 2]
    found: Figures = {
        "page": statistics.median(map(len, briefs)),
        "page gzip": statistics.median(len(gzip.compress(page, 6)) for page in briefs),
        "site": sum(path.stat().st_size for path in files.values()),
        "pages": len(pages),
    }
    if not any((maker.root / maker.site).glob(CHUNKS)):
        found["search"] = sum(
            len(gzip.compress(path.read_bytes(), 6)) for uri, path in files.items() if uri in _INDEXES
        )
    elif fetched := first_result(maker.root / maker.site, maker.word):
        found["search"] = fetched
    return found


def _live(maker: Maker, limit: float, edits: int) -> Figures:
    """Seconds from the start of the preview to its first page, and from saving an edit to what follows; memory."""
    port = free_port()
    following = maker.following()
    found: Figures = {}
    with serving(maker.serve(port), port, maker.root) as server:
        found["start"] = server.until(following["page"], _new(maker, following["page"], b""), limit)
        server.get(OF_THEME, limit)  # as a browser does before it asks for chunks
        for what, uri in following.items():
            waited: list[float | None] = []
            while len(waited) < edits and None not in waited:
                time.sleep(1)  # the writer looks at it
                before = server.get(uri, limit)
                maker.edit()
                waited.append(server.until(uri, _new(maker, uri, before), limit))
            seconds = [each for each in waited if each is not None]
            found[f"live {what}"] = statistics.median(seconds) if seconds == waited else None
        found["serve peak"] = server.memory.peak
    return found


def _new(maker: Maker, uri: str, before: bytes) -> Callable[[bytes], bool]:
    """Whether what is served holds the edit; of the names of chunks, whether they are others."""
    word = maker.word.encode()
    if Path(uri).name == Path(CHUNKS).name:
        return lambda data: data not in {b"", before}
    return lambda data: word in data
