"""What a person sees on a terminal: colours there, plain text in a pipe or where NO_COLOR is set (no-color.org)."""

from collections.abc import Iterable

import click

from generator.problems import Problem, printable


def for_people(problems: Iterable[Problem]) -> str:
    """One problem a line, sorted, as `problems.for_people` has them, coloured; `click.echo` takes colours out again."""
    return "".join(f"{_coloured(problem)}\n" for problem in sorted(problems))


def _coloured(problem: Problem) -> str:
    place = click.style(f"{problem.file}:{problem.line}:{problem.column}", bold=True)
    path = click.style(problem.path, fg="cyan") + ": " if problem.path else ""
    hint = " " + click.style(f"({printable(problem.hint)})", fg="green") if problem.hint else ""
    return f"{place}: {path}{printable(problem.message)}{hint}"
