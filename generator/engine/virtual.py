"""The pages and files made from briefs, as files of MkDocs that are written when their content is wanted."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from generator.build import Site
from generator.site.page import Asset, Page
from generator.site.render import RenderedPage


class VirtualPage(File):
    """A page made from briefs; its pencil leads to the file behind it.

    Args:
        config: what MkDocs is set to.
        page: what it shows.
        render: writes it.
    """

    def __init__(self, config: MkDocsConfig, page: Page, render: Callable[[Page], RenderedPage]) -> None:
        super().__init__(page.uri, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "generator"
        self.show(page, render)
        # Files behind pages stand outside docs/, where MkDocs believes every page to be.
        self.edit_uri = f"../{page.source}" if page.source else None

    def show(self, page: Page, render: Callable[[Page], RenderedPage]) -> None:
        """Be what this page is now."""
        self.write = partial(render, page)
        self.__dict__.pop("_content", None)

    @cached_property
    def _content(self) -> str:  # type: ignore[override] # what MkDocs asks for when it wants the content
        return self.write().markdown


class VirtualAsset(File):
    """A file made from briefs that is no page; `make` makes its bytes."""

    def __init__(self, config: MkDocsConfig, asset: Asset) -> None:
        super().__init__(asset.uri, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "generator"
        self.hold(asset)

    def hold(self, asset: Asset) -> None:
        """Be what this file is now."""
        self.make = asset.make
        self.__dict__.pop("_content", None)

    @cached_property
    def _content(self) -> bytes:  # type: ignore[override] # as above
        return self.make()


def virtual_files(config: MkDocsConfig, site: Site) -> Iterator[VirtualPage | VirtualAsset]:
    """A site's pages and files."""
    for page in site.pages:
        yield VirtualPage(config, page, site.render)
    for asset in site.assets:
        yield VirtualAsset(config, asset)
