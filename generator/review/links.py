"""Whether the addresses that briefs name still open. Asks their hosts, politely: the weekly check does, no build."""

import http.client
import socket
import ssl
import time
import urllib.error
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple
from urllib import request
from urllib.parse import urlsplit

from generator.progress import SILENT, Work
from generator.reading.content import Content
from generator.reading.files import article_file, register_file
from generator.values.urls import href

_GONE: Final = {404: "there is no such page", 410: "the page was removed"}
_NO_HOST: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_HEADERS: Final = [
    ("User-Agent", "Mozilla/5.0 (compatible; a weekly link check)"),
    ("Accept", "text/html,*/*;q=0.5"),
    ("Accept-Language", "en,*;q=0.5"),
]
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
    """An address, where it stands (files below the root), and whether a lasting copy of the page is recorded."""

    url: str
    files: tuple[str, ...]
    archived: bool = False


class Answer(NamedTuple):
    """What came of asking, why in a few words, and whether a host answered at all."""

    outcome: Outcome
    why: str = ""
    reached: bool = True


def links(content: Content) -> list[Link]:
    """Every address that briefs and registers name, once, in order."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    for url, file in _addresses(content):
        files[url].add(file)
    archived = {article.source.url for article in content.articles.values() if article.source.archived}
    return sorted(Link(url, tuple(sorted(of_url)), url in archived) for url, of_url in files.items())


def _addresses(content: Content) -> Iterator[tuple[str, str]]:
    for id_, article in content.articles.items():
        yield from ((url, article_file(id_)) for url in (article.source.url, article.source.archived) if url)
    for question in content.questions.values():
        for reason in question.editor.because if question.editor else ():
            if reason.url:
                yield reason.url, register_file("questions")
    for mission in content.missions.values():
        for reference in chain.from_iterable(stage.because for stage in mission.stages):
            if "://" in reference:
                yield reference, register_file("missions")
    for register, records in (("publishers", content.publishers), ("origins", content.origins)):
        yield from ((record.url, register_file(register)) for record in records.values() if record.url)


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
    """One line an address that does not open, with the files that name it."""
    lines = [
        f"{link.files[0]}: {link.url}: {answers[link.url].why}\n"
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
        yield from (f"    - `{file}`" for file in link.files)


def _of(outcome: Outcome, found: Iterable[Link], answers: Mapping[str, Answer]) -> list[Link]:
    return [link for link in found if answers[link.url].outcome is outcome]


def _summary(found: Sequence[Link], answers: Mapping[str, Answer]) -> str:
    numbers = {outcome: len(_of(outcome, found, answers)) for outcome in Outcome}
    return (
        f"{len(found):,} addresses: {numbers[Outcome.OPENS]:,} open, {numbers[Outcome.GONE]:,} gone,"
        f" {numbers[Outcome.FAILS]:,} without an answer, {numbers[Outcome.REFUSES]:,} that let no program in"
    )
