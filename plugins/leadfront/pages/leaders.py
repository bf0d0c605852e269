"""The people: a page per leader with their use cases over time, the list of leaders, and the list of coaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from leadfront.language import Language
from leadfront.pages.cards import effect_in_short, initials, level_name
from leadfront.pages.contributors import COACHES, COACHES_ON_A_PAGE, Coach, Contributors, Leader
from leadfront.pages.ledger import level_uri
from leadfront.pages.page import Page
from leadfront.pages.paged import paged
from leadfront.pages.template import trusted
from leadfront.quarters import Calendar
from leadfront.showcase import Entry, Showcase

LEADERS = "leaders/index.md"
ON_A_PAGE = 200
USES_ON_A_PAGE = 100
COACHES_IN_SHORT = 9
"""How many coaches the list of leaders names, those who helped last first; all stand on a list of their own."""
HELPERS_IN_SHORT = 12
"""How many coaches a leader's page names at its top; beside each use case stands who helped with it."""
USES_OF_A_COACH = 20


@dataclass(frozen=True)
class _Person:
    """A leader in the list of leaders, as of their last use case."""

    name: str
    uri: str
    initials: str
    role: str
    level: str
    function: str
    uses: int


@dataclass(frozen=True)
class _Use:
    """A use case among others of the same leader or coach."""

    uri: str
    title: str
    summary: str
    leader: str
    leader_uri: str
    role: str
    level: str
    level_uri: str
    function: str
    day: date | None
    landed: bool
    coach: str
    coach_uri: str
    effect: str
    sample: bool


@dataclass(frozen=True)
class _Quarter:
    """What was shared in one quarter. Without a label: nobody knows when."""

    label: str
    uses: tuple[_Use, ...]


@dataclass(frozen=True)
class _Helper:
    """A coach, and what they helped with."""

    name: str
    place: str
    uri: str
    leader_uri: str
    initials: str
    uses: tuple[_Use, ...]
    all_uses: int
    leaders: int


def leader_pages(showcase: Showcase, contributors: Contributors, language: Language) -> list[Page]:
    """The list of leaders, a page for each, and the list of coaches."""
    found = [*_leaders(contributors, language), *_coaches(contributors, language)]
    for leader in contributors.leaders:
        found += _pages_of(leader, contributors, showcase.policy.calendar, language)
    return found


def _leaders(contributors: Contributors, language: Language) -> list[Page]:
    def values_of(number: int, leaders: Sequence[Leader]) -> dict[str, object]:
        lately = sorted(contributors.coaches, key=lambda coach: coach.entries[0].newest, reverse=True)
        shown = lately[:COACHES_IN_SHORT] if number == 1 else []
        return {
            "leaders": [_person(leader) for leader in leaders],
            "coaches": [_helper(coach, contributors, language) for coach in shown],
        }

    return paged(
        "leaders.html",
        language,
        contributors.leaders,
        ON_A_PAGE,
        values_of,
        uri=LEADERS,
        title=language.gettext("Leaders"),
        title_id="leaders",
        description=language.gettext("Everyone who has shared a use case, and who helped them."),
        all_coaches=len(contributors.coaches),
    )


def _coaches(contributors: Contributors, language: Language) -> list[Page]:
    def values_of(_number: int, coaches: Sequence[Coach]) -> dict[str, object]:
        return {"coaches": [_helper(coach, contributors, language) for coach in coaches]}

    return paged(
        "coaches.html",
        language,
        contributors.coaches,
        COACHES_ON_A_PAGE,
        values_of,
        uri=COACHES,
        title=language.gettext("Coaches"),
        title_id="coaches",
        description=language.gettext("Who helped a leader, and with what."),
        section=LEADERS,
    )


def _pages_of(leader: Leader, contributors: Contributors, calendar: Calendar, language: Language) -> list[Page]:
    by_day = sorted(leader.entries, key=lambda entry: entry.shared_on or date.min, reverse=True)
    helpers = {coach.name: coach.uri for entry in by_day if (coach := contributors.coach(entry))}

    def values_of(number: int, entries: Sequence[Entry]) -> dict[str, object]:
        helped = leader.helped[:USES_ON_A_PAGE] if number == 1 else ()
        return {
            "quarters": list(_by_quarter(entries, contributors, calendar, language)),
            "helped": [_use(entry, contributors, language) for entry in helped],
        }

    return paged(
        "leader.html",
        language,
        by_day,
        USES_ON_A_PAGE,
        values_of,
        uri=leader.uri,
        title=leader.name,
        title_id="leader",
        description=language.ngettext(
            "%(num)s use case by %(name)s.", "%(num)s use cases by %(name)s.", len(by_day), name=leader.name
        ),
        section=LEADERS,
        person=_person(leader),
        first=by_day[-1].shared_on,
        helpers=_linked(helpers, language),
    )


def _by_quarter(
    entries: Iterable[Entry], contributors: Contributors, calendar: Calendar, language: Language
) -> Iterator[_Quarter]:
    def label(entry: Entry) -> str:
        day = entry.shared_on
        return calendar.quarter_of(day).label if day else ""

    for quarter, shared in groupby(entries, label):
        yield _Quarter(quarter, tuple(_use(entry, contributors, language) for entry in shared))


def _linked(people: Mapping[str, str], language: Language) -> Markup:
    """Names in a sentence, each a link to its place."""
    links = [Markup('<a href="page:{}">{}</a>').format(uri, name) for name, uri in people.items()]
    return trusted(language.listed(links, HELPERS_IN_SHORT))


def _person(leader: Leader) -> _Person:
    last = leader.entries[0]
    return _Person(
        leader.name,
        leader.uri,
        initials(leader.name),
        last.case.text("role"),
        level_name(last),
        last.function,
        len(leader.entries),
    )


def _helper(coach: Coach, contributors: Contributors, language: Language) -> _Helper:
    return _Helper(
        coach.name,
        coach.place,
        coach.uri,
        coach.leader_uri,
        initials(coach.name),
        tuple(_use(entry, contributors, language) for entry in coach.entries[:USES_OF_A_COACH]),
        len(coach.entries),
        coach.leaders,
    )


def _use(entry: Entry, contributors: Contributors, language: Language) -> _Use:
    case, coach = entry.case, contributors.coach(entry)
    return _Use(
        uri=entry.uri,
        title=case.title,
        summary=case.text("summary"),
        leader=case.leader or language.gettext("A leader"),
        leader_uri=contributors.leader_uri(case.leader),
        role=case.text("role"),
        level=level_name(entry),
        level_uri=level_uri(entry.level.id) if entry.level else "",
        function=entry.function,
        day=entry.shared_on,
        landed=entry.landed_at is not None,
        coach=coach.name if coach else "",
        coach_uri=coach.uri if coach else "",
        effect=effect_in_short(case.effect, language),
        sample=case.version.sample,
    )
