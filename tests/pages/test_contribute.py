"""The contribute page: only doors that exist, samples that are samples, and notes beside the lines they speak of."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leadfront.engine.editor import has_issue_form
from leadfront.fields import SECTIONS
from leadfront.findings import Finding, Severity
from leadfront.pages.contribute import contribute_page
from leadfront.pages.samples import pieces_of
from leadfront.pages.template import sample
from leadfront.policy import Level, Site
from leadfront.reporters import github
from leadfront.resources import templates_folder
from leadfront.rules import judge
from leadfront.rules.model import Checked, Scope
from leadfront.use_case import read_use_case
from made_up import POLICY, case_text, showcase

GITHUB = "https://github.com/org/repo"
SAMPLES = ("strong", "weak")


def ways(repo_url: str = "", form: str = "", issue_form: bool = False) -> list[tuple[str, str]]:
    """The name of each way in on the page, and the address it leads to."""
    made = replace(showcase(), site=Site(repo_url=repo_url))
    table = contribute_page(made, form, issue_form).text.partition('<table class="lf-table lf-ways">')[2]
    rows = re.findall(r"<tr><td>.*?</td><td>(.*?)</td>", table.partition("</table>")[0])
    return [(re.sub(r"<[^>]+>", "", cell), (re.findall(r'href="([^"?#]*)', cell) or [""])[0]) for cell in rows]


def test_without_a_host_or_form_only_the_ways_that_need_neither_are_named() -> None:
    assert ways() == [("leadfront new", ""), ("A colleague", "")]
    assert ways(issue_form=True) == ways(), "an issue form needs a host"


def test_every_way_that_exists_is_named_the_easiest_first() -> None:
    assert ways(GITHUB, "editor/index.html", issue_form=True)[:3] == [
        ("The form in the browser", "page:editor/index.html"),
        ("The issue form", f"{GITHUB}/issues/new"),
        ("A new file on GitHub", f"{GITHUB}/new/main/showcase/use-cases"),
    ]


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://gitlab.com/org/repo", "A new file on GitLab"), ("https://bitbucket.org/o/r", "A new file on Bitbucket")],
)
def test_a_host_without_issue_forms_offers_none(url: str, name: str) -> None:
    assert [way for way, _ in ways(url, issue_form=True)] == [name, "leadfront new", "A colleague"]


def test_the_issue_form_is_looked_for_at_the_top_of_the_repository_and_no_higher(tmp_path: Path) -> None:
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    (top / "docs").mkdir()
    forms = (tmp_path / ".github" / "ISSUE_TEMPLATE", top / ".github" / "ISSUE_TEMPLATE")
    found = []
    for folder in forms:
        folder.mkdir(parents=True)
        (folder / "use-case.yml").write_text("name: Share a use case\n")
        found.append(has_issue_form(top / "docs" / "mkdocs.yml"))
    assert found == [False, True]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_show_every_section_asked_for_with_a_note_at_each(name: str) -> None:
    pieces = pieces_of(sample(name), POLICY)
    headed = [piece for piece in pieces if piece.heading]
    assert [piece.heading for piece in headed] == [section.heading for section in SECTIONS if section.required]
    assert all(piece.note for piece in headed)
    assert sum(bool(piece.note) for piece in pieces if piece.label) >= 3


@pytest.mark.parametrize("name", SAMPLES)
def test_both_samples_are_marked_as_samples_and_by_names_nobody_has(name: str) -> None:
    text = sample(name)
    assert "\nsample: true\n" in text
    assert re.search(r"^leader: \w+ Sample$", text, re.MULTILINE)
    assert contribute_page(showcase()).text.count("Sample, made up") == len(SAMPLES)


def test_a_note_stands_beside_the_line_it_speaks_of() -> None:
    text = case_text(prompt="```text\nFirst\n\n- <b>second</b>\n```\n\n<!-- On the\nprompt. -->\n\nAfter it.")
    text = text.replace("\nleader:", "\n# On the summary,\n# in two lines.\nleader:")
    renamed = replace(POLICY, sections={"prompt": "What I typed"})
    notes = {piece.label or piece.text: piece for piece in pieces_of(text, renamed)}
    assert notes["Summary"].note == "On the summary, in two lines."
    assert notes["Leader"].note == ""
    assert notes["First\n\n- <b>second</b>"].note == "On the prompt."
    assert notes["First\n\n- <b>second</b>"].heading == "What I typed"
    assert (notes["After it."].note, notes["After it."].heading) == ("", "")


def test_the_order_is_ways_time_samples_limits_and_only_then_the_blank_and_the_reference() -> None:
    page = contribute_page(showcase())
    assert re.findall(r'<h2 id="([^"]+)"', page.text) == [heading.id for heading in page.headings]
    assert [heading.id for heading in page.headings][-3:] == ["blank", "fields", "sections"]


def test_the_check_has_nothing_to_say_against_either_sample() -> None:
    policy = replace(POLICY, levels=(Level("director", "Directors"), Level("executive", "Executive team")))
    for name in SAMPLES:
        case = read_use_case(f"use-cases/{name}.md", "use-cases", sample(name).encode("utf-8"))
        checked = Checked(case.path, "use-cases", policy, date(2026, 11, 21), case)
        assert list(judge(Scope.FILE, checked, policy, case.path)) == [], name


@pytest.mark.parametrize("line", [4, None])
def test_one_problem_matcher_of_the_editor_settings_reads_each_finding(line: int | None) -> None:
    settings = (templates_folder() / "editor-settings" / ".vscode" / "tasks.json").read_text(encoding="utf-8")
    task = json.loads(re.sub(r"\s//.*$", "", settings, flags=re.MULTILINE))["tasks"][0]
    assert task["args"] == ["check", "${file}", "--format", "github"]
    finding = Finding("LF108", "level-unknown", Severity.ERROR, "“x” is no level.", "Use y: it is.", "cases/a.md", line)
    rows = github.render(showcase(findings=(finding,))).splitlines()
    patterns = [matcher["pattern"] for matcher in task["problemMatcher"]]
    ((pattern, found),) = [
        (pattern, found) for pattern in patterns for row in rows if (found := re.match(pattern["regexp"], row))
    ]
    parts = {part: found[group] for part, group in pattern.items() if isinstance(group, int)}
    where = {"line": "4"} if line else {}
    said = {"severity": "error", "file": "cases/a.md", "code": "LF108", "message": "“x” is no level. Use y: it is."}
    assert parts == said | where
    assert pattern.get("kind") == (None if line else "file"), "VS Code drops what has no line, save of a whole file"
