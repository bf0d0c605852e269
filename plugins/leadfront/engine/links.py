"""Resolves the pages' own links (`href="page:URI#id"` or `?query`, `src`, `data-src`) to addresses on the site.

Knows nothing of their words.
"""

from __future__ import annotations

import html
import re

from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files

# Nothing else writes this: what is escaped has no such quotation mark, and what is contributed is disarmed. Without the
# attribute's name in front it is found four times as fast.
_LINK = re.compile(r'="page:(?P<uri>[^"#?]*)(?P<anchor>[#?][^"]*)?"')


_PIECE = re.compile(r'(?P<tag><[a-zA-Z][^>]*>)|"page:')


class UnknownPageError(BuildError):
    """A page links to one that is not there: a mistake in the templates, never in what was contributed."""


class Links:
    """The addresses of one build's pages. From pages in one folder, the way to any other page is the same, so that it
    is worked out once: half of a page's links are those of its neighbours.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._from: dict[str, dict[str, str]] = {}

    def resolve(self, text: str, file: File) -> str:
        """The HTML of a page with its links made relative to its own address.

        Raises UnknownPageError.
        """
        own, _, name = file.dest_uri.rpartition("/")
        is_folder = bool(own) and name == "index.html"
        known = self._from.setdefault(own.rpartition("/")[0], {}) if is_folder else {}
        mine = html.escape(own)  # the way to what lies there is another one from here than from its neighbours

        def address(link: re.Match[str]) -> str:
            uri = link["uri"]
            below = is_folder and uri.startswith(mine)
            found = None if below else known.get(uri)
            if found is None:
                target = self._files.src_uris.get(html.unescape(uri))  # get_file_from_path first makes a path: slow
                if target is None:
                    raise UnknownPageError(f"{file.src_uri} links to {uri}, which is no page of the site")
                found = html.escape(target.url_relative_to(file))
                if not below:
                    known[uri] = found
            return f'="{found}{link["anchor"] or ""}"'

        return _LINK.sub(address, text)


def disarm(rendered: str) -> str:
    """Contributed HTML in which nothing can pass for a link of ours; what is only shown is shown as it was."""
    return _PIECE.sub(_disarmed, rendered) if '"page:' in rendered else rendered


def _disarmed(piece: re.Match[str]) -> str:
    tag = piece["tag"]
    return tag.replace('="page:', '="#page:') if tag else "&quot;page:"
