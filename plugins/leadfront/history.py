"""When something landed: the chain of landings and their times (DESIGN, Time). Pure: commits in, landings out.

Comes in: the commits that are reachable from a revision, the policy and as-of. Goes out: a `Chain`. May not know:
git's commands,
files, use cases, rules.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from leadfront.objects import Commit
from leadfront.people import email_of
from leadfront.policy import Policy

DAY = 86_400
# The seconds that a calendar holds in every zone: 1970 to 9990.
_LAST_SECOND = 253_000_000_000
_MERGED = re.compile(
    r"Merge (?:branch '(?P<branch>[^']+)' of (?P<url>\S+)|remote-tracking branch '(?P<tracking>[^']+)')(?: into \S+)?"
)
# The published line: each landing with the one before it, newest first.
Line: TypeAlias = tuple[tuple[str, str | None], ...]
_FULL_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Landing(NamedTuple):
    """A change arriving on the published branch."""

    commit: str
    before: str | None
    """The landing that it is compared with; None for the first."""
    landed_at: int | None
    """Seconds since the epoch; None where its time is not believed."""
    earns: bool
    """Whether it may fill cells: its time is believed, and it is neither named in the ignore file nor by a bot."""


@dataclass(frozen=True)
class ClockJump:
    """A run of landings that were moved by more than a day, all by the same earlier landing."""

    floor: str
    """The landing whose time they were moved to."""
    first: str
    """The first landing that was moved."""
    own: int
    """The time that the first one carries."""
    given: int
    """The time it was given."""
    moved: int
    """How many landings were moved."""


@dataclass(frozen=True)
class Chain:
    """The landings, oldest first, and what is odd about their clocks."""

    landings: tuple[Landing, ...]
    jumps: tuple[ClockJump, ...] = ()
    later: tuple[str, ...] = ()
    """Landings whose time is later than as-of by more than a day."""
    unreadable: tuple[str, ...] = ()
    """Landings whose time is not a time."""
    turned: tuple[str, ...] = ()
    """Merges that say they pulled the published branch, while the policy names no place to pull from."""
    brought: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By landing that joins other commits to the line: those that it brings in, without merges."""


def read_ignored(text: str) -> frozenset[str]:
    """The full names of commits in a `.git-blame-ignore-revs` file."""
    words = (line.partition("#")[0].strip() for line in text.split("\n"))
    return frozenset(word for word in words if _FULL_NAME.fullmatch(word))


def matches(pattern: str, text: str) -> bool:
    """Whether a glob in which only `*` and `?` are special matches the whole of a text."""
    parts = (".*" if letter == "*" else "." if letter == "?" else re.escape(letter) for letter in pattern)
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def follow(commits: Mapping[str, Commit], tip: str, policy: Policy) -> Line:
    """The published line from its tip down: each landing with the one before it, newest first."""
    line: list[tuple[str, str | None]] = []
    at: str | None = tip
    while at is not None:
        commit = commits[at]
        before = commit.parents[0] if commit.parents else None
        if len(commit.parents) == 2 and policy.pulled_from and _pulled(commit.subject, policy):
            before = commit.parents[1]
        line.append((at, before))
        at = before
    return tuple(line)


def chain(
    commits: Mapping[str, Commit],
    line: Line,
    policy: Policy,
    as_of: int,
    ignored: Container[str] = frozenset(),
) -> Chain:
    """Give each landing its time, and say which may earn.

    `line` is what `follow` returned; `as_of` is in seconds since the epoch.
    """
    times = {override.commit: int(override.time.timestamp()) for override in policy.clock_overrides}
    bots = Bots(policy.bots)
    brought = _brought_in(commits, line)
    excused = {name for name, plain in brought.items() if all(at in ignored or bots.made(commits[at]) for at in plain)}
    landings: list[Landing] = []
    jumps: list[ClockJump] = []
    later: list[str] = []
    unreadable: list[str] = []
    floor, floor_commit, last_floor = 0, "", ""

    for name, before in reversed(line):
        commit = commits[name]
        own = times.get(name)
        if own is None:
            own = _seconds(commit.time)
        if own is None or own > as_of + DAY:
            (unreadable if own is None else later).append(name)
            landings.append(Landing(name, before, None, False))
            continue
        given = max(min(own, as_of), floor)
        if given - own > DAY:
            if last_floor == floor_commit:
                jump = jumps[-1]
                jumps[-1] = ClockJump(jump.floor, jump.first, jump.own, jump.given, jump.moved + 1)
            else:
                jumps.append(ClockJump(floor_commit, name, own, given, 1))
                last_floor = floor_commit
        elif given > floor:
            floor_commit = name
        floor = given
        if name in ignored:
            earns = False
        elif len(commit.parents) > 1:
            earns = name not in excused
        else:
            earns = not bots.made(commit)
        landings.append(Landing(name, before, given, earns))

    turned: list[str] = []
    if not policy.pulled_from:
        turned = [
            name for name, _ in line if len(commits[name].parents) == 2 and _pulled(commits[name].subject, policy)
        ]
    return Chain(tuple(landings), tuple(jumps), tuple(later), tuple(unreadable), tuple(turned), brought)


def _pulled(subject: str, policy: Policy) -> bool:
    """Whether a subject says in git's own words that the published branch was pulled, from a place that the policy
    names.

    Where the policy names no place, any will do: such merges are counted, not followed.
    """
    said = _MERGED.fullmatch(subject)
    if not said:
        return False
    if said["tracking"]:
        remote, _, branch = said["tracking"].partition("/")
        places = [(remote, branch)]
        while "/" in branch:  # a remote's name may hold slashes
            part, _, branch = branch.partition("/")
            remote = f"{remote}/{part}"
            places.append((remote, branch))
    else:
        places = [(said["url"], said["branch"])]
    return any(
        branch in policy.branches
        and (not policy.pulled_from or any(matches(glob, place) for glob in policy.pulled_from))
        for place, branch in places
    )


def _seconds(text: str) -> int | None:
    """A committer time as an integer; None where a calendar could not hold it."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        return None
    seconds = int(text)
    return seconds if seconds <= _LAST_SECOND else None


class Bots:
    """The authors that the policy calls bots, by globs of their addresses. Each address is looked at once."""

    def __init__(self, globs: Iterable[str]) -> None:
        self.globs = tuple(globs)
        self.known: dict[str, bool] = {}

    def made(self, commit: Commit) -> bool:
        """Whether a bot is the commit's author."""
        if not self.globs:
            return False
        email = email_of(commit.author)
        if email not in self.known:
            self.known[email] = any(matches(glob, email) for glob in self.globs)
        return self.known[email]


def _brought_in(commits: Mapping[str, Commit], line: Line) -> dict[str, list[str]]:
    """Of each landing that joins other commits to the line, those that it brings in, without merges.

    Walks the line from its oldest landing on, so that every commit is visited once.
    """
    found: dict[str, list[str]] = {}
    if all(commits[name].parents in ((before,), ()) for name, before in line):
        return found
    seen: set[str] = set()
    for name, before in reversed(line):
        parents = commits[name].parents
        waiting = [parent for parent in parents if parent != before]
        joins = bool(waiting) or len(parents) > 1
        brought: list[str] = []
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                brought.append(at)
                waiting.extend(commits[at].parents)
        seen.add(name)
        if joins:
            # Of a pull request that is judged before it has landed, the last commit is no merge.
            own = [name] if len(parents) < 2 else []
            # A merge that brings in nothing but its own changes is judged by its own author, like a plain landing.
            found[name] = own + [at for at in brought if len(commits[at].parents) < 2] or [name]
    return found
