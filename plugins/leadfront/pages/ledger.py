"""The ledger as a picture that is also a table: levels down, quarters across. Values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from leadfront.language import Language
from leadfront.pages.template import render, trusted
from leadfront.policy import Setting, Waiver
from leadfront.quarters import Quarter
from leadfront.report import LevelState, QuarterState
from leadfront.showcase import Showcase
from leadfront.slugs import page_in
from leadfront.translations import language_named

COVERAGE = "coverage.md"
# A coverage page with every update of the ledger is good to read up to about this many; beyond, quarters get their own.
EVIDENCE_ON_ONE_PAGE = 300
SHOWN_ON_HOME = 12


class State(StrEnum):
    """What is to be said of a level beside its name."""

    NONE = ""
    NOT_IN_FORCE = "not-in-force"
    WAIVED = "waived"
    OUT_OF_DATE = "out-of-date"
    MISSING = "missing"


class Kind(StrEnum):
    """What a cell says."""

    FILLED = "filled"
    EMPTY = "empty"  # nothing from this level, in a quarter that others filled
    OPEN = "open"  # nothing yet, in the running quarter
    GAP = "gap"
    WAIVED = "waived"
    ABSENT = "absent"  # the level is not in force


@dataclass(frozen=True)
class Cell:
    """One cell; a gap or a waived quarter is one tall cell through all levels."""

    kind: Kind
    spoken: str
    """What it says in words, for those who don't see the picture."""
    count: int = 0
    shade: int = 0
    """1 to 4, by count."""
    href: str = ""
    reason: str = ""
    rows: int = 1


@dataclass(frozen=True)
class Column:
    """A quarter's heading."""

    label: str
    note: str
    """`16 days left` for the running one."""
    running: bool


@dataclass(frozen=True)
class Row:
    """A level (or what landed without a known one)."""

    name: str
    href: str
    state: State
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The whole picture."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]
    earlier: int
    """How many quarters are left out at the start."""
    notes: tuple[str, ...]
    """The waivers of the shown quarters, in words."""
    kinds: frozenset[Kind]
    """Which kinds of cell there are, for the legend."""


def ledger(showcase: Showcase, most: int = 0, only: str = "") -> Markup:
    """The ledger as HTML: all of it, or the last `most` quarters; all levels, or `only` one. Empty before launch."""
    if not showcase.report.quarters:
        return trusted("")
    language = language_named(showcase.site.language)
    return trusted(render("ledger.html", language, grid=grid(showcase, most, only)))


def grid(showcase: Showcase, most: int = 0, only: str = "") -> Grid:
    """The cells of the ledger."""
    report = showcase.report
    shown = report.quarters[-most:] if most else report.quarters
    levels = [level for level in report.levels if not only or level.id == only]
    strays = not only and any(update.level is None for state in shown for update in state.updates)
    height = len(levels) + strays
    counts = {state.quarter: Counter(update.level for update in state.updates) for state in shown}
    maker = _Cells(showcase, counts, height)
    rows = [
        Row(
            level.name,
            f"page:{level_uri(level.id)}",
            _level_state(level, showcase),
            maker.row(level, shown, index == 0),
        )
        for index, level in enumerate(levels)
    ]
    if strays:
        rows.append(Row(maker.name_of(None), "", State.NONE, maker.row(None, shown, not rows)))
    return Grid(
        columns=tuple(_column(state, showcase, maker.language) for state in shown),
        rows=tuple(rows),
        totals=tuple(sum(counts[state.quarter].values()) for state in shown) if not only else (),
        earlier=len(report.quarters) - len(shown),
        notes=_notes(showcase, shown, maker.language),
        kinds=frozenset(cell.kind for row in rows for cell in row.cells),
    )


def level_uri(level: str) -> str:
    """The page of a level."""
    return page_in("levels", level)


def evidence_uri(showcase: Showcase, state: QuarterState) -> str:
    """The page on which a quarter's evidence stands."""
    total = sum(len(quarter.updates) for quarter in showcase.report.quarters)
    return COVERAGE if total <= EVIDENCE_ON_ONE_PAGE else f"coverage/{state.quarter.label.lower()}.md"


def evidence_id(quarter: str, level: str | None = "") -> str:
    """The anchor of a quarter's evidence, or of one level's within it."""
    return f"{quarter.lower()}-{level or 'other'}" if level != "" else quarter.lower()


def shade(count: int) -> int:
    """How dark a cell is: 1 for one update, 4 for seven and more."""
    return 1 if count < 2 else 2 if count < 4 else 3 if count < 7 else 4


class _Cells:
    """Makes the cells of one grid, row by row."""

    def __init__(self, showcase: Showcase, counts: Mapping[Quarter, Counter[str | None]], height: int) -> None:
        self.showcase = showcase
        self.language = language_named(showcase.site.language)
        self.counts = counts
        self.height = height
        total = sum(len(state.updates) for state in showcase.report.quarters)
        self.together = total <= EVIDENCE_ON_ONE_PAGE

    def row(self, level: LevelState | None, shown: Sequence[QuarterState], first: bool) -> tuple[Cell, ...]:
        cells = []
        for state in shown:
            if not state.updated and (state.closed or state.waived):
                if first:  # one tall cell speaks for the whole column
                    cells.append(self._whole_quarter(state))
            else:
                cells.append(self._cell(level, state))
        return tuple(cells)

    def name_of(self, level: LevelState | None) -> str:
        """A row's name."""
        return level.name if level else self.language.gettext("No known level")

    def _whole_quarter(self, state: QuarterState) -> Cell:
        _, label = self.language.gettext, state.quarter.label
        if state.waived:
            spoken = _("%(quarter)s: no update, waived: %(reason)s", quarter=label, reason=state.waiver)
            return Cell(Kind.WAIVED, spoken, href=f"page:{COVERAGE}#waivers", reason=state.waiver, rows=self.height)
        spoken = _("%(quarter)s: a gap, no update", quarter=label)
        return Cell(Kind.GAP, spoken, href=f"page:{COVERAGE}#missing", rows=self.height)

    def _cell(self, level: LevelState | None, state: QuarterState) -> Cell:
        _, label = self.language.gettext, state.quarter.label
        name = self.name_of(level)
        count = self.counts[state.quarter][level.id if level else None]
        if count:
            uri = COVERAGE if self.together else f"coverage/{label.lower()}.md"
            return Cell(
                Kind.FILLED,
                self.language.ngettext(
                    "%(level)s, %(quarter)s: %(num)s update",
                    "%(level)s, %(quarter)s: %(num)s updates",
                    count,
                    level=name,
                    quarter=label,
                ),
                count,
                shade(count),
                f"page:{uri}#{evidence_id(label, level.id if level else None)}",
            )
        policy = self.showcase.policy
        defined = next((item for item in policy.levels if level and item.id == level.id), None)
        if defined is None or not defined.in_force(state.quarter):
            return Cell(Kind.ABSENT, _("%(level)s, %(quarter)s: not in force", level=name, quarter=label))
        waiver = self._waiver(defined.id, state)
        # A waiver of the level alone is about now; earlier quarters need it only where each level has its freshness.
        if waiver and (waiver.quarter or not state.closed or policy.per_level is not Setting.OFF):
            spoken = _("%(level)s, %(quarter)s: waived: %(reason)s", level=name, quarter=label, reason=waiver.reason)
            return Cell(Kind.WAIVED, spoken, href=f"page:{COVERAGE}#waivers", reason=waiver.reason)
        if not state.closed:
            return Cell(Kind.OPEN, _("%(level)s, %(quarter)s: nothing yet", level=name, quarter=label))
        if policy.per_level is Setting.ERROR:
            spoken = _("%(level)s, %(quarter)s: a gap, no update", level=name, quarter=label)
            return Cell(Kind.GAP, spoken, href=f"page:{COVERAGE}#missing")
        return Cell(Kind.EMPTY, _("%(level)s, %(quarter)s: nothing", level=name, quarter=label))

    def _waiver(self, level: str, state: QuarterState) -> Waiver | None:
        today = self.showcase.report.as_of.date()
        return next(
            (
                waiver
                for waiver in self.showcase.policy.waivers
                if waiver.excuses(level, state.quarter)
                or (not state.closed and waiver.level == level and waiver.holds_on(today))
            ),
            None,
        )


def _column(state: QuarterState, showcase: Showcase, language: Language) -> Column:
    left = (state.quarter.ends - showcase.report.as_of.date()).days
    note = "" if state.closed else language.ngettext("%(num)s day left", "%(num)s days left", left)
    return Column(state.quarter.label, note, not state.closed)


def _level_state(level: LevelState, showcase: Showcase) -> State:
    if not level.in_force:
        return State.NOT_IN_FORCE
    if level.covered or not showcase.report.launched:
        return State.NONE
    if level.waived:
        return State.WAIVED
    return State.OUT_OF_DATE if level.published else State.MISSING


def _notes(showcase: Showcase, shown: Sequence[QuarterState], language: Language) -> tuple[str, ...]:
    _, quarters = language.gettext, {state.quarter for state in shown}
    names = {level.id: level.name for level in showcase.policy.levels}
    found = []
    for waiver in showcase.policy.waivers:
        if waiver.quarter and waiver.quarter in quarters:
            who = f"{names[waiver.level]}, " if waiver.level in names else ""
            what = f"{who}{waiver.quarter.label}"
            found.append(_("%(what)s waived: %(reason)s", what=what, reason=waiver.reason))
        elif waiver.expires and waiver.level in names and waiver.holds_on(showcase.report.as_of.date()):
            found.append(
                _(
                    "%(what)s waived until %(day)s: %(reason)s",
                    what=names[waiver.level],
                    day=language.day(waiver.expires),
                    reason=waiver.reason,
                )
            )
    return tuple(found)
