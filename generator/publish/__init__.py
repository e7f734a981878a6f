"""From the Library to the files that are no pages: data, citations, map."""

from generator.library import Library
from generator.pages import Asset


def assets(library: Library) -> tuple[Asset, ...]:
    """Every file of the site that is no page, in order of addresses."""
    return ()
