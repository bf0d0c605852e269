"""The state of the claim in words: one sentence or two that a director can read aloud. Used by the terminal and by CI,
in English, and by the site in its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfront.language import ENGLISH, Language
from leadfront.report import LevelState, QuarterState, Report, Verdict


def day_in_words(day: date) -> str:
    """A day as people write it in English: `31 December 2026`."""
    return ENGLISH.day(day)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its English noun: `1 quarter`, `9 quarters`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def claim_in_words(report: Report, language: Language = ENGLISH) -> str:
    """The claim with its state."""
    return " ".join(claim_sentences(report, language))


def held_but_stopped(report: Report) -> str:
    """That the claim holds and this run fails all the same, where that is so; else nothing. In English."""
    failing = sum(finding.fails for finding in report.findings)
    if report.verdict is not Verdict.PASS or not failing:
        return ""
    return f"The claim holds, but {counted(failing, 'thing')} stop{'s' if failing == 1 else ''} publication."


def claim_sentences(report: Report, language: Language = ENGLISH) -> list[str]:
    """The claim with its state, sentence by sentence, so that each may stand on a line of its own."""
    _ = language.gettext
    if report.files_only:
        return [
            language.ngettext(
                "%(num)s file looked at; whether the claim holds was not asked.",
                "%(num)s files looked at; whether the claim holds was not asked.",
                report.files_checked,
            )
        ]
    if report.verdict is Verdict.UNDECIDED:
        return [_("It can't be said whether the claim holds: the history can't be read to its end.")]
    if report.opens:
        return [_("Opens on %(day)s.", day=language.day(report.opens)), _("Nothing is required before then.")]
    sentences = (_coverage(report, language), _freshness(report, language), _next_due(report, language))
    return [sentence for sentence in sentences if sentence]


def _coverage(report: Report, language: Language) -> str:
    in_force = [level for level in report.levels if level.in_force]
    missing = report.uncovered
    waived = [level for level in in_force if not level.covered and level.waived]
    if not missing and not waived:
        return language.gettext("Every level has contributed.")
    if not missing:
        names = language.listed([level.name for level in waived])
        return language.gettext("Every level has contributed, except %(levels)s (waived).", levels=names)
    return _missing(missing, language)


def _missing(missing: Sequence[LevelState], language: Language) -> str:
    names = language.listed([level.name for level in missing])
    if all(not level.published for level in missing):
        return language.gettext("%(levels)s have no use case on the site.", levels=names)
    return language.gettext("%(levels)s have nothing recent on the site.", levels=names)


def _freshness(report: Report, language: Language) -> str:
    closed = [state for state in report.quarters if state.closed]
    gaps, waived = report.gaps, [state for state in closed if not state.updated and state.waived]
    if gaps:
        return language.gettext("No update in %(quarters)s.", quarters=_labels(gaps, language))
    updated = sum(state.updated for state in report.quarters)
    if not closed and not updated:
        return language.gettext("The first quarter is running.")
    if waived and not updated:
        return language.gettext("No update was needed in %(quarters)s (waived).", quarters=_labels(waived, language))
    if waived:
        return language.gettext(
            "Updated in every quarter but %(quarters)s (waived).", quarters=_labels(waived, language)
        )
    return language.ngettext("Updated in its first quarter.", "Updated in each of %(num)s quarters.", max(1, updated))


def _next_due(report: Report, language: Language) -> str:
    running = report.running
    if running is None:
        return ""
    due = running.quarter.last_day  # by anybody; a level may be asked for something of its own sooner
    if running.updated or running.waived:
        ends = running.quarter.ends
        months = ends.month + 2  # the first day after the next quarter is three months on
        due = date(ends.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    sooner = [level.due for level in report.levels if level.due and level.in_force and level.due <= due]
    if sooner:
        due = min(sooner)
        names = language.listed([level.name for level in report.levels if level.due == due and level.in_force])
        return language.gettext("Next due by %(day)s (%(levels)s).", day=language.day(due), levels=names)
    return language.gettext("Next due by %(day)s.", day=language.day(due))


def _labels(states: Sequence[QuarterState], language: Language) -> str:
    return language.listed([state.quarter.label for state in states])
