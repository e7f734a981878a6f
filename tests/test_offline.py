import pytest
import tiny


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tiny.make(tmp_path_factory.mktemp("project"))
    tiny.dress(root)
    done = tiny.run(root, "build", "--offline", SITE_URL="https://tiny.example/sub")
    assert done.returncode == 0, done.stdout
    assert "The site is in site-offline" in done.stdout
    return root


def read(root, name):
    return (root / "site-offline" / name).read_text("utf-8")


def test_links_lead_to_files(root):
    assert 'href="../briefs/first-brief.html"' in read(root, "themes/russia-ties.html")


def test_the_search_index_is_a_script_and_a_frame_stands_in_for_the_worker(root):
    assert read(root, "search/search_index.js").startswith('var __index = {"config":')
    assert 'src="../javascripts/offline.js"' in read(root, "themes/russia-ties.html")
    assert "window.Worker" in read(root, "javascripts/offline.js")


def test_a_page_names_its_address_on_the_web(root):
    canonical = '<link rel="canonical" href="https://tiny.example/sub/briefs/first-brief/">'
    assert canonical in read(root, "briefs/first-brief.html")


def test_there_are_no_cards_and_no_policy(root):
    assert not (root / "site-offline/cards").exists()
    assert "Content-Security-Policy" not in read(root, "index.html")


def test_the_site_for_the_web_is_another(root):
    assert tiny.run(root, "build").returncode == 0
    page = (root / "site/themes/russia-ties/index.html").read_text("utf-8")
    assert "Content-Security-Policy" in page
    assert "offline.js" not in page
    assert (root / "site/search/search_index.json").is_file()
    assert not (root / "site/javascripts/offline.js").exists()
