"""Whether a page would take very long to turn into HTML: a cheap count, before anything is turned.

Python-Markdown 3.10 looks again at the rest of a paragraph for each bracket that is not closed, and at the rest of a
block for each of its lines: 32 KB of `[a](` take 19 seconds, of `* * *` lines 8; 600 list marks on one line, or blocks
350 deep inside each other, end in an error. `tests/guards/test_heaviness.py` holds what the worst pages within these
limits take. Most files are done with after a few counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadfront.guards.colouring import too_much_code

MOST_MARKS = 500
"""Brackets and the like in one paragraph."""
MOST_LINES = 600
"""Lines in one block without an empty line. A table may have more."""
MOST_NESTED = 100
"""Marks of list items at the beginning of one line, or steps of four spaces."""
MOST_SHORT_FORMS = 500
"""Definitions of abbreviations: each is looked for in the whole page."""
MOST_FENCES = 1200
"""The superfences of 36,000 empty ones take 40 seconds."""
MOST_BLOCKS = 5000
"""Paragraphs, list items and the like on one page."""
MOST_ROWS = 10_000
"""Lines of one page that stand in no fence and are not empty."""
MOST_TAGS = 2000
"""Marks that could begin a tag of HTML, which is looked for in the whole page, whatever stands between; and a parser of
HTML looks through all elements that are open at each new one."""
# The cost of a block grows with the square; these are for the whole page.
_MOST_MARKS_SQUARED = 1_000_000
_MOST_LINES_SQUARED = 2_000_000
# What costs less than a bracket, and how much less.
_LESSER = ((b"`", 3), (b"\\", 20), (b"&", 20), (b">", 20))
# Everything that none of the counts is of: a page in which little else stands is done with.
_HARMLESS = bytes(set(range(256)) - set(b"[<`\\&>\n\r-*+.)"))
_MANY_ITEMS = re.compile(rb"[-*+.)>]{%d}" % MOST_NESTED)
_DEEP = b" " * 4 * MOST_NESTED, b"\t" * MOST_NESTED
_NESTED = re.compile(rb"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){%d}" % MOST_NESTED, re.MULTILINE)
_SHORT_FORM = re.compile(rb"^[ \t>]*\*\[", re.MULTILINE)
_FENCE = re.compile(rb"^[ \t>]*(```|~~~)[^\n]*$", re.MULTILINE)
_PLAIN_FENCE = re.compile(rb"(?:`{3,}|~{3,})[\w+-]*[ \t]*")
_TABLE = re.compile(rb"[ \t>]*\|?[ \t]*:?-[-:| \t]*\|[-:| \t]*")


@dataclass(frozen=True)
class Heavy:
    """What would take too long, and where."""

    what: str
    line: int
    mend: str


_BRACKETS = "Cut it into shorter paragraphs with empty lines between, or put it between two lines of three backticks."
_PAGES = "Cut it into several pages, or put code between two lines of three backticks."
_COLOURS = "Take the language's name away from the first line of the code, so that it reads: ```text"
_ROWS = "Put an empty line in between now and then, or put it between two lines of three backticks."


def heavy(data: bytes) -> Heavy | None:
    """Why a page would take too long; None where it would not, as nearly always."""
    if line := too_much_code(data):
        return Heavy("The code that begins here, with what stands above it, is too much to be coloured", line, _COLOURS)
    return _too_many_marks(data)


def _too_many_marks(data: bytes) -> Heavy | None:
    marks = data.translate(None, _HARMLESS)
    if len(marks) <= MOST_MARKS and not _MANY_ITEMS.search(marks) and not any(indent in data for indent in _DEEP):
        return None
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if nested := _NESTED.search(data):
        line = data.count(b"\n", 0, nested.start()) + 1
        what = f"This line opens more than {MOST_NESTED} lists inside each other"
        return Heavy(what, line, "Remove the marks at its beginning.")
    if len(_SHORT_FORM.findall(data)) > MOST_SHORT_FORMS:
        what = f"There are more than {MOST_SHORT_FORMS} definitions of abbreviations on this page"
        return Heavy(what, 1, "Write the longer words in the text itself.")
    if data.count(b"```") + data.count(b"~~~") > MOST_FENCES and len(_FENCE.findall(data)) > MOST_FENCES:
        what = f"There are more than {MOST_FENCES} lines of three backticks or tildes on this page"
        return Heavy(what, 1, "Put what belongs together between two of them, and leave out the others.")
    return _too_many(data)


def _marks(data: bytes) -> int:
    lesser = sum(data.count(mark) // share for mark, share in _LESSER)
    return data.count(b"[") + data.count(b"<") + lesser


def _too_many(data: bytes) -> Heavy | None:
    all_marks = all_lines = all_rows = tags = 0
    for number, (line, block) in enumerate(_blocks(data)):
        all_rows += len(block)
        if all_rows > MOST_ROWS:
            return Heavy(f"Up to here the page has more than {MOST_ROWS} lines", line, _PAGES)
        tags += sum(row.count(b"<") for row in block)
        if tags > MOST_TAGS:
            return Heavy(f"Up to here the page has more than {MOST_TAGS} signs “<”", line, _PAGES)
        if number == MOST_BLOCKS:
            what = f"Up to here the page has more than {MOST_BLOCKS} paragraphs"
            return Heavy(what, line, _PAGES)
        table = len(block) > 1 and _TABLE.fullmatch(block[1]) is not None
        # The cells of a table are looked at one by one, its rows once.
        counts = [_marks(row) for row in block] if table else [_marks(b"\n".join(block))]
        rows = 0 if table else len(block)
        all_marks += sum(count * count for count in counts)
        all_lines += rows * rows
        for number, row in enumerate(block):
            if row.startswith(_DEEP):
                return Heavy("This line is indented too far", line + number, "Begin it further to the left.")
        if max(counts) > MOST_MARKS:
            return Heavy(f"The paragraph that begins here has more than {MOST_MARKS} brackets", line, _BRACKETS)
        if rows > MOST_LINES:
            return Heavy(f"From here on there are more than {MOST_LINES} lines without an empty one", line, _ROWS)
        if all_marks > _MOST_MARKS_SQUARED:
            return Heavy("Up to here the page has too many paragraphs that are full of brackets", line, _BRACKETS)
        if all_lines > _MOST_LINES_SQUARED:
            return Heavy("Up to here the page has too many long blocks without an empty line", line, _ROWS)
    return None


def _blocks(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """The blocks between empty lines, each with the number of its first line; without what stands in fences."""
    fenced = _fenced_lines(data)
    block: list[bytes] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        # Spaces only, and the marks of quotes: another kind of space does not end a paragraph.
        if number in fenced or not line.strip(b" \t>"):
            if block:
                yield number - len(block), block
            block = []
        else:
            block.append(line)
    if block:
        yield data.count(b"\n") + 2 - len(block), block


def _fenced_lines(data: bytes) -> set[int]:
    """The lines of fenced blocks, where it is beyond doubt which they are: all fences of the page are plain, begin at
    the left edge and are closed. Else none, so that nothing can hide in what only looks like a fence.
    """
    found = list(_FENCE.finditer(data))
    if len(found) % 2 or len(found) > MOST_LINES:
        return set()
    fences = [(data.count(b"\n", 0, fence.start()) + 1, fence[0]) for fence in found]
    lines: set[int] = set()
    for (first, opening), (last, closing) in zip(fences[::2], fences[1::2], strict=True):
        mark = opening[: len(opening) - len(opening.lstrip(opening[:1]))]
        if not _PLAIN_FENCE.fullmatch(opening) or closing.rstrip() != mark:
            return set()
        lines.update(range(first, last + 1))
    return lines
