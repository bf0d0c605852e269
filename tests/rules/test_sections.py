"""Sections in which nobody wrote: a heading of the blank template does not make a use case."""

from __future__ import annotations

from datetime import date

import pytest

from histories import use_case
from leadfront.doors.template import blank_use_case
from leadfront.fields import SECTIONS
from leadfront.findings import Finding, Severity, sort_key
from leadfront.policy import Policy
from leadfront.rules import judge
from leadfront.rules.model import Checked, Scope
from leadfront.use_case import read_use_case
from made_up import POLICY

HINT = "<!-- The actual prompt, word for word. -->"


def found_in(text: str, policy: Policy = POLICY) -> list[Finding]:
    case = read_use_case("cases/one.md", "cases", text.encode(), dict(policy.sections))
    checked = Checked(case.path, "cases", policy, date(2026, 11, 1), case)
    return sorted(judge(Scope.FILE, checked, policy, case.path), key=sort_key)


def prompt(text: str) -> str:
    """A complete use case with this prompt."""
    before, _, after = use_case().partition("## Prompt\n")
    return f"{before}## Prompt\n\n{text}\n\n## Output{after.partition('## Output')[2]}"


def line_of(text: str, line: str) -> int:
    return text.split("\n").index(line) + 1


def empty_sections(text: str) -> list[str]:
    case = read_use_case("cases/one.md", "cases", text.encode())
    checked = Checked(case.path, "cases", POLICY, date(2026, 11, 1), case)
    found = [item for item in judge(Scope.FILE, checked, POLICY, case.path) if item.code == "LF111"]
    assert all(item.message.endswith("is empty.") and item.line for item in found)
    return [item.subject for item in found]


def test_all_of_the_blank_template_is_empty() -> None:
    assert empty_sections(blank_use_case(POLICY)) == [section.key for section in SECTIONS if section.required]


def test_a_hint_that_was_left_above_an_answer_does_no_harm() -> None:
    text = use_case()
    assert empty_sections(text.replace("## Prompt\n", f"## Prompt\n\n{HINT}\n")) == []


def test_a_comment_is_an_answer_inside_a_fence_alone() -> None:
    before, _, after = use_case().partition("## Prompt\n")
    rest = "## Output" + after.partition("## Output")[2]
    assert empty_sections(f"{before}## Prompt\n\n{HINT}\n\n{rest}") == ["prompt"]
    assert empty_sections(f"{before}## Prompt\n\n```html\n{HINT}\n```\n\n{rest}") == []


def test_a_prompt_that_is_cut_in_two_is_an_error_that_asks_what_was_meant() -> None:
    text = prompt("You are our auditor.\n\n## Background\n\nA pack.\n\n## Tone\n\nStern.")
    (found,) = found_in(text)
    assert (found.severity, found.line) == (Severity.ERROR, line_of(text, "## Background"))
    assert "ends above “Background” and “Tone”" in found.message
    assert found.help.startswith(
        "Are these lines part of your prompt? Then put a line of three backticks before and after the prompt."
    )
    assert "“### Background”" in found.help


@pytest.mark.parametrize(
    "pasted", ["```text\nAsk me.\n```", "Here it is:\n\n~~~\nAsk me.\n~~~", "> Ask me.\n> Now.", "```\n## Role\n```"]
)
def test_below_a_prompt_that_says_where_it_ends_it_is_a_warning(pasted: str) -> None:
    (found,) = found_in(prompt(f"{pasted}\n\n## Background\n\nA pack."))
    assert found.severity is Severity.WARNING
    assert found.message == "“Background” is not one of the sections of a use case."


def test_elsewhere_it_is_a_warning() -> None:
    (found,) = found_in(use_case() + "\n## Background\n\nA pack.\n")
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("## What didn't work", "“What didn't work”"),
        ("## What didn’t work:", "“What didn’t work:”"),
        ("# What did not work", "this line"),
        ("#### what did not work ####", "this line"),
        ("##What did not work?", "“What did not work?”"),
        ("**What did not work**", "this line"),
        ("__What did not work__:", "this line"),
        ("What did not work", "this line"),
        ("What did not work:", "this line"),
    ],
)
def test_a_heading_that_was_meant_is_told_once_with_its_line(typed: str, named: str) -> None:
    text = use_case().replace("## What did not work", typed)
    (found,) = found_in(text)
    line = line_of(text, typed)
    assert (found.code, found.line) == ("LF111", line)
    assert found.message == f"The section “What did not work” is missing, but {named} looks like its heading."
    assert found.help == f"Write “## What did not work” in line {line}."


def test_all_headings_of_the_wrong_size_are_told_in_the_order_of_the_file() -> None:
    text = use_case().replace("\n## ", "\n# ")
    found = found_in(text)
    assert [item.subject for item in found] == [section.key for section in SECTIONS if section.required]
    assert found[0].help == f"Write “## The task” in line {line_of(text, '# The task')}."


def test_what_stands_in_a_fence_is_no_heading_that_was_meant() -> None:
    text = use_case().replace("## What did not work\n", "```\n# What did not work\n```\n")
    (found,) = found_in(text)
    assert found.message == "The section “What did not work” is missing."


def test_sections_that_are_missing_are_told_in_the_order_in_which_they_belong() -> None:
    found = found_in(use_case().partition("## The task")[0] + "Nothing at all.\n")
    assert [item.subject for item in found] == [section.key for section in SECTIONS if section.required]
