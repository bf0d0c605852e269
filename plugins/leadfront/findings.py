"""Findings: what a rule says about a place. Values only; knows nothing of where they come from or how they are
shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error fails the run, a warning or an info never does."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One thing to know, with the next step.

    `path` is relative to the repository's top folder, with `/` between its parts, and empty where no file is meant;
    `line` counts from 1 and is None where no line is meant. `subject` says what the finding is about beside its place
    (a level's id, a quarter's label), so that the same gap can be recognised in another report. `standing` marks what
    was there before the change under judgement.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    path: str = ""
    line: int | None = None
    subject: str = ""
    standing: bool = False

    @property
    def fails(self) -> bool:
        """Whether this finding alone makes the run fail."""
        return self.severity is Severity.ERROR and not self.standing

    @property
    def place(self) -> str:
        """`path:line`, `path` or nothing."""
        return f"{self.path}:{self.line}" if self.path and self.line else self.path

    def as_standing(self) -> Finding:
        """The same finding, marked as one that was there before."""
        return replace(self, standing=True)


def sort_key(finding: Finding) -> tuple[bool, str, int, str]:
    """Findings without a file first, then by file, line and code. What one rule says of one line keeps the order in
    which the rule says it, such as that of the sections in a use case.
    """
    return (bool(finding.path), finding.path, finding.line or 0, finding.code)
