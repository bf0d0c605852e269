"""LF31x: whether history can be believed. Judges the chain of landings; knows nothing of git's commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from leadfront.findings import Severity
from leadfront.language import ENGLISH
from leadfront.rules.model import Claim, Problem, Scope, rule


@rule("LF310", Severity.ERROR, Scope.RUN)
def history_unreadable(_: object) -> Iterator[Problem]:
    """The history can't be read to its end, so nobody can know whether the claim holds.

    Why: A pass that was never checked is worse than no answer. The verdict is “undecided” until the history is whole.
    Fix: Do what the message says. In CI it is nearly always a shallow clone: fetch-depth: 0 (GitHub), GIT_DEPTH: 0
    (GitLab).
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        shallow clone
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    yield from ()


@rule("LF311", Severity.WARNING, Scope.CLAIM)
def landed_in_the_future(claim: Claim) -> Iterator[Problem]:
    """Landings carry a time that had not come yet at the time of the check.

    Why: A wrong clock could fill a quarter that has not begun. Such a landing earns nothing.
    Fix: If the clock was wrong, add the true time to clock_overrides. To look at the past, name the revision of that
    day too.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-05-02 director changes shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    later = claim.chain.later
    if later:
        yield Problem(
            f"{_landings(len(later))} later than the time of this check, {_first(later)}; counted for nothing.",
            "If you look at the past, name the revision of that day with --revision. If a clock was wrong, "
            "add the true time to "
            f"clock_overrides in the policy (commit: {later[0]}, time, reason).",
            subject=later[0],
        )


@rule("LF312", Severity.WARNING, Scope.CLAIM)
def landing_time_unreadable(claim: Claim) -> Iterator[Problem]:
    """Landings carry a time that is no time at all.

    Why: Broken tools write such commits. Nobody can say in which quarter they landed, so they earn nothing.
    Fix: Add the true time to clock_overrides in the policy.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        broken clock director changes shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    unreadable = claim.chain.unreadable
    if unreadable:
        verb = "carries" if len(unreadable) == 1 else "carry"
        yield Problem(
            f"{len(unreadable)} landing{'s' * (len(unreadable) != 1)} {verb} no readable time, "
            f"{_first(unreadable)}; counted for nothing.",
            f"Add the true time to clock_overrides in the policy (commit: {unreadable[0]}, time, reason).",
            subject=unreadable[0],
        )


@rule("LF313", Severity.WARNING, Scope.CLAIM)
def clock_jump(claim: Claim) -> Iterator[Problem]:
    """Landings carry a time more than a day earlier than the landing they stand on.

    Why: A commit can't land before the one it stands on. Either one clock was ahead, or the later ones were set
    back; quarters may be filled
    wrongly until somebody says which.
    Fix: Add the line that the message gives to clock_overrides in the policy, with the true time.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-10 director adds shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    for jump in claim.chain.jumps:
        moved = "one landing is" if jump.moved == 1 else f"{jump.moved} landings are"
        own = datetime.fromtimestamp(jump.own, UTC).date()
        given = datetime.fromtimestamp(jump.given, UTC).date()
        yield Problem(
            f"{jump.first[:12]} says {ENGLISH.day(own)}, but stands on {jump.floor[:12]} of "
            f"{ENGLISH.day(given)}: {moved} taken to have landed then.",
            f"If the clock of {jump.floor[:12]} was ahead, add to clock_overrides in the policy: "
            f"{{commit: {jump.floor}, time: {own.isoformat()}, reason: …}}. Otherwise nothing is needed.",
            subject=jump.first,
        )


@rule("LF314", Severity.INFO, Scope.CLAIM, title="Line turned around by a pull")
def line_turned_by_pull(claim: Claim) -> Iterator[Problem]:
    """Merges say that they pulled the published branch, which turns the line of landings around.

    Why: After “git pull” and “git push” what others had published counts as a side branch, and lands when the merge
    did.
    Fix: Name the places that people pull from in pulled_from, so that the line is followed through such merges.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-01-25 pull and push executive adds audit-reply
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        policy pulled_from: [origin, "https://*"]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-01-25 pull and push executive adds audit-reply
        as of 2026-02-01
    """
    turned = claim.chain.turned
    if turned:
        merges = "1 merge says" if len(turned) == 1 else f"{len(turned)} merges say"
        yield Problem(
            f"{merges} that the published branch was pulled and pushed back, {_first(turned)}.",
            'If that is so, set pulled_from in the policy to the addresses people pull from, like pulled_from: [origin, "https://git.example.com/*"].',
            subject="pulled_from",
        )


@rule("LF315", Severity.ERROR, Scope.CLAIM)
def gap_filled_afterwards(claim: Claim) -> Iterator[Problem]:
    """A closed quarter that the last published report called a gap is filled now.

    Why: The past is settled. A commit with a set-back clock could fill it; so could history that was rewritten.
    Fix: Find the landing that fills the quarter, and ask its author. If it is right, publish a new report.
    Fails:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        report as of 2026-07-10
        2026-06-28 director changes shift-rota
        as of 2026-07-11
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        2026-06-28 director changes shift-rota
        report as of 2026-07-10
        as of 2026-07-11
    """
    for state in claim.quarters:
        if state.closed and state.updated and state.quarter.label in claim.previous_gaps:
            update = state.updates[0]
            yield Problem(
                f"{state.quarter.label} was a gap in the last published report, and {update.commit[:12]} fills it now.",
                f"Ask {update.leader or 'its author'} when this was published. If the clock was set back, add "
                f"the true time to clock_overrides "
                f"in the policy (commit: {update.commit}).",
                subject=state.quarter.label,
            )


@rule("LF316", Severity.WARNING, Scope.CLAIM, title="Clock override unused")
def override_unused(claim: Claim) -> Iterator[Problem]:
    """A clock override names a commit that is not on the published line.

    Why: It corrects nothing, and is usually a slip in the commit's name.
    Fix: Correct the commit's name, or remove the entry.
    Fails:
        launch: 2026-01-01
        policy clock_overrides: [{commit: 1111111111111111111111111111111111111111, time: 2026-01-02, reason: Late}]
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    Passes:
        launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        as of 2026-02-01
    """
    if not claim.policy.clock_overrides or not claim.chain.landings:
        return
    line = {landing.commit for landing in claim.chain.landings}
    for override in claim.policy.clock_overrides:
        if override.commit not in line:
            yield Problem(
                f"The clock override of {override.commit[:12]} corrects nothing: that commit is not on the "
                f"published line.",
                "Correct the commit's name, or remove the entry.",
                override.line,
                claim.policy.path,
                override.commit,
            )


def _landings(count: int) -> str:
    return "1 landing is" if count == 1 else f"{count} landings are"


def _first(commits: tuple[str, ...]) -> str:
    return f"the first of them {commits[0][:12]}" if len(commits) > 1 else commits[0][:12]


RULES = (
    history_unreadable,
    landed_in_the_future,
    landing_time_unreadable,
    clock_jump,
    line_turned_by_pull,
    gap_filled_afterwards,
    override_unused,
)
