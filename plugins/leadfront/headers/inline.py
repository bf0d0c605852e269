"""The scripts that stand in a page itself: which there are, and which are the theme's own. Knows no file.

A policy that allowed whatever script stands in the built pages would bless what somebody smuggled into one. So a script
is allowed only where it is, word for word, one that stands in a template of the theme, whose blanks (`{{ base_url }}`)
hold nothing but an address.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

DEPTHS = 6
"""The theme writes the way up to the site's top into a script. It is allowed for so many folders from the start, so
that a new folder of use cases needs no new policy."""

# Found as templates write them. What somebody writes otherwise is not seen here, and so not allowed.
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
_RUN = ("", "text/javascript", "application/javascript", "module", "importmap", "speculationrules")
_BLANK = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_FILLED = r"([\w./:-]*)"
_WAY_UP = re.compile(r"\.|\.\.(?:/\.\.)*")
_PERHAPS = re.compile(r"<style\b|[\s\"'/](?:style|on[a-z]{3,20})\s*=", re.IGNORECASE)
_HANDLER = re.compile(r"on[a-z]{3,20}")


def inline_scripts(page: str) -> Iterator[str]:
    """The scripts in a page of HTML that a browser would run without asking the server for them."""
    for found in _SCRIPT.finditer(page):
        attributes, script = found.groups()
        kind = _TYPE.search(attributes)
        if not _SOURCE.search(attributes) and (kind[1].lower() if kind else "") in _RUN:
            yield script.replace("\r\n", "\n")  # as the browser has read it before it compares


def what_is_refused(page: str) -> Iterator[str]:
    """What besides scripts stands in a page and would not work under the policy, in words."""
    if not _PERHAPS.search(page):  # which is quick, and enough for most pages
        return
    seen = _Seen()
    seen.feed(page)
    seen.close()
    if seen.style:
        yield "a style"
    if seen.handler:
        yield "an attribute that runs a script"


class _Seen(HTMLParser):
    """Reads a page tag by tag: what a title or another value only speaks of is neither a style nor a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.style = False
        self.handler = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what the tag and its attributes, whose names come in small letters, ask of the browser."""
        self.style = self.style or tag == "style" or any(name == "style" for name, _ in attrs)
        self.handler = self.handler or any(_HANDLER.fullmatch(name) for name, _ in attrs)


class ThemeScripts:
    """The inline scripts of a theme's templates."""

    def __init__(self, templates: Iterable[str]) -> None:
        found = {script for source in templates for script in inline_scripts(_COMMENT.sub("", source))}
        self._patterns = [re.compile(_pattern(script)) for script in sorted(found) if script.strip()]

    def versions_of(self, script: str) -> tuple[str, ...]:
        """All that is allowed along with a script of a page: itself, and as it is in other folders; nothing where the
        theme has no such script.
        """
        for pattern in self._patterns:
            found = pattern.fullmatch(script)
            if found:
                return tuple(dict.fromkeys((script, *(_refilled(found, way) for way in _ways_up()))))
        return ()


def digest_of(script: str) -> str:
    """The script as a source of a Content-Security-Policy."""
    digest = hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _pattern(script: str) -> str:
    return _FILLED.join(re.escape(piece) for piece in _BLANK.split(script))


def _ways_up() -> Iterator[str]:
    yield "."
    for depth in range(1, DEPTHS + 1):
        yield "/".join([".."] * depth)


def _refilled(found: re.Match[str], way: str) -> str:
    """The script with another way up in the place of each."""
    script, pieces, end = found.string, [], 0
    for number in range(1, found.re.groups + 1):
        if _WAY_UP.fullmatch(found[number]):
            pieces += [script[end : found.start(number)], way]
            end = found.end(number)
    return "".join([*pieces, script[end:]])
