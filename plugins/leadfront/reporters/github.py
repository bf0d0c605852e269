"""For GitHub Actions: one workflow command a finding, which shows it beside the line in the pull request.

Escaping as the runner unescapes it: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
"""

from __future__ import annotations

from leadfront.escaping import line_of_log, plain
from leadfront.findings import Finding, Severity
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(showcase: Showcase) -> str:
    """The findings as workflow commands, then the claim as a last plain line."""
    lines = [_command(finding) for finding in showcase.report.findings]
    lines.append(line_of_log(plain(claim_in_words(showcase.report))))
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    # Standing findings are told, but must not look like this change's fault.
    command = "notice" if finding.standing else _COMMANDS[finding.severity]
    properties = {"title": f"{finding.code} {finding.name}"}
    if finding.path:
        properties = {
            "file": plain(finding.path),
            **({"line": str(finding.line)} if finding.line else {}),
            **properties,
        }
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    before = "Was there before this change. " if finding.standing else ""
    return f"::{command} {said}::{_data(before + finding.message + ' ' + finding.help)}"


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
