"""The demo: nine quarters of history that hold what they promise, on whatever day they are made."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from histories import git
from leadfront import demo
from leadfront.check import examine
from leadfront.demo import DemoError, make_demo
from leadfront.demo.quotes import curl
from leadfront.demo.story import read_story
from leadfront.question import Question, UsageError
from leadfront.report import Change, Report, Verdict
from leadfront.showcase import Showcase

DAYS = {
    "the first moment of a quarter": "2026-10-01",
    "a Sunday early in a quarter": "2027-01-03T09:30",
    "a leap day": "2028-02-29",
    "the night in which the clocks go back": "2026-10-25T01:30+01:00",
    "the last minute of a quarter": "2026-12-31T23:59",
    "ten years on": "2036-07-04",
    "before the story was written": "2019-05-20",
}


QUICK = "the first moment of a quarter"


@pytest.fixture(
    scope="module",
    params=[pytest.param(day, id=name, marks=() if name == QUICK else pytest.mark.slow) for name, day in DAYS.items()],
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Showcase]:
    folder = tmp_path_factory.mktemp("demo") / "brindle"
    make_demo(folder, request.param)
    return folder, examine(Question(folder / "mkdocs.yml", as_of=request.param))


@pytest.fixture
def folder(made: tuple[Path, Showcase]) -> Path:
    return made[0]


@pytest.fixture
def report(made: tuple[Path, Showcase]) -> Report:
    return made[1].report


def log(folder: Path, form: str, *options: str) -> list[str]:
    """What `git log` says of each commit."""
    return git(folder, "log", "--reverse", f"--format={form}", *options).splitlines()


def landing(folder: Path, subject: str) -> str:
    """The one landing with this in its subject."""
    (found,) = log(folder, "%H", "--first-parent", "--fixed-strings", f"--grep={subject}")
    return found


def files_of(folder: Path, commit: str, *statuses: str) -> list[str]:
    """The use cases that a landing added (A), modified (M) or deleted (D)."""
    kinds = f"--diff-filter={''.join(statuses)}"
    return git(folder, "diff", "--no-renames", "--name-only", kinds, f"{commit}^", commit).splitlines()


# --- what the check says ----------------------------------------------------------------------------------------------


def test_the_claim_holds_and_one_level_is_about_to_lapse(report: Report) -> None:
    assert report.verdict is Verdict.PASS
    assert report.exit_code == 0
    assert [(finding.code, finding.subject) for finding in report.findings] == [("LF203", "lead")]
    assert [level.covered for level in report.levels] == [True] * 5


def test_nine_quarters_of_which_the_third_is_waived(report: Report) -> None:
    assert [state.closed for state in report.quarters] == [True] * 8 + [False]
    assert [state.updated for state in report.quarters] == [True, True, False, *[True] * 6]
    assert [index for index, state in enumerate(report.quarters) if state.waived] == [2]


def test_every_use_case_is_a_sample_of_one_of_eight_functions(made: tuple[Path, Showcase]) -> None:
    cases = [entry.case for entry in made[1].entries]
    assert len(cases) == 44  # 45 were shared, one was taken down
    assert all(case.version.sample for case in cases)
    assert len({case.text("function") for case in cases}) == 8


def test_nobody_tells_of_a_day_that_comes_after_the_landing(made: tuple[Path, Showcase]) -> None:
    for entry in made[1].entries:
        days = [day for key in ("date", "verified") if (day := entry.case.day(key))]
        assert entry.updated_at is not None
        assert max(days) <= entry.updated_at.date(), entry.case.id


# --- what lies in the repository --------------------------------------------------------------------------------------


def test_nothing_lies_after_as_of_and_time_never_runs_backwards(folder: Path, report: Report) -> None:
    times = [int(time) for time in log(folder, "%ct", "--first-parent")]
    assert times == sorted(times)
    assert max(int(time) for time in log(folder, "%ct")) <= report.as_of.timestamp()
    launched = report.quarters[0].quarter.starts
    assert f"launch: {launched}" in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert date.fromisoformat(log(folder, "%cs")[0]) >= launched


def test_the_checkout_is_what_was_committed(folder: Path) -> None:
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--format=%(refname)").split() == ["refs/heads/main"]
    subprocess.run(["git", "fsck", "--strict"], cwd=folder, check=True, capture_output=True)


def test_merges_bring_in_what_was_made_beside_the_line(folder: Path, report: Report) -> None:
    merges = log(folder, "%H", "--first-parent", "--merges")
    assert len(merges) > 5
    earned = {update.commit for state in report.quarters for update in state.updates}
    assert set(merges) <= earned
    beside = set(log(folder, "%H")) - set(log(folder, "%H", "--first-parent"))
    assert beside
    assert not beside & earned


def test_a_squash_lands_two_use_cases_at_once(folder: Path, report: Report) -> None:
    squash = landing(folder, "(#12)")
    assert "\n* " in git(folder, "show", "--no-patch", "--format=%B", squash)
    earned = [update.change for state in report.quarters for update in state.updates if update.commit == squash]
    assert earned == [Change.ADDED, Change.ADDED]


def test_a_reformat_touches_all_and_counts_for_nothing(folder: Path, report: Report) -> None:
    reformat = landing(folder, "Curly quotes")
    assert len(files_of(folder, reformat, "M")) > 15
    assert reformat in (folder / ".git-blame-ignore-revs").read_text(encoding="utf-8").splitlines()
    assert not [update for state in report.quarters for update in state.updates if update.commit == reformat]


def test_a_renamed_use_case_keeps_its_id_and_earns_nothing(made: tuple[Path, Showcase]) -> None:
    folder, showcase = made
    rename = landing(folder, "after the cards")
    assert files_of(folder, rename, "D") == ["showcase/use-cases/boarding-printer-script.md"]
    assert files_of(folder, rename, "A") == ["showcase/use-cases/stuck-boarding-cards.md"]
    (entry,) = (entry for entry in showcase.entries if entry.case.path.endswith("/stuck-boarding-cards.md"))
    assert entry.case.id == "boarding-printer-script"
    (renamed_at,) = (int(time) for time in git(folder, "show", "--no-patch", "--format=%ct", rename).split())
    assert entry.updated_at is not None
    assert entry.updated_at.timestamp() < renamed_at
    assert not [update for state in showcase.report.quarters for update in state.updates if update.commit == rename]


def test_a_deleted_use_case_leaves_its_cell(folder: Path, report: Report) -> None:
    (gone,) = files_of(folder, landing(folder, "Take down"), "D")
    assert not (folder / gone).exists()
    assert [update.level for update in report.quarters[0].updates if update.path == gone] == ["lead"]


def test_a_promotion_moves_the_use_case_and_not_its_cell(made: tuple[Path, Showcase]) -> None:
    folder, showcase = made
    promotion = landing(folder, "promotion")
    (path,) = files_of(folder, promotion, "M")
    (entry,) = (entry for entry in showcase.entries if entry.case.path == path)
    updates = [update for state in showcase.report.quarters for update in state.updates if update.path == path]
    assert entry.level is not None
    assert entry.level.id == "manager"
    assert [(update.level, update.commit == promotion) for update in updates] == [("lead", False)]


# --- making it --------------------------------------------------------------------------------------------------------


def test_the_same_day_gives_the_same_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_demo(tmp_path / "one", "2026-11-21T12:00")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody Else")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795262400")  # the same moment
    make_demo(tmp_path / "two")
    monkeypatch.undo()
    assert log(tmp_path / "one", "%H") == log(tmp_path / "two", "%H")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    with pytest.raises(DemoError, match="not empty"):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("taken", ["/proc/leadfront", "a file"])
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, taken: str) -> None:
    if taken == "a file":
        (tmp_path / "notes").write_text("by hand", encoding="utf-8")
        taken = str(tmp_path / "notes" / "demo")
    with pytest.raises(DemoError, match=f"{taken} can't be made .*: name a folder that you may write to"):
        make_demo(Path(taken), "2026-11-21")


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    make_demo(tmp_path, "2026-11-21")
    assert (tmp_path / "showcase" / "index.md").is_file()


@pytest.mark.parametrize("as_of", ["tomorrow", "2026-13-01"])
def test_what_is_no_time_is_refused(tmp_path: Path, as_of: str) -> None:
    with pytest.raises(UsageError, match="is not a time"):
        make_demo(tmp_path / "demo", as_of)
    assert not (tmp_path / "demo").exists()


def test_a_time_before_git_counts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    with pytest.raises(DemoError, match="1975"):
        make_demo(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()


# --- the story can be edited by hand ----------------------------------------------------------------------------------

STORY = """
ends: 2026-12-31
people: {ann: Ann Sample <ann@brindle.example>}
landings:
- {on: 2026-10-05 09:00, by: ann, message: Begin, put: [mkdocs.yml]}
"""


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (("by: ann", "by: anna"), "2026-10-05 09:00.*nobody called “anna”"),
        (("put:", "putt:"), "“putt” is none of"),
        (("message: Begin, ", ""), "message is missing"),
        (("2026-10-05", "2026-10-32"), "2026-10-32 09:00 can't be read"),
        (("2026-10-05", "2027-10-05"), "after the story's end"),
        (("<ann@brindle.example>", ""), "must be written like"),
        (("landings:", "landing:"), "can't be read"),
    ],
)
def test_a_slip_in_the_story_is_told_in_words(slip: tuple[str, str], told: str) -> None:
    with pytest.raises(DemoError, match=told):
        read_story(STORY.replace(*slip))


def test_landings_out_of_order_are_told(tmp_path: Path) -> None:
    again = "- {on: 2026-10-02 09:00, by: ann, message: Earlier, put: [README.md]}\n"
    with pytest.raises(DemoError, match="put them in order"):
        read_story(STORY + again)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("add: [no-such-case]", "there is no 'no-such-case'"),
        ("change: [apology-letter-three-readers]", "there is no '.*apology-letter-three-readers.md'"),
        (
            "edit: [{file: mkdocs.yml, replace: 'word that is not there', with: x}]",
            "there is no '“word that is not there” in mkdocs.yml'",
        ),
    ],
)
def test_a_story_that_does_not_fit_its_texts_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, told: str
) -> None:
    wrong = f"- {{on: 2026-10-06 09:00, by: ann, message: Then, {deed}}}\n"
    monkeypatch.setattr(demo, "read_story", lambda _: read_story(STORY + wrong))
    with pytest.raises(DemoError, match=told):
        make_demo(tmp_path / "demo", "2026-11-21")
    assert not (tmp_path / "demo" / ".git").exists()


def test_quotes_are_curled_in_prose_alone() -> None:
    text = (
        '---\ntitle: "It\'s"\n---\nSay "no" ("never"), it\'s *"late"*, `"code"`.\n\n```text\nkeep "this"\n```\n"End"\n'
    )
    assert curl(text) == (
        '---\ntitle: "It\'s"\n---\nSay “no” (“never”), it’s *“late”*, `"code"`.\n\n```text\nkeep "this"\n```\n“End”\n'
    )


def test_every_text_is_used_by_the_story() -> None:
    home = demo.templates_folder() / "demo"
    story = (home / "story.yml").read_text(encoding="utf-8")
    names = [path.stem for path in (home / "use-cases").iterdir()]
    assert len(names) == 45
    assert not [name for name in names if not re.search(rf"add: \[.*\b{name}\b", story)]
    later = [path.stem for path in (home / "later").iterdir()]
    assert not [name for name in later if not re.search(rf"change: \[.*\b{name}\b", story)]
