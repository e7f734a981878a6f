"""What pages show of publish/: the data page tells all data files, the page of missions has the map's targets."""

import re

import pytest
from small import library, mission

from generator.past.corrections import Chronicle
from generator.publish.beside import beside
from generator.publish.catalogue import DATA_FILES
from generator.publish.pages import file_pages
from generator.site.addresses import DATA, MISSIONS
from generator.site.edition import Edition, Publication
from generator.site.render import Renderer


def page(uri, **records):
    (found,) = (each for each in file_pages(library(**records)) if each.uri == uri)
    return found


@pytest.mark.parametrize("file", DATA_FILES, ids=lambda file: file.name)
def test_the_data_page_leads_to_every_file_and_tells_its_fields(file):
    text = Renderer().render(page(DATA)).markdown
    assert f"]({file.uri})" in text
    assert file.schema_uri is None or f"]({file.schema_uri})" in text
    told = re.findall(r"<code>(.+?)</code>", text.replace("&#91;&#93;", "[]"))
    assert {field.place for field in file.fields} <= set(told)


def test_the_page_of_missions_holds_the_map_and_what_its_links_lead_to():
    made = Edition(Publication(), library(missions={"kampala": mission(), "madrid": mission()}), Chronicle(), ())
    (found,) = (each for each in file_pages(made.library) if each.uri == MISSIONS)
    text = Renderer().render(found, beside(made, ())(found)).markdown
    targets = re.findall(r'<a href="#([^"]+)"', text)
    assert set(targets) == {"kampala", "madrid"}
    assert all(f'id="{target}"' in text for target in targets)
