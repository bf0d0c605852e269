"""A use case that is being typed: the answers so far, what the rules say of them, and the file they become. An edge."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from leadfront.doors.writing import slug_of, use_case_text
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable, Value
from leadfront.policy import Policy
from leadfront.question import instant_asked
from leadfront.rules import judge_file
from leadfront.rules.model import Checked
from leadfront.settings import settings_on_disk, top_folder
from leadfront.use_case import id_from_path, read_use_case, read_version
from leadfront.working_tree import use_case_files


@dataclass(frozen=True)
class Asked:
    """What was typed after the command."""

    config: Path
    as_of: str = ""


@dataclass(frozen=True)
class Target:
    """The showcase that is asked for."""

    asked: Asked
    top: Path
    folder: str
    policy: Policy
    today: date

    @classmethod
    def of(cls, asked: Asked) -> Target:
        """The showcase whose settings were named. Raises PolicyErrors, UsageError."""
        top = top_folder(asked.config.resolve().parent)
        settings = settings_on_disk(asked.config, top)
        policy = settings.policy
        today = policy.calendar.local(instant_asked(asked.as_of, policy)).date()
        return cls(asked, top, settings.site.in_docs(policy.use_cases), policy, today)


@dataclass
class Draft:
    """The answers so far."""

    target: Target
    values: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, once there is one."""
        return str(self.values.get("title", ""))

    def text(self) -> str:
        """The answers as the text of a file."""
        return use_case_text(self.values, self.texts, self.target.policy.sections)

    def judged(self, path: str = "") -> list[Finding]:
        """What the rules say of the answers so far, as a file."""
        target = self.target
        path = path or f"{target.folder}/draft.md"  # it has no name yet
        case, unreadable = None, None
        data = self.text().encode("utf-8")
        try:
            case = read_use_case(path, target.folder, data, dict(target.policy.sections))
        except Unreadable as error:
            unreadable = error
        checked = Checked(path, target.folder, target.policy, target.today, case, unreadable)
        return judge_file(checked, data)

    def about(self, key: str, value: Value) -> list[Finding]:
        """Set an answer; what the rules say of it: about this key, and what they did not say before. A part of a group
        is not blamed for those that are still to come.
        """
        self._set(key, "")  # else what was refused once would not be news the second time
        before = {(said.code, said.subject) for said in self.judged()}
        self._set(key, value)
        new = [said for said in self.judged() if said.subject == key or (said.code, said.subject) not in before]
        return [said for said in new if said.subject == key or "." not in key]

    def _set(self, key: str, value: Value) -> None:
        group, dot, part = key.partition(".")
        held = self.values.setdefault(group, {}) if dot else self.values
        if isinstance(held, dict):
            held.pop(part if dot else key, None)
            if value:
                held[part if dot else key] = value
        if dot and not held:
            del self.values[group]


def write(draft: Draft) -> Path:
    """Write the file under a name that is free."""
    target = draft.target
    files = use_case_files(target.top, target.folder)
    ids = {read_version(file.data).id or id_from_path(file.path, target.folder) for file in files}
    (target.top / target.folder).mkdir(parents=True, exist_ok=True)
    for name in _names(slug_of(draft.title)):
        path = f"{target.folder}/{name}.md"
        # LF114 knows the names that some computer can't keep.
        if name not in ids and all(finding.code != "LF114" for finding in draft.judged(path)):
            with suppress(FileExistsError):
                return _new_file(target.top / path, draft.text())
    raise AssertionError("numbers never end")


def keep(draft: Draft) -> Path | None:
    """Keep an unfinished use case beside the settings, where the site doesn't look; None where nothing was typed."""
    if not any(draft.values.values()) and not any(draft.texts.values()):
        return None
    folder = draft.target.asked.config.resolve().parent
    if not os.access(folder, os.W_OK):
        folder = Path(tempfile.mkdtemp(prefix="use-case-"))
    for name in _names(f"draft-{slug_of(draft.title)}"):
        with suppress(FileExistsError):
            return _new_file(folder / f"{name}.md", draft.text())
    raise AssertionError("numbers never end")


def _names(name: str) -> Iterator[str]:
    return (f"{name}-{number}" if number > 1 else name for number in count(1))


def _new_file(path: Path, text: str) -> Path:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path
