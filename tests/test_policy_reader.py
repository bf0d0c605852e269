"""The policy as it is written: every key, every mistake with its line and next step, and nothing obeyed on the way."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load as mkdocs_reads

from histories import SYMLINK, History
from leadfront.cli.terminal import settings_file
from leadfront.fields import DEFAULT_SKILLS
from leadfront.git import Repository
from leadfront.policy import Policy, Setting
from leadfront.policy_reader import PolicyErrors, Problem, Settings, read_settings
from leadfront.question import UsageError
from leadfront.rules import BY_CODE, RULES
from leadfront.settings import LED_OUTSIDE, settings_at, settings_on_disk

NEEDED = """\
launch: 2026-10-01
timezone: Europe/London
levels: [{id: executive, name: Executive team}, {id: director, name: Directors}]
"""
FIRST_LINE = 4
"""The line of `mkdocs.yml` on which a block starts that `site` embeds."""


def site(block: str, **around: str) -> str:
    """A `mkdocs.yml` with this block, which starts at FIRST_LINE."""
    head, tail = around.get("head", "site_name: A\n"), around.get("tail", "")
    return f"{head}plugins:\n  - leadfront:\n{textwrap.indent(block, ' ' * 6)}{tail}"


def read(block: str, **around: str) -> Policy:
    return read_settings(site(block, **around), "mkdocs.yml", known_rules=BY_CODE).policy


def problems(block: str, needed: bool = True, **around: str) -> list[Problem]:
    """What is said of a block, with lines counted from the block's first."""
    with pytest.raises(PolicyErrors) as caught:
        read(block + (NEEDED if needed else ""), **around)
    return [Problem(p.message, p.line - FIRST_LINE + 1, p.path) for p in caught.value.problems]


def problem(block: str, needed: bool = True, **around: str) -> tuple[int, str]:
    (only,) = problems(block, needed, **around)
    return only.line, only.message


def refused(text: str, **more: Any) -> Problem:
    with pytest.raises(PolicyErrors) as caught:
        read_settings(text, "mkdocs.yml", known_rules=BY_CODE, **more)
    (only,) = caught.value.problems
    return only


# --- every key --------------------------------------------------------------------------------------------------------


def test_a_policy_with_every_key() -> None:
    policy = read(
        """\
launch: 2026-10-01
timezone: Europe/London
fiscal_year_start: 4
branch: [main, live]
pulled_from: ["https://git.example.com/*"]
use_cases: stories/
levels:
  - {id: executive, name: Executive team}
  - id: director
    name: Directors
    aliases: [head-of, Head of]
    since: FY2027-Q3
    until: FY2028-Q1
functions: [{id: finance, name: Finance}, {id: human-resources}]
skills: [trust, patience]
coverage: {within_quarters: 2}
freshness: {remind_days: 14, per_level: warning}
waivers:
  - {quarter: FY2027-Q3, reason: "Merger", approved_by: "A. Chair"}
  - {level: head-of, reason: Vacant, approved_by: A. Chair, expires: 2027-06-30}
  - {quarter: FY2027-Q4, level: director, reason: Vacant, approved_by: A. Chair}
clock_overrides:
  - {commit: ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD, time: 2026-10-01T09:30, reason: Wrong clock}
bots: ["*[bot]@*"]
count_samples: true
contact: "Jo in Learning,  learning@example.org"
rules: {LF112: off, LF4: warning}
sections: {task: Aufgabe}
spotlight:
  - {use_case: board-questions, week: 2026-W53, note: "It failed  twice"}
  - {use_case: shift-rota, from: 2026-11-18}
"""
    )
    london = ZoneInfo("Europe/London")
    assert policy.launch == datetime(2026, 10, 1, tzinfo=london)
    assert policy.zone == london
    assert policy.calendar.fiscal_year_start == 4
    assert policy.launch_quarter.label == "FY2027-Q3"
    assert policy.branches == ("main", "live")
    assert policy.pulled_from == ("https://git.example.com/*",)
    assert policy.use_cases == "stories"
    assert [(level.id, level.name, level.aliases) for level in policy.levels] == [
        ("executive", "Executive team", ()),
        ("director", "Directors", ("head-of", "Head of")),
    ]
    assert policy.levels[1].since == policy.launch_quarter
    assert policy.levels[1].until is not None
    assert policy.levels[1].until.label == "FY2028-Q1"
    assert [(function.id, function.name) for function in policy.functions] == [
        ("finance", "Finance"),
        ("human-resources", "Human resources"),
    ]
    assert policy.skills == ("trust", "patience")
    assert (policy.within_quarters, policy.remind_days, policy.per_level) == (2, 14, Setting.WARNING)
    by_quarter, by_level, by_both = policy.waivers
    assert (by_quarter.covers, by_quarter.reason, by_quarter.approved_by) == ("FY2027-Q3", "Merger", "A. Chair")
    assert (by_level.level, by_level.expires) == ("director", date(2027, 6, 30))
    assert by_both.covers == "FY2027-Q4, director"
    (override,) = policy.clock_overrides
    assert override.commit == "abcdef" * 6 + "abcd"
    assert override.time.astimezone(UTC) == datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    assert policy.bots == ("*[bot]@*",)
    assert policy.count_samples is True
    assert policy.contact == "Jo in Learning, learning@example.org"
    assert policy.setting_of("LF112") is Setting.OFF
    assert policy.setting_of("LF401") is Setting.WARNING
    assert policy.setting_of("LF101") is None
    assert dict(policy.sections) == {"task": "Aufgabe"}
    first, second = policy.spotlight
    assert (first.use_case, first.starts, first.note) == ("board-questions", date(2026, 12, 28), "It failed twice")
    assert (second.use_case, second.starts, second.note) == ("shift-rota", date(2026, 11, 18), "")
    assert second.line == first.line + 1
    assert (policy.line, policy.levels[0].line, policy.levels[1].line) == (4, 11, 12)
    assert [waiver.line for waiver in policy.waivers] == [22, 23, 24]


def test_what_is_left_out_has_its_default() -> None:
    policy = read(NEEDED)
    assert (policy.branches, policy.use_cases, policy.calendar.fiscal_year_start) == (("main",), "use-cases", 1)
    assert (policy.within_quarters, policy.remind_days, policy.per_level) == (None, 21, Setting.OFF)
    assert policy.skills == DEFAULT_SKILLS
    assert (policy.functions, policy.waivers, policy.clock_overrides, policy.bots) == ((), (), (), ())
    assert (policy.count_samples, dict(policy.rules), dict(policy.sections)) == (False, {}, {})


EMPTY = (
    "pulled_from", "functions", "skills", "spotlight", "waivers", "clock_overrides", "bots", "rules", "sections",
    "coverage",
)  # fmt: skip


@pytest.mark.parametrize("key", [*EMPTY, "freshness", "branch", "use_cases", "fiscal_year_start", "count_samples"])
@pytest.mark.parametrize("nothing", ["", "null", "~", '""'])
def test_an_empty_key_is_as_if_it_were_left_out(key: str, nothing: str) -> None:
    assert read(f"{NEEDED}{key}: {nothing}\n") == read(NEEDED)


@pytest.mark.parametrize("key", [*EMPTY[:-2], "levels"])
def test_an_empty_list_or_group(key: str) -> None:
    block = f"{NEEDED}{key}: {'{}' if key == 'rules' else '[]'}\n"
    if key != "levels":
        assert read(block) == read(NEEDED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("off", Setting.OFF), ("'off'", Setting.OFF), ("false", Setting.OFF), ("warning", Setting.WARNING),
     ("error", Setting.ERROR)],
)  # fmt: skip
def test_off_needs_no_quotation_marks(typed: str, meant: Setting) -> None:
    policy = read(f"{NEEDED}rules: {{LF101: {typed}}}\nfreshness: {{per_level: {typed}}}\n")
    assert policy.rules["LF101"] is meant
    assert policy.per_level is meant


@pytest.mark.parametrize("family_or_code", [*sorted({rule.code[:3] for rule in RULES}), *(rule.code for rule in RULES)])
def test_every_rule_and_family_may_be_set(family_or_code: str) -> None:
    assert read(f"{NEEDED}rules: {{{family_or_code}: warning}}\n").rules[family_or_code] is Setting.WARNING


@pytest.mark.parametrize(
    ("launch", "instant"),
    [
        ("2026-07-01", "2026-06-30T23:00:00+00:00"),
        ("2026-07-01T09:30", "2026-07-01T08:30:00+00:00"),
        ("2026-07-01 09:30:15", "2026-07-01T08:30:15+00:00"),
        ("2026-07-01T09:30+05:30", "2026-07-01T04:00:00+00:00"),
        ("'2026-07-01T09:30Z'", "2026-07-01T09:30:00+00:00"),
    ],
)
def test_times_without_an_offset_are_in_the_policys_zone(launch: str, instant: str) -> None:
    policy = read(NEEDED.replace("2026-10-01", launch))
    assert policy.launch.astimezone(UTC).isoformat() == instant


# --- where the block stands -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "plugins:\n  leadfront:\n    {}",
        "plugins:\n  search: {{}}\n  leadfront:\n    {}",
        "plugins:\n  - search\n  - leadfront:\n      {}",
        "plugins:\n  - search: {{lang: !ENV [LANG, en]}}\n  - leadfront:\n      {}",
    ],
)
def test_plugins_may_be_a_list_or_a_mapping(text: str) -> None:
    block = "{launch: 2026-10-01, timezone: Europe/London, levels: [{id: executive}]}\n"
    assert read_settings(text.format(block), "m.yml").policy.levels[0].name == "Executive"


def test_listed_bare_it_says_everything_that_is_missing() -> None:
    for text in ("plugins: [search, leadfront]\n", "plugins:\n  - leadfront:\n", "plugins: {leadfront: null}\n"):
        with pytest.raises(PolicyErrors) as caught:
            read_settings(text, "mkdocs.yml")
        said = [p.message.split(" ")[0] for p in caught.value.problems]
        assert sorted(said) == ["launch", "levels", "timezone"], text


@pytest.mark.parametrize(
    "text",
    ["", "site_name: A\n", "plugins:\n", "plugins: []\n", "plugins: search\n", "plugins: [search, [leadfront]]\n"],
)
def test_without_the_plugin_it_says_how_to_add_it(text: str) -> None:
    assert "add “- leadfront:” with launch, timezone and levels" in refused(text).message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("levels: [{id: a, name: A}, {id: b, name: B]", "opened with { in this line is not closed with }"),
        ("levels: [{id: a, name: A}", "opened with [ in this line is not closed with ]"),
        ('levels: "a', "a quotation mark is opened here"),
    ],
)
def test_what_is_never_closed_is_told_where_it_is_opened(line: str, words: str) -> None:
    text = f"site_name: A\nplugins:\n  - leadfront:\n      {line}\n      timezone: Europe/London\n      bots: []\n"
    found = refused(text)
    assert words in found.message
    assert found.line == 4


ODD_NEIGHBOURS = """\
x-common: &common {a: 1}
extra: {<<: *common, deep: [[[[*common, *common]]]], 1: one, ? [a, b] : c, 1: again}
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }
  - toc: {slugify: !!python/object/apply:os.system [id]}
hooks: [evil.py]
nav: !ENV [NAV, []]
theme: {name: !relative x, name: material}
"""


def test_other_settings_may_be_as_odd_as_mkdocs_allows() -> None:
    settings = read_settings(ODD_NEIGHBOURS + site(NEEDED), "mkdocs.yml", known_rules=BY_CODE)
    assert [level.id for level in settings.policy.levels] == ["executive", "director"]
    neighbour = "  - macros: {<<: *common, x: !ENV HOME, x: 1}\n"
    block = "  - leadfront: {launch: 2026-10-01, timezone: UTC, levels: [{id: a}]}\n"
    text = f"x: &common {{a: 1}}\nplugins:\n{neighbour}{block}"
    assert read_settings(text, "mkdocs.yml").policy.levels[0].id == "a"


def test_the_sites_own_settings() -> None:
    head = (
        "site_name: AI\nsite_url: https://a.example/\nrepo_url: https://g.example/\nedit_uri: edit/\n"
        "docs_dir: showcase\n"
    )
    found = read_settings(site(NEEDED, head=head), "sub/mkdocs.yml", lambda docs_dir: f"sub/{docs_dir}").site
    assert (found.name, found.url, found.repo_url, found.edit_uri) == (
        "AI", "https://a.example/", "https://g.example/", "edit/",
    )  # fmt: skip
    assert (found.config_path, found.docs_dir, found.in_docs("a.md")) == (
        "sub/mkdocs.yml",
        "sub/showcase",
        "sub/showcase/a.md",
    )
    plain = read_settings(site(NEEDED, head="site_name: !ENV [NAME, A]\nsite_url: [x]\nrepo_url: !ENV R\n"), "m").site
    assert (plain.docs_dir, plain.name, plain.url, plain.repo_url) == ("docs", "", "", "")


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("theme: {name: material, language: de}\n", "de"),
        ("theme: {name: !relative x, palette: [&a {x: 1}, *a], language: fr}\n", "fr"),
        ("theme: {language: !ENV [LANGUAGE, de]}\n", "en"),
        ("theme: {language: }\n", "en"),
        ("theme: material\n", "en"),
        ("", "en"),
    ],
)
def test_the_site_speaks_the_language_of_its_theme(theme: str, language: str) -> None:
    read = read_settings(site(NEEDED, head=theme), "mkdocs.yml")
    assert read.site.language == language


# --- mistakes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("lunch: 1\n", 1, "unknown setting “lunch”, did you mean “launch”?"),
        ("colour: 1\n", 1, "unknown setting “colour”"),
        ("bots: []\nTimezone: x\n", 2, "unknown setting “Timezone”, did you mean “timezone”?"),
        ("coverage:\n  within_quarter: 1\n", 2, "unknown setting “within_quarter”, did you mean “within_quarters”?"),
        ("freshness: {per_levels: off}\n", 1, "unknown setting “per_levels”, did you mean “per_level”?"),
        ("functions:\n  - {id: a}\n  - id: b\n    nam: B\n", 4, "unknown setting “nam”, did you mean “name”?"),
        ("waivers:\n  - quarter: 2026-Q4\n    reason: r\n    approved_by: a\n    expire: 2027-01-01\n", 5,
         "unknown setting “expire”, did you mean “expires”?"),
        ("clock_overrides:\n  - commit: " + "a" * 40 + "\n    time: 2026-10-01\n    reason: r\n    by: x\n", 5,
         "unknown setting “by”"),
        ("rules:\n  LF1: off\n  LF999: off\n", 3, "unknown rule “LF999”"),
        ("rules: {lf101: off}\n", 1, "unknown rule “lf101”, did you mean “LF101”?"),
        ("rules: {LF9: warning}\n", 1, "unknown rule “LF9”"),
        ("sections:\n  tasks: Aufgabe\n", 2, "unknown setting “tasks”, did you mean “task”?"),
        ("<<: {bots: []}\n", 1, "unknown setting “<<”"),
        ("? [a, b]\n: c\n", 1, "unknown setting “”"),
    ],
)  # fmt: skip
def test_unknown_keys_at_every_depth(block: str, line: int, message: str) -> None:
    found_line, found = problem(block)
    assert found.startswith(message)
    assert "did you mean" in message or "did you mean" not in found or "LF9" in message
    assert found_line == line


@pytest.mark.parametrize(
    ("block", "line", "words"),
    [
        ("branch: {main: true}\n", 1, "branch must be a list"),
        ("branch: [[main]]\n", 1, "branch must be a text"),
        ("fiscal_year_start: 13\n", 1, "from 1 to 12, not “13”"),
        ("fiscal_year_start: 0\n", 1, "from 1 to 12"),
        ("fiscal_year_start: April\n", 1, "from 1 to 12"),
        ("fiscal_year_start: [4]\n", 1, "must be a text"),
        ("freshness: {remind_days: -1}\n", 1, "from 0 to 366"),
        ("freshness: {remind_days: 1.5}\n", 1, "from 0 to 366"),
        ("freshness: {remind_days: 0000000021999999}\n", 1, "from 0 to 366"),
        (f"freshness: {{remind_days: {'9' * 5000}}}\n", 1, "from 0 to 366"),
        (f"freshness: {{remind_days: {'0' * 5000}}}\n", 1, "from 0 to 366"),
        ("freshness: {remind_days: ٢١}\n", 1, "from 0 to 366"),
        ("freshness:\n  remind_days: 21\n  per_level: warn\n", 3, "not “warn”, did you mean “warning”?"),
        ("freshness: 21\n", 1, "freshness must be settings with names, like “remind_days: …”"),
        ("freshness: [a]\n", 1, "freshness must be settings with names"),
        ("coverage: {within_quarters: 401}\n", 1, "from 0 to 400"),
        ("rules: [LF101]\n", 1, "rules must be settings with names"),
        ("rules: {LF101: info}\n", 1, "off, warning or error"),
        ("rules: {LF101: [off]}\n", 1, "LF101 must be a text"),
        ("count_samples: maybe\n", 1, "true or false, not “maybe”"),
        ("count_samples: 1\n", 1, "true or false"),
        ("use_cases: ../elsewhere\n", 1, "folder inside the showcase folder"),
        ("use_cases: .\n", 1, "folder inside"),
        ("use_cases: a//b\n", 1, "folder inside"),
        ("use_cases: .hidden\n", 1, "folder inside"),
        ("functions: [{name: Finance}]\n", 1, "a function needs an id"),
        ("functions: [{id: Finance}]\n", 1, "lower-case letters, digits and single hyphens"),
        ("functions: [{id: a--b}]\n", 1, "single hyphens"),
        ("functions: [Finance]\n", 1, "a function needs an id: write “{id: finance, name: Finance}” in place of"),
        ("waivers: [2026-Q4]\n", 1, "must be settings with names"),
        ("spotlight: board-questions\n", 1, "spotlight must be settings with names"),
        ("functions: [{id: a}, {id: a}]\n", 1, "two functions are called “a”"),
        ("waivers:\n  - {reason: r, approved_by: a}\n", 2, "a quarter or a level"),
        ("waivers:\n  - {quarter: 2026-Q4, approved_by: a}\n", 2, "needs a reason"),
        ("waivers:\n  - {quarter: 2026-Q4, reason: r}\n", 2, "needs approved_by"),
        ("waivers:\n  - {quarter: 2026-Q4, reason: ' ', approved_by: a}\n", 2, "needs a reason"),
        ("waivers:\n  - {quarter: 2026-Q5, reason: r, approved_by: a}\n", 2, "“2026-Q5” is not a quarter"),
        ("waivers:\n  - {quarter: FY2027-Q1, reason: r, approved_by: a}\n", 2, "does not fit a fiscal year"),
        ("waivers:\n  - {level: directors, reason: r, approved_by: a, expires: 2027-01-01}\n", 2,
         "“directors”, which is not a level, did you mean “director”?"),
        ("waivers:\n  - {level: director, reason: r, approved_by: a}\n", 2, "needs expires"),
        ("waivers:\n  - {level: director, reason: r, approved_by: a, expires: soon}\n", 2, "must be a day like"),
        ("waivers:\n  - {level: director, reason: r, approved_by: a, expires: 2027-02-29}\n", 2, "must be a day like"),
        ("waivers:\n  - quarter: 2026-Q4\n    reason: r\n    approved_by: a\n    expires: 2027-01-01\n", 5,
         "never expires"),
        ("clock_overrides: [{commit: abc, time: 2026-10-01, reason: r}]\n", 1, "full name of its commit"),
        (f"clock_overrides: [{{commit: {'a' * 40}, time: 2026-10-01}}]\n", 1, "needs a reason"),
        (f"clock_overrides: [{{commit: {'a' * 40}, reason: r}}]\n", 1, "needs the true time"),
        (f"clock_overrides: [{{commit: {'a' * 40}, reason: r, time: yesterday}}]\n", 1, "must be a day or a time"),
        ("spotlight:\n  - {week: 2026-W47}\n", 2, "a spotlight needs use_case"),
        ("spotlight:\n  - {use_case: a}\n", 2, "needs either its week, like “week: 2026-W47”"),
        ("spotlight:\n  - use_case: a\n    week: 2026-W47\n    from: 2026-11-16\n", 2, "needs either its week"),
        ("spotlight:\n  - use_case: a\n    week: 2026-47\n", 3, "a week of a year like 2026-W47, not “2026-47”"),
        ("spotlight:\n  - use_case: a\n    week: 2027-W53\n", 3, "a week of a year like 2026-W47"),
        ("spotlight:\n  - use_case: a\n    from: soon\n", 3, "from must be a day like 2026-10-01"),
        ("spotlight:\n  - {usecase: a, week: 2026-W47}\n", 2, "unknown setting “usecase”, did you mean “use_case”?"),
        ("spotlight:\n  - {use_case: a, week: 2026-W47}\n  - {use_case: b, from: 2026-11-16}\n", 3, "two spotlights"),
        ("bots: {a: b}\n", 1, "bots must be a list"),
        ("skills: [{a: b}]\n", 1, "a skill must be a text"),
        ("sections: {task: [a]}\n", 1, "task must be a text"),
    ],
)  # fmt: skip
def test_wrong_values(block: str, line: int, words: str) -> None:
    found_line, found = problem(block)
    assert words in found
    assert found_line == line


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("launch: 2026-10-01\n", "", 0, "launch is missing"),
        ("timezone: Europe/London\n", "", 0, "timezone is missing"),
        ("2026-10-01", "", 1, "launch is missing"),
        ("2026-10-01", "soon", 1, "must be a day or a time"),
        ("2026-10-01", "2026-02-30", 1, "must be a day or a time"),
        ("2026-10-01", "1900-01-01", 1, "must be a day or a time"),
        ("2026-10-01", "[2026]", 1, "launch must be a text"),
        ("Europe/London", "Europe/Londn", 2, "is not a time zone, did you mean “Europe/London”?"),
        ("Europe/London", "London", 2, "is not a time zone, did you mean “Europe/London”?"),
        ("Europe/London", "new york", 2, "is not a time zone, did you mean “America/New_York”?"),
        ("Europe/London", "BST", 2, "“BST” is not a time zone, write one like Europe/London"),
        ("Europe/London", "GMT+1", 2, "is not a time zone"),
        ("Europe/London", "/etc/localtime", 2, "is not a time zone"),
        ("Europe/London", "../../etc/passwd", 2, "is not a time zone"),
        ("Europe/London", "Europe", 2, "is not a time zone"),
        ("Europe/London", "localtime", 2, "is not a time zone"),
        ("Europe/London", "posixrules", 2, "is not a time zone"),
        ("Europe/London", "right/Europe/London", 2, "is not a time zone"),
        ("Europe/London", '"a\\0b"', 2, "is not a time zone"),
        ("{id: director,", "{id: executive,", 3, "two levels are called “executive”"),
        ("{id: director,", "{id: director, aliases: [executive],", 3, "two levels are called “executive”"),
        ("{id: director,", "{", 3, "a level needs an id"),
        ("{id: director, name: Directors}", "Heads of", 3, "write “{id: heads-of, name: Heads of}” in place of"),
        ("{id: director,", "{id: Director,", 3, "lower-case letters"),
        ("{id: director,", "{id: director, rank: 2,", 3, "unknown setting “rank”"),
        ("{id: director,", "{id: director, since: 2027-Q2, until: 2027-Q1,", 3, "ends before it begins"),
        ("{id: director,", "{id: director, since: next year,", 3, "is not a quarter"),
    ],
)
def test_wrong_values_of_what_is_needed(old: str, new: str, line: int, words: str) -> None:
    found = problems(NEEDED.replace(old, new, 1), needed=False)
    assert any(words in item.message for item in found), found
    assert [item.line for item in found if words in item.message] == [max(line, 1)]


def test_a_text_in_place_of_a_group_is_told() -> None:
    said = problems("functions: [finance]\n")
    assert "a function needs an id: write “{id: finance, name: Finance}” in place of “finance”" in said[0].message


def test_everything_is_said_at_once_in_the_order_of_the_file() -> None:
    said = problems("branch: {a: b}\nbots: {a: b}\nskils: []\ncount_samples: x\n")
    assert [item.line for item in said] == [1, 2, 3, 4]
    assert {item.path for item in said} == {"mkdocs.yml"}


def test_levels_must_be_there() -> None:
    for levels in ("", "levels: []\n", "levels: null\n"):
        text = "launch: 2026-10-01\ntimezone: UTC\n" + levels
        assert "levels are missing" in problem(text, needed=False)[1]


def test_the_same_key_twice_is_refused() -> None:
    assert problem("bots: []\nbots: [a]\n") == (2, "“bots” stands here twice: keep one of the two")
    assert "“plugins” stands here twice" in refused(site(NEEDED, tail="plugins: []\n")).message


# --- nothing is obeyed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("!ENV LAUNCH", "!ENV"),
        ("!ENV [LAUNCH, a]", "!ENV"),
        ("!ENV {a: b}", "!ENV"),
        ("!!python/name:os.system x", "!!python/name:os.system"),
        ("!!python/object/apply:os.system [id]", "!!python/object/apply:os.system"),
        ("!!int 3", "!!int"),
        ("!relative x", "!relative"),
    ],
)
@pytest.mark.parametrize("key", ["branch", "bots", "freshness", "waivers"])
def test_tags_are_refused_in_the_policy(key: str, value: str, shown: str) -> None:
    assert problem(f"{key}: {value}\n") == (
        1,
        f"{shown} can't be used here: write the value itself, so that it can be reviewed",
    )


def test_a_tag_on_the_showcase_folder_is_refused() -> None:
    for value in ("!ENV DOCS", "!ENV [DOCS, docs]"):
        assert refused(site(NEEDED, head=f"docs_dir: {value}\n")).message.startswith("!ENV can't be used here")


def test_an_aliased_text_is_fine_and_an_aliased_list_is_not() -> None:
    assert read("branch: &b main\nuse_cases: *b\n" + NEEDED).use_cases == "main"
    assert "can't be used for lists and groups" in problem("branch: &b [main]\nbots: *b\n")[1]


def bomb(tail: str, wide: int = 9, deep: int = 9) -> str:
    lines = ["b0: &b0 [x]", *(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * wide)}]" for n in range(1, deep + 1))]
    return "\n".join(lines) + "\n" + tail


BOMBS = {
    "aliases in the policy": bomb(site("bots: *b9\n" + NEEDED)),
    "aliases of groups": "a: &a {x: &b {y: [1]}}\n" + site("rules: {LF101: *a, LF102: *b, LF103: *a}\n" + NEEDED),
    "aliases in the plugins": bomb(site(NEEDED, tail="  - *b9\n  - [*b8, *b9]\n")),
    "aliases as the site's name": bomb(site(NEEDED, head="site_name: *b9\n")),
    "an alias of itself": site("bots: &b [*b]\n" + NEEDED),
    "a group in itself": site("coverage: &c {within_quarters: *c}\n" + NEEDED),
    "brackets elsewhere": "x: " + "[" * 100_000 + "\n" + site(NEEDED),
    "closed brackets elsewhere": "x: " + "[" * 50_000 + "]" * 50_000 + "\n" + site(NEEDED),
    "dashes elsewhere": "x:\n  " + "- " * 50_000 + "a\n" + site(NEEDED),
    "question marks": "? " * 50_000 + "a\n" + site(NEEDED),
    "brackets in the policy": site("bots: " + "[" * 100_000 + "\n" + NEEDED),
    "braces in the policy": site("bots: " + "{a: " * 50_000 + "\n" + NEEDED),
    "a file without end": "x: a\n" * 1_000_000 + site(NEEDED),
    "a long number": site("fiscal_year_start: " + "1" * 100_000 + "\n" + NEEDED),
    "long unknown names": site("".join(f"{'launch' * 300}{n}: x\n" for n in range(200)) + NEEDED),
    "many levels": site(NEEDED + "functions: [" + "{id: a}, " * 5_000 + "]\n"),
    "two documents": site(NEEDED) + "\n---\n" + site(NEEDED),
    "control characters": site(NEEDED) + "x: \x00\x1b\n",
}


def test_bombs_go_off_quietly(tmp_path: Path) -> None:
    # In a process of its own: the mistake would end the process, or never end.
    for number, text in enumerate(BOMBS.values()):
        (tmp_path / f"{number}.yml").write_text(text)
    script = """
import sys, time
from pathlib import Path
from leadfront.policy_reader import PolicyErrors, read_settings
for path in sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.stem)):
    began = time.process_time()
    try:
        read_settings(path.read_text(), "mkdocs.yml")
        print("read", end=" ")
    except PolicyErrors:
        print("refused", end=" ")
    print(time.process_time() - began)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr or f"it ended with {done.returncode} after\n{done.stdout}"
    answers = dict(zip(BOMBS, (line.split() for line in done.stdout.splitlines()), strict=True))
    assert [name for name, (answer, _) in answers.items() if answer != "refused"] == []
    assert [name for name, (_, seconds) in answers.items() if float(seconds) > 1.5] == []


@given(st.binary(max_size=300).map(lambda data: data.decode("utf-8", "replace")))
def test_any_text_gives_settings_or_problems(text: str) -> None:
    for whole in (text, site(NEEDED) + text, site(text + "\n" + NEEDED)):
        assert isinstance(settings_or_problems(whole), Settings | PolicyErrors)


SCALARS = (st.none(), st.booleans(), st.integers(), st.dates(), st.text(max_size=5), st.sampled_from(["a", "2026-Q4"]))
VALUES = st.recursive(
    st.one_of(*SCALARS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "name", "level", "x"]), inner)
    ),
    max_leaves=5,
)
KEYS = (
    *("launch", "timezone", "fiscal_year_start", "branch", "pulled_from", "use_cases", "levels", "functions", "skills"),
    *(
        "coverage",
        "freshness",
        "waivers",
        "clock_overrides",
        "bots",
        "count_samples",
        "rules",
        "sections",
        "spotlight",
        "other",
    ),
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_values_give_settings_or_problems(block: dict[str, Any]) -> None:
    text = yaml.safe_dump({"plugins": [{"leadfront": {**yaml.safe_load(NEEDED), **block}}]})
    outcome = settings_or_problems(text)
    if isinstance(outcome, PolicyErrors):
        lines = text.count("\n")
        assert all(item.message and 1 <= item.line <= lines for item in outcome.problems)
    else:
        assert "other" not in block


def settings_or_problems(text: str) -> Settings | PolicyErrors:
    """The two answers there are; anything else fails the test."""
    try:
        return read_settings(text, "mkdocs.yml", known_rules=BY_CODE)
    except PolicyErrors as errors:
        return errors


# --- inheritance ------------------------------------------------------------------------------------------------------


def on_disk(folder: Path, **files: str) -> Settings:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yml").write_text(text, encoding="utf-8")
    return settings_on_disk(folder / "mkdocs.yml", folder)


def test_what_is_inherited_is_merged_key_by_key(tmp_path: Path) -> None:
    settings = on_disk(
        tmp_path,
        base="site_name: Base\ndocs_dir: showcase\nplugins:\n  leadfront:\n    launch: 2026-01-01\n    timezone: UTC\n"
        "    levels: [{id: executive}]\n    freshness: {remind_days: 7}\n",
        mkdocs="INHERIT: base.yml\nsite_name: Child\n"
        "plugins: {leadfront: {launch: 2026-10-01, freshness: {per_level: error}}}\n",
    )
    assert (settings.site.name, settings.site.docs_dir) == ("Child", "showcase")
    assert settings.policy.launch.month == 10
    assert (settings.policy.remind_days, settings.policy.per_level) == (7, Setting.ERROR)


def test_a_mistake_in_an_inherited_file_names_that_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyErrors) as caught:
        on_disk(tmp_path, base=site("lunch: 1\n" + NEEDED), mkdocs="INHERIT: base.yml\n")
    assert [(item.path, item.line) for item in caught.value.problems] == [("base.yml", FIRST_LINE)]


def test_a_name_is_looked_for_beside_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "policy.yml").write_text("INHERIT: more.yml\nsite_name: A\n")
    (tmp_path / "shared" / "more.yml").write_text(site(NEEDED))
    assert on_disk(tmp_path, mkdocs="INHERIT: shared/policy.yml\n").policy.levels


@pytest.mark.parametrize(
    "target", ["gone.yml", "mkdocs.yml", ".", "/dev/zero", "[a, b]", "!ENV HOME", '""', '"a\\0b"', "latin.yml"]
)
def test_inheriting_from_what_is_no_file_is_a_problem(tmp_path: Path, target: str) -> None:
    (tmp_path / "latin.yml").write_bytes(b"site_name: caf\xe9\n")
    with pytest.raises(PolicyErrors) as caught:
        on_disk(tmp_path, mkdocs=f"site_name: A\nINHERIT: {target}\n")
    assert "mkdocs.yml:2: " in str(caught.value)


REFUSED = "mkdocs.yml:1: INHERIT must name a file inside the repository, by a path without links, not “{}”"


@pytest.fixture
def surrounded(tmp_path: Path) -> History:
    """A repository that inherits nothing yet, with a file beside it that is nobody's business."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "page.yml").write_text(site(NEEDED, head="site_name: What lies outside\n"))
    history = History(tmp_path / "repository")
    history.write("base.yml", site(NEEDED))
    history.write("link.yml", "../outside/page.yml", SYMLINK)
    history.write("folder", "../outside", SYMLINK)
    history.write("within.yml", "base.yml", SYMLINK)
    return history


def inherits(history: History, name: str) -> Path:
    history.write("mkdocs.yml", f"INHERIT: {name}\n")
    history.commit(at="2026-10-05T12:00+00:00")
    history.check_out()
    return history.folder / "mkdocs.yml"


def both_ways(config: Path) -> tuple[Callable[[], Settings], Callable[[], Settings]]:
    """Read from disk, and from the commit."""
    return lambda: settings_on_disk(config), lambda: settings_at(config, Repository.around(config.parent), "HEAD")


@pytest.mark.parametrize("name", ["../outside/page.yml", "a/../../outside/page.yml", "link.yml", "folder/page.yml"])
def test_nothing_is_inherited_from_outside_the_repository(surrounded: History, name: str) -> None:
    config = inherits(surrounded, name)
    with config.open("rb") as settings:
        assert mkdocs_reads(settings)["site_name"] == "What lies outside"
    for ask in both_ways(config):
        with pytest.raises(PolicyErrors) as caught:
            ask()
        assert str(caught.value) == REFUSED.format(name)


@pytest.mark.parametrize("name", ["/etc/passwd", "ABSOLUTE/base.yml", ".git/config", "within.yml", ".."])
def test_nothing_is_inherited_by_another_way(surrounded: History, name: str) -> None:
    name = name.replace("ABSOLUTE", str(surrounded.folder))
    config = inherits(surrounded, name)
    for ask in both_ways(config):
        with pytest.raises(PolicyErrors) as caught:
            ask()
        assert str(caught.value) == REFUSED.format(name)


def test_settings_that_are_a_link_to_a_place_outside_are_not_read(surrounded: History) -> None:
    surrounded.write("mkdocs.yml", "../outside/page.yml", SYMLINK)
    surrounded.write("other.yml", "base.yml", SYMLINK)
    surrounded.commit(at="2026-10-05T12:00+00:00")
    surrounded.check_out()
    config = surrounded.folder / "mkdocs.yml"
    assert "What lies outside" in config.read_text()
    with pytest.raises(PolicyErrors) as caught:
        settings_on_disk(config)
    assert str(caught.value) == f"mkdocs.yml:1: this file {LED_OUTSIDE}"
    with pytest.raises(UsageError, match="is a link to a place outside the repository"):
        settings_file(str(config))
    # One that stays inside is as good as the file itself.
    assert settings_on_disk(settings_file(str(config.with_name("other.yml")))).policy.levels


def test_what_is_inherited_is_the_same_at_a_commit(surrounded: History) -> None:
    surrounded.write("shared/more.yml", "INHERIT: ../base.yml\nsite_name: More\n")
    config = inherits(surrounded, "shared/more.yml")
    for ask in both_ways(config):
        settings = ask()
        assert (settings.site.name, len(settings.policy.levels)) == ("More", 2)


def test_a_folder_outside_the_repository_is_refused(tmp_path: Path) -> None:
    for docs_dir in ("../elsewhere", "/etc"):
        with pytest.raises(PolicyErrors, match="docs_dir must be a folder inside the repository"):
            on_disk(tmp_path, mkdocs=site(NEEDED, head=f"docs_dir: {docs_dir}\n"))


def test_a_settings_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    with pytest.raises(PolicyErrors, match="it is not UTF-8"):
        settings_on_disk(tmp_path / "mkdocs.yml", tmp_path)
    with pytest.raises(PolicyErrors, match="can't be read"):
        settings_on_disk(tmp_path / "gone.yml", tmp_path)
