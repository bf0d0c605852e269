"""The contribute page: which way in for whom, how long it takes, what a good use case looks like, what must not be
pasted, then the blank file and the fields.
"""

from __future__ import annotations

from dataclasses import dataclass

from leadfront.doors.host import Host, host_of, new_file, new_issue
from leadfront.doors.host import Kind as HostKind
from leadfront.doors.template import FILE_NAME, blank_use_case, choices_of
from leadfront.fields import FIELDS, PUBLISHED, SECTIONS, Field, Kind
from leadfront.pages.page import Heading, Page
from leadfront.pages.samples import pieces_of
from leadfront.pages.template import render, sample
from leadfront.policy import Policy
from leadfront.showcase import Showcase

URI = "contribute.md"
_HOST_NAMES = {
    HostKind.GITHUB: "GitHub",
    HostKind.GITLAB: "GitLab",
    HostKind.GITEA: "the git host",  # Gitea or Forgejo: their addresses are the same
    HostKind.BITBUCKET: "Bitbucket",
}


@dataclass(frozen=True)
class _Door:
    """A way in: for whom, what it is called and where it leads, and what happens there."""

    who: str
    name: str
    what: str
    address: str = ""
    """`page:…` within the site; empty where it is no page."""
    code: bool = False
    """Whether its name is a command."""


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


def contribute_page(showcase: Showcase, form: str = "", issue_form: bool = False) -> Page:
    """The page that tells a leader how. `form` is the address of the form in the browser, where there is one;
    `issue_form` says whether the repository has ours.
    """
    policy, site = showcase.policy, showcase.site
    folder, blank = site.in_docs(policy.use_cases), blank_use_case(policy)
    host = host_of(site, policy)
    address = new_file(host, folder, FILE_NAME, [blank, blank_use_case(policy, brief=True)]) if host else ""
    return Page(
        uri=URI,
        title="Share a use case",
        description="How to share one real use of AI in about ten minutes.",
        text=render(
            "contribute.html",
            form=form,
            folder=folder,
            blank=blank,
            doors=_doors(host, form, address, new_issue(host) if host and issue_form else ""),
            strong=pieces_of(sample("strong"), policy),
            weak=pieces_of(sample("weak"), policy),
            new_file=address,
            prefilled=host is not None and host.prefills,
            fields=[asked for field in FIELDS for asked in _asked(field, policy)],
            sections=[
                _Headed(policy.sections.get(section.key, section.heading), section.hint, section.required)
                for section in SECTIONS
            ],
        ),
        headings=(
            Heading("Which way suits you", "ways"),
            Heading("How it works", "how"),
            Heading("How long it takes", "time"),
            Heading("What a good one looks like", "good"),
            Heading("What must not be in it", "not"),
            Heading("The blank file", "blank"),
            Heading("The fields", "fields"),
            Heading("The sections", "sections"),
        ),
    )


def _doors(host: Host | None, form: str, address: str, issue: str) -> list[_Door]:
    """The ways in that this showcase has, the easiest first."""
    doors = []
    if form:
        what = "One box for each question. What is missing is said beside it. You sign in once."
        doors.append(_Door("Nearly everybody", "The form in the browser", what, f"page:{form}"))
    if host and issue:
        what = "The same questions as one long form. Your answers are turned into the file for you."
        doors.append(_Door(f"You have an account on {_HOST_NAMES[host.kind]}", "The issue form", what, issue))
    if host and address:
        what = "A new file with the blank already in it." if host.prefills else "The folder in which you add a file."
        doors.append(_Door("You are used to Markdown files", f"A new file on {_HOST_NAMES[host.kind]}", what, address))
    what = "It asks for one field after the other, in a copy of the showcase on your own computer."
    doors.append(_Door("You like a terminal", "leadfront new", what, code=True))
    what = "Hand over your answers. Your colleague types them in, and is named under “Typed in by”."
    doors.append(_Door("You would rather not type", "A colleague", what))
    return doors


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
