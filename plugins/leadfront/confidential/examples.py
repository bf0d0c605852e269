"""Comments by which a contributor says that a find is an example: `<!-- leadfront: example email -->`. Pure.

Such a comment stands in a line of its own, outside any fence and directly above the paragraph or the fence that it
speaks of; it excuses finds of its kind there and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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


class Examples:
    """The comments of a text."""

    def __init__(self, found: tuple[Example, ...] = ()) -> None:
        self.found = found
        self._by_kind: dict[str, list[Example]] = {}
        for example in found:
            self._by_kind.setdefault(example.kind, []).append(example)

    def about(self, kind: str, first: int, last: int) -> Example | None:
        """The comment of a kind that speaks of these lines."""
        of_kind = self._by_kind.get(kind, [])
        place = bisect_right(of_kind, first, key=lambda example: example.first)
        nearest = of_kind[place - 1] if place else None
        return nearest if nearest and last <= nearest.last else None


_NONE = Examples()


def examples(text: str) -> Examples:
    """Read the comments."""
    if "<!--" not in text or "leadfront:" not in text.lower():
        return _NONE
    lines = text.split("\n")
    fences = _fences(lines)
    found: list[Example] = []
    first = last = len(lines)  # of what stands below, since the lines are gone through from the last one up
    for number in range(len(lines) - 1, -1, -1):
        comment = _COMMENT.fullmatch(lines[number]) if not fences[number] else None
        if comment:
            found.append(Example(number + 1, " ".join(comment["kind"].lower().split()), first + 1, last + 1))
        elif lines[number].strip() or fences[number]:
            last = last if number + 1 == first < len(lines) and _goes_on(lines, fences, number) else number
            first = number
    return Examples(tuple(reversed(found)))


def _goes_on(lines: list[str], fences: list[int], number: int) -> bool:
    """Whether the next line belongs to the same fence as this one, or else to the same paragraph."""
    if fences[number]:
        return fences[number + 1] == fences[number]
    return bool(lines[number + 1].strip()) and not fences[number + 1]


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
