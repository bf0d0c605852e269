"""Moves the story's calendar, by whole quarters, so that its last quarter is the quarter of as-of. Pure: values in,
values out; knows nothing of landings or files.

In the running quarter, which is not over yet, everything comes earlier in proportion, so that nothing lies after as-of
even on the quarter's first day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from leadfront.quarters import Calendar, Quarter

_SATURDAY = 5
_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
_LABEL = re.compile(r"(?<![\w-])(?:FY)?\d{4}-Q[1-4](?![\w-])")


@dataclass(frozen=True)
class Shift:
    """From the story's calendar to that of the demo. `ends` is a day of the story's last quarter; `as_of` is in
    seconds since the epoch.
    """

    calendar: Calendar
    ends: date
    as_of: int

    def instant(self, moment: datetime) -> int:
        """A local time of the story, in seconds since the epoch."""
        day = self.day(moment.date())
        return min(int(datetime.combine(day, moment.time(), self.calendar.zone).timestamp()), self.as_of)

    def day(self, day: date) -> date:
        """A day of the story. A weekday stays one where it can, since people land things at work; the quarter's first
        day stays just that, since launch is one.
        """
        told = self.calendar.quarter_of(day)
        quarter = self.quarter(told)
        if day == told.starts:
            return quarter.starts
        last = min(quarter.last_day, self._today)
        if quarter == self._running:
            gone = (self._today - quarter.starts).days
            moved = quarter.starts + (day - told.starts) * gone // (told.ends - told.starts).days
        else:
            months = (day.month - told.starts.month) % 12 + quarter.starts.month - 1
            first = date(quarter.starts.year + months // 12, months % 12 + 1, 1)
            moved = min(first + timedelta(days=day.day - 1), _month_ends(first))
        return _weekday(moved, quarter.starts, last) if day.weekday() < _SATURDAY else moved

    def quarter(self, quarter: Quarter) -> Quarter:
        """A quarter of the story."""
        back = len(self.calendar.between(quarter, self.calendar.quarter_of(self.ends))) - 1
        return self.calendar.back(self._running, back)

    def text(self, text: str) -> str:
        """A text in which every date (2026-10-01) and every quarter's label (2026-Q4) is moved."""
        text = _DATE.sub(lambda found: self.day(date.fromisoformat(found[0])).isoformat(), text)
        return _LABEL.sub(lambda found: self.quarter(self.calendar.parse(found[0])).label, text)

    @property
    def _running(self) -> Quarter:
        return self.calendar.quarter_at(self.as_of)

    @property
    def _today(self) -> date:
        return self.calendar.local(self.as_of).date()


def _month_ends(first: date) -> date:
    """The last day of the month that begins on a day."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _weekday(day: date, first: date, last: date) -> date:
    """The weekday nearest to a day, from `first` to `last`; the day itself where there is none."""
    steps = {_SATURDAY: (-1, 2), _SATURDAY + 1: (1, -2)}.get(day.weekday(), ())
    near = (day + timedelta(days=step) for step in steps)
    return next((other for other in near if first <= other <= last), day)
