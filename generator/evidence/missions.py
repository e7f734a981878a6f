"""What the stages of a mission amount to: open, closing, closed, disputed or opened."""

from collections.abc import Iterable
from typing import Final, Literal

from generator.schema import Stage
from generator.values import edtf

MissionStatus = Literal["open", "closing", "closed", "disputed", "opened"]

_AMOUNTS_TO: Final[dict[str, MissionStatus]] = {
    "reported": "closing",
    "told": "closing",
    "confirmed": "closed",
    "closed": "closed",
    "denied": "disputed",
    "opened": "opened",
    "reopened": "opened",
}


def in_time(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Stages in order of time."""
    return tuple(sorted(stages, key=lambda stage: edtf.sort_key(stage.when)))


def status(stages: Iterable[Stage]) -> MissionStatus:
    """What the latest stage amounts to; a report after a government's confirmation takes nothing back.

    Content model, `missions`: "closed" is what a government confirmed or what happened; `told` and `reported` alone are
    a closing; a denial leaves it disputed until it is confirmed.
    """
    now: MissionStatus = "open"
    for stage in in_time(stages):
        following = _AMOUNTS_TO[stage.stage]
        if not (following == "closing" and now in {"closed", "disputed"}):
            now = following
    return now
