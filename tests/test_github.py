"""What meets a contributor on GitHub: the site's links to it, the forms for issues, the templates of pull requests."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import material
import pytest
import tiny
import yaml
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from generator.authoring.scaffold.write import MODELINE
from generator.reading.load import load
from generator.reading.records import RECORD_LIMITS
from generator.schema import Article, Claim, Source
from generator.schema.shape import keys
from generator.yaml_files.strict_yaml import read

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
REPOSITORY = "https://github.com/example/briefs"
FORMS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml")}
CHOOSER = FORMS.pop("config")


def fields(form):
    return {part["id"]: part for part in form["body"] if part["type"] != "markdown"}


FOLDERS = [ROOT / "overrides", Path(material.__file__).parent / "templates"]
TEMPLATES = Environment(loader=FileSystemLoader(FOLDERS))  # noqa: S701 - as MkDocs has it
TEMPLATES.filters["url"] = lambda path: path


def foot(kind, source="", address="", repository=f"{REPOSITORY}/"):
    """What the foot of a page offers in the way of actions."""
    page = {"meta": {"kind": kind, "source": source}, "canonical_url": f"https://briefs.example/{address}"}
    config = {"repo_url": repository, "edit_uri": "edit/main/docs/"}
    lang = {"t": {"action.edit": "Edit this page"}.get}
    text = TEMPLATES.get_template("partials/actions.html").render(page=page, config=config, lang=lang)
    return BeautifulSoup(text, "html.parser")


def head(repository=f"{REPOSITORY}/"):
    """What the list of briefs shows, its foot left out."""
    page = {"meta": {"kind": "briefs"}, "content": "<h1>Briefs</h1><ul></ul>"}
    config = {"repo_url": repository, "edit_uri": "edit/main/docs/"}
    text = TEMPLATES.get_template("partials/content.html").render(page=page, config=config)
    return BeautifulSoup(text.partition("<footer")[0], "html.parser")


def actions(*page, **settings):
    """The addresses of the actions, by their words."""
    links = foot(*page, **settings).find_all("a")
    return {link.get("title") or link.get_text(strip=True): link["href"] for link in links}


def query(address):
    return {key: value for key, (value,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def test_a_brief_is_edited_where_it_stands():
    address = actions("brief", "briefs/articles/first-brief.yml")["Edit this brief"]
    assert address == f"{REPOSITORY}/edit/main/briefs/articles/first-brief.yml"


def test_a_theme_is_edited_where_it_stands():
    address = actions("theme", "briefs/themes/russia-ties.yml")["Edit this page"]
    assert address == f"{REPOSITORY}/edit/main/briefs/themes/russia-ties.yml"


@pytest.mark.parametrize("kind", ["brief", "theme", "about", "home", "briefs"])
def test_a_correction_begins_with_the_address_of_the_page(kind):
    address = actions(kind, address="some/page/?a=b&c=d")["Suggest a correction"]
    assert address.startswith(f"{REPOSITORY}/issues/new?")
    assert query(address) == {"template": "correction.yml", "where": "https://briefs.example/some/page/?a=b&c=d"}
    assert (GITHUB / "ISSUE_TEMPLATE" / query(address)["template"]).is_file()
    assert "where" in fields(FORMS["correction"])


@pytest.mark.parametrize("kind", ["brief", "theme", "about"])
def test_a_brief_is_added_from_the_home_page_and_the_list_of_briefs_alone(kind):
    assert "Add a brief" not in actions(kind)


def test_below_the_headline_of_the_list_of_briefs_stands_how_to_add_one():
    assert [part.name for part in head().find_all(["h1", "p", "ul"])] == ["h1", "p", "ul"]
    assert head().p.get_text() == "Is one missing? Add a brief: GitHub opens a file to fill in."
    assert head().a["href"] == actions("home")["Add a brief"]


@pytest.mark.parametrize("repository", ["", "https://gitlab.com/example/briefs"])
def test_where_there_is_no_editor_to_fill_in_nothing_is_said_of_it(repository):
    assert not head(repository).find_all("a")


@pytest.fixture(scope="module")
def offered():
    """What GitHub's editor is handed: the name of the file and its text."""
    address = actions("home")["Add a brief"]
    assert address.startswith(f"{REPOSITORY}/new/main/briefs/articles?")
    assert len(address) < 6000  # GitHub refuses addresses of more than 8 kB
    given = query(address)
    assert set(given) == {"filename", "value"}
    return given["filename"], given["value"].replace("\r\n", "\n")


def test_the_file_that_is_offered_has_a_name_that_will_do(offered):
    assert re.fullmatch(r"[a-z0-9-]{3,80}\.yml", offered[0])


def test_the_brief_that_is_offered_holds_keys_of_the_schema_in_their_order(offered):
    text = offered[1]
    assert text.startswith(f"{MODELINE}\n")
    for indent, model in (("", Article), ("  ", Source), ("    ", Claim)):
        known = list(keys(model))
        found = re.findall(rf"^{indent}(?:# )?(?:- )?(\w+):(?: |$)", text.replace("  - id", "    - id"), re.MULTILINE)
        found = [key for key in dict.fromkeys(found) if indent or key in known]
        assert found == [key for key in known if key in found]


def test_of_the_brief_that_is_offered_only_what_is_empty_is_missing(offered, tmp_path):
    name, text = offered
    root = tiny.make(tmp_path / "project")
    (root / "briefs/articles" / name).write_text(text)
    _, problems = load(root)
    assert {problem.path for problem in problems} == {
        "title", "source.title", "source.url", "source.published", "themes", "summary", "claims[0].say",
    }  # fmt: skip


def test_filled_in_it_is_a_brief(offered, tmp_path):
    name, text = offered
    for key, value in {
        "title": "A title", "  title": "As printed", "  url": "unknown", "  published": "2024", "    say": "So it is.",
    }.items():  # fmt: skip
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    text = text.replace("themes: []", "themes: [russia-ties]").replace(
        "summary: >\n", f"summary: >\n  {'So it is. ' * 9}\n"
    )
    root = tiny.make(tmp_path / "project")
    (root / "briefs/articles" / name).write_text(text)
    assert load(root)[1] == []
    assert read(text.encode(), RECORD_LIMITS).value


def test_elsewhere_than_on_github_only_the_pencil_is_left():
    page = ("briefs", "briefs/articles/first-brief.yml")
    assert set(actions(*page, repository="https://gitlab.com/example/briefs")) == {"Edit this page"}


def test_without_a_repository_there_is_nothing():
    assert not foot("briefs", "briefs/articles/first-brief.yml", repository="").find_all()


def test_a_correction_names_the_claim_of_the_address(chromium):
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content(str(foot("brief", address="briefs/first-brief/")))
        page.add_script_tag(content=(ROOT / "docs/javascripts/correction.js").read_text("utf-8"))
        page.evaluate("location.hash = 'c2'")
        page.evaluate("document.addEventListener('click', event => event.preventDefault())")
        link = page.get_by_text("Suggest a correction")
        link.click()
        assert query(link.get_attribute("href"))["where"] == "https://briefs.example/briefs/first-brief/#c2"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_one_that_github_can_show(form):
    assert {"name", "description", "title", "body"} == set(form)
    assert all(isinstance(form[key], str) and form[key] for key in ("name", "description", "title"))
    shown = fields(form)
    assert len(shown) == sum(part["type"] != "markdown" for part in form["body"])  # no id twice
    for part in form["body"]:
        assert set(part) <= {"type", "id", "attributes", "validations"}
        assert part["type"] in {"markdown", "input", "textarea", "dropdown"}
    for id_, part in shown.items():
        assert re.fullmatch(r"[a-z-]+", id_)
        assert part["attributes"]["label"]
        assert set(part["attributes"]) <= {"label", "description", "placeholder", "options"}
        assert ("options" in part["attributes"]) == (part["type"] == "dropdown")
    assert any(part.get("validations", {}).get("required") for part in shown.values())


def test_there_is_a_form_for_each_need_and_a_blank_issue_for_the_rest():
    assert set(FORMS) == {"brief", "correction", "dead-link"}
    assert CHOOSER == {"blank_issues_enabled": True}


def test_pull_requests_have_a_template_for_briefs_and_one_for_code():
    default = (GITHUB / "pull_request_template.md").read_text("utf-8")
    (named,) = re.findall(r"template=(\S+\.md)", default)
    assert (GITHUB / "PULL_REQUEST_TEMPLATE" / named).is_file()
