"""The map of missions: a static SVG for the middle of a page, whose markers link to the rows of a table beneath it.

It needs neither script nor styles: whatever a stylesheet may decide (colours, which of the two sets of markers a narrow
screen shows) has a default in the markup. No blank line, as Markdown demands of raw blocks; it stands outside elements
that carry `markdown`.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.evidence.missions import MissionStatus
from generator.library import LinkedMission
from generator.publish import placing
from generator.publish.projection import WORLD, Box, project
from generator.site.markdown import text
from generator.values.answers import place_name

OUTLINE: Final = Path(__file__).with_name("outline.json")

_WIDTH: Final = 760
"""Units across the map: pixels, where it is as wide as a page's text."""

_MARGIN: Final = 150
"""How much is shown around the outermost posts, in units of the projection."""

_LEAST: Final = 900
"""How much is shown across in any case, in the same units: a continent."""

_LONGEST_LABEL: Final = 24
"""Longer names of cities stand in the table, and in what a screen reader says, but not on the map."""

_INK: Final = "var(--md-default-fg-color, CanvasText)"
_PAPER: Final = "var(--md-default-bg-color, Canvas)"
_LINES: Final = f'stroke="{_PAPER}" stroke-linejoin="round" stroke-linecap="round"'
"""What signs and letters have in common: an edge that sets them off from the land."""


class _Sign(NamedTuple):
    """What a status means, and its sign: a colour (3:1 and more on white and on dark), a shape, a mark in the shape."""

    means: str
    colour: str
    shape: str
    mark: str


_SIGNS: Final[Mapping[MissionStatus, _Sign]] = {
    "open": _Sign("nothing says otherwise", "#2f7fb8", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z", "M-2.5 0h5"),
    "closing": _Sign("announced or reported", "#b8720a", "M-9-6h18l-9 15z", "M0-3.5v4m0 2v.5"),
    "closed": _Sign("by a government's word, or in fact", "#c8434b", "M-7-7h14v14h-14z", "M-3-3l6 6m0-6l-6 6"),
    "disputed": _Sign("reported and denied", "#8a63c2", "M0-10l10 10l-10 10l-10-10z", "M-2-2a2 2 0 1 1 2 2.5v1m0 2v.5"),
    "opened": _Sign("opened or opened again", "#2c8a57", "M0-10l9 15h-18z", "M0-4v6m-3-3h6"),
}
_SIGN_SIZE: Final = 18


@dataclass(frozen=True, slots=True)
class _Layer:
    """A set of markers and labels for maps of one size; `larger` is how much what is drawn has to grow to stay legible.

    The layer for narrow screens is switched on by a stylesheet; without one, the other shows.
    """

    name: str
    larger: float
    shown: bool

    @property
    def letters(self) -> float:
        """The size of letters."""
        return 13 * self.larger


_LAYERS: Final = (_Layer("wide", 1, shown=True), _Layer("narrow", 1.9, shown=False))


def missions_map(missions: Sequence[LinkedMission]) -> Markup:
    """The map of missions as a raw block of HTML, empty where there are none.

    A marker links to `#<id of its mission>` on the page that shows the map.
    """
    if not missions:
        return Markup()
    points = [project(longitude, latitude) for latitude, longitude in (mission.typed.point for mission in missions)]
    window = _window(points)
    scale = _WIDTH / (window.right - window.left)
    frame = Box(0, 0, _WIDTH, round((window.bottom - window.top) * scale))
    places = [((x - window.left) * scale, (y - window.top) * scale) for x, y in points]
    counts = Counter(mission.status for mission in missions)
    summary = ", ".join(f"{counts[status]} {status}" for status in _SIGNS if counts[status])
    lines = [
        '<figure class="missions-map" data-search-exclude>',
        f'<svg viewBox="0 0 {_WIDTH} {frame.bottom}" width="100%" role="group" aria-labelledby="map-title map-text">',
        '<title id="map-title">Map of missions</title>',
        f'<desc id="map-text">Posts: {summary}. Each leads to its row in the table.</desc>',
        f'<g transform="scale({scale:.4f}) translate({-window.left:.0f} {-window.top:.0f})">',
        *_outline(window),
        "</g>",
        *(line for layer in _LAYERS for line in _posts(missions, places, frame, layer)),
        "</svg>",
        f"<figcaption>{_legend(counts)}</figcaption>",
        "</figure>",
    ]
    return Markup("\n".join(lines) + "\n")  # noqa: S704 - what people wrote is escaped where it is put in


def _window(points: Sequence[tuple[float, float]]) -> Box:
    """The part of the world that is shown: all posts with some room around them, neither too close nor too flat."""
    across, down = [x for x, _ in points], [y for _, y in points]
    high = max(down) - min(down) + 2 * _MARGIN
    wide = min(max(max(across) - min(across) + 2 * _MARGIN, _LEAST, high * 1.5), WORLD.right)
    high = min(max(high, wide / 2.2), WORLD.bottom)
    left = min(max((max(across) + min(across) - wide) / 2, 0), WORLD.right - wide)
    top = min(max((max(down) + min(down) - high) / 2, 0), WORLD.bottom - high)
    return Box(round(left), round(top), round(left + wide), round(top + high))


@cache
def _shapes(kind: str) -> list[tuple[Box, str]]:
    """Coasts (`land`) or `borders`, with the rectangles around them; make_outline.py drew them."""
    return [(Box(*box), path) for *box, path in json.loads(OUTLINE.read_text("utf-8"))[kind]]


def _outline(window: Box) -> Iterator[str]:
    land, borders = (
        "".join(path for box, path in _shapes(kind) if box.overlaps(window)) for kind in ("land", "borders")
    )
    yield f'<path class="land" fill="{_INK}" fill-opacity=".12" fill-rule="evenodd" d="{land}"/>'
    yield f'<path class="borders" fill="none" stroke="{_PAPER}" vector-effect="non-scaling-stroke" d="{borders}"/>'


def _posts(
    missions: Sequence[LinkedMission], places: Sequence[tuple[float, float]], frame: Box, layer: _Layer
) -> Iterator[str]:
    """A layer: lines from markers that had to move to their places, and of every post a link with marker and label."""
    size = _SIGN_SIZE * layer.larger
    centres = placing.markers(places, size, frame)
    labels = placing.labels(centres, [_label_size(mission, layer) for mission in missions], size, frame)
    hidden = "" if layer.shown else ' display="none"'
    halo = f'{_LINES} stroke-width="{3 * layer.larger:g}" paint-order="stroke"'
    letters = f'font-size="{layer.letters:.1f}" font-weight="600"'
    yield f'<g class="{layer.name}" {letters} fill="{_INK}" {halo}{hidden}>'
    if moved := "".join(_line(*ends) for ends in zip(places, centres, strict=True) if ends[0] != ends[1]):
        yield f'<path class="moved" d="{moved}" stroke="{_INK}" stroke-width="{layer.larger:g}"/>'
    for mission, centre, label in zip(missions, centres, labels, strict=True):
        typed = mission.typed
        title = f"{typed.city}, {place_name(typed.country)} ({typed.kind}): {mission.status}"
        yield f'<a href="#{mission.id}" class="post-{mission.status}"><title>{text(title)}</title>'
        at = f"translate({centre[0]:.1f} {centre[1]:.1f}) scale({layer.larger:g})"
        yield f'<g transform="{at}">{_sign(mission.status)}</g>'
        if label:
            yield _label(mission, label, layer)
        yield "</a>"
    yield "</g>"


def _line(place: tuple[float, float], centre: tuple[float, float]) -> str:
    return f"M{place[0]:.1f} {place[1]:.1f}L{centre[0]:.1f} {centre[1]:.1f}"


def _sign(status: MissionStatus) -> str:
    sign = _SIGNS[status]
    return (
        f'<path d="{sign.shape}" fill="{sign.colour}" stroke-width="2"/>'
        f'<path d="{sign.mark}" fill="none" stroke="#fff" stroke-width="1.6"/>'
    )


def _label_size(mission: LinkedMission, layer: _Layer) -> tuple[float, float] | None:
    """Width and height of a post's label: the city above the status."""
    city = " ".join(mission.typed.city.split())
    if len(city) > _LONGEST_LABEL:
        return None
    return max(map(_width, (city, mission.status))) * layer.letters, 2.1 * layer.letters


def _width(line: str) -> float:
    """How wide a line is at most in a common typeface, in sizes of letters."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WF" else 0.6 for letter in line)


def _label(mission: LinkedMission, label: placing.Label, layer: _Layer) -> str:
    x, y = f"{label.x:.1f}", f"{label.top + 0.9 * layer.letters:.1f}"
    status = f'<tspan x="{x}" dy="1em" font-weight="400" font-size="{0.9 * layer.letters:.1f}">{mission.status}</tspan>'
    return f'<text x="{x}" y="{y}" text-anchor="{label.anchor}">{text(mission.typed.city)}{status}</text>'


def _legend(counts: Mapping[MissionStatus, int]) -> str:
    """The signs that are on the map, each with its meaning."""
    entries = (
        f'<span class="sign"><svg viewBox="-11 -11 22 22" width="18" height="18" aria-hidden="true" {_LINES}>'
        f"{_sign(status)}</svg> <b>{status}</b> ({counts[status]}): {text(sign.means)}</span>"
        for status, sign in _SIGNS.items()
        if counts[status]
    )
    return "; ".join(entries) + ". Outline: Natural Earth, with the borders it draws."
