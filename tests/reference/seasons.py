"""Fiscal quarters by counting months. A quarter is known by the number of months from year 0 to its first one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Season:
    """A fiscal quarter: `first` is year × 12 + month - 1 of its first month."""

    first: int
    fiscal_year_start: int

    @property
    def starts(self) -> date:
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def ends(self) -> date:
        """The first day of the next quarter."""
        return self.following.starts

    @property
    def following(self) -> Season:
        return Season(self.first + 3, self.fiscal_year_start)

    @property
    def label(self) -> str:
        # Walk back to the month in which the fiscal year starts, counting quarters.
        month, number = self.first, 1
        while month % 12 + 1 != self.fiscal_year_start:
            month, number = month - 3, number + 1
        last_month = month + 11
        if self.fiscal_year_start == 1:
            return f"{month // 12}-Q{number}"
        return f"FY{last_month // 12}-Q{number}"


def season_of(day: date, fiscal_year_start: int) -> Season:
    """The quarter that a day belongs to."""
    first = day.year * 12 + day.month - 1
    while (first % 12 + 1 - fiscal_year_start) % 3:
        first -= 1
    return Season(first, fiscal_year_start)


def season_called(label: str, fiscal_year_start: int) -> Season:
    """The quarter with a label, found by looking at one after the other."""
    season = season_of(date(1990, 1, 1), fiscal_year_start)
    for _ in range(400):
        if season.label == label:
            return season
        season = season.following
    raise ValueError(label)
