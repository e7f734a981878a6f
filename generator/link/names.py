"""Which names the claims mention."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Final, TypeAlias

from generator.evidence.mentions import Matcher, clashes, may_mention
from generator.problems import Path as Steps
from generator.problems import quoted
from generator.reading.references import Fault
from generator.schema import Article, Name

Spellings: TypeAlias = Mapping[str, tuple[str, ...]]
"""By id of a name, how it is written."""

Mentioned: TypeAlias = tuple[tuple[str, ...], ...]
"""For each claim of an article, the ids of the names it mentions, in order of mention."""

_said: Final = attrgetter("say", "quote", "by")
"""Where a claim may mention names."""

_Found: TypeAlias = tuple[Article, Mentioned]

_MANY: Final = 100
"""Of more spellings than that, looking again everywhere takes no longer than looking where to look again."""


def spellings_of(names: Mapping[str, Name]) -> Spellings:
    """All spellings of every name."""
    return {id_: (name.name, *name.spellings, *filter(None, [name.hangul])) for id_, name in names.items()}


def clash_faults(names: Mapping[str, Name], spellings: Spellings) -> Iterator[Fault]:
    """A fault of every name that has a spelling of another."""
    for clash in clashes(spellings):
        message = f"{quoted(clash.spelling)} is a spelling of {quoted(clash.taken_by)} too"
        hint = "one spelling belongs to one name: write a longer one, or leave it out"
        yield Fault("names", clash.name_id, _place(names[clash.name_id], clash.spelling), message, hint)


def _place(name: Name, spelling: str) -> Steps:
    """Where in a name's record a spelling stands."""
    if spelling in name.spellings:
        return "spellings", name.spellings.index(spelling)
    return ("name",) if spelling == name.name else ("hangul",)


class Mentions:
    """Finds the names in all articles; in those it knows it looks again only for names that were changed."""

    def __init__(self) -> None:
        self._spellings: Spellings = {}
        self._matcher = Matcher({})
        self._found: dict[str, _Found] = {}

    def __call__(self, articles: Mapping[str, Article], spellings: Spellings) -> Mapping[str, Mentioned]:
        """The names in every article, by its id."""
        if spellings != self._spellings:
            changed = {*_each(spellings)} ^ {*_each(self._spellings)}
            self._found = _untouched(self._found, {spelling for _, spelling in changed})
            self._spellings, self._matcher = spellings, Matcher(spellings)
        before, self._found = self._found, {}
        for id_, article in articles.items():
            kept = before.get(id_)
            if kept is None or kept[0] is not article:
                kept = article, tuple(self._matcher.ids(*filter(None, _said(claim))) for claim in article.claims)
            self._found[id_] = kept
        return {id_: mentioned for id_, (_, mentioned) in self._found.items()}


def _untouched(found: Mapping[str, _Found], changed: Collection[str]) -> dict[str, _Found]:
    """What was found in articles that mention none of the spellings that came or went."""
    if len(changed) > _MANY:
        return {}
    mentions = may_mention(changed)
    return {id_: kept for id_, kept in found.items() if not mentions(_text(kept[0]))}


def _each(spellings: Spellings) -> Iterator[tuple[str, str]]:
    return ((id_, spelling) for id_, of_name in spellings.items() for spelling in of_name)


def _text(article: Article) -> str:
    return "\n".join(filter(None, chain.from_iterable(map(_said, article.claims))))
