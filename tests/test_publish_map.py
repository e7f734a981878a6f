import re

import hostile
import markdown
import pytest
from small import library, mission

from generator.publish.map import missions_map

SVG = "{http://www.w3.org/2000/svg}"
STAGES = {"closed": "confirmed", "disputed": "denied", "closing": "told", "opened": "opened"}


def drawn(**missions):
    return missions_map(tuple(library(missions=missions).missions.values()))


def svg(html):
    return next(hostile.parse(html).iter(f"{SVG}svg"))


def links(html, layer="wide"):
    (found,) = (group for group in svg(html).iter(f"{SVG}g") if group.get("class") == layer)
    return found.findall(f"{SVG}a")


def words(element):
    return [" ".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def staged(*stages):
    return mission(stages=[{"stage": stage, "when": "2023"} for stage in stages])


def test_without_missions_there_is_no_map():
    assert missions_map(()) == ""


@pytest.mark.parametrize("layer", ["wide", "narrow"])
def test_every_mission_is_a_link_to_its_row(layer):
    made = links(drawn(kampala=mission(), madrid=mission(point=["40.4", "-3.7"])), layer)
    assert [link.get("href") for link in made] == ["#kampala", "#madrid"]


def test_a_link_says_what_and_where_and_how_it_stands():
    (link,) = links(drawn(kampala=staged("confirmed")))
    assert link.findtext(f"{SVG}title") == "Kampala, Uganda (embassy): closed"
    assert words(link) == ["Kampala closed"]


@pytest.mark.parametrize("status", ["open", *STAGES])
def test_a_status_has_a_shape_a_colour_and_words(status):
    html = drawn(kampala=staged(STAGES[status]) if status in STAGES else mission())
    others = [drawn(kampala=staged(stage)) for other, stage in STAGES.items() if other != status]
    shape, mark = links(html)[0].findall(f"{SVG}g/{SVG}path")
    assert all(shape.get("d") not in other and shape.get("fill") not in other for other in others)
    assert mark.get("d") not in "".join(others)
    assert words(links(html)[0]) == [f"Kampala {status}"]
    (caption,) = hostile.parse(html).iter("figcaption")
    assert f"{status} (1)" in "".join(caption.itertext())


def test_the_map_says_how_many_stand_how():
    html = drawn(kampala=staged("confirmed"), madrid=staged("closed"), dakar=staged("denied"))
    assert "Posts: 2 closed, 1 disputed." in svg(html).findtext(f"{SVG}desc")


def test_the_title_names_the_map_for_screen_readers():
    picture = svg(drawn(kampala=mission()))
    assert set(picture.get("aria-labelledby").split()) <= {element.get("id") for element in picture}


def position(link):
    return re.findall(r"[-.\d]+", link.find(f"{SVG}g").get("transform"))[:2]


def test_north_is_above_and_east_is_right():
    made = links(drawn(madrid=mission(point=["40.4", "-3.7"]), luanda=mission(point=["-8.8", "13.2"])))
    (luanda_x, luanda_y), (madrid_x, madrid_y) = (map(float, position(link)) for link in made)
    assert madrid_x < luanda_x
    assert madrid_y < luanda_y


def test_two_posts_in_one_city_have_a_marker_each():
    made = links(drawn(embassy=mission(), mission=mission(kind="permanent-mission")))
    assert len({tuple(position(link)) for link in made}) == 2


def test_far_countries_are_not_drawn():
    near, far = drawn(kampala=mission()), drawn(kampala=mission(), lima=mission(point=["-12", "-77"]))
    assert len(near) < len(far)


def test_the_narrow_set_is_off_by_default():
    (narrow,) = (group for group in svg(drawn(kampala=mission())).iter(f"{SVG}g") if group.get("class") == "narrow")
    assert narrow.get("display") == "none"


@pytest.mark.parametrize(
    "city", ["<script>", "a\n\nb", "*a* _b_ `c`", '" onclick="x', "&amp;", "조선", "]]>", "--8<--"]
)
def test_text_is_text(city):
    html = drawn(kampala=mission(city=city))
    (link,) = links(html)
    folded = " ".join(city.split())
    assert link.findtext(f"{SVG}title") == f"{folded}, Uganda (embassy): open"
    assert words(link) == [f"{folded} open"]


def test_a_long_name_stands_in_the_title_alone():
    (link,) = links(drawn(kampala=mission(city="Kampala " * 10)))
    assert words(link) == []
    assert link.findtext(f"{SVG}title").startswith("Kampala Kampala")


def test_nothing_in_it_acts_or_fetches():
    page = hostile.parse(drawn(kampala=mission(city="<script>alert(1)</script>")))
    assert list(hostile.inspect(page, ())) == []


def test_markdown_leaves_it_as_it_is():
    html = drawn(kampala=mission(city="*a*"), madrid=mission(point=["40.4", "-3.7"]))
    text = f"# Title\n\n{html}\n| a |\n| --- |\n| b |\n"
    page = markdown.markdown(text, extensions=["admonition", "attr_list", "md_in_html", "tables", "toc"])
    assert html.strip() in page


def test_it_is_small_with_hundreds_of_posts():
    posts = {
        f"post-{n}": mission(city="Seventeen letters", point=[str(n % 50), str(n * 7 % 300 - 150)]) for n in range(100)
    }
    assert len(drawn(kampala=mission())) < 60_000
    assert len(drawn(**posts)) < 150_000
