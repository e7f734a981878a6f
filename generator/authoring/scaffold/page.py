"""An article in a web page: what its metadata say, its text without what stands round it, and the whole visible text.

Reads with trafilatura, which is installed when it is first needed; the network is used by `fetch` alone.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from generator.authoring.extras import need
from generator.authoring.scaffold.extract import Extract, clues, from_text
from generator.authoring.scaffold.lines import Line, lines_of, with_roles
from generator.copies import LARGEST
from generator.evidence.quotations import fold
from generator.values.urls import url_problem

EXTRA: Final = "html"  # the verb of run.py that installs what this needs

_OWN_DATA: Final = "the page's own data"
_SAVED_FROM: Final = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "  # noqa: SIM905 - reads best so
    "main nav ol option p pre section table td th title tr ul".split()
)
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_PUBLISHED: Final = re.compile(r"publish|pubdate|issued|created|dc\.date(?!.*modif)|^date$", re.IGNORECASE)


class FetchError(Exception):
    """A page that could not be fetched; the message says why."""


def is_html(data: bytes) -> bool:
    """Whether a file's bytes begin like a web page."""
    return _LOOKS_LIKE_HTML.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def fetch(url: str) -> bytes:
    """Fetch a page from the network.

    Raises:
        FetchError: there is no such page, or too much of one.
    """
    response = need("trafilatura.downloads", EXTRA).fetch_response(url)
    if response is None or not response.data:
        raise FetchError(f"{url} could not be fetched: save the page with a browser and name the file instead")
    if response.status != 200:
        raise FetchError(f"{url} answers with status {response.status}: save the page with a browser instead")
    if len(response.data) > LARGEST:
        raise FetchError(f"{url} has more than {LARGEST:,} bytes")
    return bytes(response.data)


def from_page(html: bytes) -> Extract:
    """Read a web page as saved by a browser."""
    trafilatura = need("trafilatura", EXTRA)
    tree = need("trafilatura.utils", EXTRA).load_html(html)
    whole = visible_text(tree) if tree is not None else ""
    found = tree is not None and trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not found:
        return from_text(whole)
    by = tuple(dict.fromkeys(name.strip() for name in (found.author or "").split(";") if name.strip()))
    lines = tuple(_numbered(with_roles(lines_of(found.text or whole), title=found.title, authors=by), whole))
    published, where = _published(tree, found.date)
    itself = from_text(found.text or whole)  # where the metadata are silent
    evidence = {
        "title": _OWN_DATA if found.title else "",
        "by": _OWN_DATA if by else "",
        "publisher": _OWN_DATA if found.sitename else "",
        "published": where,
    }
    return replace(
        itself,
        lines=lines,
        copy=whole,
        title=found.title or itself.title,
        by=by or itself.by,
        publisher=found.sitename,
        published=published or itself.published,
        evidence=tuple({**dict(itself.evidence), **{key: value for key, value in evidence.items() if value}}.items()),
        clues=clues(lines),
        url=_address(html, found.url),
        language=_language(tree) or itself.language,
    )


def visible_text(tree: Any) -> str:  # noqa: ANN401 - an element of lxml, which has no types
    """All text that a page shows, one line for each of its blocks."""
    body = tree.find("body") if tree.find("body") is not None else tree
    lines = (" ".join(line.split()) for line in "".join(_texts(body)).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _texts(element: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """The texts below an element, with a line feed round every block; white space is as in the source."""
    shown = isinstance(element.tag, str) and element.tag not in _UNSEEN  # a comment's tag is a function
    line_end = "\n" if shown and element.tag in _BLOCKS else ""
    yield line_end
    if shown:
        yield _one_line(element.text)
        for child in element:
            yield from _texts(child)
    yield line_end
    yield _one_line(element.tail)


def _one_line(text: str | None) -> str:
    return re.sub(r"[\r\n]+", " ", text or "")


def _numbered(lines: Iterable[Line], whole: str) -> Iterator[Line]:
    """The lines with the numbers that they have in the copy."""
    numbers = {fold(text): number for number, text in reversed(list(enumerate(whole.splitlines(), 1)))}
    return (replace(line, number=numbers.get(fold(line.text), line.number)) for line in lines)


def _published(tree: Any, day: str | None) -> tuple[str | None, str]:  # noqa: ANN401 - as above
    """The day of publication and where the page says it; none where only a later change has that day."""
    if not day:
        return None, ""
    places = [(where, value) for where, value in _dates(tree) if value.startswith(day)]
    best = next((place for place in places if _PUBLISHED.search(place[0])), None)
    if best:
        return day, f"{_OWN_DATA}, {best[0]}: {best[1]}"
    if places and all(re.search("modif|updat", where, re.IGNORECASE) for where, _ in places):
        return None, ""
    return day, f"{_OWN_DATA}, {places[0][0]}: {places[0][1]}" if places else "shown by the page"


def _dates(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    """Where a page's data speak of dates, and what they say."""
    for meta in tree.iter("meta"):
        yield meta.get("property") or meta.get("name") or meta.get("itemprop") or "meta", meta.get("content") or ""
    for script in tree.iter("script"):
        if "json" in (script.get("type") or ""):
            for key in ("datePublished", "dateCreated", "dateModified"):
                for match in re.finditer(rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)*")', script.text or ""):
                    yield key, str(json.loads(match[1], strict=False))
    for time in tree.iter("time"):
        yield f"<time {time.get('class') or ''}".strip() + ">", time.get("datetime") or ""


def _address(html: bytes, canonical: str | None) -> str | None:
    """Where the page stands, by its own word or by that of the browser that saved it."""
    saved = _SAVED_FROM.search(html[:4096])
    places = [canonical or "", saved[1].decode("utf-8", "replace") if saved else ""]
    return next((place for place in places if place and not url_problem(place)), None)


def _language(tree: Any) -> str | None:  # noqa: ANN401 - as above
    tag = re.match(r"[a-z]{2,3}(?![a-z])", (tree.get("lang") or "").lower())
    return tag[0] if tag else None
