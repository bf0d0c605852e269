"""By when a level must share something new: told truly, that day holds and the next one does not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from leadfront.check import examine
from leadfront.question import Question
from leadfront.report import LevelState, Verdict
from scenarios import live

WITHIN = "policy coverage: {within_quarters: 1}"
EACH = "policy freshness: {per_level: error}"
BOTH_IN_JANUARY = "2026-01-20 executive adds board-pack\n2026-01-22 director adds shift-rota"


def directors(folder: Path, as_of: date | str) -> tuple[LevelState, Verdict]:
    """What is said of the directors on a day, and of the claim."""
    report = examine(Question(folder / "repository" / "mkdocs.yml", as_of=str(as_of), use_cache=False)).report
    return next(level for level in report.levels if level.id == "director"), report.verdict


@pytest.mark.parametrize(
    ("told", "as_of", "due"),
    [
        (f"{WITHIN}\n{BOTH_IN_JANUARY}", "2026-03-01", date(2026, 6, 30)),
        (f"{WITHIN}\n{BOTH_IN_JANUARY}\n2026-04-02 executive adds audit", "2026-05-01", date(2026, 6, 30)),
        (f"{WITHIN}\n{BOTH_IN_JANUARY}\n2026-04-02 director changes shift-rota", "2026-05-01", date(2026, 9, 30)),
        ("policy coverage: {within_quarters: 0}\n" + BOTH_IN_JANUARY, "2026-03-01", date(2026, 3, 31)),
        (f"{EACH}\n{BOTH_IN_JANUARY}", "2026-03-01", date(2026, 6, 30)),
        (f"{EACH}\n{BOTH_IN_JANUARY}", "2026-05-01", date(2026, 6, 30)),
        (f"{WITHIN}\n{EACH}\n{BOTH_IN_JANUARY}", "2026-05-01", date(2026, 6, 30)),
    ],
)
def test_the_day_holds_and_the_next_does_not(tmp_path: Path, told: str, as_of: str, due: date) -> None:
    live(tmp_path, f"launch: 2026-01-01\n{told}\nas of {as_of}")
    assert directors(tmp_path, as_of)[0].due == due
    for day, what in ((due, "holds"), (due + timedelta(days=1), "does not")):
        level, verdict = directors(tmp_path, day)
        skipped = EACH in told and day > due
        assert (level.covered and not skipped) == (what == "holds"), f"on {day}"
        if what == "does not":
            assert verdict is Verdict.GAPS


@pytest.mark.parametrize(
    "told",
    [
        BOTH_IN_JANUARY,
        "policy freshness: {per_level: warning}\n" + BOTH_IN_JANUARY,
        f"{WITHIN}\n2026-01-20 executive adds board-pack",
        f"{WITHIN}\npolicy waivers: [{{level: director, reason: Vacant, approved_by: Ada, expires: 2026-12-31}}]\n"
        + BOTH_IN_JANUARY,
    ],
)
def test_no_day_is_named_where_none_is_asked_missed_or_excused(tmp_path: Path, told: str) -> None:
    live(tmp_path, f"launch: 2026-01-01\n{told}\nas of 2026-02-01")
    assert directors(tmp_path, "2026-02-01")[0].due is None


def test_a_level_that_ends_is_asked_for_nothing_beyond_its_end(tmp_path: Path) -> None:
    levels = "policy levels: [executive, {id: director, name: Directors, until: 2026-Q2}]"
    live(tmp_path, f"launch: 2026-01-01\n{WITHIN}\n{levels}\n{BOTH_IN_JANUARY}\nas of 2026-02-01")
    assert directors(tmp_path, "2026-02-01")[0].due is None
