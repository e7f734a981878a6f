"""What each line of a saved page is: the article, or what stands round it (adverts, captions, author boxes, links).

The signs are those that many sites share; what is taken out is told to the person, who has the last word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from generator.authoring.scaffold.head import byline, is_head_line
from generator.authoring.scaffold.language import is_in_another, language
from generator.evidence.quotations import fold


class Role(StrEnum):
    """What a line is, in the words that the person reads."""

    BODY = "text of the article"
    HEADING = "heading"
    TITLE = "title"
    HEAD = "author, date and the like"
    ABOVE = "line above the title"
    REPEATED = "repeated line"
    FOREIGN = "line in another language"
    CAPTION = "caption or credit of a picture"
    AUTHOR = "author box"
    ADVERT = "advert"
    NOTICE = "notice of the site"
    BELOW = "line below the article"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text that is not blank, with its number from 1."""

    number: int
    text: str
    role: Role = Role.BODY


_SIGNS = re.VERBOSE | re.IGNORECASE
_NOTICE: Final = re.compile(
    r"""^(?:please\ )?(?:or\ )?(?:log\ ?in|sign\ ?in|register)\b.{0,80}$
    |^(?=.{0,80}$).*\b(?:log\ ?in|sign\ ?(?:in|up)|register)\b.*\bto\ (?:post|comment|create|continue|read|reply)\b
    |^(?:advertise?ment|sponsored(?:\ content)?|skip\ to\b.*|share(?:\ (?:this|link|on)\b.*)?|print|e-?mail|listen|menu
      |follow\ us\b.*|tags?:.*|topics?:.*|categor(?:y|ies):.*|filed\ under\b.*|©.*|copyright\b.*|\d+\ comments?)$
    |\ball\ rights\ reserved\b|\b(?:we|this\ site|this\ website)\ uses?\ cookies\b
    |^(?:disclaimer|editor.s\ note)\b
    |^the\ (?:views|opinions|content)\b.*\b(?:author|authors|solely|necessarily)\b
    |\bnot\b.*\b(?:investment|financial|legal)\ (?:advice|decisions)\b
    |^(?:download|to\ read\ th(?:is|e)\b.*\bdownload
      |the\ full\ (?:version|text|report)\b.*\b(?:available|download)|.{0,80}\(pdf\)$)
    |^(?:\[?\s?(?:…|\.\.\.)\s?\]?|\*+|-+|_+|\#+)$""",
    _SIGNS,
)
_CALLS: Final = re.compile(
    r"""\b(?:sign\ up|subscribe|join\ (?:now|us|the\ (?:program|club|community|conversation))|earn\ (?:points|rewards)
    |exclusive\ (?:rewards?|offers?|access)|click\ here|newsletter|promo\ code|special\ offer|free\ trial|buy\ now
    |download\ (?:our|the)\ app|start\ (?:earning|your)|become\ a\ member|support\ our|donate|maximize\ your)\b""",
    _SIGNS,
)
_CAPTION: Final = re.compile(
    r"""^(?:\W*in\ this\ (?:undated\ |file\ |handout\ |combination\ )*(?:photo|image|picture|frame\ grab|screengrab)
    |(?:undated|file|archive|stock|handout)\ (?:photo|picture|image)
    |(?:photo|image|picture|illustration|credits?|caption)s?(?:\ (?:by|from|credit|courtesy)\b|\s*[:©/|])
    |pictured\b|foto\s*:|사진)
    |\((?:[^()]{0,60}\W)?
      (?:photo|photograph|image|file|via\ \w+|courtesy|getty\ images|handout|screengrab)(?:\W[^()]{0,60})?\)\W*$
    |\b(?:getty\ images|shutterstock|ap\ photo|afp\ via|reuters\ file\ photo)\b.{0,40}$
    |\b(?:pictured|seen\ (?:here|in\ this)|poses?\ for)\b.*\([^()]{2,40}\)\W*$""",
    _SIGNS,
)
_MORE: Final = re.compile(
    r"""^(?:related\ (?:articles?|posts?|stories|story|news|content|links|reading|topics)|related
    |you\ (?:may|might)\ also\ (?:like|enjoy|be\ interested\ in)|read\ (?:more|next|also|this\ next)|also\ read
    |more\ (?:from|on|in|stories|news|articles)\b.{0,40}|see\ also|recommended(?:\ for\ you|\ reading)?
    |latest\ (?:news|stories|articles|posts)|trending(?:\ now)?|most\ (?:read|popular|viewed)|popular\ (?:posts|now)
    |what\ to\ read\ next|further\ reading|about\ the\ authors?|comments?(?:\ \(\d+\))?|leave\ a\ (?:reply|comment)
    |(?:foot)?notes|references|sources
    |(?:à\ )?lire\ aussi|sur\ le\ même\ sujet|mehr\ zum\ thema|관련\s?기사|читайте\ также)\W*$""",
    _SIGNS,
)
_READ_ALSO: Final = re.compile(
    r"^(?:read (?:more|also|next)|also read|see also|related|more)\s*[:|-]\s*\S", re.IGNORECASE
)
_AUTHOR_WORDS: Final = re.compile(r"(?:\W|\b(?:about|by|author|written|posts?|view|all|avatar)\b)*", re.IGNORECASE)
_AVATAR: Final = re.compile(r"^(.{3,60}?)(?:'s|’s)? avatar$", re.IGNORECASE)  # noqa: RUF001 - an apostrophe
_BIOGRAPHY: Final = re.compile(r"\b(?:is an?|is the|was an?|has been|writes|covers|reports on|joined|works)\b")
_PROSE_END: Final = re.compile(r"[.!?…。][\"'”’»)\]]*$")  # noqa: RUF001 - the shapes of quotation marks


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank; where lines were broken by hand, its paragraphs."""
    lines = [Line(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not _is_broken_by_hand(lines):
        return lines
    paragraphs: list[Line] = []
    end = -1
    for line in lines:
        if line.number == end + 1:
            paragraphs[-1] = replace(paragraphs[-1], text=f"{paragraphs[-1].text} {line.text}")
        else:
            paragraphs.append(line)
        end = line.number
    return paragraphs


def _is_broken_by_hand(lines: Sequence[Line]) -> bool:
    """Whether most lines that have one right below them go on in it, as in mails and printed pages."""
    pairs = [(line, below) for line, below in pairwise(lines) if below.number == line.number + 1]
    going_on = [line for line, _ in pairs if 40 <= len(line.text) <= 100 and not _PROSE_END.search(line.text)]
    return len(going_on) > 2 and 2 * len(going_on) > len(pairs)


def is_prose(text: str) -> bool:
    """Whether a line looks like a paragraph and not like a heading or a button."""
    return len(text) >= 120 or (len(text) >= 60 and _PROSE_END.search(text) is not None)


def with_roles(lines: Sequence[Line], *, title: str | None = None, authors: Collection[str] = ()) -> list[Line]:
    """Tell of every line what it is.

    Args:
        lines: all lines of a page, in order.
        title: the article's title, where it is known from elsewhere; else the likeliest line is taken.
        authors: its authors, where they are known from elsewhere.
    """
    main = language("\n".join(line.text for line in lines)) or "en"
    marked = [replace(line, role=_by_itself(line.text, main)) for line in lines]
    top = next((i for i, line in enumerate(marked) if line.role is Role.BODY and is_prose(line.text)), len(marked))
    title = title or _likeliest_title(marked[:top], marked[top:])
    authors = {*authors, *(name for line in marked[:top] for name in byline(line.text)), *avatars(lines)}
    marked = _with_head(marked, top, title)
    marked = _with_author_boxes(marked, top, authors)
    return list(_with_repeated(_with_end(marked)))


def avatars(lines: Iterable[Line]) -> list[str]:
    """The names that stand beside a picture of the author ("Jane Doe avatar")."""
    return [match[1] for line in lines if (match := _AVATAR.match(line.text))]


def _by_itself(text: str, main: str) -> Role:
    """What a line shows by its own words."""
    if _CAPTION.search(text):
        return Role.CAPTION
    if _NOTICE.search(text) or _READ_ALSO.search(text):
        return Role.NOTICE
    if len(_CALLS.findall(text)) > 1 or (len(text) <= 80 and _CALLS.match(text)):
        return Role.ADVERT
    if is_in_another(text, main):
        return Role.FOREIGN
    return Role.BODY


def _likeliest_title(above: Sequence[Line], body: Sequence[Line]) -> str | None:
    """The line above the text that is most like a title."""
    words = _content_words(" ".join(line.text for line in body if line.role is Role.BODY))
    best, found = 1.0, None
    for index, line in enumerate(above):
        if line.role is not Role.BODY or is_head_line(line.text):
            continue
        own = _content_words(line.text)
        points = 2 * len(own & words) / max(len(own), 1)
        points += (
            0.5 * line.text[0].isupper() + 0.5 * (4 <= len(line.text.split()) <= 30) - 0.5 * line.text.endswith(".")
        )
        points += any(line.text == other.text for other in above if other is not line)
        points += 0.25 * (index + 1 < len(above) and is_head_line(above[index + 1].text))
        if points > best:
            best, found = points, line.text
    return found


def _content_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w{3,}", text.casefold()) if word not in {"the", "and", "for", "all", "with"}}


def _with_head(lines: list[Line], top: int, title: str | None) -> list[Line]:
    """Mark title, author and date; what stands above the title is no part of the article."""
    at = next((i for i, line in enumerate(lines) if title and fold(line.text) == fold(title)), None)
    result = []
    for index, line in enumerate(lines):
        role = line.role
        if index == at:
            role = Role.TITLE
        elif role is Role.BODY and _is_head(line.text, index - top):
            role = Role.HEAD
        elif role is Role.BODY and at is not None and index < at:
            role = Role.ABOVE
        elif role is Role.BODY and not is_prose(line.text) and not _PROSE_END.search(line.text):
            role = Role.HEADING
        result.append(replace(line, role=role))
    return result


def _is_head(text: str, after_top: int) -> bool:
    """Whether a line tells of author or date; just below the first paragraph too, where it is no sentence."""
    return (after_top < 0 or (after_top == 1 and (not _PROSE_END.search(text) or bool(byline(text))))) and is_head_line(
        text
    )


def _with_author_boxes(lines: list[Line], top: int, authors: Collection[str]) -> list[Line]:
    """Mark the lines below the text that name the author or tell about one."""
    result = list(lines)
    for index, line in enumerate(lines[top + 1 :], top + 1):
        name = next((name for name in authors if name.casefold() in line.text.casefold()), None)
        if not name:
            continue
        rest = re.sub(re.escape(name), "", line.text, flags=re.IGNORECASE)
        if _AUTHOR_WORDS.fullmatch(rest):
            result[index] = replace(line, role=Role.AUTHOR)
            below = lines[index + 1] if index + 1 < len(lines) else None
            if below and below.number <= line.number + 2 and is_prose(below.text) and 2 * index > len(lines):
                result[index + 1] = replace(below, role=Role.AUTHOR)
        elif line.text.startswith(name) and 2 * index > len(lines) and _BIOGRAPHY.search(rest[:60]):
            result[index] = replace(line, role=Role.AUTHOR)
    return result


def _with_end(lines: list[Line]) -> list[Line]:
    """Mark what follows a heading like "Related articles", once the article has begun in earnest."""
    length, ended = 0, False
    result = []
    for line in lines:
        ended = ended or (length > 300 and _MORE.match(line.text) is not None)
        result.append(replace(line, role=Role.BELOW) if ended else line)
        length += len(line.text) * (line.role is Role.BODY)
    return result


def _with_repeated(lines: Iterable[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        known = fold(line.text) in seen
        seen.add(fold(line.text))
        yield replace(line, role=Role.REPEATED) if known and line.role in {Role.BODY, Role.HEADING} else line
