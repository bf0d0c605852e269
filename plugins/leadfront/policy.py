"""The policy: what the organisation asks of its showcase, as values. Read by `leadfront.policy_reader`, judged by
the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from leadfront.confidential import Terms
from leadfront.fields import DEFAULT_SKILLS
from leadfront.quarters import Calendar, Quarter


class Setting(StrEnum):
    """How strictly a rule, or freshness per level, is taken."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Level:
    """A level of management. In force from `since` to `until`, both included; None means no bound."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    since: Quarter | None = None
    until: Quarter | None = None
    line: int = 0

    @property
    def as_choice(self) -> str:
        """What to write in a file, and what people call it: `head (Heads of service)`."""
        return _as_choice(self.id, self.name)

    def in_force(self, quarter: Quarter) -> bool:
        """Whether the level exists in this quarter."""
        return (self.since is None or self.since <= quarter) and (self.until is None or quarter <= self.until)


@dataclass(frozen=True)
class Function:
    """A department."""

    id: str
    name: str

    @property
    def as_choice(self) -> str:
        """What to write in a file, and what people call it: `people (People and pay)`."""
        return _as_choice(self.id, self.name)


@dataclass(frozen=True)
class Waiver:
    """A reviewed excuse for one quarter, for one level until a day, or for one level in one quarter."""

    reason: str
    approved_by: str
    quarter: Quarter | None = None
    level: str | None = None
    expires: date | None = None
    line: int = 0

    @property
    def covers(self) -> str:
        """What is excused, for comparing waivers and for messages."""
        parts = [self.quarter.label if self.quarter else "", self.level or ""]
        return ", ".join(part for part in parts if part)

    def excuses(self, level: str, quarter: Quarter) -> bool:
        """Whether it excuses that a level has nothing in a quarter."""
        if self.level != level:
            return False
        if self.quarter:
            return self.quarter == quarter
        # A quarter whose last day is the waiver's last day ended by then.
        return self.expires is not None and quarter.last_day <= self.expires

    def holds_on(self, day: date) -> bool:
        """Whether it is a waiver of a level alone that has not expired on this day."""
        return self.quarter is None and self.expires is not None and day <= self.expires


@dataclass(frozen=True)
class ClockOverride:
    """The true time of a landing whose commit carries a wrong one."""

    commit: str
    time: datetime
    reason: str
    line: int = 0


@dataclass(frozen=True)
class Spotlight:
    """A use case that the owner puts first from a day on, until the next one's day."""

    use_case: str
    """Its id."""
    starts: date
    note: str = ""
    """Why, in the owner's words."""
    line: int = 0


@dataclass(frozen=True)
class EditorSettings:
    """How the editor in the browser signs people in on the git host. Empty: told by `repo_url`, or not needed."""

    backend: str = ""
    """`github`, `gitlab` or `forgejo` (which serves Gitea too)."""
    repo: str = ""
    """The repository's name on its host, as in `owner/name`."""
    base_url: str = ""
    """Where people sign in: of GitHub's, the OAuth service; of the others, the host itself."""
    api_root: str = ""
    auth_endpoint: str = ""
    app_id: str = ""
    publish: bool = False
    """Whether the editor offers to merge what is ready, or leaves that to the host."""


@dataclass(frozen=True)
class Policy:
    """The plugin's block in `mkdocs.yml`, checked and with its defaults filled in."""

    launch: datetime
    calendar: Calendar
    levels: tuple[Level, ...]
    branches: tuple[str, ...] = ("main",)
    pulled_from: tuple[str, ...] = ()
    use_cases: str = "use-cases"
    functions: tuple[Function, ...] = ()
    skills: tuple[str, ...] = DEFAULT_SKILLS
    within_quarters: int | None = None
    remind_days: int = 21
    per_level: Setting = Setting.OFF
    waivers: tuple[Waiver, ...] = ()
    clock_overrides: tuple[ClockOverride, ...] = ()
    bots: tuple[str, ...] = ()
    count_samples: bool = False
    rules: Mapping[str, Setting] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    spotlight: tuple[Spotlight, ...] = ()
    playbook: bool = True
    """Whether the site holds the playbook for managers."""
    contact: str = ""
    """Whom a leader may ask, in words, perhaps with an e-mail address."""
    editor: EditorSettings = field(default_factory=EditorSettings)
    confidential: Terms = field(default_factory=Terms)
    """What the organisation itself calls confidential."""
    trusted_files: tuple[str, ...] = ()
    """Globs of files, by their paths below the showcase folder, that are published though of another type."""
    trusted_pages: tuple[str, ...] = ()
    """Globs of pages, by their paths below the showcase folder, whose HTML is left as it is; never of use cases."""
    path: str = "mkdocs.yml"
    line: int = 0

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days and quarters begin."""
        return self.calendar.zone

    @property
    def launch_day(self) -> date:
        """The day of launch in the policy's zone."""
        return self.launch.astimezone(self.zone).date()

    @property
    def launch_quarter(self) -> Quarter:
        """The quarter that launch falls in, which counts whole."""
        return self.calendar.quarter_of(self.launch_day)

    def level_named(self, name: str) -> Level | None:
        """The level with exactly this id or alias."""
        for level in self.levels:
            if name == level.id or name in level.aliases:
                return level
        return None

    def function_named(self, name: str) -> Function | None:
        """The function with exactly this id or name."""
        return next((function for function in self.functions if name in (function.id, function.name)), None)

    def setting_of(self, code: str) -> Setting | None:
        """What the policy says of a rule: by its own code, else by its family (`LF4`), else nothing."""
        return self.rules.get(code, self.rules.get(code[:3]))


@dataclass(frozen=True)
class Site:
    """What `mkdocs.yml` says of the site, as far as the check and the pages need it.

    `config_path` is the path of `mkdocs.yml`; `docs_dir` is the showcase folder. Both are relative to the repository's
    top folder, with `/` between their parts.
    """

    config_path: str = "mkdocs.yml"
    docs_dir: str = "showcase"
    name: str = ""
    url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    edit_uri_template: str = ""
    language: str = "en"
    """The language of the interface, as the theme's setting `language` names it."""
    use_directory_urls: bool = True
    """Whether a page is published as a folder of its own, as MkDocs does where nothing else is set."""
    markdown_extensions: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """The extensions of Markdown with their options, as far as these are plain values."""

    def in_docs(self, uri: str) -> str:
        """The path, from the repository's top, of a file in the showcase folder."""
        return f"{self.docs_dir}/{uri}" if self.docs_dir else uri


def _as_choice(identifier: str, name: str) -> str:
    name = " ".join(name.split())
    return identifier if identifier == name.casefold().replace(" ", "-") else f"{identifier} ({name})"
