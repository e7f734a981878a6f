"""What people write: the one table of fields, types, help texts and vocabularies (content model, "What people write").

The check, the editors' JSON schema, the field table in CONTRIBUTING and the scaffold of a new brief all come from here.
"""

from generator.schema.article import Article, Claim, Copy, Source
from generator.schema.fields import (
    MOST_QUOTED_CHARACTERS,
    MOST_QUOTED_WORDS,
    SLUG,
    Record,
    is_answer,
    is_claim_ref,
    is_id,
    is_reserved,
    word_count,
)
from generator.schema.registers import (
    Editor,
    Mission,
    Name,
    Origin,
    Publisher,
    Question,
    Reason,
    Stage,
)
from generator.schema.theme import Judgment, Outcome, Theme, Wording

__all__ = [
    "MOST_QUOTED_CHARACTERS",
    "MOST_QUOTED_WORDS",
    "SLUG",
    "Article",
    "Claim",
    "Copy",
    "Editor",
    "Judgment",
    "Mission",
    "Name",
    "Origin",
    "Outcome",
    "Publisher",
    "Question",
    "Reason",
    "Record",
    "Source",
    "Stage",
    "Theme",
    "Wording",
    "is_answer",
    "is_claim_ref",
    "is_id",
    "is_reserved",
    "word_count",
]
