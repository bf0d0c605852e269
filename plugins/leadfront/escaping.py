"""What everything that is printed or sent owes its reader: nothing that a contributor wrote may be obeyed by a
terminal, a log, a page or a chat. Pure.
"""

from __future__ import annotations

import re
import unicodedata

# Round brackets mean nothing where no square ones stand before them.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+!|~&$])")
# What would begin a list, a rule or a heading where the text stands at the start of a line.
_BLOCK = re.compile(r"^(\d*)([-=.)])")
# GitHub and GitLab look for people (@all), issues (#1, !1, &1, $1, ~label, %1) and addresses (https://, www.) in the
# text that is left once escapes and entities are resolved. A zero-width space after the sign is what stops them.
_REFERENCE = re.compile(
    r"(@(?=[\w\\])|\\[#!&$](?=\d)|\\~(?=[\w\\])|%(?=[\w\"\\])|:(?=//|:)|\bwww(?=\.))", re.IGNORECASE
)
# GitHub's runner obeys `##[error]` anywhere in a line and `::error::` at its start; Azure's `##vso[…]` likewise.
_COMMAND = re.compile(r"##(?=\w*\[)")
_COMMAND_AT_START = re.compile(r"(\s*):(?=:)")


def plain(text: str) -> str:
    """A text on one line without control, direction or other invisible characters: U+FFFD stands for each.

    Bytes that are no UTF-8 (kept as lone surrogates in paths) are shown as the replacement character.
    """
    shown = "".join(
        letter if letter == " " or unicodedata.category(letter)[0] not in "CZ" else _shown(letter) for letter in text
    )
    return _COMMAND.sub("# #", shown)


def line_of_log(line: str) -> str:
    """A plain line that no CI server takes for a command, whatever word it begins with."""
    return _COMMAND_AT_START.sub(r"\1: ", line, count=1) if line.lstrip().startswith("::") else line


def json_for_log(text: str) -> str:
    """JSON in which no CI server finds a command. It means the same: a # can only stand within a string."""
    return _COMMAND.sub(r"#\\u0023", text)


def markdown_text(text: str) -> str:
    """A text that Markdown shows as it is: no markup, no link, no HTML, no mention of a person by `@`."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text).strip())
    return _REFERENCE.sub(r"\1&#8203;", _BLOCK.sub(r"\1\\\2", escaped))


def markdown_code(text: str) -> str:
    """A text as a piece of code in Markdown: shown letter by letter, and nothing in it is obeyed."""
    shown = plain(text).strip()
    if not shown:
        return ""
    longest = max(map(len, re.findall("`+", shown)), default=0)
    space = " " if "`" in (shown[0], shown[-1]) else ""
    fence = "`" * (longest + 1)
    return f"{fence}{space}{shown}{space}{fence}"


def _shown(letter: str) -> str:
    if unicodedata.category(letter) == "Zs":
        return " "
    return "\N{REPLACEMENT CHARACTER}"
