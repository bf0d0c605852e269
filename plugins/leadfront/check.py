"""The check, from end to end: gathers policy, history and content, has them judged, and answers with a `Showcase`.
An edge.

What is judged (DESIGN, Coverage and freshness): coverage and ledger come from the revision, HEAD unless one is
named; the content rules look
at the working tree, or at the revision's tree if one is named. A pull request (`base`) is judged from its merge base
on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from leadfront.cache import FOLDER as CACHE_FOLDER
from leadfront.cache import Cache
from leadfront.claim import assess, verdict_of
from leadfront.contents import Contents, examine_files
from leadfront.evidence import Evidence, gather
from leadfront.findings import Finding, Severity, sort_key
from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.git import Repository, Undecided
from leadfront.history import chain
from leadfront.ledger import Ledger, fill
from leadfront.objects import REGULAR_FILE_MODES
from leadfront.policy import Policy, Site
from leadfront.policy_reader import PolicyErrors, Settings, as_moment, read_settings
from leadfront.policy_reader import Problem as PolicyProblem
from leadfront.progress import Progress
from leadfront.report import LevelState, Report, Verdict
from leadfront.rules import BY_CODE, judge
from leadfront.rules.model import Claim, PolicyChange, Scope
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import is_use_case
from leadfront.working_tree import SourceFile, read_text, use_case_files


class UsageError(Exception):
    """The question can't be asked this way. The message says what to do instead."""


@dataclass(frozen=True)
class Question:
    """What is asked. Texts are as typed; revisions are anything that git understands."""

    config_path: Path
    as_of: str = ""
    """A time or a day (ISO 8601); without an offset, in the policy's zone. Empty: `SOURCE_DATE_EPOCH`, else now."""
    revision: str = ""
    base: str = ""
    policy_from: str = ""
    previous: Mapping[str, Any] | None = None
    """An earlier report as JSON data."""
    use_cache: bool = True


def examine(question: Question, progress: Progress | None = None, with_entries: bool = True) -> Showcase:
    """Answer the question. `with_entries` says whether the use cases themselves are wanted too, as for the pages.

    Raises PolicyErrors where the policy can't be used, UnknownRevision where a revision is not there, UsageError
    where the
    question makes no sense. What git can't tell is an answer: a report whose verdict is undecided.
    """
    return _Examination(question, progress or Progress(quiet=True)).answer(with_entries)


def read_settings_at(config_path: Path) -> Settings:
    """The settings as they lie on disk, without any question about history.

    Raises PolicyErrors.
    """
    try:
        top = Repository.around(config_path.resolve().parent).top
    except Undecided:
        top = config_path.resolve().parent
    return _settings_on_disk(config_path.resolve(), top)


@dataclass(frozen=True)
class _Judged:
    """One revision, judged by one policy."""

    claim: Claim
    ledger: Ledger
    findings: tuple[Finding, ...]


class _Examination:
    """One run of the check, step by step."""

    def __init__(self, question: Question, progress: Progress) -> None:
        self.question = question
        self.progress = progress
        self.config = question.config_path.resolve()
        self.undecided: Undecided | None = None
        self.repository: Repository | None = None
        try:
            self.repository = Repository.around(self.config.parent)
        except Undecided as reason:
            self.undecided = reason
        self.top = self.repository.top if self.repository else _top_on_disk(self.config.parent)

    def answer(self, with_entries: bool) -> Showcase:
        revision, base = self._revisions()
        settings = self._settings()
        policy, site = settings.policy, settings.site
        as_of = _as_of(self.question.as_of, policy)
        folder = site.in_docs(policy.use_cases)
        cache = self._cache(revision)
        today = policy.calendar.local(as_of).date()

        tree = self._tree(revision, folder)
        contents = examine_files(
            self._files(revision, folder),
            folder,
            policy,
            today,
            tree,
            cache,
            self.progress,
            len(revision or "") == 64,
        )
        found = list(contents.findings)
        judged: _Judged | None = None
        if self.repository and revision and not self.undecided:
            try:
                judged, said = self._judge(self.repository, revision, base, folder, policy, as_of, cache, contents)
                found = said
            except Undecided as reason:
                self.undecided = reason
        if self.undecided:
            rule = BY_CODE["LF310"]
            message = f"The history can't tell: {self.undecided.reason}."
            found.append(
                Finding(
                    rule.code,
                    rule.name,
                    Severity.ERROR,
                    message,
                    f"To mend it, {self.undecided.mend}.",
                    subject="history",
                )
            )
        self.progress.end()
        report = self._report(policy, as_of, revision, judged, found, len(contents.files))
        entries = _entries(contents, policy, site, judged.ledger if judged else None) if with_entries else ()
        return Showcase(report, policy, site, entries)

    # --- inputs -------------------------------------------------------------------------------------------------

    def _revisions(self) -> tuple[str | None, str | None]:
        """The commit to judge and the merge base with the base, where one is asked for."""
        question = self.question
        if self.repository is None:
            if question.policy_from:
                raise UsageError(f"--policy-from needs a git repository: {self.undecided}")
            return None, None
        try:
            revision = self.repository.resolve(question.revision) if question.revision else self.repository.head()
        except Undecided as reason:
            self.undecided = reason
            return None, None
        if not question.base:
            return revision, None
        base = self.repository.merge_base(self.repository.resolve(question.base), revision)
        if base is None:
            raise UsageError(
                f"{question.base} and the checked revision have no history in common: fetch the whole history of both"
            )
        return revision, base

    def _settings(self) -> Settings:
        if not self.question.policy_from or self.repository is None:
            return _settings_on_disk(self.config, self.top)
        return self._settings_at(self.repository, self.repository.resolve(self.question.policy_from))

    def _settings_at(self, repository: Repository, revision: str) -> Settings:
        """The settings as they were at a commit."""
        path = _relative(self.config, self.top)

        def text(name: str) -> str:
            data = repository.file(revision, name)
            if data is None:
                raise FileNotFoundError(name)
            return data.decode("utf-8-sig", "replace")

        def inherited(name: str) -> tuple[str, str]:
            beside = os.path.normpath(PurePosixPath(path).parent / name)
            return beside, text(beside)

        try:
            return _read(text(path), path, inherited)
        except FileNotFoundError:
            problem = PolicyProblem(f"this file is not there at {revision[:12]}", 1, path)
            raise PolicyErrors([problem]) from None

    def _cache(self, revision: str | None) -> Cache:
        if not self.question.use_cache or self.repository is None or revision is None:
            return Cache(None)
        try:
            forged = bool(self.repository.tree(revision, CACHE_FOLDER.partition("/")[0]))
        except Undecided:
            forged = True
        return Cache(None if forged else self.top)

    def _tree(self, revision: str | None, folder: str) -> frozenset[str] | None:
        """The paths that are in the judged commit; None where there is none to ask."""
        if self.repository is None or revision is None:
            return None
        try:
            return frozenset(entry.path for entry in self.repository.tree(revision, folder))
        except Undecided as reason:
            self.undecided = reason
            return None

    def _files(self, revision: str | None, folder: str) -> Iterable[SourceFile]:
        if not self.question.revision or self.repository is None or revision is None:
            return use_case_files(self.top, folder)
        entries = [entry for entry in self.repository.tree(revision, folder) if is_use_case(entry.path, folder)]
        regular = [entry for entry in entries if entry.mode in REGULAR_FILE_MODES]
        contents = dict(self.repository.blobs(dict.fromkeys(entry.blob for entry in regular), MAX_FILE_BYTES))
        refused = [SourceFile(entry.path, b"", "it is not a regular file") for entry in entries if entry not in regular]
        return [*(SourceFile(entry.path, contents[entry.blob]) for entry in regular), *refused]

    # --- judging ------------------------------------------------------------------------------------------------

    def _judge(
        self,
        repository: Repository,
        revision: str,
        base: str | None,
        folder: str,
        policy: Policy,
        as_of: int,
        cache: Cache,
        contents: Contents,
    ) -> tuple[_Judged, list[Finding]]:
        evidence = gather(repository, revision, folder, policy, cache, self.progress)
        if base is not None and base != revision and not any(commit == base for commit, _ in evidence.line):
            # The branch took the base in by a merge, so its own first parents are not the published line. What would
            # land is the whole of it, on top of the base.
            published = gather(repository, base, folder, policy, cache, self.progress)
            evidence = gather(
                repository,
                revision,
                folder,
                policy,
                cache,
                self.progress,
                ((revision, base), *published.line),
            )
        judged = _judge_evidence(evidence, folder, policy, as_of, self._previous_gaps())
        found = [*contents.findings, *judged.findings]
        if base is None:
            return judged, found
        return judged, self._against_base(repository, revision, base, policy, as_of, cache, contents, found)

    def _against_base(
        self,
        repository: Repository,
        revision: str,
        base: str,
        policy: Policy,
        as_of: int,
        cache: Cache,
        contents: Contents,
        found: list[Finding],
    ) -> list[Finding]:
        """Mark what was there before as standing, and add what the change weakens in the policy."""
        touched = repository.changed_paths(base, revision) if base != revision else set()
        if not self.question.revision:
            touched |= {item.path for item in contents.filed} - {entry.path for entry in repository.tree(revision)}
        try:
            before = self._settings_at(repository, base)
        except PolicyErrors:
            before = None
        known: set[tuple[str, str]] = set()
        if before is not None:
            folder = before.site.in_docs(before.policy.use_cases)
            evidence = gather(repository, base, folder, before.policy, cache, self.progress)
            known = {
                (item.code, item.subject)
                for item in _judge_evidence(evidence, folder, before.policy, as_of, frozenset()).findings
            }
        judged = [
            finding.as_standing()
            if (
                (finding.code, finding.subject) in known
                if BY_CODE[finding.code].scope is Scope.CLAIM
                else finding.path not in touched
            )
            else finding
            for finding in found
        ]
        if before is not None:
            head = (
                _settings_on_disk(self.config, self.top)
                if not self.question.revision
                else self._settings_at(repository, revision)
            )
            judged.extend(judge(Scope.POLICY, PolicyChange(before.policy, head.policy), policy))
        return judged

    def _previous_gaps(self) -> frozenset[str]:
        previous = self.question.previous
        if previous is None:
            return frozenset()
        if previous.get("version") != 1 or not isinstance(previous.get("quarters"), list):
            raise UsageError("the previous report is not a report of “leadfront check --format json”, version 1")
        return frozenset(
            str(quarter.get("label"))
            for quarter in previous["quarters"]
            if isinstance(quarter, dict) and quarter.get("state") == "closed" and quarter.get("updated") is False
        )

    def _report(
        self,
        policy: Policy,
        as_of: int,
        revision: str | None,
        judged: _Judged | None,
        found: list[Finding],
        files: int,
    ) -> Report:
        now = policy.calendar.quarter_of(policy.calendar.local(as_of).date())
        return Report(
            verdict=Verdict.UNDECIDED if self.undecided or judged is None else verdict_of(judged.claim),
            as_of=policy.calendar.local(as_of),
            revision=revision,
            quarters=judged.claim.quarters if judged else (),
            levels=judged.claim.levels
            if judged
            else tuple(LevelState(level.id, level.name, level.in_force(now), 0, False) for level in policy.levels),
            findings=tuple(sorted(found, key=sort_key)),
            launched=as_of >= policy.launch.timestamp(),
            files_checked=files,
        )


def _judge_evidence(
    evidence: Evidence, folder: str, policy: Policy, as_of: int, previous_gaps: frozenset[str]
) -> _Judged:
    landings = chain(evidence.commits, evidence.line, policy, as_of, evidence.ignored)
    ledger = fill(landings.landings, evidence.arrivals, evidence.versions, policy, folder)
    published = [evidence.versions[entry.blob] for entry in evidence.tree]
    claim = assess(policy, landings, ledger, published, as_of, previous_gaps)
    return _Judged(claim, ledger, tuple(judge(Scope.CLAIM, claim, policy)))


def _entries(contents: Contents, policy: Policy, site: Site, ledger: Ledger | None) -> tuple[Entry, ...]:
    prefix = len(site.docs_dir) + 1 if site.docs_dir else 0
    entries = []
    for case in contents.use_cases():
        if not case.version.words:
            continue
        function = policy.function_named(case.text("function"))
        published = ledger.published_at.get(case.id) if ledger else None
        changed = ledger.changed_at.get(case.id) if ledger else None
        entries.append(
            Entry(
                case=case,
                uri=case.path[prefix:],
                level=policy.level_named(case.version.level),
                function=function.name if function else case.text("function"),
                landed_at=policy.calendar.local(published) if published is not None else None,
                updated_at=policy.calendar.local(changed) if changed is not None else None,
            )
        )
    return tuple(sorted(entries, key=lambda entry: (-entry.newest.toordinal(), entry.case.id)))


def _as_of(text: str, policy: Policy) -> int:
    if text:
        moment = as_moment(text, policy.zone)
        if moment is None:
            raise UsageError(
                f"“{text}” is not a time: write a day like 2026-10-01, or a time like 2026-10-01T09:30+02:00"
            )
        return int(moment.timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 11:
            raise UsageError(f"SOURCE_DATE_EPOCH must be seconds since 1970, not “{epoch}”")
        return int(epoch)
    return int(time.time())


def _settings_on_disk(config: Path, top: Path) -> Settings:
    path = _relative(config, top)

    def inherited(name: str) -> tuple[str, str]:
        beside = (config.parent / name).resolve()
        return _relative(beside, top), read_text(beside)

    try:
        text = read_text(config)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise PolicyErrors([PolicyProblem(f"this file can't be read ({reason})", 1, path)]) from None
    return _read(text, path, inherited)


def _read(text: str, path: str, inherited: Any) -> Settings:
    folder = PurePosixPath(path).parent

    def from_top(docs_dir: str) -> str:
        joined = os.path.normpath(folder / docs_dir)
        if joined.startswith("..") or PurePosixPath(joined).is_absolute():
            raise PolicyErrors([PolicyProblem("docs_dir must be a folder inside the repository", 1, path)])
        return "" if joined == "." else joined

    return read_settings(text, path, from_top, inherited, BY_CODE)


def _relative(path: Path, top: Path) -> str:
    try:
        return path.relative_to(top).as_posix()
    except ValueError:
        return path.as_posix()


def _top_on_disk(folder: Path) -> Path:
    """The folder that paths are told from where git can't be asked."""
    return next((candidate for candidate in (folder, *folder.parents) if (candidate / ".git").exists()), folder)
