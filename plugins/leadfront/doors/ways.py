"""The doors that a showcase has, and where each one opens: for a new use case, and for one that is there. Pure.

Addresses of the site itself are written as the pages write them, `page:URI`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from leadfront.doors.editor import COLLECTION, NEW, PAGE
from leadfront.doors.host import AGAIN_FORM, Host, host_of, new_issue
from leadfront.policy import Policy, Site


@dataclass(frozen=True)
class Present:
    """What was found to be there, besides the git host."""

    editor: bool = False
    """The form in the browser."""
    issue_form: bool = False
    again_form: bool = False
    """The issue form for a use case that was tried again."""


@dataclass(frozen=True)
class Ways:
    """The ways in. Each address is empty where there is no such way."""

    host: Host | None
    folder: str
    """Of the use cases, below the showcase folder."""
    present: Present

    @classmethod
    def of(cls, policy: Policy, site: Site, present: Present) -> Ways:
        """Those of a showcase."""
        return cls(host_of(site, policy), policy.use_cases, present)

    @property
    def form(self) -> str:
        """The empty form in the browser."""
        return f"page:{NEW}" if self.present.editor else ""

    @property
    def issue(self) -> str:
        """The empty issue form."""
        return new_issue(self.host) if self.host and self.present.issue_form else ""

    def form_of(self, uri: str) -> str:
        """The form in the browser with the use case in it that lies at `uri` below the showcase folder."""
        path = PurePosixPath(uri)
        # The form lists the files of the folder itself, not those of folders below it.
        listed = path.parent == PurePosixPath(self.folder)
        return f"page:{PAGE}#/collections/{COLLECTION}/entries/{path.stem}" if self.present.editor and listed else ""

    def issue_again(self, case_id: str = "") -> str:
        """The issue form that says whether a use case still works, with its name filled in where one is given."""
        if not self.host or not self.present.again_form:
            return ""
        return new_issue(self.host, AGAIN_FORM, {"which": case_id} if case_id else {})
