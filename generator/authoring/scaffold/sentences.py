"""Sentences of an article, and the pieces of them that are short enough to quote."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.schema import MOST_QUOTED_CHARACTERS, MOST_QUOTED_WORDS, word_count

_LONGEST: Final = 1000  # characters of a sentence that are looked at
_GAP: Final = "\x00"  # stands where a footnote was glued in: no quotation may go across it
_ABBREVIATIONS: Final = frozenset(
    "Mr Mrs Ms Dr Prof St Sen Rep Gen Col Lt Maj Capt Sgt Adm Gov Pres Amb No vs etc Inc Ltd Co Corp Jr Sr Dept Univ "  # noqa: SIM905 - reads best so
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec approx est al cf ca fig".split()
)
_END: Final = re.compile(
    r"""(?<!\b[A-Z])  # an initial
    [.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?\W?[A-Z0-9À-ÞА-ЯҐЄІЇ가-힣]|\s*$)
    |[。！？]+[”’」』)]*""",  # noqa: RUF001 - the shapes of punctuation
    re.VERBOSE,
)
# A note glued to the word before it: "the shoreKeeper Antoine, “Title”, octobre 2023. ." and "sanctions.12 The".
_GLUED_NOTE: Final = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3},\s[\"“«‘])(?:.{1,300}?\.\s?(?=\.)|.*?\.(?=\s)|.*)"  # noqa: RUF001 - the shapes of quotation marks
    r"|(?<=[^\W\d_][.,;:”\")])\d{1,3}(?=\s|$)|(?<=[^\W\d_])\[\d{1,3}\]|(?<=[.,;:”\")\s])\[\d{1,3}\]"
)
_JOINTS: Final = frozenset(
    "and or but as that which who where while to of in at on for from by with into is are was were".split()  # noqa: SIM905 - as above
)
_CLAUSE_END: Final = re.compile(r"(?<=[,;:])\s+|\s+(?=[–—(“«])|(?<=\))\s+|\s+-\s+")  # noqa: RUF001 - the shapes of dashes


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph as they stand there; where a footnote was glued in, it is cut there."""
    start = 0
    text = _GLUED_NOTE.sub(_GAP, paragraph)
    for end in _END.finditer(text):
        if _is_abbreviation(text[start : end.start()]):
            continue
        yield from _parts(text[start : end.end()])
        start = end.end()
    yield from _parts(text[start:])


def notes(paragraph: str) -> list[str]:
    """The footnotes that were glued into a paragraph."""
    return [note[0] for note in _GLUED_NOTE.finditer(paragraph) if not note[0].strip("[]").isdigit()]


def pieces(sentence: str) -> list[str]:
    """What could be quoted of a sentence: all of it where that is short enough, else runs of its clauses.

    From the start of each clause also as many words as are allowed, up to one that joins on something new.
    """
    sentence = " ".join(sentence.split())[:_LONGEST]
    sentence = sentence[:-1] if sentence.endswith((".", "!", "?")) else sentence
    if fits(sentence):
        return [sentence]
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(sentence)), len(sentence)]
    runs = [sentence[start:end] for index, start in enumerate(cuts) for end in cuts[index + 1 : index + 9]]
    runs += [_beginning(sentence[start:]) for start in cuts[:-1]]
    runs = [run.strip(" ,;:–—-") for run in runs]  # noqa: RUF001 - the shapes of dashes
    return [run for run in runs if word_count(run) >= 4 and fits(run)] or [_beginning(sentence)]


def fits(text: str) -> bool:
    """Whether a text is short enough for a quotation (content model, "Copyright")."""
    return word_count(text) <= MOST_QUOTED_WORDS and len(text) <= MOST_QUOTED_CHARACTERS


def _beginning(text: str) -> str:
    """As many words of a text as fit, without a last phrase that is cut off."""
    listed = text.split()
    while not fits(" ".join(listed)):
        listed.pop()
    joint = next((i for i in range(len(listed) - 1, len(listed) // 2, -1) if listed[i] in _JOINTS), len(listed))
    while joint > 1 and listed[joint - 1] in _JOINTS:
        joint -= 1
    return " ".join(listed[:joint])


def _parts(sentence: str) -> Iterator[str]:
    for part in sentence.split(_GAP):
        if sum(map(str.isalpha, part)) > 2:
            yield part.strip()


def _is_abbreviation(before: str) -> bool:
    last: Sequence[str] = re.findall(r"[\w.]+$", before)
    return bool(last) and (last[0] in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last[0]) is not None)
