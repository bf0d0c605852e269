"""How MkDocs holds our pages: its `Page`, read from a value in place of a file.

Of what a contributor wrote at the top of a file, only title and description reach the theme, escaped.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from leadfront.engine.cleaning import Cleaning, harmless_contents
from leadfront.engine.converted import Converted
from leadfront.engine.links import disarm, resolve
from leadfront.engine.rendering import Renderer
from leadfront.engine.site import language_of
from leadfront.engine.tables import framed
from leadfront.pages import Heading, Page

_TITLE_ID = re.compile(r'<h1\b[^>]*\bid="([^"]+)"')
_IDS = re.compile(r'\bid="([^"]+)"')
_RENDERER = logging.getLogger("mkdocs.structure.pages")


class Memory:
    """Keeps the rendered Markdown of unchanged pages from one build of `mkdocs serve` to the next."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, str, int], Converted] = {}
        self._now: dict[tuple[str, str, int], Converted] = {}
        self._files = 0

    def begin(self, files: Iterable[str], settings: object = "") -> None:
        """A new build. `files` are the uris of all pages: what a link means depends on which there are. `settings` is
        what else a rendered page depends on.
        """
        self._before, self._now = self._now, {}
        self._files = hash((frozenset(files), settings))

    def recall(self, uri: str, markdown: str) -> Converted | None:
        """What became of this Markdown in the build before."""
        key = (uri, markdown, self._files)
        found = self._before.get(key)
        if found is not None:
            self._now[key] = found
        return found

    def keep(self, uri: str, markdown: str, rendered: Converted) -> None:
        """Remember for the next build."""
        self._now[uri, markdown, self._files] = rendered


class Document(MkDocsPage):
    """A page of ours in MkDocs' hands."""

    def __init__(
        self,
        made: Page,
        file: File,
        config: MkDocsConfig,
        title: str = "",
        memory: Memory | None = None,
        as_of: date | None = None,
        renderer: Renderer | None = None,
        cleaning: Cleaning | None = None,
    ) -> None:
        # A title of the owner's navigation is the owner's HTML, as MkDocs has it; ours is text.
        super().__init__(title or html.escape(made.title), file, config)
        self.made = made
        self.memory = memory
        self.renderer = renderer
        # What we wrote ourselves needs none.
        self.cleaning = cleaning if made.in_showcase else None
        day = made.updated or as_of
        if day is not None:  # else MkDocs' own: today
            self.update_date = day.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Take Markdown and meta data from the value."""
        self.markdown = self.made.markdown
        # What is hidden here are the theme's sidebars; our pages bring their own way round.
        self.meta: dict[str, Any] = {"description": html.escape(self.made.description), "hide": ["navigation", "toc"]}
        if not self.is_homepage:
            self.meta["title"] = html.escape(self.made.title)
        if self.made.section:
            self.meta["section"] = self.made.section

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown, where there is any. `complete` sets it into the page, once that is written."""
        rendered = self._rendered(config, files)
        if self.cleaning:
            self.cleaning.note(self.file.src_uri, rendered.removed)
        made = self.made
        self.content = disarm(rendered.content) if made.frame else made.text
        title_id = made.title_id or next(iter(_TITLE_ID.findall(self.content)), "")
        children = [*rendered.toc, *(_anchor(heading, 2) for heading in made.headings)]
        if title_id:
            top = AnchorLink(html.escape(made.title), title_id, 1)
            top.children = children
            children = [top]
        self.toc = TableOfContents(children)
        self.present_anchor_ids = {*_IDS.findall(self.content), *_ids(made.headings), title_id} - {""}
        self.links_to_anchors = {
            target: anchors
            for uri, anchors in rendered.links_to_anchors.items()
            if (target := files.get_file_from_path(uri)) is not None
        }

    def complete(self, files: Files) -> None:
        """Frame the page and resolve its links. Done page by page: ten thousand framed pages are twice the memory."""
        framed_page = self.made.frame(self.content or "", self.edit_url or "") if self.made.frame else self.content
        self.content = resolve(framed_page or "", self.file, files)

    def release(self) -> None:
        """Forget the content, which has been written."""
        self.content = ""

    def _rendered(self, config: MkDocsConfig, files: Files) -> Converted:
        markdown = self.markdown or ""
        if not markdown.strip():
            return Converted()
        known = self.memory.recall(self.file.src_uri, markdown) if self.memory else None
        if known is not None:
            return known
        with _Complaints() as complaints:
            converted = (self.renderer or Renderer(config)).convert(markdown, self.file, files)
        rendered = self._cleaned(converted)
        rendered = replace(rendered, content=framed(rendered.content, language_of(config)))
        if self.memory and not complaints.heard:  # what MkDocs warned of shall be warned of again
            self.memory.keep(self.file.src_uri, markdown, rendered)
        return rendered

    def _cleaned(self, converted: Converted) -> Converted:
        if self.cleaning is None:
            return converted
        own = {self.made.title_id, *_ids(self.made.headings)}
        content, removed = self.cleaning.clean(self.file.src_uri, converted.content, own)
        return replace(converted, content=content, removed=removed, toc=tuple(harmless_contents(converted.toc)))


class _Complaints(logging.Handler):
    """Notes whether MkDocs complained while it rendered a page."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the protocol's argument
        self.heard = True

    def __enter__(self) -> _Complaints:
        _RENDERER.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _RENDERER.removeHandler(self)


def _ids(headings: Iterable[Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.children)


def _anchor(heading: Heading, level: int) -> AnchorLink:
    link = AnchorLink(html.escape(heading.text), heading.id, level)
    link.children = [_anchor(child, level + 1) for child in heading.children]
    return link
