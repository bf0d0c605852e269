"""For CI servers that read JUnit XML: one test a rule and place that failed, or one that passed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from leadfront.escaping import plain
from leadfront.findings import Finding
from leadfront.showcase import Showcase
from leadfront.wording import claim_in_words


def render(showcase: Showcase) -> str:
    """The findings as one test suite. Only what fails the run is a failure; the rest is passed tests with output."""
    report = showcase.report
    failures = sum(finding.fails for finding in report.findings)
    suite = ET.Element(
        "testsuite",
        name="leadfront",
        tests=str(len(report.findings) + 1),
        failures=str(failures),
        errors="0",
        skipped="0",
        timestamp=report.as_of.replace(tzinfo=None).isoformat(timespec="seconds"),
    )
    claim = ET.SubElement(suite, "testcase", classname="leadfront", name=f"verdict: {report.verdict.value}")
    ET.SubElement(claim, "system-out").text = plain(claim_in_words(report))
    for finding in report.findings:
        _case(suite, finding)
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ET.Element, finding: Finding) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=f"{finding.code} {finding.name}",
        name=plain(f"{finding.place} {finding.message}".strip()),
    )
    said = plain(f"{finding.message} {finding.help}")
    if finding.fails:
        ET.SubElement(case, "failure", type=finding.severity.value, message=plain(finding.message)).text = said
    else:
        ET.SubElement(case, "system-out").text = said
