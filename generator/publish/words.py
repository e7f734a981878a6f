"""What a word is, for the search of large sites and the filters of the claims page; as docs/javascripts has it."""

import re
import unicodedata
from typing import Final

_words: Final = re.compile(r"[^\W_]+").findall


def words(text: str) -> list[str]:
    """The words of a text without case, accents and marks, hangul letter by letter."""
    return _words((text if text.isascii() else _without_marks(text)).lower())


def _without_marks(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if unicodedata.category(each)[0] != "M")
