"""Turns straight quotes into curly ones in the prose of a use case. Pure. What stands verbatim (front matter, fenced
blocks, code) keeps its own.
"""

from __future__ import annotations

import re

_VERBATIM = re.compile(r"(^```.*?^```$|`[^`\n]*`)", re.MULTILINE | re.DOTALL)
# A quote opens at the start of a line and after white space, a bracket, a dash, or a mark of emphasis.
_OPENING = re.compile(r'(?<![^\s(\[*_—–])"(?=\S)')
_APOSTROPHE = re.compile(r"(?<=\w)'")


def curl(text: str) -> str:
    """The text of a use-case file with curly quotes in its prose."""
    opening, front, body = text.split("---\n", 2)
    pieces = _VERBATIM.split(body)  # what stands verbatim has the odd places
    pieces[::2] = [_APOSTROPHE.sub("’", _OPENING.sub("“", piece).replace('"', "”")) for piece in pieces[::2]]
    return "---\n".join((opening, front, "".join(pieces)))
