"""What a reader of a page of HTML sees or hears, save what is marked as English or as typed by somebody."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"})
_SILENT = frozenset({"script", "style", "pre", "code", "svg"})
_SPOKEN = frozenset({"aria-label", "title", "placeholder", "alt"})


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def quiet(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = self.quiet or tag in _SILENT or given.get("lang") == "en"
        if not quiet:
            self.texts += [given[name] or "" for name in given if name in _SPOKEN]
            # Words for a script have a space; names of things have none.
            self.texts += [text for name, text in given.items() if name.startswith("data-") and text and " " in text]
            if tag == "meta":
                self.texts.append(given.get("content") or "")
        if tag not in _VOID:
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            last, _ = self.open.pop()
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "script":
            # What scripts say, they take from data blocks of the page.
            self.texts += [text for text in re.findall(r'"((?:[^"\\]|\\.)*)"', data) if " " in text]
        elif not self.quiet:
            self.texts.append(data)


def visible(html: str) -> str:
    """The words of a page, on one line."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return " ".join(" ".join(parser.texts).split())
