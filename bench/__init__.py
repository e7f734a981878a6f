"""Measurements of the program: `python3 run.py bench`. What is measured, and against what: __main__."""
