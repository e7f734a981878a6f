import os
import sys

import pytest

from generator.engine.cores import FEW, SHIFT, spread

MANY = range(FEW + 7)


def test_results_come_in_the_order_of_the_items():
    assert list(spread(lambda item: item * 2, MANY, cores=3)) == [item * 2 for item in MANY]


def test_little_is_done_here():
    assert set(spread(lambda _: os.getpid(), range(FEW - 1), cores=3)) == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
def test_much_is_done_by_workers_that_see_what_we_see():
    seen = {"a": 1}
    done = list(spread(lambda _: (os.getpid(), seen["a"]), MANY, cores=2))
    assert len({pid for pid, _ in done} - {os.getpid()}) in {1, 2}
    assert {value for _, value in done} == {1}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
def test_workers_make_room_for_fresh_ones_and_nothing_is_lost_between():
    done = list(spread(lambda item: (item, os.getpid()), range(2 * SHIFT + 5), cores=2))
    assert [item for item, _ in done] == list(range(2 * SHIFT + 5))
    shifts = [{pid for _, pid in done[start : start + SHIFT]} for start in range(0, len(done), SHIFT)]
    assert len(set().union(*shifts)) == sum(map(len, shifts))


def test_nothing_to_do_gives_nothing():
    assert list(spread(str, [], cores=2)) == []


@pytest.mark.parametrize("cores", [1, 2])
def test_a_failure_ends_it_with_its_own_exception(cores):
    def fail(item):
        if item == 100:
            raise ValueError("a hundred")
        return item

    with pytest.raises(ValueError, match="a hundred"):
        list(spread(fail, MANY, cores=cores))
