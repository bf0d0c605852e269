"""Renders the Markdown of our pages with one converter a build, where MkDocs makes a new one for each page.

Making a converter takes about a tenth of a build. The processor that MkDocs keeps to itself
(`_RelativePathTreeprocessor` in `mkdocs/structure/pages.py`) is that of 1.6.1, its last 1.x release, and of ProperDocs,
which goes on from it.
"""

from __future__ import annotations

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from leadfront.engine.ahead import Ahead
from leadfront.engine.converted import Converted


class Renderer:
    """The converter of one build, and the pages that are converted ahead."""

    def __init__(self, config: MkDocsConfig, ahead: Ahead | None = None) -> None:
        self.config = config
        self.ahead = ahead
        self._markdown = markdown.Markdown(
            extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
        )

    def convert(self, text: str, file: File, files: Files) -> Converted:
        """Render the Markdown of one page; links to other files are looked up in `files`."""
        converted = self.ahead.of(file.src_uri, text) if self.ahead else None
        if converted is not None:
            return converted
        # A processor of its own for each page, under the same name, takes the place of the one before.
        links = _RelativePathTreeprocessor(file, files, self.config)
        links._register(self._markdown)
        content = self._markdown.reset().convert(text)
        toc = tuple(get_toc(getattr(self._markdown, "toc_tokens", [])))
        return Converted(content, toc, {to.src_uri: anchors for to, anchors in links.links_to_anchors.items()})
