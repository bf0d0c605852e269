"""The blanks of a prompt: what a reader puts something of their own in place of. Pure: text in, places out.

A blank is one of these, and nothing else is:

| written | when |
|---|---|
| `[your quarter]` | square brackets around words, also over the end of a line |
| `{quarter}`, `{{ your quarter }}` | braces around words of letters, digits, `_` and `-` |
| `<your quarter>` | angle brackets around two words or more; a single word is taken for a tag |
| `____` | three underscores or more, with other words on their line |

The words hold a letter, and no other bracket, quotation mark or line of code. So these are none: `array[0]` and
`row["login"]` (a bracket that stands directly after a letter, digit or bracket belongs to what it stands after),
`x = [a, b]`, `[the rules](rules.md)`, `[the rules][1]`, `[1]: https://…`, `[^note]`, `[?]`, `[…]`, the boxes `[ ]` and
`[x]` of a list of tasks, `${HOME}`, `{"key": 1}`, `<b>`, `<a href="…">`, and whatever stands between backticks or after
a backslash. Where a text has more than `MOST`, it is a table of data rather than a form, and has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MOST = 20
_LABEL = 80
_BLANK = re.compile(
    r"""
    (?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<escaped>\\.)
    | (?<![\w\])}!=$@])(?<!=\ )\[(?P<square>[^\[\]{}<>"`\\|]{1,160}?)\](?![(\[])
    | (?<![\w$%#\\{(])(?:\{\{[ ]?(?P<two>\w[\w -]{0,60}?)[ ]?\}\}|\{(?P<one>\w[\w -]{0,60})\})(?!\})
    | (?<![\w<])<(?P<angle>\w[\w-]*(?:[ ]\w[\w-]*)+)>
    | (?<![\w_])(?P<line>_{3,})(?![\w_])
    """,
    re.VERBOSE | re.DOTALL,
)
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r":[ \t]+(?:<|https?:|mailto:|[./#])")
_TASK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\Z")
_LAST_WORDS = re.compile(r"(?:\S+\s+){0,5}\S+\Z")


@dataclass(frozen=True)
class Blank:
    """One blank of a text."""

    start: int
    end: int
    """Its place in the text, brackets and all, as Python counts letters."""
    label: str
    """The words in it, on one line; of a line to be written on, those before it. Empty where there are none."""


def blanks_of(text: str) -> tuple[Blank, ...]:
    """The blanks of a text in their order; none where there are more than `MOST`."""
    if not any(sign in text for sign in ("[", "{", "<", "___")):
        return ()
    found = tuple(islice(_found(text), MOST + 1))
    return found if len(found) <= MOST else ()


def _found(text: str) -> Iterator[Blank]:
    last = 0
    for mark in _BLANK.finditer(text):
        if mark["code"] or mark["escaped"]:
            continue
        start, end = mark.span()
        line = text.rfind("\n", 0, start) + 1
        before = text[max(line, last, start - 2 * _LABEL) : start]
        if mark["line"]:
            after = text[end : end + 2 * _LABEL].partition("\n")[0]
            if before.strip() or after.strip():
                words = _LAST_WORDS.search(before.strip(" \t:,;"))
                yield Blank(start, end, _shortened(words[0] if words and _LETTER.search(words[0]) else ""))
                last = end
            continue
        inside = mark["square"] or mark["one"] or mark["two"] or mark["angle"]
        if not _LETTER.search(inside) or inside.startswith("^") or "\n\n" in inside:
            continue
        if inside in ("x", "X") and _TASK.match(before):
            continue
        if not before.strip() and _ADDRESS.match(text, end):
            continue
        yield Blank(start, end, _shortened(" ".join(inside.replace("_", " ").split())))
        last = end


def _shortened(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rpartition(" ")[0] + "…"
