"""Cleans what was contributed, page by page, before it is framed, and says what was taken out. Knows not how a page is
made of it.

All pages of the showcase folder are cleaned, save those that the policy trusts by name; a use case is never trusted.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from leadfront.findings import Finding, sort_key
from leadfront.front_matter import Unreadable
from leadfront.history import matches
from leadfront.policy import Policy, Site
from leadfront.removals import Removed
from leadfront.rendered import searched, searched_page, told
from leadfront.sanitise import Cleaned, Sanitiser, may_be_id
from leadfront.use_case import is_use_case, read_use_case
from leadfront.working_tree import read_file


class Cleaning:
    """The cleaning of one build."""

    def __init__(self, policy: Policy, site: Site, docs_dir: Path) -> None:
        self._policy = policy
        self._site = site
        self._docs_dir = docs_dir
        self._sanitiser = Sanitiser(site.url)
        self._removed: dict[str, tuple[Removed, ...]] = {}

    def clean(self, uri: str, rendered: str, own_ids: Iterable[str] = ()) -> Cleaned:
        """The HTML of a page without what may not stand in it. `own_ids` are those that the page has besides."""
        return Cleaned(rendered) if self.trusts(uri) else self._sanitiser.clean(rendered, own_ids)

    def note(self, uri: str, removed: tuple[Removed, ...]) -> None:
        """Remember what was taken out of a page, to be told when all are done."""
        if removed:
            self._removed[uri] = removed

    def findings(self) -> list[Finding]:
        """What was taken out of all pages."""
        return sorted(
            (item for uri, removed in self._removed.items() for item in self._told(uri, removed)), key=sort_key
        )

    def trusts(self, uri: str) -> bool:
        """Whether the policy lets this page be as it is."""
        trusted = self._policy.trusted_pages
        return any(matches(glob, uri) for glob in trusted) and not is_use_case(uri, self._policy.use_cases)

    def _told(self, uri: str, removed: tuple[Removed, ...]) -> Iterator[Finding]:
        path = self._site.in_docs(uri)
        data = read_file(self._docs_dir, uri).data
        text, first = searched_page(data.decode("utf-8", "replace")), 1
        if is_use_case(uri, self._policy.use_cases):
            try:
                folder = self._site.in_docs(self._policy.use_cases)
                text, first = searched(read_use_case(path, folder, data, dict(self._policy.sections)))
            except Unreadable:  # changed since it was rendered: the lines are as good as can be
                pass
        yield from told(removed, path, self._policy, text, first)


def harmless_contents(links: Iterable[AnchorLink]) -> list[AnchorLink]:
    """Entries of a table of contents as text, which the theme prints as it is, and only to places that may be named."""
    found: list[AnchorLink] = []
    for link in links:
        children = harmless_contents(link.children)
        if may_be_id(link.id):
            kept = AnchorLink(as_text(link.title), link.id, link.level)
            kept.children = children
            found.append(kept)
        else:
            found += children
    return found


def harmless_head(page: MkDocsPage) -> None:
    """What stands at the top of a plain page, as text: the theme prints it into the page's head as it is."""
    page.meta = {key: _escaped(value) for key, value in page.meta.items()}


def harmless_names(page: MkDocsPage) -> None:
    """Title and table of contents of a plain page, once it is rendered, as text. Titles of the navigation are the
    owner's HTML.
    """
    page.toc = TableOfContents(harmless_contents(page.toc))
    if "title" not in vars(page):
        page.title = as_text(str(page.title or ""))
    if not page.is_homepage:
        # Without it the theme takes the title, and turns what was escaped back into markup (`striptags`).
        page.meta.setdefault("title", html.escape(html.unescape(str(page.title)), quote=True))


def as_text(written: str) -> str:
    """HTML that shows what was written, and nothing else, whether it was escaped already or not."""
    return html.escape(html.unescape(written), quote=False)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value
