import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from generator.site.compiler import PlainEnvironment


def safe(value):
    return value if isinstance(value, Markup) else f"<{value}>"


@pytest.fixture
def render(tmp_path):
    def render(template, macros="", **values):
        templates = tmp_path / "templates"
        templates.mkdir(exist_ok=True)
        (templates / "page").write_text(template)
        (templates / "macros").write_text(macros)
        return PlainEnvironment(templates, safe, tmp_path / "kept").get_template("page").render(values)

    return render


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("{{ a }} b", {"a": "&"}, "<&> b"),
        ("{{ a }}", {"a": 1}, "<1>"),
        ("{{ a }}", {"a": Markup("*")}, "*"),
        ("{{ a[0] }}{{ a[1:] }}{{ b['c'] }}", {"a": "xyz", "b": {"c": "d"}}, "<x><yz><d>"),
        ("{{ a.real }}", {"a": 3}, "<3>"),
        ("{{ f('x', 1) }}", {"f": lambda *given: len(given)}, "<2>"),
        ("{{ 'x' if a else 'y' }}", {"a": False}, "<y>"),
        ("{{ 'x' }}{{ 'y' ~ 1 }}", {}, "<x><y1>"),
        ("{% autoescape false %}{{ a }}{% endautoescape %}", {"a": "&"}, "<&>"),
        ("{% for a in b if a %}{{ loop.index }}{{ a }}{% endfor %}", {"b": "x"}, "<1><x>"),
    ],
)
def test_every_output_is_made_safe_once(render, template, values, expected):
    assert render(template, **values) == expected


def test_what_a_macro_writes_is_safe_and_what_it_is_given_is_made_so(render):
    macros = "{% macro inner(a) %}*{{ a }}*{% endmacro %}{% macro m(a) %}({{ inner(a) }}){% endmacro %}"
    assert render("{% import 'macros' as m %}{{ m.m(a) }}{{ m.m(b) }}", macros, a="x", b=Markup("y")) == "(*<x>*)(*y*)"


def test_a_macro_sees_no_more_than_it_is_given(render):
    with pytest.raises(UndefinedError):
        render("{% import 'macros' as m %}{{ m.m() }}", "{% macro m() %}{{ a.b }}{% endmacro %}", a="x")


@pytest.mark.parametrize(
    ("template", "values", "error"),
    [
        ("{{ a.b }}", {}, UndefinedError),
        ("{{ a.b }}", {"a": "x"}, AttributeError),
        ("{{ a['b'] }}", {"a": {}}, KeyError),
        ("{% if a.b %}{% endif %}", {"a": "x"}, AttributeError),
        ("{% import 'macros' as m %}{{ m.m() }}", {}, TypeError),
        ("{% import 'macros' as m %}{{ m.nothing('x') }}", {}, AttributeError),
    ],
)
def test_what_is_not_there_raises(render, template, values, error):
    with pytest.raises(error):
        render(template, "{% macro m(a) %}{{ a }}{% endmacro %}", **values)


@pytest.mark.parametrize(
    "template",
    [
        "{{ f(a=1) }}",
        "{{ f(*a) }}",
        "{{ f(**a) }}",
        "{% call f() %}{% endcall %}",
        "{% import 'macros' as m with context %}",
    ],
)
def test_what_is_not_made_for_our_templates_is_refused(render, template):
    with pytest.raises(TemplateSyntaxError):
        render(template)


def test_a_template_is_compiled_once_and_again_when_it_is_another(render, monkeypatch):
    assert render("{{ a }}", a="x") == "<x>"
    with monkeypatch.context() as patch:
        patch.setattr(PlainEnvironment, "code_generator_class", None)
        assert render("{{ a }}", a="y") == "<y>"
    assert render("{{ a }}!", a="y") == "<y>!"


@pytest.mark.parametrize("length", [0, 5, 20, 40, 60, 300])
def test_what_was_kept_may_be_spoiled(render, tmp_path, length):
    render("{{ a }}", a="x")
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:length])
    assert render("{{ a }}", a="x") == "<x>"


def test_it_is_no_matter_where_nothing_can_be_kept(render, tmp_path):
    (tmp_path / "kept").write_text("no folder")
    assert render("{{ a }}", a="x") == "<x>"
