"""From a Page to its Markdown: our own Jinja templates, and everything that is not markup escaped on its way in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import answers, edtf, icd203, markdown, pages
from generator.answers import Value
from generator.evidence import origins
from generator.library import LinkedQuestion
from generator.pages import Page

TEMPLATES: Final = Path(__file__).parent / "templates"

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

QUOTE_RESULTS: Final = {
    "found": "found in the copy of the source",
    "not-found": "not found in the copy of the source",
    "unchecked": "not checked here: no copy at hand",
    "changed": "changed since the last check",
    "none": "no exact words given",
}


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A finished page.

    Args:
        uri: its Markdown file below the folder of pages.
        markdown: front matter and text.
        source: the file behind it, below the root; empty for pages made from many.
    """

    uri: str
    markdown: str
    source: str


class Renderer:
    """Writes pages with the templates of `generator/templates`.

    What a template puts out is escaped as plain text unless a function here made it (`Markup`), so a forgotten filter can
    spoil looks but never safety.
    """

    def __init__(self) -> None:
        self._environment = _environment()

    def render(self, page: Page) -> RenderedPage:
        """Write one page."""
        up = "../" * page.uri.count("/")
        template = self._environment.get_template(f"{page.template}.md.j2")
        body = template.render(page.shown, page=page, to=lambda uri: Markup(up + uri))  # noqa: S704 - ids, checked
        return RenderedPage(page.uri, _front_matter(page) + page.opening + body, page.source)


def _front_matter(page: Page) -> str:
    values: dict[str, object] = {"title": page.title, "description": page.description}
    if page.tags:
        values["tags"] = page.tags
    if page.source:
        values["source"] = page.source
    if not page.listed:
        values["search"] = {"exclude": True}
    values["hide"] = ["navigation", "toc"]
    values["kind"] = page.template
    return markdown.front_matter(values) + "\n"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Only filters known to keep what is escaped escaped: Jinja's own `join` and others would escape for HTML alone.
    environment.filters = {
        "answer": _answer,
        "attribute": lambda value: Markup(markdown.attribute(str(value))),  # noqa: S704 - just escaped
        "count": len,
        "date": edtf.words,
        "day": lambda day: Markup(f"{day.day} {edtf.MONTHS[day.month - 1]} {day.year}"),  # noqa: S704 - numbers
        "join": _join,
        "origins": origins.words,
        "place": answers.place_name,
        "rest": lambda text: text[len(pages.first_sentence(text)) :].strip(),
        "web": lambda url, label: Markup(markdown.link(label, url)),  # noqa: S704 - escapes both
    }
    environment.globals |= {
        "brief_uri": pages.brief_uri,
        "claim_uri": pages.claim_uri,
        "confidence_sentence": icd203.confidence_sentence,
        "first_sentence": pages.first_sentence,
        "judgment_sentence": icd203.sentence,
        "name_uri": pages.name_uri,
        "publisher_uri": pages.publisher_uri,
        "question_uri": pages.question_uri,
        "quote_results": QUOTE_RESULTS,
        "theme_uri": pages.theme_uri,
        "verdicts": VERDICTS,
        **{name: getattr(pages, name) for name in ("ABOUT", "BRIEFS", "DATA", "DISAGREEMENTS", "HOME")},
        **{name: getattr(pages, name) for name in ("MISSIONS", "NAMES", "SOURCES", "TIMELINE")},
    }
    return environment


def _inert(value: Any) -> Any:  # noqa: ANN401 - whatever a template puts out
    """Escape text that no function of ours has made; refuse what is no text, so that no "None" reaches a page."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(markdown.text(value))  # noqa: S704 - just escaped
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"a template puts out {value!r}, which is no text")


def _join(values: Iterable[Any], separator: str) -> Markup:
    return Markup(separator).join(_inert(value) for value in values)  # noqa: S704 - separators stand in templates


def _answer(value: Value, question: LinkedQuestion) -> str:
    return answers.words(value, question.typed.values)
