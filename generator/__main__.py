"""`python -m generator VERB`: see cli."""

from generator.cli import main

main()
