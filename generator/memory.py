"""What the preview remembers from one reading of the briefs to the next."""

from dataclasses import dataclass, field

from generator.link.links import Links
from generator.reading.readings import Readings


@dataclass(frozen=True, slots=True)
class Memory:
    """What was read and linked: made anew it remembers nothing; it is right for any project at any time."""

    readings: Readings = field(default_factory=Readings)
    links: Links = field(default_factory=Links)
