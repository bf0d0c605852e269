"""`check --base`: a change fails for what it does, never for what was there before. And the policy that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from histories import CASES, History, settings_text, use_case, write_policy
from leadfront.check import Question, UsageError, examine
from leadfront.findings import Finding, Severity
from leadfront.git import UnknownRevision
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
