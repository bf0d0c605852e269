"""LF30x: every quarter since launch has an update. Judges what the ledger holds; knows nothing of files or git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.policy import Setting
from leadfront.rules.model import Claim, Problem, Scope, rule


@rule("LF301", Severity.ERROR, Scope.CLAIM)
def quarter_without_update(claim: Claim) -> Iterator[Problem]:
    """A quarter since launch went by without an update.

    Why: A showcase that stands still says that the leaders have stopped.
    Fix: The past can't be mended. Agree on a waiver that gives the reason, and see that the running quarter has its
    update.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-07-10
    Passes:
        launch: 2026-01-01
        policy waivers: [{quarter: 2026-Q2, reason: Strike, approved_by: Ana Sample}]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-07-10
    """
    for state in claim.quarters:
        if state.closed and not state.updated and not state.waived:
            yield Problem(
                f"{state.quarter.label} went by without an update.",
                f"The past can't be mended: add a waiver to the policy (quarter: {state.quarter.label}, "
                f"reason, approved_by), "
                "and share something this quarter.",
                subject=state.quarter.label,
            )


@rule("LF302", Severity.INFO, Scope.CLAIM)
def quarter_still_empty(claim: Claim) -> Iterator[Problem]:
    """The running quarter has no update yet.

    Why: It is a reminder, and turns into a warning as the quarter's end comes near. It never fails anything.
    Fix: Ask one of the leaders that the message names, or anybody else, for one use case before the day it names.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-06-20
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-06-02 director changes shift-rota
        as of 2026-06-20
    """
    running = claim.quarters[-1] if claim.quarters else None
    if running is None or running.closed or running.updated or running.waived:
        return
    yield Problem(
        f"{running.quarter.label} has no update yet; {_days(claim.days_left)} left, until "
        f"{ENGLISH.day(running.quarter.last_day)}.",
        _whom_to_ask(claim.recent_leaders),
        subject=running.quarter.label,
        severity=Severity.WARNING if claim.days_left <= claim.policy.remind_days else Severity.INFO,
    )


@rule("LF303", Severity.ERROR, Scope.CLAIM)
def level_skipped_quarter(claim: Claim) -> Iterator[Problem]:
    """A level in force let a quarter go by without an update, where the policy asks for one of each level.

    Why: Some organisations want every level to be heard in every quarter. The policy's `freshness.per_level` asks
    for it.
    Fix: The past can't be mended. Agree on a waiver for that level and quarter.
    Fails:
        launch: 2026-01-01
        policy freshness: {per_level: error}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-04-20 executive adds audit-reply
        as of 2026-07-10
    Passes:
        launch: 2026-01-01
        policy freshness: {per_level: error}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-04-20 executive adds audit-reply
        2026-04-21 director changes shift-rota
        as of 2026-07-10
    """
    severity = Severity.ERROR if claim.policy.per_level is Setting.ERROR else Severity.WARNING
    for quarter, level in claim.skipped:
        if quarter == claim.running:
            continue
        yield Problem(
            f"{level.name}: nothing in {quarter.label}.",
            f"The past can't be mended: add a waiver to the policy (quarter: {quarter.label}, level: "
            f"{level.id}, reason, approved_by).",
            subject=f"{level.id} {quarter.label}",
            severity=severity,
        )


@rule("LF304", Severity.INFO, Scope.CLAIM)
def level_still_quiet(claim: Claim) -> Iterator[Problem]:
    """A level has no update in the running quarter yet, where the policy asks for one of each level.

    Why: It is a reminder, and turns into a warning as the quarter's end comes near. It never fails anything.
    Fix: Ask somebody of that level before the day that the message names.
    Fails:
        launch: 2026-01-01
        policy freshness: {per_level: warning}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-04-20 executive adds audit-reply
        as of 2026-06-20
    Passes:
        launch: 2026-01-01
        policy freshness: {per_level: warning}
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-04-20 executive adds audit-reply
        2026-04-21 director changes shift-rota
        as of 2026-06-20
    """
    running = claim.running
    if running is None or not claim.quarters[-1].updated:
        return
    last_day = ENGLISH.day(running.last_day)
    for quarter, level in claim.skipped:
        if quarter == running:
            yield Problem(
                f"{level.name}: nothing in {quarter.label} yet; {_days(claim.days_left)} left, until {last_day}.",
                f"Ask one of them by {last_day}.",
                subject=level.id,
                severity=Severity.WARNING if claim.days_left <= claim.policy.remind_days else Severity.INFO,
            )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _whom_to_ask(leaders: Sequence[str]) -> str:
    if not leaders:
        return "Ask a leader for one real use of AI. Ten minutes are enough."
    *others, last = leaders[:3]
    names = f"{', '.join(others)} or {last}" if others else last
    return f"Ask {names}, who shared before, what they would do differently today; or ask somebody new."


RULES = (quarter_without_update, quarter_still_empty, level_skipped_quarter, level_still_quiet)
