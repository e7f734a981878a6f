import gc
from pathlib import Path

import pytest
import tiny

from generator.build import build, read
from generator.problems import for_people

FAULTY = Path(__file__).parent / "faulty"


@pytest.fixture
def root(tmp_path):
    return tiny.make(tmp_path)


def pages(root, **how):
    site = build(root, **how)
    return {page.uri: site.render(page) for page in site.pages}


def files(site):
    return {asset.uri: asset.make() for asset in site.assets}


def lines_of_briefs(pages):
    return [line for line in pages["briefs.md"].markdown.splitlines() if line.startswith("- ")]


def test_every_mistake_is_named_at_once_with_its_place_and_the_way_out(golden):
    _, problems = read(FAULTY, copies=FAULTY / "copies", drafts=True)
    golden(FAULTY / "expected.txt", for_people(problems))


def test_a_brief_becomes_a_page_that_names_its_file(root):
    found = pages(root)
    assert found["briefs/first-brief.md"].source == "briefs/articles/first-brief.yml"
    assert "# An embassy was closed" in found["briefs/first-brief.md"].markdown
    assert build(root).articles == 2


def test_the_same_briefs_give_the_same_site(root):
    assert pages(root) == pages(root)
    assert files(build(root)) == files(build(root))


def test_no_address_is_given_twice(root):
    site = build(root)
    addresses = [each.uri for each in (*site.pages, *site.assets)]
    assert len(addresses) == len(set(addresses))


def test_no_briefs_make_a_site_that_says_so(tmp_path):
    (tmp_path / "briefs").mkdir()
    site = build(tmp_path)
    assert (site.problems, site.articles) == ((), 0)
    assert "no briefs yet" in pages(tmp_path)["index.md"].markdown.lower()
    assert {page.uri for page in site.pages} >= {"index.md", "about.md", "briefs.md", "timeline.md"}


def test_a_theme_without_briefs_has_its_page(root):
    assert "no briefs on this theme yet" in pages(root)["themes/brics-outreach.md"].markdown.lower()


def test_a_brief_that_cannot_be_read_is_left_out_and_the_others_stay(root):
    tiny.write_article(root, "third-brief", "[")
    site = build(root)
    assert [problem.file for problem in site.problems] == ["briefs/articles/third-brief.yml"]
    assert site.articles == 2
    assert "briefs/third-brief.md" not in pages(root)


def test_a_mission_is_shown_though_the_brief_it_rests_on_cannot_be_read(root):
    (root / "briefs/registers").mkdir()
    (root / "briefs/registers/missions.yml").write_text(
        "kampala:\n  city: Kampala\n  country: UG\n  kind: embassy\n  point: [0.35, 32.58]\n"
        "  stages: [{stage: closed, when: 2023-10, because: [first-brief#c1]}]\n"
    )
    shown = "**Closed** October 2023 "
    assert f"{shown}[" in pages(root)["missions.md"].markdown
    (root / "briefs/articles/first-brief.yml").write_text("title: [")
    assert f"{shown}first-brief#c1" in pages(root)["missions.md"].markdown


def test_a_quotation_that_is_not_found_stays_in_with_its_label(root):
    path = tiny.write_article(root, "third-brief", "A third embassy was closed")
    path.write_text(path.read_text().replace("  published:", "  copy: {file: copy.txt}\n  published:"))
    (root / "copies").mkdir()
    (root / "copies/copy.txt").write_text("The doors stayed open.")
    assert build(root).problems == ()
    site = build(root, copies=root / "copies")
    assert [problem.path for problem in site.problems] == ["claims[0].quote"]
    assert "not found in the copy" in pages(root, copies=root / "copies")["briefs/third-brief.md"].markdown.lower()


def test_drafts_are_checked_and_shown_on_demand_only(root):
    path = tiny.write_article(root, "a-draft", "A draft of a brief")
    path.write_text(path.read_text() + "draft: true\n")
    assert "briefs/a-draft.md" not in pages(root)
    shown = pages(root, drafts=True)
    assert "**Draft**" in shown["briefs/a-draft.md"].markdown
    assert [", draft*{ .date } [A draft" in line for line in lines_of_briefs(shown)] == [True, False, False]
    assert not any("**Draft**" in page.markdown or ", draft*" in page.markdown for page in pages(root).values())
    assert not any("A draft of a brief" in page.markdown for page in pages(root).values())
    for drafts in (True, False):
        made = files(build(root, drafts=drafts)).items()
        assert not any(b"A draft of a brief" in data for uri, data in made if uri.startswith("data/"))
    path.write_text(path.read_text() + "limit: a key that is unknown\n")
    assert len(build(root).problems) == 1


def test_nothing_of_a_page_is_there_that_no_reader_should_see(root):
    for page in pages(root).values():
        assert "None" not in page.markdown
        assert str(root) not in page.markdown


def test_what_people_wrote_in_docs_opens_a_page(root):
    assert "Written by hand." in pages(root)["about.md"].markdown


def test_the_collector_of_garbage_is_left_as_it_was(root):
    build(root)
    assert gc.isenabled()
    gc.disable()
    try:
        build(root)
        assert not gc.isenabled()
    finally:
        gc.enable()
