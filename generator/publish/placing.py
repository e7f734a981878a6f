"""Room for markers and their labels on a map: nothing covers anything else. Knows no missions and no markup."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.publish.projection import Box

Anchor = Literal["start", "middle", "end"]

_STEPS: Final = 12
"""How far a marker may be moved, in halves of its size: room for dozens at one place."""

_AROUND: Final = tuple((x, y) for x in (1, 0, -1) for y in (0, -1, 1) if x or y)


@dataclass(frozen=True, slots=True)
class Label:
    """Where the text of a label begins, ends or has its middle, and the top of it."""

    x: float
    top: float
    anchor: Anchor


def markers(points: Iterable[tuple[float, float]], size: float, frame: Box) -> list[tuple[float, float]]:
    """Centres of markers: as close to their points as the earlier ones leave room."""
    taken: list[Box] = []
    centres = []
    for x, y in points:
        steps = (step * size / 2 for step in range(1, _STEPS + 1))
        around = ((x + dx * step, y + dy * step) for step in steps for dx, dy in _AROUND)
        free = (centre for centre in around if _is_free(_square(centre, size), taken, frame))
        centre = (x, y) if _is_free(_square((x, y), size), taken, frame) else next(free, (x, y))
        centres.append(centre)
        taken.append(_square(centre, size))
    return centres


def labels(
    centres: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float] | None],
    marker: float,
    frame: Box,
) -> list[Label | None]:
    """Labels at their markers, right of them where there is room; None where there is no room, or no label.

    Args:
        centres: of the markers.
        sizes: width and height of each marker's label.
        marker: the size of a marker.
        frame: where labels may stand.
    """
    taken = [_square(centre, marker) for centre in centres]
    found: list[Label | None] = []
    for centre, size in zip(centres, sizes, strict=True):
        choices = _choices(centre, *size, marker) if size else ()
        label, box = next((choice for choice in choices if _is_free(choice[1], taken, frame)), (None, None))
        found.append(label)
        taken += [box] if box else []
    return found


def _choices(centre: tuple[float, float], width: float, height: float, marker: float) -> Iterator[tuple[Label, Box]]:
    """Where a label may stand, the best place first: beside its marker, then above and below it."""
    x, y = centre
    beside, half = 0.7 * marker, 0.5 * marker
    for down in (0, -0.4 * height, 0.4 * height):
        yield _label(x + beside, y - height / 2 + down, "start", width, height)
        yield _label(x - beside, y - height / 2 + down, "end", width, height)
    for top in (y - half - height, y + half):
        yield _label(x, top, "middle", width, height)
        yield _label(x - half, top, "start", width, height)
        yield _label(x + half, top, "end", width, height)


def _label(x: float, top: float, anchor: Anchor, width: float, height: float) -> tuple[Label, Box]:
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return Label(x, top, anchor), Box(left, top, left + width, top + height)


def _square(centre: tuple[float, float], size: float) -> Box:
    x, y = centre
    return Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def _is_free(box: Box, taken: Iterable[Box], frame: Box) -> bool:
    inside = frame.left <= box.left and box.right <= frame.right and frame.top <= box.top and box.bottom <= frame.bottom
    return inside and not any(box.overlaps(other) for other in taken)
