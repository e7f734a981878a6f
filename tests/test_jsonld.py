import json
from dataclasses import replace
from pathlib import Path

import pytest
from small import article, claim
from small_edition import THEME, edition

from generator.build import read
from generator.publish.jsonld import graphs, json_ld
from generator.site.addresses import claim_uri
from generator.site.pages import pages

SITE = "https://site.example/sub/"


def graph(made, uri):
    """The nodes of a page's graph."""
    [page] = [page for page in pages(made.library, {}) if page.uri == uri]
    return graphs(made)(page)["@graph"]


def of_brief(**fields):
    """The nodes of a brief about an article with these fields of its source, and of the article."""
    return graph(edition(articles={"a-brief": article(claim(), **fields)}), "briefs/a-brief.md")


def of_claim(**fields):
    names = {
        "kim": {"name": "Kim Jong Un", "kind": "person", "spellings": ["Kim Jong-un"]},
        "nk": {"name": "North Korea", "kind": "place"},
    }
    articles = {"a-brief": article(claim(**fields)), "b-brief": article(claim())}
    made = edition(articles=articles, names=names, origins={"wire": {"title": "A wire report"}})
    return graph(made, "briefs/a-brief.md")[0]["hasPart"][0]


def test_a_brief_is_an_article_about_an_article():
    made = edition(published={"a-brief": ("2026-01-01", "2026-02-01")})
    ours, source = graph(made, "briefs/a-brief.md")
    assert (ours["@type"], ours["@id"], ours["headline"]) == ("Article", f"{SITE}briefs/a-brief/", "A brief")
    assert (ours["datePublished"], ours["dateModified"]) == ("2026-01-01T12:00:00Z", "2026-02-01T12:00:00Z")
    assert ours["about"] == {"@id": source["@id"]} == {"@id": "#source"}
    assert source == {
        "@type": "Article",
        "@id": "#source",
        "url": "https://source.example/",
        "headline": "As printed",
        "datePublished": "2023-11-10",
        "inLanguage": "en",
    }


@pytest.mark.parametrize("published", ["2023-11~", "2023-11/2023-12", "unknown"])
def test_a_date_that_schema_org_cannot_say_is_left_out(published):
    _, source = of_brief(published=published, published_why="It says so.")
    assert "datePublished" not in source


def test_a_claim_has_its_anchor_its_words_and_its_article():
    assert of_claim(when="2023-10/2023-12") == {
        "@type": "Claim",
        "@id": "#c1",
        "text": "An embassy was closed.",
        "temporalCoverage": "2023-10/2023-12",
        "appearance": {"@id": "#source"},
    }


@pytest.mark.parametrize("by", ["Kim Jong Un", "Kim Jong-un"])
def test_who_says_it_has_a_page(by):
    assert of_claim(by=by)["author"] == {"@type": "Person", "@id": f"{SITE}names/kim/", "name": "Kim Jong Un"}


@pytest.mark.parametrize("by", ["an aide of Kim Jong Un", "North Korea", "somebody"])
def test_who_says_it_and_has_no_page_stands_in_words(by):
    assert of_claim(by=by)["author"] == by


def test_what_is_re_told_appeared_first_elsewhere():
    assert of_claim(retells="wire")["firstAppearance"] == {"@type": "CreativeWork", "name": "A wire report"}
    assert of_claim(retells="b-brief")["firstAppearance"] == {
        "@type": "Article",
        "@id": f"{SITE}briefs/b-brief/#source",
        "headline": "As printed",
    }


def test_a_theme_answers_its_question_with_judgments_that_are_claims():
    judgment = {"id": "j1", "text": "The posts stay closed", "likelihood": "likely", "confidence": "low"}
    judgment |= {"because": ["a-brief#c1"], "reviewed": "2026-02-03"}
    [page] = graph(edition(themes={"closures": {**THEME, "judgments": [judgment]}}), "themes/closures.md")
    assert page["@type"] == "CollectionPage"
    assert page["mainEntity"]["acceptedAnswer"]["text"] == "For want of money."
    made, brief = page["hasPart"]
    assert (made["@type"], made["@id"], brief["name"]) == ("Claim", "#j1", "A brief")
    assert "55–80 %) that the posts stay closed" in made["text"]


def test_names_and_publishers_are_what_they_are():
    kinds = {"person": "Person", "organisation": "Organization", "place": "Place"}
    names = {kind: {"name": f"Kim {kind}", "kind": kind, "spellings": [f"{kind} Gim"]} for kind in kinds}
    made = edition(
        articles={"a-brief": article(claim(say="Kim person, Kim organisation and Kim place met."))},
        names=names,
        publishers={
            "paper": {"name": "The Paper", "reliability": "B", "why": "It is.", "url": "https://paper.example"}
        },
    )
    for kind, type_ in kinds.items():
        [node] = graph(made, f"names/{kind}.md")
        assert (node["@type"], node["name"], node["alternateName"]) == (type_, f"Kim {kind}", [f"{kind} Gim"])
        assert node["mainEntityOfPage"] == f"{SITE}names/{kind}/"
    [node] = graph(made, "publishers/paper.md")
    assert (node["@type"], node["name"], node["url"]) == ("Organization", "The Paper", "https://paper.example")


def test_every_page_says_what_site_it_belongs_to():
    made = edition(questions={"which": {"ask": "Which?", "type": "count"}})
    for page in pages(made.library, {}):
        [*nodes] = graphs(made)(page)["@graph"]
        assert nodes[0].get("isPartOf", {}).get("@id", nodes[0].get("mainEntityOfPage", "")).startswith(SITE)


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "R&D", '"\\', "평양"])
def test_any_text_is_inert_in_a_script_and_comes_back(text):
    made = edition(articles={"a-brief": {**article(claim()), "title": text}})
    [page] = [page for page in pages(made.library, {}) if page.uri == "briefs/a-brief.md"]
    written = json_ld(graphs(made)(page))
    assert not set("<>&") & set(written)
    assert json.loads(written)["@graph"][0]["headline"] == text


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of itself
def test_the_real_pages_are_read_by_an_outside_parser_and_hold_words_of_schema_org_only(needs):
    rdflib = needs("rdflib")
    made = replace(edition(), library=read(Path(__file__).parents[1])[0])
    statements = rdflib.Graph()
    for page in pages(made.library, {}):
        data = json.loads(json_ld(graphs(made)(page))) | {
            "@context": {"@vocab": "https://schema.org/"}
        }  # the one at that address is larger
        statements.parse(data=json.dumps(data), format="json-ld", base=made.publication.address(page.uri))
    types = set(statements.objects(predicate=rdflib.RDF.type))
    words = types | set(statements.predicates()) - {rdflib.RDF.type}
    assert {str(word) for word in words} - {str(word) for word in dir(rdflib.SDO)} == set()
    assert {rdflib.SDO.Claim, rdflib.SDO.Article, rdflib.SDO.Person, rdflib.SDO.Organization} <= types
    claims = {str(claim) for claim in statements.subjects(rdflib.RDF.type, rdflib.SDO.Claim)}
    assert claims >= {made.publication.address(claim_uri(ref)) for ref in made.library.claims}
