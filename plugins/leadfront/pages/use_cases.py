"""The lists: all use cases, the levels, and one level; a hundred to a page, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leadfront.pages.cards import Cards
from leadfront.pages.ledger import ledger, level_uri
from leadfront.pages.page import Frame, Page
from leadfront.pages.template import render
from leadfront.report import LevelState
from leadfront.showcase import Entry, Showcase
from leadfront.wording import counted

ALL = "use-cases/index.md"
LEVELS = "levels/index.md"
ON_A_PAGE = 100


@dataclass(frozen=True)
class _LevelLine:
    """A level in the list of levels."""

    name: str
    uri: str
    headline: str
    state: str
    last_landed_at: datetime | None


def all_use_cases(showcase: Showcase, cards: Cards) -> list[Page]:
    """The list of all use cases, in pages."""
    headline = _headline(showcase.entries)
    return _paged(cards, ALL, "use-cases", "Use cases", showcase.entries, "use_cases.html", headline=headline)


def level_pages(showcase: Showcase, cards: Cards) -> list[Page]:
    """The list of levels, and the pages of each."""
    by_level: dict[str, list[Entry]] = {level.id: [] for level in showcase.policy.levels}
    for entry in showcase.entries:
        if entry.level:
            by_level[entry.level.id].append(entry)
    lines = [
        _LevelLine(
            level.name,
            level_uri(level.id),
            _headline(by_level[level.id]),
            _state(level, showcase),
            level.last_landed_at,
        )
        for level in showcase.report.levels
    ]
    found = [
        Page(
            uri=LEVELS,
            title="Levels",
            description="Who has contributed, level by level.",
            text=render("levels.html", levels=lines, ledger=ledger(showcase)),
            searchable=False,
        )
    ]
    for level in showcase.report.levels:
        entries = by_level[level.id]
        found += _paged(
            cards,
            level_uri(level.id),
            f"levels/{level.id}",
            level.name,
            entries,
            "level.html",
            headline=_headline(entries),
            level=level,
            state=_state(level, showcase),
            ledger=ledger(showcase, only=level.id),
        )
    return found


def _paged(
    cards: Cards, first: str, folder: str, title: str, entries: Sequence[Entry], template: str, **values: object
) -> list[Page]:
    """A list cut into pages; the first has an address of its own."""
    chunks = [entries[at : at + ON_A_PAGE] for at in range(0, len(entries), ON_A_PAGE)] or [entries]
    uris = [first, *(f"{folder}/page-{number}.md" for number in range(2, len(chunks) + 1))]
    return [
        Page(
            uri=uri,
            title=title if number == 1 else f"{title}, page {number}",
            description=str(values.get("headline", "")),
            frame=_list_of(
                chunk, cards, template, title=title, total=len(entries), pages=uris, number=number, **values
            ),
            title_id="level" if template == "level.html" else "use-cases",
            section="" if uri in (ALL, LEVELS) else LEVELS if uri.startswith("levels/") else ALL,
            searchable=False,
        )
        for number, (uri, chunk) in enumerate(zip(uris, chunks, strict=True), 1)
    ]


def _list_of(entries: Sequence[Entry], cards: Cards, template: str, **values: object) -> Frame:
    """Makes the cards only when the page is written, since long lists are large."""

    def fill(_rendered: str, _edit_url: str) -> str:
        return render(template, cards=cards.of(entries), **values)

    return fill


def _headline(entries: Sequence[Entry]) -> str:
    """An honest count: `12 use cases by 7 leaders.`"""
    if not entries:
        return "Nothing yet."
    leaders = len({entry.case.leader for entry in entries})
    return f"{counted(len(entries), 'use case')} by {counted(leaders, 'leader')}."


def _state(level: LevelState, showcase: Showcase) -> str:
    """What coverage says of a level, in words."""
    if not level.in_force:
        return "Not in force now."
    if not showcase.report.launched or level.covered:
        return ""
    if level.waived:
        return f"Excused for now: {level.waiver}"
    return "Nothing recent enough." if level.published else "Still missing."
