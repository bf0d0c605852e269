"""The showcase as data for other programs: JSON (version 1) and a table for spreadsheets. Pure: values in, bytes out.

The JSON is described by `templates/schema/showcase.schema.json`; only additions keep its version. Both tell the use
cases as their files do; what can't be read as its field asks is left empty.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from leadfront.fields import FIELDS, MAX_ITEMS, SECTIONS, Field, Kind
from leadfront.front_matter import text_of
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import UseCase, as_date, as_flag, as_number, folded, split_sections

VERSION = 1
OWN_COLUMNS = ("id", "url", "landed_at", "updated_at", "level_id", "function_id")
"""The columns of the table that are worked out; the others are the fields."""
# What a spreadsheet would take for a formula, or skip on its way to one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LISTS = (Kind.TEXTS, Kind.SKILLS)
_NUMBERS = (Kind.NUMBER, Kind.WHOLE_NUMBER)
AddressOf = Callable[[Entry], str]
"""From a use case to its page's address."""


def as_json(showcase: Showcase, address_of: AddressOf) -> Iterator[bytes]:
    """Everything, one use case a line and a piece, so that a large showcase is never held twice."""
    policy, report = showcase.policy, showcase.report
    head = {
        "version": VERSION,
        "site": showcase.site.name,
        "url": showcase.site.url or None,
        "language": showcase.site.language,
        "as_of": report.as_of.isoformat(),
        "revision": report.revision,
        "levels": [{"id": level.id, "name": level.name} for level in policy.levels],
        "functions": [{"id": function.id, "name": function.name} for function in policy.functions],
    }
    yield _dumped(head)[:-1] + b',"use_cases":['
    headings = _headings(showcase.entries)
    for number, entry in enumerate(showcase.entries):
        yield (b",\n" if number else b"\n") + _dumped(_record(entry, showcase, address_of, headings))
    yield b"\n]}\n"


def as_csv(showcase: Showcase, address_of: AddressOf) -> Iterator[bytes]:
    """A table: one use case a row and a piece, without its sections. As RFC 4180 has it, with the mark by which
    spreadsheets know UTF-8, and no cell that a spreadsheet would run.
    """
    yield codecs.BOM_UTF8 + _csv_line(name for name, _ in columns())
    for entry in showcase.entries:
        yield _csv_line(safe_cell(cell) for cell in _row(entry, showcase, address_of))


def columns() -> list[tuple[str, tuple[str, ...]]]:
    """The columns of the table: their names, and the labels of the field (and its part) that each holds. Those that no
    field fills have none.
    """
    fields = ((name, (field.label, part.label) if part else (field.label,)) for name, part, field in _flat())
    return [*((name, ()) for name in OWN_COLUMNS), *((name, labels) for name, labels in fields if name != "id")]


def safe_cell(cell: str | float | None) -> str | float:
    """A cell that no spreadsheet takes for a formula. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _csv_line(cells: Iterable[str | float]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _record(entry: Entry, showcase: Showcase, address_of: AddressOf, headings: dict[str, str]) -> dict[str, Any]:
    case = entry.case
    function = showcase.policy.function_named(case.text("function"))
    return {
        "id": case.id,
        "url": address_of(entry),
        "landed_at": _moment(entry.landed_at),
        "updated_at": _moment(entry.updated_at),
        "level": {"id": entry.level.id, "name": entry.level.name} if entry.level else None,
        "function": {"id": function.id if function else None, "name": entry.function},
        "title": case.title,
        "fields": {field.key: _value(field, case.document.front_matter.get(field.key)) for field in FIELDS},
        # Cut anew, not taken from `case.sections`: that would be kept for each of ten thousand.
        "sections": [
            {"key": headings.get(folded(section.heading)), "heading": section.heading, "text": section.own_text}
            for section in split_sections(case.document.body)
        ],
    }


def _row(entry: Entry, showcase: Showcase, address_of: AddressOf) -> Iterator[str | float | None]:
    case = entry.case
    function = showcase.policy.function_named(case.text("function"))
    yield case.id
    yield address_of(entry)
    yield _moment(entry.landed_at)
    yield _moment(entry.updated_at)
    yield entry.level.id if entry.level else None
    yield function.id if function else None
    front = case.document.front_matter
    values = {field.key: _value(field, front.get(field.key)) for field in FIELDS}
    values["title"] = case.title
    for key, part, field in _flat():
        if key == "id":
            continue
        value = values[field.key]
        if part and isinstance(value, dict):
            value = value[part.key]
        if isinstance(value, list):
            value = "; ".join(value)
        yield str(value).lower() if isinstance(value, bool) else value


@cache
def _flat() -> tuple[tuple[str, Field | None, Field], ...]:
    """The fields with the parts of groups side by side: name of the column, part, field."""
    made: list[tuple[str, Field | None, Field]] = []
    for field in FIELDS:
        made += [(f"{field.key}_{part.key}", part, field) for part in field.parts]
        if not field.parts:
            made.append((field.key, None, field))
    return tuple(made)


def _value(field: Field, given: Any) -> Any:
    """A field's value in the type that its kind asks for; None where there is none."""
    if field.kind is Kind.GROUP:
        if not isinstance(given, dict):
            return None
        return {part.key: _value(part, given.get(part.key)) for part in field.parts}
    if field.kind in _LISTS:
        items = given[:MAX_ITEMS] if isinstance(given, list) else [given] if given else []
        return [text for item in items if (text := " ".join(text_of(item).split()))]
    text = " ".join(text_of(given).split())
    if field.kind is Kind.FLAG:
        return as_flag(text)
    if not text:
        return field.default or None
    if field.kind is Kind.DATE:
        day = as_date(text)
        return day.isoformat() if day else None
    if field.kind in _NUMBERS:
        number = as_number(text)
        return int(number) if number is not None and number == int(number) else number
    return text


def _headings(entries: Sequence[Entry]) -> dict[str, str]:
    """The key of each known section by its heading, which the policy may have renamed."""
    if not entries:
        return {}
    case: UseCase = entries[0].case
    return {folded(case.heading_of(section.key)): section.key for section in SECTIONS}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _dumped(value: Any) -> bytes:
    # Letters as they are, save halves of letters (from names that are no UTF-8), which only an escape can hold.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
