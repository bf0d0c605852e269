"""LF6xx: the policy itself. What a change weakens, in words an owner can judge, and waivers that excuse nothing."""

from __future__ import annotations

from collections.abc import Iterator

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.policy import Setting, Waiver
from leadfront.rules.model import Claim, Files, PolicyChange, Problem, Scope, rule
from leadfront.rules.near_misses import did_you_mean
from leadfront.rules.weakening import built_otherwise, weakened


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
    for subject, said in weakened(change):
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


@rule("LF605", Severity.WARNING, Scope.POLICY, title="The site is built otherwise")
def built_in_another_way(change: PolicyChange) -> Iterator[Problem]:
    """A change makes the build of the site run, show or leave out something else.

    Why: The settings in mkdocs.yml may name programs, which then run on the computer that builds, with all that it may
    read; they may put a script on every page, or leave out pages that were checked.
    Fix: Let the owner of the showcase approve the change, or take it back. Until then, don't build it where secrets
    can be read.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        in a pull request
        setting hooks: [program.py]
        as of 2026-02-10
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        in a pull request
        setting site_name: The same, by another name
        as of 2026-02-10
    """
    for subject, said in built_otherwise(change):
        yield Problem(
            f"This change alters how the site is built: {said}.",
            "The owner of the showcase should look at it before anything builds it, or it should be taken back.",
            1,
            change.head.path,
            subject,
        )


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


RULES = (policy_weakened, waiver_excuses_nothing, spotlight_unknown, branch_unknown, built_in_another_way)
