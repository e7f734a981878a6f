"""Whether the addresses that briefs name still open. Asks their hosts, politely: the weekly check does, no build."""

import http.client
import re
import socket
import ssl
import time
import urllib.error
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path as Folder
from typing import Final, NamedTuple
from urllib import request
from urllib.parse import urlsplit

from generator.problems import Path
from generator.progress import SILENT, Work
from generator.reading.content import Content
from generator.reading.load import located
from generator.reading.records import FOLDERS, REGISTERS
from generator.reading.references import Fault
from generator.schema import Record
from generator.values.urls import href, url_problem

_GONE: Final = {404: "there is no such page", 410: "the page was removed"}
_NO_HOST: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_HEADERS: Final = [
    ("User-Agent", "Mozilla/5.0 (compatible; a weekly link check)"),
    ("Accept", "text/html,*/*;q=0.5"),
    ("Accept-Language", "en,*;q=0.5"),
]
_IN_TEXT: Final = re.compile(r"\bhttps?://[^\s<>\"“”]+", re.IGNORECASE)
_PUNCTUATION: Final = ".,;:!?'’]"  # noqa: RUF001 - a mark that closes a quotation
_SECONDS: Final = 30  # for each answer
_PAUSE: Final = 1.0  # between two questions to one host
_HOSTS_AT_ONCE: Final = 8


class Outcome(StrEnum):
    """What came of asking for an address."""

    OPENS = "opens"
    GONE = "gone"
    FAILS = "fails"
    """Not now, for whatever reason; perhaps tomorrow."""
    REFUSES = "refuses"
    """The host lets no program in, which says nothing about readers."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An address, where it stands (`file:line`, below the root), and whether a lasting copy of the page is recorded."""

    url: str
    places: tuple[str, ...]
    archived: bool = False


class Answer(NamedTuple):
    """What came of asking, why in a few words, and whether a host answered at all."""

    outcome: Outcome
    why: str = ""
    reached: bool = True


def links(root: Folder, content: Content) -> list[Link]:
    """Every address that the briefs and registers under `root` name, once, in order."""
    places: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for found in located(root, _addresses(content)):
        places[found.message].add((found.file, found.line))
    archived = {article.source.url for article in content.articles.values() if article.source.archived}
    return sorted(
        Link(url, tuple(f"{file}:{line}" for file, line in sorted(of_url)), url in archived)
        for url, of_url in places.items()
    )


def _addresses(content: Content) -> Iterator[Fault]:
    """Each address as a fault with its place, for `located`: nothing is wrong with it yet."""
    for kind in (*FOLDERS, *REGISTERS):
        for id_, record in getattr(content, kind).items():
            for path, text in _texts(record, ()):
                yield from (Fault(kind, id_, path, url, "") for url in addresses_in(text))


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in a record, and where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Record):
        for name, each in value:
            yield from _texts(each, (*path, name))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _texts(each, (*path, at))


def addresses_in(text: str) -> Iterator[str]:
    """The web addresses in a text: it is one, or has some, without the punctuation of the sentence around them."""
    if not url_problem(text):
        yield text
        return
    for found in _IN_TEXT.finditer(text):
        url = found[0].rstrip(_PUNCTUATION)
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(_PUNCTUATION)
        if not url_problem(url):
            yield url


def look(addresses: Iterable[str], work: Work = SILENT) -> dict[str, Answer]:
    """Ask for every address: hosts side by side, those of one host one after another, what fails a second time."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in addresses:
        by_host[urlsplit(url).netloc.lower()].append(url)
    found: dict[str, Answer] = {}
    asking = work.stage("asking for addresses", sum(map(len, by_host.values())))
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool, asking as advance:
        for host in as_completed([pool.submit(_look_at_host, urls) for urls in by_host.values()]):
            found |= host.result()
            advance(len(host.result()))
    return found


def _look_at_host(urls: Sequence[str]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for _ in range(2):
        for url in urls:
            if url not in found or found[url].outcome is Outcome.FAILS:
                if found:
                    time.sleep(_PAUSE)
                found[url] = ask(href(url))
    return found


def ask(url: str) -> Answer:
    """Ask for one address, redirections included; what the page says is not read."""
    try:
        with _opener().open(url, timeout=_SECONDS):
            return Answer(Outcome.OPENS)
    except urllib.error.HTTPError as error:
        with error:
            return _refusal(error.code)
    except urllib.error.URLError as error:
        return _failure(error.reason)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _failure(error)


def _opener() -> request.OpenerDirector:
    """One that knows the web and nothing else: no files, no FTP, wherever a redirection may lead."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
        request.HTTPDefaultErrorHandler(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = _HEADERS
    return opener


def _refusal(status: int) -> Answer:
    if status in _GONE:
        return Answer(Outcome.GONE, f"{status}: {_GONE[status]}")
    if 500 <= status < 600:
        return Answer(Outcome.FAILS, f"{status}: the host has a fault")
    return Answer(Outcome.REFUSES, f"{status}")


def _failure(reason: object) -> Answer:
    """Say in our own words what went wrong; what a host sends is never repeated."""
    match reason:
        case socket.gaierror(errno=errno) if errno in _NO_HOST:
            return Answer(Outcome.GONE, "there is no such host", reached=False)
        case ssl.SSLCertVerificationError():
            why = "the certificate is not valid"
        case TimeoutError():
            why = f"no answer in {_SECONDS} seconds"
        case OSError():
            why = "no connection"
        case _:
            why = "the answer cannot be understood"
    return Answer(Outcome.FAILS, why, reached=False)


def is_offline(answers: Mapping[str, Answer]) -> bool:
    """Whether nothing at all answered: then the network is at fault, and no address can be called gone."""
    return bool(answers) and not any(answer.reached for answer in answers.values())


def for_people(found: Sequence[Link], answers: Mapping[str, Answer]) -> str:
    """One line an address that does not open, with the first place that names it."""
    lines = [
        f"{link.places[0]}: {link.url}: {answers[link.url].why}\n"
        for outcome in (Outcome.GONE, Outcome.FAILS)
        for link in _of(outcome, found, answers)
    ]
    return "".join(lines) + _summary(found, answers) + "\n"


def for_github(found: Sequence[Link], answers: Mapping[str, Answer]) -> str:
    """The body of an issue: what is gone, what to do about it, and what failed this time.

    Addresses are spelled in ASCII between < and >, where nothing in them is Markdown; all else is ours.
    """
    lines = [_summary(found, answers), ""]
    if gone := _of(Outcome.GONE, found, answers):
        lines += ["## Gone", "", *_entries(gone, answers), "", _WAY_OUT, ""]
    if failing := _of(Outcome.FAILS, found, answers):
        lines += ["## No answer this time", "", *_entries(failing, answers), "", "These may be back next week.", ""]
    return "\n".join(lines)


_WAY_OUT: Final = (
    "Keep `url` where the article was read. If there is a lasting copy (as on archive.org), put its address into"
    " `archived`; if the page has moved, correct `url`."
)


def _entries(found: Iterable[Link], answers: Mapping[str, Answer]) -> Iterator[str]:
    for link in found:
        yield f"- [ ] <{href(link.url)}> {answers[link.url].why}{'; a copy is recorded' if link.archived else ''}"
        yield from (f"    - `{place}`" for place in link.places)


def _of(outcome: Outcome, found: Iterable[Link], answers: Mapping[str, Answer]) -> list[Link]:
    return [link for link in found if answers[link.url].outcome is outcome]


def _summary(found: Sequence[Link], answers: Mapping[str, Answer]) -> str:
    numbers = {outcome: len(_of(outcome, found, answers)) for outcome in Outcome}
    return (
        f"{len(found):,} addresses: {numbers[Outcome.OPENS]:,} open, {numbers[Outcome.GONE]:,} gone,"
        f" {numbers[Outcome.FAILS]:,} without an answer, {numbers[Outcome.REFUSES]:,} that let no program in"
    )
