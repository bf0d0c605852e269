"""Small stories, told in lines that anybody can read, made into real repositories. The rules' own examples are such.

    launch: 2026-01-01
    policy freshness: {per_level: error}
    setting site_name: Work with AI
    2026-01-20 executive adds board-pack
    2026-02-02 director changes shift-rota
    2026-02-03 director adds tender-notes, typed in by Ana Duarte, and says so
    in a pull request
    executive removes board-pack
    as of 2026-07-10

The organisation has two levels, executive and director. A day is the day on which a change lands, at noon, and who
shares it is the leader, unless it is typed in by somebody.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from histories import CASES, History, Person, git, settings_text, use_case
from leadfront.check import examine
from leadfront.question import Question
from leadfront.report import to_json
from leadfront.showcase import Showcase

_CHANGE = re.compile(
    r"(?:(?P<day>\d{4}-\d{2}-\d{2}) )?(?P<pull>pull and push )?(?P<broken>broken clock )?"
    r"(?P<level>executive|director) (?P<what>adds|changes|removes) (?P<name>[a-z-]+)"
    r"(?:, typed in by (?P<typist>[A-Z][a-z]+ [A-Z][a-z]+)(?P<said>, and says so)?)?"
)


@dataclass
class Story:
    """A scenario while it is being told."""

    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    around: dict[str, Any] = field(default_factory=dict)
    edits: int = 0
    base: str = ""
    day: str = ""
    shallow: bool = False
    report: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.repository = self.folder / "repository"
        self.history = History(self.repository)
        self.settings = {"levels": ["executive", "director"], **self.settings}

    def tell(self, text: str) -> Showcase:
        """Live through the scenario and ask at its end."""
        for line in text.splitlines():
            self._live(line.strip())
        raise AssertionError("a scenario ends with “as of DAY”")

    def _live(self, line: str) -> None:
        change = _CHANGE.fullmatch(line)
        if change:
            self._change(change)
        elif line == "in a pull request":
            assert self.history.head
            self.base = self.history.head
        elif line == "shallow clone":
            self.shallow = True
        elif line.startswith("launch: "):
            self.settings["launch"] = line.removeprefix("launch: ")
            self._policy()
        elif line.startswith("policy "):
            self.settings.update(yaml.load(line.removeprefix("policy "), yaml.BaseLoader))  # noqa: S506 - texts only
            self._policy()
        elif line.startswith("setting "):
            self.around.update(yaml.load(line.removeprefix("setting "), yaml.BaseLoader))  # noqa: S506 - texts only
            self._policy()
        elif line.startswith("report as of "):
            self.report = to_json(self._ask(line.removeprefix("report as of ")).report)
        elif line.startswith("as of "):
            raise _ToldError(self._ask(line.removeprefix("as of ")))
        else:
            raise AssertionError(f"no scenario has a line like this: {line}")

    def _policy(self) -> None:
        settings = yaml.load(settings_text(**self.settings), yaml.BaseLoader)  # noqa: S506 - texts only
        self.history.write("mkdocs.yml", yaml.safe_dump({**settings, **self.around}, sort_keys=False))
        if self.base:
            self.history.commit("Change the policy", at=f"{self.day}T13:00+00:00")

    def _change(self, change: re.Match[str]) -> None:
        self.day = change["day"] or self.day
        self.edits += 1
        path = f"{CASES}{change['name']}.md"
        clock = {"date": "not-a-time +0000"} if change["broken"] else {"at": f"{self.day}T12:00+00:00"}
        before = self.history.head
        leader = f"{change['level']} Sample".title()
        author = _person(change["typist"] or leader)
        if change["pull"]:
            # What was published meanwhile is pulled into the own line, and pushed back.
            assert before
            self.history.go_to(self.history.nodes[before].parents[0])
        if change["what"] == "removes":
            self.history.delete(path)
        else:
            told = use_case(
                level=change["level"],
                title=f"{change['name']} {self.edits}",
                leader=leader,
                submitted_by=change["typist"] if change["said"] else None,
            )
            self.history.write(path, told)
        self.history.commit(f"{change['what']} {change['name']}", author=author, **clock)
        if change["pull"]:
            assert before
            self.history.merge(before, subject="Merge branch 'main' of https://git.example.com/showcase", **clock)

    def _ask(self, day: str) -> Showcase:
        repository = self.repository
        self.history.check_out()
        if self.shallow:
            repository = self.folder / "shallow"
            git(self.folder, "clone", "--quiet", "--depth=1", f"file://{self.repository}", str(repository))
        previous = json.loads(json.dumps(self.report)) if self.report else None
        return examine(Question(repository / "mkdocs.yml", as_of=day, base=self.base, previous=previous))


class _ToldError(Exception):
    """The scenario has been told to its end."""

    def __init__(self, showcase: Showcase) -> None:
        self.showcase = showcase


def _person(name: str) -> Person:
    return Person(name, f"{name.lower().replace(' ', '.')}@example.com")


def live(folder: Path, text: str, **settings: Any) -> Showcase:
    """Live through a scenario in a new repository below a folder."""
    try:
        return Story(folder, settings).tell(text)
    except _ToldError as told:
        return told.showcase
