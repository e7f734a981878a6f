"""What is measured inside a process of its own: `python -m bench.tasks TASK ROOT` prints CPU seconds as JSON."""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from jinja2 import Environment
from pydantic import BaseModel

from generator.build import build
from generator.copies import Copies
from generator.link import link
from generator.past.history import changed_on
from generator.reading.load import load
from generator.reading.records import RECORD_LIMITS
from generator.site.pages import pages
from generator.site.render import Renderer
from generator.yaml_files.strict_yaml import PARSER, read


class _Source(BaseModel):
    title: str
    url: str
    published: str
    by: list[str] = []


class _Claim(BaseModel):
    id: str
    say: str
    quote: str | None = None
    by: str | None = None
    when: str | None = None
    answers: dict[str, str | list[str]] = {}


class _Brief(BaseModel):
    title: str
    source: _Source
    themes: list[str]
    summary: str
    claims: list[_Claim]


_TEMPLATE: Final = """# {{ brief.title }}

{{ brief.summary }}

{% for claim in brief.claims %}
## {{ claim.say }}

{% if claim.quote %}
> {{ claim.quote }}
{% endif %}
{{ claim.by }} {{ claim.when }}
{% endfor %}
"""


def floor(root: Path) -> dict[str, float]:
    """The least that the parts cost: the events of libyaml, a bare pydantic model, one bare template for each brief."""
    texts = [path.read_bytes() for path in sorted((root / "briefs/articles").iterdir())]
    values = [read(text, RECORD_LIMITS).value for text in texts]
    template = Environment(autoescape=True).from_string(_TEMPLATE)
    start = time.process_time()
    for text, value in zip(texts, values, strict=True):
        parser = PARSER(text)
        while parser.get_event() is not None:
            pass
        template.render(brief=_Brief.model_validate(value))
    return {"floor": time.process_time() - start}


def path(root: Path) -> dict[str, float]:
    """The path of every brief: from YAML to the library, its answers compared and its names found, to Markdown."""
    clock = _Clock()
    content, _ = load(root)
    clock.lap("load")
    library, _ = link(content, Copies(None), changed_on(root))
    clock.lap("link")
    renderer = Renderer()
    for page in pages(library, {}):
        if page.template == "brief":
            renderer.render(page)
    clock.lap("pages")
    return clock.laps


def everything(root: Path) -> dict[str, float]:
    """All that MkDocs is given: every page with what stands beside it, data files, feeds."""
    clock = _Clock()
    site = build(root)
    for page in site.pages:
        site.render(page).markdown  # noqa: B018 - a property that works
    for asset in site.assets:
        asset.make()
    clock.lap("everything")
    if site.problems:
        raise SystemExit(f"the briefs of the benchmark are not right: {site.problems[:3]}")
    return clock.laps


class _Clock:
    """CPU seconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.process_time()

    def lap(self, name: str) -> None:
        now = time.process_time()
        self.laps[name] = now - self._last
        self._last = now


TASKS: Final[dict[str, Callable[[Path], dict[str, float]]]] = {
    "floor": floor,
    "path": path,
    "everything": everything,
}

if __name__ == "__main__":
    gc.disable()  # as the build does
    sys.stdout.write(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]))))
