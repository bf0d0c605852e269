"""Gathers the evidence: what git knows of the showcase at a revision, as values. An edge: asks `leadfront.git`,
keeps what it learnt in the cache.

Comes in: a repository, a revision, the use-case folder. Goes out: `Evidence`, from which chain, ledger and claim are
worked out. It may not
judge anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadfront.cache import Cache
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.git import Repository, Undecided
from leadfront.history import follow, read_ignored
from leadfront.ledger import Arrival
from leadfront.objects import REGULAR_FILE_MODES, Commit, TreeEntry
from leadfront.policy import Policy
from leadfront.progress import Progress
from leadfront.use_case import Version, is_use_case, read_version

IGNORE_FILE = ".git-blame-ignore-revs"


@dataclass(frozen=True)
class Evidence:
    """What git knows at a revision."""

    revision: str
    commits: Mapping[str, Commit]
    line: tuple[tuple[str, str | None], ...]
    """The landings with the one before each, newest first."""
    arrivals: Mapping[str, tuple[Arrival, ...]]
    """By landing: the use-case files that it added or changed."""
    versions: Mapping[str, Version]
    """By blob."""
    tree: tuple[TreeEntry, ...]
    """The use-case files of the revision."""
    ignored: frozenset[str] = field(default_factory=frozenset)


def gather(
    repository: Repository,
    revision: str,
    folder: str,
    policy: Policy,
    cache: Cache,
    progress: Progress,
    line: tuple[tuple[str, str | None], ...] | None = None,
) -> Evidence:
    """Read the history of a revision. `line` is given where the landings are not those of the revision's own first
    parents.

    Raises Undecided where git can't tell.
    """
    progress.stage("Reading the history")
    commits = _commits(repository, revision, cache)
    if line is None:
        line = tuple(follow(commits, revision, policy))
    arrivals = _arrivals(repository, line, folder, cache)
    tree = tuple(
        entry
        for entry in repository.tree(revision, folder)
        if entry.mode in REGULAR_FILE_MODES and is_use_case(entry.path, folder)
    )
    blobs = {arrival.blob for landed in arrivals.values() for arrival in landed} | {entry.blob for entry in tree}
    versions = _versions(repository, blobs, cache, progress)
    ignored = repository.file(revision, IGNORE_FILE) or b""
    return Evidence(revision, commits, line, arrivals, versions, tree, read_ignored(ignored.decode("utf-8", "replace")))


def _commits(repository: Repository, revision: str, cache: Cache) -> Mapping[str, Commit]:
    """Every commit reachable from the revision. What the cache holds is not asked for again.

    The cache holds, with a commit, everything reachable from it, so one that is known needs no question.
    """
    known = cache.commits.records
    if revision not in known:
        tip = cache.latest_tip
        without = tip if tip and repository.has(tip) else ""
        cache.commits.add(repository.commits(revision, without))
    return known


def _arrivals(
    repository: Repository, line: tuple[tuple[str, str | None], ...], folder: str, cache: Cache
) -> Mapping[str, tuple[Arrival, ...]]:
    """What each landing brought into the use-case folder."""
    known = cache.arrivals(folder).records
    missing = [pair for pair in line if pair not in known]
    if missing:
        found: dict[tuple[str, str | None], tuple[Arrival, ...]] = dict.fromkeys(missing, ())
        before = dict(missing)
        for commit, changes in repository.changes(missing, folder):
            found[commit, before[commit]] = tuple(
                Arrival(change.path, change.blob)
                for change in changes
                if change.blob and change.mode in REGULAR_FILE_MODES and is_use_case(change.path, folder)
            )
        cache.arrivals(folder).add(found)
    return {pair[0]: known[pair] for pair in line if known[pair]}


def _versions(repository: Repository, blobs: set[str], cache: Cache, progress: Progress) -> Mapping[str, Version]:
    known = cache.versions.records
    missing = sorted(blobs - known.keys())
    if missing:
        progress.stage("Reading the versions of the use cases", len(missing))
        found: dict[str, Version] = {}
        for name, data in repository.blobs(missing, MAX_FILE_BYTES):
            found[name] = read_version(data)
            progress.step()
        cache.versions.add(found)
    if any(known[name].pointer for name in blobs):
        raise Undecided(
            "some use cases are kept in Git LFS, whose history holds only pointers",
            "take *.md out of Git LFS (git lfs untrack, then migrate) so that git can show what was published",
        )
    return known
