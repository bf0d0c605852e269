"""The contribute page: how to share a use case, the blank file to start from, the fields, what must not be pasted."""

from __future__ import annotations

from dataclasses import dataclass

from leadfront.doors.host import host_of, new_file
from leadfront.doors.template import FILE_NAME, blank_use_case, choices_of
from leadfront.fields import FIELDS, PUBLISHED, SECTIONS, Field, Kind
from leadfront.pages.page import Heading, Page
from leadfront.pages.template import render
from leadfront.policy import Policy
from leadfront.showcase import Showcase

URI = "contribute.md"


@dataclass(frozen=True)
class _Asked:
    """A field in the reference."""

    label: str
    key: str
    required: bool
    hint: str
    example: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class _Headed:
    """A section in the reference."""

    heading: str
    hint: str
    required: bool


def contribute_page(showcase: Showcase, form: str = "") -> Page:
    """The page that tells a leader how. `form` is the address of the form in the browser, where there is one."""
    policy, site = showcase.policy, showcase.site
    folder, blank = site.in_docs(policy.use_cases), blank_use_case(policy)
    host = host_of(site, policy)
    return Page(
        uri=URI,
        title="Share a use case",
        description="How to share one real use of AI in about ten minutes.",
        text=render(
            "contribute.html",
            form=form,
            folder=folder,
            blank=blank,
            new_file=new_file(host, folder, FILE_NAME, [blank, blank_use_case(policy, brief=True)]) if host else "",
            prefilled=host is not None and host.prefills,
            fields=[asked for field in FIELDS for asked in _asked(field, policy)],
            sections=[
                _Headed(policy.sections.get(section.key, section.heading), section.hint, section.required)
                for section in SECTIONS
            ],
        ),
        headings=(
            Heading("How it works", "how"),
            Heading("What must not be in it", "not"),
            Heading("The blank file", "blank"),
            Heading("The fields", "fields"),
        ),
    )


def _asked(field: Field, policy: Policy, group: str = "", group_label: str = "") -> list[_Asked]:
    choices = choices_of(field, policy)
    example = field.example
    if choices and field.kind in (Kind.LEVEL, Kind.FUNCTION):
        example = choices[0]
    shown = _Asked(
        label=f"{group_label}: {field.label.lower()}" if group_label else field.label,
        key=f"{group}{field.key}",
        required=field.required and not group,
        hint=field.hint + (f" Left out: {field.default}." if field.default and field.default != PUBLISHED else ""),
        example=example,
        choices=choices,
    )
    parts = [asked for part in field.parts for asked in _asked(part, policy, f"{field.key}.", field.label)]
    return [shown, *parts]
