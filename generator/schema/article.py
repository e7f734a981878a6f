"""An article's brief: what it says, in own words, with the exact words that carry each claim."""

from collections.abc import Iterator
from itertools import count
from typing import Literal

from pydantic import Field

from generator.problems import did_you_mean, quoted
from generator.schema.fields import (
    Answers,
    ClaimId,
    Date,
    Day,
    FileName,
    Hash,
    KnownUrl,
    Language,
    Published,
    Quotation,
    Record,
    Saying,
    Slug,
    Slugs,
    Summary,
    Text,
    Texts,
    Title,
    Url,
    Yes,
)
from generator.schema.findings import Finding, repeated, text, texts
from generator.values import edtf

Kind = Literal["fact", "statement", "assessment"]


class Copy(Record):
    """The stored copy of the article that quotations are checked against."""

    file: FileName = Field(description="plain file name in the folder of copies")
    sha256: Hash | None = Field(None, description="SHA-256 of the copy; written by `verify`")
    quotes: Hash | None = Field(None, description="SHA-256 of the folded quotations; written by `verify`")
    checked: Day | None = Field(None, description="day of the last check; written by `verify`")


class Source(Record):
    """Where the article stands, who wrote it and when."""

    title: Text = Field(description="as printed")
    url: KnownUrl = Field(description="where it was read: an http or https address, or `unknown`")
    published: Published = Field(description="EDTF date or range, or `unknown`")
    published_why: Text | None = Field(None, description="the evidence for the date; needed for a range, `~` or `?`")
    by: Texts = Field(default=[], description="authors; absent where unknown")
    publisher: Slug | None = Field(None, description="id in registers/publishers.yml; absent where unknown")
    retells: Slug | None = Field(
        None, description="article or origin whose reporting this repeats; absent for its own reporting"
    )
    language: Language = Field("en", description="BCP 47 tag")
    archived: Url | None = Field(None, description="a lasting public copy")
    copy_: Copy | None = Field(None, alias="copy", description="the copy that quotations are checked against")


class Claim(Record):
    """One thing the article says."""

    id: ClaimId = Field(description="c1, c2, ...; unique in the brief, never reused; the order may change")
    say: Saying = Field(description="one sentence in own words")
    quote: Quotation | None = Field(None, description="the exact words that carry it, 25 at most")
    kind: Kind | None = Field(None, description="default `fact`, or `statement` where `by` is given")
    by: Text | None = Field(None, description="who says it; default: the article")
    retells: Slug | None = Field(None, description="where this claim comes from elsewhere than the rest")
    when: Date | None = Field(None, description="when it happened, EDTF")
    as_of: Date | None = Field(None, description="the moment an answer speaks for; default: the article's publication")
    themes: Slugs | None = Field(None, min_length=1, description="some of the article's themes; default: all of them")
    answers: Answers = Field(default_factory=dict, description="question id: value")
    note: Text | None = Field(None, description="doubt, mistake, context")
    off_timeline: Yes | None = Field(None, description="has a date but is no part of the story")


class Article(Record):
    """One article, written down so that every statement in it can be checked. The file's name is its id."""

    title: Title = Field(description="our own headline")
    source: Source = Field(description="where the article stands")
    themes: Slugs = Field(min_length=1, max_length=3, description="one to three theme ids")
    summary: Summary = Field(description="own words; the first sentence is the bottom line")
    limits: Text | None = Field(None, description="what this article cannot tell us")
    draft: Yes | None = Field(None, description="checked, but shown by `serve` only")
    claims: list[Claim] = Field(default=[], description="what the article says, one thing each")

    @staticmethod
    def rules(typed: object) -> Iterator[Finding]:
        """Find doubtful dates without evidence, claim ids that stand twice, themes that are not the article's."""
        if _is_doubtful(text(typed, "source", "published")) and text(typed, "source", "published_why") is None:
            hint = "add published_why with what the date was inferred from"
            message = "'published_why' is missing: a range, `~`, `?` or `%` needs its evidence"
            yield Finding(("source", "published_why"), message, hint, at_key=True)
        taken: set[str] = set()
        for path, id_ in repeated(typed, "claims", ..., "id"):
            taken.update(id_ for _, id_ in texts(typed, "claims", ..., "id"))
            unused = next(f"c{n}" for n in count(1) if f"c{n}" not in taken)
            yield Finding(path, f"the claim id {quoted(id_)} stands twice", f"'{unused}' is free")
            taken.add(unused)
        themes = list(dict.fromkeys(theme for _, theme in texts(typed, "themes", ...)))
        for path, theme in texts(typed, "claims", ..., "themes", ...) if themes else ():
            if theme not in themes:
                yield Finding(path, f"{quoted(theme)} is no theme of this article", did_you_mean(theme, themes))


def _is_doubtful(date: str | None) -> bool:
    """Whether a date is one that its evidence has to stand beside; a date that cannot be read is another problem."""
    try:
        found = edtf.parse(date or "unknown")
    except edtf.EdtfError:
        return False
    return found.is_range or found.approximate or found.uncertain
