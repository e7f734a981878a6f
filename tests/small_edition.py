"""An edition as small as a test needs."""

import datetime as dt

from small import article, claim, library

from generator.past.corrections import Change, Chronicle, Correction, Published
from generator.site.edition import Edition, Publication
from generator.site.updates import updates

SITE = Publication("Briefings & more", "https://site.example/sub/")
THEME = {
    "title": "Closures",
    "question": "Why?",
    "bottom_line": "For want of money.",
    "trend": "down",
    "trend_why": "x",
}


def noon(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def correction(of="a-brief#c1", day="2026-03-01", what="changed", **changes):
    made = tuple(Change(field, *values) for field, values in changes.items())
    return Correction(of, what, noon(day), "0123456789abcdef", made)


def edition(published=(), corrections=(), **records):
    """An edition of these records, by default one brief on one theme.

    Args:
        published: by id of an article, the days of its first and its last version.
        corrections: the newest first.
    """
    made = library(**{"articles": {"a-brief": article(claim())}, "themes": {"closures": THEME}, **records})
    times = {id_: Published(noon(first), noon(last)) for id_, (first, last) in dict(published).items()}
    return Edition(SITE, made, Chronicle(times, tuple(corrections)), updates(made, corrections))
