import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("site", "new", "test", "ci")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def lines(lock):
    """The logical lines of a lock, comments left out."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    return [line for line in text.replace("\\\n", "").splitlines() if line and not line.lstrip().startswith("#")]


def pins(lock):
    """What a lock pins, as requirements; some packages stand twice, for different Pythons."""
    return [Requirement(line.split("--hash", 1)[0]) for line in lines(lock)]


def wanted(lock):
    """What pyproject.toml asks for, as a lock of that name must hold it."""
    own = PROJECT["dependency-groups"].get(lock, [])
    return [Requirement(item) for item in [*PROJECT["project"]["dependencies"], *own] if isinstance(item, str)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(lock):
    for requirement in wanted(lock):
        versions = [pin.specifier for pin in pins(lock) if pin.name == canonicalize_name(requirement.name)]
        assert versions, requirement
        assert all(requirement.specifier.contains(str(version)[2:]) for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_one_version_with_its_hashes_and_no_address(lock):
    pattern = re.compile(r"[a-z0-9.-]+==[^ ]+( ; [^-]+)? +(--hash=sha256:[0-9a-f]{64} *)+")
    assert [line for line in lines(lock) if not pattern.fullmatch(line)] == []
    assert "//" not in (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")


@pytest.mark.parametrize(("smaller", "larger"), [("site", "new"), ("new", "test"), ("test", "ci")])
def test_a_larger_lock_holds_the_smaller_version_for_version(smaller, larger):
    assert set(lines(smaller)) <= set(lines(larger))


@pytest.mark.parametrize("package", ["pydantic-core", "pyyaml", "watchdog"])
def test_compiled_packages_have_wheels_for_all_platforms(package):
    (line,) = (line for line in lines("site") if line.startswith(f"{package}=="))
    assert line.count("--hash") > 20
