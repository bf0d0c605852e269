"""For GitLab: a code-quality report, which shows findings in the merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json

from leadfront.escaping import plain
from leadfront.findings import Severity
from leadfront.showcase import Showcase

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(showcase: Showcase) -> str:
    """The findings as a JSON list. GitLab wants a path and a line of each: the policy's, where a finding has none."""
    issues = []
    seen: dict[str, int] = {}
    for finding in showcase.report.findings:
        path = plain(finding.path or showcase.policy.path)
        key = f"{finding.code}\0{path}\0{finding.subject}\0{finding.message}"
        seen[key] = seen.get(key, 0) + 1
        issues.append(
            {
                "description": f"{plain(finding.message)} {plain(finding.help)}",
                "check_name": f"{finding.code} {finding.name}",
                # Without the line, so that a finding that moves stays the same to GitLab.
                "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest(),
                "severity": "info" if finding.standing else _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": {"begin": finding.line or 1}},
            }
        )
    return json.dumps(issues, indent=2, ensure_ascii=True) + "\n"
