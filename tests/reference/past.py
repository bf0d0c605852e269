"""The landings of a repository, by the plainest questions to git: their order, their times, what each published."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from reference.settings import Settings
from reference.substance import Case, could_be_use_case, published_case

DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Commit:
    """A commit, read from the object as git stores it."""

    name: str
    parents: tuple[str, ...]
    author_email: str
    committed: int | None
    """Seconds since the epoch; None where the date is no number."""
    subject: str


@dataclass(frozen=True)
class Landing:
    """A step of the published line."""

    commit: Commit
    time: int | None
    """When it landed; None where its clock is not believed."""
    earns: bool
    """Whether the people (not bots, not a reformatting) who made it let it count."""


class Past:
    """A repository as it was at a revision."""

    def __init__(self, folder: Path, revision: str, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.tip = self._git("rev-parse", f"{revision}^{{commit}}").decode().strip()
        self.commit = cache(self._commit)
        self.published_after = cache(self._published_after)

    def line(self) -> list[Commit]:
        """The published line, oldest first."""
        found = []
        at: str | None = self.tip
        while at is not None:
            commit = self.commit(at)
            found.append(commit)
            at = self._stands_on(commit)
        return found[::-1]

    def landings(self, as_of: int) -> list[Landing]:
        """The landings with their times, by the clock rules."""
        landings: list[Landing] = []
        floor: int | None = None
        before: Commit | None = None
        for commit in self.line():
            own = self.settings.clock.get(commit.name, commit.committed)
            time: int | None = None
            if own is not None and own <= as_of + DAY:
                time = min(own, as_of)
                if floor is not None:
                    time = max(time, floor)
                floor = time
            landings.append(Landing(commit, time, self._earns(commit, before)))
            before = commit
        return landings

    def _published_after(self, commit: Commit) -> list[Case]:
        """Every use case that is published in a commit's tree, by path."""
        cases = []
        for entry in self._git("ls-tree", "-r", "-z", "--full-tree", commit.name).split(b"\0")[:-1]:
            about, _, name = entry.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            path = name.decode("utf-8", "surrogateescape")
            if mode in ("100644", "100755") and could_be_use_case(path, self.settings.folder):
                content = self._objects[blob]
                case = published_case(path, content, self.settings.folder, self.settings.count_samples)
                if case:
                    cases.append(case)
        return sorted(cases, key=lambda case: case.path)

    # --- who made it --------------------------------------------------------------------------------------------

    def _earns(self, commit: Commit, before: Commit | None) -> bool:
        if commit.name in self._named:
            return False
        if len(commit.parents) < 2:
            return not self._by_bot(commit)
        brought = ["rev-list", "--no-merges", commit.name] + ([f"^{before.name}"] if before else [])
        names = [name for name in self._git(*brought).decode().split() if name != commit.name]
        if not names:
            return not self._by_bot(commit)
        return not all(name in self._named or self._by_bot(self.commit(name)) for name in names)

    def _by_bot(self, commit: Commit) -> bool:
        return any(_matches(glob, commit.author_email) for glob in self.settings.bots)

    @cached_property
    def _named(self) -> set[str]:
        """The commits that `.git-blame-ignore-revs` of the checked revision names."""
        listing = self._git("ls-tree", "-z", "--full-tree", self.tip, ".git-blame-ignore-revs")
        if not listing:
            return set()
        text = self._git("cat-file", "blob", f"{self.tip}:.git-blame-ignore-revs").decode("utf-8", "replace")
        return {line.partition("#")[0].strip() for line in text.split("\n")}

    # --- git ----------------------------------------------------------------------------------------------------

    def _stands_on(self, commit: Commit) -> str | None:
        if len(commit.parents) == 2 and self._pulled(commit.subject):
            return commit.parents[1]
        return commit.parents[0] if commit.parents else None

    def _pulled(self, subject: str) -> bool:
        """Whether a merge says, in git's words, that the published branch was pulled from a place that is believed."""
        for branch in self.settings.branches:
            of_url = re.match(rf"Merge branch '{re.escape(branch)}' of (\S+)( into \S+)?$", subject)
            of_remote = re.match(rf"Merge remote-tracking branch '(\S+)/{re.escape(branch)}'( into \S+)?$", subject)
            match = of_url or of_remote
            if match and any(_matches(glob, match[1]) for glob in self.settings.pulled_from):
                return True
        return False

    def _commit(self, name: str) -> Commit:
        text = self._objects[name].decode("utf-8", "surrogateescape")
        head, _, message = text.partition("\n\n")
        parents: list[str] = []
        email, committed = "", None
        for line in head.split("\n"):
            kind, _, value = line.partition(" ")
            if kind == "parent":
                parents.append(value)
            elif kind == "author":
                email = value.rpartition("<")[2].partition(">")[0]
            elif kind == "committer":
                date = re.match(r"(\d+) [+-]\d+$", value.rpartition("> ")[2], re.ASCII)
                committed = int(date[1]) if date else None
        subject = " ".join(message.strip("\n").partition("\n\n")[0].split("\n"))
        return Commit(name, tuple(parents), email, committed, subject)

    @cached_property
    def _objects(self) -> dict[str, bytes]:
        """What every commit and every version of a file holds, by its name."""
        left, found = self._git("cat-file", "--batch-all-objects", "--batch"), {}
        while left:
            about, _, left = left.partition(b"\n")
            name, _, size = about.decode().split(" ")
            found[name], left = left[: int(size)], left[int(size) + 1 :]
        return found

    def _git(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["git", "-c", "safe.directory=*", *arguments],
            cwd=self.folder,
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_NO_REPLACE_OBJECTS": "1",
            },
        ).stdout


def _matches(glob: str, text: str) -> bool:
    pattern = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in glob)
    return re.fullmatch(pattern, text, re.DOTALL) is not None
