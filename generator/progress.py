"""What a command is at and how far it is, for whoever waits; and, for `--timings`, where the time went.

One `Work` is passed down. Whoever does something that can take long opens a stage and says how much of it is done, from
one thread of one process: what forked children do is told by their parent.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final, Protocol, cast

import click

if TYPE_CHECKING:  # rich takes a while to import, and a quick command shows nothing
    from rich.console import RenderableType
    from rich.live import Live

PATIENCE: Final = 1.0
"""Seconds that a person waits without asking; what ends within them shows nothing."""
_REDRAWN: Final = 0.1
_TOLD_AGAIN: Final = 10.0


class Advance(Protocol):
    """Says that more of a stage is done. Cheap enough for a loop."""

    def __call__(self, more: int = 1, /) -> None:
        """Say how many more."""


class Work(Protocol):
    """What a command does, in stages; a stage may hold others."""

    def stage(self, what: str, total: int | None = None) -> AbstractContextManager[Advance]:
        """Begin a stage, which ends with the block.

        Args:
            what: a few words, as "reading briefs".
            total: how many there are to do, where that is known.
        """
        ...


def _nobody_asks(_more: int = 1, /) -> None:
    pass


class _Silent:
    def stage(self, what: str, total: int | None = None) -> AbstractContextManager[Advance]:  # noqa: ARG002 - as Work
        return nullcontext(_nobody_asks)


SILENT: Final[Work] = _Silent()


class Lines:
    """Plain lines, for a pipe: how far a long stage is, now and then, and what it took.

    Args:
        tell: prints a line.
        clock: in seconds.
    """

    def __init__(self, tell: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock

    @contextmanager
    def stage(self, what: str, total: int | None = None) -> Iterator[Advance]:
        """Begin a stage."""
        begun = self._clock()
        stage = _Stage(what, total)
        due = begun + _TOLD_AGAIN

        def advance(more: int = 1, /) -> None:
            nonlocal due
            stage.done += more
            if (now := self._clock()) >= due:
                due = now + _TOLD_AGAIN
                self._tell(f"{what}: {stage.figures} after {now - begun:.0f} s")

        yield advance
        if (seconds := self._clock() - begun) >= PATIENCE:
            self._tell(f"{what}: {f'{stage.done:,} ' if stage.done else ''}in {seconds:.1f} s")


class Bars:
    """The open stages on a terminal, a line each; they go when anything else is printed, and come back.

    They are drawn as stages begin, advance and end. Only a stage that counts nothing has a thread beside it, and only
    until it is drawn: a process with two threads cannot safely fork, and who forks counts.

    Args:
        stream: the terminal.
        clock: in seconds.
    """

    def __init__(self, stream: IO[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._due = clock() + PATIENCE
        self._open: list[_Stage] = []
        self._live: Live | None = None
        self._later: threading.Timer | None = None
        self._drawing = threading.RLock()

    @contextmanager
    def stage(self, what: str, total: int | None = None) -> Iterator[Advance]:
        """Begin a stage."""
        stage = _Stage(what, total)

        def advance(more: int = 1, /) -> None:
            stage.done += more
            if self._clock() >= self._due:
                self._draw()

        self._open.append(stage)
        self._show()
        try:
            yield advance
        finally:
            self._open.remove(stage)
            self._show()

    def hide(self) -> None:
        """Clear away what is drawn."""
        with self._drawing:
            if self._live:
                self._live.stop()
                self._live = None

    def _show(self) -> None:
        """Draw the stages that are open now, or later where nobody will advance them."""
        if self._later:
            self._later.cancel()
            self._later.join()
            self._later = None
        if not self._open:
            self.hide()
        elif (early := self._due - self._clock()) <= 0:
            self._draw()
        elif self._open[-1].total is None:
            self._later = threading.Timer(early, self._draw)
            self._later.daemon = True
            self._later.start()

    def _draw(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - see TYPE_CHECKING above
        from rich.live import Live  # noqa: PLC0415 - as above

        with self._drawing:
            if not self._live:
                self._live = Live(
                    console=Console(file=self._stream, force_terminal=True),
                    auto_refresh=False,
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._live.start()
            self._live.update(_picture(self._open), refresh=True)
            self._due = self._clock() + _REDRAWN


@dataclass(slots=True)
class _Stage:
    """A stage that is under way."""

    what: str
    total: int | None
    done: int = 0

    @property
    def figures(self) -> str:
        if self.total is None:
            return f"{self.done:,}" if self.done else ""
        return f"{self.done:,} of {self.total:,}"


def _picture(stages: list[_Stage]) -> "RenderableType":
    from rich.progress_bar import ProgressBar  # noqa: PLC0415 - see TYPE_CHECKING above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table.grid(padding=(0, 1))
    for _ in range(3):
        table.add_column(no_wrap=True)
    for stage in stages:
        bar = ProgressBar(total=stage.total, completed=stage.done, width=30) if stage.total else ""
        table.add_row(Text(stage.what), bar, Text(stage.figures))
    return table


class Timings:
    """Measures the stages, and passes them on to be shown.

    Args:
        shown: shows them.
        wall: a clock in seconds.
        cpu: CPU seconds so far, those of children that have ended included.
    """

    def __init__(
        self,
        shown: Work = SILENT,
        wall: Callable[[], float] = time.perf_counter,
        cpu: Callable[[], float] = lambda: time.process_time() + sum(os.times()[2:4]),
    ) -> None:
        self._shown = shown
        self._wall, self._cpu = wall, cpu
        self._begun = wall(), cpu()
        self._within: list[_Spent] = [_Spent()]

    @contextmanager
    def stage(self, what: str, total: int | None = None) -> Iterator[Advance]:
        """Begin a stage; stages of one name are added up."""
        spent = self._within[-1].parts.setdefault(what, _Spent())
        wall, cpu = self._wall(), self._cpu()
        self._within.append(spent)
        try:
            with self._shown.stage(what, total) as show:

                def advance(more: int = 1, /) -> None:
                    spent.done += more
                    show(more)

                yield advance
        finally:
            self._within.pop()
            spent.wall += self._wall() - wall
            spent.cpu += self._cpu() - cpu

    def table(self) -> str:
        """The stages in the order they began: seconds on the wall and of CPU, share, how many, how many a second."""
        whole = self._within[0]
        wall, cpu = self._begun
        whole.wall, whole.cpu = self._wall() - wall, self._cpu() - cpu
        lines = [f"{'':<32}{'wall s':>9}{'CPU s':>9}{'share':>8}{'done':>10}{'a second':>12}"]
        lines += [_row(what, spent, whole) for what, spent in _unfolded(whole)]
        return "".join(f"{line}\n" for line in [*lines, _row("all", whole, whole)])


@dataclass(slots=True)
class _Spent:
    """What stages of one name took, and the stages in them."""

    wall: float = 0.0
    cpu: float = 0.0
    done: int = 0
    parts: "dict[str, _Spent]" = field(default_factory=dict)


def _unfolded(spent: _Spent, depth: int = 0) -> Iterator[tuple[str, _Spent]]:
    """The stages within one, each before its own, and what was spent outside them."""
    indent = "  " * depth
    for what, part in spent.parts.items():
        yield indent + what, part
        yield from _unfolded(part, depth + 1)
    if spent.parts:
        parts = spent.parts.values()
        yield (
            f"{indent}the rest",
            _Spent(spent.wall - sum(part.wall for part in parts), spent.cpu - sum(part.cpu for part in parts)),
        )


def _row(what: str, spent: _Spent, whole: _Spent) -> str:
    share = spent.wall / whole.wall if whole.wall else 1
    row = f"{what:<32}{spent.wall:>9.2f}{spent.cpu:>9.2f}{share:>8.0%}"
    if spent.done:
        row += f"{spent.done:>10,}{spent.done / spent.wall if spent.wall else 0:>12,.0f}"
    return row


@contextmanager
def shown(*, timings: bool = False) -> Iterator[Work]:
    """Give a command its work, shown on standard error: on a terminal as bars, else as lines.

    Args:
        timings: whether to print in the end where the time went.
    """
    with _display() as display:
        if not timings:
            yield display
            return
        measured = Timings(display)
        try:
            yield measured
        finally:
            click.echo(measured.table(), nl=False, err=True)


@contextmanager
def _display() -> Iterator[Work]:
    if not sys.stderr.isatty() or os.environ.get("TERM") in {"dumb", "unknown"}:
        yield Lines(lambda line: click.echo(line, err=True))
        return
    bars = Bars(sys.stderr)
    printed = redirect_stdout(_after(bars, sys.stdout)) if sys.stdout.isatty() else nullcontext()
    with redirect_stderr(_after(bars, sys.stderr)), printed:
        yield bars


def _after(bars: Bars, stream: IO[str]) -> IO[str]:
    return cast("IO[str]", _After(bars, stream))


class _After:
    """A stream on the terminal of the bars, before which they step back."""

    def __init__(self, bars: Bars, stream: IO[str]) -> None:
        self._bars = bars
        self._stream = stream

    def write(self, text: str) -> int:
        self._bars.hide()
        return self._stream.write(text)

    def writelines(self, lines: list[str]) -> None:
        self.write("".join(lines))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
