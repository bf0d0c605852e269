"""The blank use case: the file a leader starts from, as text, made from the one definition of fields and sections.

The contribute page, the git host's new-file page and the terminal all take it from here. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadfront.fields import FIELDS, PUBLISHED, SECTIONS, Field, Kind, Section
from leadfront.policy import Policy

FILE_NAME = "name-of-your-use-case.md"
"""What a new file is called until its author gives it a name."""


def blank_use_case(
    policy: Policy, fields: Iterable[Field] = FIELDS, sections: Iterable[Section] = SECTIONS, brief: bool = False
) -> str:
    """A use-case file to fill in: required fields empty, optional ones put aside, every section with its hint.

    `brief` leaves out the optional fields and sections and all hints, for where the text must fit into an address.
    """
    fields, sections = tuple(fields), tuple(sections)
    lines = ["---", *(_required(field, policy, brief) for field in fields if field.required)]
    if not brief:
        lines.append("# Optional: take away the # of what you fill in.")
        lines += [f"# {field.key}: {field.example}" for field in fields if _offered(field)]
    lines.append("---")
    for section in sections:
        if brief and not section.required:
            continue
        lines += ["", f"## {policy.sections.get(section.key, section.heading)}", ""]
        lines += [] if brief else [f"<!-- {_hint(section)} -->"]
    return "\n".join(lines).rstrip("\n") + "\n"


def choices_of(field: Field, policy: Policy) -> tuple[str, ...]:
    """What may be chosen for a field, as it is written in the file; empty where any text will do."""
    if field.kind is Kind.LEVEL:
        return tuple(level.id for level in policy.levels)
    if field.kind is Kind.FUNCTION:
        return tuple(function.id for function in policy.functions)
    if field.kind is Kind.SKILLS:
        return policy.skills
    return field.choices


def choices_in_words(field: Field, policy: Policy) -> tuple[str, ...]:
    """The same, each with its name where that says more than what is written: `head (Heads of service)`."""
    if field.kind is Kind.LEVEL:
        return tuple(level.as_choice for level in policy.levels)
    if field.kind is Kind.FUNCTION:
        return tuple(function.as_choice for function in policy.functions)
    return choices_of(field, policy)


def _required(field: Field, policy: Policy, brief: bool) -> str:
    # A colon in a title is the commonest mistake of all, and between quotation marks it is none.
    nothing = {Kind.TEXTS: " []", Kind.SKILLS: " []", Kind.TEXT: ' ""'}.get(field.kind, "")
    empty = f"{field.key}:{nothing}"
    if brief:
        return empty
    choices = choices_in_words(field, policy)
    if choices:
        return f"{empty} # one of: {', '.join(choices)}"
    return f"{empty} # year-month-day, as in {field.example}" if field.kind is Kind.DATE else empty


def _offered(field: Field) -> bool:
    # A field whose default is what nearly everybody wants would only be one more line to read.
    return not field.required and field.default != PUBLISHED


def _hint(section: Section) -> str:
    more = "" if section.required else " (Optional: delete this section if you leave it empty.)"
    # Two hyphens would end the comment early.
    return f"{section.hint}{more}".replace("--", "–")
