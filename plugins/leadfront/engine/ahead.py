"""Converts the Markdown of many pages ahead of time, in a second process as well, in the order in which they are asked
for. Converting it is a third of a build, and MkDocs asks for one page after the other.

Comes in: the converter's settings and the Markdown of each page. Goes out: what becomes of it where that depends on
nothing else. May not know: the site's files. A page with a link that must be looked up among them is left to whoever
knows them, and all are where an extension is none of those that are known to depend on the text alone.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from types import FunctionType
from typing import Any
from urllib.parse import urlsplit

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from leadfront.engine.converted import Converted
from leadfront.side_by_side import SideBySide

WORTH_IT = 500
"""How many pages take longer than beginning a second process."""
_BEFORE = 8
"""How many parts are converted while MkDocs gets ready to ask for the first page."""
_OWN = frozenset(
    {
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
        "nl2br", "sane_lists", "smarty", "tables", "toc",
    }
)  # fmt: skip
_FAMILIES = ("markdown.extensions.", "pymdownx.")
_FUNCTIONS = ("material.extensions.emoji", "pymdownx.")
_PLAIN = (str, int, float, bool, type(None))
_ITSELF = ""


class Ahead:
    """The pages that will be asked for, as (uri, Markdown)."""

    def __init__(self, config: MkDocsConfig, pages: Iterable[tuple[str, str]], beside: SideBySide) -> None:
        self._texts = {uri: text for uri, text in pages if text.strip()}
        self._made: Iterator[tuple[str, Converted | None]] = iter(())
        self._passed: dict[str, Converted | None] = {}
        settings = _settings_of(config)
        if settings is None or not beside.shares(len(self._texts), WORTH_IT):
            self._texts.clear()
        else:
            uris, texts = tuple(self._texts), tuple(self._texts.values())
            made = beside.each(partial(_converted, settings), texts, WORTH_IT, _BEFORE)
            self._made = zip(uris, made, strict=True)

    def of(self, uri: str, text: str) -> Converted | None:
        """What became of a page; None where it is still to be converted, as where a plugin has changed its text."""
        if self._texts.pop(uri, None) != text:
            return None
        while uri not in self._passed:
            passed, converted = next(self._made)
            self._passed[passed] = converted
        found = self._passed.pop(uri)
        if found and found.links_to_anchors:
            return replace(found, links_to_anchors={uri: found.links_to_anchors[_ITSELF]})
        return found


class _NeedsFilesError(Exception):
    """A link leads to a file of the site, or to none."""


class _OwnLinks(_RelativePathTreeprocessor):
    """What MkDocs does with links that mean the same whatever files there are: to elsewhere, and within the page."""

    def __init__(self) -> None:  # without a page, the files and the settings, of which nothing is known here
        self.anchors: dict[str, str] = {}

    def path_to_url(self, url: str) -> str:
        """The address as it is.

        Raises _NeedsFilesError where files must be known.
        """
        scheme, place, path, _, anchor = urlsplit(url)
        if scheme or place:
            return url
        if path:
            raise _NeedsFilesError
        if anchor:
            self.anchors.setdefault(anchor, url)
        return url


def _settings_of(config: MkDocsConfig) -> bytes | None:
    """The converter's settings as another process can read them; None where it may not know all that they need."""
    names, settings = config["markdown_extensions"], config["mdx_configs"] or {}
    if not all(isinstance(name, str) and (name in _OWN or name.startswith(_FAMILIES)) for name in names):
        return None
    counted = "UNIQUE_IDS" in repr(settings)  # footnotes that count pages
    return pickle.dumps((list(names), dict(settings))) if _is_plain(settings) and not counted else None


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(item) for pair in value.items() for item in pair)
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, partial):
        return all(map(_is_plain, (value.func, value.args, value.keywords)))
    if isinstance(value, FunctionType):
        return value.__module__.startswith(_FUNCTIONS) and value.__qualname__.isidentifier()
    return type(value) in _PLAIN


@lru_cache(maxsize=1)
def _converter(settings: bytes) -> markdown.Markdown:
    extensions, configs = pickle.loads(settings)  # noqa: S301 - from the process that began this one
    return markdown.Markdown(extensions=extensions, extension_configs=configs)


def _converted(settings: bytes, text: str) -> Converted | None:
    """What becomes of a page's Markdown; None where that depends on more."""
    try:
        converter = _converter(settings)
        links = _OwnLinks()
        links._register(converter)
        content = converter.reset().convert(text)
    except _NeedsFilesError:
        return None
    except Exception:  # told where the page is asked for and its name is known
        _converter.cache_clear()  # it stopped in the middle of something
        return None
    toc = tuple(get_toc(getattr(converter, "toc_tokens", [])))
    return Converted(content, toc, {_ITSELF: links.anchors} if links.anchors else {})
