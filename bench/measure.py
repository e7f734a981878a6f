"""Measuring a program from outside: what it takes of time and memory, and how long an edit takes to be served."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Self

from bench.project import OURS

LOOKS: Final = 0.1
"""Seconds between two looks at the memory; fewer at first, for a program that ends soon."""
ASKS: Final = 0.02
"""Seconds between two questions for a page: the live edits are that exact."""


class FailedError(Exception):
    """A program that failed; the message is what it said."""


class Used(NamedTuple):
    """What a program took with its children: seconds on the wall, CPU seconds, memory at the peak in MB; and output."""

    wall: float
    cpu: float
    peak: float
    output: bytes = b""


def run(command: Sequence[str], root: Path) -> Used:
    """Run a program in a folder to its end.

    Raises:
        FailedError: it did not end well.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as log:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=root, env=_environment(), stdout=out, stderr=log)  # noqa: S603 - ours
        with Memory(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        log.seek(0)
        if process.returncode:
            raise FailedError(f"{' '.join(command)}\n{out.read().decode()}{log.read().decode()}")
        largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
        # Not the larger of both: Linux counts what this process held when it started the program as the program's.
        return Used(wall, usage.ru_utime + usage.ru_stime, memory.peak or largest, out.read())


def _environment() -> dict[str, str]:
    """That of this process, without the settings of whoever runs it, and with our modules."""
    kept = {key: value for key, value in os.environ.items() if key not in {"BRIEFS_COPIES", "DOCS_DIR", "SITE_URL"}}
    return {**kept, "PYTHONPATH": str(OURS), "NO_MKDOCS_2_WARNING": "1"}


class Memory:
    """Looks at the memory of a process and all below it, as long as the block lasts.

    On Linux it adds up what each holds for itself and its share of what several hold (PSS in /proc/PID/smaps_rollup),
    so that forked processes are not counted twice. Elsewhere the peak stays 0.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        pause = LOOKS / 32
        while True:
            family = list(_family(self._pid))  # first all, then their shares: a fork between would count twice
            self.peak = max(self.peak, sum(map(_share, family)) / 1000)
            if self._ended.wait(pause):
                return
            pause = min(2 * pause, LOOKS)


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))


def _share(pid: int) -> float:
    """What a process holds of memory, in kB."""
    with contextlib.suppress(OSError):  # it has ended
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1.024
    return 0.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """A program that serves a site on a port of this machine, and the memory it takes."""

    process: subprocess.Popen[bytes]
    port: int
    memory: Memory

    def until(self, path: str, fits: Callable[[bytes], bool], limit: float) -> float | None:
        """Ask for a file until what comes fits; return the seconds from now, or None after so many.

        Raises:
            FailedError: the server has ended.
        """
        begun = time.perf_counter()
        while (waited := time.perf_counter() - begun) < limit:
            if self.process.poll() is not None:
                raise FailedError(f"the server ended: {self.process.args!r}")
            if fits(self.get(path, limit - waited)):
                return time.perf_counter() - begun
            time.sleep(ASKS)
        return None

    def get(self, path: str, patience: float) -> bytes:
        """Ask for a file once; nothing comes where it is not, or not in so many seconds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", f"/{path}")
            response = connection.getresponse()
            return response.read() if response.status == http.client.OK else b""
        except (OSError, http.client.HTTPException):  # not yet, or just now not
            return b""
        finally:
            connection.close()


@contextmanager
def serving(command: Sequence[str], port: int, root: Path) -> Iterator[Server]:
    """Start a server in a folder, and end it with all that it started."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(  # noqa: S603 - ours
            command,
            cwd=root,
            env=_environment(),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            with Memory(process.pid) as memory:
                yield Server(process, port, memory)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
