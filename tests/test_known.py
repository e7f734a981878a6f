"""A site is known to the quick way as long as nothing but ours works on its pages."""

import re

import pytest
import tiny
from mkdocs.config import load_config

from generator.engine.known import is_known


def configured(root):
    return load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))


@pytest.fixture
def root(tmp_path):
    root = tiny.make(tmp_path)
    tiny.dress(root)
    return root


def set_up(root, key, setting):
    path = root / "mkdocs.yml"
    path.write_text(re.sub(rf"(?ms)^{key}:.*?^(?=\w)", f"{key}: {setting}\n", path.read_text()))
    return configured(root)


def test_a_site_set_up_like_ours_is_known(root):
    assert is_known(configured(root))
    assert is_known(set_up(root, "plugins", "[search]"))


@pytest.mark.parametrize(
    ("key", "setting"),
    [
        ("markdown_extensions", "[attr_list, md_in_html, tables, admonition, footnotes, toc: {permalink: true}]"),
        ("markdown_extensions", "[attr_list, md_in_html, tables, admonition, toc: {permalink: '#'}]"),
        ("theme", "{name: material}"),  # shows tags
        ("hooks", "[hooks.py, shout.py]"),
    ],
)
def test_a_site_on_which_others_work_is_not(root, key, setting):
    (root / "shout.py").write_text("def on_page_content(html, **_):\n    return html.upper()\n")
    assert not is_known(set_up(root, key, setting))


def test_a_site_whose_templates_look_at_all_pages_is_not(root):
    (root / "overrides/main.html").write_text("{% for page in pages %}{{ page.title }}{% endfor %}")
    assert not is_known(configured(root))


def test_a_theme_of_others_is_not(tmp_path):
    assert not is_known(configured(tiny.make(tmp_path)))
