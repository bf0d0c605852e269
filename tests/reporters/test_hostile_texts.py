"""Whatever people write in titles, names and paths: no reporter lets a terminal, a log, a page or a program obey it."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from leadfront.escaping import markdown_text, plain
from leadfront.report import Verdict
from leadfront.reporters import REPORTERS
from reporters.answers import HOSTILE, answer, nothing_to_say

# Any text, and hostile pieces one after another. A path can hold bytes that are no UTF-8, as lone surrogates.
BYTES = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)
pieces = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=8), BYTES)
hostile = st.lists(pieces, min_size=1, max_size=4).map("".join)
pytestmark = pytest.mark.slow
OTHER_SURROGATES = "[\ud800-\udc7f\udd00-\udfff]"
"""Surrogates that no name of a file can hold; they may stand in no text at all."""


def rendered(form: str, text: str) -> str:
    """What a reporter writes where people wrote this text everywhere, as it arrives after being written as UTF-8."""
    text = re.sub(OTHER_SURROGATES, "\udcff", text)
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="\n")
    stream.write(REPORTERS[form](answer(lambda _tame: text)))
    stream.flush()
    return out.getvalue().decode("utf-8")


def on_everything(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test of a text with every hostile text, and with what hypothesis makes of them."""
    for text in HOSTILE:
        test = example(text)(test)
    return given(hostile)(settings(max_examples=40)(test))


# --- every form -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", REPORTERS)
@on_everything
def test_no_control_character_is_printed(form: str, text: str) -> None:
    printed = rendered(form, text)
    assert printed.endswith("\n")
    for letter in set(printed) - {"\n"}:
        assert unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), repr(letter)


@pytest.mark.parametrize("form", REPORTERS)
@on_everything
def test_a_ci_log_obeys_nothing_but_our_own_commands(form: str, text: str) -> None:
    for line in rendered(form, text).splitlines():
        command = as_the_runner_reads(line)
        assert command is None or (form == "github" and command[0] in ("error", "warning", "notice")), line
        assert not re.search(r"##\w*\[", line), line


@pytest.mark.parametrize("form", REPORTERS)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_form_shows_every_answer(form: str, verdict: Verdict) -> None:
    assert REPORTERS[form](answer(verdict=verdict)).endswith("\n")
    assert REPORTERS[form](nothing_to_say()).endswith("\n")
    assert REPORTERS[form](answer()) == REPORTERS[form](answer())


def as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str] | None:
    """A log line as GitHub's runner takes it apart (actions/runner, ActionCommand.cs): command, properties, data."""
    trimmed = line.lstrip()
    if trimmed.startswith("::") and "::" in trimmed[2:]:
        head, _, data = trimmed[2:].partition("::")
        name, _, listed = head.partition(" ")
        properties = dict(item.split("=", 1) for item in listed.strip().split(",") if "=" in item)
        for escaped, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            properties = {key: value.replace(escaped, sign) for key, value in properties.items()}
            data = data.replace(escaped, sign) if escaped not in ("%3A", "%2C") else data
        return name, properties, data
    older = re.search(r"##\[([^\]\s]+)[^\]]*\](.*)", line)
    return (older[1], {}, older[2]) if older else None


# --- GitHub -----------------------------------------------------------------------------------------------------------


@on_everything
def test_github_shows_each_finding_at_its_place_with_its_words(text: str) -> None:
    *commands, last = rendered("github", text).splitlines()
    findings = answer(lambda _tame: text).report.findings
    assert as_the_runner_reads(last) is None
    assert len(commands) == len(findings)
    for line, finding in zip(commands, findings, strict=True):
        read = as_the_runner_reads(line)
        assert read is not None
        name, properties, data = read
        assert name == ("notice" if finding.standing or finding.severity == "info" else finding.severity.value)
        assert properties.get("file", "") == plain(re.sub(OTHER_SURROGATES, "\udcff", finding.path))
        assert properties.get("line") == (str(finding.line) if finding.line and finding.path else None)
        assert properties["title"] == f"{finding.code} {finding.name}"
        assert "\n" not in data
        assert "\r" not in data


# --- text -------------------------------------------------------------------------------------------------------------


@on_everything
def test_the_page_keeps_its_shape(text: str) -> None:
    # One line a level and a quarter's total: nobody adds a line or a column to the grid.
    lines = rendered("text", text).split("\n")
    (total,) = [number for number, line in enumerate(lines) if line.startswith("Any level  ")]
    cells = [line[len("Any level") :].split() for line in lines[total : total + 1]]
    assert cells == [["2", "waived", "GAP", "·"]]
    labels = next(n for n, line in enumerate(lines) if line.split() == ["Q1", "Q2", "Q3", "Q4"])
    assert total - labels == 1 + len(answer().report.levels)


# --- Markdown ---------------------------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {
    *("h2", "h3", "p", "ul", "li", "em", "strong", "code", "br", "details", "summary", "sub"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Page(HTMLParser):
    """The tags and the texts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@on_everything
def test_markdown_renders_to_the_same_page_with_other_words(text: str) -> None:
    page = Page(MARKDOWN.render(rendered("markdown", text + "z")))
    tame = Page(MARKDOWN.render(REPORTERS["markdown"](answer(lambda _tame: "z"))))
    assert page.tags == tame.tags
    assert {tag for tag, _ in page.tags} <= OURS
    assert {attribute for _, attributes in page.tags for attribute in attributes} <= {"style"}  # of the table's columns


@example("~~no~~_")
@example("%_")
@on_everything
def test_markdown_mentions_and_links_nobody(text: str) -> None:
    # GitHub and GitLab look for these in the rendered text, when escapes and entities are gone.
    for said in Page(MARKDOWN.render(rendered("markdown", text))).texts:
        assert not re.search(r"@\w", said), said
        assert not re.search(r"[#!&$]\d|~\w|%[\w\"]", said), said
        assert not re.search(r"://|\bwww\.", said, re.IGNORECASE), said


@given(hostile)
def test_markdown_shows_what_was_written(text: str) -> None:
    # But for what was put in against mentions, and white space, the reader sees the plain text.
    (said,) = ["".join(Page(MARKDOWN.render(f"- x{markdown_text(text)}x")).texts)]
    assert "".join(said.replace("\u200b", "").split()) == "".join(f"x{plain(text).strip()}x".split())


def test_markdown_escapes_stay_readable() -> None:
    assert markdown_text("Finance: 5% saved, R+D (2026)") == r"Finance: 5% saved, R\+D (2026)"
    assert markdown_text("Three questions the board would ask") == "Three questions the board would ask"


# --- what programs read -----------------------------------------------------------------------------------------------


def shape(data: Any) -> Any:
    """A JSON value without its texts."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    return [shape(item) for item in data] if isinstance(data, list) else type(data).__name__


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif"])
@on_everything
def test_json_forms_keep_their_shape(form: str, text: str) -> None:
    printed = rendered(form, text)
    assert printed.isascii()
    assert shape(json.loads(printed)) == shape(json.loads(REPORTERS[form](answer())))


@on_everything
def test_json_loses_nothing(text: str) -> None:
    text = re.sub(OTHER_SURROGATES, "\udcff", text)
    report = json.loads(rendered("json", text))
    assert {finding["message"] for finding in report["findings"]} == {text}
    assert {landing["path"] for landing in report["quarters"][0]["landings"]} == {text}


@on_everything
def test_sarif_paths_are_addresses_of_the_files(text: str) -> None:
    results = json.loads(rendered("sarif", text))["runs"][0]["results"]
    uri = results[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri)
    name = re.sub(OTHER_SURROGATES, "\udcff", text).encode("utf-8", "surrogateescape")
    assert unquote_to_bytes(uri) == name


@on_everything
def test_junit_is_xml_of_the_same_shape(text: str) -> None:
    def tags(xml: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(element.tag, tuple(sorted(element.attrib))) for element in ET.fromstring(xml.encode()).iter()]  # noqa: S314

    assert tags(rendered("junit", text)) == tags(REPORTERS["junit"](answer()))
