"""Values that are nearly right: what was meant is said, ready to be copied."""

from __future__ import annotations

from datetime import date

import pytest

from leadfront.findings import Finding, Severity
from leadfront.rules import judge
from leadfront.rules.model import Checked, Scope
from leadfront.rules.near_misses import days_meant
from leadfront.use_case import read_use_case
from made_up import POLICY, case_text


def found_in(line: str) -> list[Finding]:
    """What is said of a use case with this line in place of the field's own."""
    key = line.partition(":")[0]
    lines = [line if own.startswith(f"{key}:") else own for own in case_text().split("\n")]
    if line not in lines:
        lines.insert(1, line)
    case = read_use_case("cases/one.md", "cases", "\n".join(lines).encode())
    checked = Checked(case.path, "cases", POLICY, date(2026, 11, 21), case)
    return list(judge(Scope.FILE, checked, POLICY, case.path))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("12/11/2026", ["2026-11-12", "2026-12-11"]),
        ("25/12/2026", ["2026-12-25"]),
        ("12/25/2026", ["2026-12-25"]),
        ("11/11/26", ["2026-11-11"]),
        ("12.11.2026", ["2026-11-12"]),
        ("12. 11. 2026", ["2026-11-12"]),
        ("2026/11/2", ["2026-11-02"]),
        ("2026-1-2", ["2026-01-02"]),
        ("12 November 2026", ["2026-11-12"]),
        ("12th of Nov. 2026", ["2026-11-12"]),
        ("1 Sept 2026", ["2026-09-01"]),
        ("November 12, 2026", ["2026-11-12"]),
        ("2026-13-11", []),
        ("31 February 2026", []),
        ("12 Ju 2026", []),
        ("12/11", []),
        ("12/11/126", []),
        ("last Tuesday", []),
    ],
)
def test_a_day_that_is_written_otherwise(typed: str, days: list[str]) -> None:
    assert [day.isoformat() for day in days_meant(typed)] == days


def test_a_day_that_means_two_is_asked_about() -> None:
    (found,) = found_in("date: 12/11/2026")
    assert found.message == "Date of use is “12/11/2026”, which can't be told apart: 12 November or 11 December?"
    assert found.help == "Write “date: 2026-11-12” or “date: 2026-12-11”."


def test_a_day_in_words_is_written_for_its_author() -> None:
    (found,) = found_in("date: 12 November 2026")
    assert found.help == "Write “date: 2026-11-12”."
    (found,) = found_in("date: soon")
    assert (found.message, found.help) == (
        "Date of use is “soon”, which is not a day.",
        "Write it like “date: 2026-10-14”.",
    )


def test_days_are_told_in_words() -> None:
    (found,) = found_in("date: 2027-11-12")
    assert found.message == "Date of use is 12 November 2027, which has not come yet."


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("tools: [“Copilot”]", "tools: [Copilot]"),
        ("tools: [“Copilot, ChatGPT”]", "tools: [Copilot, ChatGPT]"),
        ("tools: “Copilot”", "tools: [Copilot]"),
        ("title: „Zwölf Briefe“", 'title: "Zwölf Briefe"'),
        ("role: ‘Director’", 'role: "Director"'),
    ],
)
def test_curly_marks_around_a_value_are_warned_of(line: str, mended: str) -> None:
    (found,) = found_in(line)
    assert (found.code, found.severity) == ("LF119", Severity.WARNING)
    assert found.help == f"Did you mean “{mended}”?"


@pytest.mark.parametrize(
    "line",
    ["title: “Why now?” and “what if?”", "title: The “quick” fix", "title: The managers’ letter", "tools: [Copilot]"],
)
def test_curly_marks_within_a_value_are_its_own(line: str) -> None:
    assert found_in(line) == []


def test_choices_are_told_with_the_names_that_people_use() -> None:
    (found,) = found_in("level: boss")
    assert found.help == f"Use one of: {', '.join(level.as_choice for level in POLICY.levels)}."
    assert "head (Heads of service)" in found.help
