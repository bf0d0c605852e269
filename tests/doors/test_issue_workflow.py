"""The workflow around the issue form, its shell run with real git: the branch, the pull request, the one answer.

GitHub can't be had here, so `gh` is a script that writes down what it is asked.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from histories import git
from small_showcase import environment, land, make

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / "templates" / "ci" / "github" / ".github" / "workflows"
ISSUES = Path(__file__).parent / "issues"
BRANCH = "leadfront/issue-7"
CASE = "showcase/use-cases/forty-letters-one-afternoon-7.md"
ROBOT = "41898282+github-actions[bot]@users.noreply.github.com"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed"),
]

STAND_IN_FOR_GH = """\
#!/bin/sh
printf '%s\\n' "$*" >>"$GH_LOG"
case "$1 $2" in
"pr list") printf '%s' "$OPEN_PULL" ;;
"pr view") printf '8' ;;
"run download") mkdir answer && cp "$ANSWER" answer/answer.md ;;
"api --paginate") printf '%s' "$KNOWN_COMMENT" ;;
esac
"""


def step(workflow: str, title: str) -> str:
    content: dict[str, Any] = yaml.safe_load((WORKFLOWS / f"leadfront-{workflow}.yml").read_text(encoding="utf-8"))
    return next(entry["run"] for job in content["jobs"].values() for entry in job["steps"] if entry["name"] == title)


class Door:
    """A published showcase, and the runs of the workflow that its issues start, each in a fresh clone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make(folder / "seed")
        git(folder, "clone", "--quiet", "--bare", "seed", "published.git")
        stand_in = folder / "bin" / "gh"
        stand_in.parent.mkdir()
        stand_in.write_text(STAND_IN_FOR_GH, encoding="utf-8")
        stand_in.chmod(0o755)
        self.runs = 0

    @property
    def published(self) -> Path:
        return self.folder / "published.git"

    def run(self, name: str, change: tuple[str, str] = ("", ""), pull: str = "", comment: str = "") -> list[str]:
        """Run the workflow's steps for a saved issue, edited so; what `gh` was asked."""
        (path,) = ISSUES.glob(f"{name}-*.md")
        return self.answer_to(path.read_text(encoding="utf-8").replace(*change), pull, comment)

    def answer_to(self, body: str, pull: str = "", comment: str = "") -> list[str]:
        """Run the workflow's steps for an issue with this body; what `gh` was asked."""
        self.runs += 1
        work = self.folder / f"run-{self.runs}"
        work.mkdir()
        git(work, "clone", "--quiet", str(self.published), "clone")
        event = {"issue": {"number": 7, "body": body, "user": {"login": "imogen-ashdown", "id": 4711}}}
        (work / "event.json").write_text(json.dumps(event), encoding="utf-8")
        self.log, self.answer = work / "gh.log", work / "answer.md"
        self.log.touch()
        for title in ("Read the issue", "Write the branch, the pull request and the answer"):
            done = subprocess.run(
                ["bash", "-e", "-c", f'python() {{ "$PYTHON" "$@"; }}\n{step("issue", title)}'],
                cwd=work / "clone",
                env=environment(
                    PYTHON=sys.executable,
                    PATH=f"{self.folder / 'bin'}:{environment()['PATH']}",
                    GH_LOG=str(self.log),
                    GH_REPO="org/repo",
                    GITHUB_EVENT_PATH=str(work / "event.json"),
                    RUNNER_TEMP=str(work),
                    ISSUE="7",
                    OPEN_PULL=pull,
                    KNOWN_COMMENT=comment,
                ),
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert done.returncode == 0, done.stdout + done.stderr
        return self.log.read_text(encoding="utf-8").splitlines()

    def show(self, what: str) -> str:
        return git(self.published, "show", what)

    def tip(self) -> str:
        return git(self.published, "rev-parse", BRANCH).strip()


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def asked(log: list[str], what: str) -> list[str]:
    return [line for line in log if line.startswith(what)]


def test_an_issue_becomes_a_branch_a_pull_request_and_an_answer(door: Door) -> None:
    log = door.run("02", ("Directors", "Director"))
    assert door.show(f"{BRANCH}:{CASE}").startswith("---\ntitle: ")
    assert git(door.published, "diff", "--name-only", "main", BRANCH).split() == [CASE]
    assert git(door.published, "log", "-1", "--format=%an <%ae>|%ce|%s", BRANCH).strip() == (
        f"imogen-ashdown <4711+imogen-ashdown@users.noreply.github.com>|{ROBOT}|Add the use case of issue 7"
    )
    (created,) = asked(log, "pr create")
    assert f"--base main --head {BRANCH} --title Use case: forty letters one afternoon" in created
    assert asked(log, "workflow run leadfront-check.yml --ref leadfront/issue-7")
    assert asked(log, "issue comment 7")
    answer = door.answer.read_text(encoding="utf-8")
    assert answer.startswith("<!-- leadfront: answer -->\n### All is well")
    assert "is proposed in #8" in answer


def test_an_edit_of_the_issue_is_followed_in_place(door: Door) -> None:
    door.run("02")
    before = door.tip()
    log = door.run("02", ("All forty went out on Friday.", "They went out on Monday."), pull="8", comment="99")
    assert door.tip() != before
    assert "They went out on Monday." in door.show(f"{BRANCH}:{CASE}")
    assert git(door.published, "rev-list", "--count", f"main..{BRANCH}").strip() == "1"
    assert not asked(log, "pr create")
    assert not asked(log, "issue comment")
    assert asked(log, "api --method PATCH repos/org/repo/issues/comments/99")


def test_another_title_moves_the_file(door: Door) -> None:
    door.run("02")
    door.run("02", ("Forty letters, one afternoon", "Letters"), pull="8")
    names = git(door.published, "diff", "--name-only", "main", BRANCH).split()
    assert names == ["showcase/use-cases/letters-7.md"]


def test_an_edit_that_changes_nothing_leaves_the_branch_alone(door: Door) -> None:
    door.run("02")
    before = door.tip()
    door.run("02", pull="8", comment="99")
    assert door.tip() == before


def test_what_a_reviewer_wrote_is_never_written_over(door: Door) -> None:
    door.run("02")
    review = door.folder / "review"
    git(door.folder, "clone", "--quiet", "--branch", BRANCH, str(door.published), str(review))
    (review / CASE).write_text((review / CASE).read_text().replace("Friday", "Thursday"))
    land(review, "Correct the day", on="2026-11-10T10:00:00+00:00")
    git(review, "push", "--quiet", "origin", BRANCH)
    log = door.run("02", ("Friday", "Monday"), pull="8", comment="99")
    assert "Thursday" in door.show(f"{BRANCH}:{CASE}")
    assert "Please make the change there: #8" in door.answer.read_text(encoding="utf-8")
    assert asked(log, "api --method PATCH")


@pytest.mark.parametrize("name", ["07", "08", "19"])
def test_hostile_text_touches_its_own_file_alone(door: Door, name: str) -> None:
    door.run(name)
    (path,) = git(door.published, "diff", "--name-only", "main", BRANCH).split()
    assert path.startswith("showcase/use-cases/")
    assert not Path("/tmp/owned").exists()  # noqa: S108 - what the saved issue tries to make


def test_an_issue_of_another_kind_starts_nothing(door: Door) -> None:
    assert door.run("20") == []
    assert BRANCH not in git(door.published, "branch", "--list")


def test_too_long_an_issue_is_answered_and_proposes_nothing(door: Door) -> None:
    log = door.run("13")
    assert [line.split()[0] for line in log] == ["api", "issue"]
    assert "60000 are the most" in door.answer.read_text(encoding="utf-8")


def test_one_tried_again_changes_one_line_of_its_file(door: Door) -> None:
    door.answer_to(
        "### Which use case\n\nhttps://intranet.example/showcase/use-cases/board-paper/\n\n"
        "### What did you find\n\nIt still works\n\n### Last tried again\n\n2026-11-02\n\n### Model\n\n_No response_\n"
    )
    changed = git(door.published, "diff", "--unified=0", "main", BRANCH).splitlines()
    assert [line for line in changed if line[:1] in "+-"][2:] == ["+verified: 2026-11-02"]
    assert "All is well" in door.answer.read_text(encoding="utf-8")


# ---- the answer on a pull request


@pytest.mark.parametrize("known", ["", "99"])
@pytest.mark.parametrize("well", [True, False])
def test_one_comment_that_goes_when_all_is_well(tmp_path: Path, well: bool, known: str) -> None:
    door = Door(tmp_path)
    said = tmp_path / "said.md"
    said.write_text("### All is well\n" if well else "### Nearly there: one thing\n", encoding="utf-8")
    done = subprocess.run(
        ["bash", "-e", "-c", step("check", "Write, bring up to date or remove the comment")],
        env=environment(
            PATH=f"{door.folder / 'bin'}:{environment()['PATH']}",
            GH_LOG=str(tmp_path / "gh.log"),
            GH_REPO="org/repo",
            RUNNER_TEMP=str(tmp_path),
            PULL="8",
            RUN="1",
            ANSWER=str(said),
            KNOWN_COMMENT=known,
        ),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    last = (tmp_path / "gh.log").read_text(encoding="utf-8").splitlines()[2:]
    if well:
        assert last == (["api --method DELETE repos/org/repo/issues/comments/99 --silent"] if known else [])
    else:
        assert last[0].startswith("api --method PATCH" if known else "pr comment 8 ")
        assert (tmp_path / "body.md").read_text().startswith("<!-- leadfront: answer -->\n### Nearly there")
