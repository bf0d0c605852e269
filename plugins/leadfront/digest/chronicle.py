"""What happened in a span of time: from a `Showcase` and a `Period` to a `Digest`. Pure: values in, values out.

What landed is taken from the ledger. Who has not been heard from and what is due is told as of the check, and only
while the period is recent: later it would help nobody, and shame some. Knows no words and no form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import zip_longest

from leadfront.digest.period import Period, months, quarter_at_the_end
from leadfront.plain_words import opening
from leadfront.quarters import Quarter
from leadfront.report import Change, QuarterState, Update, Verdict
from leadfront.showcase import Entry, Showcase
from leadfront.spotlight import SpotlightPick, spotlights

FAILURES = 8
_FAILURE_LETTERS = 260
_WAIVER_SOON = timedelta(days=60)


@dataclass(frozen=True)
class News:
    """A use case that was added or changed, and when it last was."""

    entry: Entry
    change: Change
    day: date


@dataclass(frozen=True)
class Failure:
    """What did not work, in its first sentences. Plain words."""

    entry: Entry
    words: str


class Quiet(Enum):
    """How a level has not been heard from."""

    NEVER = "never"
    THIS_QUARTER = "this quarter"  # nothing since the beginning of the digest's quarter
    MISSING = "missing"  # it was heard from, but nothing of it is (recent enough) on the site


@dataclass(frozen=True)
class Ending:
    """A level's waiver that ends soon."""

    level: str
    """The level's name."""
    reason: str
    last_day: date


@dataclass(frozen=True)
class Due:
    """What somebody has to see to."""

    as_of: date
    running: QuarterState
    next_due: date
    """The last day on which the next update is in time."""
    levels: tuple[str, ...]
    """The names of the levels of which something new is asked before the running quarter ends."""
    waivers: tuple[Ending, ...]


@dataclass(frozen=True)
class Digest:
    """What a period brought."""

    period: Period
    as_of: date
    name: str
    """Of the showcase."""
    samples: bool
    """Whether the showcase counts what is made up."""
    spotlight: SpotlightPick | None
    first: News | None
    """A new use case from as far up as there is one."""
    added: tuple[News, ...]
    """All that is new, from all levels in turn."""
    changed: tuple[News, ...]
    failures: tuple[Failure, ...]
    gone: int
    """How many were shared in this time and are no longer on the site."""
    leaders: int
    quarter: Quarter
    """The quarter in which the period ends, or has come to."""
    quiet: tuple[tuple[str, Quiet], ...]
    """The names of the levels that have not been heard from by as-of, from the top down."""
    due: Due | None


class Chronicle:
    """Tells of any period of one showcase; what they share is gathered once."""

    def __init__(self, showcase: Showcase) -> None:
        self.showcase = showcase
        report = showcase.report
        updates = [update for state in report.quarters for update in state.updates]
        self._updates = sorted(updates, key=lambda update: update.instant)
        self._instants = [update.instant for update in self._updates]
        self._by_id = {entry.case.id: entry for entry in showcase.entries}
        self._spotlights = spotlights(showcase)
        self._rank = {level.id: number for number, level in enumerate(showcase.policy.levels)}
        self._today = report.as_of.date()

    @property
    def readable(self) -> bool:
        """Whether the history could be read and the showcase has been launched: else there is nothing to tell."""
        report = self.showcase.report
        return report.verdict is not Verdict.UNDECIDED and bool(report.quarters)

    def digest(self, period: Period) -> Digest:
        """What a period brought."""
        quarter = quarter_at_the_end(period, self.showcase.policy.calendar, self._today)
        new, renewed, gone, leaders = self._news(self._between(period.starts, period.ends))
        added, changed = tuple(self._in_turn(new, quarter)), tuple(self._in_turn(renewed, quarter))
        picked = next((pick for pick in self._spotlights if pick.starts < period.ends), None)
        first = next((item for item in added if not picked or item.entry is not picked.entry), None)
        recent = period.is_near(self._today)
        return Digest(
            period=period,
            as_of=self._today,
            name=self.showcase.site.name,
            samples=self.showcase.policy.count_samples,
            spotlight=picked,
            first=first,
            added=added,
            changed=changed,
            failures=tuple(self._failures([*added, *changed])),
            gone=gone,
            leaders=leaders,
            quarter=quarter,
            quiet=tuple(self._quiet(quarter)) if recent else (),
            due=self._due() if recent else None,
        )

    def months(self) -> list[Period]:
        """The months from the launch (or the first landing of its quarter) to the running one."""
        if not self.readable:
            return []
        first = self.showcase.policy.launch_day
        if self._updates:
            first = min(first, self._updates[0].landed_at.date())
        return months(first, self._today)

    def _between(self, starts: date, ends: date) -> Sequence[Update]:
        calendar = self.showcase.policy.calendar
        first = bisect_left(self._instants, calendar.day_starts(starts))
        return self._updates[first : bisect_left(self._instants, calendar.day_starts(ends))]

    def _news(self, updates: Iterable[Update]) -> tuple[list[News], list[News], int, int]:
        """What was added and what was changed, newest first; how many of them are gone; by how many leaders."""
        last: dict[str, Update] = {}
        added: set[str] = set()
        leaders: set[str] = set()
        for update in updates:
            last.pop(update.id, None)
            last[update.id] = update
            leaders.add(update.leader)
            if update.change is Change.ADDED:
                added.add(update.id)
        found: dict[Change, list[News]] = {Change.ADDED: [], Change.CHANGED: []}
        gone = 0
        for update in reversed(last.values()):
            entry = self._by_id.get(update.id)
            if entry is None:
                gone += 1
                continue
            change = Change.ADDED if update.id in added else Change.CHANGED
            found[change].append(News(entry, change, update.landed_at.date()))
        return found[Change.ADDED], found[Change.CHANGED], gone, len(leaders - {""})

    def _in_turn(self, news: Iterable[News], quarter: Quarter) -> Iterator[News]:
        """One of each level from the top down, then the next of each: so that a short list speaks for all."""
        by_level: dict[int, list[News]] = {}
        for item in news:
            level = item.entry.level
            known = level is not None and level.in_force(quarter)
            by_level.setdefault(self._rank[level.id] if level and known else len(self._rank), []).append(item)
        for row in zip_longest(*(by_level[rank] for rank in sorted(by_level))):
            yield from (item for item in row if item)

    def _failures(self, news: Iterable[News]) -> Iterator[Failure]:
        left = FAILURES
        for item in news:
            section = item.entry.case.by_key.get("failures") if left else None
            words = opening(section.own_text, _FAILURE_LETTERS) if section else ""
            if words:
                left -= 1
                yield Failure(item.entry, words)

    def _quiet(self, quarter: Quarter) -> Iterator[tuple[str, Quiet]]:
        """The levels that have not been heard from since the quarter began, unless a waiver excuses them."""
        report, policy = self.showcase.report, self.showcase.policy
        since = policy.calendar.day_starts(quarter.starts)
        heard = {update.level for update in self._updates[bisect_left(self._instants, since) :]}
        ever = {update.level for update in self._updates}
        missing = {level.id for level in report.uncovered}
        for level in policy.levels:
            excused = any(
                waiver.excuses(level.id, quarter) or (waiver.level == level.id and waiver.holds_on(self._today))
                for waiver in policy.waivers
            )
            if not level.in_force(quarter) or excused:
                continue
            if level.id not in ever:
                yield level.name, Quiet.NEVER
            elif level.id in missing:
                yield level.name, Quiet.MISSING
            elif level.id not in heard:
                yield level.name, Quiet.THIS_QUARTER

    def _due(self) -> Due | None:
        report, policy = self.showcase.report, self.showcase.policy
        running = report.running
        if running is None:
            return None
        done = running.updated or running.waived
        names = {level.id: level.name for level in policy.levels}
        last_day = running.quarter.last_day
        return Due(
            as_of=self._today,
            running=running,
            next_due=(policy.calendar.next(running.quarter) if done else running.quarter).last_day,
            levels=tuple(
                level.name for level in report.levels if level.in_force and level.due and level.due <= last_day
            ),
            waivers=tuple(
                Ending(names[waiver.level], waiver.reason, waiver.expires)
                for waiver in policy.waivers
                if waiver.level in names and waiver.holds_on(self._today)
                if waiver.expires is not None and waiver.expires <= self._today + _WAIVER_SOON
            ),
        )
