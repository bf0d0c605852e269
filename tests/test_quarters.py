"""Fiscal quarters against a second arithmetic that walks month by month, in zones whose midnights are odd."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.quarters import Calendar, Quarter

# Midnights that don't exist (São Paulo, Beirut, Havana), that come twice (Havana), a day left out (Apia), a shift of
# half an hour (Lord Howe), offsets of quarter hours (Kathmandu, Chatham), and the usual.
ZONES = (
    "UTC", "Europe/London", "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "Pacific/Apia", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "America/New_York", "Africa/Casablanca",
)  # fmt: skip

starts = st.integers(1, 12)
calendars = st.builds(Calendar, st.sampled_from(ZONES).map(ZoneInfo), starts)
days = st.dates(date(1980, 1, 1), date(2100, 12, 31))
instants = st.integers(
    int(datetime(1980, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
)


def slow_quarter(day: date, fiscal_year_start: int) -> tuple[date, int, int]:
    """First day, number, and the year in which the fiscal year ends: by walking back to the fiscal year's first day
    and forward again by months.
    """
    first = day
    while (first.month, first.day) != (fiscal_year_start, 1):
        first -= timedelta(days=1)
    last_day = first.replace(year=first.year + 1) - timedelta(days=1)
    begin, month, number = first, first, 1
    for count in range(1, 12):
        month = (month + timedelta(days=31)).replace(day=1)
        if month > day:
            break
        if count % 3 == 0:
            begin, number = month, count // 3 + 1
    return begin, number, last_day.year


@given(starts, days)
def test_a_day_belongs_to_the_quarter_that_counting_months_gives(start: int, day: date) -> None:
    begin, number, year = slow_quarter(day, start)
    quarter = Calendar(ZoneInfo("UTC"), start).quarter_of(day)
    assert quarter.starts == begin
    assert quarter.label == (f"{year}-Q{number}" if start == 1 else f"FY{year}-Q{number}")
    assert quarter.starts <= day <= quarter.last_day < quarter.ends
    assert 89 <= (quarter.ends - quarter.starts).days <= 92


@given(calendars, days, st.integers(0, 60))
def test_quarters_follow_one_another_without_a_hole(calendar: Calendar, day: date, count: int) -> None:
    quarter = calendar.quarter_of(day)
    after = calendar.next(quarter)
    assert after.starts == quarter.ends
    assert calendar.quarter_of(quarter.ends) == after
    assert calendar.back(after, 1) == quarter
    earlier = calendar.back(quarter, count)
    between = calendar.between(earlier, quarter)
    assert len(between) == count + 1
    assert (between[0], between[-1]) == (earlier, quarter)
    assert all(one.ends == other.starts for one, other in pairwise(between))
    assert calendar.between(after, quarter) == []
    assert between == sorted(between)


@given(calendars, days)
def test_a_label_names_one_quarter(calendar: Calendar, day: date) -> None:
    quarter = calendar.quarter_of(day)
    again = calendar.parse(quarter.label)
    assert (again.starts, again.ends, again.label) == (quarter.starts, quarter.ends, quarter.label)
    assert calendar.next(quarter).label != quarter.label


@given(calendars, instants)
@settings(max_examples=300)
def test_an_instant_falls_in_the_quarter_of_its_local_day(calendar: Calendar, instant: int) -> None:
    quarter = calendar.quarter_at(instant)
    assert quarter == calendar.quarter_of(calendar.local(instant).date())
    assert calendar.day_starts(quarter.starts) <= instant < calendar.day_starts(quarter.ends)


@given(calendars, days, st.integers(-2, 2))
def test_a_quarter_begins_at_the_first_moment_of_its_first_day(calendar: Calendar, day: date, seconds: int) -> None:
    quarter = calendar.quarter_of(day)
    edge = calendar.day_starts(quarter.starts)
    assert calendar.quarter_at(edge + seconds) == (quarter if seconds >= 0 else calendar.back(quarter, 1))
    assert calendar.local(edge).date() == quarter.starts
    assert calendar.local(edge - 1).date() < quarter.starts


@given(st.sampled_from(ZONES).map(ZoneInfo), days)
def test_a_day_ends_where_the_next_begins(zone: ZoneInfo, day: date) -> None:
    calendar = Calendar(zone)
    begins, ends = calendar.day_starts(day), calendar.day_ends(day)
    assert ends == calendar.day_starts(day + timedelta(days=1))
    assert ends >= begins
    if ends > begins:  # Apia left a day out
        assert calendar.local(begins).date() == calendar.local(ends - 1).date() == day
    assert calendar.local(ends).date() > day


@pytest.mark.parametrize(
    ("zone", "day", "first_moment"),
    [
        ("America/Sao_Paulo", date(2017, 10, 15), "2017-10-15T03:00:00+00:00"),  # 00:00 became 01:00
        ("Asia/Beirut", date(2017, 3, 26), "2017-03-25T22:00:00+00:00"),  # 00:00 became 01:00
        ("America/Havana", date(2020, 11, 1), "2020-11-01T04:00:00+00:00"),  # 00:00 to 01:00 came twice
        ("Europe/London", date(2026, 7, 1), "2026-06-30T23:00:00+00:00"),
    ],
)
def test_the_first_moment_of_a_day_with_an_odd_midnight(zone: str, day: date, first_moment: str) -> None:
    first = Calendar(ZoneInfo(zone)).day_starts(day)
    assert datetime.fromtimestamp(first, UTC).isoformat() == first_moment


def test_havanas_repeated_hour_stays_in_the_new_quarter() -> None:
    calendar = Calendar(ZoneInfo("America/Havana"), fiscal_year_start=2)
    first = calendar.day_starts(date(2020, 11, 1))
    labels = {calendar.quarter_at(first + minutes * 60).label for minutes in range(0, 121, 10)}
    assert labels == {"FY2021-Q4"}
    assert calendar.quarter_at(first - 1).label == "FY2021-Q3"


@pytest.mark.parametrize(
    ("start", "label", "first_day"),
    [
        (1, "2026-Q4", date(2026, 10, 1)),
        (10, "FY2027-Q1", date(2026, 10, 1)),
        (4, "FY2027-Q4", date(2027, 1, 1)),
        (2, "FY2027-Q4", date(2026, 11, 1)),
        (12, "FY2027-Q1", date(2026, 12, 1)),
    ],
)
def test_labels(start: int, label: str, first_day: date) -> None:
    calendar = Calendar(ZoneInfo("UTC"), start)
    assert calendar.parse(label).starts == first_day
    assert calendar.quarter_of(first_day).label == label


@pytest.mark.parametrize(
    "label",
    ["", "2026", "2026-Q5", "2026-Q0", "2026-q4", "Q4-2026", "26-Q4", " 2026-Q4", "2026-Q4\n", "0000-Q1", "9999-Q4",
     "٢٠٢٦-Q4", "FY2026-Q4", "2026Q4"],
)  # fmt: skip
def test_what_is_no_label_is_refused_with_an_example(label: str) -> None:
    with pytest.raises(ValueError, match=r"2026-Q4$"):
        Calendar(ZoneInfo("UTC")).parse(label)


def test_a_label_of_another_kind_of_year_is_refused() -> None:
    with pytest.raises(ValueError, match="starts in month 4; write one like FY2027-Q3"):
        Calendar(ZoneInfo("UTC"), 4).parse("2026-Q4")


@pytest.mark.parametrize("instant", [2**63, -(2**63), 10**30, 253402300800, -62135596801])
def test_what_no_calendar_holds_is_a_value_error(instant: int) -> None:
    for zone in ("UTC", "Pacific/Kiritimati", "America/New_York"):
        with pytest.raises(ValueError, match=r"year|calendar"):
            Calendar(ZoneInfo(zone)).quarter_at(instant)


def test_quarters_are_equal_by_their_first_day_alone() -> None:
    quarter = Calendar(ZoneInfo("UTC")).quarter_of(date(2026, 10, 1))
    assert quarter == Quarter(date(2026, 10, 1), date(2027, 1, 1), "another label")
    assert quarter < Quarter(date(2026, 10, 2), date(2027, 1, 1), "")
