"""The program beside the least that its parts would cost, and what it may take at most.

What is compared is measured in turns, each in a process of its own, and the median counts. CPU seconds of user and
system are told: on a busy machine the clock on the wall tells of others.
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

import click

from bench.compare import Figures
from bench.measure import Used, run
from bench.tasks import TASKS

PLAIN: Final = "plain.yml"
"""The site's configuration without our hook: MkDocs alone."""


def generator(root: Path, size: int, runs: int) -> Figures:
    """Print what the generator takes of CPU for each brief, by stages, beside its floor; return it in milliseconds."""
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
    return {"markdown cpu": markdown, "link cpu": each["link"], "all cpu": each["everything"]}


def full_build(root: Path, size: int, runs: int) -> None:
    """Print what a build takes beside MkDocs alone on the same pages, and how large the site is."""
    _run(root, "generator", "export", "build/docs")
    config = (root / "mkdocs.yml").read_text("utf-8")
    (root / PLAIN).write_text(
        config.replace("hooks:\n  - hooks.py\n", "").replace("!ENV [DOCS_DIR, docs]", "build/docs")
    )
    ours, plain = [], []
    for _ in range(runs):
        ours.append(_run(root, "generator", "build", "--afresh"))
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


def _run(root: Path, module: str, *arguments: str) -> Used:
    return run([sys.executable, "-m", module, *arguments], root)


def _row(what: str, value: str, more: str = "", limit: str = "") -> None:
    click.echo(f"{what:<32}{value:>18}   {more:<33} {f'at most {limit}' if limit else ''}".rstrip())
