import click

from generator import problems
from generator.problems import Problem
from generator.terminal import for_people

FULL = Problem("briefs/a.yml", 3, 5, "source.url", "'x' is no address", "write http:// before it")
BARE = Problem("briefs/b.yml", 1, 1, "", "the file is empty")


def test_without_its_colours_it_is_what_goes_into_a_pipe():
    found = [BARE, FULL]
    assert click.unstyle(for_people(found)) == problems.for_people(found)
    assert for_people(found) != problems.for_people(found)


def test_the_place_and_the_way_out_stand_out():
    assert click.style("briefs/a.yml:3:5", bold=True) in for_people([FULL])
    assert click.style("(write http:// before it)", fg="green") in for_people([FULL])
