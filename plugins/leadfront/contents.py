"""Reads the use-case files of a showcase and judges each by the content rules. An edge: takes `Sources`, keeps what it
learnt in the cache.

Comes in: the files, by name, and the policy. Goes out: `Contents`. Knows nothing of history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from leadfront.cache import Cache
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


class Examination:
    """How use cases are judged, and what is remembered of earlier times."""

    def __init__(
        self,
        folder: str,
        policy: Policy,
        today: date,
        landed: Mapping[str, str] | None,
        cache: Cache,
        progress: Progress,
        beside: SideBySide,
    ) -> None:
        """`landed` holds the files of the judged commit, blobs by path; None where that can't be known.

        What is remembered is read here already, while a copy of the process looks for the files.
        """
        self.folder = folder
        self.policy = policy
        self.today = today
        self.landed = landed
        self.progress = progress
        self.beside = beside
        digest = hashlib.blake2b(repr(policy).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._clean = cache.clean(digest)
        self._shares = cache.shares(digest)
        self._versions = cache.versions

    def of(self, sources: Sources) -> Contents:
        """Judge files one by one, then together.

        Raises ChangedError where one had to be read again and is not the one that was named.
        """
        policy, files = self.policy, sources.files
        known = dict(self._known(files))
        unknown = (
            SourceFile(file.path, sources.content(file))
            for file in files
            if not file.refused and file.path not in known
        )
        judged = self.beside.each(partial(_judge_file, folder=self.folder, policy=policy, today=self.today), unknown)
        findings: list[Finding] = []
        filed: list[Filed] = []
        fresh: dict[tuple[str, str], tuple[int, Filed]] = {}
        versions: dict[str, Version] = {}
        read: dict[str, UseCase] = {}
        self.progress.stage("Reading the use cases", len(files))
        for file in files:
            self.progress.step()
            if file.refused:
                refused = Unreadable(file.refused, 1, "refused")
                checked = Checked(file.path, self.folder, policy, self.today, None, refused)
                findings.extend(judge(Scope.FILE, checked, policy, file.path))
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
                    fresh[file.path, file.blob] = (self.today.toordinal(), item)
        self._clean.add(fresh)
        self._versions.add({blob: told for blob, told in versions.items() if blob not in self._versions.records})
        resembling: Resembling = {}
        if policy.setting_of(near_copy.code) is not Setting.OFF:
            resembling = self._resembling(filed, sources, read)
        landed = self.landed
        unlanded = frozenset(item.path for item in filed if landed is not None and item.path not in landed)
        together = Files(tuple(filed), unlanded, policy.spotlight, policy.path, resembling)
        findings.extend(judge(Scope.SHOWCASE, together, policy))
        changed = frozenset(
            file.path
            for file in files
            if not file.refused and landed is not None and landed.get(file.path) != file.blob
        )
        return Contents(sources, tuple(filed), tuple(findings), self.folder, policy.sections, changed, read)

    def _known(self, files: Iterable[NamedFile]) -> Iterator[tuple[str, Filed]]:
        """The files, by path, in which nothing was found before."""
        clean = self._clean.records
        today = self.today.toordinal()
        for file in files:
            before = clean.get((file.path, file.blob))
            # Days only ever come nearer: what held on an earlier day holds today.
            if before and before[0] <= today:
                yield file.path, before[1]

    def _resembling(self, filed: Iterable[Filed], sources: Sources, read: Mapping[str, UseCase]) -> Resembling:
        """The files that are nearly the same as others. What was compared before is not compared again."""
        files = {file.path: file for file in sources.files}
        tellings: dict[str, Telling] = {}

        def telling(path: str) -> Telling:
            if path not in tellings:
                tellings[path] = telling_of(read.get(path) or self._read(files[path], sources))
            return tellings[path]

        pairs = {
            (one, other): (files[one].blob, files[other].blob)
            for one, other in worth_comparing((item.path, item.fingerprint) for item in filed)
        }
        found: dict[tuple[str, str], float] = {}
        for (one, other), blobs in pairs.items():
            if blobs not in self._shares.records and blobs not in found:
                found[blobs] = alikeness(telling(one), telling(other))
        self._shares.add(found)
        return nearest({pair: share for pair, blobs in pairs.items() if (share := self._shares.records[blobs])})

    def _read(self, file: NamedFile, sources: Sources) -> UseCase:
        return read_use_case(file.path, self.folder, sources.content(file), dict(self.policy.sections))


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
