"""The same pages as plain files in a folder outside docs/, for any other engine."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.build import Site
from generator.engine.swap import SwapError, replacing

MARK: Final = ".export"
"""Tells a folder of ours; engines pass over dot files."""


def export(site: Site, root: Path, target: Path) -> None:
    """Write a site's pages and files, and all else that stands in docs/, into a folder; an earlier export gives way.

    Args:
        site: its pages and files.
        root: the project's folder.
        target: where to.

    Raises:
        SwapError: `target` holds what no export wrote, or is part of the project, or another process is writing it.
    """
    docs = root.resolve() / "docs"
    target = target.resolve()
    if docs == target or docs in target.parents or target in docs.parents:
        raise SwapError(f"pages are not exported into {target}: people write there; name another folder")
    with replacing(target, known_by=MARK) as folder:
        (folder / MARK).write_text(
            "Written by `python3 run.py export`; the next export replaces this folder.\n", "utf-8"
        )
        for uri, path in _written_by_hand(docs):
            _write(folder / uri, path.read_bytes())
        for page in site.pages:
            _write(folder / page.uri, site.render(page).markdown.encode())
        for asset in site.assets:
            _write(folder / asset.uri, asset.make())


def _written_by_hand(docs: Path) -> Iterator[tuple[str, Path]]:
    """The files in docs/ as engines see them: dot files are passed over, and links lead to what is not ours to show."""
    for folder, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path.relative_to(docs).as_posix(), path


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
