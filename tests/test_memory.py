"""Whatever was edited, what is read with a memory of earlier states is what is read without one."""

import json
import os
import tempfile
from dataclasses import fields
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.build import read
from generator.library import Library
from generator.memory import Memory
from generator.reading import files

SUMMARY = "What follows makes this summary as long as a summary has to be, and says no more than that at all."
ARTICLES = ("art-one", "art-two", "art-six")
ORIGINS = ("wire-one", "wire-two")
THEMES = ("first-theme", "other-theme")
COPIES = ("copy-one.txt", "copy-two.txt")
SAYINGS = ("Kim Jong Un left Kampala.", "Nobody in Guinea-Bissau knows.", "Kim\u2019s aide and 김정은이 spoke of Kim.")
QUOTES = ("has not tried", "was  left by Kim", "never stood anywhere")


def perhaps(values, out_of=1):
    """One of some values or none, so that there is one out of some more times."""
    return st.sampled_from([*values, *[None] * (out_of * len(values))])


def record(**given_fields):
    """A mapping with those of its fields that are not None."""
    some = {
        key: value if isinstance(value, st.SearchStrategy) else st.just(value) for key, value in given_fields.items()
    }
    return st.fixed_dictionaries(some).map(
        lambda typed: {key: value for key, value in typed.items() if value is not None}
    )


refs = st.lists(st.sampled_from([f"{article}#c{n}" for article in ARTICLES for n in (1, 2)]), max_size=2, unique=True)
judgment = record(
    id="j1",
    text=st.sampled_from(["It will be.", "It is very likely."]),
    likelihood="likely",
    confidence=st.sampled_from(["low", "high"]),
    because=refs,
    against=refs,
    reviewed=st.sampled_from(["2023-01-01", "2024-01-01"]),
)
answers = record(
    **{
        "how-many": perhaps(["5", "9", ">=5"]) | perhaps(["many"], 9),
        "which-ones": st.none() | st.lists(st.sampled_from(["AO", "CD", "LY"]), max_size=2, unique=True),
        "when-was-it": perhaps(["2023", "2023-05", "2024"]),
    }
)
claim = record(
    say=st.sampled_from(SAYINGS),
    quote=perhaps(QUOTES),
    by=perhaps(["Kim", "An aide"]),
    when=perhaps(["2022", "2023-05"]),
    as_of=perhaps(["2022-01"]),
    retells=perhaps(["wire-one", "art-one"], 4),
    themes=perhaps([["first-theme"]]),
    off_timeline=perhaps(["true"]),
    answers=answers,
)
copy = record(file=st.sampled_from(COPIES), sha256=perhaps(["0" * 64], 4), quotes=perhaps(["1" * 64], 4))
source = record(
    title="T",
    url="https://example.org/",
    published=st.sampled_from(["2023-11-10", "2023-12-01", "unknown"]),
    publisher=perhaps(["an-agency"]) | perhaps(["no-agency"], 9),
    retells=perhaps([*ARTICLES, *ORIGINS], 2),
    copy=copy | st.none(),
)
article = record(
    title=st.sampled_from(["One title", "Another title"]),
    source=source,
    themes=st.sampled_from([["first-theme"], ["first-theme", "other-theme"]]),
    summary=SUMMARY,
    draft=perhaps(["true"], 3),
    limit=perhaps(["an unknown key"], 9),
    claims=st.lists(claim, max_size=3).map(lambda given: [{"id": f"c{n}", **each} for n, each in enumerate(given, 1)]),
)
theme = record(
    title="T",
    question="Q?",
    bottom_line=st.sampled_from(["B.", "Another."]),
    trend="up",
    trend_why="W.",
    judgments=st.lists(judgment, max_size=1),
)
name = record(
    name=st.sampled_from(["Kim", "Kim Jong Un", "Guinea", "Kampala"]),
    kind="person",
    spellings=st.sampled_from([[], ["Kim Jong-un"], ["Guinea-Bissau", "aide"]]),
    hangul=perhaps(["김정은"]),
)
question = {
    "how-many": record(ask="How many?", type="count", over_time=perhaps(["grows", "changes"])),
    "which-ones": record(ask=st.sampled_from(["Which?", "Which ones?"]), type="set", values="places"),
    "when-was-it": record(ask="When?", type="date", over_time=perhaps(["grows"], 5)),  # which a date cannot
}
mission = record(
    city="C",
    country="UG",
    kind="embassy",
    point=["0", "0"],
    stages=st.lists(record(stage="closed", when=st.sampled_from(["2022", "2023"]), because=refs), max_size=1),
)
origin = record(title="O", retells=perhaps([*ORIGINS, "art-one"], 3))
registers = {
    "names": st.dictionaries(st.sampled_from(["name-a", "name-b", "name-c"]), name),
    "questions": st.fixed_dictionaries(question) | st.fixed_dictionaries({}, optional=question),
    "publishers": st.fixed_dictionaries({"an-agency": record(name="A", reliability="B", why=st.sampled_from("VW"))}),
    "origins": st.fixed_dictionaries(dict.fromkeys(ORIGINS, origin), optional={"art-six": origin}),
    "missions": st.dictionaries(st.just("kampala"), mission),
}


def written(folder, names, what):
    """Edits that write a record or register as JSON, which is YAML, or something that cannot be read."""
    files_of = st.sampled_from([f"{folder}/{each}.yml" for each in names])
    texts = st.one_of(*[what.map(json.dumps)] * 9, st.sampled_from(["[", "", "- one", "a: b"]))
    return st.tuples(st.just("write"), files_of, texts)


PATHS = [
    *(f"briefs/articles/{each}.yml" for each in ARTICLES),
    *(f"briefs/themes/{each}.yml" for each in THEMES),
    *(f"briefs/registers/{each}.yml" for each in registers),
    *(f"copies/{each}" for each in COPIES),
]
edits = st.one_of(
    written("briefs/articles", ARTICLES, article),
    written("briefs/articles", ARTICLES, article),
    written("briefs/themes", THEMES, theme),
    *(written("briefs/registers", [kind], what) for kind, what in registers.items()),
    st.tuples(st.just("write"), st.sampled_from([f"copies/{each}" for each in COPIES]), st.sampled_from(QUOTES)),
    st.tuples(st.just("write"), st.sampled_from(["briefs/articles/ART.yml", "briefs/registers/nams.yml"]), st.just("")),
    st.tuples(st.just("remove"), st.sampled_from(PATHS), st.none()),
    st.tuples(st.just("move"), st.sampled_from(PATHS[:3]), st.sampled_from(PATHS[:3])),
)
steps = st.tuples(edits, st.booleans(), st.booleans())


@pytest.fixture(autouse=True, scope="module")
def _no_history():
    """Ask no git about claims."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "changed_on", lambda _root: lambda _claim, _since: None)
        yield


@pytest.fixture
def settled(monkeypatch):
    """Let files count as settled at once: each edit gives them a time of its own, whatever the clock's ticks."""
    monkeypatch.setattr(files, "_SETTLED", -(10**18))


ticks = count(1_600_000_000_000_000_000, 10**9)


def do(root, edit):
    how, path, more = edit
    file = root / path
    if how == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(more, "utf-8")
        os.utime(file, ns=(0, next(ticks)))
    elif file.exists():
        if how == "remove":
            file.unlink()
        else:
            file.rename(root / more)


def begin(root):
    """A project where everything has to do with everything."""
    source = {"title": "T", "url": "unknown", "published": "2023", "copy": {"file": COPIES[0]}}
    claims = [
        {"id": "c1", "say": SAYINGS[0], "quote": QUOTES[0], "when": "2022", "answers": {"how-many": "5"}},
        {"id": "c2", "say": SAYINGS[2], "answers": {"how-many": "9", "which-ones": ["AO"], "when-was-it": "2023"}},
    ]
    brief = {"title": "T", "source": source, "themes": [THEMES[0]], "summary": SUMMARY, "claims": claims}
    judged = {"id": "j1", "text": "It will be.", "likelihood": "likely", "confidence": "low", "reviewed": "2023-01-01"}
    seen = {"title": "T", "question": "Q?", "bottom_line": "B.", "trend": "up", "trend_why": "W."}
    for path, typed in {
        **{f"articles/{each}": brief for each in ARTICLES},
        f"themes/{THEMES[0]}": {
            **seen,
            "judgments": [{**judged, "because": ["art-one#c1"], "against": ["art-two#c2"]}],
        },
        f"themes/{THEMES[1]}": seen,
        "registers/questions": {
            "how-many": {"ask": "How many?", "type": "count", "over_time": "grows"},
            "which-ones": {"ask": "Which?", "type": "set", "values": "places"},
            "when-was-it": {"ask": "When?", "type": "date"},
        },
        "registers/names": {"name-a": {"name": "Kim", "kind": "person"}, "name-b": {"name": "Guinea", "kind": "place"}},
        "registers/publishers": {"an-agency": {"name": "A", "reliability": "B", "why": "W."}},
        "registers/origins": {each: {"title": "O"} for each in ORIGINS},
    }.items():
        do(root, ("write", f"briefs/{path}.yml", json.dumps(typed)))
    do(root, ("write", f"copies/{COPIES[0]}", QUOTES[0]))


def in_order(library):
    """A library with the order of its mappings, which equality does not look at."""
    parts = {each.name: getattr(library, each.name) for each in fields(Library)}
    return {name: list(part.items()) if hasattr(part, "items") else part for name, part in parts.items()}


@settings(max_examples=50)
@given(st.lists(steps, max_size=10))
def check(given_steps):
    with tempfile.TemporaryDirectory() as folder:
        root, memory = Path(folder), Memory()
        begin(root)
        for edit, drafts, copies in given_steps:
            do(root, edit)
            how = {"drafts": drafts, "copies": root / "copies" if copies else None}
            remembered, problems = read(root, **how, memory=memory)
            anew, problems_anew = read(root, **how)
            assert in_order(remembered) == in_order(anew)
            assert problems == problems_anew


def test_with_a_memory_the_same_is_read():
    check()


@pytest.mark.usefixtures("settled")
def test_with_a_memory_of_settled_files_the_same_is_read():
    check()
