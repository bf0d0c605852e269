"""`leadfront check FILE…`: an answer about single files, in under a second and without git."""

from __future__ import annotations

import json
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


def test_paths_are_said_as_they_were_typed(
    showcase: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (showcase / "drafts").mkdir()
    (showcase / "drafts" / "Draft").write_text(use_case(date="2026-01-02"))
    monkeypatch.chdir(showcase)
    assert run(["check", "drafts/Draft"]) == 1
    said = capsys.readouterr().out
    assert "\ndrafts/Draft\n" in said
    assert "Call the file “draft.md”" in said
    monkeypatch.chdir(showcase / "drafts")
    assert run(["check", "Draft"]) == 1
    assert "\nDraft\n" in capsys.readouterr().out


def test_of_a_folder_all_that_is_in_it_is_looked_at(
    showcase: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(showcase)
    (showcase / CASES / "deep").mkdir()
    (showcase / CASES / "deep" / "bad.md").write_text("nothing")
    (showcase / CASES / "notes.txt").write_text("nothing")
    (showcase / CASES).parent.joinpath("about.md").write_text("a page, and no use case")
    assert run(["check", CASES.partition("/")[0]]) == 1
    said = capsys.readouterr().out
    assert "2 use-case files read" in said or "2 files" in said
    assert "about.md" not in said
    assert run(["check", f"{CASES}deep"]) == 1
    assert f"\n{CASES}deep/bad.md\n" in capsys.readouterr().out
    (showcase / "drafts").mkdir()
    assert run(["check", "drafts"]) == 2
    (showcase / "drafts" / "one.md").write_text("nothing")
    assert run(["check", "drafts"]) == 1
    printed = capsys.readouterr()
    assert "There is no use case in the folder drafts" in printed.err
    assert "\ndrafts/one.md\n" in printed.out


def test_a_page_beside_the_use_cases_is_judged_as_a_page(
    showcase: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(showcase)
    guide = showcase / "showcase" / "guide.md"
    guide.write_text("---\ntitle: A guide\n---\n\n# A guide\n\nWords.\n")
    (showcase / "showcase" / "other.md").write_text("---\ntemplate: mine.html\n---\n\nWords.\n")
    assert run(["check", str(guide)]) == 0
    assert capsys.readouterr().out.startswith("FINE  1 file looked at")
    guide.write_text("---\ntemplate: mine.html\n---\n\n<script>alert(1)</script>\n\nWrite to 4539 1488 0343 6467.\n")
    assert run(["check", "--format", "json", str(guide)]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {item["path"] for item in found} == {"showcase/guide.md"}
    assert {item["code"] for item in found} >= {"LF127", "LF505"}
    guide.write_text("# A guide\n\n<script>alert(1)</script>\n")
    assert run(["check", "--format", "json", str(guide)]) == 0
    assert [item["code"] for item in json.loads(capsys.readouterr().out)["findings"]] == ["LF140"]


def test_what_makes_no_sense_is_said(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = str(showcase / CASES / "good.md")
    assert run(["check", str(showcase / "nowhere.md"), "-f", str(showcase / "mkdocs.yml")]) == 2
    assert run(["check", good, "--base", "main"]) == 2
    said = capsys.readouterr().err
    assert "nowhere.md: name it as seen from this folder, for example showcase/" in said
    assert "Named files are checked without history" in said


def test_a_link_is_not_followed(showcase: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (showcase / CASES / "link.md").symlink_to("/etc/hostname")
    assert run(["check", str(showcase / CASES / "link.md")]) == 1
