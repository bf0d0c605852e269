"""Puts the catalogue on the site: cards and words of all use cases, and of the owner's pages as they were rendered.

Whoever lists the theme's plugin `search` gets our search in its place: the theme's own would send each reader one file
with every word of the showcase, and take as long again to build as all else that we add.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from leadfront.catalogue import INDEX
from leadfront.engine.documents import Document
from leadfront.engine.site import place
from leadfront.engine.static import address_among
from leadfront.pages.search import Passage, catalogue, search_words
from leadfront.resources import asset_uris
from leadfront.showcase import Showcase
from leadfront.translations import language_named

_SILENT = re.compile(r"<(script|style|svg|template)\b.*?</\1\s*>|<a class=\"headerlink\".*?</a>", re.DOTALL)
_HEADING = re.compile(r"<h(?P<depth>[12])\b(?P<attributes>[^>]*)>(?P<words>.*?)</h(?P=depth)>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_TAG = re.compile(r"<[^>]*>")


def take_over(config: MkDocsConfig) -> bool:
    """Whether the site has a search. If so, the theme's own is turned off for this build."""
    plugin = config.plugins.get("material/search")
    settings = getattr(plugin, "config", None)
    if settings is None or not settings.enabled:
        return False
    settings.enabled = False
    return True


def search_box(showcase: Showcase, config: MkDocsConfig) -> dict[str, str]:
    """What the header needs to know of the search; addresses are from the site's top."""
    language = language_named(showcase.site.language)
    uris = asset_uris()
    return {
        "page": "search/" if config.use_directory_urls else "search.html",
        "catalogue": INDEX,
        "script": uris["search.js"],
        "words": search_words(language),
        "lists": "use-cases/" if config.use_directory_urls else "use-cases/index.html",
        "without_script": language.gettext("Find a use case"),
    }


def add_catalogue(showcase: Showcase, files: Files, config: MkDocsConfig, searchable: bool) -> None:
    """Put the catalogue among the site's files, once all pages have been rendered."""
    passages = list(_passages(showcase, files)) if searchable else []
    for uri, content in catalogue(showcase, passages, lambda uri: address_among(files, uri), searchable).items():
        place(files, File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED))


def _passages(showcase: Showcase, files: Files) -> Iterator[Passage]:
    cases = {entry.uri for entry in showcase.entries}
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        page = file.page
        if page is None or file.src_uri in cases or not _found_by_search(page):
            continue
        title = _words(str(page.title or ""))
        about = html.unescape(str(page.meta.get("description") or ""))
        content = page.content or "".join(_headings_of(page))
        yield from passages_of(address_among(files, file.src_uri), title, about, content)


def passages_of(address: str, title: str, about: str, content: str) -> Iterator[Passage]:
    """What the search knows of a page of HTML: itself, and each of its sections that can be linked to."""
    content = _SILENT.sub(" ", content)
    starts = [
        found for found in _HEADING.finditer(content) if found["depth"] == "2" and _ID.search(found["attributes"])
    ]
    ends = [*(found.start() for found in starts[1:]), len(content)][: len(starts)]
    before = content[: starts[0].start()] if starts else content
    yield Passage(address, title, "", about, _words(before))
    for found, end in zip(starts, ends, strict=True):
        place_on_page = _ID.findall(found["attributes"])[0]
        yield Passage(
            f"{address}#{place_on_page}", _words(found["words"]), title, "", _words(content[found.end() : end])
        )


def _found_by_search(page: MkDocsPage) -> bool:
    if isinstance(page, Document) and not page.made.searchable:
        return False
    settings = page.meta.get("search")  # as the theme's own search has it
    return not (isinstance(settings, dict) and settings.get("exclude"))


def _headings_of(page: MkDocsPage) -> Iterable[str]:
    """Of a page that is framed only as it is written: what can be linked to on it."""
    headings = page.made.headings if isinstance(page, Document) else ()
    return (f'<h2 id="{html.escape(item.id)}">{html.escape(item.text)}</h2>' for item in headings)


def _words(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())
