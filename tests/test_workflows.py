import re
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
    assert set(WORKFLOWS) >= {"check.yml", "deploy.yml"}


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_runs_for_trusted_events_without_permissions(workflow):
    assert workflow["permissions"] == {}
    assert set(workflow["on"]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_names_its_permissions_and_ends(job):
    assert job["permissions"]
    assert int(job["timeout-minutes"]) <= 20


@pytest.mark.parametrize("job", JOBS)
def test_only_the_deploying_job_may_write(job):
    if "write" in job["permissions"].values():
        assert job["permissions"] == {"pages": "write", "id-token": "write"}
        assert job["environment"]["name"] == "github-pages"
        assert job["if"] == "github.ref == 'refs/heads/main'"
        assert not any("run" in step for step in job["steps"])


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


def test_zizmor_finds_nothing(needs):
    result = subprocess.run(
        [needs("zizmor"), "--offline", "--quiet", GITHUB], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
