"""LF105 to LF110 and LF115: the fields at the top of a use case's file. One file at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from leadfront.fields import BY_KEY, FIELDS, MAX_ITEMS, Field, Kind
from leadfront.findings import Severity
from leadfront.front_matter import text_of
from leadfront.language import ENGLISH
from leadfront.rules.model import Checked, Problem, Scope, rule
from leadfront.rules.near_misses import days_meant, did_you_mean
from leadfront.use_case import as_date, as_flag, as_number, folded


@rule("LF105", Severity.ERROR, Scope.FILE)
def field_missing(file: Checked) -> Iterator[Problem]:
    """A field that every use case needs is missing or empty.

    Why: Readers look for people like their own boss and for work like their own: that takes these fields.
    Fix: Add the field at the top of the file.
    Fails:
        summary:
    Passes:
        summary: I drafted forty answers in an afternoon and rewrote six of them.
    """
    if not file.case:
        return
    front = file.case.document.front_matter
    for field in FIELDS:
        if field.required and not text_of(front.get(field.key)).strip():
            yield Problem(
                f"{field.label} is missing.",
                f"Add a line like “{field.key}: {field.example}”. {field.hint}",
                file.case.document.line_of(field.key),
                subject=field.key,
            )
        group = front.get(field.key)
        if field.kind is Kind.GROUP and isinstance(group, dict):
            for part in field.parts:
                if part.required and not text_of(group.get(part.key)).strip():
                    yield Problem(
                        f"{field.label}: “{part.label}” is missing.",
                        f"Add “{part.key}: {part.example}” to it, or remove the whole effect.",
                        file.case.document.line_of(field.key),
                        subject=f"{field.key}.{part.key}",
                    )


@rule("LF106", Severity.ERROR, Scope.FILE)
def field_unknown(file: Checked) -> Iterator[Problem]:
    """A field is there that no use case has.

    Why: It is usually a slip of the pen, and what it says would be lost.
    Fix: Correct its name, or remove the line.
    Fails:
        sumary: I drafted forty answers in an afternoon.
    Passes:
        coach: Tomasz Sample
    """
    if not file.case:
        return
    document = file.case.document
    for key, value in document.front_matter.items():
        field = BY_KEY.get(key)
        if field is None:
            near = did_you_mean(key, BY_KEY)
            yield Problem(
                f"There is no field “{key}”{near}",
                "Correct the name, or remove the line.",
                document.line_of(key),
                subject=key,
            )
        elif field.kind is Kind.GROUP and isinstance(value, dict):
            parts = {part.key: part for part in field.parts}
            for inner in value:
                if inner not in parts:
                    near = did_you_mean(inner, parts)
                    line = document.line_of(f"{key}.{inner}")
                    yield Problem(
                        f"{field.label} has no “{inner}”{near}",
                        "Correct the name, or remove it.",
                        line,
                        subject=f"{key}.{inner}",
                    )


@rule("LF107", Severity.ERROR, Scope.FILE, title="Value of the wrong kind")
def field_value(file: Checked) -> Iterator[Problem]:
    """A field's value is not what the field is for.

    Why: Dates, numbers and choices are counted and sorted by, so they must be written in one way.
    Fix: Write the value as the example shows.
    Fails:
        date: last Tuesday
    Passes:
        date: 2026-10-13
    """
    if not file.case:
        return
    document = file.case.document
    for key, value in document.front_matter.items():
        field = BY_KEY.get(key)
        if field is None or not text_of(value).strip():
            continue
        if field.kind is Kind.GROUP:
            if not isinstance(value, dict):
                yield Problem(
                    f"{field.label} needs its parts.",
                    f"Write it like “{key}: {field.example}”.",
                    document.line_of(key),
                    subject=key,
                )
                continue
            for part in field.parts:
                inner = value.get(part.key, "")
                said = _wrong_value(part, inner)
                if said and text_of(inner).strip():
                    line = document.line_of(f"{key}.{part.key}")
                    yield Problem(
                        f"{field.label}, {part.label.lower()}: {said}",
                        f"Write it like “{part.key}: {part.example}”.",
                        line,
                        subject=f"{key}.{part.key}",
                    )
        else:
            said = _wrong_value(field, value)
            if said:
                yield Problem(
                    f"{field.label} {said}",
                    _like(field, value),
                    document.line_of(key),
                    subject=key,
                )


@rule("LF108", Severity.ERROR, Scope.FILE)
def level_unknown(file: Checked) -> Iterator[Problem]:
    """The level is not one of the organisation's levels of management.

    Why: A use case counts for the level that its file names. An unknown level counts for none.
    Fix: Use one of the ids that the message lists.
    Fails:
        level: directr
    Passes:
        level: director
    """
    level = file.case.text("level") if file.case else ""
    if file.case and level and not file.policy.level_named(level):
        names = [name for item in file.policy.levels for name in (item.id, *item.aliases)]
        listed = ", ".join(item.as_choice for item in file.policy.levels)
        yield Problem(
            f"“{level}” is not a level here{did_you_mean(level, names)}",
            f"Use one of: {listed}.",
            file.case.document.line_of("level"),
            subject=level,
        )


@rule("LF109", Severity.ERROR, Scope.FILE)
def function_unknown(file: Checked) -> Iterator[Problem]:
    """The function is not one of the organisation's departments.

    Why: Staff look for work near their own job by the department's name.
    Fix: Use one of the ids that the message lists.
    Fails:
        function: fynance
    Passes:
        function: finance
    """
    function = file.case.text("function") if file.case else ""
    if file.case and function and file.policy.functions and not file.policy.function_named(function):
        names = [name for item in file.policy.functions for name in (item.id, item.name)]
        listed = ", ".join(item.as_choice for item in file.policy.functions)
        yield Problem(
            f"“{function}” is not a function here{did_you_mean(function, names)}",
            f"Use one of: {listed}.",
            file.case.document.line_of("function"),
            subject=function,
        )


@rule("LF110", Severity.ERROR, Scope.FILE)
def skill_unknown(file: Checked) -> Iterator[Problem]:
    """A skill is not in the list that this showcase uses.

    Why: Skills are few on purpose, so that readers can follow one through many use cases.
    Fix: Use the ones that the message lists, or put the word under tags.
    Fails:
        skills: [comunication]
    Passes:
        skills: [communication]
    """
    if not file.case or not file.case.document.front_matter.get("skills"):
        return
    known = _skill_names(file.policy.skills)
    for skill in file.case.texts("skills"):
        if folded(skill.replace("-", " ")) not in known:
            near = did_you_mean(skill, file.policy.skills)
            yield Problem(
                f"“{skill}” is not a skill here{near}",
                f"Use some of: {', '.join(file.policy.skills)}.",
                file.case.document.line_of("skills"),
                subject=skill,
            )


@rule("LF115", Severity.ERROR, Scope.FILE)
def date_in_the_future(file: Checked) -> Iterator[Problem]:
    """The day of use, or the day it was last tried again, has not come yet.

    Why: The showcase tells what was done, not what is planned.
    Fix: Correct the year or the day.
    Fails:
        date: 2099-01-01
    Passes:
        date: 2026-10-13
    """
    if not file.case:
        return
    for key in ("date", "verified"):
        day = file.case.day(key)
        # A day's grace: a leader east of the policy's zone may be a day ahead of it.
        if day and (day - file.today).days > 1:
            yield Problem(
                f"{BY_KEY[key].label} is {ENGLISH.day(day)}, which has not come yet.",
                "Correct the year or the day.",
                file.case.document.line_of(key),
                subject=key,
            )


def _wrong_value(field: Field, value: object) -> str:
    """What is wrong with a value, as the end of a sentence; empty where it is right."""
    if field.kind in (Kind.TEXTS, Kind.SKILLS):
        items = value if isinstance(value, list) else [value]
        if any(not isinstance(item, str) for item in items):
            return "must be a plain list of texts."
        if len(items) > MAX_ITEMS:
            return f"has {len(items)} entries; {MAX_ITEMS} are the most."
        long = [item for item in items if len(str(item)) > field.max_length]
        return f"has an entry of {len(str(long[0]))} characters; {field.max_length} are the most." if long else ""
    if not isinstance(value, str):
        return "must be one plain text."
    text = value.strip()
    if field.kind is Kind.DATE:
        return "" if as_date(text) else f"is “{text[:40]}”, {_why_no_day(text)}"
    if field.kind is Kind.WHOLE_NUMBER:
        return (
            ""
            if text.isascii() and text.isdigit() and len(text) < 7
            else f"is “{text[:40]}”, which is not a whole number."
        )
    if field.kind is Kind.NUMBER:
        return "" if as_number(text) is not None else f"“{text[:40]}” is not a number."
    if field.kind is Kind.FLAG:
        return "" if as_flag(text) is not None else f"is “{text[:40]}”, which is neither true nor false."
    if field.kind is Kind.CHOICE and text not in field.choices:
        return f"is “{text[:40]}”; it must be {' or '.join(field.choices)}."
    if len(text) > field.max_length:
        return f"has {len(text)} characters; {field.max_length} are the most."
    if field.pattern and not re.fullmatch(field.pattern, text):
        return f"is “{text[:40]}”; use lower-case letters, digits and hyphens."
    return ""


def _why_no_day(text: str) -> str:
    meant = days_meant(text)
    if len(meant) > 1:
        days = " or ".join(ENGLISH.day(day).rpartition(" ")[0] for day in meant)
        return f"which can't be told apart: {days}?"
    return "which is not written as year-month-day." if meant else "which is not a day."


def _like(field: Field, value: object) -> str:
    """How to write a field whose value is wrong: what was probably meant, else the example."""
    meant = days_meant(value) if field.kind is Kind.DATE and isinstance(value, str) else ()
    if not meant:
        return f"Write it like “{field.key}: {field.example}”."
    return f"Write {' or '.join(f'“{field.key}: {day.isoformat()}”' for day in meant)}."


@cache
def _skill_names(skills: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(skill.replace("-", " ")) for skill in skills)


RULES = (
    field_missing,
    field_unknown,
    field_value,
    level_unknown,
    function_unknown,
    skill_unknown,
    date_in_the_future,
)
