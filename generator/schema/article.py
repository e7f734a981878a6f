"""An article's brief: what it says, in own words, with the exact words that carry each claim."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from generator.schema.fields import (
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
    refusal,
)

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

    @model_validator(mode="after")
    def _evidence_for_a_doubtful_date(self) -> Self:
        date = self.published
        if date and not self.published_why and (date.is_range or date.approximate or date.uncertain):
            raise refusal(
                "published_why is missing: a range, `~` or `?` needs its evidence",
                "add published_why with what the date was inferred from",
                ("published",),
            )
        return self


class Claim(Record):
    """One thing the article says."""

    id: ClaimId = Field(description="c1, c2, ...; unique in the brief, never reused; the order may change")
    say: Saying = Field(description="one sentence in own words")
    quote: Quotation | None = Field(None, description="the exact words that carry it")
    kind: Kind | None = Field(None, description="default `fact`, or `statement` where `by` is given")
    by: Text | None = Field(None, description="who says it; default: the article")
    retells: Slug | None = Field(None, description="where this claim comes from elsewhere than the rest")
    when: Date | None = Field(None, description="when it happened, EDTF")
    as_of: Date | None = Field(None, description="the moment an answer speaks for; default: the article's publication")
    themes: Slugs | None = Field(None, min_length=1, description="some of the article's themes; default: all of them")
    answers: dict[str, str | list[str]] = Field(default={}, description="question id: value")
    note: Text | None = Field(None, description="doubt, mistake, context")
    off_timeline: Yes | None = Field(None, description="has a date but is no part of the story")


def _distinct_ids(claims: list[Claim]) -> list[Claim]:
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.id in seen:
            unused = next(f"c{n}" for n in range(1, len(claims) + 2) if all(c.id != f"c{n}" for c in claims))
            raise refusal(f"claim id '{claim.id}' stands twice", f"'{unused}' is free", (index, "id"))
        seen.add(claim.id)
    return claims


class Article(Record):
    """One article, written down so that every statement in it can be checked. The file's name is its id."""

    title: Title = Field(description="our own headline")
    source: Source = Field(description="where the article stands")
    themes: Slugs = Field(min_length=1, max_length=3, description="one to three theme ids")
    summary: Summary = Field(description="own words; the first sentence is the bottom line")
    limits: Text | None = Field(None, description="what this article cannot tell us")
    draft: Yes | None = Field(None, description="checked, but shown by `serve` only")
    claims: Annotated[list[Claim], AfterValidator(_distinct_ids)] = Field(
        default=[], description="what the article says, one thing each"
    )

    @model_validator(mode="after")
    def _claim_themes_are_the_articles(self) -> Self:
        for index, claim in enumerate(self.claims):
            for place, theme in enumerate(claim.themes or ()):
                if theme not in self.themes:
                    raise refusal(
                        f"'{theme}' is no theme of this article",
                        "one of: " + ", ".join(self.themes),
                        ("claims", index, "themes", place),
                    )
        return self
