"""What is sure of a new brief: what the person says goes before what the page tells; and what is wrong with it."""

from dataclasses import replace
from typing import Any, Final

from generator.authoring.scaffold import propose
from generator.authoring.scaffold.extract import Extract
from generator.authoring.scaffold.write import Draft, Notes
from generator.problems import did_you_mean, quoted
from generator.reading.content import Content
from generator.schema import Article
from generator.schema.check import check

# Where what is settled stands in a brief.
_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "headline": ("title",),
    "themes": ("themes",),
    **{key: ("source", key) for key in ("title", "url", "published", "published_why", "by", "publisher")},
}


def settle(extract: Extract, given: Draft, content: Content) -> Draft:
    """Put together what the person gave and what is clear from the page."""
    evidence = dict(extract.evidence)
    known = propose.publisher(replace(extract, url=given.url or extract.url), content)
    published = given.published or extract.published
    from_page = published is not None and published == extract.published
    return Draft(
        headline=given.headline,
        title=given.title or extract.title,
        url=given.url or extract.url,
        published=published,
        published_why=given.published_why or (evidence.get("published") if from_page else None),
        by=given.by or extract.by,
        publisher=given.publisher or (known.id if known else None),
        language=extract.language,
        themes=given.themes,
    )


def notes(extract: Extract, draft: Draft, content: Content) -> Notes:
    """What a person should know who fills in the rest."""
    source: dict[str, list[str]] = {}
    if not draft.published and extract.clues:
        begin = "No date is printed. The text says, for a date, a range (2023-11-10/2023-11-30) or a guess (2023-11~):"
        source["published"] = [begin, *extract.clues]
    if not draft.publisher:
        likely = [f"perhaps {id_} ({why})" for id_, why in propose.likely_publishers(extract, content)]
        if extract.publisher:
            likely.insert(
                0, f'The page says "{extract.publisher}", which registers/publishers.yml does not have; add it.'
            )
        source["publisher"] = likely
    brief: dict[str, list[str]] = {}
    if not draft.themes:
        likely = propose.themes(extract.body, content)
        others = [id_ for id_ in content.themes if id_ not in likely]
        brief["themes"] = [f"likely: {', '.join(likely) or 'none'}; there are also: {', '.join(others) or 'no others'}"]
    if names := propose.names(extract.body, content):
        brief["claims"] = [f"Names of the register in the article, as we write them: {', '.join(names)}."]
    return Notes(source, brief)


def fault(key: str, draft: Draft, content: Content) -> str | None:
    """What is wrong with one thing that was settled, in the words of the check; None where nothing is, or all open."""
    place = _PLACES[key]
    if not getattr(draft, key):
        return None
    checked = check(Article, _typed(draft))
    for finding in checked if isinstance(checked, list) else ():
        if finding.path[: len(place)] == place:
            return f"{finding.message}{f' ({finding.hint})' if finding.hint else ''}"
    if key == "publisher" and draft.publisher and draft.publisher not in content.publishers:
        return _unknown(
            "publisher", draft.publisher, content.publishers.keys(), "or add it to registers/publishers.yml"
        )
    for theme in draft.themes if key == "themes" else ():
        if theme not in content.themes:
            return _unknown("theme", theme, content.themes.keys(), "")
    return None


def _typed(draft: Draft) -> dict[str, Any]:
    """The brief as the check reads it."""
    typed: dict[str, Any] = {"source": {}}
    for key, (*outer, inner) in _PLACES.items():
        value = getattr(draft, key)
        if value:
            (typed["source"] if outer else typed)[inner] = list(value) if isinstance(value, tuple) else value
    return typed


def _unknown(what: str, value: str, known: Any, otherwise: str) -> str:  # noqa: ANN401 - the keys of any register
    hint = "; ".join(filter(None, [did_you_mean(value, sorted(known)), otherwise]))
    return f"unknown {what} {quoted(value)}{f' ({hint})' if hint else ''}"
