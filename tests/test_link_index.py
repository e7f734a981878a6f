import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.index import Index

sources = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(st.sampled_from([3, 1, 2]), st.lists(st.sampled_from(["even", "odd", "all"]), unique=True)),
)


def places(source):
    """A source holds its own name and, by number, groups."""
    name, numbers = source
    for number, groups in numbers.items():
        for group in groups:
            yield group, f"{number} {name}", f"{number}{name}"


def named(numbers_by_name):
    return {name: (name, numbers) for name, numbers in numbers_by_name.items()}


@given(st.lists(sources))
def test_whatever_changed_all_stands_where_it_would_from_the_start(states):
    index = Index(places)
    for state in states:
        found = index(named(state))
        anew = Index(places)(named(state))
        assert {group: things for group, things in found.items() if things} == anew


def test_things_stand_in_order():
    assert Index(places)(named({"b": {1: ["all"]}, "a": {2: ["all", "even"], 1: ["all"]}})) == {
        "all": ("1a", "1b", "2a"),
        "even": ("2a",),
    }


def test_what_is_in_no_changed_source_stays_the_same_object():
    index = Index(places)
    kept = ("a", {1: ["odd"]})
    before = index({"a": kept, "b": ("b", {2: ["even"]})})
    after = index({"a": kept, "b": ("b", {2: ["even", "all"]})})
    assert after["odd"] is before["odd"]
    assert before == {"odd": ("1a",), "even": ("2b",)}
    assert after["all"] == ("2b",)


def test_a_failure_leaves_the_groups_as_they_were():
    index = Index(places)
    before = index({"a": ("a", {1: ["odd"]})})
    with pytest.raises(TypeError):
        index({"a": ("a", {2: ["even"]}), "b": 5})
    assert index({"a": ("a", {1: ["odd"]})}) == before
