# ruff: noqa: INP001 - a script beside what it makes, not a package
"""Remake the hashed locks beside this file from pyproject.toml, for every platform and Python it allows.

Run as `python3 run.py lock`; `--upgrade`, or any other option of `uv pip compile`, is passed on.
"""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
COMPILE = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
EVERYWHERE = ["--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"]
HEADER = ["--no-emit-index-url", "--custom-compile-command", "python3 run.py lock"]


def lock(name: str, *options: str) -> None:
    """Resolve requirements/NAME.txt; versions that stand in the file already are kept where they still fit."""
    subprocess.run(  # noqa: S603 - our own command and options
        [*COMPILE, *EVERYWHERE, *HEADER, *options, "--output-file", f"requirements/{name}.txt"],
        cwd=FOLDER.parent,
        check=True,
    )


def main(options: list[str]) -> None:
    """Resolve the largest lock, then cut the smaller ones out of it, so that all agree on every version."""
    lock("ci", "--group", "ci", *options)
    for name, group in (("test", ["--group", "test"]), ("new", ["--group", "new"]), ("site", [])):
        shutil.copyfile(FOLDER / "ci.txt", FOLDER / f"{name}.txt")
        lock(name, *group)


if __name__ == "__main__":
    main(sys.argv[1:])
