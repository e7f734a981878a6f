"""The HTML that MkDocs has Python-Markdown make of what our templates write, byte for byte, but quickly.

It knows that much and no more, and refuses everything else, so whoever asks has to have the slow way at hand. Blocks
stand between blank lines and are told by their first character; one regular expression reads the text in them.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple


class UnknownMarkdown(ValueError):  # noqa: N818 - no fault of whoever wrote it
    """Markdown that may become something else than we think; the message shows it."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a page.

    Args:
        html: the page's HTML.
        first_anchor: the id of its first heading, where MkDocs' table of contents begins; None where it has none.
        anchors: all ids on it.
    """

    html: str
    first_anchor: str | None
    anchors: frozenset[str]


def convert(markdown: str, url_of: Callable[[str], str | None]) -> Converted:
    """Convert the body of a generated page.

    Args:
        markdown: the page without its front matter.
        url_of: gives the address for a link into the site as it is written (`../briefs/x.md#c1`, `#c1`), None where it
            knows none. It is asked once for each.

    Raises:
        UnknownMarkdown: It holds what is not known exactly.
    """
    return _Page(url_of).convert(markdown)


# What no page may hold, and what no text: white space that is neither a space nor the end of a line.
_CONTROLS: Final = r"\x00-\x09\x0b-\x1f"
_ODD: Final = rf"{_CONTROLS}\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ENTITY: Final = r"&(?:lt|gt|amp|quot|\#[0-9]+);"
_NAME: Final = r"[A-Za-z0-9_-]+"
_ITEM: Final = rf"(?:\.{_NAME}|data-[a-z-]+)"
_ITEMS: Final = rf"(?:[ ]{_ITEM})+"
# Text within marks; what else may be active in it, the text is read for again.
_LABEL: Final = rf"[^<\[\]*{{}}`\\|\n{_ODD}]+"

_INLINE: Final = re.compile(
    rf"""
    [&<>\[\]*_{{}}`\\|\n{_ODD}]  # all that may be more than text; what is none of the following is refused
    (?:
      (?P<stress> (?<=\*)(?P<strong>\*?)(?![ *])(?P<words>{_LABEL})(?<![ ])\*(?P=strong)(?!\*)
                  (?:\{{(?P<stress_items>{_ITEMS})[ ]\}})?)
    | (?P<link>   (?<=\[)(?<!!\[)(?P<label>{_LABEL})\]\((?P<url>[^\s()]+)\)
                  (?:\{{(?P<link_items>{_ITEMS})[ ]\}})?)
    | (?P<tag>    (?<=<)(?:(?:br|code|del|ins|span)(?:[ ][a-z-]+(?:="[\w -]*")?)*|/(?:code|del|ins|span))>)
    | (?P<entity> (?<=&){_ENTITY[1:]})
    | (?P<and>    (?<=&)(?=[ ]))
    | (?P<more>   (?<=>))
    | (?P<joint>  (?<=[^\W_]_)(?=[^\W_]))
    | (?P<code>   (?<=`)(?![ ])(?:[\w ./:?~\#-]|<article>)+(?<![ ])`(?!`))
    )?
    """,
    re.VERBOSE,
)
# Texts that begin no block of their own, nor end the one before.
_SAFE_START: Final = re.compile(r"(?![\s#=>~!+|-]|\d+\.(?:\s|$)|$)|[-+](?![\s-]|$)|!(?!!!)|~")
_HEADING: Final = re.compile(rf"(\#{{1,6}})[ ]([^{{\n]*[^{{\s\#])(?:[ ]+\{{((?:[ ](?:\#{_NAME}|{_ITEM}))+)[ ]\}})?")
_PARAGRAPH: Final = re.compile(rf"(.*[^\n ][ ]?)\n\{{:({_ITEMS})[ ]\}}")
_LISTED: Final = re.compile(r"( *)- (.*)")

# Tags, each on lines of its own: Python-Markdown sorts the attributes of those that hold Markdown.
_VALUE: Final = rf'[^"<>&\n{_ODD}]*'
_ATTRIBUTES: Final = rf'(?:[ ][a-z-]+(?:="{_VALUE}")?)*'
_RAW_TEXT: Final = rf"[^<>&\[\]{{}}\n{_ODD}]"
_TAGS: Final = re.compile(
    rf"""(?:
      <(?P<start>div|aside|details|nav)(?P<attributes>{_ATTRIBUTES})>
      (?P<raw>\n(?![ ])(?:{_RAW_TEXT}|</?(?:i|span)>)+\n</(?P=start)>)?
    | </(?P<end>div|aside|details|nav)>
    | (?P<inert><summary>{_RAW_TEXT}+</summary>|<pre><code>(?:[^<>&`{_CONTROLS}]++|{_ENTITY})++</code></pre>)
    )(?:\n|\Z)""",
    re.VERBOSE,
)
_FIGURE: Final = re.compile(
    rf"""<figure{_ATTRIBUTES}>
    (?:[^<&`{_CONTROLS}]++|{_ENTITY}|&(?=[ ])
    |</?(?:a|b|desc|figcaption|g|path|span|svg|text|title|tspan)(?:[ ](?!name)[A-Za-z-]+="{_VALUE}")*+/?>)++
    </figure>""",
    re.VERBOSE,
)
# Such a line counts as empty.
_BLANK_LINE: Final = re.compile(r"\n +\n")

_WEB: Final = re.compile(
    rf"https?://[A-Za-z0-9_.:-]+(?:[/?\#](?:[A-Za-z0-9!\#$%*+,\-./:;=?@\[\]_~]|{_ENTITY})*)?", re.VERBOSE
)
_OF_SITE: Final = re.compile(r"(?!/)[A-Za-z0-9_./~-]*(?:#[A-Za-z0-9_-]+)?")
_ACTIVE: Final = re.compile(r'[&<>"\s]')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)(="[^"]*")?')
_ID: Final = re.compile(r'<[^<>]* id="([^"]*)"', re.IGNORECASE)
_COUNTED: Final = re.compile(r"(.*)_([0-9]+)")


class _Attributes(NamedTuple):
    """Attributes of an element: their HTML, the id among them, and whether Markdown is to be read in the element."""

    html: str
    id: str | None = None
    markdown: bool = False


@dataclass(slots=True)
class _Heading:
    """A heading; its id is found when all others on the page are known."""

    place: int
    level: int
    attributes: str
    text: str
    id: str | None


class _Page:
    """The page being converted."""

    def __init__(self, url_of: Callable[[str], str | None]) -> None:
        self.url_of = url_of
        self.addresses: dict[str, str] = {}
        self.anchors: set[str] = set()
        self.anchors_in_html: set[str] = set()  # a heading may get one of these a second time
        self.headings: list[_Heading] = []
        self.open: list[tuple[str, int]] = []  # elements, and where in `out` they begin
        self.out: list[str] = []
        self.blocks = {"#": self.heading, "-": self.bullets, "<": self.tags, ">": self.quotation, "|": self.table}

    def convert(self, markdown: str) -> Converted:
        if "\n~~~" in markdown:  # a fence; it has a say before all others
            raise UnknownMarkdown("~~~")
        for between in markdown.split("\n\n"):
            if block := between.strip("\n"):
                self.blocks.get(block[0], self.paragraph)(block)
        if self.open:
            raise UnknownMarkdown(f"<{self.open[-1][0]}> without an end")
        for heading in self.headings:
            self.finish(heading)
        return Converted(
            "".join(self.out).rstrip("\n"),
            self.headings[0].id if self.headings else None,
            frozenset(self.anchors | self.anchors_in_html),
        )

    # blocks

    def paragraph(self, block: str) -> None:
        text, items = _parts(_PARAGRAPH, block) if "\n" in block else (block, None)
        self.out.append(f"<p{_read_items(items).html}>{self.line(text)}</p>\n")

    def heading(self, block: str) -> None:
        marks, text, items = _parts(_HEADING, block)
        attributes = _read_items(items)
        if attributes.id:
            self.anchors.add(attributes.id)
        self.headings.append(
            _Heading(len(self.out), len(marks), attributes.html, self.inline(text.strip(" ")), attributes.id)
        )
        self.out.append("")

    def finish(self, heading: _Heading) -> None:
        """Give a heading an id if it has none, and write it."""
        if heading.id is None:
            name = html.unescape(" ".join(re.sub("<[^>]*>", "", heading.text).split()))
            heading.id = _unique(_slug(name), self.anchors)
            self.anchors.add(heading.id)
            heading.attributes += f' id="{heading.id}"'
        link = f'<a class="headerlink" href="#{heading.id}" title="Permanent link">&para;</a>'
        tag = f"h{heading.level}"
        self.out[heading.place] = f"<{tag}{heading.attributes}>{heading.text}{link}</{tag}>\n"

    def quotation(self, block: str) -> None:
        if not block.startswith("> ") or self.is_after("blockquote"):  # the second would continue the first
            raise UnknownMarkdown(block)
        self.out.append(f"<blockquote>\n<p>{self.line(block[2:])}</p>\n</blockquote>\n")

    def bullets(self, block: str) -> None:
        if block[1:2] != " ":
            self.paragraph(block)
            return
        if self.is_after("ul"):  # a list with a blank line in it
            raise UnknownMarkdown(block)
        out = self.out
        depth = -1
        for line in block.split("\n"):
            indent, text = _parts(_LISTED, line)
            level, rest = divmod(len(indent), 4)
            if rest or level > depth + 1:
                raise UnknownMarkdown(line)
            if level > depth:
                out.append("<ul>\n")
            else:
                out.append("</li>\n" + "</ul>\n</li>\n" * (depth - level))
            depth = level
            out.append(f"<li>{self.line(text)}")
        out.append("</li>\n</ul>\n" * (depth + 1))

    def table(self, block: str) -> None:
        header, _, rest = block.partition("\n")
        rule, _, body = rest.partition("\n")
        heads = self.row(header, "th")
        columns = len(heads)
        if columns < 2 or rule != "|" + " --- |" * columns:
            raise UnknownMarkdown(block)
        out = self.out
        out += ("<table>\n<thead>\n<tr>\n", *heads, "</tr>\n</thead>\n<tbody>\n")
        for row in body.split("\n") if body else ["|" * (columns + 1)]:
            cells = self.row(row, "td")
            if len(cells) != columns:
                raise UnknownMarkdown(row)
            out += ("<tr>\n", *cells, "</tr>\n")
        out.append("</tbody>\n</table>\n")

    def row(self, row: str, tag: str) -> list[str]:
        if row[0:1] != "|" or row[-1] != "|" or len(row) < 2:
            raise UnknownMarkdown(row)
        return [f"<{tag}>{self.inline(cell.strip(' '))}</{tag}>\n" for cell in row[1:-1].split("|")]

    def tags(self, block: str) -> None:
        """One or more lines of HTML around Markdown; or a figure, which is all HTML."""
        if block.startswith("<figure"):
            self.figure(block)
            return
        at = 0
        while at < len(block):
            match = _TAGS.match(block, at)
            if not match:
                raise UnknownMarkdown(block)
            at = match.end()
            name, attributes, raw, end, inert = match.groups()
            if name:
                self.start(name, _read_attributes(attributes), raw)
            elif end:
                self.end(end)
            elif self.open and not _BLANK_LINE.search(inert):
                self.out.append(f"{inert}\n")
            else:
                raise UnknownMarkdown(inert)

    def figure(self, block: str) -> None:
        if self.open or not _FIGURE.fullmatch(block) or _BLANK_LINE.search(block):
            raise UnknownMarkdown(block)
        self.anchors_in_html.update(_ID.findall(block))
        self.out.append(f"{block}\n\n")

    def start(self, name: str, attributes: _Attributes, raw: str | None) -> None:
        if attributes.id is not None:
            self.anchors.add(attributes.id)
        if attributes.markdown == bool(raw) or (raw and not self.open):
            raise UnknownMarkdown(f"<{name}{attributes.html}>")
        if not raw:
            self.open.append((name, len(self.out)))
        self.out.append(f"<{name}{attributes.html}>{raw or ''}\n")

    def end(self, name: str) -> None:
        opened, place = self.open.pop() if self.open else ("", 0)
        if opened != name:
            raise UnknownMarkdown(f"</{name}>")
        if place == len(self.out) - 1:  # there is nothing in it
            self.out[place] = self.out[place].rstrip("\n")
        self.out.append(f"</{name}>\n")

    def is_after(self, name: str) -> bool:
        """Tell whether the last element beside what comes next is one of these."""
        return bool(self.out) and self.out[-1].endswith(f"</{name}>\n")

    # text

    def line(self, text: str) -> str:
        """Text at the place where a block may begin."""
        if not _SAFE_START.match(text):
            raise UnknownMarkdown(text)
        return self.inline(text)

    def inline(self, text: str) -> str:
        return _INLINE.sub(self.mark, text)

    def mark(self, match: re.Match[str]) -> str:
        """What a mark in a text becomes, with what belongs to it."""
        match match.lastgroup:
            case "stress":
                strong, words, items = match.group("strong", "words", "stress_items")
                name = "strong" if strong else "em"
                return f"<{name}{_read_items(items).html}>{self.inline(words)}</{name}>"
            case "link":
                label, url, items = match.group("label", "url", "link_items")
                address = self.addresses.get(url) or self.address(url)
                return f'<a{_read_items(items).html} href="{address}">{self.inline(label)}</a>'
            case "tag":
                self.anchors_in_html.update(_ID.findall(match[0]))
            case "and" | "more":
                return html.escape(match[0])
            case "code":
                return f"<code>{html.escape(match['code'][:-1], quote=False)}</code>"
            case None:
                raise UnknownMarkdown(match.string[match.start() :])
        return match[0]

    def address(self, url: str) -> str:
        """The address that a link leads to."""
        address = url if _WEB.fullmatch(url) else self.url_of(url) if _OF_SITE.fullmatch(url) else None
        if not address or (address != url and _ACTIVE.search(address)):
            raise UnknownMarkdown(url)
        self.addresses[url] = address
        return address


def _parts(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    match = pattern.fullmatch(text)
    if not match:
        raise UnknownMarkdown(text)
    return match.groups()


@cache
def _read_items(items: str | None) -> _Attributes:
    """Read a list of attributes: ` .class #id data-name`."""
    values: dict[str, str | None] = {}
    for item in (items or "").split():
        if item[0] == ".":
            values["class"] = f"{values['class']} {item[1:]}" if "class" in values else item[1:]
        elif item[0] == "#":
            values["id"] = item[1:]
        else:
            values[item] = None
    return _written(values)


@cache
def _read_attributes(spelled: str) -> _Attributes:
    """Read the attributes of a tag; Python-Markdown gives one without a value its name for a value."""
    values = {key: value[2:-1] if value else key for key, value in _ATTRIBUTE.findall(spelled)}
    markdown = values.pop("markdown", None)
    if markdown not in (None, "markdown"):
        raise UnknownMarkdown(spelled)
    return _written(values)._replace(markdown=markdown is not None)


def _written(values: Mapping[str, str | None]) -> _Attributes:
    written = (f" {key}" if value is None else f' {key}="{value}"' for key, value in sorted(values.items()))
    return _Attributes("".join(written), values.get("id"))


def _slug(name: str) -> str:
    """Make an id from a heading, as the extension `toc` does."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _unique(slug: str, taken: set[str]) -> str:
    """Tell an id from those that are taken by a number, as the extension `toc` does."""
    if slug and slug not in taken:
        return slug
    counted = _COUNTED.fullmatch(slug)
    base, number = (counted[1], int(counted[2])) if counted else (slug, 0)
    while (name := f"{base}_{number + 1}") in taken:
        number += 1
    return name
