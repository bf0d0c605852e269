"""The state of the claim in words: one sentence or two that a director can read aloud. Used by the terminal, by CI
and by the home page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfront.report import LevelState, QuarterState, Report, Verdict

# strftime's names follow the locale of whoever runs it.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A day as people write it: `31 December 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 quarter`, `9 quarters`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(words: Sequence[str], most: int = 4) -> str:
    """A list in words: `a, b and c`; what is beyond `most` is counted."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def claim_in_words(report: Report) -> str:
    """The claim with its state."""
    if report.files_only:
        return f"{counted(report.files_checked, 'file')} looked at; whether the claim holds was not asked."
    if report.verdict is Verdict.UNDECIDED:
        return "It can't be said whether the claim holds: the history can't be read to its end."
    if not report.launched:
        return "The showcase has not been launched yet; nothing is required before."
    return " ".join(part for part in (_coverage(report), _freshness(report), _next_due(report)) if part)


def _coverage(report: Report) -> str:
    in_force = [level for level in report.levels if level.in_force]
    missing = report.uncovered
    waived = [level for level in in_force if not level.covered and level.waived]
    if not missing and not waived:
        return "Every level has contributed."
    if not missing:
        return f"Every level has contributed, except {joined([level.name for level in waived])} (waived)."
    return f"{joined([level.name for level in missing])} {_missing_what(missing)}."


def _missing_what(missing: Sequence[LevelState]) -> str:
    nothing = all(not level.published for level in missing)
    return "have no use case on the site" if nothing else "have nothing recent on the site"


def _freshness(report: Report) -> str:
    closed = [state for state in report.quarters if state.closed]
    gaps, waived = report.gaps, [state for state in closed if not state.updated and state.waived]
    if gaps:
        return f"No update in {joined([_label(state) for state in gaps])}."
    updated = sum(state.updated for state in report.quarters)
    if not closed and not updated:
        return "The first quarter is running."
    if waived and not updated:
        return f"No update was needed in {joined([_label(state) for state in waived])} (waived)."
    if waived:
        return f"Updated in every quarter but {joined([_label(state) for state in waived])} (waived)."
    return f"Updated in each of {counted(updated, 'quarter')}." if updated > 1 else "Updated in its first quarter."


def _next_due(report: Report) -> str:
    running = report.running
    if running is None:
        return ""
    due = running.quarter.last_day
    if running.updated or running.waived:
        ends = running.quarter.ends
        months = ends.month + 2  # the first day after the next quarter is three months on
        due = date(ends.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return f"Next due by {day_in_words(due)}."


def _label(state: QuarterState) -> str:
    return state.quarter.label
