"""Resolves the pages' own links (`href="page:URI#id"` or `?query`, `src`, `data-src`) to addresses on the site.

Knows nothing of their words.
"""

from __future__ import annotations

import re

from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files

from leadfront.pages.page import with_addresses

_PIECE = re.compile(r'(?P<tag><[a-zA-Z][^>]*>)|"page:')
_HOME = "./"
"""The address of the home page, and of any page from itself."""


class UnknownPageError(BuildError):
    """A page links to one that is not there: a mistake in the templates, never in what was contributed."""


def resolve(text: str, file: File, files: Files) -> str:
    """The HTML of a page with its links made relative to its own address.

    Raises UnknownPageError.
    """
    ways = _ways_up(file.url)
    try:
        # Not by get_file_from_path, which first makes a path of it: slow.
        return with_addresses(text, lambda uri: _relative(files.src_uris[uri].url, ways))
    except LookupError as link:
        raise UnknownPageError(f"{file.src_uri} links to {link.args[0]}, which is no page of the site") from None


def _ways_up(url: str) -> list[tuple[str, str]]:
    """The folders that an address lies in, from its own to the top (“”), and the way up to each."""
    folder, way = ("" if url == _HOME else url[: url.rfind("/") + 1]), ""
    found = [(folder, way)]
    while folder:
        folder, way = folder[: folder[:-1].rfind("/") + 1], f"../{way}"
        found.append((folder, way))
    return found


def _relative(url: str, ways: list[tuple[str, str]]) -> str:
    """The same as `File.url_relative_to`, which takes both addresses apart anew for each link: a tenth of a build."""
    if url == _HOME:
        url = ""
    folder, way = next(found for found in ways if url.startswith(found[0]))
    return f"{way}{url[len(folder) :]}" or _HOME


def disarm(rendered: str) -> str:
    """Contributed HTML in which nothing can pass for a link of ours; what is only shown is shown as it was."""
    return _PIECE.sub(_disarmed, rendered) if '"page:' in rendered else rendered


def _disarmed(piece: re.Match[str]) -> str:
    tag = piece["tag"]
    return tag.replace('="page:', '="#page:') if tag else "&quot;page:"
