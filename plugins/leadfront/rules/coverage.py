"""LF2xx: every level in force has a use case on the site. Judges what the ledger holds; knows nothing of files or
git.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.rules.model import Claim, Problem, Scope, rule


@rule("LF201", Severity.ERROR, Scope.CLAIM)
def level_without_use_case(claim: Claim) -> Iterator[Problem]:
    """A level of management has no use case on the site.

    Why: People follow their own boss. A level that shows nothing tells its people that AI is for others.
    Fix: Ask one person of that level for ten minutes, or agree on a waiver where the level is vacant.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    for level in claim.levels if claim.running else ():
        if level.in_force and not level.published and not level.waived:
            yield Problem(
                f"{level.name}: no use case on the site yet.",
                f"Ask one of them to share one real use: level “{level.id}”. Ten minutes are enough.",
                subject=level.id,
            )


@rule("LF202", Severity.ERROR, Scope.CLAIM)
def level_out_of_date(claim: Claim) -> Iterator[Problem]:
    """A level has use cases on the site, but nothing new for longer than the policy allows.

    Why: A showcase of old work says that the leaders tried it once.
    Fix: Ask somebody of that level for a new use case, or to try an earlier one again and say what changed.
    Fails:
        launch: 2026-01-01
        policy coverage: {within_quarters: 1}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-05-04 executive adds audit-reply
        2026-08-04 executive adds tender-notes
        as of 2026-09-01
    Passes:
        launch: 2026-01-01
        policy coverage: {within_quarters: 1}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-05-04 executive adds audit-reply
        2026-05-05 director changes shift-rota
        as of 2026-09-01
    """
    within = claim.policy.within_quarters
    for level in claim.levels if claim.running else ():
        if level.in_force and level.published and not level.covered and not level.waived:
            last = f" since {ENGLISH.day(level.last_landed_at.date())}" if level.last_landed_at else ""
            span = "this quarter" if within == 0 else f"this quarter or the {_count(within or 0)} before it"
            yield Problem(
                f"{level.name}: nothing new{last}. The policy asks for something in {span}.",
                "Ask for a new use case, or for an earlier one to be tried again and brought up to date.",
                subject=level.id,
            )


@rule("LF203", Severity.WARNING, Scope.CLAIM)
def level_about_to_lapse(claim: Claim) -> Iterator[Problem]:
    """A level is covered today and will not be when the quarter ends.

    Why: A gap that is seen three weeks ahead takes one conversation; a gap that is seen too late stays.
    Fix: Ask somebody of that level before the day that the message names.
    Fails:
        launch: 2026-01-01
        policy coverage: {within_quarters: 1}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-05-04 executive adds audit-reply
        as of 2026-06-20
    Passes:
        launch: 2026-01-01
        policy coverage: {within_quarters: 1}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-05-04 executive adds audit-reply
        2026-05-05 director changes shift-rota
        as of 2026-06-20
    """
    policy, running = claim.policy, claim.running
    if policy.within_quarters is None or running is None or claim.days_left > policy.remind_days:
        return
    following = policy.calendar.next(running)
    oldest = policy.calendar.back(following, policy.within_quarters)
    labels = {state.quarter.label for state in claim.quarters if oldest <= state.quarter}
    for level in claim.levels:
        still_there = next(item for item in policy.levels if item.id == level.id).in_force(following)
        if not (level.in_force and still_there and level.covered) or level.waived:
            continue
        if not any((label, level.id) in claim.filled for label in labels):
            day = ENGLISH.day(running.last_day)
            yield Problem(
                f"{level.name}: covered until {day}, then nothing of theirs is recent enough.",
                f"Ask for a new use case, or for an earlier one to be tried again, by {day}.",
                subject=level.id,
            )


def _count(number: int) -> str:
    return "one" if number == 1 else str(number)


RULES = (level_without_use_case, level_out_of_date, level_about_to_lapse)
