"""Quotations: whether the exact words stand in a copy of the source, and the link that opens the source at them.

Copies are handed in as text. What the copy has instead of a quotation that is not in it is for `nearest` to say.
"""

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import quote as percent_encode


class QuoteResult(StrEnum):
    """What is known about a quotation (content model, "What the generator works out")."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"
    CHANGED = "changed"
    NONE = "none"


# Shapes, by the Unicode properties Quotation_Mark and Dash, of Latin script; the modifier apostrophe and the minus sign
# are there because typesetters use them as such. A prime, an accent or a corner bracket is another character.
_SINGLE: Final = "‘’‚‛‹›ʼ＇"  # noqa: RUF001 - the shapes themselves
_DOUBLE: Final = "“”„‟«»⹂〝〞〟＂"  # noqa: RUF001 - the shapes themselves
_DASHES: Final = "‐‑‒–—―−⸺⸻﹘﹣－"  # noqa: RUF001 - the shapes themselves


def fold(text: str) -> str:
    """The text as quotations are compared (content model, "Copyright").

    Every run of white space, no-break spaces too, becomes one space and the ends are trimmed; single quotation marks
    and apostrophes become ', double ones and guillemets ", hyphens and dashes -. Nothing else changes.
    """
    folded = " ".join(text.split())
    if not folded.isascii():
        for shapes, shape in ((_SINGLE, "'"), (_DOUBLE, '"'), (_DASHES, "-")):
            for other in shapes:  # several times faster than str.translate
                folded = folded.replace(other, shape)
    return folded


def quotes_hash(quotes: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the folded quotations in claim order, each followed by a line feed."""
    return hashlib.sha256("".join(f"{fold(quote)}\n" for quote in quotes).encode()).hexdigest()


def is_in(quote: str, folded_copy: str) -> bool:
    """Whether the quotation stands in the copy, which `fold` has folded already.

    A plain search for the letters: a quotation may begin or end inside a word of the copy, since footnotes are often
    glued to the word before them ("the shoreKeeper").
    """
    return fold(quote) in folded_copy


def results(
    quotes: Sequence[str | None], folded_copy: str | None, recorded_hash: str | None
) -> tuple[QuoteResult, ...]:
    """What is known about each quotation of one article, in claim order; None stands for a claim without one.

    With the folded copy at hand the text decides. Without, the quotations are `unchecked`, or `changed` where the hash
    recorded at the last check is not that of today's quotations.
    """
    without_copy = QuoteResult.UNCHECKED
    if recorded_hash is not None and recorded_hash != quotes_hash(quote for quote in quotes if quote is not None):
        without_copy = QuoteResult.CHANGED

    def result(quote: str | None) -> QuoteResult:
        if quote is None:
            return QuoteResult.NONE
        if folded_copy is None:
            return without_copy
        return QuoteResult.FOUND if is_in(quote, folded_copy) else QuoteResult.NOT_FOUND

    return tuple(map(result, quotes))


_EXACT_WORDS: Final = 12  # up to here the link holds the whole quotation
_END_WORDS: Final = 5  # beyond, so many words of its start and of its end


def text_fragment(url: str, quote: str) -> str:
    """The address that opens a page at the quoted words (WICG scroll-to-text-fragment).

    A short quotation stands in it whole, a long one as its first and last words, so that a note in between does no
    harm. A fragment the address has is kept, a text directive it has is replaced. The letters are those typed.
    """
    page, _, fragment = url.partition("#")
    kept = fragment.partition(":~:")[0]
    listed = quote.split()
    parts = [listed] if len(listed) <= _EXACT_WORDS else [listed[:_END_WORDS], listed[-_END_WORDS:]]
    return f"{page}#{kept}:~:text={','.join(_encoded(' '.join(part)) for part in parts)}"


def _encoded(text: str) -> str:
    # A hyphen is unreserved in URLs, but has a meaning in a text directive.
    return percent_encode(text, safe="").replace("-", "%2D")
