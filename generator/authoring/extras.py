"""Packages that only some people need: installed when they are first asked for."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any


class ExtraError(Exception):
    """A package that could not be installed; the reason was printed by the installer."""


def need(package: str, verb: str) -> Any:  # noqa: ANN401 - a module without types
    """Import a package; where it is missing, let `run.py VERB` install the lock that holds it.

    Raises:
        ExtraError: it is missing still.
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError:
        root = Path(__file__).parents[2]
        if Path(sys.prefix) == root / ".venv":  # any other environment is somebody's own
            subprocess.run([sys.executable, str(root / "run.py"), verb], check=False)  # noqa: S603 - our own launcher
            importlib.invalidate_caches()
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError:
        raise ExtraError(f"this needs the package {package}: python3 run.py {verb}") from None
