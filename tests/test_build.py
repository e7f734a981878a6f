from pathlib import Path

from generator.build import read
from generator.problems import for_people

FAULTY = Path(__file__).parent / "faulty"


def test_every_mistake_is_named_at_once_with_its_place_and_the_way_out(golden):
    _, problems = read(FAULTY, copies=FAULTY / "copies", drafts=True)
    golden(FAULTY / "expected.txt", for_people(problems))
