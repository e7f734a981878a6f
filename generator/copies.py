"""The folder of copies: full texts of articles, kept outside the repository, that quotations are checked against."""

from collections.abc import Callable
from pathlib import Path

from generator.files import UnusableFileError, read_bytes

Copies = Callable[[str], bytes | None]
"""From a copy's file name to its bytes; None where it is not at hand."""

LARGEST = 16 * 1024 * 1024


def copies_in(folder: Path | None) -> Copies:
    """Look copies up in a folder; without a folder none is at hand."""

    def copy(name: str) -> bytes | None:
        if folder is None:
            return None
        try:
            return read_bytes(folder / name, LARGEST)
        except UnusableFileError:
            return None

    return copy
