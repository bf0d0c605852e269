"""For a person at a terminal: the verdict in a sentence, the ledger as a small grid, the findings by file, each with
its next step.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from leadfront.escaping import line_of_log, plain
from leadfront.findings import Finding, Severity
from leadfront.report import QuarterState, Report, Verdict
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words, counted, day_in_words, held_but_stopped

WIDTH = 88
_SHOWN_QUARTERS = 12
_SHOWN_PER_FILE = 12
_ORDER = {severity: number for number, severity in enumerate(Severity)}
_VERDICTS = {Verdict.PASS: "PASS", Verdict.GAPS: "GAPS", Verdict.UNDECIDED: "UNDECIDED"}


def render(showcase: Showcase) -> str:
    """The answer as plain text, about a page long."""
    report = showcase.report
    said = " ".join(part for part in (held_but_stopped(report), plain(claim_in_words(report))) if part)
    lines = [*_wrapped(f"{_heading(report)}  {said}")]
    if showcase.policy.count_samples and not report.files_only:
        lines += _wrapped("Samples count here (count_samples: true): this is a showcase of samples.")
    if report.quarters:
        lines += ["", *_grid(report)]
    lines += ["", *_findings(report)]
    revision = f", revision {report.revision[:12]}" if report.revision else ", no revision"
    lines += [
        "",
        f"As of {day_in_words(report.as_of.date())}{'' if report.files_only else revision}; "
        f"{counted(report.files_checked, 'file' if report.files_only else 'use-case file')} read.",
    ]
    return "\n".join(line_of_log(line.rstrip()) for line in lines) + "\n"


def findings_as_text(findings: Iterable[Finding]) -> list[str]:
    """Findings grouped by file, errors first, each with its next step. No error is left out."""
    lines: list[str] = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        listed = sorted(group, key=lambda finding: _ORDER[finding.severity])
        errors = sum(finding.severity is Severity.ERROR for finding in listed)
        shown = max(errors, _SHOWN_PER_FILE)
        if lines:
            lines.append("")
        lines.append(plain(path) if path else "The showcase")
        for finding in listed[:shown]:
            where = f"line {finding.line}: " if finding.line else ""
            standing = " (was there before this change)" if finding.standing else ""
            head = f"{finding.severity.value} {finding.code}{standing}: {where}{plain(finding.message)}"
            lines += textwrap.wrap(head, WIDTH, initial_indent="  ", subsequent_indent="      ", break_long_words=False)
            lines += textwrap.wrap(
                plain(finding.help),
                WIDTH,
                initial_indent="      → ",
                subsequent_indent="        ",
                break_long_words=False,
            )
        if rest := _counts(listed[shown:], "more "):
            lines.append(f"      … and {' and '.join(rest)} here")
    return lines


def _counts(findings: Sequence[Finding], before: str = "") -> list[str]:
    """How many there are of each severity."""
    numbers = Counter(finding.severity for finding in findings)
    names = {severity: severity.value if severity is not Severity.INFO else "note" for severity in Severity}
    return [counted(numbers[severity], f"{before}{names[severity]}") for severity in Severity if numbers[severity]]


def _standing(all_of_them: int, standing: int) -> str:
    """The end of the sentence that counts, where some of them are nothing new."""
    if not standing:
        return ""
    if standing < all_of_them:
        return f", {standing} of them there before"
    return {1: ", which was there before this change", 2: ", both there before"}.get(standing, ", all there before")


def _heading(report: Report) -> str:
    if report.files_only:
        return "TO MEND" if report.exit_code else "FINE"
    return _VERDICTS[report.verdict]


def _findings(report: Report) -> list[str]:
    if not report.findings:
        return ["No findings."]
    failing = sum(finding.fails for finding in report.findings)
    standing = sum(finding.standing for finding in report.findings)
    tail = _standing(len(report.findings), standing)
    heading = f"{', '.join(_counts(report.findings))}{tail}{'.' if failing else '; nothing to fail for.'}"
    return [
        heading,
        "",
        *findings_as_text(report.findings),
        "",
        "“leadfront explain CODE” says more about a rule.",
    ]


def _grid(report: Report) -> list[str]:
    """Levels down, quarters across; two lines of labels, so that years of quarters fit."""
    shown = report.quarters[-_SHOWN_QUARTERS:]
    width = max([len("Any level"), *(len(plain(level.name)) for level in report.levels)])
    width = min(width, 28)
    halves = [state.quarter.label.partition("-") for state in shown]
    waived = "waived" if width + len(shown) * len("  waived") <= WIDTH else "waiv"
    column = max(4, *(len(half[0]) for half in halves), *(len(_total(state, waived)) for state in shown))
    earlier = len(report.quarters) - len(shown)
    lines = [f"({counted(earlier, 'earlier quarter')} not shown)"] if earlier else []
    lines += [
        " " * width + "  " + "  ".join(first.rjust(column) for first, _, _ in halves),
        " " * width + "  " + "  ".join(last.rjust(column) for _, _, last in halves),
    ]
    for level in report.levels:
        cells = [_cell(len(state.at(level.id))) for state in shown]
        marks = "  " + ("" if level.in_force else "not in force" if not level.waived else "waived")
        if level.in_force and not level.covered and report.launched:
            marks = "  waived" if level.waived else "  ← missing"
        name = plain(level.name)[:width].ljust(width)
        lines.append(f"{name}  {'  '.join(cell.rjust(column) for cell in cells)}{marks}")
    totals = [_total(state, waived) for state in shown]
    lines.append(f"{'Any level'.ljust(width)}  {'  '.join(cell.rjust(column) for cell in totals)}")
    if shown and not shown[-1].closed:
        left = (shown[-1].quarter.ends - report.as_of.date()).days
        lines.append(
            f"{shown[-1].quarter.label} is running: {counted(left, 'day')} left, until "
            f"{day_in_words(shown[-1].quarter.last_day)}."
        )
    return lines


def _cell(count: int) -> str:
    return str(count) if count else "·"


def _total(state: QuarterState, waived: str) -> str:
    if state.updated:
        return str(len(state.updates))
    if state.waived:
        return waived
    return "GAP" if state.closed else "·"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)
