"""Judges one revision by one policy: chain, ledger, claim, and the rules that look at them. Pure.

Comes in: the evidence that was gathered. Goes out: `Judged`. It may not know git, files or the site.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from leadfront.attribution import attributed
from leadfront.claim import assess
from leadfront.evidence import Evidence
from leadfront.findings import Finding
from leadfront.history import chain
from leadfront.ledger import Ledger, fill
from leadfront.policy import Policy
from leadfront.rules import judge
from leadfront.rules.model import Claim, Scope


@dataclass(frozen=True)
class Judged:
    """One revision, judged by one policy."""

    claim: Claim
    ledger: Ledger
    findings: tuple[Finding, ...]


def judged_by(
    evidence: Evidence,
    folder: str,
    policy: Policy,
    as_of: int,
    previous_gaps: frozenset[str] = frozenset(),
    attributed_to: Set[str] = frozenset(),
) -> Judged:
    """Judge what git tells. `attributed_to` are the paths of the files that are asked who landed them."""
    landings = chain(evidence.commits, evidence.line, policy, as_of, evidence.ignored)
    ledger = fill(landings.landings, evidence.arrivals, evidence.versions, policy, folder)
    published = [evidence.versions[entry.blob] for entry in evidence.published]
    claim = assess(policy, landings, ledger, published, as_of, previous_gaps)
    cases = attributed(
        evidence.published, evidence.versions, evidence.commits, landings, ledger, policy, folder, attributed_to
    )
    return Judged(claim, ledger, (*judge(Scope.CLAIM, claim, policy), *judge(Scope.AUTHORS, cases, policy)))
