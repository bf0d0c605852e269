"""What every reporter owes its reader: nothing that a contributor wrote may be obeyed by a terminal, a log or a
page.
"""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


def plain(text: str) -> str:
    """A text on one line without control, direction or other invisible characters, which are shown as `?`-like marks.

    Bytes that are no UTF-8 (kept as lone surrogates in paths) are shown as the replacement character.
    """
    return "".join(
        letter if letter == " " or unicodedata.category(letter)[0] not in "CZ" else _shown(letter) for letter in text
    )


def markdown_text(text: str) -> str:
    """A text that Markdown shows as it is: no markup, no link, no HTML, no mention of a person by `@`."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text))
    # A zero-width joiner would be invisible; an entity keeps the sign and breaks the mention and the bare link.
    return escaped.replace("@", "&#64;").replace("://", "&#58;//")


def _shown(letter: str) -> str:
    if unicodedata.category(letter) == "Zs":
        return " "
    return "\N{REPLACEMENT CHARACTER}"
