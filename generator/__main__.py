"""`python -m generator VERB`: see cli."""

from generator.cli import main

main(prog_name="python3 run.py")
