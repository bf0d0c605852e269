"""The claim: coverage and freshness, judged from the ledger (DESIGN, Coverage and freshness). Pure: values in,
values out.

Comes in: the policy, the chain of landings, the ledger, what is published now, as-of. Goes out: the `Claim` that the
rules judge, and
the verdict. May not know: git, files, severities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from leadfront.history import Chain
from leadfront.ledger import Ledger
from leadfront.policy import Level, Policy, Setting
from leadfront.quarters import Quarter
from leadfront.report import LevelState, QuarterState, Update, Verdict
from leadfront.rules.model import Claim
from leadfront.use_case import Version


def assess(
    policy: Policy,
    chain: Chain,
    ledger: Ledger,
    published_now: Iterable[Version],
    as_of: int,
    previous_gaps: frozenset[str] = frozenset(),
) -> Claim:
    """Hold the ledger against the policy. `as_of` is in seconds since the epoch."""
    today = policy.calendar.local(as_of).date()
    launched = as_of >= policy.launch.timestamp()
    running = policy.calendar.quarter_of(today) if launched else None
    quarters = _quarters(policy, ledger, running)
    filled = frozenset(
        (state.quarter.label, update.level) for state in quarters for update in state.updates if update.level
    )
    return Claim(
        policy=policy,
        today=today,
        running=running,
        days_left=(running.ends - today).days if running else 0,
        quarters=quarters,
        levels=_levels(policy, ledger, published_now, quarters, filled, as_of),
        chain=chain,
        skipped=_skipped(policy, quarters, filled),
        filled=filled,
        recent_leaders=_quiet_longest(ledger.updates),
        previous_gaps=previous_gaps,
    )


def verdict_of(claim: Claim) -> Verdict:
    """Whether the claim holds. Severities that the policy sets for rules don't matter here."""
    if claim.running is None:
        return Verdict.PASS
    missing = any(level.in_force and not level.covered and not level.waived for level in claim.levels)
    empty = any(state.closed and not state.updated and not state.waived for state in claim.quarters)
    skipped = claim.policy.per_level is Setting.ERROR and any(quarter != claim.running for quarter, _ in claim.skipped)
    return Verdict.GAPS if missing or empty or skipped else Verdict.PASS


def _quarters(policy: Policy, ledger: Ledger, running: Quarter | None) -> tuple[QuarterState, ...]:
    """The columns of the ledger, from launch's quarter to the running one; none before launch."""
    if running is None:
        return ()
    calendar = policy.calendar
    updates: dict[Quarter, list[Update]] = {}
    begins = ends = 0
    for update in ledger.updates:  # most fall in the same quarter as the one before
        if not begins <= update.instant < ends:
            quarter = calendar.quarter_at(update.instant)
            begins, ends = calendar.day_starts(quarter.starts), calendar.day_starts(quarter.ends)
            together = updates.setdefault(quarter, [])
        together.append(update)
    waived = {waiver.quarter: waiver.reason for waiver in policy.waivers if waiver.quarter and not waiver.level}
    return tuple(
        QuarterState(quarter, quarter != running, tuple(updates.get(quarter, ())), waived.get(quarter, ""))
        for quarter in policy.calendar.between(policy.launch_quarter, running)
    )


def _levels(
    policy: Policy,
    ledger: Ledger,
    published_now: Iterable[Version],
    quarters: tuple[QuarterState, ...],
    filled: frozenset[tuple[str, str]],
    as_of: int,
) -> tuple[LevelState, ...]:
    """The rows of the ledger, in the policy's order."""
    today = policy.calendar.local(as_of).date()
    now = policy.calendar.quarter_of(today)
    named = Counter(version.level for version in published_now if version.published(policy.count_samples))
    recent = _recent_labels(policy, quarters)
    last = {update.level: update for update in ledger.updates}
    states = []
    for level in policy.levels:
        published = sum(named[name] for name in {level.id, *level.aliases})
        reached = recent is None or any((label, level.id) in filled for label in recent)
        waiver = next((item.reason for item in policy.waivers if item.level == level.id and item.holds_on(today)), "")
        states.append(
            LevelState(
                id=level.id,
                name=level.name,
                in_force=level.in_force(now),
                published=published,
                covered=published > 0 and reached,
                waiver=waiver,
                last_landed_at=last[level.id].landed_at if level.id in last else None,
                due=None if waiver or not (published and reached) else _due(policy, level, quarters, filled),
            )
        )
    return tuple(states)


def _due(
    policy: Policy, level: Level, quarters: tuple[QuarterState, ...], filled: frozenset[tuple[str, str]]
) -> date | None:
    """The last day for something new from a covered level; None where nothing is asked of it by a day."""
    ages = (age for age, state in enumerate(reversed(quarters)) if (state.quarter.label, level.id) in filled)
    age = next(ages, None)  # how many quarters ago it last filled a cell
    asked = []
    if policy.within_quarters is not None and age is not None:
        last = _after(policy, quarters[-1].quarter, policy.within_quarters - age)
        if level.in_force(policy.calendar.next(last)):
            asked.append(last.last_day)
    if policy.per_level is Setting.ERROR:
        wanted = _after(policy, quarters[-1].quarter, 1 if age == 0 else 0)
        if level.in_force(wanted) and not any(waiver.excuses(level.id, wanted) for waiver in policy.waivers):
            asked.append(wanted.last_day)
    return min(asked, default=None)


def _after(policy: Policy, quarter: Quarter, count: int) -> Quarter:
    for _ in range(count):
        quarter = policy.calendar.next(quarter)
    return quarter


def _recent_labels(policy: Policy, quarters: tuple[QuarterState, ...]) -> list[str] | None:
    """The quarters in which coverage wants a cell; None where any time will do."""
    if policy.within_quarters is None or not quarters:
        return None
    return [state.quarter.label for state in quarters[-(policy.within_quarters + 1) :]]


def _skipped(
    policy: Policy, quarters: tuple[QuarterState, ...], filled: frozenset[tuple[str, str]]
) -> tuple[tuple[Quarter, Level], ...]:
    if policy.per_level is Setting.OFF:
        return ()
    return tuple(
        (state.quarter, level)
        for state in quarters
        for level in policy.levels
        if level.in_force(state.quarter)
        and (state.quarter.label, level.id) not in filled
        and not any(waiver.excuses(level.id, state.quarter) for waiver in policy.waivers)
    )


def _quiet_longest(updates: Iterable[Update]) -> tuple[str, ...]:
    """Leaders by their last update, oldest first."""
    last = {update.leader: number for number, update in enumerate(updates) if update.leader}
    return tuple(sorted(last, key=last.__getitem__))
