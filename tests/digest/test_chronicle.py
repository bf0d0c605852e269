"""What a period brought, and who has not been heard from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from leadfront.digest.chronicle import FAILURES, Chronicle, Digest, News, Quiet
from leadfront.digest.period import month_named, quarter_period
from leadfront.policy import Spotlight, Waiver
from leadfront.report import Change, Update, Verdict
from leadfront.showcase import Entry, Showcase
from made_up import AS_OF, CALENDAR, LEVELS, ZONE, entry, quarters, showcase, update

OCTOBER = "2026-10"
CHANGED = Change.CHANGED


def told(entries: Iterable[Entry], updates: list[Update], month: str = OCTOBER, **policy: Any) -> Digest:
    made = showcase(entries, updates)
    made = replace(made, policy=replace(made.policy, **policy))
    return Chronicle(made).digest(month_named(month))


def ids(news: Iterable[News]) -> list[str]:
    return [item.entry.case.id for item in news]


def at(moment: str, level: str, slug: str) -> Update:
    instant = int(datetime.fromisoformat(moment).replace(tzinfo=ZONE).timestamp())
    return update("2026-10-01", level, slug)._replace(instant=instant)


def test_each_use_case_is_told_once_as_new_or_as_changed() -> None:
    entries = [entry("new"), entry("old"), entry("quiet")]
    updates = [
        update("2026-09-02", "director", "old"),
        update("2026-09-03", "director", "quiet"),
        update("2026-10-02", "director", "new"),
        update("2026-10-05", "director", "old", CHANGED),
        update("2026-10-09", "director", "new", CHANGED),
        update("2026-10-10", "director", "old", CHANGED),
    ]
    digest = told(entries, updates)
    assert ids(digest.added) == ["new"]
    assert ids(digest.changed) == ["old"]
    assert digest.changed[0].day == date(2026, 10, 10)


def test_a_month_begins_and_ends_at_midnight_in_the_policys_zone() -> None:
    slugs = ["before", "first", "last", "after"]
    moments = ["2026-09-30T23:59:59", "2026-10-01T00:00:00", "2026-10-31T23:59:59", "2026-11-01T00:00:00"]
    updates = [at(moment, "director", slug) for moment, slug in zip(moments, slugs, strict=True)]
    assert sorted(ids(told(map(entry, slugs), updates).added)) == ["first", "last"]


def test_the_highest_level_with_something_new_comes_first_and_all_levels_take_turns() -> None:
    levels = ["lead", "lead", "lead", "head", "director", "head"]
    slugs = [f"{level}-{number}" for number, level in enumerate(levels)]
    entries = [entry(slug, level=level) for slug, level in zip(slugs, levels, strict=True)]
    updates = [
        update(f"2026-10-{day:02}", level, slug)
        for day, (slug, level) in enumerate(zip(slugs, levels, strict=True), start=1)
    ]
    digest = told(entries, updates)
    assert digest.first is not None
    assert digest.first.entry.case.id == "director-4"
    assert ids(digest.added) == ["director-4", "head-5", "lead-2", "head-3", "lead-1", "lead-0"]


def test_a_level_that_is_no_longer_in_force_does_not_come_first() -> None:
    gone = replace(LEVELS[0], until=CALENDAR.parse("2026-Q2"))
    entries = [replace(entry("a", level="executive"), level=gone), entry("b", level="lead")]
    updates = [update("2026-10-02", "executive", "a"), update("2026-10-01", "lead", "b")]
    digest = told(entries, updates, levels=(gone, *LEVELS[1:]))
    assert ids(digest.added) == ["b", "a"]


def test_what_is_in_the_spotlight_is_not_told_first_as_well() -> None:
    entries = [entry("a", level="executive"), entry("b", level="lead")]
    updates = [update("2026-10-02", "executive", "a"), update("2026-10-01", "lead", "b")]
    digest = told(entries, updates, spotlight=(Spotlight("a", date(2026, 10, 12), "Look."),))
    assert digest.spotlight is not None
    assert digest.spotlight.note == "Look."
    assert digest.first is not None
    assert digest.first.entry.case.id == "b"


def test_a_spotlight_that_begins_after_the_month_is_not_in_it() -> None:
    assert told([entry("a")], [], spotlight=(Spotlight("a", date(2026, 11, 1)),)).spotlight is None


def test_what_has_been_taken_off_the_site_is_counted_and_not_linked() -> None:
    digest = told([], [update("2026-10-02", "director", "gone"), update("2026-10-03", "director", "gone", CHANGED)])
    assert (digest.added, digest.changed, digest.gone) == ((), (), 1)


def test_failures_are_told_in_their_first_sentences_and_only_some_of_them() -> None:
    slugs = [f"case-{number}" for number in range(FAILURES + 3)]
    digest = told(map(entry, slugs), [update("2026-10-02", "director", slug) for slug in slugs])
    assert len(digest.failures) == FAILURES
    assert {failure.words for failure in digest.failures} == {"It invented a deadline."}


def test_levels_are_quiet_in_three_ways_and_excused_by_a_waiver() -> None:
    updates = [
        update("2025-02-01", "director"),
        update("2026-07-03", "head", "head"),
        update("2026-10-05", "manager", "manager"),
    ]
    entries = [entry("head", level="head"), entry("manager", level="manager")]
    usual = told(entries, updates)
    assert usual.quiet == (
        ("Executive team", Quiet.NEVER),
        ("Directors", Quiet.MISSING),
        ("Heads of service", Quiet.THIS_QUARTER),
        ("Team leads", Quiet.NEVER),
    )
    waiver = Waiver("Vacant", "Ruth Calder", level="lead", expires=date(2026, 12, 31))
    assert "Team leads" not in [name for name, _ in told(entries, updates, waivers=(waiver,)).quiet]


def test_a_level_that_is_heard_from_after_the_month_is_not_called_quiet_in_it() -> None:
    digest = told([entry("a", level="lead")], [update("2026-11-02", "lead", "a")])
    assert "Team leads" not in [name for name, _ in digest.quiet]


def test_an_old_month_names_nobody_and_nothing_that_is_due() -> None:
    digest = told([], [update("2026-10-02", "director", "a")], month="2026-08")
    assert digest.quiet == ()
    assert digest.due is None


def made_of(updates: list[Update], **changes: Any) -> Showcase:
    return showcase([], updates, **changes)


def test_the_next_update_is_due_at_the_end_of_this_quarter_or_where_it_has_one_of_the_next() -> None:
    for updates, expected in (([], date(2026, 12, 31)), ([update("2026-10-02", "head")], date(2027, 3, 31))):
        due = Chronicle(made_of(updates)).digest(month_named("2026-11")).due
        assert due is not None
        assert due.next_due == expected


def test_waivers_are_due_in_the_two_months_before_they_end() -> None:
    waivers = tuple(
        Waiver("Vacant", "Ruth Calder", level=level, expires=day)
        for level, day in (
            ("executive", date(2026, 11, 20)),
            ("director", date(2026, 11, 21)),
            ("head", date(2027, 1, 20)),
            ("lead", date(2027, 1, 21)),
        )
    )
    due = told([], [], month="2026-11", waivers=waivers).due
    assert due is not None
    assert [waiver.level for waiver in due.waivers] == ["Directors", "Heads of service"]


def test_levels_of_which_something_new_is_asked_this_quarter_are_named() -> None:
    last_days = {"head": date(2026, 12, 31), "lead": date(2027, 3, 31)}
    made = made_of([])
    levels = tuple(replace(level, due=last_days.get(level.id)) for level in made.report.levels)
    due = Chronicle(made_of([], levels=levels)).digest(month_named("2026-11")).due
    assert due is not None
    assert due.levels == ("Heads of service",)


def test_a_quarter_tells_of_its_three_months() -> None:
    entries = [entry("a"), entry("b")]
    made = showcase(entries, [update("2026-07-01", "director", "a"), update("2026-09-30", "director", "b")])
    digest = Chronicle(made).digest(quarter_period(CALENDAR.parse("2026-Q3")))
    assert sorted(ids(digest.added)) == ["a", "b"]


def test_months_go_from_the_launch_to_as_of() -> None:
    found = Chronicle(showcase()).months()
    assert (found[0].month, found[-1].month) == ("2024-10", "2026-11")
    assert found[-1].runs_on(AS_OF.date())


def test_nothing_is_told_of_a_history_that_cannot_be_read() -> None:
    unreadable = Chronicle(showcase(verdict=Verdict.UNDECIDED, quarters=()))
    assert not unreadable.readable
    assert unreadable.months() == []
    assert Chronicle(showcase(quarters=quarters(()))).readable
