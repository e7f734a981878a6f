"""Whether GitHub Pages takes a built site; if not, or only just, what is largest in it and the way out."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# docs.github.com, "GitHub Pages limits": a published site may have 1 GB, and a deployment may take ten minutes. What is
# uploaded is a tar archive, a little larger than its files: so the smaller meaning of GB.
SITE: Final = 10**9
# docs.github.com, "About large files on GitHub": what git may bring there, for whoever keeps a built site in git.
FILE: Final = 100 * 10**6
_NEAR: Final = 0.8
_PARTS: Final = 5
_WAYS_OUT: Final = (
    "Ways out: divide the briefs between two projects, each with a site of its own; or publish the folder with a host"
    " that takes more, since it is plain files."
)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a site can be published, and what a person should know; nothing, where there is room enough."""

    fits: bool
    message: str = ""


def fit(sizes: Mapping[str, int]) -> Fit:
    """Judge a site by the bytes of its files, by their path within it."""
    whole = sum(sizes.values())
    told = [
        f"{path} has {_megabytes(size)}: git takes no file over {_megabytes(FILE)} to GitHub, and few readers wait."
        for path, size in sorted(sizes.items())
        if size > FILE
    ]
    if whole > SITE * _NEAR:
        told += [
            f"The site has {_megabytes(whole)}; GitHub Pages publishes {_megabytes(SITE)} at most, within ten minutes."
            if whole > SITE
            else f"The site has {_megabytes(whole)} of the {_megabytes(SITE)} that GitHub Pages publishes at most.",
            f"Its largest parts: {', '.join(_parts(sizes))}.",
            _WAYS_OUT,
        ]
        if cards := sum(size for path, size in sizes.items() if path.startswith("cards/")):
            told.append(f"Without pictures for links it has {_megabytes(cards)} less: cards: false in mkdocs.yml.")
    return Fit(whole <= SITE, "\n".join(told))


def _parts(sizes: Mapping[str, int]) -> list[str]:
    parts: Counter[str] = Counter()
    for path, size in sizes.items():
        folder, inside, _ = path.partition("/")
        parts[folder + inside] += size
    return [f"{part} {_megabytes(size)}" for part, size in parts.most_common(_PARTS)]


def _megabytes(size: int) -> str:
    return f"{size / 10**6:,.0f} MB"


def sizes_in(site: Path) -> dict[str, int]:
    """The bytes of each file of a built site, by its path within it."""
    return {
        path.relative_to(site).as_posix(): path.stat().st_size
        for folder, _, names in os.walk(site)
        for path in (Path(folder, name) for name in names)
    }
