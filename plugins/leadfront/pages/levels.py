"""The levels: the list of them, and the use cases of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leadfront.language import Language
from leadfront.pages.cards import Cards
from leadfront.pages.ledger import ledger, level_uri
from leadfront.pages.lists import headline_of, list_pages
from leadfront.pages.page import Page
from leadfront.pages.spread import Spread, functions_in_words
from leadfront.pages.template import render
from leadfront.report import LevelState
from leadfront.showcase import Entry, Showcase

LEVELS = "levels/index.md"
FUNCTIONS_IN_TABLE = 40
"""How many functions the table of levels and functions holds: beyond, it is one that nobody reads."""


@dataclass(frozen=True)
class _LevelLine:
    """A level in the list of levels."""

    name: str
    uri: str
    headline: str
    share: str
    """How many functions have one from this level."""
    state: str
    last_landed_at: datetime | None
    due: date | None


def level_pages(showcase: Showcase, spread: Spread, cards: Cards, language: Language) -> list[Page]:
    """The list of levels, and the pages of each."""
    by_level: dict[str, list[Entry]] = {level.id: [] for level in showcase.policy.levels}
    for entry in showcase.entries:
        if entry.level:
            by_level[entry.level.id].append(entry)
    lines = [
        _LevelLine(
            level.name,
            level_uri(level.id),
            headline_of(by_level[level.id], language),
            functions_in_words(spread.of_level(level.id), language),
            _state(level, showcase, language),
            level.last_landed_at,
            level.due,
        )
        for level in showcase.report.levels
    ]
    found = [
        Page(
            uri=LEVELS,
            title=language.gettext("Levels"),
            description=language.gettext("Who has contributed, level by level."),
            text=render(
                "levels.html", language, levels=lines, ledger=ledger(showcase), spread=spread, shown=FUNCTIONS_IN_TABLE
            ),
            searchable=False,
        )
    ]
    for level in showcase.report.levels:
        share = spread.of_level(level.id)
        found += list_pages(
            cards,
            language,
            "level.html",
            uri=level_uri(level.id),
            title=level.name,
            title_id="level",
            entries=by_level[level.id],
            section=LEVELS,
            level=level,
            share=functions_in_words(share, language),
            missing=share.missing if level.in_force else (),
            state=_state(level, showcase, language),
            ledger=ledger(showcase, only=level.id),
        )
    return found


def _state(level: LevelState, showcase: Showcase, language: Language) -> str:
    """What coverage says of a level, in words."""
    if not level.in_force:
        return language.gettext("Not in force now.")
    if not showcase.report.launched or level.covered:
        return ""
    if level.waived:
        return language.gettext("Excused for now: %(reason)s", reason=level.waiver)
    return language.gettext("Nothing recent enough.") if level.published else language.gettext("Still missing.")
