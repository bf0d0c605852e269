"""`leadfront ci`: the files for a git host, into a repository that may hold some already."""

from __future__ import annotations

import filecmp
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from histories import git, settings_text
from leadfront.cli import run

CI = Path(__file__).resolve().parents[1] / "templates" / "ci"
Says = Callable[..., tuple[int, str]]


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a policy and nothing else; the command stands in it."""
    folder = tmp_path / "showcase"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    write_settings(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def ci(capsys: pytest.CaptureFixture[str]) -> Says:
    """Runs the command: its exit code and what it said."""

    def says(*arguments: str) -> tuple[int, str]:
        code = run(["ci", *arguments])
        return code, capsys.readouterr().err

    return says


def write_settings(folder: Path, repo_url: str = "https://github.com/example/showcase", branch: str = "main") -> None:
    text = settings_text(levels=["executive", "bridge-crew"], branch=branch)
    (folder / "mkdocs.yml").write_text(f"repo_url: '{repo_url}'\n{text}", encoding="utf-8")


def written(top: Path) -> set[str]:
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix() and path.name != "mkdocs.yml"
    }


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_everything_for_the_host_is_written_and_listed(top: Path, ci: Says, kind: str) -> None:
    code, said = ci("--host", kind)
    ours = {path.relative_to(CI / kind).as_posix() for path in (CI / kind).rglob("*") if path.is_file()}
    assert code == 0
    assert written(top) == ours | {"leadfront-requirements.txt", ".gitignore"}
    for path in written(top):
        assert f"  {path}\n" in said
    same = ours - {".github/ISSUE_TEMPLATE/use-case.yml"}
    assert filecmp.cmpfiles(CI / kind, top, same, shallow=False)[0] == list(same)
    assert "Next: write your own team into ." in said
    assert "change the branch" not in said


def test_the_issue_form_is_made_for_this_policy(top: Path, ci: Says) -> None:
    ci()
    form = yaml.safe_load((top / ".github/ISSUE_TEMPLATE/use-case.yml").read_text(encoding="utf-8"))
    (level,) = [item for item in form["body"] if item.get("id") == "level"]
    assert "Bridge-crew" in " ".join(level["attributes"]["options"])


def test_the_host_is_told_by_mkdocs_yml_or_must_be_said(top: Path, ci: Says) -> None:
    assert "Written for GitHub" in ci()[1]
    write_settings(top, "https://gitlab.com/example/showcase")
    (top / "leadfront-requirements.txt").unlink()
    assert "Written for GitLab" in ci()[1]
    for unknown in ("", "https://git.example.com/showcase", "https://codeberg.org/example/showcase"):
        write_settings(top, unknown)
        code, said = ci()
        assert code == 2
        assert "add --host github or --host gitlab" in said


def test_nothing_is_written_where_anything_would_be_written_over(top: Path, ci: Says) -> None:
    owners = top / ".github" / "CODEOWNERS"
    owners.parent.mkdir()
    owners.write_text("* @us\n")
    dangling = top / "leadfront-requirements.txt"
    dangling.symlink_to("nowhere")
    code, said = ci()
    assert code == 1
    assert "  .github/CODEOWNERS\n  leadfront-requirements.txt\n" in said
    assert owners.read_text() == "* @us\n"
    assert written(top) == {".github/CODEOWNERS"}
    assert dangling.is_symlink()


def test_what_git_should_ignore_is_said_where_there_is_a_list_already(top: Path, ci: Says) -> None:
    (top / ".gitignore").write_text("*.tmp\nsite\n")
    code, said = ci()
    assert code == 0
    assert "Add to .gitignore what a build leaves behind: /site.*/ /.site.*/ /.cache/" in said
    assert (top / ".gitignore").read_text() == "*.tmp\nsite\n"


def test_another_branch_is_named(top: Path, ci: Says) -> None:
    write_settings(top, branch="trunk")
    assert "change the branch “main” in them to “trunk”" in ci()[1]


def test_the_files_belong_at_the_top(top: Path, ci: Says) -> None:
    below = top / "below"
    below.mkdir()
    write_settings(below)
    code, said = ci("below", "--host", "github")
    assert code == 2
    assert "not the top of its repository" in said
    code, said = ci("nowhere")
    assert code == 2
    assert "there is no file nowhere/mkdocs.yml" in said.lower()
