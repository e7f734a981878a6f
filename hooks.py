"""What MkDocs loads: the site's pages, made from briefs/ by the generator."""

from generator.engine.mkdocs_adapter import on_config, on_files, on_post_build, on_pre_page, on_startup

__all__ = ["on_config", "on_files", "on_post_build", "on_pre_page", "on_startup"]
