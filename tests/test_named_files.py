"""`leadfront check FILE…`: an answer about single files, in under a second and without git."""

from __future__ import annotations

from pathlib import Path

import pytest

from histories import CASES, use_case, write_policy
from leadfront.cli import run


@pytest.fixture
def showcase(tmp_path: Path) -> Path:
    """A folder with a policy and a use case, and no repository."""
    write_policy(tmp_path, levels=["executive", "director"])
    (tmp_path / CASES).mkdir(parents=True)
    (tmp_path / CASES / "good.md").write_text(use_case(related=["somebody-elses"], date="2026-01-02"))
    return tmp_path


def test_a_good_file_is_fine_without_a_repository(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(showcase / CASES / "good.md")]) == 0
    assert capsys.readouterr().out.startswith("FINE  1 file looked at")


def test_the_settings_above_the_file_are_found_from_anywhere(
    showcase: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir("/")
    (showcase / CASES / "bad.md").write_text(use_case(level="directr", date="2026-01-02"))
    assert run(["check", str(showcase / CASES / "bad.md")]) == 1
    assert "Did you mean “director”?" in capsys.readouterr().out


def test_a_draft_may_lie_outside_the_showcase(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = showcase / "My draft.md"
    draft.write_text(use_case(date="2026-01-02"))
    assert run(["check", str(draft), "-f", str(showcase / "mkdocs.yml")]) == 1
    assert "Call the file “my-draft.md”" in capsys.readouterr().out


def test_only_the_named_files_are_looked_at(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (showcase / CASES / "bad.md").write_text("nothing")
    assert run(["check", str(showcase / CASES / "good.md")]) == 0
    assert "bad.md" not in capsys.readouterr().out


def test_what_makes_no_sense_is_said(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = str(showcase / CASES / "good.md")
    assert run(["check", str(showcase / "nowhere.md"), "-f", str(showcase / "mkdocs.yml")]) == 2
    assert run(["check", good, "--base", "main"]) == 2
    said = capsys.readouterr().err
    assert "There is no file" in said
    assert "Named files are checked without history" in said


def test_a_link_is_not_followed(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (showcase / CASES / "link.md").symlink_to("/etc/hostname")
    assert run(["check", str(showcase / CASES / "link.md")]) == 1
