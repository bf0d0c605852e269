"""What a rule is: code, name, severity, documentation and check in one place. The docstring of a rule's function is
its page.

A rule's function takes the one thing it judges and yields `Problem`s; what turns them into findings (the policy's
say on severity)
is `leadfront.rules.judge`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from leadfront.findings import Severity
from leadfront.front_matter import Unreadable
from leadfront.history import Chain
from leadfront.policy import Level, Policy, Spotlight
from leadfront.quarters import Quarter
from leadfront.report import LevelState, QuarterState
from leadfront.use_case import UseCase


class Scope(StrEnum):
    """What a rule looks at."""

    FILE = "file"  # one use-case file (`Checked`)
    EXPOSED = "exposed"  # what one file gives away (`Exposed`); judged only where that is anything
    RENDERED = "rendered"  # what one page lost when it was rendered (`Rendered`); judged only where that is anything
    SHOWCASE = "showcase"  # all use-case files together (`Files`)
    FOLDER = "folder"  # what lies in the showcase folder beside the use cases (`leadfront.guards.Inspected`)
    CLAIM = "claim"  # the ledger against the policy (`Claim`)
    AUTHORS = "authors"  # who landed what is published now (`Attributed`, of each use case)
    POLICY = "policy"  # the policy of a change against its base (`PolicyChange`)
    RUN = "run"  # raised by the check itself while it reads its inputs


@dataclass(frozen=True)
class Problem:
    """What a rule found, before the policy has its say."""

    message: str
    help: str
    line: int | None = None
    path: str = ""
    subject: str = ""
    severity: Severity | None = None
    """Where it is not the rule's own."""


@dataclass(frozen=True)
class Checked:
    """One use-case file to be judged: read, or not readable."""

    path: str
    folder: str
    policy: Policy
    today: date
    case: UseCase | None
    unreadable: Unreadable | None = None


class Filed(NamedTuple):
    """What the files of a showcase must know of each other."""

    path: str
    id: str
    id_line: int = 1
    related: tuple[str, ...] = ()
    related_line: int = 1
    fingerprint: tuple[int, ...] = ()
    """By which near copies are looked for, see `leadfront.near_copies`."""


@dataclass(frozen=True)
class Files:
    """All readable use-case files together."""

    cases: tuple[Filed, ...]
    unlanded: frozenset[str] = frozenset()
    """The paths of files that are not in the judged commit yet."""
    spotlight: tuple[Spotlight, ...] = ()
    policy_path: str = ""
    """Where the policy lies, which names the spotlights."""
    resembling: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    """Of the files that are nearly the same as others, by path: those others' paths, and which share of them is the
    same, the most alike first."""


@dataclass(frozen=True)
class Claim:
    """What is claimed and what the ledger holds."""

    policy: Policy
    today: date
    running: Quarter | None
    days_left: int
    """How many days of the running quarter are left, today included."""
    quarters: tuple[QuarterState, ...]
    levels: tuple[LevelState, ...]
    chain: Chain
    skipped: tuple[tuple[Quarter, Level], ...] = ()
    """Quarters in which a level in force has nothing and no waiver; only where the policy asks for each level's
    freshness."""
    filled: frozenset[tuple[str, str]] = frozenset()
    """The cells that hold an update: (quarter's label, level's id)."""
    recent_leaders: tuple[str, ...] = ()
    """Leaders who shared something before, who has been quiet longest first."""
    previous_gaps: frozenset[str] = frozenset()
    """The closed quarters that an earlier report called gaps, by label."""


class Attributed(NamedTuple):
    """A published use case, and to whom its last update is attributed."""

    path: str
    id: str
    leader: str
    submitted_by: str
    authors: tuple[str, ...]
    """As git writes people: `Name <e-mail>`. More than one where the update came in by a merge."""


@dataclass(frozen=True)
class PolicyChange:
    """A policy and the one it replaces."""

    base: Policy
    head: Policy
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Of all rules, by their codes."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What the settings around the base's policy spell out, see `leadfront.policy_reader.surroundings`."""
    after: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, str] = ("", "")
    """Where the use cases lie, from the repository's top: before and after."""
    counted_again: int = 0
    """How many landings are no longer named as ones that earn nothing."""
    counted_no_more: int = 0
    """How many are from now on."""


@dataclass(frozen=True)
class Rule:
    """A rule with its documentation, taken from the docstring of the function that checks it."""

    code: str
    name: str
    title: str
    """The name as a heading."""
    severity: Severity
    scope: Scope
    summary: str
    why: str
    fix: str
    fails: str
    passes: str
    check: Callable[[Any], Iterator[Problem]]


_PART = re.compile(r"^(Why|Fix|Fails|Passes):[ \t]*", re.MULTILINE)
Checker = Callable[[Any], Iterator[Problem]]


def rule(code: str, severity: Severity, scope: Scope, title: str = "") -> Callable[[Checker], Rule]:
    """Make a rule of a function. Its name is the rule's; its docstring holds a summary, then Why, Fix, Fails and
    Passes. `title` is needed where the name's words alone would read badly as a heading.
    """

    def make(check: Checker) -> Rule:
        summary, *parts = _PART.split(inspect.cleandoc(check.__doc__ or ""))
        said = dict(zip(parts[::2], parts[1::2], strict=True))
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            title=title or check.__name__.replace("_", " ").capitalize(),
            severity=severity,
            scope=scope,
            summary=" ".join(summary.split()),
            why=" ".join(said["Why"].split()),
            fix=" ".join(said["Fix"].split()),
            fails=_example(said["Fails"]),
            passes=_example(said["Passes"]),
            check=check,
        )

    return make


def _example(text: str) -> str:
    return inspect.cleandoc("\n" + text).strip("\n")
