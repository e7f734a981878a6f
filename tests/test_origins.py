import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.origins import Cycle, Node, Unknown, chains, independent, trace, words

KATHMANDU = {"nepal": "fox", "fox": "yonhap", "yonhap": "kathmandu-post", "kathmandu-post": None, "frs": None}
IDS = list("abcdefgh")
known = st.dictionaries(st.sampled_from(IDS), st.none() | st.sampled_from(IDS)).map(
    lambda drawn: {**dict.fromkeys(drawn.values()), **drawn}
)
retellings = known.map(lambda drawn: {key: value for key, value in drawn.items() if key is not None})


def test_what_is_retold_has_the_root_of_what_it_retells():
    found = trace(KATHMANDU)
    assert found.roots == {**dict.fromkeys(KATHMANDU, "kathmandu-post"), "frs": "frs"}
    assert (found.cycles, found.unknown) == ((), ())


def test_a_claim_may_have_another_origin_than_its_article():
    found = trace({**KATHMANDU, "nepal#c3": "frs"})
    assert (found.roots["nepal"], found.roots["nepal#c3"]) == ("kathmandu-post", "frs")


@pytest.mark.parametrize(
    ("retells", "cycle"),
    [
        ({"a": "a"}, ("a",)),
        ({"a": "b", "b": "a"}, ("a", "b")),
        ({"c": "b", "b": "a", "a": "c"}, ("a", "c", "b")),
        ({"z": "b", "b": "c", "c": "b", "a": "z"}, ("b", "c")),
    ],
)
def test_a_cycle_is_named_whole_and_what_leads_there_has_one_root(retells, cycle):
    found = trace(retells)
    assert found.cycles == (Cycle(cycle),)
    assert set(found.roots.values()) == {cycle[0]}
    assert set(found.roots) == set(retells)


def test_what_retells_something_unknown_is_named_and_a_root():
    found = trace({"b": "typo", "a": "b", "c": "typo"})
    assert found.unknown == (Unknown("b", "typo"), Unknown("c", "typo"))
    assert found.roots == {"a": "b", "b": "b", "c": "c"}


def test_chains_are_trees_of_what_is_retold():
    retells = {**KATHMANDU, "another": "yonhap", "b": "frs"}
    assert chains(retells, trace(retells).roots) == (
        Node("frs", (Node("b", ()),)),
        Node("kathmandu-post", (Node("yonhap", (Node("another", ()), Node("fox", (Node("nepal", ()),)))),)),
    )


def test_nothing_retold_is_no_tree():
    assert chains({"a": None, "b": "typo"}, {"a": "a", "b": "b"}) == ()


def test_a_cycle_is_drawn_from_its_first_id():
    retells = {"a": "b", "b": "a", "c": "c"}
    assert chains(retells, trace(retells).roots) == (Node("a", (Node("b", ()),)),)


def test_long_chains_and_cycles_are_followed():
    names = [f"a{number:05}" for number in range(10_000)]
    chain = dict(zip(names, [*names[1:], None], strict=True))
    found = trace(chain)
    assert set(found.roots.values()) == {names[-1]}
    (node,) = chains(chain, found.roots)
    depth = 1
    while node.children:
        (node,), depth = node.children, depth + 1
    assert depth == len(names)
    assert trace({**chain, names[-1]: names[0]}).cycles == (Cycle(tuple(names)),)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "no independent origins"),
        (1, "one origin"),
        (2, "two independent origins"),
        (10, "ten independent origins"),
        (11, "11 independent origins"),
    ],
)
def test_words(number, expected):
    assert words(number) == expected


def test_independent_origins_are_different_roots():
    assert independent([]) == 0
    assert independent(["yonhap", "frs", "yonhap"]) == 2


@given(retellings, st.randoms())
def test_the_order_of_files_changes_nothing(retells, random):
    shuffled = dict(random.sample(list(retells.items()), len(retells)))
    found = trace(retells)
    assert trace(shuffled) == found
    assert chains(shuffled, found.roots) == chains(retells, found.roots)


@given(retellings)
def test_a_root_is_its_own_root_and_shared_by_what_retells_it(retells):
    roots = trace(retells).roots
    assert set(roots) == set(retells)
    assert all(roots[root] == root for root in roots.values())
    assert all(roots[id_] == roots[upstream] for id_, upstream in retells.items() if upstream)


@given(retellings)
def test_exactly_what_never_ends_is_in_a_cycle(retells):
    def returns(start):
        at = retells[start]
        for _ in retells:
            if at in (None, start):
                break
            at = retells[at]
        return at == start

    in_cycles = [id_ for cycle in trace(retells).cycles for id_ in cycle.ids]
    assert sorted(in_cycles) == [id_ for id_ in sorted(retells) if returns(id_)]
    for cycle in trace(retells).cycles:
        assert [retells[id_] for id_ in cycle.ids] == [*cycle.ids[1:], cycle.ids[0]]


@given(retellings)
def test_every_id_in_a_chain_stands_in_one_tree_under_its_root(retells):
    roots = trace(retells).roots
    drawn = []
    waiting = [(tree, tree.id) for tree in chains(retells, roots)]
    while waiting:
        node, root = waiting.pop()
        drawn.append(node.id)
        assert roots[node.id] == root
        waiting.extend((child, root) for child in node.children)
    assert sorted(drawn) == [id_ for id_ in sorted(roots) if list(roots.values()).count(roots[id_]) > 1]
