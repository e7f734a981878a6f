"""The data files, whole and in bytes, of everything published (content model, "Data files").

What their fields mean stands in records.py. Records are in order of ids, one a line, so that two versions of a file
compare well.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import Final

from generator.evidence.compare import AGREE, GRAVEST_FIRST, Verdict
from generator.library import Library, LinkedArticle, LinkedClaim, LinkedMission, LinkedName, LinkedQuestion
from generator.publish.citations import bibtex, csl
from generator.publish.records import (
    BriefRecord,
    ClaimRecord,
    ClaimRow,
    CopyRecord,
    MissionFeature,
    NameRecord,
    QuestionRecord,
    SourceRecord,
)
from generator.schema import Copy, Source
from generator.site import addresses
from generator.values.answers import written
from generator.values.edtf import Edtf

_COLUMNS: Final = tuple(ClaimRow.__annotations__)
_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def briefs_json(library: Library) -> bytes:
    """Every brief with its claims."""
    return _json(map(_brief, _in_order(library)))


def claims_csv(library: Library) -> bytes:
    """Every claim in a row, with a header line (RFC 4180); text stands letter for letter."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    cells = itemgetter(*_COLUMNS)
    writer.writerows(cells(_row(claim)) for article in _in_order(library) for claim in article.claims)
    return out.getvalue().encode()


def questions_json(library: Library) -> bytes:
    """Every question with its answers compared."""
    return _json(map(_question, library.questions.values()))


def names_json(library: Library) -> bytes:
    """Every person, organisation and place with the claims that name it."""
    return _json(map(_name, library.names.values()))


def missions_geojson(library: Library) -> bytes:
    """Every post as a point (RFC 7946)."""
    features = _json(map(_mission, library.missions.values()))
    return b'{"type": "FeatureCollection", "features": ' + features.rstrip() + b"}\n"


def briefs_bib(library: Library) -> bytes:
    """Every article as a BibTeX entry."""
    return "\n".join(bibtex(article, library) for article in _in_order(library)).encode()


def briefs_csl_json(library: Library) -> bytes:
    """Every article as an item of CSL-JSON."""
    return _json(csl(article, library) for article in _in_order(library))


def _in_order(library: Library) -> list[LinkedArticle]:
    """The articles in order of ids."""
    return sorted(library.articles.values(), key=attrgetter("id"))


def _json(records: Iterable[Mapping[str, object]]) -> bytes:
    lines = b",\n".join(_encode(record).encode() for record in records)  # bytes: a third of the memory of text
    return b"[\n%b\n]\n" % lines if lines else b"[]\n"


def _brief(article: LinkedArticle) -> BriefRecord:
    typed = article.typed
    return {
        "id": article.id,
        "title": typed.title,
        "url": _address(addresses.brief_uri(article.id)),
        "source": _source(typed.source),
        "themes": typed.themes,
        "summary": typed.summary,
        "limits": typed.limits,
        "claims": [_claim(claim) for claim in article.claims],
    }


def _source(source: Source) -> SourceRecord:
    return {
        "title": source.title,
        "url": source.url,
        "published": _text(source.published),
        "published_why": source.published_why,
        "by": source.by,
        "publisher": source.publisher,
        "retells": source.retells,
        "language": source.language,
        "archived": source.archived,
        "copy": _copy(source.copy_) if source.copy_ else None,
    }


def _copy(copy: Copy) -> CopyRecord:
    return {
        "file": copy.file,
        "sha256": copy.sha256,
        "quotes": copy.quotes,
        "checked": copy.checked.isoformat() if copy.checked else None,
    }


def _claim(claim: LinkedClaim) -> ClaimRecord:
    typed = claim.typed
    return {
        "id": typed.id,
        "say": typed.say,
        "quote": typed.quote,
        "quote_result": claim.quote,
        "kind": claim.kind,
        "by": typed.by,
        "retells": typed.retells,
        "origin": claim.origin,
        "when": _text(typed.when),
        "as_of": _text(claim.moment),
        "themes": list(claim.themes),
        "names": list(claim.names),
        "answers": {answer.question: written(answer.value) for answer in claim.answers},
        "note": typed.note,
        "off_timeline": bool(typed.off_timeline),
    }


def _row(claim: LinkedClaim) -> ClaimRow:
    typed = claim.typed
    return {
        "claim": claim.ref,
        "article": claim.article,
        "themes": ";".join(claim.themes),
        "kind": claim.kind,
        "by": typed.by or "",
        "when": _text(typed.when) or "",
        "as_of": _text(claim.moment) or "",
        "say": typed.say,
        "quote": typed.quote or "",
        "quote_result": claim.quote,
        "origin": claim.origin,
        "names": ";".join(claim.names),
        "url": _address(addresses.claim_uri(claim.ref)),
    }


def _question(question: LinkedQuestion) -> QuestionRecord:
    return {
        "id": question.id,
        "ask": question.typed.ask,
        "type": question.typed.type,
        "over_time": question.typed.over_time,
        "verdict": question.verdict,
        "origins": question.origins,
        "answers": [
            {
                "claim": answer.claim,
                "value": written(answer.value),
                "moment": _text(answer.moment),
                "origin": answer.origin,
                "compared": _compared(row, place),
            }
            for place, (answer, row) in enumerate(zip(question.answers, question.compared, strict=True))
        ],
    }


def _compared(row: bytes, place: int) -> dict[Verdict, list[int]]:
    """By verdict, where the answers stand that come after one and do not agree with it."""
    rest = row[place + 1 :]
    return {
        GRAVEST_FIRST[verdict]: [other for other, number in enumerate(rest, place + 1) if number == verdict]
        for verdict in sorted(set(rest) - {AGREE})
    }


def _name(name: LinkedName) -> NameRecord:
    typed = name.typed
    return {
        "id": name.id,
        "name": typed.name,
        "kind": typed.kind,
        "spellings": typed.spellings,
        "hangul": typed.hangul,
        "claims": [claim.ref for claim in name.claims],
    }


def _mission(mission: LinkedMission) -> MissionFeature:
    typed = mission.typed
    latitude, longitude = typed.point
    return {
        "type": "Feature",
        "id": mission.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "city": typed.city,
            "country": typed.country,
            "kind": typed.kind,
            "status": mission.status,
            "stages": [
                {"stage": stage.stage, "when": stage.when.text, "because": stage.because} for stage in mission.stages
            ],
        },
    }


def _text(date: Edtf | None) -> str | None:
    return date.text if date else None


def _address(uri: str) -> str:
    """The address of a page (`briefs/x.md#c1`) as readers see it, from the root of the site: `briefs/x/#c1`."""
    return uri.replace(".md", "/", 1)  # ids hold no full stop
