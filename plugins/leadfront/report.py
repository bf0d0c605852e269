"""The report: everything one check found out, as values, and as the JSON that other programs read (version 1).

Knows nothing of git, of rules or of how it is shown. The JSON is described by `templates/schema/report.schema.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from leadfront.findings import Finding, Severity
from leadfront.quarters import Quarter

VERSION = 1


class Verdict(StrEnum):
    """The answer to the claim (coverage and freshness) alone."""

    PASS = "pass"  # noqa: S105 - not a password
    GAPS = "gaps"
    UNDECIDED = "undecided"


class Change(StrEnum):
    """What an update did to a use case."""

    ADDED = "added"
    CHANGED = "changed"


class Update(NamedTuple):
    """One use case that one landing added or changed in substance: the evidence in a cell of the ledger."""

    commit: str
    instant: int
    """When it landed, in seconds since the epoch."""
    zone: ZoneInfo
    """The policy's time zone."""
    path: str
    """From the repository's top folder, as it was called when it landed."""
    id: str
    leader: str
    level: str | None
    """The id of a level of the policy; None where the file named none that the policy knows."""
    change: Change

    @property
    def landed_at(self) -> datetime:
        """When it landed, in the policy's time zone."""
        return datetime.fromtimestamp(self.instant, self.zone)


@dataclass(frozen=True)
class QuarterState:
    """One column of the ledger."""

    quarter: Quarter
    closed: bool
    updates: tuple[Update, ...] = ()
    waiver: str = ""
    """The reason of the waiver that names this quarter, where there is one."""

    @property
    def updated(self) -> bool:
        """Whether anything landed in it."""
        return bool(self.updates)

    @property
    def waived(self) -> bool:
        """Whether a waiver names it."""
        return bool(self.waiver)

    def at(self, level: str) -> tuple[Update, ...]:
        """The updates in the cell of one level."""
        return tuple(self._cells.get(level, ()))

    @cached_property
    def _cells(self) -> dict[str | None, list[Update]]:
        cells: dict[str | None, list[Update]] = {}
        for update in self.updates:
            cells.setdefault(update.level, []).append(update)
        return cells


@dataclass(frozen=True)
class LevelState:
    """One row of the ledger."""

    id: str
    name: str
    in_force: bool
    """Whether the level exists in as-of's quarter."""
    published: int
    """How many of its use cases are published now."""
    covered: bool
    """Whether what coverage asks of it is there, waived or not."""
    waiver: str = ""
    """The reason of the unexpired waiver of this level, where there is one."""
    last_landed_at: datetime | None = None
    due: date | None = None
    """The last day for something new from it, lest what the policy asks of it no longer holds; None where nothing is
    asked by a day, or where it is missing already or excused."""

    @property
    def waived(self) -> bool:
        """Whether an unexpired waiver excuses it."""
        return bool(self.waiver)


@dataclass(frozen=True)
class Report:
    """What a check answers."""

    verdict: Verdict
    as_of: datetime
    """In the policy's time zone."""
    revision: str | None
    """The full name of the commit that was judged; None where there is none."""
    quarters: tuple[QuarterState, ...] = ()
    """From launch's quarter to the running one; empty before launch."""
    levels: tuple[LevelState, ...] = ()
    """In the policy's order, from the top down."""
    findings: tuple[Finding, ...] = ()
    opens: date | None = None
    """The day of launch where that is still to come: nothing is required before."""
    files_checked: int = 0
    files_only: bool = False
    """Whether only named files were looked at: the claim was not asked, and stays undecided."""

    @property
    def exit_code(self) -> int:
        """0 nothing to fail for, 1 a gap or an error that is not standing, 3 undecided."""
        if self.verdict is Verdict.UNDECIDED and not self.files_only:
            return 3
        return 1 if any(finding.fails for finding in self.findings) else 0

    @property
    def launched(self) -> bool:
        """Whether as-of is at or after launch."""
        return self.opens is None

    @property
    def running(self) -> QuarterState | None:
        """The quarter of as-of; None before launch."""
        return self.quarters[-1] if self.quarters else None

    @property
    def gaps(self) -> tuple[QuarterState, ...]:
        """The closed quarters without an update and without a waiver."""
        return tuple(q for q in self.quarters if q.closed and not q.updated and not q.waived)

    @property
    def uncovered(self) -> tuple[LevelState, ...]:
        """The levels in force that are neither covered nor waived."""
        if not self.launched:
            return ()
        return tuple(level for level in self.levels if level.in_force and not level.covered and not level.waived)

    def with_severity(self, severity: Severity) -> list[Finding]:
        """The findings of one severity, in their order."""
        return [finding for finding in self.findings if finding.severity is severity]


def to_json(report: Report) -> dict[str, Any]:
    """The report as JSON data, version 1."""
    return {
        "version": VERSION,
        "verdict": report.verdict.value,
        "as_of": report.as_of.isoformat(),
        "revision": report.revision,
        "quarters": [
            {
                "label": state.quarter.label,
                "starts": state.quarter.starts.isoformat(),
                "ends": state.quarter.ends.isoformat(),
                "state": "closed" if state.closed else "running",
                "updated": state.updated,
                "waived": state.waived,
                "landings": [
                    {
                        "commit": update.commit,
                        "landed_at": update.landed_at.isoformat(),
                        "path": update.path,
                        "id": update.id,
                        "leader": update.leader,
                        "level": update.level,
                        "change": update.change.value,
                    }
                    for update in state.updates
                ],
            }
            for state in report.quarters
        ],
        "levels": [
            {
                "id": level.id,
                "name": level.name,
                "in_force": level.in_force,
                "published": level.published,
                "covered": level.covered,
                "waived": level.waived,
                "last_landed_at": level.last_landed_at.isoformat() if level.last_landed_at else None,
            }
            for level in report.levels
        ],
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "severity": finding.severity.value,
                "message": finding.message,
                "path": finding.path or None,
                "line": finding.line,
                "help": finding.help,
                "standing": finding.standing,
            }
            for finding in report.findings
        ],
    }


def dumps(report: Report) -> str:
    """The report as a JSON text. Bytes of paths that are no UTF-8 are written as lone-surrogate escapes, so nothing is
    lost.
    """
    # Not indented: Python's indenting encoder is ten times slower, and “jq .” does it as well.
    return json.dumps(to_json(report), ensure_ascii=True) + "\n"
