"""The pages about files of ours: the map of missions, the data files."""

from collections.abc import Iterator

from generator.library import Library
from generator.publish.catalogue import DATA_FILES
from generator.reading.files import register_file
from generator.site.addresses import DATA, MISSIONS
from generator.site.page import Page


def file_pages(library: Library) -> Iterator[Page]:
    """The page of missions and the data page."""
    yield Page(
        uri=MISSIONS,
        template="missions",
        title="Missions",
        description="Diplomatic posts on a map, with the stages of their closing or opening and the sources.",
        shown={"missions": tuple(library.missions.values()), "library": library},
        source=register_file("missions"),
    )
    yield Page(
        uri=DATA,
        template="data",
        title="Data",
        description="Everything on this site as files for programs.",
        shown={"files": DATA_FILES, "library": library},
    )
