"""The claim in words, as somebody would read it aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.quarters import Calendar
from leadfront.report import Change, LevelState, QuarterState, Report, Update, Verdict
from leadfront.wording import claim_in_words, counted, day_in_words

LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(LONDON)
UPDATE = Update("a" * 40, 1_790_000_000, LONDON, "p.md", "p", "Imogen", "executive", Change.ADDED)


def columns(*what: str, first: str = "2026-Q1") -> tuple[QuarterState, ...]:
    """Quarters in a row, the last of them running: each `updated`, `waived` or a `gap`."""
    quarter, states = CALENDAR.parse(first), []
    for number, word in enumerate(what):
        updates = (UPDATE,) if "updated" in word else ()
        waiver = "Merger" if "waived" in word else ""
        states.append(QuarterState(quarter, number < len(what) - 1, updates, waiver))
        quarter = CALENDAR.next(quarter)
    return tuple(states)


def level(name: str, covered: bool = True, waiver: str = "", published: int = 1, in_force: bool = True) -> LevelState:
    return LevelState(name.lower(), name, in_force, published, covered, waiver)


def claim(quarters: tuple[QuarterState, ...], *levels: LevelState, **more: object) -> str:
    as_of = datetime(2026, 11, 20, tzinfo=UTC)
    settings = {"verdict": Verdict.PASS, **more}
    return claim_in_words(
        Report(as_of=as_of, revision=None, quarters=quarters, levels=levels or (level("Directors"),), **settings)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (["gap"], "The first quarter is running. Next due by 31 March 2026."),
        (["updated"], "Updated in its first quarter. Next due by 30 June 2026."),
        (["updated", "gap"], "Updated in its first quarter. Next due by 30 June 2026."),
        (["updated", "updated"], "Updated in each of 2 quarters. Next due by 30 September 2026."),
        (["updated"] * 9, "Updated in each of 9 quarters. Next due by 30 June 2028."),
        (["gap", "updated"], "No update in 2026-Q1. Next due by 30 September 2026."),
        (["gap", "gap", "updated", "gap"], "No update in 2026-Q1 and 2026-Q2. Next due by 31 December 2026."),
        (["gap"] * 7, "No update in 2026-Q1, 2026-Q2, 2026-Q3 and 3 more. Next due by 30 September 2027."),
        (["updated", "waived", "gap"], "Updated in every quarter but 2026-Q2 (waived). Next due by 30 September 2026."),
        (["waived", "gap"], "No update was needed in 2026-Q1 (waived). Next due by 30 June 2026."),
        (["updated", "waived updated", "updated"], "Updated in each of 3 quarters. Next due by 31 December 2026."),
        (["updated", "updated", "waived"], "Updated in each of 2 quarters. Next due by 31 December 2026."),
    ],
)
def test_freshness(what: list[str], words: str) -> None:
    assert claim(columns(*what)) == f"Every level has contributed. {words}"


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([level("Directors")], "Every level has contributed."),
        ([level("Directors"), level("Old", covered=False, in_force=False)], "Every level has contributed."),
        ([level("Directors", covered=False, published=0)], "Directors have no use case on the site."),
        ([level("Directors", covered=False, published=2)], "Directors have nothing recent on the site."),
        (
            [level(name, covered=False, published=0) for name in ("Directors", "Heads", "Leads")],
            "Directors, Heads and Leads have no use case on the site.",
        ),
        (
            [level("Directors"), level("Heads", covered=False, waiver="Vacant")],
            "Every level has contributed, except Heads (waived).",
        ),
        (
            [level("Directors", covered=False, published=0), level("Heads", covered=False, waiver="Vacant")],
            "Directors have no use case on the site.",
        ),
    ],
)
def test_coverage(levels: list[LevelState], words: str) -> None:
    said = claim(columns("updated", "updated"), *levels)
    assert said == f"{words} Updated in each of 2 quarters. Next due by 30 September 2026."


def test_the_nearest_day_is_named_with_those_who_are_asked() -> None:
    def due(name: str, day: date | None, in_force: bool = True) -> LevelState:
        return replace(level(name, in_force=in_force), due=day)

    early, same, late = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)
    quarters = columns("updated", "updated")  # the next is due by 30 September, from anybody
    assert claim(quarters, due("Heads", early), due("Leads", late)).endswith("Next due by 30 June 2026 (Heads).")
    assert claim(quarters, due("Heads", early), due("Leads", early)).endswith("30 June 2026 (Heads and Leads).")
    assert claim(quarters, due("Heads", same)).endswith("Next due by 30 September 2026 (Heads).")
    assert claim(quarters, due("Heads", late)).endswith("Next due by 30 September 2026.")
    assert claim(quarters, due("Heads", early, in_force=False)).endswith("Next due by 30 September 2026.")


def test_before_launch_and_undecided() -> None:
    assert claim((), opens=date(2027, 1, 1)) == "Opens on 1 January 2027. Nothing is required before then."
    for quarters in ((), columns("updated", "gap")):
        said = claim(quarters, verdict=Verdict.UNDECIDED)
        assert said.startswith("It can't be said whether the claim holds")
        assert "Every level" not in said


@given(st.lists(st.sampled_from(["updated", "waived", "gap", "waived updated"]), min_size=1, max_size=12))
def test_what_is_said_follows_the_ledger(what: list[str]) -> None:
    said = claim(columns(*what))
    assert ("No update in" in said) == ("gap" in what[:-1])
    assert ("Updated in each" in said) <= all("updated" in word for word in what[:-1])
    assert " 0 " not in said
    assert said.endswith(".")
    assert "  " not in said


@pytest.mark.parametrize(("start", "due"), [(1, "31 December 2026"), (2, "31 January 2027"), (12, "30 November 2026")])
def test_the_next_date_follows_the_fiscal_year(start: int, due: str) -> None:
    quarter = Calendar(LONDON, start).quarter_of(date(2026, 11, 20))
    assert claim((QuarterState(quarter, closed=False),)).endswith(f"Next due by {due}.")


@given(st.dates(date(1971, 1, 1), date(9000, 1, 1)), st.integers(1, 12))
def test_an_updated_quarter_moves_the_date_to_the_next_one(day: date, start: int) -> None:
    calendar = Calendar(LONDON, start)
    quarter = calendar.quarter_of(day)
    said = claim((QuarterState(quarter, closed=False, updates=(UPDATE,)),))
    assert said.endswith(f"Next due by {day_in_words(calendar.next(quarter).last_day)}.")


def test_days_in_words() -> None:
    days = [day_in_words(date(2026, month, 1)) for month in range(1, 13)]
    assert days[0] == "1 January 2026"
    assert days[11] == "1 December 2026"
    assert len(set(days)) == 12
    assert day_in_words(date(2026, 10, 31)) == "31 October 2026"


def test_counts() -> None:
    assert [counted(number, "quarter") for number in (0, 1, 2)] == ["0 quarters", "1 quarter", "2 quarters"]
    assert counted(2, "person", "people") == "2 people"
