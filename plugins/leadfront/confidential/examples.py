"""Comments by which a contributor says that a find is an example: `<!-- leadfront: example email -->`. Pure.

Such a comment stands in a line of its own, outside any fence and directly above the paragraph or the fence that it
speaks of; it excuses finds of its kind there and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMENT = re.compile(r" {0,3}<!--[ \t]*leadfront:[ \t]*example\b(?P<kind>[^>\n]{0,60}?)[ \t]*-->[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]{0,12}(?P<fence>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")


@dataclass(frozen=True)
class Example:
    """One comment: its line, its kind as typed, and the lines that it speaks of, from 1, the last included."""

    line: int
    kind: str
    first: int
    last: int


def examples(text: str) -> tuple[Example, ...]:
    """The comments of a text."""
    if "<!--" not in text or "leadfront:" not in text.lower():
        return ()
    lines = text.split("\n")
    fences = _fences(lines)
    found = []
    for number, line in enumerate(lines):
        comment = _COMMENT.fullmatch(line)
        if comment and fences[number] == 0:
            first = number + 1
            while first < len(lines) and (not lines[first].strip() or _COMMENT.fullmatch(lines[first])):
                first += 1
            last = first
            while last + 1 < len(lines) and _goes_on(lines, fences, first, last):
                last += 1
            found.append(Example(number + 1, " ".join(comment["kind"].lower().split()), first + 1, last + 1))
    return tuple(found)


def _goes_on(lines: list[str], fences: list[int], first: int, last: int) -> bool:
    """Whether the next line belongs to the same fence, or else to the same paragraph."""
    if fences[first]:
        return fences[last + 1] == fences[first]
    return bool(lines[last + 1].strip()) and not fences[last + 1]


def _fences(lines: list[str]) -> list[int]:
    """For each line the number of the fence that it belongs to, its own two lines included; 0 outside."""
    numbers = []
    count, mark = 0, ""
    for line in lines:
        found = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if found and not mark:
            mark = found["fence"]
            count += 1
            numbers.append(count)
        elif mark:
            numbers.append(count)
            if found and found["fence"].startswith(mark) and not found["rest"].strip():
                mark = ""
        else:
            numbers.append(0)
    return numbers
