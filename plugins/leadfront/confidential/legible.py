"""A text as a reader of the page would read it, so that nothing hides behind how it is written. Pure.

Invisible letters are dropped, digits of every script and letters of double width are the plain ones, Markdown's escapes
and HTML's entities are what they stand for. No line is added or lost.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_UNUSUAL = re.compile(r"[^\x00-\x7f]+")


def decoded(data: bytes) -> str:
    """A file's text with lines as `leadfront.front_matter` counts them. What is no UTF-8 does not hide the rest."""
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def legible(text: str) -> str:
    """The text as it would be read."""
    if "&" in text:
        text = _ENTITY.sub(_resolved, text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if not text.isascii():
        text = _UNUSUAL.sub(_usual, text)
    return text


def _resolved(entity: re.Match[str]) -> str:
    return " ".join(html.unescape(entity[0]).splitlines())


def _usual(run: re.Match[str]) -> str:
    letters = run[0]
    if letters.isalpha() and unicodedata.is_normalized("NFKC", letters):  # most words of most languages
        return letters
    return "".join(map(_usual_letter, letters))


@lru_cache(maxsize=4096)
def _usual_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category[0] in "ZC":
        return " "
    if category == "Pd" or letter == "\N{MINUS SIGN}":
        return "-"
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain.isascii() and plain.isprintable() else letter
