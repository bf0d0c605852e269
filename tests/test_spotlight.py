"""Which use case is in the spotlight, by as-of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from leadfront.policy import Spotlight
from leadfront.showcase import Showcase
from leadfront.spotlight import current_spotlight, spotlights
from made_up import AS_OF, entry, showcase


def with_spotlights(*chosen: Spotlight) -> Showcase:
    made = showcase([entry("a"), entry("b"), entry("c")])
    return replace(made, policy=replace(made.policy, spotlight=chosen))


def test_the_newest_that_has_begun_leads_and_the_others_follow_newest_first() -> None:
    made = with_spotlights(
        Spotlight("b", date(2026, 11, 16), "It failed twice."),
        Spotlight("c", date(2026, 11, 23)),
        Spotlight("a", date(2026, 11, 9)),
        Spotlight("b", date(2026, 11, 2)),
    )
    assert [(pick.entry.case.id, pick.starts.day) for pick in spotlights(made)] == [("b", 16), ("a", 9), ("b", 2)]
    current = current_spotlight(made)
    assert current
    assert (current.entry.case.id, current.note) == ("b", "It failed twice.")


def test_it_begins_with_its_first_day() -> None:
    today = AS_OF.date()
    assert current_spotlight(with_spotlights(Spotlight("a", today)))
    assert current_spotlight(with_spotlights(Spotlight("a", date(today.year, today.month, today.day + 1)))) is None


def test_what_is_not_on_the_site_is_left_out() -> None:
    made = with_spotlights(Spotlight("gone", date(2026, 11, 16)), Spotlight("a", date(2026, 11, 9)))
    current = current_spotlight(made)
    assert current
    assert current.entry.case.id == "a"


def test_without_any_there_is_none() -> None:
    assert current_spotlight(showcase()) is None
