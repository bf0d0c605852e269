"""The page of one use case: its header, the leader's own words set for reading, the facts beside them, and where to go
from here.

What the leader wrote is prepared and cut in `use_case_body`; here it is framed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from markupsafe import Markup

from leadfront.body import markdown_of
from leadfront.doors.ways import Ways
from leadfront.language import Language
from leadfront.pages.cards import card_of, skills_in_words
from leadfront.pages.checked import how_far_checked
from leadfront.pages.contribute import AGAIN
from leadfront.pages.contribute import URI as CONTRIBUTE
from leadfront.pages.contributors import Contributors
from leadfront.pages.fill_in import with_forms
from leadfront.pages.ledger import level_uri
from leadfront.pages.neighbours import Neighbours
from leadfront.pages.page import Page
from leadfront.pages.previews import Previews
from leadfront.pages.template import render, time_of
from leadfront.pages.use_case_body import Part, parts_of, verbatim_prompt
from leadfront.showcase import Entry
from leadfront.slugs import same_name
from leadfront.use_case import Effect, UseCase

_PROMPTS = ("prompt", "try")
"""The sections that hold what a reader may want to use: the prompt, and what the leader offers to others."""


@dataclass(frozen=True)
class Fact:
    """A line of the facts beside the words."""

    label: str
    value: Markup | str
    href: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What the page of a use case may link to."""

    neighbours: Neighbours = field(default_factory=Neighbours)
    """What stands around each published use case."""
    contributors: Contributors = field(default_factory=Contributors)
    """Everyone whom they name."""
    function_uris: Mapping[str, str] = field(default_factory=dict)
    """The page of each function, by `same_name`."""
    previews: Previews | None = None
    """The pictures for chats."""
    today: date | None = None
    """As-of's day, by which what was tried long ago is told."""


def use_case(entry: Entry, around: Surroundings, ways: Ways, language: Language) -> Page:
    """The page of a use case; `ways` are the ways in."""
    case = entry.case
    return Page(
        uri=entry.uri,
        title=case.title,
        description=case.text("summary"),
        section="use-cases/index.md",
        updated=entry.updated_at.date() if entry.updated_at else case.day("date"),
        markdown=markdown_of(case),
        frame=partial(_frame, entry, around, ways, language),
        title_id="use-case",
        picture=around.previews.uri_of(entry) if around.previews else "",
    )


def _frame(entry: Entry, around: Surroundings, ways: Ways, language: Language, rendered: str, edit_url: str) -> str:
    case, near = entry.case, around.neighbours.of(entry)
    before, parts = parts_of(rendered, case)
    parts = [part for part in parts if not part.key or not case.by_key[part.key].empty]
    verbatim = verbatim_prompt(case)
    parts, forms = _with_forms(parts, verbatim, language)
    return render(
        "use_case.html",
        language,
        card=card_of(entry, language),
        role=case.text("role"),
        level_uri=level_uri(entry.level.id) if entry.level else "",
        leader_uri=around.contributors.leader_uri(case.leader),
        facts=_facts(entry, around, language),
        tags=case.texts("tags"),
        before=before,
        parts=parts,
        verbatim=verbatim,
        forms=forms,
        checked=how_far_checked(case, around.today, language),
        has_result=any(part.key == "result" for part in parts),
        said_by=_said_by(case, language),
        effect=_EffectPicture.of(case.effect, language) if case.effect else None,
        near=near,
        landed_at=entry.landed_at,
        updated_at=entry.updated_at,
        verified=case.day("verified"),
        form=ways.form_of(entry.uri),
        edit_url=edit_url,
        again=ways.issue_again(case.id) or f"page:{CONTRIBUTE}#{AGAIN}",
    )


def _with_forms(parts: list[Part], verbatim: str, language: Language) -> tuple[list[Part], int]:
    """The sections, with a form after each prompt that has blanks, and how many forms that are."""
    found, forms = [], 0
    for part in parts:
        if part.key in _PROMPTS:
            text, added = with_forms(part.text, part.key, verbatim if part.key == "prompt" else "", language)
            part, forms = replace(part, text=text), forms + added
        found.append(part)
    return found, forms


def _said_by(case: UseCase, language: Language) -> str:
    """Whose words the output is. A product has a name; what is told in ordinary words takes an article."""
    tools = language.listed(case.texts("tools"))
    if not tools:
        return language.gettext("What the assistant wrote")
    if tools[0].islower():
        return language.gettext("What the %(tool)s wrote", tool=tools)
    return language.gettext("What %(tool)s wrote", tool=tools)


def _facts(entry: Entry, around: Surroundings, language: Language) -> list[Fact]:
    """What is known beside the words, in the order in which a reader asks."""
    case, _ = entry.case, language.gettext
    day, minutes = case.day("date"), case.minutes
    coach = around.contributors.coach(entry)
    sensitivity = {"public": _("With everyone"), "internal": _("Inside only")}
    facts = [
        Fact(
            _("Level"),
            entry.level.name if entry.level else case.text("level"),
            level_uri(entry.level.id) if entry.level else "",
        ),
        Fact(_("Function"), entry.function, around.function_uris.get(same_name(entry.function), "")),
        Fact(_("Done on"), time_of(day, language) if day else case.text("date")),
        Fact(_("Tools"), language.listed(case.texts("tools"), most=6)),
        Fact(_("Model"), case.text("model")),
        Fact(_("Time it took"), _duration(minutes, language) if minutes is not None else ""),
        Fact(_("Skills"), skills_in_words(case.texts("skills"), language)),
        Fact(_("Coached by"), case.text("coach"), coach.uri if coach else ""),
        Fact(_("Typed in by"), case.text("submitted_by")),
        Fact(_("May be shared"), sensitivity.get(case.text("sensitivity"), "")),
    ]
    return [fact for fact in facts if fact.value]


def _duration(minutes: int, language: Language) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [
        language.ngettext("%(num)s hour", "%(num)s hours", hours) if hours else "",
        language.ngettext("%(num)s minute", "%(num)s minutes", rest) if rest or not hours else "",
    ]
    return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class _EffectPicture:
    """Two numbers and two bars."""

    measure: str
    before: str
    after: str
    unit: str
    basis: str
    before_width: float
    after_width: float

    @classmethod
    def of(cls, effect: Effect, language: Language) -> _EffectPicture:
        largest = max(effect.before, effect.after)
        widths = [round(100 * value / largest, 2) for value in (effect.before, effect.after)] if largest > 0 else [0, 0]
        shown = min(effect.before, effect.after) >= 0
        basis = {"measured": language.gettext("Measured"), "estimated": language.gettext("Estimated, not measured")}
        return cls(
            effect.measure,
            language.number(effect.before),
            language.number(effect.after),
            effect.unit,
            basis.get(effect.basis, ""),
            widths[0] if shown else 0,
            widths[1] if shown else 0,
        )
