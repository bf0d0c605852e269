"""The showcase as the pages need it: the report, the policy and the use cases to show. Values only.

Made by `leadfront.check`; read by `leadfront.pages`. Knows nothing of MkDocs, HTML, git or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from leadfront.findings import Finding
from leadfront.guards import Plain
from leadfront.policy import Level, Policy, Site
from leadfront.report import Report
from leadfront.use_case import UseCase


@dataclass(frozen=True)
class Entry:
    """A published use case, with what history knows of it."""

    case: UseCase
    uri: str
    """Its path below the showcase folder, as in `use-cases/board-questions.md`."""
    level: Level | None
    """The policy's level that its file names; None where the policy knows none by this name."""
    function: str
    """The function's name in the policy, else the text of the file."""
    landed_at: datetime | None = None
    """When it was first published; None where it has not landed yet."""
    updated_at: datetime | None = None
    """When it last changed in substance."""

    @property
    def shared_on(self) -> date | None:
        """The day it was first published; before that, the day of the use, where it is known."""
        return self.landed_at.date() if self.landed_at else self.case.day("date")

    @property
    def newest(self) -> date:
        """The day to sort by: of the last update, else of the use."""
        if self.updated_at:
            return self.updated_at.date()
        return self.case.day("date") or date.min


class Withheld(NamedTuple):
    """A file of the showcase folder that is on no site, and why."""

    path: str
    """From the repository's top folder."""
    code: str
    """Of the rule that speaks of it."""
    reason: str
    """A sentence."""


@dataclass(frozen=True)
class Showcase:
    """Everything the pages are made of."""

    report: Report
    policy: Policy
    site: Site
    entries: tuple[Entry, ...]
    """Newest first, then by id."""
    files: tuple[Plain, ...] = ()
    """What else of the showcase folder may be published, in the order of the paths."""
    withheld: tuple[Withheld, ...] = ()
    """What may not, in the order of the paths."""
    in_settings: tuple[Finding, ...] = ()
    """What the settings give away that does harm as soon as it is read: it would stand in the pages."""

    def at_level(self, level: str) -> Sequence[Entry]:
        """The entries of one level, newest first."""
        return [entry for entry in self.entries if entry.level and entry.level.id == level]
