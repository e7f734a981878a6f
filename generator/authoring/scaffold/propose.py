"""What the registers and the briefs there are suggest for a new one: themes, names, publisher, an id, a double."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import takewhile
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from generator.authoring.scaffold.extract import Extract
from generator.authoring.scaffold.lines import Role
from generator.evidence.mentions import Matcher
from generator.evidence.quotations import fold
from generator.reading.content import Content
from generator.schema import Article, is_id

_AROUND: Final = frozenset({Role.ABOVE, Role.HEAD, Role.ADVERT, Role.NOTICE, Role.AUTHOR, Role.FOREIGN})
_EMPTY_WORDS: Final = frozenset(
    "the a an of to in on at for and or as by with from its his her their is are was be".split()  # noqa: SIM905 - reads best so
)
_TELLING: Final = 25  # so many words tell a theme apart at best; more of them make it no likelier


class Proposal(NamedTuple):
    """An id of a register, and why it is proposed."""

    id: str
    why: str


def themes(text: str, content: Content) -> list[str]:
    """The themes that a text is likely about, likeliest first, by the words that set the briefs of a theme apart."""
    matcher = _matcher(content)
    known = [(article.themes, _signs(_text_of(article), matcher)) for article in content.articles.values()]
    known += [([id_], _signs(f"{t.title} {t.question} {t.bottom_line}", matcher)) for id_, t in content.themes.items()]
    own = _signs(text, matcher)
    points = {}
    for theme in content.themes:
        inside = [signs for themes, signs in known if theme in themes]
        outside = [signs for themes, signs in known if theme not in themes]
        shares, elsewhere = _shares(inside), _shares(outside)
        apart = {sign: max(0.0, share - elsewhere.get(sign, 0.0)) for sign, share in shares.items()}
        points[theme] = sum(apart.get(sign, 0.0) for sign in own) / (sum(sorted(apart.values())[-_TELLING:]) or 1.0)
    best = max(points.values(), default=0.0)
    return sorted((id_ for id_ in points if points[id_] > 0.6 * best), key=lambda id_: -points[id_])[:3]


def _shares(texts: list[set[str]]) -> dict[str, float]:
    """In what share of texts each word stands; one that stands in one text alone tells nothing."""
    counts = Counter(sign for signs in texts for sign in signs)
    return {sign: count / len(texts) for sign, count in counts.items() if count > 1 or len(texts) == 1}


def names(text: str, content: Content) -> list[str]:
    """The names of the register that a text names, as we write them, in order of their first mention."""
    return [content.names[id_].name for id_ in _matcher(content).ids(text)]


def _matcher(content: Content) -> Matcher:
    return Matcher({id_: [name.name, *name.spellings, name.hangul or ""] for id_, name in content.names.items()})


def publisher(extract: Extract, content: Content) -> Proposal | None:
    """The publisher in the register that has the page's host or the name that the page gives itself."""
    host = _host(extract.url)
    for id_, known in content.publishers.items():
        if host and host == _host(known.url):
            return Proposal(id_, f"the address is one of {host}")
        if extract.publisher and fold(extract.publisher).casefold() == fold(known.name).casefold():
            return Proposal(id_, f'the page says "{extract.publisher}"')
    return None


def likely_publishers(extract: Extract, content: Content) -> list[Proposal]:
    """The publishers whose names stand in what surrounds the article: adverts, notices, author boxes."""
    return list(_named_around(extract, content))


def _named_around(extract: Extract, content: Content) -> Iterator[Proposal]:
    matcher = Matcher({id_: [known.name] for id_, known in content.publishers.items()})
    seen: set[str] = set()
    for line in extract.lines:
        if line.role in _AROUND:
            for id_ in matcher.ids(line.text):
                if id_ not in seen:
                    seen.add(id_)
                    yield Proposal(id_, f"named in line {line.number}, {line.role}")


def article_id(title: str, published: str | None, publisher_id: str | None, taken: Collection[str]) -> str:
    """A free id by habit: date, outlet, some words of the title; what is unknown is left out."""
    words = [word for word in re.findall(r"[a-z0-9]+", _plain(title)) if word not in _EMPTY_WORDS]
    ends = [re.findall(r"\d+", end) for end in (published or "").split("/")]
    when = [parts[0] for parts in takewhile(lambda parts: len({*parts}) == 1, zip(*ends, strict=False))]
    start = "-".join(filter(None, [*when, (publisher_id or "").replace("-", ""), *words[:4]]))[:76].strip("-")
    start = start if is_id(start) else f"article-{start}".strip("-")
    return next(each for each in _numbered(start) if each not in taken)


def double(title: str | None, url: str | None, content: Content) -> str | None:
    """The id of a brief that has the same address or the same title as printed."""
    for id_, article in content.articles.items():
        same_url = url and _without_scheme(article.source.url) == _without_scheme(url)
        if same_url or (title and fold(title) == fold(article.source.title)):
            return id_
    return None


def _numbered(start: str) -> Iterator[str]:
    yield start
    number = 2
    while True:
        yield f"{start}-{number}"
        number += 1


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")


def _signs(text: str, matcher: Matcher) -> set[str]:
    """The longer words of a text, and the names in it, which are the same in every language."""
    return {*re.findall(r"[^\W\d_]{4,}", text.casefold()), *matcher.ids(text)}


def _text_of(article: Article) -> str:
    return " ".join([article.title, article.summary, *(f"{claim.say} {claim.quote or ''}" for claim in article.claims)])


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def _without_scheme(url: str | None) -> str:
    return re.sub(r"^https?://(?:www\.)?|/$", "", url or "")
