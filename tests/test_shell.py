import re
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, Environment
from jinja2.exceptions import TemplateNotFound, UndefinedError
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import script_tag_filter, url_filter
from tiny import OURS

from generator.engine.shell import MOST_WAYS, Shell


@dataclass(eq=False)
class Page:
    """A page as templates see it."""

    url: str = "a/b/"
    title: Any = "Title"
    meta: dict[str, Any] = field(default_factory=dict)
    content: str = "<p>Content</p>"
    toc: list[Any] = field(default_factory=list)
    parent: Any = None
    active: bool = False

    @property
    def file(self):
        return SimpleNamespace(src_uri=f"{self.url}index.md", page=self)


DAY = datetime(2026, 1, 2, tzinfo=UTC)


class Theme:
    """Both ways to a page, and how often the slow one was taken by the shell, or gone by to record it."""

    def __init__(self, environment, context):
        self.environment = environment
        self.context = context
        self.runs = 0
        self.shell = Shell(environment, self.counted)

    def counted(self, page):
        self.runs += 1
        return self.context(page)

    def slow(self, page):
        """What MkDocs makes of a page."""
        page.active = True
        try:
            return self.environment.get_template(page.meta.get("template", "main.html")).render(self.context(page))
        finally:
            page.active = False

    def agrees(self, *pages):
        """Compare both ways for all pages, also after all others; give how many are left to the template then."""
        for page in (*pages, *pages):
            assert self.shell.wrap(page) == self.slow(page), page
        self.runs = 0
        for page in pages:
            self.shell.wrap(page)
        return self.runs


def little(main, others=None, nav=(), **more):
    """A theme of a few templates."""
    environment = Environment(loader=DictLoader({"main.html": main, **(others or {})}))  # noqa: S701 - as MkDocs' own
    environment.filters |= {"url": url_filter, "script_tag": script_tag_filter, "odd": lambda text: text[::-1]}
    config = SimpleNamespace(site_name="S & s", extra={"a": "A"}, plain=["x", "Title"], _current_page=None)
    handed = {"nav": SimpleNamespace(pages=[*nav]), "config": config, "pages": [*nav], "build_date_utc": DAY, **more}

    def context(page):
        config._current_page = page  # noqa: SLF001 - as MkDocs does
        return {**handed, "base_url": get_relative_url(".", page.url), "page": page}

    return Theme(environment, context)


PAGES = (
    Page("a/b/", "Title", {"a": "x", "tags": ["x"], "feed": {"uri": "feeds/x"}}),
    Page("a/c/", "<b>x</b> & y", {"title": "x", "a": "x", "feed": {"uri": "feeds/y"}}, "<h1>x</h1>"),
    Page("a/d/", "", {"title": "", "a": "y"}, "", [SimpleNamespace(url="#c")]),
    Page("a/e/", None, {"title": None, "a": 0, "tags": []}, "{{ x }}"),
    Page("a/f/", "x", {"title": "'\"\\1 \\g<0>", "a": None}),
)

FOLLOWED = {
    "what is printed": "{{ page.title }}{{ page.meta.title }}|{{ page.content }}{{ page }}{{ page.meta.nothing }}",
    "what comes first": "{% if page.meta.title %}{{ page.meta.title }}{% elif page.title %}{{ page.title }}{% endif %}",
    "a look into the title": "{% if 'x' in page.title | string %}{{ page.title }}{% endif %}",
    "a beginning": "{{ 1 if page.file.src_uri.startswith('a/c') else 2 }}",
    "a comparison": "{{ page.meta.a == 'x' }}{% if page.meta.a != config.extra.a %}no{% endif %}",
    "more of them": "{{ 2 < page.url | length < 3 }}{{ 5 < page.url | length < 6 }}{{ 3 < page.url | length <= 4 }}",
    "a comparison with nothing": "{{ nothing == page.meta.tags }}",
    "a list of ours": "{{ page.title in config.plain }}{{ page.meta.a not in ['x', 'y'] }}",
    "or": "{{ page.meta.title or page.title or config.site_name }}{{ not page.title }}",
    "filters": "{{ page.title | d('?', true) | e }}{{ page.content | striptags | urlencode }}{{ page.meta | tojson }}",
    "a filter of more values": "{{ page.content | replace('C', page.url) | truncate(9, end=config.site_name) }}",
    "tests": "{{ page.meta.tags is defined }}{{ page.title is string }}{{ page.title is sameas none }}",
    "what stands together": "{{ 'a' ~ page.title ~ 1 }}{% set both = page.title ~ '/' ~ page.url %}{{ both | upper }}",
    "a block put aside": "{% set t %}<{{ page.title }}>{% endset %}{{ t | e if 'x' in t }}{{ t | length }}",
    "a macro": "{% macro m(a, b=1) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(page.title) %}-{% endcall %}",
    "a loop": "{% for one in [1, page.url] + ([page.title] if page.meta.tags else []) %}{{ one }}{% endfor %}",
    "a namespace": "{% set n = namespace(a=page.title) %}{% set n.b = page.url %}{{ n.a }}{{ n.b }}",
    "an item": "{{ page.meta['a'] }}{{ {'x': 1, 'y': 2}[page.meta.a] }}{{ page.meta.get('a') }}",
    "mappings": "{{ config.extra.get('a') }}{% for k, v in config.extra.items() %}{{ k }}{{ v }}{% endfor %}",
    "the day": "{{ build_date_utc.strftime('%Y') }}{{ build_date_utc.year }}{{ page.title }}",
    "numbers": "{% for number in range(2) %}{{ number }}{{ page.title }}{% endfor %}",
    "where it is": "{{ page.url }}{{ page.file.src_uri }}{{ page.active }}{{ base_url }}",
    "addresses": "{{ 'x.css' | url }}{{ 'a/x.css' | url }}{{ page.url | url }}{{ 'x.js' | script_tag }}{{ '' | url }}",
    "its own addresses": "{% if page.meta.feed %}{{ (page.meta.feed.uri ~ '.atom') | url }}{% endif %}",
    "the first heading": "{% if page.toc | first is defined %}{{ (page.toc | first).url | url }}{% endif %}",
    "inheritance": "{% extends 'base.html' %}{% block b %}{{ super() | replace('x', 'z') }}{% endblock %}",
    "an include": "{% set v = page.url %}{% include 'part.html' %}{% include 'fixed.html' without context %}",
    "an import": "{% import 'macros.html' as m with context %}{{ m.t('a') }}{{ m.t(page.meta.a) or 'none' }}",
    "nothing of the page": "always",
    "nothing at all": "",
}
OTHERS = {
    "base.html": "<{% block b %}x{{ page.title }}{% endblock %}>{{ 1 if self.c() }}{% block c %}{% endblock %}",
    "fixed.html": "fixed{{ v }}",
    "part.html": "({{ v }}{{ page.title }})",
    "macros.html": "{% macro t(key) %}{{ {'a': 'A', 'x': 'X'}[key] }}{{ page.url }}{% endmacro %}",
}


@pytest.mark.parametrize("template", FOLLOWED.values(), ids=FOLLOWED)
def test_what_a_template_does_with_a_page_is_followed(template):
    assert little(template, OTHERS).agrees(*PAGES) == 0


LEFT = {
    "a filter of somebody's": "{{ page.title | string | odd }}",
    "a filter of somebody's, without the page": "{{ 'ab' | odd }}",
    "chance": "{{ [1] | random }}{{ page.title }}",
    "a function": "{{ counter() }}",
    "a function that is given the page": "{{ shown(page) }}",
    "a change": "{% set _ = page.meta.update(a=1) %}{{ page.meta.a }}",
    "a change of what all share": "{% set _ = config.plain.append(1) %}{{ page.title }}{{ config.plain[0] }}",
    "escaping": "{% autoescape true %}{{ page.title }}{% endautoescape %}",
    "a loop over what it has": "{% for one in page.meta %}{{ one }}{% endfor %}",
    "a list with its title": "{{ [page.title, 'x'] | join(',') }}",
    "a way round": "{{ config._current_page.title }}{{ config['_current_page'].url }}",
    "another way round": "{{ '{0._current_page.title}'.format(config) }}",
    "one more": "{{ config | attr('_current_page') | string }}",
    "and one": "{{ [config] | map(attribute='_current_page') | join }}",
    "all pages": "{% for one in pages %}{{ one.title }}{% endfor %}",
    "what a plugin adds": "{{ tags }}",
    "another page of that name": "{% set page = page.file.page %}{{ 'x' | url }}",
    "part of a title": "{{ (page.title | string)[:1] }}",
    "a filter that runs others": "{{ page.meta.tags | map('url') | join }}",
    "a list compared": "{{ [nothing] == [page.meta.feed] }}",
    "a mapping compared": "{{ {'a': page.meta.feed}.items() == {'a': nothing}.items() }}",
    "a key": "{{ {page.title: 1}.x }}",
    "a format": "{{ ('%s' % page.title) == 'x' }}",
}


@pytest.mark.parametrize("template", LEFT.values(), ids=LEFT)
def test_what_cannot_be_followed_is_left_to_the_template(template):
    theme = little(template, nav=[Page("n/")], tags=["t"])
    theme.environment.globals |= {"counter": lambda: "n", "shown": lambda page: page.title}
    assert theme.agrees(*deepcopy(PAGES)) == len(PAGES)


def test_what_never_comes_out_the_same_is_left_to_the_template():
    theme = little("{{ clock }}")
    theme.environment.globals["clock"] = type("Clock", (), {"__str__": lambda _: str(theme.runs)})()
    assert len({theme.shell.wrap(Page()) for _ in range(3)}) == 3


@pytest.mark.parametrize(("option", "shown"), [({"autoescape": True}, "&lt;"), ({"finalize": ascii}, "'<'")])
def test_a_plugin_may_print_in_its_own_way(option, shown):
    environment = Environment(loader=DictLoader({"main.html": "{{ page.title }}"}), **option)  # noqa: S701 - as above
    shell = Shell(environment, lambda page: {"page": page, "nav": SimpleNamespace(pages=[])})
    assert shown == [shell.wrap(Page(title=title)) for title in ("x", "<")][1]


def test_the_navigation_shows_where_its_own_pages_are():
    pages = [Page("a/x/"), Page("a/y/")]
    theme = little("{% for one in nav.pages %}{{ one.url }}{{ one == page }}{{ one.active }}{% endfor %}", nav=pages)
    assert theme.agrees(*PAGES, *pages, *PAGES) == len(pages)


def test_a_section_of_the_navigation_knows_of_a_page_that_is_not_in_it():
    section = SimpleNamespace()
    theme = little("{{ page.parent is none }}{{ page.title }}")
    assert theme.agrees(*PAGES, Page("a/x/", parent=section), Page("a/y/", parent=section)) == 2


def test_a_template_of_its_own():
    theme = little("{{ page.title }}", {"other.html": "other {{ page.title }}"})
    assert theme.agrees(*PAGES, *(Page(page.url, "t", {"template": "other.html"}) for page in PAGES)) == 0


@pytest.mark.parametrize("template", ["none.html", ["main.html"], 0])
def test_a_template_that_is_not_there(template):
    with pytest.raises((TemplateNotFound, TypeError)):
        little("").shell.wrap(Page(meta={"template": template}))


def test_a_page_at_which_the_template_fails():
    theme = little("{{ page.active }}{{ page.meta.a.b }}")
    assert theme.agrees(Page(meta={"a": {"b": 1}}), Page(meta={"a": {}})) == 0
    page = Page()
    with pytest.raises(UndefinedError):
        theme.shell.wrap(page)
    assert not page.active


def test_a_filter_that_fails_where_it_did_not_before():
    theme = little("{% if page.meta.a is string %}{{ page.meta.a }}{% else %}{{ page.meta.a | abs }}{% endif %}")
    assert theme.agrees(Page(meta={"a": -1}), Page(meta={"a": "x"}), Page(meta={"a": -2.5})) == 0
    with pytest.raises(TypeError):
        theme.shell.wrap(Page(meta={"a": []}))


def test_templates_that_run_too_many_ways():
    pages = [Page(f"a/p{number}/", number) for number in range(2 * MOST_WAYS)]
    tested = "".join(f"{{% if page.title == {page.title} %}}{page.title}{{% endif %}}" for page in pages)
    assert little(tested).agrees(*pages) == MOST_WAYS


def test_what_was_recorded_can_be_forgotten():
    shown = Page("x/", "before")
    theme = little("{{ nav.pages[0].title }}{{ page.title }}", nav=[shown])
    theme.agrees(*PAGES)
    shown.title = "after"
    theme.shell.forget()
    assert theme.agrees(*PAGES) == 0


def test_addresses_that_begin_with_that_of_the_page():
    pages = [Page("a/b/"), Page("a/c/"), Page("a/d/")]
    for first in pages:
        assert little("{{ 'a/b/x' | url }}").agrees(first, *pages) == (2 if first is pages[0] else 1)


SEGMENTS = st.sampled_from(["a", "b", "b.c", "..", ".", ""])
TARGETS = st.lists(SEGMENTS, max_size=4).map("/".join).filter(lambda target: not target.startswith("//"))
URLS = ("", "c", "b/", "c/", "a/b", "a/b/", "a/c/", "a/b.c/", "a/b.html", "a/./", "a/../", "a/a/b/")


@settings(max_examples=50)
@given(st.lists(TARGETS, max_size=3), st.permutations(URLS))
def test_addresses_are_relative_to_the_page(targets, urls):
    shown = "".join(f"{{{{ {target!r} | url }}}} {{{{ ({target!r} ~ page.meta.a) | url }}}} " for target in targets)
    little(shown + "{{ base_url }}").agrees(*(Page(url, meta={"a": "b"}) for url in urls))


HOSTILE = st.sampled_from(["<h1", "&amp;", "\\1 \\g<0>", "{{ page }}", "{% endif %}", "\0", "\ue000", 'role="dialog">'])
TEXTS = st.text(alphabet="xTitle<>&;'\"\\{} %", max_size=6) | HOSTILE
VALUES = (
    TEXTS | st.none() | st.integers(-2, 2) | st.lists(TEXTS, max_size=2) | st.dictionaries(TEXTS, TEXTS, max_size=2)
)
METAS = st.dictionaries(st.sampled_from(["title", "a", "tags"]), VALUES)
PAGES_OF_ALL_KINDS = st.lists(
    st.builds(Page, st.sampled_from(["a/b/", "a/c/", "b/"]), VALUES, METAS, TEXTS), min_size=2, max_size=4
)


def outcome(make, page):
    """A text, or what went wrong; the template may change the page."""
    try:
        return make(deepcopy(page))
    except Exception as error:  # noqa: BLE001 - both ways have to fail alike
        return type(error)


THEMES = {name: little(template, OTHERS) for name, template in FOLLOWED.items()}  # which record more and more ways


@given(st.sampled_from([*THEMES]), PAGES_OF_ALL_KINDS)
def test_values_of_all_kinds(name, pages):
    for page in pages:
        assert outcome(THEMES[name].shell.wrap, page) == outcome(THEMES[name].slow, page)


READ = ["page.title", "page.meta.a", "page.meta.tags", "page.meta", "page.url", "page.content"]
KNOWN = ["'x'", "''", "1", "none", "[]", "['x', 'Title']", "config.site_name", "config.extra", "nothing"]
JOINTS = ["==", "!=", "in", "not in", "and", "or", "~", "<", "+"]
FILTERS = [
    "lower",
    "e",
    "striptags",
    "d('d')",
    "d(page.url, true)",
    "length",
    "first",
    "trim",
    "replace('x', page.title)",
]
FILTERS += [
    "join('-')",
    "list",
    "tojson",
    "sort",
    "unique | list",
    "map('upper') | list",
    "select('string') | list",
    "url",
]
TESTS = [
    "defined",
    "none",
    "string",
    "mapping",
    "iterable",
    "in ['x', page.url]",
    "sameas page.title",
    "eq 'x'",
    "lower",
]
CALLS = [
    "startswith('x')",
    "replace(page.title, 'y')",
    "get('a')",
    "upper()",
    "count(page.meta.a)",
    "pop()",
    "append(1)",
]


def combined(inner):
    """Longer expressions of Jinja, made of shorter ones."""
    parts = st.tuples(inner, inner, inner)
    return st.one_of(
        st.builds("({0[0]} {1} {0[1]})".format, parts, st.sampled_from(JOINTS)),
        st.builds("({0} | {1})".format, inner, st.sampled_from(FILTERS)),
        st.builds("({0} is {1})".format, inner, st.sampled_from(TESTS)),
        st.builds("({0}).{1}".format, inner, st.sampled_from(CALLS)),
        st.builds("({0[0]} if {0[1]} else {0[2]})".format, parts),
        st.builds("[{0[0]}, {0[1]}]".format, parts),
        st.builds("({0[0]})[{0[1]}]".format, parts),
    )


EXPRESSIONS = st.recursive(st.sampled_from(READ) | st.sampled_from(READ + KNOWN), combined, max_leaves=4)


@settings(max_examples=60)
@given(EXPRESSIONS, EXPRESSIONS, EXPRESSIONS, PAGES_OF_ALL_KINDS)
def test_templates_of_all_kinds(first, second, third, pages):
    template = (
        f"{{% set v = {first} %}}{{{{ v }}}}{{% if {second} %}}{{{{ {third} }}}}{{% endif %}}{{{{ v == {second} }}}}"
    )
    theme = little(template)
    for page in pages:
        assert outcome(theme.shell.wrap, page) == outcome(theme.slow, page)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """This very site: its pages as they come to the theme's template, and what that is run with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setenv("SOURCE_DATE_EPOCH", "0")
        patch.setenv("REPO_URL", "https://github.com/example/briefs")
        config = load_config(str(OURS / "mkdocs.yml"), site_dir=str(tmp_path_factory.mktemp("site")))
        config.extra.cards = False  # drawing them takes long
        config.plugins.on_startup(command="build", dirty=False)
        config = config.plugins.on_config(config)
        files = config.plugins.on_files(get_files(config), config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        documents = files.documentation_pages()
        for number, file in enumerate(documents):
            page = file.page or MkDocsPage(None, file, config)
            mkdocs_build._populate_page(page, config, files)  # noqa: SLF001 - there is no public way
            page.meta |= {"card": "cards/a.png"} if number % 3 else {}
    return config, nav, documents


def real(site, **overrides):
    """The theme of this site, with more overrides."""
    config, nav, documents = site
    environment = config.theme.get_env()
    environment.loader = ChoiceLoader([DictLoader(overrides), environment.loader])
    return Theme(environment, lambda page: mkdocs_build.get_context(nav, documents, config, page))


def test_all_pages_of_this_site_come_out_the_same(site):
    _, nav, documents = site
    assert len(documents) > 10 * len(nav.pages)
    assert real(site).agrees(*(file.page for file in documents)) == len(nav.pages)


OVERRIDES = {
    "a look into the title": ("{% if 'o' in page.title %}o{% endif %}{{ page.title[:3] if page.is_homepage }}", True),
    "where it is": ("{{ page.file.src_uri }}{{ page.url }}{{ page.file.src_uri.split('/') | last }}", True),
    "the navigation": ("{% for one in nav %}{{ one.title }}{{ one.active }}{{ one == page }}{% endfor %}", True),
    "a filter of somebody's": ("{{ page.title | odd }}", False),
    "a table of contents": ("{% for one in page.toc %}{{ one.title }}{% endfor %}", False),
}


@pytest.mark.parametrize(("override", "followed"), OVERRIDES.values(), ids=OVERRIDES)
def test_an_override_of_somebody(site, override, followed):
    theme = real(site, **{"partials/logo.html": override})
    theme.environment.filters["odd"] = lambda text: text[::-1]
    theme.shell = Shell(theme.environment, theme.counted)
    pages = [file.page for file in site[2]][::8]
    left = theme.agrees(*pages)
    assert left == (sum(page in site[1].pages for page in pages) if followed else len(pages))


@pytest.fixture(scope="module")
def theme(site):
    return real(site)


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("briefs/2023-12-frs-resilient-isolation/", ("../", "true")),
        ("questions/closed-missions/", ("../../disagreements/", "true")),
        ("publishers/frs/", ("../../sources/", "true")),
        ("claims/", ("./", "page")),
        ("corrections/", None),
    ],
)
def test_the_tab_of_a_page_or_of_its_list_is_marked(site, theme, address, tab):
    page = next(file.page for file in site[2] if file.url == address)
    marked = re.findall(r'href="([^"]*)" class="md-tabs__link" aria-current="(\w+)"', theme.shell.wrap(page))
    assert marked == ([tab] if tab else [])


@settings(max_examples=50)
@given(st.data())
def test_hostile_texts_in_the_real_theme(site, theme, data):
    page = copy(data.draw(st.sampled_from([file.page for file in site[2]])))
    page.title, page.content = data.draw(TEXTS), data.draw(TEXTS)
    page.meta = page.meta | data.draw(
        st.dictionaries(st.sampled_from(["title", "description", "json_ld", "card"]), TEXTS)
    )
    assert theme.shell.wrap(page) == theme.slow(page)
