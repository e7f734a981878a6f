from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.placing import Label, labels, markers
from generator.publish.projection import Box

FRAME = Box(0, 0, 760, 400)
SIZE = 18
points = st.lists(st.tuples(st.floats(100, 660), st.floats(100, 300)), max_size=12)
sizes = st.tuples(st.floats(10, 120), st.floats(10, 30))


def square(centre):
    x, y = centre
    return Box(x - SIZE / 2, y - SIZE / 2, x + SIZE / 2, y + SIZE / 2)


def box(label, size):
    left = label.x - size[0] * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
    return Box(left, label.top, left + size[0], label.top + size[1])


def test_a_marker_stands_at_its_place():
    assert markers([(100, 100), (200, 200)], SIZE, FRAME) == [(100, 100), (200, 200)]


def test_a_second_marker_at_one_place_moves_as_little_as_it_can():
    assert markers([(100, 100), (100, 100)], SIZE, FRAME) == [(100, 100), (118, 100)]


@given(points)
def test_markers_never_cover_each_other(places):
    assert not any(square(a).overlaps(square(b)) for a, b in combinations(markers(places, SIZE, FRAME), 2))


def test_where_there_is_no_room_left_markers_stay_at_their_place():
    assert markers([(5, 5)] * 2, SIZE, Box(0, 0, 10, 10)) == [(5, 5), (5, 5)]


def test_a_label_stands_to_the_right():
    assert labels([(100, 100)], [(50, 20)], SIZE, FRAME) == [Label(112.6, 90, "start")]


def test_a_label_at_the_right_edge_stands_to_the_left():
    assert labels([(740, 100)], [(50, 20)], SIZE, FRAME) == [Label(727.4, 90, "end")]


def test_nothing_to_say_and_no_room_for_it_give_no_label():
    assert labels([(100, 100)], [None], SIZE, FRAME) == [None]
    assert labels([(100, 100)], [(900, 20)], SIZE, FRAME) == [None]


@given(st.lists(st.tuples(st.tuples(st.floats(20, 740), st.floats(20, 380)), sizes), max_size=12))
def test_labels_cover_neither_markers_nor_each_other_nor_the_edge(posts):
    centres = markers([place for place, _ in posts], SIZE, FRAME)
    found = labels(centres, [size for _, size in posts], SIZE, FRAME)
    boxes = [box(label, size) for label, (_, size) in zip(found, posts, strict=True) if label]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert not any(a.overlaps(square(centre)) for a in boxes for centre in centres)
    assert all(a.left >= 0 and a.top >= 0 and a.right <= 760 and a.bottom <= 400 for a in boxes)
