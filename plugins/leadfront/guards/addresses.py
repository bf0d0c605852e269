"""Which address on the site a file would get, and whether it is taken: by another file, or by a page that is made.

Two addresses are one where a file system or a server may take them for the same: after NFC and without regard to case.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from leadfront.guards.found import is_page

# The pages and folders at the top of the site that are made, not written: `tests/engine/test_guarded.py` builds a site
# and sees to it that none is missing.
MADE = frozenset(
    {
        "404", "agenda", "browse", "catalogue", "coaches", "compare", "contribute", "coverage", "digests", "editor",
        "effects", "feeds", "follow", "functions", "leaders", "levels", "previews", "quarters", "rules", "search",
        "showcase", "sitemap", "skills", "spotlight", "tools", "what-did-not-work",
    }
)  # fmt: skip
_FILES = frozenset(
    {"404.html", "showcase.csv", "showcase.json", "showcase.schema.json", "sitemap.xml", "sitemap.xml.gz"}
)
_CHAPTER = re.compile(r"playbook/(?!README\.md)[^/]+\.md")
# What the theme and we put into its folder of assets; the owner's own pictures may lie there too.
_THEME = re.compile(r"assets/((javascripts|stylesheets|fonts|external|leadfront-[^/]*)(/|$)|images/favicon\.png$)")


def folded(uri: str) -> str:
    """The same for all paths that could be taken for each other."""
    if uri.isascii():
        return uri.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", uri).casefold())


def address(uri: str) -> str:
    """The path on the site to which a source is written, folded: the same for a page and for a folder with an index."""
    return folded(_output(uri))


def is_made(uri: str, use_cases: str) -> bool:
    """Whether a source that is no use case would be written over something that is made. `use_cases` is the folder of
    the use cases, below the showcase folder.
    """
    where = address(uri)
    first, slash, below = where.partition("/")
    if where.startswith(f"{folded(use_cases)}/"):
        return where == f"{folded(use_cases)}/index.html"  # the list of them all; others below it are the leaders' own
    if first == "playbook":
        # An owner's chapter takes the place of ours, where it has its name.
        return below.endswith("index.html") and below.count("/") < 2 and not _CHAPTER.fullmatch(uri)
    return bool(slash and first in MADE) or where in _FILES or bool(_THEME.match(where))


def shared(uris: Iterable[str]) -> dict[str, list[str]]:
    """The addresses that more than one source would be written to, with those sources."""
    by_address: dict[str, list[str]] = defaultdict(list)
    for uri in uris:
        by_address[address(uri)].append(uri)
    return {where: sources for where, sources in by_address.items() if len(sources) > 1}


def is_readme(uri: str) -> bool:
    """Whether a file is for readers of the repository first: the page of its folder only where nothing else is."""
    return uri.rpartition("/")[2] == "README.md"


def _output(uri: str) -> str:
    if not is_page(uri):
        return uri
    folder, slash, name = uri.rpartition("/")
    stem = name.removesuffix(".md")
    if stem in ("index", "README"):
        return f"{folder}{slash}index.html"
    return f"{folder}{slash}{stem}/index.html"
