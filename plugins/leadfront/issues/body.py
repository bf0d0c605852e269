"""Finds the answers in the text of an issue that was made from our form. Pure.

GitHub writes each question as a heading of the third level and the answer below it. An answer may hold such headings
too; `leadfront.doors.questions` says why those of one line can't be forged by it. Within the story the first heading
that could be the question is taken, one outside code before one inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfront.doors.issue_form import PROMISE
from leadfront.doors.questions import Place, Question

MAX_CHARACTERS = 60_000
"""Somewhat less than a host's own limit (65,536), so that the file stays readable whatever the letters are."""

# Characters that turn the reading direction around: what is reviewed would not be what is published. The marks that
# right-to-left scripts need to be read (U+200E, U+200F, the joiners) stay.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NO_ANSWER = re.compile(r"_No response_|None", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})(.*)")


def answers(body: str, asked: Sequence[Question]) -> dict[str, str] | None:
    """The answer to each question, by its key; None where the issue was not made from the form.

    Questions that are not there, as when the form was changed since, have an empty answer.
    """
    lines = body.translate(_TURNS).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = _places(lines, asked)
    required = [question for question in asked if question.required]
    if 2 * sum(question.key in at for question in required) < len(required):
        return None
    ends = sorted({*at.values(), len(lines)})
    return {question.key: _answer(lines, at.get(question.key), ends, question) for question in asked}


def _places(lines: Sequence[str], asked: Sequence[Question]) -> dict[str, int]:
    """The line of each question that is found; that of the promise has the empty key."""
    by_label: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.startswith("### "):
            by_label.setdefault(line[4:].strip(), []).append(number)
    found: dict[str, int] = {}
    low, high = -1, len(lines)
    for question in asked:
        if question.place is Place.FIRST:
            place = next((number for number in by_label.get(question.label, ()) if number > low), None)
            if place is not None:
                found[question.key] = low = place
    last = [(question.key, question.label) for question in asked if question.place is Place.LAST]
    for key, label in reversed([*last, ("", PROMISE)]):
        place = next((number for number in reversed(by_label.get(label, ())) if low < number < high), None)
        if place is not None:
            found[key] = high = place
    coded = _in_code(lines, low + 1, high)
    for question in asked:
        if question.place is Place.STORY:
            possible = [number for number in by_label.get(question.label, ()) if low < number < high]
            possible = [number for number in possible if number not in coded] or possible
            if possible:
                found[question.key] = low = possible[0]
    return found


def _answer(lines: Sequence[str], start: int | None, ends: Sequence[int], question: Question) -> str:
    if start is None:
        return ""
    end = next(number for number in ends if number > start)
    text = "\n".join(lines[start + 1 : end]).strip("\n")
    if _NO_ANSWER.fullmatch(text.strip()):
        return ""
    return text if question.place is Place.STORY else " ".join(text.split())


def _in_code(lines: Sequence[str], start: int, end: int) -> set[int]:
    """The lines between fences, of fences that are closed."""
    inside: set[int] = set()
    fence, opened = "", 0
    for number in range(start, end):
        mark = _FENCE.fullmatch(lines[number])
        if mark and not fence:
            fence, opened = mark[1], number
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            inside.update(range(opened, number))
            fence = ""
    return inside
