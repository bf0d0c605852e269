"""Each form says what it must: by its own specification, and the same as the others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from leadfront.findings import Finding, Severity
from leadfront.report import Report, Verdict
from leadfront.reporters import REPORTERS
from leadfront.rules import BY_CODE
from leadfront.showcase import Showcase
from reporters.answers import CALENDAR, answer, nothing_to_say

HERE = Path(__file__).parent
SCHEMAS = HERE.parent.parent / "templates" / "schema"


def with_report(**changed: Any) -> Showcase:
    showcase = answer()
    return replace(showcase, report=replace(showcase.report, **changed))


def many_findings(number: int) -> tuple[Finding, ...]:
    return tuple(
        Finding("LF101", "front-matter-unreadable", Severity.ERROR, f"Problem {n}.", "Mend it.", "a.md", n + 1)
        for n in range(number)
    )


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "showcase"), [("gaps", answer()), ("nothing", nothing_to_say())], ids=["gaps", "nothing"]
)
def test_the_page_in_a_terminal(name: str, showcase: Showcase) -> None:
    assert REPORTERS["text"](showcase) == (HERE / f"{name}.txt").read_text(encoding="utf-8")


def test_the_page_is_no_longer_than_a_page() -> None:
    text = REPORTERS["text"](answer())
    assert len(text.splitlines()) < 60
    assert max(map(len, text.splitlines())) <= 88
    warnings = tuple(replace(item, severity=Severity.WARNING) for item in many_findings(500))
    crowded = REPORTERS["text"](with_report(findings=warnings))
    assert len(crowded.splitlines()) < 60
    assert "… and 488 more warnings here" in crowded


def test_no_error_is_left_out_for_a_warning() -> None:
    warnings = [replace(item, severity=Severity.WARNING, message="Advice.") for item in many_findings(13)]
    infos = [replace(item, severity=Severity.INFO) for item in many_findings(2)]
    text = REPORTERS["text"](with_report(findings=(*infos, *warnings, *many_findings(5))))
    assert text.count("error LF101: ") == 5
    assert text.index("error LF101: ") < text.index("warning LF101: ")
    assert "… and 6 more warnings and 2 more notes here" in text
    text = REPORTERS["text"](with_report(findings=(*warnings, *many_findings(30))))
    assert text.count("error LF101: ") == 30
    assert "… and 13 more warnings here" in text


@pytest.mark.parametrize(
    ("standing", "new", "said"),
    [
        (1, 0, "1 warning, which was there before this change; nothing to fail for."),
        (2, 0, "2 warnings, both there before; nothing to fail for."),
        (3, 0, "3 warnings, all there before; nothing to fail for."),
        (1, 2, "3 warnings, 1 of them there before; nothing to fail for."),
        (0, 1, "1 warning; nothing to fail for."),
    ],
)
def test_what_was_there_before_is_counted_in_words(standing: int, new: int, said: str) -> None:
    warnings = [replace(item, severity=Severity.WARNING) for item in many_findings(standing + new)]
    marked = tuple(item.as_standing() if number < standing else item for number, item in enumerate(warnings))
    assert f"\n{said}\n" in REPORTERS["text"](with_report(findings=marked))


def test_years_of_quarters_fit_into_the_grid() -> None:
    state = answer().report.quarters[0]
    quarters = CALENDAR.between(CALENDAR.parse("2020-Q1"), CALENDAR.parse("2026-Q4"))
    text = REPORTERS["text"](with_report(quarters=tuple(replace(state, quarter=quarter) for quarter in quarters)))
    assert "(16 earlier quarters not shown)" in text
    assert max(map(len, text.splitlines())) <= 110


def test_a_showcase_of_samples_says_so() -> None:
    showcase = answer()
    counted = replace(showcase, policy=replace(showcase.policy, count_samples=True))
    assert "this is a showcase of samples" in REPORTERS["text"](counted)
    assert "samples" not in REPORTERS["text"](showcase)


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_markdown_has_verdict_ledger_and_next_steps() -> None:
    text = REPORTERS["markdown"](answer())
    assert text.startswith("## The showcase has gaps\n\nDirectors have no use case on the site. No update in 2026-Q3.")
    assert "|  | 2026-Q1 | 2026-Q2 | 2026-Q3 | 2026-Q4 (running) |" in text
    assert "| Executive team | 1 | – | – | – |" in text
    assert "| **Any level** | **2** | waived | **gap** | – |" in text
    assert "line 3: It can't be read. *(error, LF101)*" in text
    assert "<details><summary>Was there before this change (2)</summary>" in text
    assert text.endswith("<sub>As of 20 November 2026, revision `bbbbbbbbbbbb`.</sub>\n")
    assert "No findings." in REPORTERS["markdown"](nothing_to_say())
    assert "… and 50 more." in REPORTERS["markdown"](with_report(findings=many_findings(150)))


@pytest.mark.parametrize(("number", "words"), [(1, "1 thing stops"), (34, "34 things stop")])
def test_a_claim_that_holds_beside_errors_is_not_called_complete(number: int, words: str) -> None:
    showcase = with_report(verdict=Verdict.PASS, findings=many_findings(number))
    said = f"The claim holds, but {words} publication"
    assert REPORTERS["markdown"](showcase).startswith(f"## {said}\n")
    assert REPORTERS["text"](showcase).startswith(f"PASS  {said}. ")
    stood_before = tuple(finding.as_standing() for finding in many_findings(number))
    for form in ("markdown", "text"):
        assert "but" not in REPORTERS[form](with_report(verdict=Verdict.PASS, findings=stood_before)).split("\n")[0]
        assert "The claim holds" not in REPORTERS[form](with_report(findings=many_findings(number)))


# --- GitHub and GitLab ------------------------------------------------------------------------------------------------


def test_github_annotates_the_line() -> None:
    lines = REPORTERS["github"](answer()).splitlines()
    said = "It can't be read. Write one in the folder of use cases."
    assert lines[2] == f"::error file=showcase/use-cases/board.md,line=3,title=LF101 front-matter-unreadable::{said}"
    assert lines[0].startswith("::error title=LF201 level-without-use-case::")
    assert lines[1].startswith("::notice title=LF301 quarter-without-update::Was there before this change. ")
    assert [line.split(" ")[0] for line in lines[3:6]] == ["::error", "::warning", "::notice"]


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


SOME_TEXT = {"type": "string", "minLength": 1}
# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
CODE_QUALITY = {
    "type": "array",
    "items": an_object(
        description=SOME_TEXT,
        check_name=SOME_TEXT,
        fingerprint=SOME_TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=an_object(
            path={"type": "string", "pattern": "^(?!\\./|/)"}, lines=an_object(begin={"type": "integer", "minimum": 1})
        ),
    ),
}


def test_gitlabs_report_has_what_gitlab_wants() -> None:
    issues = json.loads(REPORTERS["gitlab"](answer()))
    Draft202012Validator(CODE_QUALITY).validate(issues)
    assert [issue["severity"] for issue in issues] == ["major", "info", "major", "major", "minor", "info"]
    assert issues[0]["location"] == {"path": "mkdocs.yml", "lines": {"begin": 1}}
    assert issues[2]["location"] == {"path": "showcase/use-cases/board.md", "lines": {"begin": 3}}
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints)
    assert json.loads(REPORTERS["gitlab"](nothing_to_say())) == []


def test_gitlab_knows_a_finding_again_that_moved() -> None:
    moved = tuple(replace(finding, line=finding.line and finding.line + 40) for finding in answer().report.findings)
    before, after = (json.loads(REPORTERS["gitlab"](showcase)) for showcase in (answer(), with_report(findings=moved)))
    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]


# --- programs ---------------------------------------------------------------------------------------------------------


def test_json_follows_its_schema() -> None:
    schema = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    for showcase in (answer(), nothing_to_say()):
        Draft202012Validator(schema).validate(json.loads(REPORTERS["json"](showcase)))


def test_sarif_is_complete() -> None:
    """The required properties and references of SARIF 2.1.0, sections 3.13 to 3.30."""
    log = json.loads(REPORTERS["sarif"](answer()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "leadfront"
    assert [rule["id"] for rule in driver["rules"]] == ["LF101", "LF102", "LF201", "LF301"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == BY_CODE[rule["id"]].summary
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == len(answer().report.findings)
    for result, finding in zip(run["results"], answer().report.findings, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["message"]["text"].startswith(finding.message)
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == (finding.path or "mkdocs.yml")
        assert place["region"]["startLine"] == (finding.line or 1)
        assert result.get("baselineState") == ("unchanged" if finding.standing else None)
    levels = [result["level"] for result in run["results"]]
    assert levels == ["error", "note", "error", "error", "warning", "note"]


def test_junit_counts_what_it_holds() -> None:
    for showcase in (answer(), nothing_to_say()):
        suite = ET.fromstring(REPORTERS["junit"](showcase).encode()).find("testsuite")  # noqa: S314
        assert suite is not None
        cases = suite.findall("testcase")
        failures = [case for case in cases if case.find("failure") is not None]
        failing = [finding for finding in showcase.report.findings if finding.fails]
        assert len(cases) == int(suite.attrib["tests"]) == len(showcase.report.findings) + 1
        assert len(failures) == int(suite.attrib["failures"]) == len(failing)
        assert suite.attrib["timestamp"] == "2026-11-20T12:00:00"
        assert cases[0].attrib["name"] == f"verdict: {showcase.report.verdict.value}"


def test_a_report_that_does_not_fail_has_no_failure_in_any_form() -> None:
    standing: Report = replace(
        answer().report, findings=tuple(finding.as_standing() for finding in answer().report.findings)
    )
    showcase = replace(answer(), report=standing)
    assert "::error" not in REPORTERS["github"](showcase)
    assert "<failure" not in REPORTERS["junit"](showcase)
    assert '"major"' not in REPORTERS["gitlab"](showcase)
    assert "nothing to fail for" in REPORTERS["text"](showcase)
    assert standing.exit_code == 0
