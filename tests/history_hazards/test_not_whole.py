"""History that is shallow, partial, missing or broken: nobody can know, and the mend is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hazards import POINTER, UNKNOWN_COMMIT, WHOLE, Check, other_process, undecided, whole
from histories import (
    CASES,
    History,
    git,
    settings_text,
    use_case,
    write_policy,
)


def test_the_showcase_of_these_tests_passes(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)
    assert git(tmp_path, "fsck", "--strict") == ""
    answer = check(tmp_path)
    assert (answer.code, answer.verdict, answer.ledger()) == (0, "pass", WHOLE), answer.words


def test_shallow_clone(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "origin").as_uri(), "copy")
    undecided(check(tmp_path / "copy"), "fetch-depth: 0", "GIT_DEPTH: 0", "git fetch --unshallow")


def test_shallow_clone_that_was_completed(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "origin").as_uri(), "copy")
    git(tmp_path / "copy", "fetch", "-q", "--unshallow")
    answer = check(tmp_path / "copy")
    assert (answer.code, answer.ledger()) == (0, WHOLE)


def test_clone_of_a_depth_beyond_the_first_commit(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth", "50", (tmp_path / "origin").as_uri(), "copy")
    assert check(tmp_path / "copy").ledger() == WHOLE


@pytest.mark.parametrize("kept", ["blob:none", "tree:0"])
def test_partial_clone_asks_no_network(tmp_path: Path, check: Check, kept: str) -> None:
    whole(tmp_path / "origin")
    git(tmp_path / "origin", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", f"--filter={kept}", (tmp_path / "origin").as_uri(), "copy")

    def missing() -> str:
        return git(tmp_path / "copy", "rev-list", "--objects", "--all", "--missing=print", GIT_NO_LAZY_FETCH="1")

    before = missing()
    assert "?" in before
    undecided(check(tmp_path / "copy"), "git ")
    assert missing() == before, "the origin is there and would have answered, but nobody may ask it"


@pytest.mark.parametrize("kind", ["blob", "tree", "commit"])
def test_missing_objects(tmp_path: Path, check: Check, kind: str) -> None:
    history = whole(tmp_path)
    first = git(tmp_path, "rev-list", "--max-parents=0", "HEAD").strip()
    name = {"blob": f"{first}:{CASES}pack.md", "tree": f"{first}:showcase/use-cases", "commit": first}[kind]
    lost = git(tmp_path, "rev-parse", name).strip()
    (history.git_folder / "objects" / lost[:2] / lost[2:]).unlink()
    undecided(check(tmp_path))


def test_damaged_object(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    damaged = git(tmp_path, "rev-parse", f"HEAD~1:{CASES}pack.md").strip()
    (history.git_folder / "objects" / damaged[:2] / damaged[2:]).write_bytes(b"x\x9cgarbage")
    undecided(check(tmp_path))


def test_a_lost_object_that_says_nothing_of_use_cases_may_not_be_guessed_around(tmp_path: Path, check: Check) -> None:
    """A landing that is lost sets the floor for the ones after it, whatever it changed."""
    history = whole(tmp_path)
    history.write("README.md", "Notes")
    lost = history.commit(at="2026-06-01T10:00+01:00")
    history.write("README.md", "More notes")
    history.commit(at="2026-06-02T10:00+01:00")
    (history.git_folder / "objects" / lost[:2] / lost[2:]).unlink()
    undecided(check(tmp_path))


def test_grafts(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    (history.git_folder / "info").mkdir(exist_ok=True)
    (history.git_folder / "info" / "grafts").write_text(f"{history.head}\n")
    undecided(check(tmp_path), "graft")


def test_replace_refs_are_not_obeyed(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    tip = history.head
    assert tip is not None
    history.go_to(None)
    history.write(CASES + "pack.md", use_case(title="Another past"))
    history.branch = "other"
    other = history.commit(at="2026-05-12T10:00+01:00")
    git(tmp_path, "replace", tip, other)
    answer = check(tmp_path)
    assert (answer.code, answer.report["revision"], answer.ledger()) == (0, tip, WHOLE)


def test_empty_repository(tmp_path: Path, check: Check) -> None:
    History(tmp_path)
    write_policy(tmp_path)
    undecided(check(tmp_path), "commit")


def test_no_repository(tmp_path: Path, check: Check) -> None:
    write_policy(tmp_path)
    undecided(check(tmp_path), "git")


def test_no_git(tmp_path: Path) -> None:
    whole(tmp_path)
    code, out, said = other_process(tmp_path / "mkdocs.yml", PATH=str(tmp_path / "nothing"))
    assert code == 3, said
    assert json.loads(out)["verdict"] == "undecided"
    assert "Traceback" not in said


def test_large_file_pointers(tmp_path: Path, check: Check) -> None:
    """Git LFS keeps a pointer in git and the words elsewhere: nobody can compare words that are not there."""
    history = whole(tmp_path)
    history.write(CASES + "pack.md", POINTER)
    history.commit(at="2026-06-12T10:00+01:00")
    undecided(check(tmp_path), "LFS")


def test_large_file_pointers_in_the_past_alone(tmp_path: Path, check: Check) -> None:
    history = History(tmp_path)
    history.write("mkdocs.yml", settings_text())
    history.write(CASES + "pack.md", POINTER)
    history.commit(at="2026-02-10T10:00+00:00")
    history.write(CASES + "pack.md", use_case())
    history.commit(at="2026-05-10T10:00+00:00")
    history.check_out()
    undecided(check(tmp_path), "LFS")


def test_large_file_pointers_for_pictures_matter_to_nobody(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write("showcase/assets/team.png", POINTER)
    history.write(CASES + "team.png", POINTER)
    history.write("docs/long.md", POINTER)
    history.commit(at="2026-06-12T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE


def test_a_branch_without_a_commit(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    (history.git_folder / "HEAD").write_text("ref: refs/heads/unborn\n")
    undecided(check(tmp_path), "commit")


@pytest.mark.parametrize("head", ["", "garbage\n", "ref: ../../outside\n", f"{UNKNOWN_COMMIT}\n"])
def test_a_broken_head(tmp_path: Path, check: Check, head: str) -> None:
    history = whole(tmp_path)
    (history.git_folder / "HEAD").write_text(head)
    undecided(check(tmp_path))


def test_a_repository_whose_git_folder_is_elsewhere_and_gone(tmp_path: Path, check: Check) -> None:
    """A worktree or submodule that was copied into a container alone."""
    write_policy(tmp_path)
    (tmp_path / ".git").write_text("gitdir: /nowhere/.git/worktrees/showcase\n")
    undecided(check(tmp_path), "git")


def test_a_partial_clone_that_has_everything(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)
    git(tmp_path, "config", "remote.origin.url", "https://nowhere.invalid/showcase")
    git(tmp_path, "config", "remote.origin.promisor", "true")
    git(tmp_path, "config", "remote.origin.partialclonefilter", "blob:none")
    assert check(tmp_path).ledger() == WHOLE


@pytest.mark.parametrize(
    "revision",
    [UNKNOWN_COMMIT, "nowhere", "HEAD~7", f"HEAD:{CASES}pack.md", "--all", "--output=x", "a b", "HEAD..HEAD~1"],
)
def test_unknown_revision_is_wrong_usage(tmp_path: Path, check: Check, revision: str) -> None:
    whole(tmp_path)
    answer = check(tmp_path, f"--revision={revision}")
    assert (answer.code, answer.report) == (2, {})
    assert answer.said
    assert "Traceback" not in answer.said
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["HEAD", "main", "refs/heads/main", "v1", "@", "main@{0}"])
def test_revisions_that_git_knows(tmp_path: Path, check: Check, name: str) -> None:
    history = whole(tmp_path)
    git(tmp_path, "tag", "-a", "-m", "First", "v1")
    if "{" in name:
        log = history.git_folder / "logs" / "refs" / "heads" / "main"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"{'0' * 40} {history.head} Ana <a@example.com> 1778576400 +0100\tcommit\n")
    answer = check(tmp_path, f"--revision={name}")
    assert (answer.code, answer.report["revision"], answer.ledger()) == (0, history.head, WHOLE)
