"""Natural Earth I, the projection of the map and of the outline beneath it, in units of which the world is 4000 wide.

Šavrič, Jenny, Patterson, Petrovič, Hurni: A Polynomial Equation for the Natural Earth Projection (2011).
"""

import math
from typing import Final, NamedTuple

WIDTH: Final = 4000
_NORTH, _SOUTH = 84, -58  # no posts beyond


class Box(NamedTuple):
    """A rectangle, its vertical axis downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to units from the upper left corner of the world."""
    x, y = _natural_earth(longitude, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


def _natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    p = math.radians(latitude)
    across = 0.8707 - 0.131979 * p**2 - 0.013791 * p**4 + 0.003971 * p**10 - 0.001529 * p**12
    up = p * (1.007226 + 0.015085 * p**2 - 0.044475 * p**6 + 0.028874 * p**8 - 0.005916 * p**10)
    return math.radians(longitude) * across, up


_SCALE: Final = WIDTH / 2 / _natural_earth(180, 0)[0]
_TOP: Final = _natural_earth(0, _NORTH)[1]

WORLD: Final = Box(0, 0, WIDTH, project(0, _SOUTH)[1])
