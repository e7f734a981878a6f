"""Finished pages of the last build for the next one: the built site itself, and a list of what its pages were made of.

Nothing depends on either: a page that is not in the list, or no longer the file that was written, is made anew.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

MOST_LISTS: Final = 8
"""So many sites have a list; the one that was built longest ago loses its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page that was written.

    Args:
        key: stands for all that it was made of.
        digest: of the file.
        anchors: the ids in it.
        links: to which files of the site it links, with the anchor there or nothing.
        entries: its part of the theme's search index.
    """

    key: str
    digest: str
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    entries: tuple[Mapping[str, Any], ...]


def digest(*parts: bytes) -> str:
    """A digest of some parts, each as a whole."""
    made = blake2b(digest_size=20)
    for part in parts:
        made.update(len(part).to_bytes(8))
        made.update(part)
    return made.hexdigest()


class KeptPages:
    """The pages of a site that was built before.

    Args:
        site: its folder, which need not exist.
        cache: the folder of lists, which need not exist.
    """

    def __init__(self, site: Path, cache: Path) -> None:
        self._site = site.resolve()
        self._list = cache / f"{digest(os.fsencode(self._site))}.json"
        self._told: dict[str, Told] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):  # not there, or broken
            held = json.loads(self._list.read_bytes())
            self._told = {uri: _read(**each) for uri, each in held.items()}

    def take(self, uri: str, key: str, to: Path) -> Told | None:
        """Put a page that was made of the same into a new site, if it is still as it was written.

        Args:
            uri: its file below the folder of the site.
            key: stands for all that it is made of.
            to: where to; its folder exists.
        """
        told = self._told.get(uri)
        if told is None or told.key != key:
            return None
        with suppress(OSError):
            path = self._site / uri
            if digest(path.read_bytes()) == told.digest:
                _link(path, to)
                return told
        return None

    def keep(self, told: Mapping[str, Told]) -> None:
        """Note what the pages of the new site were made of, by their files; where that cannot be, nothing is kept."""
        with suppress(OSError):
            self._list.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._list.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(told, default=_fields), "utf-8")
            fresh.replace(self._list)
            for old in sorted(self._list.parent.glob("*.json"), key=lambda path: -path.stat().st_mtime)[MOST_LISTS:]:
                old.unlink()


def _fields(told: Told) -> dict[str, object]:
    return {name: getattr(told, name) for name in Told.__slots__}


def _read(anchors: list[str], links: list[list[str]], entries: list[dict[str, Any]], **rest: str) -> Told:
    return Told(**rest, anchors=tuple(anchors), links=tuple((to, at) for to, at in links), entries=tuple(entries))


def _link(path: Path, to: Path) -> None:
    """Give a file a second name, since neither is ever written to again; copy it where that cannot be."""
    try:
        to.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, to)
