"""The questions of a form that is answered in one go: each field and section once, in an order that can't be forged.

Made from the one definition of fields and sections; asked by `leadfront.doors.issue_form`, whose answers
`leadfront.issues` reads back. Pure.

The order matters for reading: answers of one line come first and last, and between them those that may run over many.
Only the latter can hold lines that look like a question, so the first of the former that is found is the true one
before them, and the last after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from leadfront.doors.template import choices_of
from leadfront.fields import BY_KEY, FIELDS, PUBLISHED, SECTIONS, Field, Kind, Section
from leadfront.policy import Policy

STILL_WORKS, RETIRE = "works", "retire"
_NOT_ASKED = frozenset({Kind.FLAG})


class Place(StrEnum):
    """Where in the form a question stands."""

    FIRST = "first"  # one line; required
    STORY = "story"  # many lines
    LAST = "last"  # one line; optional


@dataclass(frozen=True)
class Question:
    """One question: a field, a part of a field, or a section."""

    key: str
    """The field's key, of a part as `effect.before`, or the section's."""
    label: str
    hint: str
    place: Place
    required: bool
    kind: Kind | None = None
    """None for a section."""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen: the words that are shown, and what is written into the file."""
    verbatim: bool = False


def questions(
    policy: Policy, fields: Iterable[Field] = FIELDS, sections: Iterable[Section] = SECTIONS
) -> tuple[Question, ...]:
    """Every question in the order of the form. No two have the same label."""
    fields = tuple(fields)
    asked = [_of_field(field, policy) for field in fields if field.required]
    asked += [_of_section(section, policy) for section in sections]
    for field in fields:
        if field.required or not _asked(field):
            continue
        if field.kind is Kind.GROUP:
            asked += [_of_field(part, policy, field) for part in field.parts]
        else:
            asked.append(_of_field(field, policy))
    return tuple(_unlike(asked))


def questions_of_again() -> tuple[Question, ...]:
    """The questions about a use case that is there already: does it still work?"""
    day, model = BY_KEY["verified"], BY_KEY["model"]
    return (
        Question(
            "which",
            "Which use case",
            "The address of its page, or the last part of it.",
            Place.FIRST,
            required=True,
            kind=Kind.TEXT,
            example="three-board-questions",
        ),
        Question(
            "what",
            "What did you find",
            "A use case that is taken off the site still counts for the time when it was shared.",
            Place.FIRST,
            required=True,
            kind=Kind.CHOICE,
            choices=(("It still works", STILL_WORKS), ("Take it off the site", RETIRE)),
        ),
        Question(
            "verified",
            day.label,
            f"{day.hint} Leave it empty where you take it off the site.",
            Place.FIRST,
            required=False,
            kind=day.kind,
            example=day.example,
        ),
        Question("model", model.label, model.hint, Place.LAST, required=False, kind=model.kind, example=model.example),
    )


def _asked(field: Field) -> bool:
    """Whether it is a leader's to say in a form: not what stands by itself (the identifier), nor what the showcase's
    owner decides.
    """
    return field.kind not in _NOT_ASKED and field.default != PUBLISHED and not field.pattern


def _of_field(field: Field, policy: Policy, group: Field | None = None) -> Question:
    choices = choices_of(field, policy)
    example = choices[0] if choices else field.example.strip("[]")
    return Question(
        key=f"{group.key}.{field.key}" if group else field.key,
        label=f"{group.label}: {field.label[:1].lower()}{field.label[1:]}" if group else field.label,
        hint=f"{group.hint} {field.hint}" if group and field is group.parts[0] else field.hint,
        place=Place.FIRST if field.required and not group else Place.LAST,
        required=field.required and not group,
        kind=field.kind,
        example=example,
        choices=_shown(field.kind, choices, policy),
    )


def _of_section(section: Section, policy: Policy) -> Question:
    return Question(
        key=section.key,
        label=policy.sections.get(section.key, section.heading),
        hint=section.hint,
        place=Place.STORY,
        required=section.required,
        verbatim=section.verbatim,
    )


def _shown(kind: Kind, choices: tuple[str, ...], policy: Policy) -> tuple[tuple[str, str], ...]:
    names = {
        Kind.LEVEL: [level.name for level in policy.levels],
        Kind.FUNCTION: [function.name for function in policy.functions],
    }.get(kind, list(choices))
    # Two with one name, or one that reads like no choice at all, are told apart by what is written.
    odd = {"none", "n/a", ""} | {name for name in names if names.count(name) > 1}
    return tuple(
        (f"{name} ({choice})" if name in odd or name.lower() in odd else " ".join(name.split()), choice)
        for name, choice in zip(names, choices, strict=True)
    )


def _unlike(asked: Iterable[Question]) -> Iterable[Question]:
    """The questions, each with a label of its own, on one line: answers are found again by it."""
    seen: set[str] = set()
    for question in asked:
        label = " ".join(question.label.split())
        while label.casefold() in seen:
            label += " (again)"
        seen.add(label.casefold())
        yield replace(question, label=label)
