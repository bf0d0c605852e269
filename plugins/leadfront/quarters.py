"""Fiscal quarters in a time zone. Pure: knows nothing of policies, git or the clock.

Comes in: an instant (seconds since the epoch), a date or a label. Goes out: a `Quarter`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

# Years outside these bounds can't be turned into dates in every zone (datetime ends with the year 9999).
FIRST_YEAR = 1971
LAST_YEAR = 9990
_LABEL = re.compile(r"(?P<fiscal>FY)?(?P<year>\d{4})-Q(?P<number>[1-4])", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A fiscal quarter: the days from `starts` up to, not including, `ends`. Ordered by time."""

    starts: date
    ends: date = field(compare=False)
    label: str = field(compare=False)

    @property
    def last_day(self) -> date:
        """The last day that belongs to the quarter."""
        return self.ends - timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which quarter an instant falls in: a time zone and the month in which the fiscal year starts."""

    zone: ZoneInfo
    fiscal_year_start: int = 1

    def local(self, instant: int) -> datetime:
        """The local date and time of an instant in seconds since the epoch.

        Raises ValueError where the instant is outside what dates can hold.
        """
        try:
            return datetime.fromtimestamp(instant, UTC).astimezone(self.zone)
        except (OverflowError, OSError) as error:
            raise ValueError(f"{instant} is not a time that a calendar holds") from error

    def day_starts(self, day: date) -> int:
        """The first moment of a day in the zone, in seconds since the epoch."""
        return int(datetime.combine(day, time.min, self.zone).timestamp())

    def day_ends(self, day: date) -> int:
        """The first moment after a day in the zone, in seconds since the epoch."""
        return self.day_starts(day + timedelta(days=1))

    def quarter_of(self, day: date) -> Quarter:
        """The fiscal quarter that a day belongs to."""
        months = (day.month - self.fiscal_year_start) % 12
        number = months // 3 + 1
        first_month = (self.fiscal_year_start - 1 + 3 * (number - 1)) % 12 + 1
        starts = date(day.year - (first_month > day.month), first_month, 1)
        return self._quarter(starts)

    def quarter_at(self, instant: int) -> Quarter:
        """The fiscal quarter in which an instant (seconds since the epoch) falls."""
        index = bisect_right(self._edges, instant) - 1
        if index < 0 or index >= len(self._quarters):
            return self.quarter_of(self.local(instant).date())
        return self._quarters[index]

    def next(self, quarter: Quarter) -> Quarter:
        """The quarter that follows."""
        return self._quarter(quarter.ends)

    def back(self, quarter: Quarter, count: int) -> Quarter:
        """The quarter `count` quarters earlier."""
        for _ in range(count):
            quarter = self.quarter_of(quarter.starts - timedelta(days=1))
        return quarter

    def between(self, first: Quarter, last: Quarter) -> list[Quarter]:
        """The quarters from `first` to `last`, both included; empty where `last` is earlier."""
        found = []
        while first <= last:
            found.append(first)
            first = self.next(first)
        return found

    def parse(self, label: str) -> Quarter:
        """The quarter with this label, as in `2026-Q4` or, where the year starts in another month, `FY2027-Q1`.

        Raises ValueError with words for the person who wrote the label.
        """
        example = self.quarter_of(date(2026, 12, 1)).label
        match = _LABEL.fullmatch(label)
        if not match or not FIRST_YEAR < int(match["year"]) < LAST_YEAR:
            raise ValueError(f"“{label}” is not a quarter; write one like {example}")
        if bool(match["fiscal"]) != (self.fiscal_year_start != 1):
            raise ValueError(
                f"“{label}” does not fit a fiscal year that starts in month {self.fiscal_year_start}; "
                f"write one like {example}"
            )
        year, number = int(match["year"]), int(match["number"])
        if self.fiscal_year_start != 1:
            year -= 1  # named by the year in which the fiscal year ends
        months = self.fiscal_year_start - 1 + 3 * (number - 1)
        return self._quarter(date(year + months // 12, months % 12 + 1, 1))

    def _quarter(self, starts: date) -> Quarter:
        months = starts.month + 2
        ends = date(starts.year + months // 12, months % 12 + 1, 1)
        number = (starts.month - self.fiscal_year_start) % 12 // 3 + 1
        if self.fiscal_year_start == 1:
            return Quarter(starts, ends, f"{starts.year}-Q{number}")
        year_starts = starts.year - (starts.month < self.fiscal_year_start)
        return Quarter(starts, ends, f"FY{year_starts + 1}-Q{number}")

    @cached_property
    def _quarters(self) -> list[Quarter]:
        return self.between(self.quarter_of(date(2000, 1, 1)), self.quarter_of(date(2060, 1, 1)))

    @cached_property
    def _edges(self) -> list[int]:
        return [self.day_starts(quarter.starts) for quarter in [*self._quarters, self.next(self._quarters[-1])]]
