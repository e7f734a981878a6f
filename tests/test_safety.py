"""Hostile strings in every text field of every kind of record, through the generator and the real theme.

Two sites are built: one with the strings, one with a harmless word in place of each. Page by page, the first has to be
the second with the strings put in, and nothing on it may act. Every string comes in every field, several to a text; in
fields of limited length it is cut. An article's and a theme's title take some only: their 120 characters would ask for
two thousand pages. All strings stand in the other titles (questions, names, publishers), which go the same ways.
"""

import heapq
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from operator import itemgetter
from pathlib import Path

import hostile
import pytest

from generator.build import build
from generator.engine.export import export
from generator.publish.citations import latex
from generator.reading.records import FOLDERS, REGISTERS
from generator.site.page import listing
from generator.values.icd203 import wording_problems

PROJECT = Path(__file__).resolve().parents[1]
PARTS = 2  # sites with half of the strings each, so that two processors share the work
ARTICLES = 120
CLAIMS = 6 * ARTICLES
OTHERS = 32  # questions, names, missions, publishers, origins
THEMES = ["brics-outreach", "russia-ties", "embassy-retrenchment", *(f"theme-{number}" for number in range(29))]

OF_THE_ENGINE = [  # what MkDocs, the theme and its plugins look for in pages
    'a data-search-exclude="b" c',
    "<!-- material/tags -->",
    "[TAGS]",
    "[TOC]",
    "{{ page.title }} {% include 'main.html' %}",
    "--- title: a ---",
    '--8<-- "mkdocs.yml"',
    "a#__search?q=b",
]

PLAIN = {
    "title": "Plain",
    "source": {"title": "Plain", "url": "unknown", "published": "unknown"},
    "themes": THEMES[:1],
    "summary": "Plain words " * 10,
    "claims": [{"id": "c1", "say": "Plain words."}],
}

NO_TEXT = {"articles.source.language", "articles.source.copy.file", "missions.stages.because"}


class Words(dict[str, str]):
    """Harmless words, each with the string it stands for."""

    def __init__(self, strings):
        super().__init__()
        for string in strings:
            self.word(string)

    def word(self, string):
        word = f"Zq{len(self)}z"
        self[word] = string
        return word

    def put(self, text):
        """Put the strings into a text; citations are written in languages of their own."""
        if text.startswith('[{"id":'):
            return self.put_into_json(text)
        spelled = latex if text.startswith("@misc{") else str
        return re.sub(r"Zq\d+z", lambda match: spelled(self[match[0]]), text)

    def put_into_json(self, text):
        return re.sub(r"Zq\d+z", lambda match: json.dumps(self[match[0]], ensure_ascii=False)[1:-1], text)

    def packed(self, words, most, most_words=10**6):
        """Texts of limited length that together hold all strings, each cut to what such a text may hold."""
        packs = []
        length = number = most
        for word in words:
            string = " ".join(self[word].split()[:most_words])[:most].strip()
            size = max(len(string), len(word))
            if length + size > most or number + len(string.split()) > most_words:
                packs.append([])
                length = number = 0
            packs[-1].append(word if string == self[word] else self.word(string))
            length += size + len(" · ")
            number += len(string.split())
        return [joined(pack) for pack in packs]

    def shares(self, words, of):
        """As many texts that together hold all strings, each about as long as the others."""
        shares = [[0, number, []] for number in range(of)]
        for word in sorted(words, key=lambda word: -len(self[word])):
            heapq.heapreplace(
                shares, [shares[0][0] + len(self[word]) + len(" · "), shares[0][1], [*shares[0][2], word]]
            )
        return [joined(words) for _, _, words in sorted(shares, key=itemgetter(1))]


def joined(words):
    return " · ".join(words)


def records(words):
    """All kinds of records with every text field filled, by kind and id."""
    every = list(words)

    @cache
    def shares(of):
        return words.shares(every, of)

    def share(number, of):
        return shares(of)[number % of]

    titles = words.packed(every, 120)
    sayings = words.packed(every, 300)
    quotations = words.packed(every, 250, 25)
    summaries = words.packed(every, 600)
    first_sentences = [word for word in every if len(words[word]) < 100 and not re.search(r"[.!?]\S?\s", words[word])]
    judged = words.packed([word for word in every if not wording_problems(words[word])], 270)
    claim_numbers = count()

    def claim(article, place):
        number = next(claim_numbers)
        return {
            "id": f"c{place + 1}",
            "say": sayings[number % len(sayings)],
            "quote": quotations[number % len(quotations)],
            "by": (f"Kappa{article} " if article < OTHERS and not place else "") + share(number, CLAIMS),
            "when": f"{2000 + number % 20}-0{1 + number % 9}",
            "off_timeline": "true" if place % 3 else None,
            "answers": {f"question-{article // 2}": answer(article)} if article < 2 * OTHERS and not place else {},
            "note": share(number, CLAIMS),
        }

    def answer(article):
        return f"A{article} {share(article, 2 * OTHERS)}"  # pages write answers and roles with a capital

    def article(number):
        return {
            "title": titles[number % len(titles)],
            "source": {
                "title": share(number, ARTICLES),
                "by": every[number::ARTICLES],
                "publisher": f"publisher-{number}" if number < OTHERS else None,
                "url": f"https://example.org/{number}?a=1&b=2",
                "published": f"{2010 + number % 10}-01/{2010 + number % 10}-02",
                "published_why": share(number, ARTICLES),
                "retells": f"origin-{number - OTHERS}" if OTHERS <= number < 2 * OTHERS else None,
            },
            "themes": [THEMES[number % len(THEMES)]],
            "summary": f"{first_sentences[number % len(first_sentences)]} and so on, until the line is long enough for"
            f" an article's summary. Also {summaries[number % len(summaries)]}",
            "limits": share(number, ARTICLES),
            "claims": [claim(number, place) for place in range(CLAIMS // ARTICLES)],
        }

    def judgment(number, place):
        text = f"the page shows {judged[number]} and so on"  # it becomes part of a sentence
        return {
            "id": f"j{place + 1}",
            "text": text,
            "likelihood": "likely",
            "confidence": "low",
            "because": ["plain#c1" if place else f"article-{number}#c1"],  # one is enough
            "would_change": share(number, len(judged)),
            "reviewed": "2030-01-01",
            "history": [{"text": text, "likelihood": "likely", "confidence": "low", "until": "2020-01-01"}],
            "outcome": {"result": "true", "date": "2024-01-01", "because": share(number, len(judged))},
        }

    def theme(number):
        text = share(number, len(THEMES))
        return {
            "title": titles[-1 - number],
            "question": text,
            "bottom_line": text,
            "trend": "up",
            "trend_why": text,
            "judgments": [judgment(*each) for each in zip(range(number, len(judged), len(THEMES)), count())],
        }

    def of_registers(number):
        text = f"S{number:02} {share(number, OTHERS)}"  # the strings must not decide where lists are sorted
        return {
            "questions": {
                "ask": text,
                "type": "choice",
                "values": [answer(2 * number), answer(2 * number + 1)],
                "editor": {"answer": answer(2 * number), "because": [{"text": text}], "reviewed": "2024-01-01"},
            },
            "names": {
                "name": f"Iota {text}",
                "kind": ["person", "organisation", "place"][number % 3],
                "spellings": [f"Kappa{number}", f"Mu {text}"],  # a claim names Kappa, so that there is a page
                "hangul": f"조선 {text}",
                "role": text,
            },
            "missions": {"city": text, "country": "NP", "kind": "embassy", "point": ["27.7", "85.3"]},
            "publishers": {"name": text, "reliability": "C", "why": text, "url": "https://example.org/"},
            "origins": {"title": text},
        }

    return {
        "articles": {f"article-{number}": article(number) for number in range(ARTICLES)} | {"plain": PLAIN},
        "themes": {id_: theme(number) for number, id_ in enumerate(THEMES)},
        **{kind: {f"{kind[:-1]}-{n}": of_registers(n)[kind] for n in range(OTHERS)} for kind in REGISTERS},
    }


def make_pages(folder, written):
    """Write briefs into `folder` and make their pages."""
    for kind, of_kind in json.loads(written).items():
        if kind in FOLDERS:
            files = {f"{kind}/{id_}": record for id_, record in of_kind.items()}
        else:
            files = {f"registers/{kind}": of_kind}
        for name, record in files.items():
            file = folder / "briefs" / f"{name}.yml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    site = build(folder)
    assert site.problems == ()
    export(site, folder, folder / "pages")


def start_engine(folder):
    """Start to make a site of the pages in `folder`."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")],
        cwd=PROJECT,
        env=os.environ
        | {"DOCS_DIR": str(folder / "pages"), "SITE_URL": "http://127.0.0.1/", "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_hostile_text_is_inert_and_comes_back(part, needs, tmp_path, monkeypatch):
    needs("corpora"), needs("brs_kb")
    monkeypatch.setattr(listing, "__defaults__", (60,))  # so that lists are split
    words = Words([*OF_THE_ENGINE, *hostile.strings()[part::PARTS]])
    written = json.dumps(records(words), ensure_ascii=False)
    site, harmless = tmp_path / "hostile", tmp_path / "harmless"
    make_pages(site, words.put_into_json(written))
    make_pages(harmless, written)
    engines = [start_engine(site), start_engine(harmless)]
    assert [engine.wait() for engine in engines] == [0, 0]
    assert [complaint[:1000] for complaint in islice(complaints(site / "site", harmless / "site", words), 10)] == []


def complaints(site, harmless, words):
    """What is amiss on the pages and in the search index of a site."""
    scripts = hostile.inline_scripts(hostile.parse((site / "404.html").read_text("utf-8")))
    names = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    assert names == sorted(path.relative_to(harmless) for path in harmless.rglob("*.html"))
    for name in names:
        page = hostile.parse((site / name).read_text("utf-8"))
        control = hostile.parse((harmless / name).read_text("utf-8"))
        for complaint in (*hostile.inspect(page, scripts), *hostile.differences(page, control, words.put)):
            yield f"{name}: {complaint}"
    for entry, control in zip(search_index(site), search_index(harmless), strict=True):
        for key in ("title", "text"):
            ours, theirs = (re.split(r"(<[^>]*>)", found[key]) for found in (entry, control))
            if [plain(part) for part in ours] != [hostile.fold(words.put(plain(part))) for part in theirs]:
                yield f"search index: {control[key]!r} has become {entry[key]!r}"
        if [plain(tag) for tag in entry.get("tags", ())] != [words.put(plain(tag)) for tag in control.get("tags", ())]:
            yield f"search index: {control['tags']} have become {entry['tags']}"


def search_index(site):
    return json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]


def plain(markup):
    return hostile.fold(html.unescape(markup))


def test_every_text_field_is_put_to_the_test():
    words = Words(f"string {number}" for number in range(2000))
    filled = {place for place, value in leaves(records(words)) if isinstance(value, str) and "Zq" in value}
    texts = {
        f"{kind}.{field}"
        for kind, model in (FOLDERS | REGISTERS).items()
        for field in text_fields(model.model_json_schema(), model.model_json_schema())
    }
    assert texts - NO_TEXT == filled


def leaves(kinds):
    def walk(value, place) -> Iterator[tuple[str, object]]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, place if key.startswith("question-") else f"{place}.{key}")
        elif isinstance(value, list):
            for item in value:
                yield from walk(item, place)
        else:
            yield place, value

    for kind, of_kind in kinds.items():
        for record in of_kind.values():
            yield from walk(record, kind)


def text_fields(schema, whole, place=""):
    """The dotted names of the fields that take any text, from a JSON schema."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "string" in schema.get("type", "") and not {"pattern", "enum", "const"} & schema.keys():
        yield place
    for key, field in schema.get("properties", {}).items():
        yield from text_fields(field, whole, f"{place}.{key}".lstrip("."))
    for inner in filter(None, (*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties"))):
        yield from text_fields(inner, whole, place)
