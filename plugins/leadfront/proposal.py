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
from leadfront.question import UsageError
from leadfront.rules import BY_CODE, judge
from leadfront.rules.model import PolicyChange, Scope
from leadfront.settings import settings_at


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
    change has not `touched`.
    """
    known: set[tuple[str, str]] = set()
    with suppress(PolicyErrors):  # a base without a usable policy had no gaps that could stand
        before = settings_at(config, archive.repository, base)
        folder = before.site.in_docs(before.policy.use_cases)
        judged = judged_by(archive.evidence(base, folder, before.policy), folder, before.policy, as_of)
        known = {(finding.code, finding.subject) for finding in judged.findings}

    def stands(finding: Finding) -> bool:
        if BY_CODE[finding.code].scope is Scope.CLAIM:
            return (finding.code, finding.subject) in known
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
