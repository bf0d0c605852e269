"""The ledger: which landings fill which quarter and level (DESIGN, Substance). Pure: values in, values out.

Comes in: the landings, what each changed, and the versions of the files. Goes out: the updates, oldest first. May
not know: git,
files, the clock, rules, severities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from leadfront.history import Landing
from leadfront.policy import Policy
from leadfront.report import Change, Update
from leadfront.use_case import Version, id_from_path


class Arrival(NamedTuple):
    """A use-case file as a landing left it."""

    path: str
    blob: str


@dataclass(frozen=True)
class Ledger:
    """The updates, in the order in which they landed, and when each use case was first published and last changed."""

    updates: tuple[Update, ...]
    published_at: Mapping[str, int]
    """By id: when it was first published, in seconds since the epoch, whether or not that earned anything."""
    changed_at: Mapping[str, int]
    """By id: when it last changed in substance; what earns nothing is no such change."""


def fill(
    landings: Iterable[Landing],
    arrivals: Mapping[str, Iterable[Arrival]],
    versions: Mapping[str, Version],
    policy: Policy,
    folder: str,
) -> Ledger:
    """Walk the landings, oldest first, and note each use case that one adds or changes in substance.

    `arrivals` holds, by commit, the use-case files that a landing added or changed; `versions` every version by its
    blob; `folder` is the use-case folder from the repository's top. What a landing publishes counts as published
    whether or not it earns.
    """
    count_samples, zone = policy.count_samples, policy.zone
    added, changed = Change.ADDED, Change.CHANGED
    words: set[str] = set()
    ids: set[str] = set()
    updates: list[Update] = []
    published_at: dict[str, int] = {}
    changed_at: dict[str, int] = {}
    level_ids: dict[str, str | None] = {}
    for commit, _, landed_at, earns in landings:
        brought = arrivals.get(commit)
        if not brought:
            continue
        published: list[tuple[str, str]] = []
        for path, blob in brought:
            version = versions[blob]
            if not version.published(count_samples):
                continue
            identifier = version.id or id_from_path(path, folder)
            own_words = version.words
            published.append((own_words, identifier))
            if landed_at is None or own_words in words:
                continue
            if identifier not in published_at:
                published_at[identifier] = changed_at[identifier] = landed_at
            if not earns:
                continue
            changed_at[identifier] = landed_at
            named = version.level
            if named not in level_ids:
                level = policy.level_named(named)
                level_ids[named] = level.id if level else None
            change = changed if identifier in ids else added
            updates.append(Update(commit, landed_at, zone, path, identifier, version.leader, level_ids[named], change))
        for version_words, identifier in published:
            words.add(version_words)
            ids.add(identifier)
    return Ledger(tuple(updates), published_at, changed_at)
