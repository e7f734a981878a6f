"""A library as small as a test needs: records as they are written, linked."""

from generator.copies import Copies
from generator.link import link
from generator.reading.content import Answer, Content
from generator.schema import Article, Mission, Name, Origin, Publisher, Question, Theme

SUMMARY = "Something was closed and somebody said why, which is told here in as many words as a summary has to have."


def article(*claims, **fields):
    """An article with these claims, each a mapping, and fields of its source."""
    source = {"title": "As printed", "url": "https://source.example/", "published": "2023-11-10", **fields}
    return {"title": "A brief", "source": source, "themes": ["closures"], "summary": SUMMARY, "claims": list(claims)}


def claim(number=1, **fields):
    return {"id": f"c{number}", "say": "An embassy was closed.", **fields}


def mission(**fields):
    return {"city": "Kampala", "country": "UG", "kind": "embassy", "point": ["0.35", "32.58"], **fields}


def library(**records):
    """Link records, given by kind and id as they stand in the files; in order of ids, as `load` hands them over."""
    models = {
        "articles": Article,
        "themes": Theme,
        "questions": Question,
        "names": Name,
        "missions": Mission,
        "publishers": Publisher,
        "origins": Origin,
    }
    typed = {
        kind: {id_: model.model_validate(record) for id_, record in sorted(records.get(kind, {}).items())}
        for kind, model in models.items()
    }
    answers = {
        article_id: tuple(
            Answer(article_id, each.id, question, typed["questions"][question].parse(value))
            for each in one.claims
            for question, value in each.answers.items()
        )
        for article_id, one in typed["articles"].items()
    }
    return link(Content(**typed, answers=answers), Copies(None), lambda *_: None)[0]
