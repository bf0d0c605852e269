"""Where and how the repository lies: worktrees, submodules, containers, subfolders and the rest."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from hazards import UNKNOWN_COMMIT, WHOLE, Check, other_process, undecided, whole
from histories import (
    CASES,
    SUBMODULE,
    SYMLINK,
    History,
    git,
    settings_text,
    use_case,
)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_that_belongs_to_somebody_else(tmp_path: Path) -> None:
    whole(tmp_path)
    for path in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(path, 12345, 12345)
    code, out, said = other_process(tmp_path / "mkdocs.yml")
    assert code == 0, said
    assert json.loads(out)["verdict"] == "pass"


def test_worktree(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path / "main")
    git(tmp_path / "main", "worktree", "add", "-q", "-b", "topic", str(tmp_path / "tree"))
    answer = check(tmp_path / "tree")
    assert (answer.code, answer.report["revision"], answer.ledger()) == (0, history.head, WHOLE)


def test_worktree_of_a_bare_repository(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "main")
    git(tmp_path, "clone", "-q", "--bare", str(tmp_path / "main"), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", "-f", str(tmp_path / "tree"), "main")
    assert check(tmp_path / "tree").ledger() == WHOLE


def test_shallow_worktree(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "origin").as_uri(), "copy")
    git(tmp_path / "copy", "worktree", "add", "-q", "-b", "topic", str(tmp_path / "tree"))
    undecided(check(tmp_path / "tree"), "fetch-depth: 0")


def test_detached_head(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)
    git(tmp_path, "checkout", "-q", "--detach", "HEAD~1")
    assert check(tmp_path).ledger() == {"2026-Q1": [("pack", "added")], "2026-Q2": [], "2026-Q3": []}


def test_the_merge_that_a_host_makes_of_a_pull_request(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    main = history.head
    history.branch = "topic"
    history.write(CASES + "rota.md", use_case(title="The rota"))
    topic = history.commit(at="2026-07-02T10:00+01:00")
    history.branch = "merge"
    history.go_to(main)
    merge = history.merge(topic, subject=f"Merge {topic} into {main}", at="2026-07-03T10:00+01:00")
    git(tmp_path, "checkout", "-q", "-f", "--detach", merge)
    assert check(tmp_path).ledger() == {**WHOLE, "2026-Q3": [("rota", "added")]}


def test_a_subfolder_of_a_larger_repository(tmp_path: Path, check: Check) -> None:
    history = History(tmp_path)
    history.write("apps/site/mkdocs.yml", settings_text())
    history.write("apps/site/showcase/use-cases/pack.md", use_case())
    history.write("showcase/use-cases/decoy.md", use_case(title="Not ours"))
    history.commit(at="2026-02-10T10:00+00:00")
    history.write("apps/site/showcase/use-cases/pack.md", use_case(title="Four questions"))
    history.commit(at="2026-05-12T10:00+01:00")
    history.check_out()
    answer = check(tmp_path / "apps" / "site")
    assert (answer.code, answer.ledger()) == (0, WHOLE)
    assert answer.report["quarters"][0]["landings"][0]["path"] == "apps/site/showcase/use-cases/pack.md"


@pytest.mark.parametrize(
    ("config", "docs_dir", "folder"),
    [
        ("mkdocs.yml", "./showcase/", "showcase/use-cases/"),
        ("mkdocs.yml", ".", "use-cases/"),
        ("mkdocs.yml", "a b/caf\u00e9", "a b/caf\u00e9/use-cases/"),
        ("site/mkdocs.yml", "../showcase", "showcase/use-cases/"),
        ("site/mkdocs.yml", "docs/../docs", "site/docs/use-cases/"),
    ],
)
def test_where_the_showcase_may_lie(tmp_path: Path, check: Check, config: str, docs_dir: str, folder: str) -> None:
    history = History(tmp_path)
    history.write(config, settings_text().replace("docs_dir: showcase", f"docs_dir: '{docs_dir}'"))
    history.write(folder + "pack.md", use_case())
    history.commit(at="2026-02-10T10:00+00:00")
    history.write(folder + "pack.md", use_case(title="Four questions"))
    history.commit(at="2026-05-12T10:00+01:00")
    history.check_out()
    answer = check(tmp_path / config)
    assert (answer.code, answer.ledger()) == (0, WHOLE), answer.words


@pytest.mark.parametrize("before", [SYMLINK, SUBMODULE])
def test_a_folder_that_was_something_else(tmp_path: Path, check: Check, before: str) -> None:
    history = History(tmp_path)
    history.write("mkdocs.yml", settings_text())
    history.write("elsewhere/pack.md", use_case())
    history.write("showcase/use-cases", "../elsewhere" if before == SYMLINK else UNKNOWN_COMMIT, before)
    history.commit(at="2026-02-10T10:00+00:00")
    history.delete("showcase/use-cases")
    history.move("elsewhere/pack.md", CASES + "pack.md")
    history.commit(at="2026-05-12T10:00+01:00")
    history.check_out()
    answer = check(tmp_path)
    assert answer.ledger() == {"2026-Q1": [], "2026-Q2": [("pack", "added")], "2026-Q3": []}
    assert (answer.code, answer.verdict) == (1, "gaps")


def test_a_submodule_as_root(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "showcase")
    outer = History(tmp_path / "outer")
    outer.write("README.md", "The outer one")
    outer.commit(at="2026-01-01T00:00+00:00")
    outer.check_out()
    git(
        tmp_path / "outer",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        str(tmp_path / "showcase"),
        "inner",
    )
    assert (tmp_path / "outer" / "inner" / ".git").is_file()
    answer = check(tmp_path / "outer" / "inner")
    assert (answer.code, answer.ledger()) == (0, WHOLE)


def test_sparse_checkout(tmp_path: Path, check: Check) -> None:
    """Files that are in the revision and not on disk still cover their level."""
    history = whole(tmp_path)
    history.write("notes/a.md", "Notes")
    history.commit(at="2026-06-01T10:00+01:00")
    history.check_out()
    git(tmp_path, "sparse-checkout", "set", "--cone", "notes")
    assert not (tmp_path / CASES / "pack.md").exists()
    answer = check(tmp_path)
    assert (answer.code, answer.verdict, answer.ledger()) == (0, "pass", WHOLE)


def test_packed_objects_and_refs(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)
    git(tmp_path, "gc", "-q")
    git(tmp_path, "commit-graph", "write", "--reachable")
    assert check(tmp_path).ledger() == WHOLE


def test_objects_borrowed_from_another_repository(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--shared", "origin", "copy")
    assert check(tmp_path / "copy").ledger() == WHOLE
    shutil.move(tmp_path / "origin", tmp_path / "gone")
    undecided(check(tmp_path / "copy"))


def test_a_repository_with_longer_names(tmp_path: Path, check: Check) -> None:
    history = History(tmp_path, hash_name="sha256")
    history.write("mkdocs.yml", settings_text())
    history.write(CASES + "pack.md", use_case())
    history.commit(at="2026-02-10T10:00+00:00")
    history.write(CASES + "pack.md", use_case(title="Four questions"))
    history.commit(at="2026-05-12T10:00+01:00")
    history.check_out()
    answer = check(tmp_path)
    assert (answer.code, answer.ledger(), len(answer.report["revision"])) == (0, WHOLE, 64)


def test_a_folder_with_an_odd_name(tmp_path: Path, check: Check) -> None:
    folder = tmp_path / " -odd\n*name\u00e9 "
    folder.mkdir()
    whole(folder)
    assert check(folder).ledger() == WHOLE


def test_a_linked_folder(tmp_path: Path, check: Check) -> None:
    whole(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert check(tmp_path / "link").ledger() == WHOLE


def test_a_relative_path_from_within(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    whole(tmp_path)
    monkeypatch.chdir(tmp_path / "showcase")
    assert check(Path("../mkdocs.yml")).ledger() == WHOLE


def test_changes_on_disk_cover_nothing_before_they_land(tmp_path: Path, check: Check) -> None:
    whole(tmp_path, levels=["executive", "director"])
    (tmp_path / CASES / "rota.md").write_text(use_case(level="director", title="The rota"))
    answer = check(tmp_path)
    assert (answer.code, answer.verdict, answer.ledger()) == (1, "gaps", WHOLE)
    assert [level["covered"] for level in answer.report["levels"]] == [True, False]


def test_nothing_is_written_into_the_repository(tmp_path: Path, check: Check) -> None:
    whole(tmp_path)

    def everything() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*") if path.is_file()}

    before = everything()
    check(tmp_path)
    assert everything() == before
