"""Whose reporting it is: what every article and origin re-tells, followed to its root."""

from collections.abc import Iterator, Sequence

from generator.evidence.origins import Origins
from generator.problems import Path as Steps
from generator.reading.content import Content
from generator.reading.references import Fault

_PLACES: dict[bool, tuple[str, Steps]] = {
    True: ("articles", ("source", "retells")),
    False: ("origins", ("retells",)),
}


def retelling(content: Content) -> dict[str, str | None]:
    """Of every article and origin, whose reporting it repeats; a reference to a record left out counts as none."""
    retells = {id_: article.source.retells for id_, article in content.articles.items()}
    retells |= {id_: origin.retells for id_, origin in content.origins.items()}
    return {id_: upstream if upstream in retells else None for id_, upstream in retells.items()}


def circle_faults(content: Content, found: Origins) -> Iterator[Fault]:
    """A fault of every record in a circle."""
    for cycle in found.cycles:
        message = f"re-telling goes round in a circle: {' -> '.join(_in_short(cycle.ids))}"
        for id_ in cycle.ids:
            kind, path = _PLACES[id_ in content.articles]
            yield Fault(kind, id_, path, message, "leave retells out where the reporting is its own")


def _in_short(cycle: Sequence[str]) -> list[str]:
    """The ids round a circle, without most of a long one's."""
    some = [*cycle[:5], f"({len(cycle) - 5:,} more)"] if len(cycle) > 8 else cycle
    return [*some, cycle[0]]
