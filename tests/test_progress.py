import io
import itertools
import re
import subprocess
import sys
import threading
import time

import click
import pytest

from generator import progress
from generator.progress import SILENT, Bars, Lines, Timings, shown


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


class Terminal(io.StringIO):
    """A terminal as a person sees it: knows the few controls that a bar needs."""

    def isatty(self):
        return True

    @property
    def screen(self):
        lines, row, column = [""], 0, 0
        for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.|\n", self.getvalue()):
            if part == "\n":
                row, column = row + 1, 0
                lines += [""] * (row == len(lines))
            elif part == "\r":
                column = 0
            elif part == "\x1b[2K":
                lines[row] = ""
            elif up := re.fullmatch(r"\x1b\[(\d+)A", part):
                row -= int(up[1])
            elif not part.startswith("\x1b"):
                lines[row] = lines[row][:column].ljust(column) + part + lines[row][column + 1 :]
                column += 1
        return "\n".join(line.rstrip() for line in lines).rstrip("\n")


def test_silence_costs_nothing_and_says_nothing(capfd):
    with SILENT.stage("reading", 3) as advance:
        advance()
        advance(2)
    assert capfd.readouterr() == ("", "")


def test_a_pipe_hears_of_what_takes_long_when_it_is_done(clock):
    told = []
    work = Lines(told.append, clock)
    with work.stage("reading briefs", 1200) as advance:
        advance(1200)
        clock.wait(1.5)
    with work.stage("linking"):
        clock.wait(0.9)
    with work.stage("comparing"):
        clock.wait(2)
    assert told == ["reading briefs: 1,200 in 1.5 s", "comparing: in 2.0 s"]


def test_a_pipe_hears_now_and_then_how_far_a_long_stage_is(clock):
    told = []
    with Lines(told.append, clock).stage("asking", 100) as advance:
        for _ in range(100):
            clock.wait(0.25)
            advance()
    assert told == ["asking: 40 of 100 after 10 s", "asking: 80 of 100 after 20 s", "asking: 100 in 25.0 s"]


def test_a_stage_that_fails_is_not_told_as_done():
    told, hours = [], itertools.count(0, 3600)
    with pytest.raises(ValueError), Lines(told.append, lambda: next(hours)).stage("reading"):
        raise ValueError
    assert told == []


def test_nothing_appears_for_what_ends_soon(clock):
    terminal = Terminal()
    work = Bars(terminal, clock)
    with work.stage("reading", 10) as advance:
        for _ in range(10):
            clock.wait(0.09)
            advance()
    assert terminal.getvalue() == ""


def test_a_terminal_shows_the_open_stages_and_how_far_they_are(clock):
    terminal = Terminal()
    work = Bars(terminal, clock)
    with work.stage("making the site"), work.stage("writing [pages]", 2000) as advance:
        clock.wait(1.1)
        advance(1500)
        first, second = terminal.screen.splitlines()
        assert first == "making the site"
        assert re.fullmatch(r"writing \[pages\] \S+ +1,500 of 2,000", second)
        clock.wait(0.01)
        advance(100)
        assert "1,600" not in terminal.screen  # drawn ten times a second, whoever counts
        clock.wait(0.1)
        advance()
        assert "1,601 of 2,000" in terminal.screen
    assert terminal.screen == ""


def test_after_a_second_a_stage_is_shown_as_it_begins(clock):
    terminal = Terminal()
    work = Bars(terminal, clock)
    clock.wait(1.2)
    with work.stage("linking"):
        assert terminal.screen == "linking"
    assert terminal.screen == ""


def test_a_stage_that_counts_nothing_is_shown_while_it_lasts(clock):
    terminal = Terminal()
    work = Bars(terminal, clock)
    clock.wait(0.9)
    with work.stage("reading"):
        deadline = time.monotonic() + 60
        while terminal.screen != "reading":
            assert time.monotonic() < deadline, terminal.screen
            time.sleep(0.01)
    assert terminal.screen == ""


def test_a_stage_that_counts_has_no_thread_beside_it(clock):
    before = threading.active_count()
    work = Bars(Terminal(), clock)
    with work.stage("making the site"):
        assert threading.active_count() == before + 1
        with work.stage("writing pages", 100):
            assert threading.active_count() == before
        with work.stage("asking"):
            pass
    assert threading.active_count() == before


@pytest.mark.parametrize("end", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_a_clean_terminal(clock, end):
    terminal = Terminal()
    work = Bars(terminal, clock)
    clock.wait(2)
    with pytest.raises(end), work.stage("reading"):
        raise end
    assert terminal.screen == ""
    assert terminal.getvalue().count("\x1b[?25l") == terminal.getvalue().count("\x1b[?25h") == 1  # the cursor


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours_are_drawn_where_they_are_wanted(clock, monkeypatch, no_color, coloured):
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    work = Bars(terminal, clock)
    with work.stage("reading", 2) as advance:
        clock.wait(2)
        advance()
        assert "1 of 2" in terminal.screen
    assert bool(re.search(r"\x1b\[(?:[0-9;]*;)?[39][0-9]m", terminal.getvalue())) is coloured


@pytest.mark.parametrize("columns", ["20", "200"])
def test_a_stage_takes_one_line_however_narrow_the_terminal(clock, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    terminal = Terminal()
    work = Bars(terminal, clock)
    clock.wait(2)
    with work.stage("writing the pages of all the briefs", 100_000):
        assert len(terminal.screen.splitlines()) == 1
    assert terminal.screen == ""


def test_what_else_is_printed_stays_whole_and_the_bars_come_back(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "_REDRAWN", 0)
    monkeypatch.setenv("TERM", "xterm")
    with shown() as work, work.stage("reading", 3) as advance:
        advance()
        click.echo("a warning", err=True)
        assert terminal.screen == "a warning"
        advance()
        sys.stdout.write("a result\n")
        assert terminal.screen == "a warning\na result"
        advance()
        assert terminal.screen.splitlines()[:2] == ["a warning", "a result"]
        assert "3 of 3" in terminal.screen
    assert terminal.screen == "a warning\na result"
    assert sys.stderr is sys.stdout is terminal


def test_a_terminal_without_a_cursor_is_told_in_lines(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "dumb")
    with shown() as work, work.stage("reading") as advance:
        advance(7)
    assert terminal.getvalue() == "reading: 7 in 0.0 s\n"


def test_what_is_quick_does_not_wait_for_rich():
    program = (
        "import sys; from generator.progress import shown\n"
        "with shown(timings=True) as work, work.stage('reading') as advance: advance()\n"
        "sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_timings_tell_where_the_time_went():
    wall, cpu = Clock(), Clock()
    work = Timings(wall=wall, cpu=cpu)

    def pass_(seconds, cores=1):
        wall.wait(seconds)
        cpu.wait(seconds * cores)

    for _ in range(2):
        with work.stage("reading", 500) as advance:
            pass_(1)
            advance(500)
    pass_(1)
    with work.stage("making"):
        with work.stage("linking"):
            pass_(2)
        with work.stage("pages") as advance:
            pass_(3, cores=2)
            advance(1500)
        pass_(2)
    assert work.table() == (
        "                                   wall s    CPU s   share      done    a second\n"
        "reading                              2.00     2.00     20%     1,000         500\n"
        "making                               7.00    10.00     70%\n"
        "  linking                            2.00     2.00     20%\n"
        "  pages                              3.00     6.00     30%     1,500         500\n"
        "  the rest                           2.00     2.00     20%\n"
        "the rest                             1.00     1.00     10%\n"
        "all                                 10.00    13.00    100%\n"
    )


def test_timings_show_what_they_measure(clock):
    told = []
    work = Timings(Lines(told.append, clock))
    with work.stage("reading", 2) as advance:
        clock.wait(3)
        advance(2)
    assert told == ["reading: 2 in 3.0 s"]


def test_what_was_begun_is_in_the_timings_of_a_command_that_failed(capsys):
    with pytest.raises(SystemExit), shown(timings=True) as work, work.stage("reading"):
        sys.exit(1)
    assert re.search(r"^reading .*\n", capsys.readouterr().err, re.MULTILINE)
