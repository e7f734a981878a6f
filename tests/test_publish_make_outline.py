import json

from generator.publish import make_outline
from generator.publish.make_outline import outline
from generator.publish.projection import project

SQUARE = [[10, 10], [10, 0], [0, 10], [-10, 0], [0, -10]]  # a start, then steps


def topology(arcs, land, countries=()):
    """A topology in whole degrees."""
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": land}]},
            "countries": {"geometries": [{"type": "Polygon", "arcs": rings} for rings in countries]},
        },
    }


def corner(longitude, latitude):
    return "{:.0f} {:.0f}".format(*project(longitude, latitude))


def test_land_is_a_closed_path_with_its_rectangle():
    ((left, top, right, bottom, path),) = outline(topology([SQUARE], [[[0]]]))["land"]
    assert path.startswith(f"M{corner(10, 10)}l")
    assert path.endswith("z")
    assert path.count("M") == 1
    assert left == round(project(10, 20)[0])  # meridians bend inwards
    assert (top, right, bottom) == tuple(map(round, (project(0, 20)[1], project(20, 10)[0], project(0, 10)[1])))


def test_points_on_a_straight_line_go_and_bends_stay():
    straight = [[0, 0], [5, 0], [5, 0], [0, 9], [-10, -9]]
    ((*_, path),) = outline(topology([straight], [[[0]]]))["land"]
    assert path == f"M{corner(0, 0)}l111 0 0-116z"


def test_islets_and_the_antarctic_are_left_out():
    islet = [[10, 10], [0.1, 0], [0, 0.1], [-0.1, -0.1]]
    antarctic = [[0, -80], [90, 0], [0, 5], [-90, -5]]
    assert outline(topology([islet, antarctic], [[[0]], [[1]]]))["land"] == []


def test_land_across_180_degrees_goes_on_beyond_it():
    across = [[170, 60], [10, 5], [-350, 0], [340, -15], [0, 10]]  # from 180 to -170
    ((left, _, right, _, path),) = outline(topology([across], [[[0]]]))["land"]
    assert left > 3000
    assert right > project(180, 65)[0]
    assert path.count("M") == 1


def test_a_border_is_what_two_countries_share():
    coast_west, border, coast_east = [[0, 0], [-10, 5], [10, 5]], [[0, 10], [0, -10]], [[0, 0], [10, 5], [-10, 5]]
    made = outline(
        topology([coast_west, border, coast_east], [[[0, ~2]]], [[[0, 1]], [[2, 1]]]),
    )
    assert [path for *_, path in made["borders"]] == [f"M{corner(0, 10)}l0 {project(0, 0)[1] - project(0, 10)[1]:.0f}"]
    assert len(made["land"]) == 1


def test_the_committed_outline_is_what_the_script_draws(needs):
    source = needs("corpora") / "world-atlas" / make_outline.SOURCE.name
    assert outline(json.loads(source.read_text("utf-8"))) == json.loads(make_outline.OUTLINE.read_text("utf-8"))


def test_the_committed_outline_is_small():
    assert make_outline.OUTLINE.stat().st_size < 100_000
