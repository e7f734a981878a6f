import ast
import importlib.util
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

RUN = Path(__file__).parents[1] / "run.py"
STUB = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "pid": os.getpid(),
                  "warning": os.environ.get("NO_MKDOCS_2_WARNING"), "prefix": sys.prefix}))
sys.exit(7)
"""


@pytest.fixture
def project(tmp_path):
    shutil.copy(RUN, tmp_path)
    (tmp_path / "requirements").mkdir()
    for lock in ("site", "new", "test", "ci"):
        (tmp_path / "requirements" / f"{lock}.txt").write_text(f"packages of {lock}")
    return tmp_path


def load(project):
    specification = importlib.util.spec_from_file_location("run", project / "run.py")
    run = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(run)
    return run


class Machine:
    """A launcher whose every command is written down and goes as the test says."""

    def __init__(self, project, monkeypatch):
        self.run = load(project)
        self.commands = []
        self.environments_made = 0
        self.tools = set()
        self.fails = lambda _: False
        monkeypatch.chdir(project)
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setenv("NO_MKDOCS_2_WARNING", "")
        monkeypatch.setattr(self.run, "run", self._run)
        monkeypatch.setattr(self.run, "start", self._start)
        monkeypatch.setattr(self.run.venv, "create", self._make)
        monkeypatch.setattr(self.run.shutil, "which", lambda name: name if name in self.tools else None)

    def __call__(self, *arguments):
        self.commands.clear()
        self.run.main(list(arguments))
        return self.installs()

    def installs(self):
        return [command[-1] for command in self.commands if "--requirement" in command]

    def _run(self, command, **_):
        self.commands.append(command)
        return not self.fails(" ".join(command))

    def _start(self, command):
        self.commands.append(command)
        return 0

    def _make(self, folder, **_):
        self.environments_made += 1
        shutil.rmtree(folder, ignore_errors=True)
        self.run.PYTHON.parent.mkdir(parents=True)
        self.run.PYTHON.touch()


@pytest.fixture
def machine(project, monkeypatch):
    return Machine(project, monkeypatch)


def test_it_installs_once(machine):
    assert machine("check") == ["requirements/site.txt"]
    assert machine("check") == []
    assert machine.environments_made == 1


def test_it_installs_wheels_with_hashes_only(machine):
    machine("check")
    (command,) = (command for command in machine.commands if "--requirement" in command)
    assert "--require-hashes" in command
    assert command[command.index("--only-binary") + 1] == ":all:"


def test_a_larger_lock_is_added_and_serves_the_smaller(machine):
    machine("serve")
    assert machine("test") == ["requirements/test.txt"]
    assert machine("serve") == []
    assert machine.environments_made == 1


def test_ci_tests_with_everything(machine, monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert machine("test") == ["requirements/ci.txt"]
    assert machine("build") == []


def test_a_changed_lock_is_installed_over_the_old(machine, project):
    machine("test")
    (project / "requirements" / "test.txt").write_text("newer packages")
    assert machine("check") == []
    assert machine("test") == ["requirements/test.txt"]
    assert machine.environments_made == 1


def test_another_python_begins_anew(machine, monkeypatch):
    machine("check")
    monkeypatch.setattr(machine.run, "THIS_PYTHON", "3.99.0")
    assert machine("check") == ["requirements/site.txt"]
    assert machine.environments_made == 2


def test_a_python_that_is_gone_begins_anew(machine):
    machine("check")
    machine.run.PYTHON.unlink()
    assert machine("check") == ["requirements/site.txt"]
    assert machine.environments_made == 2


def test_an_interrupted_install_begins_anew(machine, monkeypatch):
    machine("check")

    def interrupt(command):
        if "--requirement" in command:
            raise KeyboardInterrupt

    machine.fails = interrupt
    with pytest.raises(KeyboardInterrupt):
        machine("test")
    machine.fails = lambda _: False
    assert machine("check") == ["requirements/site.txt"]
    assert machine.environments_made == 2


def test_a_failed_install_ends_with_a_message_and_is_tried_again(machine):
    machine.fails = lambda command: "--requirement" in command
    with pytest.raises(SystemExit, match=r"could not install requirements/site\.txt"):
        machine("check")
    machine.fails = lambda _: False
    assert machine("check") == ["requirements/site.txt"]


def test_two_at_once_install_once(machine):
    machine.fails = lambda _: time.sleep(0.05)  # long enough for the other to come
    threads = [threading.Thread(target=machine.run.main, args=[["check"]]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert machine.installs() == ["requirements/site.txt"]


def test_uv_installs_where_it_is(machine):
    machine.tools = {"uv"}
    machine("check")
    assert [command[0] for command in machine.commands] == ["uv", str(machine.run.PYTHON)]


def test_pip_installs_where_uv_cannot(machine):
    machine.tools = {"uv"}
    machine.fails = lambda command: command.startswith("uv ")
    assert machine("check") == ["requirements/site.txt", "requirements/site.txt"]


def test_another_pip_serves_where_ensurepip_is_missing(machine):
    machine.fails = lambda command: "ensurepip" in command
    machine("check")
    (install,) = (command for command in machine.commands if "--requirement" in command)
    assert install[0] == sys.executable
    assert install[install.index("--python") + 1] == str(machine.run.PYTHON)


def without_pip(command):
    return "ensurepip" in command or "--version" in command


def test_without_any_pip_one_line_says_what_to_run(machine, monkeypatch):
    monkeypatch.setattr(machine.run.os, "geteuid", lambda: 1000)
    machine.tools = {"apt-get"}
    machine.fails = without_pip
    with pytest.raises(SystemExit, match=r"^run\.py: .*: sudo apt-get install -y -qq python3\.\d+-venv$"):
        machine("check")


def test_without_apt_one_line_says_what_is_missing(machine):
    machine.fails = without_pip
    with pytest.raises(SystemExit, match=r"^run\.py: .*install pip or uv$"):
        machine("check")


def test_root_on_debian_gets_pip_installed(machine, monkeypatch, capsys):
    monkeypatch.setattr(machine.run.os, "geteuid", lambda: 0)
    machine.tools = {"apt-get"}
    apt = []

    def fails(command):  # at first the package lists are empty
        apt.extend([command] if "apt-get" in command else [])
        return (len(apt) < 3 and without_pip(command)) or len(apt) == 1

    machine.fails = fails
    assert machine("check") == ["requirements/site.txt"]
    assert [command.split()[1] for command in apt] == ["install", "update", "install"]
    assert "apt-get install" in capsys.readouterr().err


@pytest.fixture
def installed(project):
    """A project whose real, empty .venv counts as installed, with a generator that tells how it was started."""
    run = load(project)
    run.venv.create(run.VENV)
    run.STAMP.write_text("\n".join([run.THIS_PYTHON, run.mark("site")]))
    (project / "generator").mkdir()
    (project / "generator" / "__main__.py").write_text(STUB)
    return project


def test_the_verb_runs_in_the_environment_and_its_exit_status_is_passed_on(installed, tmp_path_factory):
    process = subprocess.Popen(
        [sys.executable, installed / "run.py", "check", "a b", "--format=json", "ü*"],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        stdout=subprocess.PIPE,
    )
    told = json.loads(process.communicate()[0])
    assert process.returncode == 7
    assert told["arguments"] == ["check", "a b", "--format=json", "ü*"]
    assert told["folder"] == str(installed)
    assert told["warning"] == "1"
    assert told["prefix"] == str(installed / ".venv")
    if sys.platform != "win32":  # one process: signals reach the verb
        assert told["pid"] == process.pid


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_every_verb(machine, capsys, arguments):
    assert machine.run.main(arguments) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:]]
    assert listed == list(machine.run.VERBS)


def test_an_unknown_verb_is_named_and_nothing_is_installed(machine, capsys):
    assert machine.run.main(["biuld"]) == 2
    assert "'biuld'" in capsys.readouterr().err
    assert machine.commands == []


def test_an_older_python_can_parse_it_and_is_told_what_is_needed():
    ast.parse(RUN.read_text("utf-8"), feature_version=(3, 6))
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 6); runpy.run_path({str(RUN)!r}, run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("Python 3.11 or newer is needed; this is 3.9.6.\nOn macOS:")
    assert result.stderr.count("\n") == 2
