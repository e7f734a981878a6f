"""Which language a text is in, by its commonest words or its script: enough to see what was left over in another."""

import re
from typing import Final

_COMMON: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a an is that for it was on with as by at from has have this be are not its which who",
        "fr": "le la les de des du et en un une dans sur par pour est que qui au aux ce cette il elle je se ne pas",
        "de": "der die das und in den von zu mit ist im für auf ein eine nicht dem des sich auch als es an werden wird",
        "es": "el la los las de del y en un una que por con para es se su al lo como más no sus este está fue ha",
        "it": "il la i le di del della e in un una che per con è si al da non sono gli nel dei delle come più ha",
        "pt": "o a os as de do da e em um uma que por com para é se no na dos das não mais como ao foi sua",
        "nl": "de het een en van in is op te dat voor met zijn die niet aan er om door bij ook naar uit wordt",
        "ru": "и не что как это из от за его для было при также которые был или она они",  # noqa: RUF001 - Cyrillic
        "uk": "і не що як це із від за його для було при також які був та є або вона",  # noqa: RUF001 - Cyrillic
    }.items()
}
_SCRIPTS: Final = {"ko": re.compile("[가-힣]"), "ja": re.compile("[ぁ-ヿ]"), "zh": re.compile("[一-鿿]")}


def language(text: str) -> str | None:
    """The language of a text as a tag (en, fr, ko, ...); None where it is not clear."""
    counts = _counts(text)
    best, second = sorted(counts, key=lambda tag: -counts[tag])[:2]
    return best if counts[best] >= 3 and counts[best] > 1.5 * counts[second] else None


def is_in_another(text: str, main: str) -> bool:
    """Whether a piece of a text in the language `main` is clearly in another one."""
    counts = _counts(text)
    return max(counts.values()) >= 2 and 3 * counts.get(main, 0) < max(counts.values())


def _counts(text: str) -> dict[str, int]:
    """How many words speak for each language; a letter of a script of its own counts as one."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {tag: sum(word in common for word in words) for tag, common in _COMMON.items()}
    return counts | {tag: len(script.findall(text)) for tag, script in _SCRIPTS.items()}
