"""What a page is about, for programs: schema.org as JSON-LD, one graph a page.

What schema.org has no words for (how answers compare) stands in the data files.
"""

import json
import re
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
_INERT: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&"})
_ISO_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}")

Node: TypeAlias = dict[str, Any]


def json_ld(page: Page, edition: Edition) -> str:
    """The graph of a page as JSON that is inert inside a script of an HTML page, whatever it holds."""
    return json.dumps(graph(page, edition), ensure_ascii=False, separators=(",", ":")).translate(_INERT)


def graph(page: Page, edition: Edition) -> Node:
    """The graph of a page; what the page shows says what it is about."""
    write = _Writer(edition)
    match page.shown:
        case {"article": LinkedArticle() as article}:
            nodes = write.brief(page, article)
        case {"theme": LinkedTheme() as theme}:
            nodes = write.theme(page, theme)
        case {"question": LinkedQuestion() as question}:
            nodes = write.question(page, question)
        case {"name": LinkedName() as name}:
            nodes = [write.name(name) | write.of_page(page.uri)]
        case {"publisher": LinkedPublisher() as publisher}:
            nodes = [write.publisher(publisher) | write.of_page(page.uri)]
        case _:
            nodes = [write.page("WebPage", page)]
    return {"@context": "https://schema.org", "@graph": _tidy(nodes)}


class _Writer:
    """Writes nodes; a value that is not known (None, empty) is left out in the end."""

    def __init__(self, edition: Edition) -> None:
        self._library = edition.library
        self._chronicle = edition.chronicle
        self._publication = edition.publication
        self._address = edition.publication.address

    def page(self, kind: str, page: Page) -> Node:
        address = self._address(page.uri)
        site = {"@id": self._publication.url, "@type": "WebSite", "name": self._publication.name}
        return {
            "@type": kind,
            "@id": address,
            "url": address,
            "name": page.title,
            "description": page.description,
            "inLanguage": LANGUAGE,
            "license": LICENSE,
            "isPartOf": site | {"url": self._publication.url},
        }

    def of_page(self, uri: str) -> Node:
        return {"mainEntityOfPage": self._address(uri)}

    def brief(self, page: Page, article: LinkedArticle) -> list[Node]:
        typed = article.typed
        times = self._chronicle.published.get(article.id)
        ours = self.page("Article", page) | {
            "headline": typed.title,
            "abstract": typed.summary,
            "datePublished": rfc3339(times.first) if times else None,
            "dateModified": rfc3339(times.last) if times else None,
            "author": self._us(),
            "publisher": self._us(),
            "about": {"@id": SOURCE},
            "mentions": [self._mention(self._library.names[id_]) for id_ in article.names],
            "hasPart": [self._claim(claim, article) for claim in article.claims],
        }
        return [ours, self._source(article)]

    def theme(self, page: Page, theme: LinkedTheme) -> list[Node]:
        answer = {"@type": "Answer", "text": theme.typed.bottom_line}
        judgments = [
            {
                "@type": "Claim",
                "@id": f"#{judgment.id}",
                "text": icd203.sentence(judgment.typed.text, judgment.typed.likelihood),
                "author": self._us(),
            }
            for judgment in theme.judgments
        ]
        briefs = [
            {"@type": "Article", "@id": self._address(brief_uri(article.id)), "name": article.typed.title}
            for article in theme.articles[:MOST_PARTS]
        ]
        asked = {"@type": "Question", "name": theme.typed.question, "answerCount": 1, "acceptedAnswer": answer}
        return [self.page("CollectionPage", page) | {"mainEntity": asked, "hasPart": judgments + briefs}]

    def question(self, page: Page, question: LinkedQuestion) -> list[Node]:
        def answer(value: answers.Value, uri: str) -> Node:
            text = answers.words(value, question.typed.values)
            return {"@type": "Answer", "text": text, "url": self._address(uri)}

        given = views.by_value(question)
        asked = {
            "@type": "Question",
            "name": question.typed.ask,
            "answerCount": len(given),
            "suggestedAnswer": [answer(each.value, claim_uri(each.claims[0])) for each in given[:MOST_PARTS]],
            "acceptedAnswer": None if question.editor is None else answer(question.editor, f"{page.uri}#editor"),
        }
        return [self.page("WebPage", page) | {"mainEntity": asked}]

    def name(self, name: LinkedName) -> Node:
        typed = name.typed
        return self._mention(name) | {
            "alternateName": [*typed.spellings, *filter(None, [typed.hangul])],
            "description": typed.role,
        }

    def publisher(self, publisher: LinkedPublisher) -> Node:
        return {
            "@type": "Organization",
            "@id": self._address(publisher_uri(publisher.id)),
            "name": publisher.typed.name,
            "url": href(publisher.typed.url) if publisher.typed.url else None,
        }

    def _mention(self, name: LinkedName) -> Node:
        kind = _NAME_TYPES[name.typed.kind]
        return {"@type": kind, "@id": self._address(name_uri(name.id)), "name": name.typed.name}

    def _us(self) -> Node:
        return {"@type": "Organization", "name": self._publication.name, "url": self._publication.url}

    def _source(self, article: LinkedArticle) -> Node:
        """The article that a brief is about."""
        source = article.typed.source
        publisher = self._library.publishers.get(source.publisher or "")
        return {
            "@type": "Article",
            "@id": SOURCE,
            "url": href(source.url) if source.url else None,
            "headline": source.title,
            "author": [*source.by],  # people, agencies, offices: the byline does not say
            "publisher": self.publisher(publisher) if publisher else None,
            "datePublished": _iso(source.published),
            "inLanguage": source.language,
            "archivedAt": href(source.archived) if source.archived else None,
        }

    def _claim(self, claim: LinkedClaim, article: LinkedArticle) -> Node:
        return {
            "@type": "Claim",
            "@id": f"#{claim.id}",
            "text": claim.typed.say,
            "author": self._speaker(claim),
            "temporalCoverage": claim.typed.when.text if claim.typed.when else None,
            "appearance": {"@id": SOURCE},
            "firstAppearance": None if claim.origin == article.id else self._origin(claim.origin),
        }

    def _speaker(self, claim: LinkedClaim) -> Node | str | None:
        """Who says it: a person or organisation with a page here, else the words of the brief."""
        by = claim.typed.by
        for name in (self._library.names[id_] for id_ in claim.names) if by else ():
            if name.typed.kind != "place" and by in {name.typed.name, name.typed.hangul, *name.typed.spellings}:
                return self._mention(name)
        return by

    def _origin(self, origin_id: str) -> Node:
        """The article or upstream report whose reporting a claim is."""
        if article := self._library.articles.get(origin_id):
            source_id = f"{self._address(brief_uri(article.id))}{SOURCE}"
            return {"@type": "Article", "@id": source_id, "headline": article.typed.source.title}
        origin = self._library.origins[origin_id]
        return {"@type": "CreativeWork", "name": origin.title, "url": href(origin.url) if origin.url else None}


def _iso(date: Edtf | None) -> str | None:
    """A date as ISO 8601; None where it is a range or doubtful, which schema.org cannot say."""
    return date.text if date and _ISO_DATE.fullmatch(date.text) else None


def _tidy(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value without what is not known, white space folded in its texts."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items() if item not in (None, "", [])}
    return value
