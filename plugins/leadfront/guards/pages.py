"""Reads a page that is no use case, once: what is checked here is what is built. Pure: bytes in, `PlainPage` out.

Between two `---` lines at its top may stand a few keys, read as strictly as those of a use case; a page without them
begins with its text. No other way to write them is known, though the site engine knows three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadfront.front_matter import Document, Unreadable, Value, read_document, text_of

KEYS = ("title", "description", "hide", "search")
CHAPTER_KEYS = (*KEYS, "summary", "group", "order", "shows")
"""Of a chapter of the playbook, read by `leadfront.playbook`."""
HIDEABLE = ("navigation", "toc", "path", "footer", "feedback", "tags")
_EMPTY_TOP = b"---\n---\n"
_TRUE = frozenset({"true", "yes", "on"})


@dataclass(frozen=True)
class PlainPage:
    """A page that is no use case."""

    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    """What may reach the theme, as it was typed: it prints it as it is, so whoever hands it over escapes it."""
    told: tuple[tuple[str, int], ...] = ()
    """What was left out of it, each with its line and in words."""


def read_page(data: bytes, keys: tuple[str, ...] = KEYS) -> PlainPage:
    """Read a page.

    Raises Unreadable, with the line and the mend in words.
    """
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Unreadable("there is an invisible control character here: delete the line and type it again", line)
    document = _document(data)
    told = tuple(_left_out(document, keys))
    return PlainPage(document.body, _meta(document.front_matter), told)


def _document(data: bytes) -> Document:
    plain = data.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith(b"---") and not plain.partition(b"\n")[0].strip(b"- \t\r"):
        return read_document(data)
    # With lines at its top that hold nothing, so that one rule decides on size, encoding and line ends.
    try:
        return Document(body=read_document(_EMPTY_TOP + plain).body)
    except Unreadable as error:
        line = max(1, error.line - _EMPTY_TOP.count(b"\n"))
        raise Unreadable(error.reason, line, error.kind) from None


def _left_out(document: Document, keys: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for key, value in document.front_matter.items():
        line = document.line_of(key)
        if key not in keys:
            named = f"“{key}”" if key.isprintable() else "a name that can't be shown"
            yield f"A page may not set {named}: it is left out", line
        elif key == "hide":
            wrong = [item for item in _texts(value) if item not in HIDEABLE]
            if wrong or isinstance(value, dict):
                yield f"Only {', '.join(HIDEABLE)} can be hidden: the rest is left out", line
        elif key == "search":
            if not isinstance(value, dict) or set(value) - {"exclude"}:
                yield "Of “search” only “exclude: true” is known: the rest is left out", line
        elif key in ("title", "description") and not isinstance(value, str):
            yield f"“{key}” must be a text: it is left out", line


def _meta(front: Mapping[str, Value]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("title", "description"):
        value = front.get(key)
        if isinstance(value, str) and value.strip():
            found[key] = " ".join(value.split())
    hidden = [item for item in _texts(front.get("hide")) if item in HIDEABLE]
    if hidden:
        found["hide"] = hidden
    search = front.get("search")
    if isinstance(search, dict) and text_of(search.get("exclude")).strip().lower() in _TRUE:
        found["search"] = {"exclude": True}
    return found


def _texts(value: Value | None) -> list[str]:
    items = value if isinstance(value, list) else [value] if isinstance(value, str) and value else []
    return [item.strip() for item in items if isinstance(item, str)]
