"""What a page is about, for programs: schema.org as JSON-LD, one graph a page.

What schema.org has no words for (how answers compare) stands in the data files.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from generator.library import (
    LinkedArticle,
    LinkedClaim,
    LinkedName,
    LinkedPublisher,
    LinkedQuestion,
    LinkedTheme,
)
from generator.publish.cite import LANGUAGE
from generator.publish.feeds import rfc3339
from generator.site import views
from generator.site.addresses import brief_uri, claim_uri, name_uri, publisher_uri
from generator.site.edition import Edition
from generator.site.page import Page
from generator.values import answers, icd203
from generator.values.edtf import Edtf
from generator.values.urls import href

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
MOST_PARTS: Final = 30
"""Briefs of a theme, answers to a question: all of them stand on the page."""

SOURCE: Final = "#source"
"""Names the article that a brief is about, on the brief's page; claims are named by their anchors."""

_NAME_TYPES: Final = {"person": "Person", "organisation": "Organization", "place": "Place"}
_ISO_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}")

Node: TypeAlias = dict[str, Any]


_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def json_ld(graph: Node) -> str:
    """A graph as JSON that is inert inside a script of an HTML page, whatever it holds."""
    return _encode(graph).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def graphs(edition: Edition) -> Callable[[Page], Node]:
    """Make what gives the graph of a page; what the page shows says what it is about."""
    write = _Writer(edition)

    def graph(page: Page) -> Node:
        match page.shown:
            case {"article": LinkedArticle() as article}:
                nodes = write.brief(page, article)
            case {"theme": LinkedTheme() as theme}:
                nodes = [write.theme(page, theme)]
            case {"question": LinkedQuestion() as question}:
                nodes = [write.question(page, question)]
            case {"name": LinkedName() as name}:
                nodes = [write.name(name) | write.of_page(page.uri)]
            case {"publisher": LinkedPublisher() as publisher}:
                nodes = [write.publisher(publisher) | write.of_page(page.uri)]
            case _:
                nodes = [write.page("WebPage", page)]
        return {"@context": "https://schema.org", "@graph": nodes}

    return graph


class _Writer:
    """Writes nodes. What is not known (None, empty) is left out; white space is folded in texts that people wrote."""

    def __init__(self, edition: Edition) -> None:
        self._library = edition.library
        self._chronicle = edition.chronicle
        self._publication = edition.publication
        self._address = edition.publication.address
        self._us = _known(
            {"@type": "Organization", "name": _folded(edition.publication.name), "url": edition.publication.url}
        )
        self._mentions: dict[str, Node] = {}

    def page(self, kind: str, page: Page) -> Node:
        address, site = self._address(page.uri), self._publication.url
        return _known(
            {
                "@type": kind,
                "@id": address,
                "url": address,
                "name": _folded(page.title),
                "description": _folded(page.description),
                "inLanguage": LANGUAGE,
                "license": LICENSE,
                "isPartOf": _known({"@id": site, "@type": "WebSite", "name": self._us.get("name"), "url": site}),
            }
        )

    def of_page(self, uri: str) -> Node:
        return {"mainEntityOfPage": self._address(uri)}

    def brief(self, page: Page, article: LinkedArticle) -> list[Node]:
        typed = article.typed
        times = self._chronicle.published.get(article.id)
        ours = {
            "headline": _folded(typed.title),
            "abstract": _folded(typed.summary),
            "datePublished": rfc3339(times.first) if times else None,
            "dateModified": rfc3339(times.last) if times else None,
            "author": self._us,
            "publisher": self._us,
            "about": {"@id": SOURCE},
            "mentions": [self._mention(id_) for id_ in article.names],
            "hasPart": [self._claim(claim, article) for claim in article.claims],
        }
        return [self.page("Article", page) | _known(ours), self._source(article)]

    def theme(self, page: Page, theme: LinkedTheme) -> Node:
        judgments = [
            {
                "@type": "Claim",
                "@id": f"#{judgment.id}",
                "text": _folded(icd203.sentence(judgment.typed.text, judgment.typed.likelihood)),
                "author": self._us,
            }
            for judgment in theme.judgments
        ]
        briefs = [
            {"@type": "Article", "@id": self._address(brief_uri(article.id)), "name": _folded(article.typed.title)}
            for article in theme.articles[:MOST_PARTS]
        ]
        asked = {
            "@type": "Question",
            "name": _folded(theme.typed.question),
            "answerCount": 1,
            "acceptedAnswer": {"@type": "Answer", "text": _folded(theme.typed.bottom_line)},
        }
        return self.page("CollectionPage", page) | _known({"mainEntity": asked, "hasPart": judgments + briefs})

    def question(self, page: Page, question: LinkedQuestion) -> Node:
        def answer(value: answers.Value, uri: str) -> Node:
            text = _folded(answers.words(value, question.typed.values))
            return {"@type": "Answer", "text": text, "url": self._address(uri)}

        given = views.by_value(question)
        asked = {
            "@type": "Question",
            "name": _folded(question.typed.ask),
            "answerCount": len(given),
            "suggestedAnswer": [answer(each.value, claim_uri(each.claims[0])) for each in given[:MOST_PARTS]],
            "acceptedAnswer": None if question.editor is None else answer(question.editor, f"{page.uri}#editor"),
        }
        return self.page("WebPage", page) | {"mainEntity": _known(asked)}

    def name(self, name: LinkedName) -> Node:
        typed = name.typed
        more = {
            "alternateName": [_folded(spelling) for spelling in (*typed.spellings, typed.hangul) if spelling],
            "description": _folded(typed.role),
        }
        return self._mention(name.id) | _known(more)

    def publisher(self, publisher: LinkedPublisher) -> Node:
        return _known(
            {
                "@type": "Organization",
                "@id": self._address(publisher_uri(publisher.id)),
                "name": _folded(publisher.typed.name),
                "url": href(publisher.typed.url) if publisher.typed.url else None,
            }
        )

    def _mention(self, name_id: str) -> Node:
        """A name, written once for all pages."""
        if name_id not in self._mentions:
            name = self._library.names[name_id].typed
            address = self._address(name_uri(name_id))
            self._mentions[name_id] = {"@type": _NAME_TYPES[name.kind], "@id": address, "name": _folded(name.name)}
        return self._mentions[name_id]

    def _source(self, article: LinkedArticle) -> Node:
        """The article that a brief is about."""
        source = article.typed.source
        publisher = self._library.publishers.get(source.publisher or "")
        return _known(
            {
                "@type": "Article",
                "@id": SOURCE,
                "url": href(source.url) if source.url else None,
                "headline": _folded(source.title),
                "author": [_folded(name) for name in source.by],  # people, agencies, offices: no byline says which
                "publisher": self.publisher(publisher) if publisher else None,
                "datePublished": _iso(source.published),
                "inLanguage": source.language,
                "archivedAt": href(source.archived) if source.archived else None,
            }
        )

    def _claim(self, claim: LinkedClaim, article: LinkedArticle) -> Node:
        return _known(
            {
                "@type": "Claim",
                "@id": f"#{claim.id}",
                "text": _folded(claim.typed.say),
                "author": self._speaker(claim),
                "temporalCoverage": claim.typed.when.text if claim.typed.when else None,
                "appearance": {"@id": SOURCE},
                "firstAppearance": None if claim.origin == article.id else self._origin(claim.origin),
            }
        )

    def _speaker(self, claim: LinkedClaim) -> Node | str | None:
        """Who says it: a person or organisation with a page here, else the words of the brief."""
        by = claim.typed.by
        for name in (self._library.names[id_] for id_ in claim.names) if by else ():
            if name.typed.kind != "place" and by in {name.typed.name, name.typed.hangul, *name.typed.spellings}:
                return self._mention(name.id)
        return _folded(by)

    def _origin(self, origin_id: str) -> Node:
        """The article or upstream report whose reporting a claim is."""
        if article := self._library.articles.get(origin_id):
            source_id = f"{self._address(brief_uri(article.id))}{SOURCE}"
            return _known({"@type": "Article", "@id": source_id, "headline": _folded(article.typed.source.title)})
        origin = self._library.origins[origin_id]
        return _known(
            {
                "@type": "CreativeWork",
                "name": _folded(origin.title),
                "url": href(origin.url) if origin.url else None,
            }
        )


def _known(node: Node) -> Node:
    """A node without what is not known; a number may be 0."""
    return {key: value for key, value in node.items() if value or value == 0}


def _folded(text: str | None) -> str | None:
    """A text with its white space folded."""
    return " ".join(text.split()) if text else None


def _iso(date: Edtf | None) -> str | None:
    """A date as ISO 8601; None where it is a range or doubtful, which schema.org cannot say."""
    return date.text if date and _ISO_DATE.fullmatch(date.text) else None
