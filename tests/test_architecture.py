"""Imports run in one direction: a room may use those that stand before it, and never a neighbour's private names."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

# Each room after all it may use. What stands in one line shares a purpose; a new room needs a place here.
ORDER = re.findall(
    r"\S+",
    """
    problems
    yaml_files
    values
    schema
    settings terminal progress watch kept reading
    past
    evidence copies
    library link memory
    site publish
    build
    engine
    authoring review
    cli __main__
    """,
)


class Import(NamedTuple):
    """What a module imports: another module of ours, or somebody else's top package; and the names it takes."""

    module: str
    target: str
    names: tuple[str, ...]


def modules() -> dict[str, Path]:
    """Every module of the program by its name below `generator`."""
    found = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT / "generator").with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(module: str, path: Path) -> Iterator[Import]:
    """What a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, _ours(alias.name), ())
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if _ours(whole) in MODULES:
                    yield Import(module, _ours(whole), ())
                else:
                    yield Import(module, _ours(node.module or ""), (alias.name,))


def _ours(name: str) -> str:
    return name.removeprefix("generator.") if name.startswith("generator.") else name.partition(".")[0] + "!"


IMPORTS = [found for module, path in MODULES.items() for found in imports(module, path)]
OURS = [found for found in IMPORTS if not found.target.endswith("!")]


def room(module: str) -> str:
    return module.partition(".")[0]


def test_the_names_of_our_modules_are_read():
    assert {"problems", "schema.fields", "evidence", "evidence.compare"} <= MODULES.keys()
    assert Import("reading.records", "yaml_files.strict_yaml", ("read",)) in OURS
    assert Import("link.questions", "evidence.compare", ()) in OURS


@pytest.mark.parametrize("name", sorted({room(module) for module in MODULES} - {""}))
def test_every_room_has_its_place(name):
    assert name in ORDER, f"where does generator/{name} stand? Give it a place in the order above"


def test_no_place_is_left_of_a_room_that_is_gone():
    assert set(ORDER) == {room(module) for module in MODULES} - {""}
    assert len(ORDER) == len(set(ORDER))


def test_imports_run_downwards():
    place = {name: number for number, name in enumerate(ORDER)}
    upwards = [
        f"generator/{found.module.replace('.', '/')} uses {found.target}, which stands after it"
        for found in OURS
        if room(found.module) != room(found.target) and place[room(found.target)] >= place[room(found.module)]
    ]
    assert upwards == []


def test_no_module_imports_itself_in_a_circle():
    order = TopologicalSorter({module: [i.target for i in OURS if i.module == module] for module in MODULES})
    order.prepare()  # raises where there is one


def test_nobody_takes_a_neighbours_private_names():
    assert [found for found in OURS if any(name.startswith("_") for name in found.names)] == []


def test_the_program_reaches_into_no_private_name_of_a_module():
    reached = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        taken = {i.target.rpartition(".")[2] for i in OURS if i.module == module and not i.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in taken:
                reached += [f"{module}: {node.value.id}.{node.attr}"] * node.attr.startswith("_")
    assert reached == []


def test_only_the_engine_knows_mkdocs():
    assert {room(found.module) for found in IMPORTS if found.target in {"mkdocs!", "material!"}} == {"engine"}


def test_the_evidence_reads_no_files():
    evidence = [found for found in IMPORTS if room(found.module) == "evidence"]
    assert {found.target for found in evidence} & {
        "pathlib!",
        "os!",
        "subprocess!",
        "reading.files",
        "reading.load",
    } == set()
