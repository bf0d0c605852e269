"""The answer to a leader: how many things, which, what next, and where; nothing that is not theirs to mend."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from leadfront.doors.host import Host, Kind
from leadfront.findings import Finding, Severity
from leadfront.policy import Site
from leadfront.reporters.leader import answer, render, told_at_terminal
from made_up import showcase
from reporters.answers import HOSTILE

HERE = Host(Kind.GITHUB, "https://github.com/org/repo", "new")
PATH = "showcase/use-cases/letters.md"


def finding(
    code: str = "LF105",
    message: str = "Summary is missing.",
    subject: str = "summary",
    severity: Severity = Severity.ERROR,
    path: str = PATH,
    line: int | None = 3,
) -> Finding:
    return Finding(code, "a-rule", severity, message, "Add a line.", path, line, subject)


def test_nothing_to_mend() -> None:
    info = finding(severity=Severity.INFO)
    assert answer([info, finding().as_standing()], HERE).startswith("### All is well,")


def test_praise_promises_no_more_than_a_program_can_know() -> None:
    assert "confidential" in answer([], HERE)
    assert "confidential" in told_at_terminal([])


def test_what_is_to_be_typed_can_be_read_as_it_is() -> None:
    step = "Add a line “## Prompt” (once), and mark what you took out: [customer name]."
    said = answer([replace(finding(), help=step)], HERE)
    assert "   Add a line `## Prompt` (once), and mark what you took out: `[customer name]`.\n" in said


@pytest.mark.parametrize("text", [*HOSTILE, "`", "``” `x", "“`” <b>x</b> “", "](x) ```", "$`x`$", "- x"])
def test_code_holds_whatever_is_typed_in_it(text: str) -> None:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def tags(text: str) -> list[str]:
        step = f"Write “## {text}” or {text} or “{text}”, or [{text}]."
        rendered = markdown.render(answer([replace(finding(), help=step)], None))
        return [tag for tag in re.findall(r"</?([a-z0-9]+)", rendered) if tag != "code"]

    assert tags(text) == tags("tame")


def test_at_a_terminal_it_is_plain_lines() -> None:
    warned = finding("LF112", "“A” is not one of the sections.", "A", Severity.WARNING, line=30)
    assert told_at_terminal([warned, finding(), finding(severity=Severity.INFO)]) == (
        "Nearly there: one thing must be mended; the rest is advice.\n"
        "1. Summary is missing. (line 3)\n   Add a line.\n"
        "2. “A” is not one of the sections. (line 30)\n   Add a line.\n"
    )
    assert "\x1b" not in told_at_terminal([finding(message="\x1b[31mred")])


def test_how_it_reads() -> None:
    level = finding("LF108", "“directr” is not a level here.", "directr", line=5)
    section = finding("LF111", "The section “Prompt” is missing.", "prompt", line=None)
    assert answer([finding(), level, section], HERE) == (
        "### Nearly there: three things must be mended\n\n"
        f"In [{PATH}](https://github.com/org/repo/edit/new/{PATH}) (the link opens it for editing):\n\n"
        "1. **Summary** is missing. (line 3)  \n   Add a line.\n"
        "2. **Level**: “directr” is not a level here. (line 5)  \n   Add a line.\n"
        "3. The section “**Prompt**” is missing.  \n   Add a line.\n\n"
        "Save the file, then have it looked at again: on a pull request that happens by itself.\n"
    )


def test_errors_come_before_warnings_and_files_are_grouped() -> None:
    other = "showcase/use-cases/rota.md"
    said = answer(
        [
            finding("LF112", "“A” is not one of the sections.", "A", Severity.WARNING),
            finding(path=other),
            finding(),
            finding("LF201", "Directors have no use case.", "director", path="", line=None),
        ],
        None,
    )
    whole, advice = "In the showcase as a whole:", "The rest is advice, and stops nothing."
    order = [whole, f"In {PATH}:", "Summary", f"In {other}:", advice, "not one of the sections"]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    assert said.startswith("### Nearly there: three things must be mended; the rest is advice\n")
    assert "](" not in said


def test_warnings_alone_are_no_obstacle_and_those_for_others_are_left_out() -> None:
    mine = finding("LF112", "“A” is not one of the sections.", "A", Severity.WARNING)
    owners = finding("LF601", "A level was removed.", "director", Severity.WARNING, "mkdocs.yml")
    due = finding("LF303", "Nothing yet in this quarter.", "2026-Q4", Severity.WARNING, "", None)
    assert answer([mine, owners, due], HERE).startswith("### Ready; one thing could be better\n")
    assert answer([owners, due], HERE).startswith("### All is well,")


@pytest.mark.parametrize(("number", "words"), [(1, "one thing"), (12, "twelve things"), (40, "40 things")])
def test_counts_are_words(number: int, words: str) -> None:
    said = answer([finding(line=line) for line in range(2, 2 + number)], HERE)
    assert said.startswith(f"### Nearly there: {words} must be mended\n")
    assert ("And 10 more." in said) is (number == 40)


def test_a_part_of_a_field_is_named_by_its_field() -> None:
    part = finding("LF105", "Effect: “Before” is missing.", "effect.before")
    assert "1. **Effect**: “Before” is missing." in answer([part], HERE)


def test_in_a_form_there_are_no_files_and_no_lines() -> None:
    level = finding("LF108", "“directr” is not a level here.", "directr")
    said = answer([finding(), level], HERE, in_form=True)
    assert "In your answers:" in said
    assert "line 3" not in said
    assert PATH not in said
    assert "One sentence: what you used AI for" in said, "the hint of the form in place of a line for the file"
    assert "Add a line." in said, "what may be chosen is said by the rule alone"


def test_what_contributors_wrote_is_shown_and_not_obeyed() -> None:
    said = answer([finding("LF106", "There is no field “[x](javascript:alert(1)) @octocat #1”.", "x")], HERE)
    assert "[x](javascript" not in said
    assert "@octocat" not in said


def test_links_lead_to_the_change_where_ci_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = replace(showcase(findings=(finding(),)), site=Site(repo_url="https://github.com/org/repo"))
    monkeypatch.delenv("LEADFRONT_CHANGE_BRANCH", raising=False)
    assert f"https://github.com/org/repo/edit/main/{PATH}" in render(asked)
    monkeypatch.setenv("LEADFRONT_CHANGE_BRANCH", "letters")
    monkeypatch.setenv("LEADFRONT_CHANGE_REPOSITORY", "https://github.com/imogen/repo")
    assert f"https://github.com/imogen/repo/edit/letters/{PATH}" in render(asked)
