"""What a build does with the check's answer: refuses, or goes on and says what was found. Knows no file and no page."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from leadfront.escaping import plain
from leadfront.findings import Finding, Severity
from leadfront.reporters import REPORTERS
from leadfront.reporters.text import findings_as_text
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words

MOST = 40
_GIVEN_AWAY = "The settings hold what must not be published and may stand in any page, so nothing is published."


def refusal(showcase: Showcase, strict: bool) -> str:
    """Why nothing may be published: the text that `leadfront check` prints. Empty where the build may go on."""
    if showcase.in_settings:
        # It may stand in any page, so there is no file to leave out.
        return "\n".join([_GIVEN_AWAY, "", *findings_as_text(showcase.in_settings)])
    if not strict or showcase.report.exit_code == 0:
        return ""
    return "The check fails, so nothing is published.\n\n" + REPORTERS["text"](showcase)


def announce(showcase: Showcase, strict: bool, log: logging.Logger | logging.LoggerAdapter[logging.Logger]) -> None:
    """Put the claim and the findings into the log.

    A strict build takes each warning in MkDocs' log for a failure, and warnings of ours never fail anything; so there
    they are said a tone lower.
    """
    log.info(claim_in_words(showcase.report))
    findings = showcase.report.findings
    tell(findings[:MOST], strict, log)
    if len(findings) > MOST:
        log.info("… and %d more: leadfront check lists them all.", len(findings) - MOST)


def tell(
    findings: Sequence[Finding], strict: bool, log: logging.Logger | logging.LoggerAdapter[logging.Logger]
) -> None:
    """Put findings into the log, a tone lower in a strict build."""
    for finding in findings:
        loud = finding.severity is not Severity.INFO and not strict
        log.log(logging.WARNING if loud else logging.INFO, "%s", _line(finding))


def _line(finding: Finding) -> str:
    parts: Sequence[str] = (finding.place, f"{finding.severity.value} {finding.code}", finding.message, finding.help)
    return plain(": ".join(part for part in parts[:3] if part) + (f" {parts[3]}" if parts[3] else ""))
