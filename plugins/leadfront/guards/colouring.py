"""How much of a page is code that will be coloured, and so may take long: some of Pygments' lexers need four times as
long for twice as much. Pure: counts bytes, knows no lexer but by name, and counts too much rather than too little.

Measured on texts made to be slow: of Perl 8 KB take 0.9 seconds and 32 KB 17; of C# 4 KB take 2.3; 1 KB of Easytrieve
takes 1.7 and 2 KB 14. `tests/guards/test_colouring.py` holds the languages that people use to what is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

MOST_CODE = 8 * 1024
"""Bytes of one piece of code in a usual language; of several, the sum of their squares counts."""
RARE = 8
"""A byte in a language that few have tried, or that is slow, counts as so many."""
_SLOW = dict.fromkeys(b"c cpp c++ java make makefile terraform tf ts tsx typescript".split(), 2)
_SLOW |= dict.fromkeys(b"c# cs csharp rst".split(), 3)
# What people show in a use case. The slowest text that was found for each takes about a second in 8 KB.
_USUAL = frozenset(
    b"awk bash bat batch console css csv dart diff docker dockerfile email go golang graphql groovy html http "
    b"ini javascript jinja js json json5 jsonc jsonl jsx kotlin latex log lua markdown matlab md mermaid mysql "
    b"ndjson nginx output patch perl php postgres postgresql powershell prompt properties ps1 pycon py python "
    b"python3 r rb ruby rust scala scss sh shell sql swift tex toml tsql tsv vb vbnet xml xslt yaml yml zsh".split()
)
_PLAIN = frozenset((b"text", b"txt", b"plain", b"plaintext", b"none"))
_FENCE = re.compile(rb"(?P<before>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>.*)")
_LANGUAGE = re.compile(rb"[ \t]*(?:\{[ \t]*)?\.?(?P<name>[^\s{}]*)(?P<rest>.*)")
_OTHER_NAME = re.compile(rb"[\s{}]\.|\{")
# `#!perl` as the first line of an indented block, where `codehilite` is switched on.
_INDENTED = re.compile(rb"[ \t>]+(?:#!|::+)(?:(?:/\w+)*[/ ])?(?P<name>[\w#.+-]*)")
_INDENT = 4
# The same in code within a line, where `pymdownx.inlinehilite` is.
_INLINE = re.compile(rb"`[ \t]*(?:#!|:::+)(?P<name>[\w#.+-]+)")


def too_much_code(data: bytes) -> int | None:
    """The line from which on there is too much code with colours; None where there is not, as nearly always."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\2" in data or b"\3" in data:  # Python-Markdown takes them out before it looks for fences
        data = data.translate(None, b"\2\3")
    if len(data) * _worst(data) <= MOST_CODE:
        return None
    total = 0
    for line, size, share in _pieces(data):
        total += (size * share) ** 2
        if total > MOST_CODE * MOST_CODE:
            return line
    return None


def _worst(data: bytes) -> int:
    """For how much a byte of this page counts at most: a quick look."""
    if b"#!" in data or b"::" in data:
        return RARE
    worst = 0
    for mark in (b"```", b"~~~"):
        at = data.find(mark)
        while at >= 0 and worst < RARE:
            end = data.find(b"\n", at)
            end = end if end >= 0 else len(data)
            info = data[at:end].lstrip(mark).strip(b" \t")
            if info:
                worst = max(worst, _weight(info))
            at = data.find(mark, end)
    return worst


def _pieces(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each stretch that may be code: its first line, its size, and for how much each byte counts.

    A fence ends only where nobody can doubt it: with its own mark behind its own indentation. What overlaps is one
    stretch.
    """
    fences: set[tuple[bytes, bytes]] = set()
    first = size = share = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        size += len(line) + 1
        found = _FENCE.match(line) if b"```" in line or b"~~~" in line else None
        if not found:
            continue
        key = found["before"].expandtabs(4), found["mark"]
        info = found["info"].strip(b" \t")
        if info and (weight := _weight(info)):
            if not fences:
                first, size, share = number, len(line) + 1, 0
            share = max(share, weight)
            fences.add(key)
        elif not info and key in fences:
            fences.remove(key)
            if not fences:
                yield first, size, share
    if fences:
        yield first, size, share
    if b"#!" in data or b"::" in data:
        yield from _without_fences(data)


def _without_fences(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Indented blocks and paragraphs that name a language in their own text."""
    first = size = share = indent = 0
    start, length, inline = 1, 0, 0
    for number, line in enumerate([*data.split(b"\n"), b""], 1):
        blank = not line.strip(b" \t>")
        if blank:
            if inline:
                yield start, length, inline
            start, length, inline = number + 1, 0, 0
        length += len(line) + 1
        if b"`" in line:
            inline = max(inline, *(_weight(found["name"]) for found in _INLINE.finditer(line)), 0)
        size += len(line) + 1
        if blank:
            continue
        margin = _margin(line)
        if first and margin < indent:
            yield first, size, share
            first = 0
        if margin >= _INDENT and (found := _INDENTED.match(line)):
            if first:
                share = max(share, _weight(found["name"]))
            else:
                first, size, share, indent = number, len(line) + 1, _weight(found["name"]), margin
    if first:
        yield first, size, share


def _margin(line: bytes) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(b" >"))


@lru_cache(maxsize=256)
def _weight(info: bytes) -> int:
    """For how much a byte of code counts, by what stands behind the mark; 0 where it gets no colours."""
    language = _LANGUAGE.match(info)
    if not language or _OTHER_NAME.search(language["rest"]):
        return RARE
    name = language["name"].lower()
    if name in _PLAIN:
        return 0
    return _SLOW.get(name, 1 if name in _USUAL else RARE)
