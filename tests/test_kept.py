import pytest

from generator.kept import Each, Kept


def recorder():
    asked = []

    def double(key, *numbers):
        asked.append(key)
        return [2 * number for number in numbers]

    return Kept(double), asked


def test_what_is_made_of_the_same_is_the_same_object():
    kept, asked = recorder()
    first = kept("a", 1, 2)
    kept.new_run()
    assert kept("a", 1, 2) is first
    assert asked == ["a"]


def test_what_is_made_of_something_else_is_made_again():
    kept, _ = recorder()
    kept("a", 1)
    kept.new_run()
    assert kept("a", 2) == [4]
    kept.new_run()
    assert kept("a", 1) == [2]


def test_what_comes_out_equal_stays_the_same_object():
    kept = Kept(lambda _key, number: [number % 10])
    first = kept("a", 1)
    kept.new_run()
    assert kept("a", 11) is first


def test_each_key_has_a_result_of_its_own():
    kept, asked = recorder()
    kept("a", 1), kept("b", 1)
    kept.new_run()
    assert (kept("b", 1), kept("a", 1)) == ([2], [2])
    assert asked == ["a", "b"]


def test_what_nobody_asked_for_in_a_run_is_forgotten():
    kept, asked = recorder()
    kept("a", 1)
    kept.new_run()
    kept.new_run()
    kept("a", 1)
    assert asked == ["a", "a"]


def test_of_each_source_something_is_made_once():
    made = []
    each = Each(lambda name, source: made.append(name) or [name, *source])
    one, two = [1], [2]
    before = each({"a": one, "b": two})
    after = each({"b": [3], "c": two, "a": one})
    assert before == {"a": ["a", 1], "b": ["b", 2]}
    assert list(after.items()) == [("b", ["b", 3]), ("c", ["c", 2]), ("a", ["a", 1])]
    assert after["a"] is before["a"]
    assert made == ["a", "b", "b", "c"]


def test_a_failure_leaves_what_was_made_before():
    each = Each(lambda _name, source: 1 // source)
    one = 1
    each({"a": one})
    with pytest.raises(ZeroDivisionError):
        each({"a": 0})
    assert each({"a": one}) == {"a": 1}
