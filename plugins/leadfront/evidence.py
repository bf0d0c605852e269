"""Gathers the evidence: what git knows of the showcase at a revision, as values. An edge: asks `leadfront.git`, keeps
what it learnt in the cache.

Comes in: a repository, a revision, the use-case folder. Goes out: `Evidence`, from which chain, ledger and claim are
worked out. It may not judge anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from leadfront.cache import Cache
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.git import Repository, Undecided
from leadfront.history import Line, follow, read_ignored
from leadfront.ledger import Arrival
from leadfront.objects import REGULAR_FILE_MODES, Commit, TreeEntry
from leadfront.policy import Policy
from leadfront.progress import Progress
from leadfront.side_by_side import SideBySide
from leadfront.use_case import Version, is_use_case, read_version

IGNORE_FILE = ".git-blame-ignore-revs"


@dataclass(frozen=True)
class Evidence:
    """What git knows at a revision."""

    revision: str
    commits: Mapping[str, Commit]
    line: Line
    arrivals: Mapping[str, tuple[Arrival, ...]]
    """By landing: the use-case files that it added or changed."""
    versions: Mapping[str, Version]
    """By blob."""
    published: tuple[TreeEntry, ...]
    """The use-case files of the revision."""
    ignored: frozenset[str]


@dataclass(frozen=True)
class _Walk:
    """The landings and what each brought into the folder, without the files' contents."""

    commits: Mapping[str, Commit]
    line: Line
    arrivals: Mapping[str, tuple[Arrival, ...]]


class Archive:
    """What can be learnt of one repository, each thing asked for once."""

    def __init__(self, repository: Repository, cache: Cache, progress: Progress, beside: SideBySide) -> None:
        self.repository = repository
        self.cache = cache
        self.progress = progress
        self.beside = beside
        self._trees: dict[tuple[str, str], tuple[TreeEntry, ...]] = {}
        self._begun: dict[tuple[str, str], Future[_Walk]] = {}

    def tree(self, revision: str, folder: str) -> tuple[TreeEntry, ...]:
        """The files of a commit below a folder.

        Raises Undecided where git can't tell.
        """
        if (revision, folder) not in self._trees:
            self._trees[revision, folder] = tuple(self.repository.tree(revision, folder))
        return self._trees[revision, folder]

    def begin(self, revision: str, folder: str, policy: Policy) -> None:
        """Start to read the history on the side: most of it is waiting for git, while files on disk can be read."""
        with_one = ThreadPoolExecutor(1)
        self._begun[revision, folder] = with_one.submit(self._walk, revision, folder, policy)
        with_one.shutdown(wait=False)

    def evidence(self, revision: str, folder: str, policy: Policy, line: Line | None = None) -> Evidence:
        """Read the history of a revision. `line` is given where the landings are not those on its own line.

        Raises Undecided where git can't tell.
        """
        self.progress.stage("Reading the history")
        begun = self._begun.pop((revision, folder), None)
        walk = begun.result() if begun and line is None else self._walk(revision, folder, policy, line)
        published = tuple(
            entry
            for entry in self.tree(revision, folder)
            if entry.mode in REGULAR_FILE_MODES and is_use_case(entry.path, folder)
        )
        blobs = {arrival.blob for landed in walk.arrivals.values() for arrival in landed}
        versions = self._versions(blobs | {entry.blob for entry in published})
        ignored = self.ignored(revision)
        return Evidence(revision, walk.commits, walk.line, walk.arrivals, versions, published, ignored)

    def ignored(self, revision: str) -> frozenset[str]:
        """The commits that a revision names as earning nothing."""
        return read_ignored((self.repository.file(revision, IGNORE_FILE) or b"").decode("utf-8", "replace"))

    def _walk(self, revision: str, folder: str, policy: Policy, line: Line | None = None) -> _Walk:
        commits = self._commits(revision)
        if line is None:
            line = follow(commits, revision, policy)
        return _Walk(commits, line, self._arrivals(line, folder))

    def _commits(self, revision: str) -> Mapping[str, Commit]:
        """Every commit reachable from the revision.

        The cache holds, with a commit, everything reachable from it, so one that is known needs no question.
        """
        known = self.cache.commits.records
        if revision not in known:
            tip = self.cache.latest_tip
            without = tip if tip and self.repository.has(tip) else ""
            self.cache.commits.add(self.repository.commits(revision, without))
        return known

    def _arrivals(self, line: Line, folder: str) -> Mapping[str, tuple[Arrival, ...]]:
        """What each landing brought into the use-case folder."""
        table = self.cache.arrivals(folder)
        known = table.records
        missing = [pair for pair in line if pair not in known]
        if missing:
            found: dict[tuple[str, str | None], tuple[Arrival, ...]] = dict.fromkeys(missing, ())
            before = dict(missing)
            for commit, changes in self.repository.changes(missing, folder):
                found[commit, before[commit]] = tuple(
                    Arrival(change.path, change.blob)
                    for change in changes
                    if change.blob and change.mode in REGULAR_FILE_MODES and is_use_case(change.path, folder)
                )
            table.add(found)
        return {pair[0]: arrived for pair in line if (arrived := known[pair])}

    def _versions(self, blobs: set[str]) -> Mapping[str, Version]:
        known = self.cache.versions.records
        missing = sorted(blobs - known.keys())
        if missing:
            self.progress.stage("Reading the versions of the use cases", len(missing))
            found: dict[str, Version] = {}
            pointers = False
            for name, version in self.beside.each(_read, self.repository.blobs(missing, MAX_FILE_BYTES)):
                if version.pointer:  # never kept, so that it is told again
                    pointers = True
                else:
                    found[name] = version
                self.progress.step()
            self.cache.versions.add(found)
            if pointers:
                raise Undecided(
                    "some use cases are kept in Git LFS, whose history holds only pointers",
                    "take *.md out of Git LFS (git lfs untrack, then migrate) so that git can show what was published",
                )
        return known


def _read(blob: tuple[str, bytes]) -> tuple[str, Version]:
    name, data = blob
    return name, read_version(data)
