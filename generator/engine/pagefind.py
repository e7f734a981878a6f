"""The search of a large site, in chunks that Pagefind makes and docs/javascripts/search.js reads.

Pagefind is told the words of a page alone, each once; what is shown of it travels in what it takes for the address and
hands back untouched. So a common word costs a reader a few kilobytes, and it is we who say what a word is.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import metadata
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

from generator.publish.search import Bundle, SearchPage, SearchPart
from generator.publish.words import words

FOLDER: Final = "pagefind"
"""Holds the first bundle and, in folders `1`, `2`, ..., the others."""

INDEX: Final = "search/search_index.json"
"""What the theme fetches with every page."""

PACKAGE: Final = "pagefind-bin"

IN_A_RECORD: Final = 4
"""Pages that Pagefind takes for one: the reader pays 7 bytes for each that there is, and the site a file."""

_AT_ONCE: Final = 2
"""Processes, of up to 250 MB each; for a part of its time each uses all cores."""

_SETTINGS: Final = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "2000"}
"""Makes chunks of 3 kB; the default, 20,000, is for one bundle of everything."""

_OF_THE_FIRST: Final = ("pagefind.js", "wasm.unknown.pagefind")
_OF_EACH: Final = re.compile(r"pagefind-entry\.json|[^/]+\.pf_meta|(?:index|fragment)/.+")

_CHECK: Final = hashlib.sha256().digest_size

Files = Mapping[str, bytes]


class PagefindError(Exception):
    """Pagefind is not installed or failed; the message tells more."""


def write_index(bundles: Sequence[Bundle], site: Path, cache: Path | None = None) -> None:
    """Write the index into a built site, and announce it.

    The same bundles give the same bytes.

    Args:
        bundles: the first is searched before the others.
        site: the folder of the site, in which the theme's index stands.
        cache: a folder that keeps what was made of each bundle for the next time; None keeps nothing.

    Raises:
        PagefindError: It is not installed or failed.
    """
    used = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for number, (key, files) in enumerate(pool.map(partial(_made, cache=cache), bundles)):
            used.add(key)
            folder = site / FOLDER / (str(number) if number else "")
            for below in ("index", "fragment"):
                (folder / below).mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                if number == 0 or name not in _OF_THE_FIRST:
                    (folder / name).write_bytes(data)
    for kept in cache.iterdir() if cache else ():
        if kept.name not in used:
            kept.unlink(missing_ok=True)
    announce(len(bundles), site)


def announce(number: int, site: Path) -> None:
    """Let the theme's index tell of so many bundles, and of nothing else; the bundles may come later."""
    index = site / INDEX
    config = json.loads(index.read_bytes())["config"]
    index.write_text(json.dumps({"config": {**config, "bundles": number}, "docs": []}), "utf-8")


def _made(bundle: Bundle, cache: Path | None) -> tuple[str, Files]:
    """The files of a bundle, made anew where they are not in the cache, and before them their name in it."""
    records = [*_records(bundle)]
    if cache is None:
        return "", _indexed(records)
    made_of = [_program()[1], *_SETTINGS.values(), Path(__file__).read_text("utf-8"), *(shown for _, shown in records)]
    key = hashlib.sha256("\n".join(made_of).encode()).hexdigest()
    kept = cache / key
    files = _unpacked(kept)
    if not files:
        files = _indexed(records)
        _pack(files, kept)
    return key, files


def _unpacked(kept: Path) -> Files:
    """The files that `_pack` put into one; none where it is missing or broken."""
    try:
        packed = kept.read_bytes()
    except OSError:
        return {}
    if hashlib.sha256(packed[_CHECK:]).digest() != packed[:_CHECK]:
        return {}
    head, _, data = packed[_CHECK:].partition(b"\n")
    sizes = json.loads(head)
    ends = pairwise(accumulate(sizes.values(), initial=0))
    return {name: data[start:end] for name, (start, end) in zip(sizes, ends, strict=True)}


def _pack(files: Files, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    sizes = {name: len(data) for name, data in files.items()}
    packed = b"".join([json.dumps(sizes).encode(), b"\n", *files.values()])
    half = kept.with_suffix(".half")
    half.write_bytes(hashlib.sha256(packed).digest() + packed)
    half.replace(kept)


def _records(bundle: Bundle) -> Iterator[tuple[Bundle, str]]:
    """Some pages together, and what is shown of them."""
    for start in range(0, len(bundle), IN_A_RECORD):
        pages = bundle[start : start + IN_A_RECORD]
        yield pages, json.dumps([*map(_shown, pages)], ensure_ascii=False, separators=(",", ":"))


def _shown(page: SearchPage) -> list[object]:
    """What search.js makes a result of."""
    parts = [[part.anchor, part.title, part.text, _unsaid(part)] for part in page.parts]
    return [page.location, page.title, page.text, _unsaid(page), parts]


def _unsaid(entry: SearchPage | SearchPart) -> list[str]:
    """The other spellings that do not stand there."""
    said = f"{entry.title} {entry.text}".casefold()
    return [each for each in entry.also if each.casefold() not in said]


def _request(pages: Bundle, shown: str) -> dict[str, object]:
    """Some pages as Pagefind is told of them."""
    parts = [part for page in pages for part in page.parts]
    everything: list[SearchPage | SearchPart] = [*pages, *parts]
    title = _all_words(f"{page.title} {' '.join(page.also)}" for page in pages)
    rest = _all_words(f"{entry.title} {entry.text}" for entry in everything)
    names = {each for entry in everything for each in entry.also}
    as_one = {"".join(words(name)) for name in names}  # so that a whole name is found, and not words of several
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": shown,
        "language": "unknown",  # words stay as they are, names among them
        "content": " ".join(sorted(title | rest | _all_words(names) | as_one)),
        "meta": {"title": " ".join(sorted(title))},  # counts for more
    }


def _all_words(texts: Iterable[str]) -> set[str]:
    return {word for token in {*" ".join(texts).split()} for word in words(token)}


def _indexed(records: Iterable[tuple[Bundle, str]]) -> Files:
    """Let Pagefind index a bundle. It hands its files over: what it writes itself may be cut short (its issue 1272)."""
    requests = (_request(pages, shown) for pages, shown in records)
    *_, last = _ask({"type": "NewIndex"}, *requests, {"type": "GetFiles", "index_id": 0})
    files = {file["path"]: file["content"] for file in last["files"]}
    return {
        name: base64.b64decode(files[name])
        for name in sorted(files)
        if name in _OF_THE_FIRST or _OF_EACH.fullmatch(name)
    }


def _ask(*requests: Mapping[str, object]) -> list[Any]:
    """Ask Pagefind: base64 of JSON, a comma after each request. It answers in the same way, one after the other."""
    messages = ({"message_id": number, "payload": request} for number, request in enumerate(requests))
    asked = b"".join(base64.b64encode(json.dumps(message).encode()) + b"," for message in messages)
    command, settings = [_program()[0], "--service"], {**os.environ, **_SETTINGS}
    try:
        with subprocess.Popen(command, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - a package of ours
            assert process.stdin and process.stdout  # noqa: S101, PT018 - pipes were asked for
            process.stdin.write(asked)  # it reads all of it before anybody reads what it answers
            process.stdin.flush()
            answered = _until(len(requests), process.stdout.fileno())
    except OSError as error:
        raise PagefindError(f"Pagefind could not be run: {error}") from None
    answers = [json.loads(base64.b64decode(answer))["payload"] for answer in answered]
    for answer in answers:
        if answer["type"] == "Error":
            raise PagefindError(f"Pagefind says: {answer['message']}")
    return answers


def _until(number: int, pipe: int) -> list[bytes]:
    """Read so many answers."""
    read: list[bytes] = []
    commas = 0
    while commas < number:
        some = os.read(pipe, 1 << 20)
        if not some:
            raise PagefindError("Pagefind ended before it had answered.")
        read.append(some)
        commas += some.count(b",")
    return b"".join(read).split(b",")[:number]


def _program() -> tuple[str, str]:
    """Where Pagefind is installed, and its version."""
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        raise PagefindError(f"The search of a large site is made by the package {PACKAGE}, which is missing.") from None
    [file] = [file for file in package.files or () if file.name in {"pagefind", "pagefind.exe"}]
    return str(file.locate()), package.version
