"""Which names of the register a text names (content model, "What the generator works out").

Text in, ids and places out; links back from a name to its claims are made elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_APOSTROPHES: Final = "‘’‛ʼ＇"  # noqa: RUF001 - the shapes themselves
_HYPHENS: Final = "‐‑"  # noqa: RUF001 - the shapes themselves
_HANGUL: Final = "가-힣"


@dataclass(frozen=True, slots=True)
class Mention:
    """The name `name_id` stands in the text from `start` up to `end`."""

    name_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clash:
    """The name `name_id` has a spelling that an earlier name, `taken_by`, has too."""

    name_id: str
    spelling: str
    taken_by: str


_TOKEN: Final = re.compile(rf"\s+|[{_HANGUL}]+|[^\W{_HANGUL}]+|.", re.DOTALL)
# After a name a letter or digit, or one behind a hyphen, makes another word of it; hangul behind it is a particle.
_GOES_ON: Final = re.compile(rf"(?<=\w)(?:[^\W{_HANGUL}]|-\w)")


def _fold(text: str) -> str:
    """Apostrophes and hyphens in one shape; no letter moves, so a place in the folded text is one in the text."""
    if not text.isascii():
        for shape in _APOSTROPHES:  # many times faster than str.translate
            text = text.replace(shape, "'")
        for shape in _HYPHENS:
            text = text.replace(shape, "-")
    return text


def _tokens(spelling: str) -> tuple[str, ...]:
    """What the spelling is made of, from its first letter or digit on: words, white space, single other characters."""
    folded = " ".join(_fold(spelling).split())
    first = re.search(r"\w", folded)
    return tuple(_TOKEN.findall(folded, first.start())) if first else ()


def clashes(names: Mapping[str, Sequence[str]]) -> tuple[Clash, ...]:
    """Each spelling, in order, that another name before has too: one spelling for two names is a problem."""
    taken: dict[tuple[str, ...], str] = {}
    return tuple(
        Clash(name_id, spelling, taken_by)
        for name_id, spellings in names.items()
        for spelling in spellings
        if (tokens := _tokens(spelling)) and (taken_by := taken.setdefault(tokens, name_id)) != name_id
    )


def may_mention(spellings: Iterable[str]) -> Callable[[str], bool]:
    """Make a quick test whether a text could mention any of these spellings; it knows no bounds of words."""
    wanted = {"".join(tokens): tokens[0] for tokens in map(_tokens, spellings) if tokens}

    def test(text: str) -> bool:
        folded = _fold(text)
        begun = [spelling for spelling, first_word in wanted.items() if first_word in folded]
        return bool(begun) and any(map(" ".join(folded.split()).__contains__, begun))

    return test


class _Node:
    """A place in the tree of spellings: the name that ends here, if any, and the tokens a longer one goes on with."""

    __slots__ = ("following", "name_id")

    def __init__(self) -> None:
        self.name_id: str | None = None
        self.following: dict[str, _Node] = {}


class Matcher:
    """Finds names by all their spellings: whole words, case as written, the leftmost and there the longest.

    A hyphen belongs to the word (Guinea-Bissau is not Guinea), an apostrophe ends one (Guinea's is); its shapes are
    one. Hangul begins a word and particles may follow it. The time goes with the length of the text, not with the
    number of names: the words of a text are followed down one tree of the words of all spellings.

    Args:
        names: every name's id and its spellings, the usual form and hangul among them. Where two names share a spelling
            (`clashes`), the id that sorts first has it.
    """

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._root = _Node()
        hangul_lengths = set()
        for name_id, spellings in names.items():
            for tokens in filter(None, map(_tokens, spellings)):
                node = self._root
                for token in tokens:
                    node = node.following.setdefault(token, _Node())
                node.name_id = min(name_id, node.name_id or name_id)
                if _is_hangul(tokens[-1]):
                    hangul_lengths.add(len(tokens[-1]))
        self._hangul_lengths = sorted(hangul_lengths, reverse=True)
        firsts = re.escape("".join(sorted({word[0] for word in self._root.following})))
        # A first letter of some spelling that begins a word. The letter comes first, for that is fast to look for.
        self._start = re.compile(rf"[{firsts}](?<!\w.)(?<!\w-.)" if firsts else r"(?!)", re.DOTALL)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in the text, in order, none inside another."""
        return tuple(self._mentions(text))

    def ids(self, *texts: str) -> tuple[str, ...]:
        """The ids of the names in the texts, each once, in the order of their first mention."""
        return tuple(dict.fromkeys(mention.name_id for text in texts for mention in self._mentions(text)))

    def _mentions(self, text: str) -> Iterator[Mention]:
        folded = _fold(text)
        free_from = 0
        for begun in self._start.finditer(folded):
            if begun.start() >= free_from and (mention := self._longest(folded, begun.start())):
                yield mention
                free_from = mention.end

    def _longest(self, text: str, start: int) -> Mention | None:
        """The longest spelling that begins at `start`."""
        found, node, at = None, self._root, start
        while token := _TOKEN.match(text, at):
            word = " " if token[0].isspace() else token[0]
            if _is_hangul(word):
                for length in self._hangul_lengths:
                    stem = node.following.get(word[:length]) if length < len(word) else None
                    if stem and stem.name_id:
                        found = Mention(stem.name_id, start, at + length)
                        break
            if word not in node.following:
                break
            node, at = node.following[word], token.end()
            if node.name_id and not _GOES_ON.match(text, at):
                found = Mention(node.name_id, start, at)
        return found


def _is_hangul(word: str) -> bool:
    return "가" <= word[0] <= "힣"
