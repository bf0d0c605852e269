"""Which days a digest tells of: a month, a quarter, or all since a day. Pure: knows nothing of what they brought."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from leadfront.language import Language
from leadfront.quarters import FIRST_YEAR, LAST_YEAR, Calendar, Quarter

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)


@dataclass(frozen=True)
class Period:
    """The days from `starts` up to, not including, `ends`, in the policy's zone."""

    starts: date
    ends: date
    quarter: str = ""
    """The label of the quarter that it is."""
    open: bool = False
    """Whether it is named by its first day only."""

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.ends - timedelta(days=1)

    @property
    def month(self) -> str:
        """`2026-11`, where it is a month."""
        return "" if self.quarter or self.open else f"{self.starts:%Y-%m}"

    def runs_on(self, day: date) -> bool:
        """Whether it has begun and is not over on a day. What is named by its first day only is told as it stands."""
        return self.starts <= day < self.ends and not self.open

    def is_near(self, day: date) -> bool:
        """Whether a day belongs to it or comes so soon after it that what is due on that day belongs to its news."""
        return self.starts <= day < self.ends + (self.ends - self.starts)

    def name(self, language: Language) -> str:
        """How people call it: `November 2026`, `2026-Q4`, `Since 3 November 2026`."""
        if self.open:
            return language.gettext("Since %(day)s", day=language.day(self.starts))
        return self.quarter or language.month(self.starts)


def month_of(day: date) -> Period:
    """The month that a day belongs to."""
    starts = day.replace(day=1)
    return Period(starts, (starts + timedelta(days=31)).replace(day=1))


def month_named(text: str) -> Period:
    """The month as typed: `2026-11`.

    Raises ValueError with words for the person who typed it.
    """
    match = _MONTH.fullmatch(text)
    if not match or not FIRST_YEAR < int(match["year"]) < LAST_YEAR or not 1 <= int(match["month"]) <= 12:
        raise ValueError(f"“{text}” is not a month: write one like 2026-11")
    return month_of(date(int(match["year"]), int(match["month"]), 1))


def quarter_period(quarter: Quarter) -> Period:
    """A fiscal quarter."""
    return Period(quarter.starts, quarter.ends, quarter=quarter.label)


def since(day: date, today: date) -> Period:
    """From a day up to today, included.

    Raises ValueError with words for the person who typed it.
    """
    if day > today:
        raise ValueError(f"{day.isoformat()} is still to come: name a day up to {today.isoformat()}")
    return Period(day, today + timedelta(days=1), open=True)


def months(first: date, last: date) -> list[Period]:
    """The months from that of one day to that of another, both included."""
    found = []
    month, end = month_of(first), month_of(last)
    while month.starts <= end.starts:
        found.append(month)
        month = month_of(month.ends)
    return found


def last_month(launch: date, today: date) -> Period:
    """The last month that is over; in the month of the launch that one."""
    running = month_of(today)
    before = month_of(running.starts - timedelta(days=1))
    return before if before.starts >= month_of(launch).starts else running


def quarter_at_the_end(period: Period, calendar: Calendar, today: date) -> Quarter:
    """The fiscal quarter in which a period ends, or has come to by today."""
    return calendar.quarter_of(min(period.last_day, max(today, period.starts)))
