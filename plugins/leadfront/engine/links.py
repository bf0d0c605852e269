"""Resolves the pages' own links (`href="page:URI#id"` or `?query`, `src`, `data-src`) to addresses on the site.

Knows nothing of their words.
"""

from __future__ import annotations

import html
import re

from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files

from leadfront.pages.page import targets_of

# Nothing else writes this: what is escaped has no such quotation mark, what is contributed is disarmed, and values that
# begin so stand in other attributes. It is found four times as fast where the attribute's name is looked at last.
_LINK = re.compile(r'="page:(?<=(?:href|.src)="page:)(?P<link>[^"]*)"')
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

    def address(link: re.Match[str]) -> str:
        written = html.unescape(link["link"])
        for uri, rest in targets_of(written):
            target = files.src_uris.get(uri)  # get_file_from_path first makes a path of it: slow
            if target:
                return f'="{html.escape(_relative(target.url, ways) + rest)}"'
        raise UnknownPageError(f"{file.src_uri} links to {written}, which is no page of the site")

    return _LINK.sub(address, text)


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
