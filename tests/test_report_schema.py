"""The JSON Schema of the report describes what Leadfront writes, all of it and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from histories import CASES, git
from leadfront.findings import Finding, Severity
from leadfront.quarters import Calendar
from leadfront.report import Change, LevelState, QuarterState, Report, Update, Verdict, dumps, to_json
from small_showcase import environment, land, make, write_case

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "templates" / "schema" / "report.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(report: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(report)]


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_everything_is_described() -> None:
    def parts(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, part in node.get("properties", {}).items():
            yield f"{where}.{name}", part
        for name, part in node.get("$defs", {}).items():
            yield f"{where}.{name}", part
            yield from parts(part, name)

    found = dict(parts(SCHEMA, "report"))
    assert len(found) > 30
    assert [name for name, part in found.items() if not part.get("description", "").endswith(".")] == []


def a_report() -> Report:
    zone = ZoneInfo("Europe/London")
    update = Update(
        commit="a" * 40,
        instant=int(datetime(2026, 10, 3, 9, 0, tzinfo=UTC).timestamp()),
        zone=zone,
        path=f"{CASES}é.md",
        id="é",
        leader="Imogen Ashdown",
        level=None,
        change=Change.ADDED,
    )
    calendar = Calendar(zone, fiscal_year_start=4)
    quarter = calendar.quarter_of(update.landed_at.date())
    return Report(
        verdict=Verdict.GAPS,
        as_of=datetime(2026, 11, 21, 10, 40, 1, 5, tzinfo=UTC),
        revision="b" * 64,
        quarters=(
            QuarterState(quarter, closed=True, updates=(update,)),
            QuarterState(quarter, closed=False, waiver="Strike"),
        ),
        levels=(LevelState("director", "Directors", in_force=True, published=0, covered=False),),
        findings=(Finding("LF301", "quarter-without-update", Severity.ERROR, "A gap.", "Add one."),),
    )


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(a_report(), id="everything"),
        pytest.param(Report(Verdict.UNDECIDED, datetime(2026, 11, 21, tzinfo=UTC), None), id="no repository"),
    ],
)
def test_reports_made_by_hand_follow_it(report: Report) -> None:
    assert faults(json.loads(dumps(report))) == []


@pytest.mark.parametrize("part", ["quarters", "levels", "findings"])
def test_a_field_too_many_or_too_few_is_noticed(part: str) -> None:
    more = to_json(a_report())
    more[part][0]["surprise"] = 1
    assert faults(more)
    for name in to_json(a_report())[part][0]:
        fewer = to_json(a_report())
        del fewer[part][0][name]
        assert faults(fewer), name


def test_an_unknown_word_is_noticed() -> None:
    assert faults({**to_json(a_report()), "verdict": "fine"})
    finding = replace(a_report().findings[0], code="E501")
    assert faults(to_json(replace(a_report(), findings=(finding,))))


def report_of(showcase: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "leadfront", "check", "--format", "json"],
        cwd=showcase,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in (0, 1, 3), done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_reports_of_real_runs_follow_it(tmp_path: Path) -> None:
    showcase = make(tmp_path / "showcase")
    report = report_of(showcase)
    assert faults(report) == []
    assert report["verdict"] == "pass"
    assert [len(quarter["landings"]) for quarter in report["quarters"]] == [2, 0]

    write_case(showcase, "budget-letter", level="queen")
    git(showcase, "rm", "--quiet", "showcase/use-cases/shift-rota.md")
    land(showcase, "A level that nobody knows", on="2026-10-20T10:00:00+01:00")
    report = report_of(showcase)
    assert faults(report) == []
    assert report["verdict"] == "gaps"
    assert {landing["level"] for landing in report["quarters"][-1]["landings"]} == {None}

    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", showcase.as_uri(), str(shallow))
    report = report_of(shallow)
    assert faults(report) == []
    assert report["verdict"] == "undecided"
