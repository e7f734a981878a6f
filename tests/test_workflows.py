import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

GITHUB = Path(__file__).parents[1] / ".github"
WORKFLOWS = {
    path.name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text only, so that `on` stays a word
    for path in sorted(GITHUB.glob("workflows/*.yml"))
}
JOBS = [
    pytest.param(job, id=f"{name}:{job_id}")
    for name, workflow in WORKFLOWS.items()
    for job_id, job in workflow["jobs"].items()
]


def test_there_are_workflows():
    assert set(WORKFLOWS) >= {"check.yml", "deploy.yml", "links.yml"}


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_runs_for_trusted_events_without_permissions(workflow):
    assert workflow["permissions"] == {}
    assert set(workflow["on"]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_names_its_permissions_and_ends(job):
    assert job["permissions"]
    assert int(job["timeout-minutes"]) <= 20


def test_two_jobs_may_write_and_neither_runs_what_stands_in_the_repository():
    writing = {job_id: job for w in WORKFLOWS.values() for job_id, job in w["jobs"].items() if writes(job)}
    assert {job_id: job["permissions"] for job_id, job in writing.items()} == {
        "deploy": {"pages": "write", "id-token": "write"},
        "tell": {"issues": "write"},
    }
    for job in writing.values():
        assert not any("checkout" in step.get("uses", "") for step in job["steps"])


def writes(job):
    return "write" in job["permissions"].values()


def test_only_main_is_deployed():
    job = WORKFLOWS["deploy.yml"]["jobs"]["deploy"]
    assert job["environment"]["name"] == "github-pages"
    assert job["if"] == "github.ref == 'refs/heads/main'"
    assert not any("run" in step for step in job["steps"])


def test_a_site_too_large_for_pages_fails_before_it_is_uploaded():
    steps = WORKFLOWS["deploy.yml"]["jobs"]["build"]["steps"]
    (built,) = (n for n, step in enumerate(steps) if "run.py build --strict" in step.get("run", ""))
    (uploaded,) = (n for n, step in enumerate(steps) if "upload-pages-artifact" in step.get("uses", ""))
    assert built < uploaded
    check = WORKFLOWS["check.yml"]["jobs"]["check"]["steps"]
    assert any("run.py build --strict" in step.get("run", "") for step in check)


def test_nobody_outside_starts_what_writes():
    assert set(WORKFLOWS["links.yml"]["on"]) == {"schedule", "workflow_dispatch"}
    assert set(WORKFLOWS["deploy.yml"]["on"]) == {"push", "workflow_dispatch"}


@pytest.mark.parametrize("job", JOBS)
def test_actions_are_official_and_pinned(job):
    for step in job["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])


def test_every_pin_says_its_version():
    text = "\n".join(path.read_text("utf-8") for path in GITHUB.glob("workflows/*.yml"))
    assert len(re.findall(r"uses: ", text)) == len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", text, re.MULTILINE))


@pytest.mark.parametrize("job", JOBS)
def test_commands_hold_no_expression(job):
    assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("job", JOBS)
def test_the_checkout_keeps_no_credentials(job):
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.fixture
def run_step(tmp_path):
    """Run a step's commands as GitHub does, with scripts of ours in place of `gh` and `python3`."""

    def run(workflow, job, name, commands, **env):
        (step,) = (each for each in WORKFLOWS[workflow]["jobs"][job]["steps"] if each.get("name") == name)
        for command, script in commands.items():
            path = tmp_path / command
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        given = {key: value for key, value in step.get("env", {}).items() if "${{" not in value}
        path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
        files = {key: str(tmp_path / key) for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "CALLS")}
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],  # noqa: S607 - wherever the PATH has it
            cwd=tmp_path,
            env={**given, **files, **env, "PATH": path},
            check=False,
        )
        written = {key: Path(file).read_text() if Path(file).exists() else "" for key, file in files.items()}
        return done.returncode, written

    if not shutil.which("bash"):
        pytest.skip("GitHub's runners have bash")
    return run


@pytest.mark.parametrize(("status", "output"), [(0, "gone=no\n"), (1, "gone=yes\n"), (2, "")])
def test_the_weekly_check_tells_what_it_found(run_step, status, output):
    python = f'echo "$@" > "$CALLS"; echo report; exit {status}'
    code, written = run_step("links.yml", "look", "Ask", {"python3": python})
    assert code == (2 if status == 2 else 0)
    assert written == {
        "GITHUB_OUTPUT": output,
        "GITHUB_STEP_SUMMARY": "report\n",
        "CALLS": "run.py links --format markdown\n",
    }


@pytest.mark.parametrize(
    ("gone", "issue", "call"),
    [
        ("yes", "", "issue create --title Sources that no longer open --body-file report.md\n"),
        ("yes", "7", "issue edit 7 --body-file report.md\n"),
        ("no", "7", "issue close 7 --comment All of them open again.\n"),
        ("no", "", ""),
    ],
)
def test_there_is_one_issue_about_links(run_step, gone, issue, call):
    gh = f'case $2 in list) echo {issue};; *) echo "$@" >> "$CALLS";; esac'
    code, written = run_step("links.yml", "tell", "Tell", {"gh": gh}, GONE=gone)
    assert code == 0
    assert written["CALLS"] == call


def test_without_an_answer_no_issue_is_opened(run_step):
    code, written = run_step("links.yml", "tell", "Tell", {"gh": 'echo "$@" >> "$CALLS"; exit 1'}, GONE="yes")
    assert code == 1
    assert "create" not in written["CALLS"]


def test_zizmor_finds_nothing(needs):
    result = subprocess.run(
        [needs("zizmor"), "--offline", "--quiet", GITHUB], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
