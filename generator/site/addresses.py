"""Addresses of pages and feeds: Markdown files below the folder of pages. Decided here and nowhere else."""

from typing import Final

HOME: Final = "index.md"
ABOUT: Final = "about.md"
BRIEFS: Final = "briefs.md"
CLAIMS: Final = "claims.md"
CORRECTIONS: Final = "corrections.md"
DATA: Final = "data.md"
DISAGREEMENTS: Final = "disagreements.md"
MISSIONS: Final = "missions.md"
NAMES: Final = "names.md"
SOURCES: Final = "sources.md"
TIMELINE: Final = "timeline.md"


def brief_uri(article_id: str) -> str:
    """Address of a brief."""
    return f"briefs/{article_id}.md"


def theme_uri(theme_id: str) -> str:
    """Address of a theme."""
    return f"themes/{theme_id}.md"


def question_uri(question_id: str) -> str:
    """Address of a question."""
    return f"questions/{question_id}.md"


def name_uri(name_id: str) -> str:
    """Address of a person, an organisation or a place."""
    return f"names/{name_id}.md"


def publisher_uri(publisher_id: str) -> str:
    """Address of a publisher."""
    return f"publishers/{publisher_id}.md"


def claim_uri(ref: str) -> str:
    """Address of a claim `<article>#c1` on its brief."""
    return f"briefs/{ref.replace('#', '.md#', 1)}"


def claims_with(facet: str, choice: str) -> str:
    """Address of the claims page with one filter set: by a `key` and a choice of publish/claims_index.py."""
    return f"{CLAIMS}?{facet}={choice}"


CORRECTIONS_FEED: Final = "feeds/corrections"
"""Address of a feed, as all of them without its ending: `.atom` or `.json`."""


def feed_uri(theme_id: str = "") -> str:
    """Address of a theme's feed, without its ending; of the site's, where no theme is named."""
    return f"feeds/themes/{theme_id}" if theme_id else "feeds/site"
