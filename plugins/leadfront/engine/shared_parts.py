"""Fills the parts of the theme that look the same on many pages once: header, footer, the settings of its script.

Their links are relative, so they are the same on all pages of a folder; the header also shows to which section a page
belongs. That is half of what the theme's template does for a page.
"""

from __future__ import annotations

from collections.abc import Callable, Set

from mkdocs.structure.pages import Page


class SharedParts:
    """The filled parts of one build. `targets` are the sources of the pages to which these parts lead: a page's link to
    itself is like no other, and is marked.
    """

    def __init__(self, targets: Set[str]) -> None:
        self._targets = targets
        self._filled: dict[tuple[str, str, str], str] = {}

    def part(self, name: str, page: Page | None, fill: Callable[[], str]) -> str:
        """A part of a page, filled if no page like it has come before."""
        if page is None or page.file.src_uri in self._targets:
            return fill()
        folder = page.url.rstrip("/").rpartition("/")[0]
        key = (name, folder, page.meta.get("section", ""))
        if key not in self._filled:
            self._filled[key] = fill()
        return self._filled[key]
