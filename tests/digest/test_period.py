"""Which days a digest tells of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.digest.period import last_month, month_named, month_of, months, quarter_period, since
from leadfront.language import ENGLISH
from made_up import CALENDAR

DAYS = st.dates(date(1980, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_is_in_its_month_and_in_no_other(day: date) -> None:
    month = month_of(day)
    assert month.starts <= day <= month.last_day
    assert month.ends == month_of(month.ends).starts
    assert month_named(month.month) == month


@given(DAYS, st.integers(0, 900))
def test_months_follow_each_other_without_a_hole(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    found = months(first, last)
    assert found[0] == month_of(first)
    assert found[-1] == month_of(last)
    assert all(before.ends == after.starts for before, after in pairwise(found))


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "11-2026", "november", "", "2026-11-01", "9999-12"])
def test_what_is_no_month_is_answered_with_one_that_is(text: str) -> None:
    with pytest.raises(ValueError, match="2026-11"):
        month_named(text)


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-11-01", "2026-10"), ("2026-11-30", "2026-10"), ("2027-01-01", "2026-12"), ("2026-08-20", "2026-08")],
)
def test_the_last_month_that_is_over_is_told_and_the_first_one_while_it_runs(today: str, expected: str) -> None:
    assert last_month(date(2026, 8, 14), date.fromisoformat(today)).month == expected


def test_periods_are_called_as_people_call_them() -> None:
    assert month_of(date(2026, 11, 3)).name(ENGLISH) == "November 2026"
    assert quarter_period(CALENDAR.parse("2026-Q4")).name(ENGLISH) == "2026-Q4"
    assert since(date(2026, 11, 3), date(2026, 11, 21)).name(ENGLISH) == "Since 3 November 2026"


def test_what_is_told_since_a_day_includes_today_and_never_begins_tomorrow() -> None:
    today = date(2026, 11, 21)
    assert since(today, today).last_day == today
    with pytest.raises(ValueError, match="still to come"):
        since(today + timedelta(days=1), today)


def test_a_month_is_news_while_it_runs_and_as_long_again() -> None:
    month = month_of(date(2026, 10, 1))
    assert not month.is_near(date(2026, 9, 30))
    assert month.is_near(date(2026, 10, 1))
    assert month.is_near(date(2026, 11, 30))
    assert not month.is_near(date(2026, 12, 2))
