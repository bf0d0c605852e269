"""The fast core against the second implementation in `reference/`: the same random histories, the same answers."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

import reference
from leadfront.check import examine
from leadfront.quarters import Calendar
from leadfront.question import Question
from leadfront.report import to_json
from random_histories import DAY, Draft, Edit, Played, Step, Story, examples, play, stories
from reference.seasons import season_of


def answer(played: Played, revision: str, *, use_cache: bool = False) -> dict[str, Any]:
    """What Leadfront says, in the report's own shape."""
    question = Question(played.config, as_of=played.as_of.isoformat(), revision=revision, use_cache=use_cache)
    whole = to_json(examine(question).report)
    return {key: whole[key] for key in ("verdict", "quarters", "levels")}


def compare(story: Story, *, cached_first: int | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        played = play(story, Path(folder))
        if cached_first is not None:
            answer(played, played.commits[cached_first % len(played.commits)], use_cache=True)
        fast = answer(played, played.tip, use_cache=cached_first is not None)
        slow = reference.examine(played.folder, as_of=played.as_of, revision=played.tip)
        updates = sum(len(quarter["landings"]) for quarter in slow["quarters"])
        event(f"verdict {slow['verdict']}, {min(updates, 3)} updates or more")
        assert _lines(fast) == _lines(slow)


def _lines(whole: dict[str, Any]) -> list[str]:
    """One line for each fact, so that a difference is read at a glance."""
    lines = [f"verdict {whole['verdict']}"]
    for quarter in whole["quarters"]:
        lines.append(json.dumps({**quarter, "landings": len(quarter["landings"])}))
        lines.extend("  " + json.dumps(landing, sort_keys=True) for landing in quarter["landings"])
    return lines + [json.dumps(level, sort_keys=True) for level in whole["levels"]]


# Zones in which midnight on the first of a quarter's month was skipped, or whose days were, beside ordinary ones.
@pytest.mark.parametrize(
    "zone", ["America/Asuncion", "America/Santiago", "Pacific/Apia", "Asia/Gaza", "Europe/London", "Pacific/Kiritimati"]
)
@pytest.mark.parametrize("fiscal_year_start", [1, 2, 4, 9])
def test_same_quarters_on_both_sides_of_every_edge(zone: str, fiscal_year_start: int) -> None:
    calendar = Calendar(ZoneInfo(zone), fiscal_year_start)
    for month in range(2000 * 12, 2060 * 12):
        first = datetime(month // 12, month % 12 + 1, 1, tzinfo=calendar.zone)
        for instant in (int(first.timestamp()) + seconds for seconds in (-3600, -1, 0, 1, 3600)):
            fast = calendar.quarter_at(instant)
            slow = season_of(datetime.fromtimestamp(instant, calendar.zone).date(), fiscal_year_start)
            assert (fast.label, fast.starts, fast.ends) == (slow.label, slow.starts, slow.ends)
            assert calendar.parse(fast.label) == fast


EXECUTIVE_AGAIN = Edit("write", "executive.md", draft=Draft(text=1))
QUIET_LEVELS = Story((Step((EXECUTIVE_AGAIN,), wait=100 * DAY),), opening=True, asked_after=100 * DAY)


def _one(draft: Draft, **story: Any) -> Story:
    return Story((Step((Edit("write", "alpha.md", draft=draft),)),), **story)


# What chance meets too seldom for the quick loop, written down.
@example(_one(Draft(status="retired"), levels=1))
@example(_one(Draft(level="head-of"), levels=2))
@example(_one(Draft(level="head-of"), waivers=((None, "head-of", 30),), bounds=((1, None), (None, None), (None, 0))))
@example(replace(QUIET_LEVELS, settings={"freshness": {"per_level": "warning"}}))
@example(replace(QUIET_LEVELS, settings={"freshness": {"per_level": "error"}}))
@example(
    replace(
        QUIET_LEVELS,
        settings={"freshness": {"per_level": "error"}},
        bounds=((None, None), (None, 0), (None, 0)),
    )
)
@example(
    replace(
        QUIET_LEVELS,
        settings={"freshness": {"per_level": "error"}},
        bounds=((None, None), (None, 1), (2, None)),
        waivers=((1, "director", 0),),
    )
)
@examples(20)
@given(stories(6))
def test_same_answer_as_the_reference(story: Story) -> None:
    compare(story)


@examples(8)
@given(stories(5), st.integers(0, 15))
def test_same_answer_with_a_cache_from_another_revision(story: Story, cached_first: int) -> None:
    compare(story, cached_first=cached_first)


@pytest.mark.slow
@examples(300)
@given(stories(12), st.none() | st.integers(0, 15))
def test_same_answer_as_the_reference_at_length(story: Story, cached_first: int | None) -> None:
    compare(story, cached_first=cached_first)
