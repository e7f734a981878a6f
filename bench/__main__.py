"""`python3 run.py bench`: the program at 1,000 and at 10,000 briefs, beside the least that its parts would cost.

What is compared is measured in turns, each in a process of its own, and the median counts. CPU seconds of user and
system are told: on a busy machine the clock on the wall tells of others.
"""

import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

import click

from bench import project
from bench.tasks import TASKS

PLAIN: Final = "plain.yml"
"""The site's configuration without our hook: MkDocs alone."""


class Used(NamedTuple):
    """What a process took: CPU seconds, memory at its peak in MB, and what it printed."""

    cpu: float
    peak: float
    output: bytes


@click.command()
@click.option("--sizes", default="1000", show_default=True, help="Numbers of briefs, with commas.")
@click.option("--all", "all_sizes", is_flag=True, help="The same as --sizes 1000,10000.")
@click.option("--runs", default=3, show_default=True, help="How often each is measured; builds of over 5,000 once.")
@click.option("--build/--no-build", default=True, help="Whether to build the site with MkDocs too.")
def main(sizes: str, runs: int, *, all_sizes: bool, build: bool) -> None:
    """Measure the generator, linking, and the full build."""
    for size in map(int, ("1000,10000" if all_sizes else sizes).split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            project.make(root, size)
            click.echo(f"\n{size:,} briefs\n")
            generator(root, size, runs)
            if build:
                full_build(root, size, 1 if size > 5000 else runs)


def generator(root: Path, size: int, runs: int) -> None:
    """Print what the generator takes of CPU for each brief, by stages, beside its floor."""
    laps: defaultdict[str, list[float]] = defaultdict(list)
    peaks: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        for task in TASKS:
            used = _run(root, "bench.tasks", task, str(root))
            peaks[task].append(used.peak)
            for name, seconds in json.loads(used.output).items():
                laps[name].append(seconds * 1000 / size)
    each = {name: statistics.median(values) for name, values in laps.items()}
    markdown = each["load"] + each["pages"]
    _row("floor: events, model, one page", f"{each['floor']:.2f} ms a brief")
    _row(
        "YAML to Markdown of the briefs",
        f"{markdown:.2f} ms a brief",
        f"{markdown / each['floor']:.1f} x floor",
        "1 ms",
    )
    _row("linking", f"{each['link']:.2f} ms a brief", "", "1 ms")
    _row("  memory at the peak", f"{max(peaks['path']):,.0f} MB", "", "1,000 MB")
    _row("all pages, data files, feeds", f"{each['everything']:.2f} ms a brief")
    _row("  memory at the peak", f"{max(peaks['everything']):,.0f} MB")


def full_build(root: Path, size: int, runs: int) -> None:
    """Print what a build takes beside MkDocs alone on the same pages, and how large the site is."""
    _run(root, "generator", "export", "build/docs")
    config = (root / "mkdocs.yml").read_text("utf-8")
    (root / PLAIN).write_text(
        config.replace("hooks:\n  - hooks.py\n", "").replace("!ENV [DOCS_DIR, docs]", "build/docs")
    )
    ours, plain = [], []
    for _ in range(runs):
        ours.append(_run(root, "generator", "build"))
        plain.append(_run(root, "mkdocs", "build", "--quiet", "--config-file", PLAIN, "--site-dir", "site-plain"))
    full, least = (statistics.median(used.cpu for used in each) for each in (ours, plain))
    _row("MkDocs alone, the same pages", f"{least:.1f} s", f"{least * 1000 / size:.1f} ms a brief")
    _row("full build", f"{full:.1f} s", f"{full / least:.2f} x MkDocs", "1.25 x")
    _row("  memory at the peak", f"{ours[0].peak:,.0f} MB", f"{ours[0].peak / plain[0].peak:.2f} x MkDocs")
    site = root / "site"
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    briefs = [bytes_ for path, bytes_ in sizes.items() if path.startswith("briefs/") and path != "briefs/index.html"]
    largest = max(sizes, key=sizes.__getitem__)
    _row("brief page, median", f"{statistics.median(briefs) / 1000:.1f} kB")
    _row("brief page, largest", f"{max(briefs) / 1000:.1f} kB", "", "60 kB")
    _row("largest page", f"{sizes[largest] / 1000:.1f} kB", largest, "300 kB")
    index = (site / "search/search_index.json").read_bytes()
    _row("search index", f"{len(index) / 1e6:.2f} MB", f"{len(gzip.compress(index)) / 1e6:.2f} MB as gzip")
    _row(
        "site", f"{sum(p.stat().st_size for p in site.rglob('*') if p.is_file()) / 1e6:.1f} MB", f"{len(sizes):,} pages"
    )


def _run(root: Path, module: str, *arguments: str) -> Used:
    """Run a module of Python in a project, and tell what it took."""
    environment = {**os.environ, "PYTHONPATH": str(project.OURS), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("BRIEFS_COPIES", None)
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=out, stderr=log)  # noqa: S603 - ours
        _, status, usage = os.wait4(process.pid, 0)
        out.seek(0)
        log.seek(0)
        output, said = out.read(), log.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"python -m {module} {' '.join(arguments)} failed:\n{said.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, output)


def _row(what: str, value: str, more: str = "", limit: str = "") -> None:
    click.echo(f"{what:<32}{value:>18}   {more:<33}{f'at most {limit}' if limit else ''}".rstrip())


if __name__ == "__main__":
    main()
