"""From a Page to its Markdown: our own Jinja templates, and everything that is not markup escaped on its way in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from generator.evidence import origins
from generator.library import LinkedQuestion
from generator.site import addresses, labels, markdown, pages, views
from generator.site.compiler import PlainEnvironment
from generator.site.edition import Beside
from generator.site.page import Page
from generator.values import answers, edtf, icd203
from generator.values.answers import Value

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
KEPT: Final = Path(__file__).parents[2] / ".cache" / "templates"

VERDICTS: Final = {
    "conflict": "in conflict",
    "changed": "changed or disputed",
    "rival": "rival explanations",
    "mixed": "one article gives both",
    "retold": "re-told differently",
    "fit": "these fit together",
    "agree": "all agree",
    "single": "one origin only",
    "none": "not answered yet",
}
"""A question's verdict (content model, "How answers compare") in words."""

VERDICT_MEANS: Final = {
    "conflict": "Two answers at least cannot both be true.",
    "changed": "The answers speak for different times: things changed in between, or one of the answers is wrong.",
    "rival": "The sources explain it differently. Several explanations may be true together.",
    "mixed": "One article gives answers that do not go together.",
    "retold": "Two articles with the same origin say different things, so one of them re-tells it wrongly.",
    "fit": "The answers differ, but all of them can be true together.",
    "agree": "Independent origins give the same answer.",
    "single": "All answers go back to one origin, so nothing confirms or contradicts it.",
    "none": "No source on this site answers it.",
}
"""What a question's verdict means, in a sentence."""

PAIR_MEANS: Final = {
    "conflict": "They cannot both be true.",
    "changed": "They speak for different times: things changed in between, or one is wrong.",
    "rival": "Different explanations, which may be true together.",
    "mixed": "One article gives both.",
    "retold": "Both go back to one origin, so one of them re-tells it wrongly.",
    "fit": "Both can be true.",
    "agree": "The dates overlap.",
}
"""What the verdict on two different answers means."""

RELIABILITY: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""A publisher's reliability by the Admiralty code, in words."""

QUOTE_RESULTS: Final = {
    "found": "found in the copy of the source",
    "not-found": "not found in the copy of the source",
    "unchecked": "not checked here: no copy at hand",
    "changed": "changed since the last check",
    "none": "no exact words given",
}


NOTHING_BESIDE: Final = Beside()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A finished page.

    Args:
        uri: its Markdown file below the folder of pages.
        meta: what the theme is told of it.
        body: its Markdown.
        source: the file behind it, below the root; empty for pages made from many.
    """

    uri: str
    meta: Mapping[str, object]
    body: str
    source: str = ""

    @property
    def markdown(self) -> str:
        """The whole file: front matter and text."""
        return f"{markdown.front_matter(self.meta)}\n{self.body}"


class Renderer:
    """Writes pages with the templates of `generator/templates`.

    What a template puts out is escaped as plain text unless a function here made it (`Markup`), so a forgotten filter
    can spoil looks but never safety.
    """

    def __init__(self) -> None:
        self._environment = _environment()

    def render(self, page: Page, beside: Beside = NOTHING_BESIDE) -> RenderedPage:
        """Write one page, with what stands beside its subject."""
        up = "../" * page.uri.count("/")
        template = self._environment.get_template(f"{page.template}.md.j2")
        to = lambda uri: labels.markup(up, uri)  # noqa: E731 - ids, checked
        body = template.render(page.shown, page=page, beside=beside, to=to)
        return RenderedPage(page.uri, _meta(page, beside.head), page.opening + body, page.source)


def _meta(page: Page, head: Mapping[str, object]) -> dict[str, object]:
    values: dict[str, object] = {"title": page.title, "description": page.description}
    if page.tags:
        values["tags"] = page.tags
    if page.source:
        values["source"] = page.source
    if not page.listed:
        values["search"] = {"exclude": True}
    values["hide"] = ["navigation", "toc"]
    values["kind"] = page.template
    return markdown.meta(values, head)


def _environment() -> PlainEnvironment:
    """One for all builds, until a template is edited."""
    return _compiled(tuple(path.stat().st_mtime_ns for path in sorted(TEMPLATES.iterdir())))


@lru_cache(maxsize=1)
def _compiled(_edited: tuple[int, ...]) -> PlainEnvironment:
    environment = PlainEnvironment(TEMPLATES, labels.plain, KEPT)
    # Only filters known to keep what is escaped escaped: Jinja's own `join` and others would escape for HTML alone.
    environment.filters = {
        "answer": _answer,
        "capital": lambda text: text[:1].upper() + text[1:],
        "attribute": lambda value: labels.markup(markdown.attribute(str(value))),
        "code": lambda text: labels.markup(markdown.code(text)),
        "count": len,
        "date": labels.date,
        "day": lambda day: labels.markup(f"{day.day} {edtf.MONTHS[day.month - 1]} {day.year}"),
        "indent": lambda depth: labels.markup("    " * depth),
        "join": _join,
        "month": lambda number: edtf.MONTHS[number - 1],
        "origins": origins.words,
        "place": answers.place_name,
        "rest": lambda text: text[len(pages.first_sentence(text)) :].strip(),
        "web": lambda url, label: labels.markup(markdown.link(label, url)),
    }
    environment.globals |= {
        "brief_uri": addresses.brief_uri,
        "by_month": views.by_month,
        "by_value": views.by_value,
        "by_year": views.by_year,
        "claim_uri": addresses.claim_uri,
        "claims_with": addresses.claims_with,
        "confidence_sentence": icd203.confidence_sentence,
        "contrasts": views.contrasts,
        "date_class": labels.date_class,
        "feed_uri": addresses.feed_uri,
        "first_sentence": pages.first_sentence,
        "judgment_sentence": icd203.sentence,
        "kind": labels.kind,
        "likelihood_table": icd203.TABLE,
        "name_uri": addresses.name_uri,
        "outlet": labels.outlet,
        "outlets": labels.outlets,
        "pair_means": PAIR_MEANS,
        "published": labels.published,
        "publisher_uri": addresses.publisher_uri,
        "question_uri": addresses.question_uri,
        "quote_results": QUOTE_RESULTS,
        "range_of": icd203.range_of,
        "reliability": RELIABILITY,
        "same_size": views.same_size,
        "source_of": labels.source,
        "sources_of": labels.sources,
        "standing": labels.standing,
        "theme_uri": addresses.theme_uri,
        "verdict_means": VERDICT_MEANS,
        "verdicts": VERDICTS,
        "when": labels.when,
        **{name: getattr(addresses, name) for name in ("ABOUT", "BRIEFS", "CLAIMS", "DATA", "DISAGREEMENTS", "HOME")},
        **{name: getattr(addresses, name) for name in ("MISSIONS", "NAMES", "SOURCES", "TIMELINE")},
        **{name: getattr(addresses, name) for name in ("CORRECTIONS", "CORRECTIONS_FEED")},
    }
    return environment


def _join(values: Iterable[Any], separator: str) -> Markup:
    return labels.markup(separator.join(map(labels.plain, values)))  # separators stand in templates


def _answer(value: Value, question: LinkedQuestion) -> str:
    return answers.words(value, question.typed.values)
