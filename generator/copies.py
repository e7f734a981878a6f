"""The folder of copies: full texts of articles, kept outside the repository, that quotations are checked against."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.evidence import quotations
from generator.evidence.nearest import in_one_line, nearest
from generator.evidence.quotations import QuoteResult
from generator.problems import alike, printable, quoted
from generator.reading.files import Signature, UnusableFileError, read_bytes, signature
from generator.reading.references import Fault
from generator.schema import Article

LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies by their file names; None is given for one that is not at hand.

    Args:
        folder: where they are; without a folder none is at hand.
    """

    folder: Path | None

    def __call__(self, name: str) -> bytes | None:
        """The bytes of a copy."""
        if self.folder is None:
            return None
        try:
            return read_bytes(self.folder / name, LARGEST)
        except UnusableFileError:
            return None

    def names(self) -> list[str]:
        """The names in the folder, sorted."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder else []

    def signature(self, name: str) -> Signature | None:
        """What is another as soon as a copy may have changed."""
        return signature(f"{self.folder}/{name}", time.time_ns()) if self.folder else None


def absent(articles: Mapping[str, Article], copies: Copies) -> Iterator[Fault]:
    """The copies that briefs name and that are not at hand.

    That is no mistake, since few people have all of them; unless the name is mistyped: then the hint is a name like it
    that no brief names.
    """
    named = {id_: article.source.copy_.file for id_, article in articles.items() if article.source.copy_}
    at_hand = copies.names()
    free = sorted({*at_hand} - {*named.values()})
    for id_, name in named.items():
        if name not in at_hand:
            near = alike(name, free)
            hint = f"did you mean {quoted(near)}?" if near else ""
            message = f"{quoted(name)} is not among the copies at hand"
            yield Fault("articles", id_, ("source", "copy", "file"), message, hint)


def check_quotations(article_id: str, article: Article, data: bytes) -> tuple[tuple[QuoteResult, ...], list[Fault]]:
    """Look for an article's quotations in its copy: the result of each claim, and a fault for each that is not there.

    Args:
        article_id: where the faults are.
        article: what was written.
        data: the bytes of the copy.
    """
    copy = data.decode("utf-8", errors="replace")
    results = quotations.results([claim.quote for claim in article.claims], quotations.fold(copy), None)
    faults = []
    for index, (claim, result) in enumerate(zip(article.claims, results, strict=True)):
        if claim.quote and result == QuoteResult.NOT_FOUND:
            passage = nearest(claim.quote, copy)
            message = f"the quotation is not in the copy: {quoted(claim.quote)}"
            hint = "nothing like it is there: quote exact words"
            if passage:
                hint = f"[-yours-] and {{+the copy's+}}: {printable(in_one_line(passage))}"
            faults.append(Fault("articles", article_id, ("claims", index, "quote"), message, hint))
    return results, faults
