"""Hostile file names are read to the byte, and forge nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hazards import AS_OF, WHOLE, Check, whole
from histories import (
    CASES,
    use_case,
)
from leadfront.cli import run


@pytest.mark.parametrize(
    "name",
    [
        b"line\nbreak.md",
        b"tab\there.md",
        b'"quoted".md',
        b"back\\slash.md",
        b"caf\xe9.md",
        "caf\u00e9.md".encode(),
        b"-rf.md",
        b"--output=x.md",
        b" space.md",
        b"\x1b[31mred.md",
        "\u202egnp.md".encode(),
        b"a => b.md",
        b"{a => b}.md",
        b"*.md",
        b":(top)x.md",
        b":000000 100644.md",
        b"HEAD.md",
        b"%0A::error::x.md",
        b"team/\n:000000 100644 0000 1111 A\tfake.md",
        b"x" * 200 + b".md",
    ],
)
def test_hostile_paths_are_read_to_the_byte(tmp_path: Path, check: Check, name: bytes) -> None:
    history = whole(tmp_path)
    history.write(CASES.encode() + name, use_case(title="The rota"))
    history.commit(at="2026-07-02T10:00+01:00")
    answer = check(tmp_path, "--revision=HEAD")
    assert answer.verdict == "pass"
    (landing,) = answer.report["quarters"][-1]["landings"]
    assert landing["path"].encode("utf-8", "surrogateescape") == CASES.encode() + name
    assert {**answer.ledger(), "2026-Q3": []} == WHOLE


@pytest.mark.parametrize("form", ["text", "markdown", "github", "gitlab", "sarif", "junit"])
def test_hostile_paths_forge_no_line(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    history = whole(tmp_path)
    for name in (
        b"a\n::error::forged.md",
        b"b\r::error::forged.md",
        b"\x1b]0;title\x07.md",
        b"\xff.md",
        b"##[error]forged.md",
    ):
        history.write(CASES.encode() + name, use_case(title=name.hex()))
    history.commit("::error::forged", at="2026-07-02T10:00+01:00")
    code = run(["check", "-f", str(tmp_path / "mkdocs.yml"), "--as-of", AS_OF, "--revision=HEAD", "--format", form])
    out, said = capsys.readouterr()
    assert code == 1, "names outside the rule are errors"
    for line in (out + said).replace("\r", "\n").split("\n"):
        assert not line.startswith("::error::forged")
        assert not line.lstrip().startswith("##[error]")
    assert "\x1b" not in out + said
    assert "\x07" not in out + said


def test_a_path_that_is_a_file_here_and_a_folder_there(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.delete(CASES + "pack.md")
    history.write(CASES + "pack.md/inner.md", use_case(title="Inside"))
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path, "--revision=HEAD").ledger()["2026-Q3"] == [("pack.md/inner", "added")]


def test_names_that_are_no_use_cases(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    for number, name in enumerate(
        ["index.md", "team/README.md", ".hidden.md", ".drafts/a.md", "a.txt", "a.MD", "../use-cases-old/a.md"]
    ):
        path = (CASES + name).replace("use-cases/../", "")
        history.write(path, use_case(title=f"Number {number}"))
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path, "--revision=HEAD").ledger() == WHOLE
