"""For code-scanning tools: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from leadfront import __version__
from leadfront.escaping import plain
from leadfront.findings import Finding, Severity
from leadfront.rules import BY_CODE
from leadfront.showcase import Showcase

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(showcase: Showcase) -> str:
    """The findings as one SARIF run."""
    findings = showcase.report.findings
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": {"name": "leadfront", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, showcase.policy.path) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = BY_CODE[code]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, codes: list[str], policy_path: str) -> dict[str, Any]:
    path = (finding.path or policy_path).encode("utf-8", "surrogateescape")
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": "note" if finding.standing else _LEVELS[finding.severity],
        "message": {"text": f"{plain(finding.message)} {plain(finding.help)}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(path)},
                    "region": {"startLine": finding.line or 1},
                }
            }
        ],
        **({"baselineState": "unchanged"} if finding.standing else {}),
    }
