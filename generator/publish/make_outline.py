"""Draw the outline of the world that lies beneath the map, once: a tool for maintainers, no part of a build.

    python3 run.py corpora && python -m generator.publish.make_outline

It reads the countries of Natural Earth (public domain, 1:50 million) as the npm package world-atlas packs them
(TopoJSON, ISC licence), and writes outline.json beside itself: coasts as areas, borders between countries as lines,
each with the rectangle around it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from generator.publish.projection import WORLD, Box, project

SOURCE: Final = Path(".cache/corpora/world-atlas/countries-50m.json")
OUTLINE: Final = Path(__file__).with_name("outline.json")

TOLERANCE: Final = 1.2
"""How far a simplified line may lie from the true one, in units of the projection: half a pixel on the usual map."""

SMALLEST: Final = 9
"""Islands and lakes of a smaller area, in square units, are left out: specks on the usual map."""

Line = list[complex]  # points as complex numbers, whose products are distances and areas
Polygon = list[list[int]]  # rings of arcs; ~n is arc n the other way round


def outline(topology: Mapping[str, Any]) -> dict[str, list[list[Any]]]:
    """Coasts (`land`) and borders of a topology, each as left, top, right, bottom and SVG path data."""
    arcs = [_simplified(arc) for arc in _arcs(topology)]
    coasts = _polygons(topology["objects"]["land"]["geometries"])
    along_coasts = {_number(arc) for polygon in coasts for ring in polygon for arc in ring}
    countries = topology["objects"]["countries"]["geometries"]
    shared = Counter(_number(arc) for polygon in _polygons(countries) for ring in polygon for arc in ring)
    borders = [number for number, times in sorted(shared.items()) if times > 1 and number not in along_coasts]
    return {
        "land": _shapes([[_ring(ring, arcs) for ring in polygon] for polygon in coasts], closed=True),
        "borders": _shapes([[arcs[number]] for number in borders], closed=False),
    }


def _arcs(topology: Mapping[str, Any]) -> Iterator[Line]:
    """Arcs in degrees; TopoJSON gives them as steps on a grid."""
    (across, up), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        places = accumulate(complex(*step) for step in steps)
        yield [complex(place.real * across + left, place.imag * up + bottom) for place in places]


def _polygons(geometries: Iterable[Mapping[str, Any]]) -> list[Polygon]:
    return [
        polygon
        for geometry in geometries
        if "arcs" in geometry
        for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    ]


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _simplified(arc: Line) -> Line:
    """Leave out points within the tolerance (Douglas and Peucker); both ends stay, so that arcs still meet."""
    line = _projected(arc)

    def between(start: int, end: int) -> Line:
        chord = line[end] - line[start]

        def away(at: int) -> float:
            offset = line[at] - line[start]
            return abs((chord.conjugate() * offset).imag / abs(chord)) if chord else abs(offset)

        farthest = max(range(start + 1, end), key=away, default=start)
        if away(farthest) <= TOLERANCE:
            return []
        return [*between(start, farthest), arc[farthest], *between(farthest, end)]

    return [arc[0], *between(0, len(arc) - 1), arc[-1]]


def _projected(line: Line) -> Line:
    return [complex(*project(point.real, point.imag)) for point in line]


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    """A closed line from its arcs; the first point is not repeated. One that crosses 180 degrees goes on beyond it."""
    points = [point for arc in numbers for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1]]
    ring = points[:1]
    for point in points[1:]:
        ring.append(point - 360 * round((point - ring[-1]).real / 360))
    return [point + 360 for point in ring] if min(point.real for point in ring) < -180 else ring


def _shapes(drawings: list[list[Line]], *, closed: bool) -> list[list[Any]]:
    """Those of the drawings that can be seen in the world's frame, by their rectangles."""
    shapes = []
    for drawing in drawings:
        lines = [_projected(line) for line in drawing]
        box = _box(lines[0])
        path = "".join(_path(line, closed=closed) for line in lines if not closed or _area(line) >= SMALLEST)
        if path and box.overlaps(WORLD):
            shapes.append([*map(round, box), path])
    return sorted(shapes)


def _area(ring: Line) -> float:
    return abs(sum((a.conjugate() * b).imag for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _box(line: Line) -> Box:
    across, down = [point.real for point in line], [point.imag for point in line]
    return Box(min(across), min(down), max(across), max(down))


def _path(line: Line, *, closed: bool) -> str:
    """SVG path data: an absolute start, then steps, all in whole units."""
    grid = [(round(point.real), round(point.imag)) for point in line]
    x, y = grid[0]
    steps = []
    for to_x, to_y in grid[1:]:
        if (to_x, to_y) != (x, y):
            steps += [to_x - x, to_y - y]
            x, y = to_x, to_y
    numbers = " ".join(map(str, steps)).replace(" -", "-")
    return f"M{grid[0][0]} {grid[0][1]}l{numbers}{'z' if closed else ''}" if steps else ""


def main() -> None:
    """Write outline.json, a shape a line."""
    shapes = outline(json.loads(SOURCE.read_text("utf-8")))
    parts = (
        f'"{kind}": [\n' + ",\n".join(json.dumps(shape, separators=(",", ":")) for shape in of_kind) + "\n]"
        for kind, of_kind in shapes.items()
    )
    OUTLINE.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
