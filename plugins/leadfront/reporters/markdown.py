"""For a pull request's summary or an issue: the verdict, the ledger as a table, the findings with their next steps."""

from __future__ import annotations

from itertools import groupby

from leadfront.escaping import markdown_text
from leadfront.findings import Finding, Severity
from leadfront.report import QuarterState, Report, Verdict
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words, day_in_words, held_but_stopped

_SHOWN_QUARTERS = 8
_SHOWN_FINDINGS = 100
_HEADINGS = {
    Verdict.PASS: "The showcase is complete",
    Verdict.GAPS: "The showcase has gaps",
    Verdict.UNDECIDED: "Undecided",
}


def render(showcase: Showcase) -> str:
    """The answer as Markdown (GitHub's and GitLab's)."""
    report = showcase.report
    parts = [
        f"## {_heading(report)}",
        markdown_text(claim_in_words(report)),
    ]
    if report.quarters:
        parts.append(_table(report))
    new = [finding for finding in report.findings if not finding.standing]
    standing = [finding for finding in report.findings if finding.standing]
    if new:
        parts.append("### To look at\n\n" + _listed(new))
    if standing:
        parts.append(
            f"<details><summary>Was there before this change "
            f"({len(standing)})</summary>\n\n{_listed(standing)}\n\n</details>"
        )
    if not report.findings:
        parts.append("No findings.")
    revision = f", revision `{report.revision[:12]}`" if report.revision else ""
    parts.append(f"<sub>As of {day_in_words(report.as_of.date())}{revision}.</sub>")
    return "\n\n".join(parts) + "\n"


def _heading(report: Report) -> str:
    if report.files_only:
        return "The files"
    return held_but_stopped(report).rstrip(".") or _HEADINGS[report.verdict]


def _table(report: Report) -> str:
    shown = report.quarters[-_SHOWN_QUARTERS:]
    rows = [
        ["", *(state.quarter.label + ("" if state.closed else " (running)") for state in shown)],
        ["---", *("---:" for _ in shown)],
        *(
            [markdown_text(level.name), *(_count(len(state.at(level.id))) for state in shown)]
            for level in report.levels
        ),
        ["**Any level**", *(_total(state) for state in shown)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _count(number: int) -> str:
    return str(number) if number else "–"


def _total(state: QuarterState) -> str:
    if state.updated:
        return f"**{len(state.updates)}**"
    if state.waived:
        return "waived"
    return "**gap**" if state.closed else "–"


def _listed(findings: list[Finding]) -> str:
    lines: list[str] = []
    stops = [finding for finding in findings if finding.severity is Severity.ERROR]
    advice = [finding for finding in findings if finding.severity is not Severity.ERROR]
    for path, group in groupby([*stops, *advice][:_SHOWN_FINDINGS], key=lambda finding: finding.path):
        lines.append(f"**{markdown_text(path)}**" if path else "**The showcase**")
        lines.append("")
        for finding in group:
            where = f"line {finding.line}: " if finding.line else ""
            lines.append(f"- {where}{markdown_text(finding.message)} *({finding.severity.value}, {finding.code})*  ")
            lines.append(f"  {markdown_text(finding.help)}")
        lines.append("")
    if len(findings) > _SHOWN_FINDINGS:
        lines.append(f"… and {len(findings) - _SHOWN_FINDINGS} more.")
    return "\n".join(lines).rstrip()
