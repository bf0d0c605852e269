"""Puts our pages into the theme's search index, which else parses each finished page anew: that takes longer than all
else that we add to a build.

Where the theme's search is not in use, or not as we know it, nothing is done here and the theme does as it always does.
"""

from __future__ import annotations

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

_HEADING = re.compile(r'<h(?P<depth>[12])\b[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<words>.*?)</h(?P=depth)>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def entries_of(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """What the theme's search holds so far (Material 9.8: `SearchIndex.entries`), where there is such a list."""
    plugin = config.plugins.get("material/search")
    entries = getattr(getattr(plugin, "search_index", None), "entries", None)
    return entries if isinstance(entries, list) else None


def entries_for(url: str, title: str, content: str) -> list[dict[str, Any]]:
    """What a page adds: one entry for itself, and one for each of its sections. `title` is HTML."""
    headings = list(_HEADING.finditer(content))
    ends = [*(heading.start() for heading in headings[1:]), len(content)]
    found = []
    for heading, end in zip(headings, ends, strict=True):
        top = heading["depth"] == "1"
        found.append(
            {
                "location": url if top else f"{url}#{heading['id']}",
                "title": title if top else _words(heading["words"]),
                "text": _words(content[heading.end() : end]),
            }
        )
    return found


def _words(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())
