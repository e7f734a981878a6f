"""Plain text written so that Markdown, HTML and front matter give it back letter for letter, with nothing in it active.

Templates write markup; whatever a person wrote passes through one of these functions first. White space is folded:
every run of it, no-break spaces too, becomes one space, and the ends are trimmed. Written for Python-Markdown with
`attr_list`, `md_in_html`, `tables`, `toc`, `admonition` and MkDocs' own `fenced_code`.
"""

import json
import re
from collections.abc import Mapping, Sequence

from generator.values.urls import href

_ACTIVE = re.compile(r"[<&\\`*_{}\[\]|=#]")
_LINE_START = re.compile(r"[>#=]|~(?=~~)|!(?=!!)|[-+](?=[ -]|$)|\d+\.(?= |$)")

# Characters that are escaped wherever they stand; the ampersand first, which entities begin with.
_IN_QUOTES = '&<>"`[|'
_IN_DESTINATION = "&()'"
_IN_HTML = '&<>"'

_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def text(value: str) -> str:
    """Plain text as Markdown that renders to the same text, wherever a template may put it.

    That is at the start or in the middle of a line, in a paragraph, list, quotation, table cell, heading, link or
    admonition (title or body), and between the tags of raw HTML. Characters that could be active become entities; prose
    stays as typed. A template keeps two texts apart with white space or markup of its own.
    """
    line = _ACTIVE.sub(_active, " ".join(value.split()))
    if start := _LINE_START.match(line):
        last = start.end() - 1
        line = f"{line[:last]}{_entity(line[last])}{line[last + 1 :]}"
    return line


def attribute(value: str) -> str:
    """Plain text as the value of a double-quoted HTML attribute, in a raw block or inside a line of Markdown.

    Not for tags that carry `markdown`, or stand in one that does: Python-Markdown decodes their attributes twice.
    """
    return _escaped(" ".join(value.split()), _IN_QUOTES)


def link(label: str, url: str) -> str:
    """A Markdown link from plain text to a web address.

    Raises:
        ValueError: The address is none (`generator.values.urls.url_problem`).
    """
    return f"[{text(label)}]({_escaped(href(url), _IN_DESTINATION)})"


def code(value: str) -> str:
    """Lines of text as a raw HTML block of code, letter for letter; stands on a line of its own.

    No fenced block: engines look for marks of their own in those too (`<!-- material/tags -->`).
    """
    return f"<pre><code>{_escaped(value.rstrip(), _IN_QUOTES)}</code></pre>"


def meta(values: Mapping[str, object], data: Mapping[str, object] | None = None) -> dict[str, object]:
    """What the theme is told of a page.

    Args:
        values: what the theme prints without escaping it (title, description, tags), as text and in double-quoted
            attributes: every text is escaped as HTML.
        data: what was made inert before, or is escaped by the template that prints it: every text stays as it is.
    """
    return {key: _markup(value) for key, value in values.items()} | dict(data or {})


def front_matter(told: Mapping[str, object]) -> str:
    """What the theme is told (`meta`) as YAML, one value a line in JSON's spelling."""
    lines = (f"{key}: {_json(value)}\n" for key, value in told.items())
    return f"---\n{''.join(lines)}---\n"


def _active(match: re.Match[str]) -> str:
    """Escape a character, but not where it is inert: `R & D`, `file_name`, `a = b`, `item #5`."""
    char, line, at = match[0], match.string, match.start()
    before, after = line[max(at - 1, 0) : at], line[at + 1 : at + 2]
    if (
        (char == "&" and after == " ")
        or (char == "_" and before.isalnum() and after.isalnum())
        or (char == "#" and after)  # at the end of a heading it is taken for its closing mark
        or (char == "=" and after != '"')  # the search plugin cuts data-search-...="..." out of a page's text
    ):
        return char
    return _entity(char)


def _escaped(value: str, characters: str) -> str:
    for char in characters:
        if char in value:
            value = value.replace(char, _entity(char))
    return value


def _entity(char: str) -> str:
    return _NAMED.get(char) or f"&#{ord(char)};"


def _markup(value: object) -> object:
    """Escape every text inside a front-matter value as HTML."""
    if isinstance(value, str):
        return _escaped(" ".join(value.split()), _IN_HTML)
    if isinstance(value, Mapping):
        return {key: _markup(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_markup(item) for item in value]
    return value
