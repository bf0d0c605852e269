"""What only rendering shows of a page: each thing with the line of its file in which it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from histories import CASES, History, settings_text, use_case
from leadfront.check import examine
from leadfront.findings import Finding, Severity
from leadfront.policy import Setting, Site
from leadfront.policy_reader import Settings, read_settings
from leadfront.question import Question
from leadfront.removals import Kind, Removed
from leadfront.rendered import Reader, lines_of, searched_page, without_code
from leadfront.use_case import read_use_case

SETTINGS = read_settings(
    settings_text(levels=["director"], launch="2026-10-01")
    + """
site_url: https://showcase.example.org/
markdown_extensions:
  - attr_list
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:os.system
  - pymdownx.emoji:
      emoji_generator: !!python/name:os.system
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.snippets: {base_path: /}
  - no.such.extension
""",
    "mkdocs.yml",
)


def told(result: str, settings: Settings = SETTINGS) -> list[Finding]:
    text = use_case(level="director").replace("## Result\n", f"## Result\n{result}\n", 1)
    assert text.count(result) == 1
    case = read_use_case(f"{CASES}a.md", CASES.rstrip("/"), text.encode())
    return list(Reader(settings.site, settings.policy).findings([case]))


def line_of(result: str, words: str) -> int:
    text = use_case(level="director").replace("## Result\n", f"## Result\n{result}\n", 1)
    return text[: text.rindex(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("result", "words", "code"),
    [
        ("We saved an hour.\n<script>x()</script>", "<script", "LF140"),
        ("See **this**{: onclick=x() } first.", "onclick", "LF140"),
        ("``` { .text #__config }\n#__config\n```", "``` {", "LF140"),
        ("```mermaid\ngraph TD\n```", "```mermaid", "LF140"),
        ("`<script>`\n\n```\n<script>\n```\n\n<SCRIPT>x()</SCRIPT>", "<SCRIPT", "LF140"),
        ("[a](https://a.example)\n[b](javascript:x())", "[b]", "LF140"),
        ('<a href="jav&#x09;ascript:x()">b</a>', "jav&#x09;", "LF140"),
        ("The [table][t] is\nhere.\n\n[t]: javascript:x()", "[t]: ", "LF140"),
        ("![a](a.png)\n![b](https://b.example/b.png)", "![b]", "LF141"),
        ("text\n\n</div></main>\n\ntext", "</div", "LF140"),
    ],
)
def test_what_is_taken_out_is_told_with_its_line(result: str, words: str, code: str) -> None:
    first = told(result)[0]
    assert (first.code, first.line) == (code, line_of(result, words))
    assert first.severity is (Severity.ERROR if code == "LF141" else Severity.WARNING)


def test_a_page_that_loses_nothing_is_silent() -> None:
    assert told('- [x] done\n\n| a |\n|:-:|\n| `<b>` |\n\n:smile: ![b](https://showcase.example.org/b.png "B")') == []


def test_a_bare_prompt_is_shown_as_it_was_typed_and_is_no_place_to_look_in() -> None:
    text = re.sub(r"## Prompt\n.*?(?=\n## )", "## Prompt\n\nWhy does <script> run?\n", use_case(), flags=re.DOTALL)
    text = text.replace("## Result\n", "## Result\n\n<script>x()</script>\n", 1)
    case = read_use_case(f"{CASES}a.md", CASES.rstrip("/"), text.encode())
    (finding,) = Reader(SETTINGS.site, SETTINGS.policy).findings([case])
    assert finding.line == text[: text.index("<script>x")].count("\n") + 1


def test_what_cannot_be_found_in_the_file_is_said_to_stand_somewhere() -> None:
    assert lines_of([Removed(Kind.ATTRIBUTE, "data-tabs", "div")], "nothing of the kind") == [None]


def test_one_thing_twice_is_two_lines() -> None:
    removed = [Removed(Kind.TAG, "script", "script")] * 3
    assert lines_of(removed, "<script>\n\n<scripted>\n<script >") == [1, 4, 4]


def test_very_many_are_told_as_a_number() -> None:
    findings = told("\n\n".join(f"<blink{number}>" for number in range(50)))
    assert len(findings) == 20
    assert "There are 30 more like this." in findings[-1].message


def test_a_rule_that_is_off_says_nothing_and_one_that_is_an_error_fails() -> None:
    for setting, expected in ((Setting.OFF, []), (Setting.ERROR, [Severity.ERROR])):
        policy = replace(SETTINGS.policy, rules={"LF140": setting, "LF141": Setting.OFF})
        assert [item.severity for item in told("<script>x()</script>", replace(SETTINGS, policy=policy))] == expected


def test_nothing_that_the_settings_name_is_imported_or_read() -> None:
    names = [name for name, _ in SETTINGS.site.markdown_extensions]
    assert "no.such.extension" in names
    assert told('--8<-- "etc/hostname"') == []
    options = dict(SETTINGS.site.markdown_extensions)
    assert options["pymdownx.superfences"] == {"custom_fences": [{"name": "mermaid", "class": "mermaid"}]}
    assert options["pymdownx.emoji"] == {}
    assert options["pymdownx.tabbed"] == {"alternate_style": True}


def test_the_settings_may_be_as_odd_as_the_site_engine_allows() -> None:
    odd = settings_text(levels=["director"], launch="2026-10-01") + "markdown_extensions:\n  a: &x {b: [1]}\n  c: *x\n"
    assert read_settings(odd, "mkdocs.yml").site.markdown_extensions == (("a", {"b": [1]}), ("c", {}))
    assert Site().markdown_extensions == ()


def test_code_is_no_place_to_look_in_and_lines_stay_lines() -> None:
    text = "a `b` c\n~~~ {.x}\nd\n~~~\n``e`f`` g\n```\nunfinished"
    assert without_code(text) == "a     c\n~~~ {.x}\n\n\n        g\n```\n"
    assert searched_page("---\ntitle: <script>\n---\n<script>").split("\n") == ["", "", "", "<script>"]


def test_a_file_that_is_named_is_looked_at_and_one_that_is_not_is_not(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings_text(levels=["director"], launch="2026-10-01"))
    for name in ("a", "b"):
        path = tmp_path / CASES / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(use_case(level="director").replace("## Result\n", "## Result\n\n<script>x()</script>\n", 1))
    named = examine(Question(tmp_path / "mkdocs.yml", as_of="2026-11-01", files=(tmp_path / CASES / "a.md",)))
    assert [finding.path for finding in named.report.findings if finding.code == "LF140"] == [f"{CASES}a.md"]
    plain = examine(Question(tmp_path / "mkdocs.yml", as_of="2026-11-01"))
    assert not [finding for finding in plain.report.findings if finding.code == "LF140"]


def test_a_pull_request_is_looked_at_in_all_the_pages_that_it_touches(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.write("mkdocs.yml", settings_text(levels=["director"], launch="2026-10-01", trusted_pages=["trusted.md"]))
    hostile = "# A page\n\nWords.\n\n![x](https://pictures.example.com/x.png)\n"
    history.write(f"{CASES}a.md", use_case(level="director"))
    history.write("showcase/before.md", hostile)
    history.commit(at="2026-10-20T12:00+00:00")
    history.write(f"{CASES}a.md", use_case(level="director") + "\n<script>x()</script>\n")
    for name in ("index.md", "plain.md", "trusted.md"):
        history.write(f"showcase/{name}", hostile)
    history.commit(at="2026-10-21T12:00+00:00")
    history.check_out()
    found = examine(Question(tmp_path / "mkdocs.yml", as_of="2026-11-01", base="HEAD~1")).report.findings
    told = {(item.code, item.path, item.line, item.standing) for item in found if item.code in ("LF140", "LF141")}
    end = use_case(level="director").count("\n") + 2
    assert told == {
        ("LF140", f"{CASES}a.md", end, False),
        ("LF141", "showcase/index.md", 5, False),
        ("LF141", "showcase/plain.md", 5, False),
    }
