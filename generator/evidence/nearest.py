"""What a copy says instead of a quotation that is not in it: the nearest passage, and how its words differ.

In bounded time: one walk through the copy, then a comparison of few words. Whether a quotation is found: quotations.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from heapq import nlargest
from itertools import groupby
from typing import Final, Literal

from generator.evidence.quotations import fold


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that quotation and source share, that the quotation must lose, or that the source has instead."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The nearest words of the source, and the way from the quotation to them.

    The texts of `changes`, white space included, give `text` when those removed are left out, and the quotation, in the
    letters of the source where they are the same, when those added are.
    """

    text: str
    changes: tuple[Change, ...]


_WORD: Final = re.compile(r"\w+")
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]+")
_MOST_CHARACTERS: Final = 500  # a quotation has 250 at most; a longer text is another mistake and not worth the time
_CANDIDATES: Final = 5


def nearest(quote: str, copy: str) -> Passage | None:
    """The passage of a copy, as printed, with most of the quotation's words; None where none has two fifths of them.

    None, too, for a text far longer than a quotation may be.
    """
    if len(quote) > _MOST_CHARACTERS:
        return None
    windows = _windows([word.casefold() for word in _WORD.findall(quote)], copy)
    compared = [_compare(quote, copy[start : min(end, start + 2 * _MOST_CHARACTERS)]) for start, end in windows]
    return max(filter(None, compared), key=_shared, default=None)


def in_one_line(passage: Passage) -> str:
    """The changes for a console: "…the regime has [-never-]{+not+} tried…"."""
    marks = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}

    def marked(change: Change) -> str:
        before, after = marks[change.kind]
        text = change.text.strip()
        lead, tail = change.text[:1].isspace() * " ", change.text[-1:].isspace() * " "
        return f"{lead}{before}{' '.join(text.split())}{after}{tail}" if text else " "

    return f"…{''.join(map(marked, passage.changes)).strip()}…"


def _windows(wanted: list[str], copy: str) -> Iterator[tuple[int, int]]:
    """From where to where the copy may hold the passage: where most wanted words stand, and half as much around."""
    size, left = len(wanted), Counter(wanted)
    starts: list[int] = []
    hits: list[tuple[int, str]] = []  # the wanted words of the copy, with their places counted in words
    for place, word in enumerate(_WORD.finditer(copy)):
        starts.append(word.start())
        if (key := word[0].casefold()) in left:
            hits.append((place, key))
    best: dict[int, tuple[int, int]] = {}  # of each stretch of the copy: how many words at most, and minus where
    shared = first = 0
    for place, key in hits:
        shared += left[key] > 0
        left[key] -= 1
        while hits[first][0] <= place - size:
            left[hits[first][1]] += 1
            shared -= left[hits[first][1]] > 0
            first += 1
        best[place // size] = max(best.get(place // size, (0, 0)), (shared, -hits[first][0]))
    for shared, minus_place in nlargest(_CANDIDATES, best.values()):
        if 5 * shared >= 2 * size:
            around = size // 2 + 3
            start = starts[max(0, -minus_place - around)]
            after = size - minus_place + around
            yield start, starts[after] if after < len(starts) else len(copy)


def _compare(quote: str, window: str) -> Passage | None:
    """The part of the window that answers to the quotation, and the changes; None where no word is shared."""
    ours, theirs = _TOKEN.findall(quote), _TOKEN.findall(window)
    our_keys, their_keys = [_key(token) for token in ours], [_key(token) for token in theirs]
    # Words in another case are matched, and told as a change below.
    lower = SequenceMatcher(a=list(map(str.casefold, our_keys)), b=list(map(str.casefold, their_keys)), autojunk=False)
    blocks = _without_strays(
        [block for block in lower.get_matching_blocks() if "".join(ours[block.a : block.a + block.size]).strip()]
    )
    if not blocks:
        return None
    # What stands in place of the quotation's unmatched ends belongs to the passage.
    begin = max(0, blocks[0].b - blocks[0].a)
    end = min(len(theirs), blocks[-1].b + len(ours) - blocks[-1].a)
    pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    same = [(our, their) for our, their in pairs if our_keys[our] == their_keys[their]]
    changes: list[Change] = []
    at_ours, at_theirs = 0, begin
    for our, their in same:
        changes += (
            Change("removed", "".join(ours[at_ours:our])),
            Change("added", "".join(theirs[at_theirs:their])),
            Change("same", theirs[their]),
        )
        at_ours, at_theirs = our + 1, their + 1
    changes += Change("removed", "".join(ours[at_ours:])), Change("added", "".join(theirs[at_theirs:end]))
    return Passage("".join(theirs[begin:end]), _joined(changes))


def _key(token: str) -> str:
    return fold(token) or " "


def _joined(changes: list[Change]) -> tuple[Change, ...]:
    """The changes without empty ones, runs of one kind as one."""
    said = (change for change in changes if change.text)
    runs = groupby(said, key=lambda change: change.kind)
    return tuple(Change(kind, "".join(change.text for change in run)) for kind, run in runs)


def _without_strays(blocks: list[Match]) -> list[Match]:
    """The blocks but for those at the ends that are short and, in the source, far off: mostly a lone "the"."""

    def stray(end: Match, before: Match, after: Match) -> bool:
        in_quote = after.a - before.a - before.size
        in_source = after.b - before.b - before.size
        return in_source - in_quote > 4 * end.size

    while len(blocks) > 1 and stray(blocks[0], blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and stray(blocks[-1], blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _shared(passage: Passage) -> int:
    return sum(len(change.text) for change in passage.changes if change.kind == "same")
