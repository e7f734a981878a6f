"""What the environment decides: the folder of copies."""

import os
from pathlib import Path
from typing import Final

COPIES: Final = "BRIEFS_COPIES"


class SettingError(Exception):
    """A setting that cannot be followed; the message says which and the way out."""


def copies_folder(root: Path) -> Path | None:
    """The folder of copies named by BRIEFS_COPIES, taken from `root` where it is relative; None where it is not set.

    Raises:
        SettingError: There is no such folder.
    """
    named = os.environ.get(COPIES)
    if not named:
        return None
    folder = Path(os.path.normpath(root / named))
    if not folder.is_dir():
        raise SettingError(f"{COPIES} names no folder: {folder}; mend it, or unset it to leave quotations unchecked")
    return folder
