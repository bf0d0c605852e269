"""Fills the theme's template with our pages before MkDocs asks for them: that is half of a build, and MkDocs asks for
one page after the other.

Comes in: the pages, in the order in which they will be asked for. Goes out: what a copy of this process has made of
those that it got to first. May not know what a page is made of. Where another plugin takes part, which may gather
something from each page, nothing is done ahead: it shall see them all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from leadfront.engine.documents import Document
from leadfront.engine.remembered import PAGE_TEMPLATE, PageTemplate
from leadfront.twin import Twin

WORTH_A_COPY = range(200, 5_000)
"""How many pages are worth a copy: with fewer it gains nothing, and with more it would need as much memory again as a
build may take.
"""

Dated = Callable[[TemplateContext], TemplateContext]


def documents(files: Files) -> list[Document]:
    """Our pages, in the order in which MkDocs asks for them."""
    pages = (file.page for file in files.documentation_pages(inclusion=InclusionLevel.is_included))
    return [page for page in pages if isinstance(page, Document)]


class FilledAhead(PageTemplate):
    """The theme's template for our pages: gives what the copy has filled it with, and fills it for all others."""

    def __init__(self, template: Template, files: Files, filled: Twin[str, str]) -> None:
        self._template = template
        self._files = files
        self._filled = filled

    def render(self, *args: Any, **kwargs: Any) -> str:
        """A page of ours, which is completed here, since the copy completes its own."""
        context = dict(*args, **kwargs)
        page = context["page"]
        output = self._filled.of(page.file.src_uri)
        if output is not None:
            return output
        page.complete(self._files)
        return self._template.render(context)

    def end(self) -> None:
        """No page is asked for any more."""
        self._filled.end()


def fill_ahead(env: Environment, files: Files, nav: Navigation, config: MkDocsConfig, dated: Dated) -> FilledAhead:
    """The template for our pages. `dated` is what we change of that which the theme is told."""
    pages = documents(files)
    of_uri = {page.file.src_uri: page for page in pages}
    template = env.get_template(PAGE_TEMPLATE)
    built = files.documentation_pages(inclusion=InclusionLevel.is_included)

    def fill(uri: str) -> str:  # as MkDocs does it (`_build_page` in `mkdocs/commands/build.py`)
        page = of_uri[uri]
        page.active = True
        context = dated(get_context(nav, built, config, page))
        page.complete(files)
        output = template.render(context)
        page.active = False
        page.release()
        return output

    return FilledAhead(template, files, Twin(fill, list(of_uri) if len(pages) in WORTH_A_COPY else []))


def seen_by_us_alone(config: MkDocsConfig, plugin: BasePlugin[Any]) -> bool:
    """Whether no other plugin takes part in the filling of a page. That of the search is turned off."""
    events = config.plugins.events
    taking_part = [*events["env"][-1:], *events["page_context"], *events["post_page"]]
    search = config.plugins.get("material/search")
    return {id(getattr(method, "__self__", None)) for method in taking_part} <= {id(plugin), id(search or plugin)}
