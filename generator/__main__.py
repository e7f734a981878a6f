"""`python -m generator VERB`: see cli."""

from generator.cli.main import main

main(prog_name="python3 run.py")
