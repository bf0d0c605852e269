"""The contribute page: which way in for whom, how long it takes, what a good use case looks like, what must not be
pasted, then the blank file and the fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leadfront.doors.host import Kind as HostKind
from leadfront.doors.host import new_file
from leadfront.doors.template import FILE_NAME, blank_use_case, choices_in_words, choices_of
from leadfront.doors.ways import Ways
from leadfront.fields import FIELDS, PUBLISHED, SECTIONS, Field, Kind
from leadfront.language import Language
from leadfront.pages.page import Heading, Page
from leadfront.pages.samples import fitted, pieces_of
from leadfront.pages.template import render, sample
from leadfront.policy import Policy
from leadfront.showcase import Showcase
from leadfront.translations import language_named

URI = "contribute.md"
AGAIN = "again"
"""The id of the part about use cases that are there already."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HOST_NAMES = {HostKind.GITHUB: "GitHub", HostKind.GITLAB: "GitLab", HostKind.BITBUCKET: "Bitbucket"}


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
class _Again:
    """A way to say that a use case was tried again: its name, a sentence, and what to type."""

    name: str
    how: str
    address: str = ""
    lines: tuple[str, ...] = ()


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
    renamed: bool
    """Whether the policy names it so; else it is our English heading, whatever the language of the site."""
    hint: str
    required: bool


def contribute_page(showcase: Showcase, ways: Ways) -> Page:
    """The page that tells a leader how, by the ways that there are."""
    policy, site, language = showcase.policy, showcase.site, language_named(showcase.site.language)
    _ = language.gettext
    folder, blank = site.in_docs(policy.use_cases), blank_use_case(policy)
    host = ways.host
    address = new_file(host, folder, FILE_NAME, [blank, blank_use_case(policy, brief=True)]) if host else ""
    return Page(
        uri=URI,
        title=_("Share a use case"),
        description=_("How to share one real use of AI in about ten minutes."),
        text=render(
            "contribute.html",
            language,
            form=ways.form,
            folder=folder,
            blank=blank,
            doors=_doors(ways, address, policy.contact, language),
            propose=_how_to_propose(ways, address, policy.contact, language),
            contact=policy.contact,
            again=_again(ways, showcase.report.as_of.date().isoformat(), language),
            strong=pieces_of(fitted(sample("strong"), policy), policy, language),
            weak=pieces_of(fitted(sample("weak"), policy), policy, language),
            new_file=address,
            prefilled=host is not None and host.prefills,
            fields=[asked for field in FIELDS for asked in _asked(field, policy, language)],
            sections=[
                _Headed(
                    policy.sections.get(section.key, section.heading),
                    section.key in policy.sections,
                    _(section.hint),
                    section.required,
                )
                for section in SECTIONS
            ],
        ),
        headings=(
            Heading(_("Which way suits you"), "ways"),
            Heading(_("How it works"), "how"),
            Heading(_("How long it takes"), "time"),
            Heading(_("What a good one looks like"), "good"),
            Heading(_("What must not be in it"), "not"),
            Heading(_("When you have tried one again"), AGAIN),
            Heading(_("The blank file"), "blank"),
            Heading(_("The fields"), "fields"),
            Heading(_("The sections"), "sections"),
        ),
    )


def _doors(ways: Ways, address: str, contact: str, language: Language) -> list[_Door]:
    """The ways in that this showcase has, the easiest first. `address` is that of a new file on the host; `contact`
    says whom the policy names to ask.
    """
    doors, host, _ = [], ways.host, language.gettext
    if ways.form:
        what = _("One box for each question. What is missing is said beside it. You sign in once.")
        doors.append(_Door(_("Nearly everybody"), _("The form in the browser"), what, ways.form))
    if host and ways.issue:
        what = _("The same questions as one long form. Your answers are turned into the file for you.")
        who = _("You have an account on %(host)s", host=_name_of(host.kind, language))
        doors.append(_Door(who, _("The issue form"), what, ways.issue))
    if host and address:
        blank, folder = _("A new file with the blank already in it."), _("The folder in which you add a file.")
        name = _("A new file on %(host)s", host=_name_of(host.kind, language))
        doors.append(_Door(_("You are used to Markdown files"), name, blank if host.prefills else folder, address))
    else:
        what = _("Copy it into a new file in the folder of the use cases, and fill it in.")
        doors.append(_Door(_("You are used to Markdown files"), _("The blank file"), what, "#blank"))
    what = _("It asks for one field after the other, in a copy of the showcase on your own computer.")
    doors.append(_Door(_("You like a terminal"), "leadfront new", what, code=True))
    what = _("Hand over your answers. Your colleague types them in, and is named under “Typed in by”.")
    mail = _MAIL.search(contact)
    address = f"mailto:{mail[0]}" if mail else ""
    doors.append(_Door(_("You would rather not type"), contact or _("A colleague"), what, address))
    return doors


def _how_to_propose(ways: Ways, address: str, contact: str, language: Language) -> str:
    """What to do once everything is written, by the easiest way that there is."""
    _ = language.gettext
    if ways.form:
        return _("In the form, save it and set it to “In review”.")
    if ways.issue:
        return _("In the issue form, send it: your answers become the proposal.")
    if ways.host and address:
        host = _name_of(ways.host.kind, language)
        return _(
            "On %(host)s, choose “Commit changes”, and confirm until it says that your request is open.", host=host
        )
    if contact:
        return _("Send the file to %(contact)s.", contact=contact)
    return _("Send the file to whoever keeps the showcase, or open a pull request with it.")


def _name_of(host: HostKind, language: Language) -> str:
    """What people call the git host. Gitea's and Forgejo's addresses are the same, so those have no name here."""
    return _HOST_NAMES.get(host) or language.gettext("the git host")


def _again(ways: Ways, today: str, language: Language) -> list[_Again]:
    """How to say of a use case that it still works, or that it does not, the easiest way first."""
    found, _ = [], language.gettext
    if ways.form:
        how = _(
            "On the use case’s page choose “Suggest an edit”. Change “Last tried again” and “Model”, or set “Status” "
            "to “Retired”. Save it, and set it to “In review”."
        )
        found.append(_Again(_("In the form"), how))
    if ways.issue_again():
        how = _("On the use case’s page choose “Tried it again?”. Say what you found, and send it.")
        found.append(_Again(_("In the issue form"), how, ways.issue_again()))
    if ways.host:
        file_itself = _(
            "On the use case’s page choose “edit the file itself”. Above the second line of dashes write one of these "
            "lines:"
        )
        edit = _(
            "On the use case’s page choose “Suggest an edit”. Above the second line of dashes write one of these lines:"
        )
        where = _("On %(host)s", host=_name_of(ways.host.kind, language))
        lines = (f"verified: {today}", "status: retired")
        found.append(_Again(where, file_itself if ways.form else edit, lines=lines))
    how = _("It asks for the day and the model, changes those lines alone, and offers the commit:")
    found.append(_Again(_("In a terminal"), how, lines=("leadfront new --again FILE",)))
    how = _("Tell a colleague what you found, and have it typed in by one of these ways.")
    found.append(_Again(_("Through a colleague"), how))
    return found


def _asked(field: Field, policy: Policy, language: Language, group: Field | None = None) -> list[_Asked]:
    _ = language.gettext
    choices = choices_of(field, policy)
    example = field.example
    if choices and field.kind in (Kind.LEVEL, Kind.FUNCTION):
        example = choices[0]
    told = field.default and field.default != PUBLISHED
    left_out = _("Left out: %(value)s.", value=field.default) if told else ""
    shown = _Asked(
        label=f"{_(group.label)}: {_(field.label)}" if group else _(field.label),
        key=f"{group.key}.{field.key}" if group else field.key,
        required=field.required and not group,
        hint=" ".join(part for part in (_(field.hint), left_out) if part),
        example=example,
        choices=choices_in_words(field, policy),
    )
    parts = [asked for part in field.parts for asked in _asked(part, policy, language, field)]
    return [shown, *parts]
