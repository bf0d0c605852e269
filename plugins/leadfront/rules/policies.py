"""LF6xx: the policy itself. What a change weakens, in words an owner can judge, and waivers that excuse nothing."""

from __future__ import annotations

from collections.abc import Iterator

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.policy import Policy, Setting, Waiver
from leadfront.rules.model import Claim, Files, PolicyChange, Problem, Scope, rule
from leadfront.rules.near_misses import did_you_mean


@rule("LF601", Severity.WARNING, Scope.POLICY)
def policy_weakened(change: PolicyChange) -> Iterator[Problem]:
    """A change makes the policy ask for less than before.

    Why: The claim is only worth what the policy asks. Asking for less is a decision for the owner, not a detail of a
    pull request.
    Fix: Let the owner of the showcase approve the change, or take it back.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        in a pull request
        launch: 2026-02-01
        as of 2026-02-10
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        in a pull request
        policy freshness: {per_level: warning}
        as of 2026-02-10
    """
    for subject, said in _weakened(change.base, change.head):
        yield Problem(
            f"This change makes the policy ask for less: {said}.",
            "The owner of the showcase should approve this, or it should be taken back.",
            change.head.line or None,
            change.head.path,
            subject,
        )


@rule("LF602", Severity.WARNING, Scope.CLAIM)
def waiver_excuses_nothing(claim: Claim) -> Iterator[Problem]:
    """A waiver excuses nothing (any more).

    Why: Waivers are shown on the site. One that is not needed makes the showcase look worse than it is, and hides
    the ones that matter.
    Fix: Remove it from the policy.
    Fails:
        launch: 2026-01-01
        policy waivers: [{level: director, reason: Vacant, approved_by: Ana Sample, expires: 2026-12-31}]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        policy waivers: [{level: director, reason: Vacant, approved_by: Ana Sample, expires: 2026-12-31}]
        2026-01-20 executive adds board-pack
        as of 2026-02-01
    """
    if not claim.quarters:
        return
    for waiver in claim.policy.waivers:
        if _needed(waiver, claim):
            continue
        expired = waiver.expires is not None and waiver.expires < claim.today
        said = f"ended on {ENGLISH.day(waiver.expires)}" if expired and waiver.expires else "excuses nothing"
        yield Problem(
            f"The waiver for {waiver.covers} {said}.",
            "Remove it from the policy.",
            waiver.line or None,
            claim.policy.path,
            waiver.covers,
        )


@rule("LF603", Severity.WARNING, Scope.SHOWCASE)
def spotlight_unknown(files: Files) -> Iterator[Problem]:
    """The policy puts a use case into the spotlight that does not exist.

    Why: The home page and the newsletter lead with the use case of the week. Without it they show an earlier one, or
    none.
    Fix: Correct the id in the policy's “spotlight”, or remove the entry.
    Fails:
        launch: 2026-01-01
        policy spotlight: [{use_case: bord-pack, week: 2026-W05, note: She fixed two holes before the meeting}]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-10
    Passes:
        launch: 2026-01-01
        policy spotlight: [{use_case: board-pack, week: 2026-W05, note: She fixed two holes before the meeting}]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-10
    """
    if not files.spotlight:
        return
    known = {case.id for case in files.cases}
    for chosen in files.spotlight:
        if chosen.use_case not in known:
            near = did_you_mean(chosen.use_case, sorted(known)) if len(known) < 2000 else "."
            yield Problem(
                f"The spotlight names a use case “{chosen.use_case}”, which does not exist{near}",
                "Correct the id, or remove the entry: until then an earlier use case is shown.",
                chosen.line or None,
                files.policy_path,
                chosen.use_case,
            )


@rule("LF604", Severity.WARNING, Scope.RUN)
def branch_unknown(_: object) -> Iterator[Problem]:
    """The branch that the policy calls the published one does not exist.

    Why: Links to edit a page and to add a use case lead to that branch, and merges are told apart by its name.
    Fix: Write the branch's name as the repository has it, like “branch: main”.
    Fails:
        launch: 2026-01-01
        policy branch: master
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        policy branch: main
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    yield from ()


def _needed(waiver: Waiver, claim: Claim) -> bool:
    if waiver.quarter and not waiver.level:
        return any(state.quarter == waiver.quarter and not state.updated for state in claim.quarters)
    if waiver.holds_on(claim.today):
        level = next(item for item in claim.levels if item.id == waiver.level)
        if level.in_force and not level.covered:
            return True
    if claim.policy.per_level is Setting.OFF:
        return False
    level_of_policy = next(item for item in claim.policy.levels if item.id == waiver.level)
    return any(
        level_of_policy.in_force(state.quarter)
        and (state.quarter.label, level_of_policy.id) not in claim.filled
        and waiver.excuses(level_of_policy.id, state.quarter)
        for state in claim.quarters
    )


def _weakened(base: Policy, head: Policy) -> Iterator[tuple[str, str]]:
    """What `head` asks less than `base`: a subject and the words for it."""
    if head.launch > base.launch:
        days = " to ".join(ENGLISH.day(policy.launch.date()) for policy in (base, head))
        yield "launch", f"launch moves from {days}, so earlier quarters are not asked for"
    if head.calendar != base.calendar:
        yield (
            "calendar",
            "the time zone or the start of the fiscal year changes, so landings may move to other quarters",
        )
    if head.use_cases != base.use_cases:
        yield "use_cases", f"use cases are looked for in “{head.use_cases}” in place of “{base.use_cases}”"
    yield from _levels_weakened(base, head)
    if base.within_quarters is not None and (
        head.within_quarters is None or head.within_quarters > base.within_quarters
    ):
        yield "within_quarters", "levels may go longer without anything new"
    order = list(Setting)
    if order.index(head.per_level) < order.index(base.per_level):
        yield "per_level", f"freshness of each level goes from {base.per_level} to {head.per_level}"
    if head.remind_days < base.remind_days:
        yield (
            "remind_days",
            f"reminders come {head.remind_days} days before a quarter's end, not {base.remind_days}",
        )
    if head.count_samples and not base.count_samples:
        yield "count_samples", "samples count as if leaders had written them"
    for waiver in head.waivers:
        before = [other for other in base.waivers if other.covers == waiver.covers]
        if not before:
            yield (
                f"waiver {waiver.covers}",
                f"a new waiver for {waiver.covers} (“{waiver.reason}”, approved by {waiver.approved_by})",
            )
        elif waiver.expires and all(other.expires and other.expires < waiver.expires for other in before):
            yield f"waiver {waiver.covers}", f"the waiver for {waiver.covers} lasts until {ENGLISH.day(waiver.expires)}"
    for override in head.clock_overrides:
        if not any(other.commit == override.commit and other.time == override.time for other in base.clock_overrides):
            yield (
                f"clock {override.commit}",
                f"the landing {override.commit[:12]} is given the time {override.time:%H:%M} on "
                f"{ENGLISH.day(override.time.date())}",
            )
    if set(base.bots) - set(head.bots):
        yield "bots", f"landings by {', '.join(sorted(set(base.bots) - set(head.bots)))} count from now on"
    if set(head.pulled_from) - set(base.pulled_from):
        yield (
            "pulled_from",
            f"merges that say they pulled from "
            f"{', '.join(sorted(set(head.pulled_from) - set(base.pulled_from)))} are believed",
        )
    listed, kept = ({*policy.confidential.words, *policy.confidential.hosts} for policy in (base, head))
    if listed - kept:
        words = "one word or host is" if len(listed - kept) == 1 else f"{len(listed - kept)} words or hosts are"
        yield "confidential", f"{words} no longer confidential"
    for digest in sorted(set(head.confidential.hashes) - set(base.confidential.hashes)):
        yield f"hash {digest}", f"a text that looks like a key may be published (confidential: hashes: {digest[:12]}…)"
    yield from _rules_weakened(base, head)


def _levels_weakened(base: Policy, head: Policy) -> Iterator[tuple[str, str]]:
    kept = {level.id: level for level in head.levels}
    for level in base.levels:
        now = kept.get(level.id)
        if now is None:
            yield f"level {level.id}", f"the level “{level.name}” is removed"
            continue
        later = now.since is not None and (level.since is None or now.since > level.since)
        sooner = now.until is not None and (level.until is None or now.until < level.until)
        if later or sooner:
            yield f"level {level.id}", f"the level “{level.name}” is asked for in fewer quarters"
        if set(now.aliases) - set(level.aliases):
            yield f"aliases {level.id}", f"more names count for the level “{level.name}”"


def _rules_weakened(base: Policy, head: Policy) -> Iterator[tuple[str, str]]:
    order = [Setting.OFF, Setting.WARNING, Setting.ERROR]
    for code in sorted(set(base.rules) | set(head.rules)):
        before, now = base.setting_of(code), head.setting_of(code)
        if now is None or now is before:
            if before is Setting.ERROR and now is None:
                yield f"rule {code}", f"the rule {code} goes back to its own severity"
            continue
        if before is None and now is not Setting.ERROR:
            yield f"rule {code}", f"the rule {code} is set to {now}"
        elif before is not None and order.index(now) < order.index(before):
            yield f"rule {code}", f"the rule {code} goes from {before} to {now}"


RULES = (policy_weakened, waiver_excuses_nothing, spotlight_unknown, branch_unknown)
