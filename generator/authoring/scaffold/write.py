"""The YAML of a new brief: what is sure, empty keys for what a person must fill in, notes and sentences as comments."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic.fields import FieldInfo

from generator.authoring.fmt import WIDTH
from generator.authoring.scaffold.candidates import Candidate
from generator.reading.records import RECORD_LIMITS
from generator.schema import Article, Claim, Source
from generator.schema.shape import keys
from generator.yaml_files.strict_yaml import Value, YamlError, read

MODELINE: Final = "# yaml-language-server: $schema=../.schema/article.schema.json"

_MORE: Final = {  # what the help texts leave open, by key
    "summary": "; on the lines below, indented; 80 to 900 characters",
    "draft": "; delete this line to publish",
}
_HOW_TO_CLAIM: Final = """
    Below are sentences that may be worth a claim, in the order of the article. For each one you use, take away the #,
    say it in one sentence of your own, and cut the quotation to the words that carry it. Delete the others.
"""
_SHOWN: Final = ("id", "say", "quote", "by", "when")  # the keys of a claim that stand ready to be filled in


@dataclass(frozen=True, slots=True)
class Draft:
    """What is settled of a new brief; None or empty is left to the person who writes it."""

    headline: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    published_why: str | None = None
    by: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    copy: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written above keys for the person, by key of the source or of the brief."""

    source: Mapping[str, Sequence[str]] = field(default_factory=dict)
    brief: Mapping[str, Sequence[str]] = field(default_factory=dict)


def scaffold(draft: Draft, notes: Notes, candidates: Sequence[Candidate]) -> str:
    """Write the brief; the help beside each key comes from the schema."""
    source = {
        "title": _scalar(draft.title),
        "url": draft.url or "unknown",
        "published": draft.published or "unknown",
        "published_why": _scalar(draft.published_why),
        "by": _list(draft.by),
        "publisher": draft.publisher or "",
        "language": draft.language if draft.language and draft.language != "en" else "",
        "copy": f"{{file: {_scalar(draft.copy)}}}" if draft.copy else "",
    }
    brief = {"title": _scalar(draft.headline), "themes": _list(draft.themes), "summary": ">", "draft": "true"}
    lines = [MODELINE, *_comment("A draft. Fill in what is empty; lines that begin with # are notes: delete them.")]
    for key, about in keys(Article).items():
        lines += [line for note in notes.brief.get(key, ()) for line in _comment(note)]
        if key == "source":
            lines.append("source:")
            for inner, about_inner in keys(Source).items():
                lines += [line for note in notes.source.get(inner, ()) for line in _comment(note, "  ")]
                lines += _entry(inner, source.get(inner, ""), about_inner, "  ")
        elif key == "claims":
            lines += ["claims:", *_claims(candidates)]
        else:
            lines += _entry(key, brief.get(key, ""), about, "")
    return "\n".join(lines) + "\n"


def clean(text: str) -> str:
    """A text on one line, without the invisible characters that a brief may not hold."""
    return " ".join("".join(c if c.isprintable() else " " if c.isspace() else "" for c in text).split())


def _entry(key: str, value: str, about: FieldInfo, indent: str) -> list[str]:
    """A key with its value, or with nothing where it is needed, or as a comment where it is not; and its help."""
    entry = f"{indent}{'' if value or about.is_required() else '# '}{key}:{' ' if value else ''}{value}"
    about_it = f"{about.description}{_MORE.get(key, '')}"
    if len(entry) + len(about_it) + 4 <= WIDTH:
        return [f"{entry}  # {about_it}"]
    return [*_comment(f"{key}: {about_it}", indent), entry]


def _claims(candidates: Sequence[Candidate]) -> Iterator[str]:
    others = [f"{key} ({about.description})" for key, about in keys(Claim).items() if key not in _SHOWN]
    yield from _comment(f"{_HOW_TO_CLAIM} A claim may also have {'; '.join(others)}.", "  ")
    for number, candidate in enumerate(candidates, 1):
        yield "  #"
        yield f"  # - id: c{number}  # line {candidate.line}: {', '.join(candidate.signs)}"
        yield "  #   say:"
        yield f"  #   quote: {_scalar(candidate.quote)}"
        if candidate.by:
            yield f"  #   by: {_scalar(candidate.by)}"
        if candidate.when:
            yield f"  #   when: {candidate.when}"


def _comment(text: str, indent: str = "") -> list[str]:
    start = f"{indent}# "
    wrapper = textwrap.TextWrapper(
        WIDTH, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(clean(text))


def _scalar(text: str | None) -> str:
    """A text as it can stand after a key: plain where that reads back the same."""
    text = clean(text or "")
    return text if not text or _reads_as(f"key: {text}", {"key": text}) else _quoted(text)


def _list(texts: Iterable[str]) -> str:
    cleaned = filter(None, map(clean, texts))
    listed = ", ".join(text if _reads_as(f"[{text}]", [text]) else _quoted(text) for text in cleaned)
    return f"[{listed}]" if listed else ""


def _reads_as(text: str, value: Value) -> bool:
    try:
        return read(text.encode(), RECORD_LIMITS).value == value
    except YamlError:
        return False


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
