"""Near misses: what a wrong word, heading or day was probably meant to be. Pure; yields no findings itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date

from leadfront.fields import SECTIONS
from leadfront.use_case import SectionText, UseCase, folded, split_sections

_ALIKE = 0.75
# A heading of another size, or a line in bold: how people who don't know Markdown write a heading.
_LOOSE_HEADING = re.compile(
    r"#{1,6}[ \t]*(?P<hashes>[^#\s].*?)[ \t]*#*[ \t]*|(?P<bold>\*\*|__)(?P<text>.+?)(?P=bold):?[ \t]*"
)
_IN_NUMBERS = re.compile(r"(\d{1,4})[ ]?([./-])[ ]?(\d{1,2})[ ]?\2[ ]?(\d{1,4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]+)\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that names the nearest known word, or a full stop."""
    near = difflib.get_close_matches(word.lower(), list(known), 1, 0.6)
    return f". Did you mean “{near[0]}”?" if near else "."


def misspelt_headings(case: UseCase) -> dict[str, SectionText]:
    """The required sections that are missing, by key, each with the line that was probably meant to be its heading."""
    missing = [section.key for section in SECTIONS if section.required and section.key not in case.by_key]
    if not missing:
        return {}
    names = {key: folded(case.heading_of(key)) for key in missing}
    known = {folded(case.heading_of(section.key)) for section in SECTIONS}
    # The reader itself says which of these lines stand outside fences, so that the two can't disagree.
    lines = "\n".join(_as_heading(line, set(names.values())) for line in case.document.body.split("\n"))
    spare = [
        line for line in split_sections(lines, case.document.body_line)
        if folded(line.heading) not in known - set(names.values())
    ]  # fmt: skip
    found: dict[str, SectionText] = {}
    for key, name in names.items():
        alike = [(_likeness(folded(line.heading), name), -line.line, line) for line in spare if line.heading]
        best = max(alike, default=None, key=lambda item: item[:2])
        if best and best[0] > _ALIKE:
            found[key] = best[2]
            spare.remove(best[2])
    return found


def days_meant(text: str) -> tuple[date, ...]:
    """The days that a text may mean which is no day as we write it, the likeliest first: `12 November 2026`,
    `12/11/2026`.
    """
    text = " ".join(text.casefold().split())
    numbers, words, month_first = (
        pattern.fullmatch(text) for pattern in (_IN_NUMBERS, _IN_WORDS, _MONTH_FIRST)
    )  # fmt: skip
    if words:
        return _days((words[3], _month(words[2]), words[1]))
    if month_first:
        return _days((month_first[3], _month(month_first[1]), month_first[2]))
    if not numbers:
        return ()
    first, sign, middle, last = numbers.groups()
    if len(first) == 4:
        return _days((first, middle, last))
    year = last if len(last) == 4 else f"20{last}" if len(last) == 2 else ""
    # With full stops the day always stands first; with other signs that depends on the country.
    return _days((year, middle, first), *([] if sign == "." else [(year, first, middle)]))


def _as_heading(line: str, names: set[str]) -> str:
    """A line as a heading of the second level, where somebody may have meant it to be one."""
    loose = _LOOSE_HEADING.fullmatch(line)
    if loose:
        return f"## {loose['hashes'] or loose['text']}"
    return f"## {line}" if folded(line) in names else line


def _likeness(typed: str, name: str) -> float:
    # “Task” for “The task”, “The result” for “Result”.
    if typed and (typed.endswith(f" {name}") or name.endswith(f" {typed}")):
        return 0.9
    return difflib.SequenceMatcher(None, typed.replace("’", "'"), name).ratio()


def _month(word: str) -> str:
    found = [number for number, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    return str(found[0]) if found else ""


def _days(*parts: tuple[str, str, str]) -> tuple[date, ...]:
    """The days among years, months and days of a month; each once."""
    found = []
    for year, month, day in parts:
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
