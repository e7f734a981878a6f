"""What was measured, as tables: for the terminal, and in docs/benchmarks.md, whose figures nobody types.

`measured.json` beside this file holds the last measurement; `benchmarks.md.j2` the words round it.
"""

import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.compare import Figures

HERE: Final = Path(__file__).parent
MEASURED: Final = HERE / "measured.json"
PAGE: Final = HERE.parent / "docs/benchmarks.md"
OURS: Final = "this program"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement.

    Args:
        day: on which it ended.
        machine: in general words.
        versions: of all that took part.
        figures: by the number of briefs and the program.
    """

    day: str
    machine: str
    versions: Mapping[str, str]
    figures: dict[int, dict[str, Figures]] = field(default_factory=dict)

    def save(self) -> None:
        """Write it beside this file."""
        MEASURED.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    @classmethod
    def saved(cls) -> Self:
        """Read what was saved."""
        data = json.loads(MEASURED.read_text("utf-8"))
        data["figures"] = {int(briefs): value for briefs, value in data["figures"].items()}
        return cls(**data)


def machine() -> str:
    """This machine in general words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()} on {platform.machine()},"
        f" Python {platform.python_version()}"
    )


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def _milliseconds(value: float) -> str:
    return f"{value:.2f} ms"


def _megabytes(value: float) -> str:
    return f"{value:,.0f} MB"


def _bytes(value: float) -> str:
    return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} kB"


def _number(value: float) -> str:
    return f"{value:,.0f}"


_ROWS: Final[Sequence[tuple[str, str, Callable[[float], str]]]] = (
    ("markdown cpu", "YAML to the Markdown of a brief, CPU time", _milliseconds),
    ("link cpu", "Linking a brief, CPU time", _milliseconds),
    ("all cpu", "All pages, data and feeds, CPU time a brief", _milliseconds),
    ("cold wall", "Cold build", _seconds),
    ("cold cpu", "Cold build, CPU time", _seconds),
    ("same wall", "Build of nothing new", _seconds),
    ("edit wall", "Build after one edit", _seconds),
    ("start", "Preview: start to first page", _seconds),
    ("live page", "Preview: edit to the brief's page", _seconds),
    ("live list", "Preview: edit to the list of briefs", _seconds),
    ("live theme", "Preview: edit to its theme", _seconds),
    ("live claims", "Preview: edit to the claims page", _seconds),
    ("live search", "Preview: edit to the search", _seconds),
    ("cold peak", "Memory of a cold build", _megabytes),
    ("serve peak", "Memory of the preview", _megabytes),
    ("page", "A brief's page", _bytes),
    ("page gzip", "A brief's page, compressed", _bytes),
    ("search", "Search to the first result, compressed", _bytes),
    ("pages", "Pages", _number),
    ("site", "The whole site", _bytes),
)


def table(figures: Mapping[str, Figures]) -> str:
    """What was measured at one number of briefs: a Markdown table, in which others stand beside ours with the ratio."""
    rows = [["Measured", *figures]]
    for figure, what, written in _ROWS:
        if any(figure in of_maker for of_maker in figures.values()):
            rows.append([what, *(_cell(maker, figure, figures, written) for maker in figures)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    lines = (
        " | ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )
    return "".join(f"| {line} |\n" for line in lines)


def _cell(maker: str, figure: str, figures: Mapping[str, Figures], written: Callable[[float], str]) -> str:
    if figure not in figures[maker]:
        return "-"
    value, mine = figures[maker][figure], figures[OURS].get(figure)
    if value is None:
        return "never"
    return written(value) + (f" ({_ratio(value / mine)} x)" if maker != OURS and mine else "")


def _ratio(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached at a number of briefs, at most; `why` it was not, where it was not."""

    what: str
    briefs: int
    figure: str
    limit: float
    written: Callable[[float], str]
    why: str = ""

    def reached(self, measured: Measured) -> float | None:
        """What was measured; None where it was not."""
        return measured.figures.get(self.briefs, {}).get(OURS, {}).get(self.figure)


_SLOWER: Final = (
    "this machine took more than twice the time of the one on which the aims were set: MkDocs 163 seconds against 62 to"
    " 70, Zensical 142 against 64, Hugo 26 against 12"
)
TARGETS: Final = (
    Target(
        "Cold build of 1,000 briefs",
        1000,
        "cold wall",
        3,
        _seconds,
        "of 7.7 seconds of CPU time on two cores, 2 go into starting, reading and linking, 1 into the index of the"
        " search, and 2.3 thousandths into each of 2,000 pages: 0.6 for the Markdown, 0.6 for its HTML, 0.5 to write"
        " the file into a folder of its own, and the rest for the theme, the search, and the policy of scripts. MkDocs"
        " took 13 seconds here, against 6.5 to 8 where the aims were set",
    ),
    Target(
        "Cold build of 10,000 briefs",
        10_000,
        "cold wall",
        25,
        _seconds,
        "of 72 seconds of CPU time 7 go into reading and linking, which one core does alone, 6 into the index of the"
        " search, and 57 into 14,300 pages and the data files. " + _SLOWER[0].upper() + _SLOWER[1:],
    ),
    Target(
        "YAML to the Markdown of a brief, CPU time, at 10,000",
        10_000,
        "markdown cpu",
        0.5,
        _milliseconds,
        "half goes into reading and checking the file, half into writing the page; " + _SLOWER,
    ),
    Target(
        "Build after one edit at 10,000",
        10_000,
        "edit wall",
        3,
        _seconds,
        "a new process reads and links all briefs again (7 seconds) and writes the Markdown of each page (14 seconds of"
        " CPU time) to see that it is what it was; each page that is taken over costs a folder and a link (7), and"
        " clearing the old site away 2. Only what was linked, kept on the disk with what each page depends on, would be"
        " quicker; the preview, which keeps it in memory, does without all this",
    ),
    Target("Edit to served at 1,000", 1000, "live page", 0.3, _seconds),
    Target(
        "Edit to served at 10,000",
        10_000,
        "live page",
        0.5,
        _seconds,
        "0.43 seconds of CPU time, measured by itself: 0.2 to look at 10,000 files and link the edited one, 0.15 to lay"
        " out 14,300 pages, 0.08 to hand them over; " + _SLOWER,
    ),
    Target(
        "Memory of a cold build of 10,000",
        10_000,
        "cold peak",
        440,
        _megabytes,
        "all that is read and linked takes 260 MB, and each of two workers comes to copy a good part of it, since"
        " Python counts the users of an object in the object itself; then the programs that index the search take 250"
        " MB each",
    ),
    Target("Search to the first result at 10,000", 10_000, "search", 150_000, _bytes),
)


def verdicts(measured: Measured) -> Iterator[tuple[Target, str, bool]]:
    """Each target that was measured, what was measured, and whether that is enough."""
    for target in TARGETS:
        if (value := target.reached(measured)) is not None:
            yield target, target.written(value), value <= target.limit


def page(measured: Measured) -> str:
    """The page in docs/ that tells of a measurement."""
    environment = Environment(  # noqa: S701 - Markdown, of our own figures
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("benchmarks.md.j2")
    return template.render(measured=measured, table=table, verdicts=[*verdicts(measured)])


if __name__ == "__main__":  # after a change of words
    PAGE.write_text(page(Measured.saved()), "utf-8")
