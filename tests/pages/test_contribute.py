"""The contribute page: only doors that exist, samples that are samples, and notes beside the lines they speak of."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leadfront.doors.ways import Present, Ways
from leadfront.engine.editor import has_issue_form
from leadfront.fields import SECTIONS
from leadfront.findings import Finding, Severity
from leadfront.language import ENGLISH
from leadfront.pages.contribute import contribute_page
from leadfront.pages.page import Page
from leadfront.pages.samples import fitted, pieces_of
from leadfront.pages.template import sample
from leadfront.policy import Function, Level, Policy, Site
from leadfront.reporters import github
from leadfront.resources import templates_folder
from leadfront.rules import judge
from leadfront.rules.model import Checked, Scope
from leadfront.use_case import read_use_case
from made_up import POLICY, case_text, showcase

GITHUB = "https://github.com/org/repo"
SAMPLES = ("strong", "weak")


def made_page(repo_url: str = "", **present: bool) -> Page:
    made = replace(showcase(), site=Site(repo_url=repo_url))
    return contribute_page(made, Ways.of(made.policy, made.site, Present(**present)))


def ways(repo_url: str = "", **present: bool) -> list[tuple[str, str]]:
    """The name of each way in on the page, and the address it leads to."""
    table = made_page(repo_url, **present).text.partition('<table class="lf-table lf-ways">')[2]
    rows = re.findall(r"<tr><td>.*?</td><td>(.*?)</td>", table.partition("</table>")[0])
    return [(re.sub(r"<[^>]+>", "", cell), (re.findall(r'href="([^"?#]*)', cell) or [""])[0]) for cell in rows]


def test_without_a_host_or_form_only_the_ways_that_need_neither_are_named() -> None:
    assert ways() == [("The blank file", ""), ("leadfront new", ""), ("A colleague", "")]
    assert ways(issue_form=True) == ways(), "an issue form needs a host"


def test_every_way_that_exists_is_named_the_easiest_first() -> None:
    assert ways(GITHUB, editor=True, issue_form=True)[:3] == [
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


def test_who_may_be_asked_is_named_where_the_policy_says_it() -> None:
    made = showcase()
    contact = "Jo in <Learning>, jo.learning@example.org"
    made = replace(made, policy=replace(made.policy, contact=contact))
    text = contribute_page(made, Ways.of(made.policy, made.site, Present())).text
    escaped = "Jo in &lt;Learning&gt;, jo.learning@example.org"
    assert f'<a href="mailto:jo.learning@example.org">{escaped}</a>' in text
    assert f"Send the file to {escaped}." in text
    assert f"When in doubt, ask before you paste it: {escaped}." in text
    assert "A colleague" in made_page().text


@pytest.mark.parametrize(
    ("url", "present", "words"),
    [
        ("", {}, "Send the file to whoever keeps the showcase"),
        (GITHUB, {}, "On GitHub, choose “Commit changes”"),
        (GITHUB, {"issue_form": True}, "In the issue form, send it"),
        (GITHUB, {"editor": True}, "set it to “In review”"),
    ],
)
def test_it_says_how_to_propose_the_change(url: str, present: dict[str, bool], words: str) -> None:
    step = made_page(url, **present).text.partition("<strong>Propose the change.</strong>")[2]
    assert words in step.partition("</li>")[0]


def test_choices_are_told_with_their_names() -> None:
    words = re.sub(r"<[^>]+>", "", made_page().text)
    assert f"One of: {', '.join(level.as_choice for level in POLICY.levels)}." in words
    assert '<a href="#blank">The blank file</a>' in made_page().text


def again(repo_url: str = "", **present: bool) -> str:
    """The part about use cases that are there already, as words."""
    part = made_page(repo_url, **present).text.partition('<ul class="lf-again">')[2].partition("</ul>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", part))


def test_each_way_says_in_a_sentence_how_to_try_again_and_how_to_retire() -> None:
    ways = ("In the form.", "In the issue form.", "On GitHub.", "In a terminal.", "Through a colleague.")
    told = re.split("|".join(map(re.escape, ways)), again(GITHUB, editor=True, again_form=True))[1:]
    asked = (
        ("“Suggest an edit”", "“Last tried again”", "“Retired”"),
        ("“Tried it again?”",),
        ("“edit the file itself”", f"verified: {showcase().report.as_of.date()}", "status: retired"),
        ("leadfront new --again FILE",),
        ("typed in",),
    )
    for way, sentence, words in zip(ways, told, asked, strict=True):
        assert [missing for missing in words if missing not in sentence] == [], way


def test_only_ways_that_exist_are_named_for_trying_again() -> None:
    assert "form" not in again(GITHUB)
    assert "“Suggest an edit”" in again(GITHUB)
    assert "status:" not in again()
    assert "issue" not in again("https://gitlab.com/a/b", again_form=True)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_show_every_section_asked_for_with_a_note_at_each(name: str) -> None:
    pieces = pieces_of(sample(name), POLICY, ENGLISH)
    headed = [piece for piece in pieces if piece.heading]
    assert [piece.heading for piece in headed] == [section.heading for section in SECTIONS if section.required]
    assert all(piece.note for piece in headed)
    assert sum(bool(piece.note) for piece in pieces if piece.label) >= 3


@pytest.mark.parametrize("name", SAMPLES)
def test_both_samples_are_marked_as_samples_and_by_names_nobody_has(name: str) -> None:
    text = sample(name)
    assert "\nsample: true\n" in text
    assert re.search(r"^leader: \w+ Sample$", text, re.MULTILINE)
    assert made_page().text.count("Sample, made up") == len(SAMPLES)


def test_a_note_stands_beside_the_line_it_speaks_of() -> None:
    text = case_text(prompt="```text\nFirst\n\n- <b>second</b>\n```\n\n<!-- On the\nprompt. -->\n\nAfter it.")
    text = text.replace("\nleader:", "\n# On the summary,\n# in two lines.\nleader:")
    renamed = replace(POLICY, sections={"prompt": "What I typed"})
    notes = {piece.label or piece.text: piece for piece in pieces_of(text, renamed, ENGLISH)}
    assert notes["Summary"].note == "On the summary, in two lines."
    assert notes["Leader"].note == ""
    assert notes["First\n\n- <b>second</b>"].note == "On the prompt."
    assert notes["First\n\n- <b>second</b>"].heading == "What I typed"
    assert (notes["After it."].note, notes["After it."].heading) == ("", "")


def test_the_order_is_ways_time_samples_limits_and_only_then_the_blank_and_the_reference() -> None:
    page = made_page()
    assert re.findall(r'<h2 id="([^"]+)"', page.text) == [heading.id for heading in page.headings]
    assert [heading.id for heading in page.headings][-3:] == ["blank", "fields", "sections"]


@pytest.mark.parametrize(
    "policy",
    [
        replace(POLICY, levels=(Level("director", "Directors"), Level("executive", "Executive team"))),
        replace(POLICY, levels=(Level("chief", "Chiefs"),), functions=(Function("people", "People and pay"),)),
    ],
)
def test_the_check_says_of_the_samples_what_the_notes_in_them_say(policy: Policy) -> None:
    for name in SAMPLES:
        text = fitted(sample(name), policy)
        case = read_use_case(f"use-cases/{name}.md", "use-cases", text.encode("utf-8"))
        checked = Checked(case.path, "use-cases", policy, date(2026, 11, 21), case)
        codes = [finding.code for finding in judge(Scope.FILE, checked, policy, case.path)]
        assert codes == ([] if name == "strong" else ["LF407", "LF408"]), name


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
