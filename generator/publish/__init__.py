"""From the Library to the files that are no pages: data, citations, map."""

from functools import partial

from generator.library import Library
from generator.publish.catalogue import DATA_FILES
from generator.publish.claims_index import ClaimsIndex
from generator.publish.drafts import without_drafts
from generator.site.page import Asset


def assets(library: Library) -> tuple[Asset, ...]:
    """Every file of the site that is no page, in order of addresses."""
    published = without_drafts(library)
    made = [Asset(file.uri, partial(file.write, published)) for file in DATA_FILES]
    made += [Asset(file.schema_uri, file.schema) for file in DATA_FILES if file.schema_uri]
    made += ClaimsIndex(library).files()  # part of a page: drafts stand there too
    return tuple(sorted(made, key=lambda asset: asset.uri))
