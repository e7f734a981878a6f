"""What people do to a project between two builds of it."""

import tiny

EDITS = {
    "a brief": lambda root: tiny.write_article(root, "first-brief", "It was never closed"),
    "a new brief": lambda root: tiny.write_article(root, "new-brief", "Something new", day=15),
    "a brief less": lambda root: (root / "briefs/articles/count-1.yml").unlink(missing_ok=True),
    "a mistake": lambda root: (root / "briefs/articles/count-2.yml").write_text("title: ["),
    "a draft": lambda root: (path := root / "briefs/articles/second-brief.yml").write_text(
        path.read_text().replace("draft: true\n", "") + "draft: true\n"
    ),
    "a name": lambda root: (root / "briefs/registers/names.yml").write_text("kampala: {name: Kampala, kind: place}\n"),
    "a theme": lambda root: (path := root / "briefs/themes/russia-ties.yml").write_text(
        path.read_text().replace("Less than before", "More than before")
    ),
    "an override": lambda root: (path := root / "overrides/partials/logo.html").write_text(path.read_text() + "!"),
    "a new id": lambda root: (
        (path := root / "briefs/articles/count-3.yml").exists() and path.rename(root / "briefs/articles/count-31.yml")
    ),
    "a page by hand": lambda root: (root / "docs/notes/by-hand.md").write_text("# Other words\n"),
    "the configuration": lambda root: (path := root / "mkdocs.yml").write_text(
        path.read_text().replace("site_name: North", "site_name: South")
    ),
}
