"""A pull request against its base: what it stands on, what was there before, and what it weakens. An edge: asks git
through the archive.

Comes in: the archive, the settings, the merge base. Goes out: the merge base, evidence, findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from contextlib import suppress
from pathlib import Path

from leadfront.evidence import Archive, Evidence
from leadfront.findings import Finding
from leadfront.git import Repository
from leadfront.judging import judged_by
from leadfront.policy import Policy
from leadfront.policy_reader import PolicyErrors, Settings
from leadfront.question import Question, UsageError
from leadfront.rules import BY_CODE, judge
from leadfront.rules.files import related_unknown
from leadfront.rules.model import PolicyChange, Scope
from leadfront.rules.policies import spotlight_unknown
from leadfront.settings import settings_at, settings_on_disk
from leadfront.use_case import id_from_path

_NAMING_USE_CASES = frozenset({related_unknown.code, spotlight_unknown.code})
"""What is said where a use case is named that is not there. Who takes it away makes that so."""


def merge_base(repository: Repository, name: str, revision: str) -> str:
    """Where a revision left the base that was named.

    Raises UnknownRevision, UsageError.
    """
    base = repository.merge_base(repository.resolve(name), revision)
    if base is None:
        raise UsageError(
            f"the base {name} and the checked revision have no history in common: fetch the whole history of both"
        )
    return base


def proposed_settings(
    config: Path, repository: Repository, question: Question, revision: str, judging: Settings
) -> Settings | None:
    """The settings that would be published: as they lie on disk, or at the revision that is asked about. `judging` are
    those by which it is judged, which are the same unless others are named.

    Raises PolicyErrors where there is a base to compare with; else None says that no site can be made of them.
    """
    try:
        if question.revision:
            return settings_at(config, repository, revision)
        return settings_on_disk(config, repository.top) if question.policy_from else judging
    except PolicyErrors:
        if question.base:
            raise
        return None


def altered(settings: Settings, repository: Repository, base: str) -> Set[str]:
    """The paths of the settings' files that are not in a commit with the same words."""
    return {
        path
        for path, text in settings.texts.items()
        if (repository.file(base, path) or b"").decode("utf-8-sig", "replace") != text
    }


def evidence_on(base: str | None, archive: Archive, revision: str, folder: str, policy: Policy) -> Evidence:
    """The evidence of a revision, which for a pull request stands on its base."""
    evidence = archive.evidence(revision, folder, policy)
    if base is None or any(commit == base for commit, _ in evidence.line):
        return evidence
    # The branch took the base in by a merge, so its own first parents are not the published line. What would land is
    # the whole of it, on top of the base.
    published = archive.evidence(base, folder, policy)
    return archive.evidence(revision, folder, policy, ((revision, base), *published.line))


def against_base(
    found: Iterable[Finding],
    archive: Archive,
    config: Path,
    base: str,
    touched: Set[str],
    as_of: int,
) -> list[Finding]:
    """Mark as standing what was there before: gaps of the base by its own policy, and what is said of files that the
    change has not `touched`, save that they name a use case which is gone.
    """
    known: set[tuple[str, str]] = set()
    there: set[str] = set()
    with suppress(PolicyErrors):  # a base without a usable policy had no gaps that could stand
        before = settings_at(config, archive.repository, base)
        folder = before.site.in_docs(before.policy.use_cases)
        evidence = archive.evidence(base, folder, before.policy)
        judged = judged_by(evidence, folder, before.policy, as_of)
        there = {evidence.versions[item.blob].id or id_from_path(item.path, folder) for item in evidence.published}
        known = {(finding.code, finding.subject) for finding in judged.findings}

    def stands(finding: Finding) -> bool:
        if BY_CODE[finding.code].scope is Scope.CLAIM:
            return (finding.code, finding.subject) in known
        if finding.code in _NAMING_USE_CASES and finding.subject in there:
            return False
        return finding.path not in touched

    return [finding.as_standing() if stands(finding) else finding for finding in found]


def policy_changes(
    archive: Archive, config: Path, base: str, proposed: Settings, policy: Policy, ignored: Set[str]
) -> Iterable[Finding]:
    """What a change weakens in the policy, and what it makes the build do. `policy` says how strictly that is taken."""
    try:
        before = settings_at(config, archive.repository, base)
    except PolicyErrors:
        return ()
    change = PolicyChange(
        before.policy,
        proposed.policy,
        severities={code: rule.severity for code, rule in BY_CODE.items()},
        before=before.around,
        after=proposed.around,
        folders=(before.site.in_docs(before.policy.use_cases), proposed.site.in_docs(proposed.policy.use_cases)),
        counted_again=len(archive.ignored(base) - ignored),
        counted_no_more=len(ignored - archive.ignored(base)),
    )
    return judge(Scope.POLICY, change, policy)
