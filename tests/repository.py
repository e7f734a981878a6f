"""A repository of briefs with a history, made commit by commit at days of the test's choice."""

import os
import subprocess
from pathlib import Path

PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}  # not the settings of whoever runs the tests


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
        return subprocess.run(
            ["git", "-C", str(self.root), *arguments],  # noqa: S607 - git is wherever the PATH has it
            check=True,
            capture_output=True,
            env={**os.environ, **PLAIN, **who, **when},
            encoding="utf-8",
        ).stdout.strip()

    def commit(self, day: str, files: dict[str, str | None]) -> str:
        """Write files under briefs/ (None removes one) and commit them at noon of a day; return the commit's name."""
        for name, text in files.items():
            path = self.root / "briefs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink() if text is None else path.write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=change", day=day)
        return self.git("rev-parse", "HEAD")
