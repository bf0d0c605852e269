"""Reads the use-case files of a showcase and judges each by the content rules. An edge: takes `Sources`, keeps what it
learnt in the cache.

Comes in: the files, by name, and the policy. Goes out: `Contents`. Knows nothing of history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from leadfront.cache import Cache, Table
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable
from leadfront.near_copies import Resembling, Telling, alikeness, fingerprint, nearest, telling_of, worth_comparing
from leadfront.policy import Policy, Setting
from leadfront.progress import Progress
from leadfront.rules import judge, judge_file
from leadfront.rules.genuineness import near_copy
from leadfront.rules.model import Checked, Filed, Files, Scope
from leadfront.side_by_side import SideBySide
from leadfront.sources import NamedFile, Sources
from leadfront.use_case import UseCase, Version, read_use_case
from leadfront.working_tree import SourceFile


@dataclass(frozen=True)
class Contents:
    """The files that were judged, and what the content rules say of them."""

    sources: Sources
    filed: tuple[Filed, ...]
    findings: tuple[Finding, ...]
    folder: str
    headings: Mapping[str, str]
    changed: frozenset[str] = frozenset()
    """The paths of files that are not in the judged commit with these bytes."""
    read: Mapping[str, UseCase] = field(default_factory=dict)
    """By path: the use cases that had to be read for the rules."""

    def use_cases(self) -> Iterable[UseCase]:
        """Every use case that can be read.

        Raises ChangedError where a file is not the one that was judged.
        """
        for file in self.sources.files:
            if file.path in self.read:
                yield self.read[file.path]
            elif not file.refused:
                with suppress(Unreadable):
                    yield read_use_case(file.path, self.folder, self.sources.content(file), dict(self.headings))


def examine_files(
    sources: Sources,
    folder: str,
    policy: Policy,
    today: date,
    landed: Mapping[str, str] | None,
    cache: Cache,
    progress: Progress,
    beside: SideBySide,
) -> Contents:
    """Judge files one by one, then together.

    `landed` holds the files of the judged commit, blobs by path; None where that can't be known. Raises ChangedError
    where a file had to be read again and is not the one that was named.
    """
    files = sources.files
    clean = cache.clean(_digest(policy))
    findings: list[Finding] = []
    filed: list[Filed] = []
    fresh: dict[tuple[str, str], tuple[int, Filed]] = {}
    versions: dict[str, Version] = {}
    read: dict[str, UseCase] = {}
    changed: set[str] = set()
    known: dict[str, Filed] = {}
    for file in files:
        if file.refused:
            continue
        if landed is not None and landed.get(file.path) != file.blob:
            changed.add(file.path)
        before = clean.records.get((file.path, file.blob))
        # Days only ever come nearer: what held on an earlier day holds today.
        if before and before[0] <= today.toordinal():
            known[file.path] = before[1]
    unknown = (
        SourceFile(file.path, sources.content(file)) for file in files if not file.refused and file.path not in known
    )
    judged = beside.each(partial(_judge_file, folder=folder, policy=policy, today=today), unknown)
    progress.stage("Reading the use cases", len(files))
    for file in files:
        progress.step()
        if file.refused:
            refused = Checked(file.path, folder, policy, today, None, Unreadable(file.refused, 1, "refused"))
            findings.extend(judge(Scope.FILE, refused, policy, file.path))
            continue
        if file.path in known:
            filed.append(known[file.path])
            continue
        case, said = next(judged)
        findings.extend(said)
        if case:
            versions[file.blob] = case.version
            read[file.path] = case
            item = _filed(case)
            filed.append(item)
            if not said:
                fresh[file.path, file.blob] = (today.toordinal(), item)
    clean.add(fresh)
    cache.versions.add({blob: version for blob, version in versions.items() if blob not in cache.versions.records})
    unlanded = frozenset(item.path for item in filed if landed is not None and item.path not in landed)
    resembling: Resembling = {}
    if policy.setting_of(near_copy.code) is not Setting.OFF:

        def case_of(file: NamedFile) -> UseCase:
            return read.get(file.path) or read_use_case(file.path, folder, sources.content(file), dict(policy.sections))

        resembling = _resembling(filed, {file.path: file for file in files}, case_of, cache.shares(_digest(policy)))
    together = Files(tuple(filed), unlanded, policy.spotlight, policy.path, resembling)
    findings.extend(judge(Scope.SHOWCASE, together, policy))
    return Contents(sources, tuple(filed), tuple(findings), folder, policy.sections, frozenset(changed), read)


def _judge_file(file: SourceFile, folder: str, policy: Policy, today: date) -> tuple[UseCase | None, list[Finding]]:
    case, unreadable = None, None
    try:
        case = read_use_case(file.path, folder, file.data, dict(policy.sections))
    except Unreadable as error:
        unreadable = error
    checked = Checked(file.path, folder, policy, today, case, unreadable)
    return case, judge_file(checked, file.data)


def _filed(case: UseCase) -> Filed:
    document = case.document
    return Filed(
        case.path,
        case.id,
        document.line_of("id"),
        case.texts("related"),
        document.line_of("related"),
        fingerprint(case),
    )


def _resembling(
    filed: Iterable[Filed],
    files: Mapping[str, NamedFile],
    case_of: Callable[[NamedFile], UseCase],
    shares: Table[tuple[str, str], float],
) -> Resembling:
    """The files that are nearly the same as others. What was compared before is not compared again."""
    tellings: dict[str, Telling] = {}

    def telling(path: str) -> Telling:
        if path not in tellings:
            tellings[path] = telling_of(case_of(files[path]))
        return tellings[path]

    pairs = list(worth_comparing((item.path, item.fingerprint) for item in filed))
    found: dict[tuple[str, str], float] = {}
    for one, other in pairs:
        key = files[one].blob, files[other].blob
        if key not in shares.records and key not in found:
            found[key] = alikeness(telling(one), telling(other))
    shares.add(found)
    return nearest(
        {pair: share for pair in pairs if (share := shares.records[files[pair[0]].blob, files[pair[1]].blob])}
    )


def _digest(policy: Policy) -> str:
    return hashlib.blake2b(repr(policy).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
