#!/usr/bin/env python3
"""Start the project: `python3 run.py VERB` makes .venv from a hashed lock when it must, then runs the verb in it.

Standard library only. Pythons back to 3.6 must still parse this file, to be told what they lack.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is whom this is for
    sys.exit(
        "Python 3.11 or newer is needed; this is {}.{}.{}.\n"
        "On macOS: brew install python3; on Debian 12 or Ubuntu 24.04 and later: sudo apt-get install python3; "
        "on Windows: winget install Python.Python.3.13".format(*sys.version_info)
    )

VERBS = {  # verb: (the lock it needs, what the Python of .venv runs, what it does)
    "serve": ("site", "-m generator serve", "show the site on this machine; every edit is seen at once"),
    "build": ("site", "-m generator build", "write the site into site/"),
    "check": ("site", "-m generator check", "name every problem in the briefs, with its line and the way out"),
    "new": ("site", "-m generator new", "begin a brief from an article"),
    "diff": ("site", "-m generator diff", "tell what changes in the evidence since a revision of git"),
    "links": ("site", "-m generator links", "ask whether the addresses in briefs still open (needs the network)"),
    "fmt": ("site", "-m generator fmt", "put the keys of briefs in order and fold long lines"),
    "export": ("site", "-m generator export", "write the pages as plain Markdown, for another engine"),
    "verify": ("site", "-m generator verify", "compare quotations with your own copies of the articles"),
    "schema": ("site", "-m generator schema", "renew what editors know of briefs, after a change of the registers"),
    "test": ("test", "-m pytest", "test the program"),
    "bench": ("site", "-m bench", "measure the program"),
    "peers": ("ci", "-c pass", "install what `bench --peers` compares with"),
    "html": ("new", "-c pass", "install what `new` reads web pages with; it does so itself"),
    "corpora": ("site", "tests/corpora.py", "fetch the texts that some tests read (needs npm)"),
    "lock": ("ci", "requirements/lock.py", "remake the locks in requirements/ from pyproject.toml"),
}
LOCKS = ["site", "new", "test", "ci"]  # requirements/NAME.txt; each holds the one before it, version for version

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "installed.txt"  # what a finished install left; anything else when one has begun
THIS_PYTHON = " ".join(sys.version.split())


def main(arguments: list[str]) -> int:
    """Run the verb in an environment that fits it and return its exit status."""
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(f"{usage()}\n")
        return 0
    verb, *rest = arguments
    if verb not in VERBS:
        say(f"there is no verb '{verb}'\n{usage()}")
        return 2
    lock, command, _ = VERBS[verb]
    if lock == "test" and os.environ.get("CI"):
        lock = "ci"  # where no test may be skipped
    os.chdir(ROOT)
    if not has_installed(lock):
        with one_at_a_time():
            if not has_installed(lock):
                install(lock)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    return start([str(PYTHON), *command.split(), *rest])


def usage() -> str:
    """List the verbs."""
    lines = (f"  {verb:<9}{summary}" for verb, (_, _, summary) in VERBS.items())
    return "\n".join(["usage: python3 run.py VERB ...   (VERB --help tells what may follow)", "", *lines])


def say(message: str) -> None:
    """Tell the person, apart from what a verb prints for programs."""
    sys.stderr.write(f"run.py: {message}\n")


def start(command: list[str]) -> int:
    """Become the command, so that signals and the exit status are its own; on Windows wait for it instead."""
    if sys.platform != "win32":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    process = subprocess.Popen(command)  # noqa: S603 - the person's own arguments
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the command was interrupted too, and decides
            continue


def has_installed(lock: str) -> bool:
    """Tell whether .venv holds the lock as it now stands, for this Python."""
    return {THIS_PYTHON, mark(lock)} <= installed()


def installed() -> set[str]:
    """Read what a finished install left in a .venv that can still run."""
    return set(STAMP.read_text("utf-8").splitlines()) if PYTHON.exists() and STAMP.exists() else set()


def mark(lock: str) -> str:
    """Name a lock and its content."""
    return f"{lock} {hashlib.sha256((ROOT / 'requirements' / f'{lock}.txt').read_bytes()).hexdigest()}"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one run.py install while others wait; the system frees the lock when whoever holds it ends, in any way."""
    path = ROOT / ".cache" / "run.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # held by another for the ten seconds this waits
                    continue
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - for an installer that outlives a killed run.py
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("waiting for another run.py that is installing")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(lock: str) -> None:
    """Bring .venv to the lock: add to what a finished install left for this Python, else begin anew."""
    say(f"installing requirements/{lock}.txt into .venv")
    if THIS_PYTHON not in installed():
        venv.create(VENV, clear=True, symlinks=sys.platform != "win32")
    STAMP.write_text("unfinished", "utf-8")
    what = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--requirement", f"requirements/{lock}.txt"]
    uv = shutil.which("uv")
    done = uv is not None and run([uv, "pip", "install", "--python", str(PYTHON), *what])
    if uv and not done:
        say("trying pip, which may know package indexes that uv does not")
    if not done and not run([*find_pip(), "install", "--quiet", *what]):
        sys.exit(f"run.py: could not install requirements/{lock}.txt; the reason stands above")
    held = LOCKS[: LOCKS.index(lock) + 1]
    STAMP.write_text("\n".join([THIS_PYTHON, *map(mark, held)]), "utf-8")


def find_pip() -> list[str]:
    """Return the beginning of a pip command that installs into .venv: its own pip, another's, or Debian's to come."""
    own = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    other = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]
    bring_own = [str(PYTHON), "-m", "ensurepip"]
    if run(bring_own, quiet=True):
        return own
    if run([*other, "--version"], quiet=True):
        return other
    if sys.platform == "win32" or not shutil.which("apt-get"):
        sys.exit("run.py: this Python has no pip (its module ensurepip is missing): install pip or uv")
    packages = ["apt-get", "install", "-y", "-qq", f"python3.{sys.version_info.minor}-venv"]
    if os.geteuid() != 0:
        sys.exit(f"run.py: this Python has no pip: sudo {' '.join(packages)}")
    say(f"this Python has no pip: {' '.join(packages)}")
    if not run(packages) and not (run(["apt-get", "update", "-qq"]) and run(packages)):
        sys.exit("run.py: apt-get could not install it; the reason stands above")
    run(bring_own, quiet=True)
    return own


def run(command: list[str], *, quiet: bool = False) -> bool:
    """Run a command for the install and tell whether it went well; what it prints is for the person."""
    output = subprocess.DEVNULL if quiet else sys.stderr
    errors = subprocess.DEVNULL if quiet else None
    return subprocess.call(command, stdout=output, stderr=errors, close_fds=False) == 0  # noqa: S603 - ours


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"run.py: {error}")
