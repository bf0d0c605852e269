"""`check --base`: a change fails for what it does, never for what was there before. And the policy that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from histories import CASES, History, settings_text, use_case, write_policy
from leadfront.check import examine
from leadfront.findings import Finding, Severity
from leadfront.git import UnknownRevision
from leadfront.question import Question, UsageError
from leadfront.report import Verdict
from scenarios import live

LEVELS = ["executive", "director"]
OCTOBER = "2026-10-05T12:00+00:00"
NOVEMBER = "2026-11-05T12:00+00:00"


class Change:
    """A published showcase and a branch that proposes something."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder)
        self.folder = folder
        self.history.write("mkdocs.yml", settings_text(levels=LEVELS, launch="2026-10-01"))
        self.history.write(CASES + "pack.md", use_case(level="executive", title="Pack", date="2026-10-02"))
        self.history.write(CASES + "rota.md", use_case(level="director", title="Rota", date="2026-10-02"))
        self.base = self.history.commit("Start", at=OCTOBER)

    def ask(self, as_of: str = "2026-11-10", **question: str) -> tuple[int, Verdict, list[Finding]]:
        self.history.check_out()
        asked = {"base": self.base, **question}
        report = examine(Question(self.folder / "mkdocs.yml", as_of=as_of, **asked)).report
        return report.exit_code, report.verdict, list(report.findings)


@pytest.fixture
def change(tmp_path: Path) -> Change:
    return Change(tmp_path)


def codes(findings: list[Finding], standing: bool = False) -> list[str]:
    return [finding.code for finding in findings if finding.standing is standing]


def test_a_good_use_case_passes(change: Change) -> None:
    change.history.write(CASES + "new.md", use_case(level="director", title="New", date="2026-11-04"))
    change.history.commit(at=NOVEMBER)
    assert change.ask() == (0, Verdict.PASS, [])


def test_a_gap_that_it_makes_fails_it(change: Change) -> None:
    change.history.delete(CASES + "rota.md")
    change.history.commit(at=NOVEMBER)
    code, verdict, findings = change.ask()
    assert (code, verdict, codes(findings)) == (1, Verdict.GAPS, ["LF201"])


def test_a_gap_that_was_there_stands_and_does_not_fail_it(change: Change) -> None:
    change.history.write(CASES + "new.md", use_case(level="executive", title="New", date="2027-04-04"))
    change.history.commit(at="2027-04-05T12:00+00:00")
    code, verdict, findings = change.ask(as_of="2027-04-10")
    assert (code, verdict) == (0, Verdict.GAPS)
    assert codes(findings, standing=True) == ["LF301"]
    assert codes(findings) == []


def test_a_problem_in_a_file_it_leaves_alone_stands(change: Change) -> None:
    change.history.write(CASES + "broken.md", use_case(level="directr"))
    change.base = change.history.commit("Somebody broke it", at=OCTOBER)
    change.history.write(CASES + "new.md", use_case(level="executive", title="New", date="2026-11-04"))
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask()
    assert code == 0
    assert codes(findings, standing=True) == ["LF108"]


def test_a_problem_in_a_file_it_touches_fails_it(change: Change) -> None:
    change.history.write(CASES + "broken.md", use_case(level="directr"))
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask()
    assert code == 1
    assert codes(findings) == ["LF108"]


def test_a_file_on_disk_that_is_not_committed_counts_as_touched(change: Change) -> None:
    change.history.write(CASES + "new.md", use_case(level="executive", title="New", date="2026-11-04"))
    change.history.commit(at=NOVEMBER)
    change.history.check_out()
    (change.folder / CASES / "new.md").write_text(use_case(level="directr"))
    report = examine(Question(change.folder / "mkdocs.yml", as_of="2026-11-10", base=change.base)).report
    assert report.exit_code == 1
    assert codes(list(report.findings)) == ["LF108"]


def test_two_files_with_one_id_fail_the_change_that_brings_the_second(change: Change) -> None:
    """Even where the other file comes later in the alphabet, so that it might be the one to be blamed."""
    change.history.write(CASES + "aaa.md", use_case(id="rota", level="director", title="Again", date="2026-11-04"))
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask()
    assert code == 1
    assert [finding.path for finding in findings if not finding.standing] == [CASES + "aaa.md"]


def test_a_new_level_without_a_use_case_is_a_gap_that_it_makes(change: Change) -> None:
    change.history.write("mkdocs.yml", settings_text(levels=[*LEVELS, "manager"], launch="2026-10-01"))
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask()
    assert code == 1
    assert codes(findings) == ["LF201"]


def test_what_landed_on_the_base_meanwhile_is_not_held_against_a_branch_that_merged_it(change: Change) -> None:
    """A branch from October that took in the base in April: on its own first parents the winter is empty."""
    branched = change.base
    change.history.write(CASES + "winter.md", use_case(level="executive", title="Winter", date="2027-01-10"))
    published = change.history.commit("Land in winter", at="2027-02-01T12:00+00:00")
    change.history.go_to(branched)
    change.history.write(CASES + "mine.md", use_case(level="director", title="Mine", date="2026-11-04"))
    change.history.commit("Mine", at=NOVEMBER)
    change.history.merge(published, subject="Merge branch 'main' into mine", at="2027-04-05T12:00+00:00")
    change.base = published
    code, verdict, findings = change.ask(as_of="2027-04-10")
    assert (code, verdict, codes(findings)) == (0, Verdict.PASS, [])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"levels": ["executive"]}, "“Director” is removed"),
        ({"launch": "2026-11-01"}, "launch moves"),
        ({"timezone": "Asia/Tokyo"}, "time zone"),
        ({"use_cases": "cases"}, "looked for in “cases”"),
        ({"waivers": [{"quarter": "2026-Q4", "reason": "Strike", "approved_by": "Ana"}]}, "a new waiver for 2026-Q4"),
        ({"count_samples": "true"}, "samples count"),
        ({"rules": {"LF108": "off"}}, "LF108 is set to off"),
        ({"rules": {"LF1": "warning"}}, "LF1 is set to warning"),
        ({"freshness": {"remind_days": 3}}, "reminders come 3 days"),
        ({"pulled_from": ["*"]}, "are believed"),
        ({"confidential": {"hashes": ["0" * 64]}}, "may be published (confidential: hashes: 000000000000…)"),
        ({"levels": ["executive", {"id": "director", "until": "2026-Q3"}]}, "fewer quarters"),
        ({"levels": ["executive", {"id": "director", "since": "2027-Q1"}]}, "fewer quarters"),
        ({"levels": ["executive", {"id": "director", "name": "Everybody"}]}, "“Director” is called “Everybody”"),
        ({"levels": ["executive", {"id": "head", "aliases": ["director"]}]}, "“Director” is counted as “Head”"),
        ({"levels": ["executive", {"id": "director", "aliases": ["intern"]}]}, "more names count"),
        ({"fiscal_year_start": 4}, "fiscal year"),
        ({"sections": {"check": "Thanks"}}, "the section “check” is called “Thanks”"),
        ({"functions": []}, "any text is taken for a function"),
        ({"bots": ["*"]}, "landings by “*” are taken for a robot's"),
        ({"branch": "published"}, "the published branch is “published” in place of “main”"),
        ({"rules": {"LF4": "off"}}, "each rule of LF4 is set to off"),
        ({"rules": {"LF401": "off"}}, "the rule LF401 is set to off"),
        ({"trusted_files": ["*.html"]}, "“*.html” is published whatever type of file it is"),
        ({"trusted_pages": ["team/*.md"]}, "the HTML of “team/*.md” is published as it is"),
        ({"editor": {"publish": True}}, "offered to publish at once"),
        (
            {"clock_overrides": [{"commit": "a" * 40, "time": "2026-10-01", "reason": "Clock"}]},
            "the landing aaaaaaaaaaaa is given the time 00:00 on 1 October 2026",
        ),
        (
            {"waivers": [{"level": "director", "expires": "2027-03-31", "reason": "Vacant", "approved_by": "Ana"}]},
            "a new waiver for director (“Vacant”, approved by Ana)",
        ),
    ],
)
def test_a_weaker_policy_is_told_and_does_not_fail(change: Change, settings: dict[str, object], said: str) -> None:
    change.history.write("mkdocs.yml", settings_text(**{"levels": LEVELS, "launch": "2026-10-01", **settings}))
    change.history.commit(at=NOVEMBER)
    _, _, findings = change.ask(policy_from=change.base)
    told = [finding for finding in findings if finding.code == "LF601"]
    assert any(said in finding.message for finding in told), told
    assert {finding.severity for finding in told} == {Severity.WARNING}
    assert change.ask(policy_from=change.base)[0] == 0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"coverage": {"within_quarters": 1}}, {"coverage": {"within_quarters": 3}}, "without anything new"),
        ({"coverage": {"within_quarters": 1}}, {}, "without anything new"),
        ({"freshness": {"per_level": "error"}}, {"freshness": {"per_level": "warning"}}, "goes from error to warning"),
        ({"rules": {"LF112": "error"}}, {}, "the rule LF112 goes back to its own severity"),
        ({"rules": {"LF1": "error"}}, {"rules": {"LF1": "error", "LF112": "off"}}, "LF112 goes from error to off"),
        ({"bots": ["robot@example.com"]}, {}, "landings by “robot@example.com” count from now on"),
        ({"sections": {"check": "Proof"}}, {}, "the section “check” has its usual name"),
        (
            {"clock_overrides": [{"commit": "a" * 40, "time": "2026-10-01", "reason": "Clock"}]},
            {},
            "has the time again that its commit says",
        ),
        (
            {"waivers": [{"level": "director", "expires": "2026-12-31", "reason": "Vacant", "approved_by": "Ana"}]},
            {"waivers": [{"level": "director", "expires": "2027-06-30", "reason": "Vacant", "approved_by": "Ana"}]},
            "the waiver for director lasts until 30 June 2027",
        ),
    ],
)
def test_what_the_base_asked_for_and_the_change_does_not(
    change: Change, before: dict[str, object], after: dict[str, object], said: str
) -> None:
    for settings in (before, after):
        text = settings_text(**{"levels": LEVELS, "launch": "2026-10-01", **settings})
        change.history.write("mkdocs.yml", text)
        tip = change.history.commit(at=NOVEMBER)
    (change.base,) = change.history.nodes[tip].parents
    told = [finding.message for finding in change.ask()[2] if finding.code == "LF601"]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(
    "settings",
    [
        {"rules": {"LF401": "warning"}},  # a note of its own accord
        {"rules": {"LF4": "warning"}},
        {"rules": {"LF402": "error"}},
        {"functions": [{"id": "finance"}, {"id": "people"}]},
        {"contact": "Ana Duarte"},
        {"skills": ["trust"]},
        {"spotlight": [{"use_case": "pack", "week": "2026-W45"}]},
        {"confidential": {"words": ["Lantern"]}},
        {"freshness": {"remind_days": 40}},
        {"levels": [*LEVELS, {"id": "manager", "since": "2028-Q1"}]},
    ],
)
def test_what_asks_for_more_or_for_nothing_is_not_told(change: Change, settings: dict[str, object]) -> None:
    change.history.write("mkdocs.yml", settings_text(**{"levels": LEVELS, "launch": "2026-10-01", **settings}))
    change.history.commit(at=NOVEMBER)
    assert codes(change.ask()[2]) == []


def test_landings_that_count_again_are_told(change: Change) -> None:
    change.history.write(".git-blame-ignore-revs", f"{change.base}\n# a comment\n{'b' * 40}\n")
    change.base = change.history.commit(at=NOVEMBER)
    change.history.write(".git-blame-ignore-revs", f"{'b' * 40}\n")
    change.history.commit(at=NOVEMBER)
    (told,) = (finding for finding in change.ask()[2] if finding.code == "LF601")
    assert "one landing counts again that had been named as earning nothing" in told.message


@pytest.mark.parametrize("others", [0, 1])
def test_landings_that_are_to_count_no_more_are_told(change: Change, others: int) -> None:
    """Somebody's only landing is named among commits that only moved commas: what the leader did counts for nothing."""
    change.history.write(".git-blame-ignore-revs", f"# Commas\n{change.base}\n" + f"{'b' * 40}\n" * others)
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask(as_of="2027-01-10")
    (told,) = (finding for finding in findings if finding.code == "LF601")
    landings = "2 landings are" if others else "one landing is"
    assert f"{landings} named as earning nothing (.git-blame-ignore-revs)" in told.message
    assert not told.standing
    assert ("LF301" in codes(findings), code) == (True, 1)  # the quarter that it takes away is a gap that it makes


def test_what_was_named_before_is_not_told_again(change: Change) -> None:
    change.history.write(".git-blame-ignore-revs", f"{'b' * 40}\n")
    change.base = change.history.commit(at=NOVEMBER)
    change.history.write(".git-blame-ignore-revs", f"# Commas\n{'b' * 40}  # again\n")
    change.history.commit(at=NOVEMBER)
    assert codes(change.ask()[2]) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"base_url": "https://elsewhere.example"}, True),
        ({"base_url": "https://sign-in.example"}, {"base_url": "https://elsewhere.example"}, True),
        ({"base_url": "https://sign-in.example"}, {"base_url": "https://sign-in.example", "publish": "false"}, False),
        ({"base_url": "https://sign-in.example"}, {}, False),
    ],
)
def test_another_address_to_sign_in_is_told(
    change: Change, before: dict[str, str], after: dict[str, str], told: bool
) -> None:
    for editor in (before, after):
        change.base = change.history.head or ""
        settings = {"levels": LEVELS, "launch": "2026-10-01", **({"editor": editor} if editor else {})}
        change.history.write("mkdocs.yml", settings_text(**settings))
        change.history.commit(at=NOVEMBER)
    said = [item.message for item in change.ask()[2] if item.code == "LF601"]
    assert any("signs in at another address" in message for message in said) == told


def test_another_folder_of_the_showcase_is_told(change: Change) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01").replace("docs_dir: showcase", "docs_dir: elsewhere")
    change.history.write("mkdocs.yml", text)
    change.history.write("elsewhere/use-cases/pack.md", use_case(title="Pack"))
    change.history.commit(at=NOVEMBER)
    told = [finding.message for finding in change.ask(policy_from=change.base)[2] if finding.code == "LF601"]
    assert told == [
        "This change makes the policy ask for less: use cases are looked for in “elsewhere/use-cases” in place of "
        "“showcase/use-cases”."
    ]


# --- the settings around the policy -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("hooks: [program.py]", "a program of this repository runs while the site is built (hooks)"),
        ("exclude_docs: use-cases/", "left out of the site (exclude_docs)"),
        ("draft_docs: use-cases/", "left out of the site as drafts"),
        ("extra_javascript: ['https://elsewhere.example/a.js']", "a script runs on every page"),
        ("extra_css: [a.css]", "a style sheet applies to every page"),
        ("extra_templates: [a.html]", "filled in as templates"),
        ("repo_url: https://elsewhere.example/a/b", "the links to change a page lead to another address"),
        ("edit_uri_template: 'https://elsewhere.example/{path}'", "lead to another address (edit_uri_template)"),
        ("edit_uri: https://elsewhere.example/", "lead to another address (edit_uri)"),
        ("extra: {analytics: {provider: google, property: G-1}}", "visitor statistics (extra)"),
        ("theme: {name: material, font: false, custom_dir: overrides}", "templates of this repository replace those"),
        ("theme: readthedocs", "pages are made by another theme"),
        ("markdown_extensions: [pymdownx.snippets]", "an extension of Markdown is added"),
        ("markdown_extensions: {toc: {slugify: !!python/name:os.system }}", "!!python/name:os.system"),
        ("site_description: !ENV [SECRET, nothing]", "a secret of the computer that builds may be read"),
        ("extra: &a\n  - !ENV SECRET\n  - *a", "(!ENV SECRET)"),
        ("copyright: '<script src=//elsewhere.example/a.js></script>'", "“copyright” is set otherwise"),
        ("site_description: 'A\" http-equiv=\"refresh'", "“site_description” is set otherwise"),
        ("site_author: Ana", "“site_author” is set otherwise"),
        ("site_url: https://elsewhere.example/", "“site_url” is set otherwise"),
        ("site_dir: elsewhere", "“site_dir” is set otherwise"),
        ("nav: [{Home: 'javascript:alert(1)'}]", "“nav” is set otherwise"),
        ("validation: {links: {not_found: ignore}}", "“validation” is set otherwise"),
        ("theme: {name: material, font: {text: Lato}}", "“theme: font” is set otherwise"),
        ("theme: {name: material, font: false, logo: 'https://elsewhere.example/a.png'}", "“theme: logo” is set other"),
        ("theme: {name: material}", "“font” is no longer set as it was (theme)"),
        ("plugins: []", "“search” is no longer set as it was (plugins)"),
    ],
)
def test_what_a_change_does_to_the_build_is_told(change: Change, lines: str, said: str) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01")
    text = "".join(line for line in text.splitlines(True) if not line.startswith(("theme", "  name", "  font")))
    change.history.write("mkdocs.yml", text + "theme: {name: material, font: false}\n")
    change.base = change.history.commit(at=NOVEMBER)
    if lines == "plugins: []":
        text, lines = text.replace("- search\n", ""), ""
    kept = text if lines.startswith("theme") else text + "theme: {name: material, font: false}\n"
    change.history.write("mkdocs.yml", f"{kept}{lines}\n")
    change.history.commit(at=NOVEMBER)
    code, _, findings = change.ask(policy_from=change.base)
    assert any(said in finding.message for finding in findings if finding.code == "LF605"), findings
    assert code == 0


def test_another_plugin_is_told_and_another_title_is_not(change: Change) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01")
    change.history.write("mkdocs.yml", text.replace("- search", "- search\n- macros: {module_name: main}"))
    change.base, before = change.history.commit(at=NOVEMBER), change.base
    (told,) = (finding for finding in change.ask(base=before)[2] if finding.code == "LF605")
    assert "a program is added that runs while the site is built: “macros” (plugins)" in told.message
    change.history.write("mkdocs.yml", text.replace("- search", "- search: {}\n- macros: {'module_name': \"main\"}"))
    change.history.commit(at=NOVEMBER)
    assert [finding.subject for finding in change.ask()[2]] == ["plugins: search"]


def test_what_is_inherited_is_looked_at_too(change: Change) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01")
    change.history.write("base.yml", "site_description: Ours\n")
    change.history.write("mkdocs.yml", f"INHERIT: base.yml\n{text}")
    change.base = change.history.commit(at=NOVEMBER)
    change.history.write("base.yml", "site_description: Ours\nhooks: [program.py]\n")
    change.history.commit(at=NOVEMBER)
    assert codes(change.ask()[2]) == ["LF605"]


def test_what_is_inherited_is_looked_at_beside_what_is_said_in_its_place(change: Change) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01")
    change.history.write("base.yml", "extra: {generator: false}\n")
    change.history.write("mkdocs.yml", f"INHERIT: base.yml\nextra: {{a: b}}\n{text}")
    change.base = change.history.commit(at=NOVEMBER)
    change.history.write("base.yml", "extra: {generator: false, analytics: {provider: google, property: G-1}}\n")
    change.history.commit(at=NOVEMBER)
    assert [finding.subject for finding in change.ask()[2]] == ["extra"]


@pytest.mark.parametrize(
    "lines",
    [
        "site_name: Another\nsite_description: Ours\ncopyright: © 2026 Ana's\n",
        "copyright: © 2027\n",
    ],
)
def test_plain_words_are_nothing_to_tell(change: Change, lines: str) -> None:
    text = settings_text(levels=LEVELS, launch="2026-10-01").partition("\n")[2]
    change.history.write("mkdocs.yml", f"{text}copyright: © 2026\n")
    change.base = change.history.commit(at=NOVEMBER)
    change.history.write("mkdocs.yml", text + lines)
    change.history.commit(at=NOVEMBER)
    assert change.ask()[2] == []


def test_what_a_removal_leaves_naming_nothing_did_not_stand(change: Change) -> None:
    chosen = {"use_case": "rota", "week": "2026-W44", "note": "She fixed two holes before the meeting"}
    gone = {**chosen, "use_case": "gone", "week": "2026-W45"}
    spotlit = settings_text(levels=LEVELS, launch="2026-10-01", spotlight=[chosen, gone])
    change.history.write("mkdocs.yml", spotlit)
    naming = use_case(level="director", title="New", date="2026-10-02", related=["rota", "lost"])
    change.history.write(CASES + "new.md", naming)
    change.base = change.history.commit(at=OCTOBER)
    change.history.delete(CASES + "rota.md")
    change.history.commit(at=NOVEMBER)
    found = [(item.code, item.subject, item.standing) for item in change.ask()[2] if item.code in ("LF116", "LF603")]
    assert sorted(found) == [
        ("LF116", "lost", True),
        ("LF116", "rota", False),
        ("LF603", "gone", True),
        ("LF603", "rota", False),
    ]


def test_a_word_that_is_no_longer_confidential_is_told(change: Change) -> None:
    for words in (["Lantern", "Beacon"], ["Beacon"]):
        settings = {"levels": LEVELS, "launch": "2026-10-01", "confidential": {"words": words}}
        change.history.write("mkdocs.yml", settings_text(**settings))
        tip = change.history.commit(at=NOVEMBER)
    (change.base,) = change.history.nodes[tip].parents
    assert [item.message for item in change.ask()[2] if "confidential" in item.message] == [
        "This change makes the policy ask for less: one word or host is no longer confidential."
    ]


def test_the_policy_of_the_base_can_judge_the_change(change: Change) -> None:
    change.history.write("mkdocs.yml", settings_text(levels=LEVELS, launch="2026-10-01", rules={"LF108": "off"}))
    change.history.write(CASES + "broken.md", use_case(level="directr"))
    change.history.commit(at=NOVEMBER)
    assert change.ask()[0] == 0
    assert change.ask(policy_from=change.base)[0] == 1


def test_a_stronger_policy_is_no_finding(change: Change) -> None:
    stronger = settings_text(
        levels=LEVELS, launch="2026-10-01", rules={"LF112": "error"}, freshness={"per_level": "warning"}
    )
    change.history.write("mkdocs.yml", stronger)
    change.history.commit(at=NOVEMBER)
    assert change.ask()[2] == []


def test_bases_that_are_not_there(change: Change, tmp_path: Path) -> None:
    change.history.check_out()
    with pytest.raises(UnknownRevision):
        change.ask(base="no-such-branch")
    published = change.history.head
    change.history.go_to(None)
    change.history.write("mkdocs.yml", settings_text(levels=LEVELS))
    unrelated = change.history.commit("Another beginning", at=OCTOBER)
    assert published
    change.history.go_to(published)
    with pytest.raises(UsageError, match="no history in common"):
        change.ask(base=unrelated)


def test_a_named_revision_is_judged_with_the_files_in_it(change: Change) -> None:
    change.history.write(CASES + "broken.md", use_case(level="directr"))
    change.history.commit(at=NOVEMBER)
    change.history.check_out()
    config = change.folder / "mkdocs.yml"
    now = examine(Question(config, as_of="2026-11-10")).report
    then = examine(Question(config, as_of="2026-10-10", revision=change.base)).report
    assert (now.exit_code, then.exit_code) == (1, 0)
    assert then.revision == change.base


def test_a_cache_that_is_committed_is_not_believed(change: Change) -> None:
    change.history.check_out()
    config = change.folder / "mkdocs.yml"
    examine(Question(config, as_of="2026-11-10"))
    kept = change.folder / ".cache" / "leadfront" / "versions.jsonl"
    forged = kept.read_text().replace('"director"', '"executive"')
    change.history.write(".cache/leadfront/versions.jsonl", forged)
    for name in ("arrivals", "commits", "clean"):
        change.history.write(f".cache/leadfront/{name}.jsonl", (kept.parent / f"{name}.jsonl").read_bytes())
    change.history.commit(at=NOVEMBER)
    change.history.check_out()
    assert examine(Question(config, as_of="2026-11-10")).report.exit_code == 0


def test_the_answer_is_the_same_with_a_warm_cache(change: Change) -> None:
    config = write_policy(change.folder, levels=LEVELS, launch="2026-10-01")
    change.history.check_out()
    for _ in range(3):
        change.history.write(
            CASES + "rota.md", use_case(level="director", title=f"Rota {change.history.head}", date="2026-10-02")
        )
        change.history.commit(at=NOVEMBER)
        change.history.check_out()
        warm = examine(Question(config, as_of="2026-11-10"))
        again = examine(Question(config, as_of="2026-11-10"))
        cold = examine(Question(config, as_of="2026-11-10", use_cache=False))
        assert warm == cold == again


def test_an_earlier_report_of_a_gap_holds_until_it_is_filled(tmp_path: Path) -> None:
    report = live(
        tmp_path,
        """launch: 2026-01-01
        2026-01-20 executive adds board-pack
        2026-01-22 director adds shift-rota
        report as of 2026-07-10
        2026-07-12 director changes shift-rota
        as of 2026-07-14""",
    ).report
    assert [finding.code for finding in report.findings] == ["LF301"]


def test_before_launch_nothing_is_required(change: Change) -> None:
    change.history.write("mkdocs.yml", settings_text(levels=[*LEVELS, "manager"], launch="2027-01-01"))
    change.history.commit(at=NOVEMBER)
    change.history.check_out()
    report = examine(Question(change.folder / "mkdocs.yml", as_of="2026-11-10")).report
    assert (report.verdict, report.exit_code, report.quarters) == (Verdict.PASS, 0, ())
    assert not report.launched
    assert report.findings == ()
