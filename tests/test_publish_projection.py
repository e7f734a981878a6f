import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.projection import WORLD, Box, project


def test_greenwich_is_in_the_middle_and_the_edges_at_the_sides():
    assert project(0, 51.5)[0] == 2000
    assert project(-180, 0)[0] == pytest.approx(WORLD.left)
    assert project(180, 0)[0] == pytest.approx(WORLD.right)


def test_the_world_is_as_high_as_published():
    """Natural Earth is 0.52 as high as wide."""
    north, south = project(0, 90)[1], project(0, -90)[1]
    assert (south - north) / 4000 == pytest.approx(0.52, abs=0.0005)


@given(st.floats(-180, 180), st.floats(-58, 84))
def test_inhabited_places_are_within_the_world(longitude, latitude):
    x, y = project(longitude, latitude)
    assert WORLD.left <= x <= WORLD.right
    assert WORLD.top - 1e-9 <= y <= WORLD.bottom + 1e-9


@given(st.floats(-180, 180), st.floats(-80, 79), st.floats(0.1, 1))
def test_north_is_up(longitude, latitude, further):
    assert project(longitude, latitude + further)[1] < project(longitude, latitude)[1]


def test_boxes_that_share_an_edge_do_not_overlap():
    assert not Box(0, 0, 1, 1).overlaps(Box(1, 0, 2, 1))
    assert Box(0, 0, 1, 1).overlaps(Box(0.9, 0.9, 2, 2))
