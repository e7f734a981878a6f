import re

import hostile
import pytest
from small import article, claim, library

from generator.publish import data
from generator.publish.citations import as_text, bibtex, csl, work

LIGATURES = re.compile("--|''|``|[?!]`")  # LaTeX makes one character of each

FULL = {
    "title": "Decoupling & de-risking: 100 %",
    "by": ["Antoine Bondaz", "AP and others"],
    "publisher": "frs",
    "url": "https://frs.example/a_b?c=%20&d#e",
    "published": "2023-12-20/2023-12-31",
    "published_why": "It says so.",
    "archived": "https://archive.example/a_b",
    "language": "fr",
}
PUBLISHERS = {"frs": {"name": "Fondation R&D", "reliability": "B", "why": "It is."}}


def cited(write, **fields):
    made = library(articles={"one-brief": article(claim(), **fields)}, publishers=PUBLISHERS)
    return write(made.articles["one-brief"], made)


def dated(write, text):
    return cited(write, published=text, published_why="It says so.")


def test_a_bibtex_entry():
    assert cited(bibtex, **FULL) == (
        "@misc{one-brief,\n"
        "  title = {{Decoupling \\& de-risking: 100 \\%}},\n"
        "  author = {{Antoine Bondaz} and {AP and others}},\n"
        "  howpublished = {Fondation R\\&D},\n"
        "  date = {2023-12-20/2023-12-31},\n"
        "  year = {2023},\n"
        "  month = dec,\n"
        "  url = {https://frs.example/a_b?c=%20&d#e},\n"
        "  language = {fr},\n"
        "  note = {Archived at https://archive.example/a\\_b},\n"
        "}\n"
    )


def test_what_is_unknown_is_left_out_of_bibtex():
    entry = cited(bibtex, url="unknown", published="unknown")
    assert entry == "@misc{one-brief,\n  title = {{As printed}},\n  language = {en},\n}\n"


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2023-11-10", {"date", "year", "month"}),
        ("2024-09~", {"date", "year", "month"}),
        ("2023?", {"date", "year"}),
        ("2023-10/2023-12", {"date", "year"}),
        ("2023-12-30/2024-01-02", {"date"}),
        ("2023/..", {"date"}),
        ("../2023", {"date"}),
    ],
)
def test_year_and_month_stand_where_the_whole_date_has_them(date, fields):
    entry = dated(bibtex, date)
    assert {line.split()[0] for line in entry.splitlines()[1:-1]} == fields | {"title", "url", "language"}
    assert f"  date = {{{date}}},\n" in entry


def test_latex_is_inert():
    title = r"\input{a} {b $c$ ~d^e #f _g 100% & }"
    assert r"{{\textbackslash{}input\textbraceleft{}a\textbraceright{} \textbraceleft{}b \$c\$ " in cited(
        bibtex, title=title
    )


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2023-11-10", {"date-parts": [[2023, 11, 10]]}),
        ("2024-09~", {"date-parts": [[2024, 9]], "circa": True}),
        ("2023?", {"date-parts": [[2023]], "circa": True}),
        ("2023", {"date-parts": [[2023]]}),
        ("2023-12-20/2023-12-31", {"date-parts": [[2023, 12]], "circa": True}),
        ("2023-10/2023-12-05", {"date-parts": [[2023]], "circa": True}),
        ("2023-12-31/2024-01-02", {"literal": "31 December 2023–2 January 2024"}),
        ("2023/..", {"literal": "since 2023"}),
        ("../2023-05", {"literal": "until May 2023"}),
    ],
)
def test_a_date_in_csl(date, issued):
    assert dated(csl, date)["issued"] == issued


def test_a_csl_item():
    assert cited(csl, **FULL) == {
        "id": "one-brief",
        "type": "webpage",
        "title": "Decoupling & de-risking: 100 %",
        "author": [{"literal": "Antoine Bondaz"}, {"literal": "AP and others"}],
        "container-title": "Fondation R&D",
        "issued": {"date-parts": [[2023, 12]], "circa": True},
        "URL": "https://frs.example/a_b?c=%20&d#e",
        "language": "fr",
        "note": "Archived at https://archive.example/a_b",
    }


def test_what_is_unknown_is_left_out_of_csl():
    item = cited(csl, url="unknown", published="unknown")
    assert item == {"id": "one-brief", "type": "webpage", "title": "As printed", "language": "en"}


def test_a_plain_citation():
    assert cited(lambda article, library: as_text(work(article, library)), **FULL) == (
        "Antoine Bondaz, AP and others, “Decoupling & de-risking: 100 %”, Fondation R&D, 20–31 December 2023, "
        "https://frs.example/a_b?c=%20&d#e (archived at https://archive.example/a_b)"
    )


def test_a_plain_citation_of_which_little_is_known():
    assert (
        cited(lambda article, library: as_text(work(article, library)), url="unknown", published="unknown")
        == "“As printed”, undated"
    )


def test_an_outside_reader_takes_every_bibtex_entry_whole(needs):
    bibtexparser = needs("bibtexparser")
    decode = latex_reader(needs)
    needs("corpora")
    needs("brs_kb")
    texts = {f"brief-{n}": text for n, text in enumerate(hostile.strings()[::4])}
    articles = {key: article(title=text, by=[text, "B"]) for key, text in texts.items()}
    read = bibtexparser.parse_string(data.briefs_bib(library(articles=articles)).decode())
    assert read.failed_blocks == []
    assert len(read.entries) == len(texts)
    for key, text in texts.items():
        if not LIGATURES.search(text):
            entry = {field.key: field.value for field in read.entries_dict[key].fields}
            assert decode(entry["title"]) == text
            assert decode(entry["author"]) == f"{text} and B"


def latex_reader(needs):
    """What turns LaTeX into plain text; of some of LaTeX's own macros it has to be told."""
    latex2text = needs("pylatexenc.latex2text")
    macros = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
    known = latex2text.get_default_latex_context_db()
    known.add_context_category("ascii", [latex2text.MacroTextSpec(*each) for each in macros.items()], prepend=True)
    return latex2text.LatexNodes2Text(latex_context=known).latex_to_text


def test_an_outside_reader_sets_csl_items(needs):
    citeproc = needs("citeproc")
    source = needs("citeproc.source.json")
    items = [cited(csl, **FULL), {**dated(csl, "2023-11-10"), "id": "b"}, {**dated(csl, "2023/.."), "id": "c"}]
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source.CiteProcJSON(items), citeproc.formatter.plain)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    full, *others = map(str, bibliography.bibliography())
    assert full.startswith("Antoine Bondaz and AP and others (2023) Decoupling & de-risking: 100 %, Fondation R&D.")
    assert others[0].startswith("As printed (2023)")
    assert others[1].startswith("As printed (since 2023)")
