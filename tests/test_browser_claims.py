"""The filters of the claims page in Chromium: on the real site, and from a folder with text that tries to act."""

import json
import re
import shutil
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import tiny
from browser import build_as_if_large

from generator.publish.claims_index import SHELVES, shelf

SHOWN = """() => {
  const count = (field) => Number(field.closest("label").querySelector(".number").textContent);
  const boxes = [...document.querySelectorAll(".filtered input[type=checkbox]")].map((box) => [
    box.name, box.value, count(box),
  ]);
  const options = [...document.querySelectorAll(".filtered option[value]:not([value=''])")].map((option) => [
    option.closest("select").name, option.value, Number(option.textContent.match(/\\((\\d+)\\)$/)[1]),
  ]);
  return [...boxes, ...options];
}"""


@pytest.fixture(scope="module")
def choices(library):
    """By claim and facet, the claim's choices."""
    return {claim.ref: choices_of(claim, library) for claim in library.claims.values()}


def choices_of(claim, library):
    pairs = [pair for question in library.questions.values() for pair in question.pairs() if claim.ref in pair.claims]
    origins = [answer.origins for answer in claim.answers]
    return {
        "theme": set(claim.themes),
        "kind": {claim.kind},
        "name": set(claim.names),
        "publisher": {library.articles[claim.article].typed.source.publisher or "-"},
        "article": {claim.article},
        "question": {answer.question for answer in claim.answers},
        "year": {str(claim.year or "-")},
        "compared": {pair.verdict for pair in pairs} or {"single" if origins else "none"},
        "origins": {str(min(5, max(origins)))} if origins else set(),
        "quote": {claim.quote},
    }


def passing(choices, query, but=""):
    """The claims that pass all filters of a query, that of one facet left out."""
    wanted = {key: set(values) for key, values in parse_qs(query).items() if key != but}
    return [ref for ref, of in choices.items() if all(of[key] & wanted[key] for key in wanted)]


def status(page):
    return page.get_by_role("status").inner_text()


def found(page):
    """The claims found, all of them."""
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        shown = page.locator(".found li").count()
        more.click()
        page.wait_for_function("shown => document.querySelectorAll('.found li').length > shown", arg=shown)
    return listed(page, ".found")


def listed(page, place):
    """The claims that a list links to."""
    links = page.locator(f"{place} .timeline li > a")
    return [ref(address) for address in links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")]


def ref(address):
    """The claim that an address leads to."""
    path, _, claim = address.partition("#")
    return f"{path.strip('/').split('/')[-1].removesuffix('.html')}#{claim}"


def asked(page):
    return urlsplit(page.url).query


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="nothing"),
        pytest.param("kind=fact", id="one"),
        pytest.param("kind=fact&kind=statement&year=2023&year=2024", id="several of a facet"),
        pytest.param("theme=embassy-retrenchment&compared=conflict&origins=1", id="several facets"),
        pytest.param("name=choe-son-hui&publisher=tass", id="drop-down lists"),
        pytest.param("kind=fact&name=nobody", id="what is no more"),
    ],
)
def test_claims_and_counts_are_those_worked_out_in_python(visit, choices, query):
    page = visit(f"claims/?{query}")
    shown = {(key, choice): count for key, choice, count in page.evaluate(SHOWN)}
    places = {(key, choice) for of in choices.values() for key, ids in of.items() for choice in ids}
    assert shown == {
        (key, choice): sum(choice in choices[ref][key] for ref in passing(choices, query, but=key))
        for key, choice in places
    }
    expected = passing(choices, query)
    assert sorted(found(page)) == sorted(expected)
    words = {0: "No claim passes all these filters.", len(choices): f"{len(choices)} claims"}
    assert status(page) == words.get(len(expected), f"{len(expected)} of {len(choices)} claims")


@pytest.mark.parametrize("text", ["Choi Son-hui", "choe SON hui", "최선희", "최선"])
def test_text_finds_names_in_any_spelling(visit, library, text):
    page = visit("claims/")
    page.get_by_label("Words, or a name in any spelling").fill(text)
    assert set(found(page)) == {claim.ref for claim in library.names["choe-son-hui"].claims}


def test_text_finds_words_by_their_beginnings_and_marks_them(visit, library):
    page = visit("claims/?text=nEPal  embass")
    expected = [
        claim.ref for claim in library.claims.values() if "Nepal" in claim.typed.say and "embassy" in claim.typed.say
    ]
    assert expected
    assert set(expected) <= set(found(page))
    assert {"Nepal", "embassy"} <= set(page.locator("li mark").all_inner_texts())


def test_a_claim_leads_to_its_place_on_its_brief(visit, library):
    page = visit("claims/?compared=conflict")
    link = page.locator(".found li > a").first
    claim = library.claims[ref(link.get_attribute("href"))]
    link.click()
    assert page.locator(":target").inner_text().startswith(claim.typed.say)


def test_an_address_keeps_the_filters_and_back_and_forward_walk_through_them(visit):
    page = visit("claims/")
    text = page.get_by_role("searchbox", name="Words, or a name in any spelling")
    fact = page.get_by_role("group", name="Kind").get_by_role("checkbox", name="Fact")
    publisher = page.get_by_role("combobox", name="Publisher")
    seen = [(asked(page), status(page))]
    fact.check()
    seen.append((asked(page), status(page)))
    text.press_sequentially("brics")  # one step, however many letters
    seen.append((asked(page), status(page)))
    publisher.select_option("tass")
    seen.append((asked(page), status(page)))
    assert [query for query, _ in seen] == [
        "",
        "kind=fact",
        "text=brics&kind=fact",
        "text=brics&kind=fact&publisher=tass",
    ]
    assert len({number for _, number in seen}) == 4
    for before in seen[-2::-1]:
        page.go_back()
        assert (asked(page), status(page)) == before
    assert (text.input_value(), fact.is_checked(), publisher.input_value()) == ("", False, "")
    for after in seen[1:]:
        page.go_forward()
        assert (asked(page), status(page)) == after
    page.reload()
    assert (asked(page), status(page)) == seen[-1]
    assert (text.input_value(), fact.is_checked(), publisher.input_value()) == ("brics", True, "tass")


def test_filters_can_be_taken_away_one_by_one_or_all(visit):
    page = visit("claims/?text=brics&kind=fact&publisher=tass&from=elsewhere")
    page.get_by_role("button", name="Remove filter: TASS").click()
    assert asked(page) == "text=brics&kind=fact"
    page.get_by_role("button", name="Clear all filters").click()
    assert asked(page) == ""
    assert not page.locator(".chosen button").all()
    assert not page.get_by_role("checkbox", name="Fact").is_checked()


def test_all_can_be_done_with_the_keyboard(visit, library):
    page = visit("claims/")

    def tab_to(what):
        for _ in range(200):
            page.keyboard.press("Tab")
            if what.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"no way with the keyboard to {what}")

    tab_to(page.get_by_role("searchbox", name="Words, or a name in any spelling"))
    page.keyboard.type("brics")
    tab_to(page.get_by_role("checkbox", name="Fact"))
    page.keyboard.press("Space")
    tab_to(page.get_by_role("combobox", name="Publisher"))
    page.keyboard.type("TASS")
    assert asked(page) == "text=brics&kind=fact&publisher=tass"
    tab_to(page.get_by_role("button", name="Remove filter: brics"))
    page.keyboard.press("Enter")
    assert asked(page) == "kind=fact&publisher=tass"
    tab_to(page.locator(".found li > a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/briefs/**")


def test_the_way_past_the_filters_and_to_more_claims_keeps_the_keyboard_where_the_reader_is(visit):
    page = visit("claims/")
    skip = page.get_by_role("link", name="Skip to the claims found")
    skip.focus()
    assert skip.bounding_box()["height"] > 10
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.found li:first-child > a')")
    page.get_by_role("button", name="Show more").press("Enter")
    assert page.evaluate("document.activeElement.matches('.found li:nth-child(51) > a')")


def test_on_a_phone_the_filters_fold_away(visit):
    page = visit("claims/?kind=fact", viewport={"width": 320, "height": 640})
    toggle = page.get_by_role("button", name="Filters (1 set)")
    assert toggle.get_attribute("aria-expanded") == "false"
    assert not page.get_by_role("checkbox", name="Fact").is_visible()
    toggle.click()
    assert toggle.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("checkbox", name="Fact").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_script_the_claims_are_listed_by_year(visit, library):
    page = visit("claims/", java_script_enabled=False)
    assert not page.locator(".filtered").all()
    assert listed(page, "#claims") == [claim.ref for claim in library.latest[:20]]
    years = [urljoin(page.url, link.get_attribute("href")) for link in page.get_by_role("link", name=" (").all()]
    everything = []
    for year in years:
        page.goto(year)
        everything += listed(page, "article")
    assert sorted(everything) == sorted(library.claims)


def loaded(page):
    """What the page loaded of the index of the claims: names of its parts."""
    scripts = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    return [name.split("/")[-1].removesuffix(".js") for name in scripts if "/claims-index/" in name]


def without_articles(choices):
    return {ref: {key: ids for key, ids in of.items() if key != "article"} for ref, of in choices.items()}


def says(page, words):
    """Wait until the page says how many claims are found: parts of a large index take a moment to come."""
    page.get_by_role("status").filter(has_text=re.compile(f"^{words}$")).wait_for()


def test_a_large_index_is_loaded_as_far_as_it_is_shown(visit, large, choices):
    page = visit(f"{large}claims/")
    says(page, f"{len(choices)} claims")
    assert loaded(page) == ["0", "1", "2"]  # for the fifty claims shown
    shown = {(key, choice): count for key, choice, count in page.evaluate(SHOWN)}
    places = {(key, choice) for of in without_articles(choices).values() for key, ids in of.items() for choice in ids}
    assert shown == {(key, choice): sum(choice in of[key] for of in choices.values()) for key, choice in places}
    assert sorted(found(page)) == sorted(choices)


@pytest.mark.parametrize("query", ["kind=fact&kind=statement&year=2023&year=2024", "name=choe-son-hui&publisher=tass"])
def test_a_large_index_filters_and_counts_alike(visit, large, choices, query):
    choices = without_articles(choices)
    page = visit(f"{large}claims/?{query}")
    expected = passing(choices, query)
    says(page, f"{len(expected)} of {len(choices)} claims")
    assert sorted(found(page)) == sorted(expected)
    shown = {(key, choice): count for key, choice, count in page.evaluate(SHOWN)}
    places = {(key, choice) for of in choices.values() for key, ids in of.items() for choice in ids}
    assert shown == {
        (key, choice): sum(choice in choices[ref][key] for ref in passing(choices, query, but=key))
        for key, choice in places
    }


@pytest.mark.parametrize("text", ["Choi Son-hui", "최선희"])
def test_a_large_index_finds_names_in_any_spelling(visit, large, library, text):
    page = visit(f"{large}claims/")
    field = page.get_by_label("Words, or a name in any spelling")
    field.fill(text)
    expected = {claim.ref for claim in library.names["choe-son-hui"].claims}
    says(page, f"{len(expected)} of {len(library.claims)} claims")
    assert set(found(page)) == expected
    field.fill("")
    says(page, f"{len(library.claims)} claims")


def test_a_large_index_loads_the_words_that_begin_as_what_is_typed(visit, large, library):
    page = visit(f"{large}claims/")
    field = page.get_by_label("Words, or a name in any spelling")
    field.fill("n")  # too little to go by
    says(page, f"{len(library.claims)} claims")
    field.fill("nep embas")
    says(page, rf"\d+ of {len(library.claims)} claims")
    expected = {f"words-{shelf(word, SHELVES)}" for word in ("nep", "embas")}
    assert {name for name in loaded(page) if name.startswith("words-")} == expected
    expected = {
        claim.ref for claim in library.claims.values() if "Nepal" in claim.typed.say and "mbass" in claim.typed.say
    }
    assert expected
    assert expected <= set(found(page))
    assert {"Nepal", "embassy"} <= set(page.locator("li mark").all_inner_texts())


def test_a_large_index_that_cannot_be_loaded_says_so(chromium, large):
    context = chromium.new_context()
    context.route("**/claims-index/filters.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{large}claims/?kind=fact")
    page.get_by_role("status").filter(has_text="could not be loaded").wait_for()
    context.close()


def test_a_large_index_works_from_a_folder(visit, needs, tmp_path, library):
    needs("pagefind_bin")
    build_as_if_large(tiny.OURS, tmp_path / "site", "--offline")
    page = visit(f"{(tmp_path / 'site').as_uri()}/claims.html?text=nepal")
    expected = {claim.ref for claim in library.claims.values() if "nepal" in claim.typed.say.lower()}
    says(page, rf"\d+ of {len(library.claims)} claims")
    assert expected
    assert expected <= set(found(page))
    page.get_by_role("textbox", name="Search").press_sequentially("1,000 sappers")  # the theme's own search
    page.locator(".md-search-result__link").first.wait_for()


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    '"><svg onload=alert(3)>',
    "javascript:alert(4)//",
    "{{ 7*7 }} ${7*7} <b>bold</b> &lt;i&gt;",
    "'; alert(5); //",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, needs):
    """A site in a folder, with names of files instead of directories, whose texts try to act."""
    root = tiny.make(tmp_path_factory.mktemp("hostile"))
    tiny.dress(root)
    config = (root / "mkdocs.yml").read_text("utf-8").replace("plugins:", "use_directory_urls: false\nplugins:")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    shutil.copytree(tiny.OURS / "docs", root / "docs", dirs_exist_ok=True)
    brief = {
        "title": "A brief that is up to no good",
        "source": {
            "title": "As printed",
            "url": "https://example.org/",
            "published": "2023-12-01",
            "publisher": "outlet",
        },
        "themes": ["russia-ties"],
        "summary": "Something was closed and somebody said why. What follows makes this summary as long as it must.",
        "claims": [
            {"id": f"c{number}", "say": f"It said {text} and more", "by": text}
            for number, text in enumerate(HOSTILE, start=1)
        ],
    }
    registers = {
        "publishers": {"outlet": {"name": HOSTILE[0], "reliability": "C", "why": "It is new."}},
        "names": {"nobody": {"name": HOSTILE[2], "kind": "person", "spellings": [HOSTILE[4]], "hangul": HOSTILE[1]}},
    }
    (root / "briefs/registers").mkdir()
    for path, record in {"articles/hostile": brief, **{f"registers/{k}": v for k, v in registers.items()}}.items():
        (root / f"briefs/{path}.yml").write_text(json.dumps(record), "utf-8")
    built = tiny.run(root, "build")
    assert built.returncode == 0, built.stdout
    search = root / "site/search/search_index"  # the theme reads a script from folders, as its offline plugin writes it
    search.with_suffix(".js").write_text(f"var __index = {search.with_suffix('.json').read_text('utf-8')}", "utf-8")
    return f"{(root / 'site').as_uri()}/"


def test_hostile_text_is_shown_letter_for_letter(visit, hostile):
    page = visit(f"{hostile}claims.html?publisher=outlet")
    assert page.locator(".found li > a").all_inner_texts() == [f"It said {text} and more" for text in HOSTILE]
    assert HOSTILE[0] in page.locator("select[name=publisher]").inner_text()
    assert page.locator(".meta").first.inner_text() == f"Statement {HOSTILE[0]} ·\u00a0{HOSTILE[0]}"
    for text in HOSTILE:
        page.get_by_role("searchbox", name="Words, or a name in any spelling").fill(text)
        assert page.locator(".chosen").inner_text().startswith(text)
        assert f"It said {text} and more" in page.locator(".found li > a").all_inner_texts()
    assert not page.locator(".filtered :is(img, script, svg, b, i)").all()


def test_the_filters_work_from_a_folder(visit, hostile):
    page = visit(f"{hostile}claims.html")
    assert status(page) == "10 claims"
    page.get_by_role("combobox", name="Publisher").select_option("outlet")
    assert (asked(page), status(page)) == ("publisher=outlet", "6 of 10 claims")
    page.reload()
    assert status(page) == "6 of 10 claims"
    page.go_back()
    assert status(page) == "10 claims"
    page.get_by_role("link", name="Nobody knows why.").first.click()
    assert page.url.endswith("briefs/second-brief.html#c2")
    assert page.locator(":target").inner_text().startswith("Nobody knows why.")
