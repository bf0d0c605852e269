"""What looks like an update and is none, and the other way round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hazards import UNKNOWN_COMMIT, WHOLE, Check, whole
from histories import (
    CASES,
    EXECUTABLE,
    SUBMODULE,
    SYMLINK,
    History,
    body,
    use_case,
)


def test_a_case_made_from_another_has_its_own_past(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "rota.md", use_case(body(result="All three were asked again.")))
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("rota", "added")]


@pytest.mark.parametrize("keep", [True, False], ids=["copy", "rename"])
def test_copies_and_renames_earn_nothing(tmp_path: Path, check: Check, keep: bool) -> None:
    history = whole(tmp_path)
    (history.copy if keep else history.move)(CASES + "pack.md", CASES + "board/papers.md")
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE


def test_reverting_and_adding_again_earn_nothing(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    second = history.files[(CASES + "pack.md").encode()]
    history.delete(CASES + "pack.md")
    history.commit(at="2026-07-01T10:00+01:00")
    history.write(CASES + "pack.md", use_case())
    history.commit(at="2026-07-02T10:00+01:00")
    history.write(CASES + "pack.md", second[1])
    history.commit(at="2026-07-03T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE


def _chmod(history: History, content: str) -> None:
    history.write(CASES + "pack.md", content, EXECUTABLE)


def _crlf(history: History, content: str) -> None:
    history.write(CASES + "pack.md", content.replace("\n", "\r\n"))


def _spaces(history: History, content: str) -> None:
    history.write(CASES + "pack.md", content.replace("were asked", "were \u00a0\n\n   asked") + "\n\n")


def _mark(history: History, content: str) -> None:
    history.write(CASES + "pack.md", "\ufeff" + content)


def _quotes(history: History, content: str) -> None:
    history.write(
        CASES + "pack.md",
        content.replace("title: Three questions the board would ask", "title: 'Three questions the board would ask'"),
    )


def _promotion(history: History, content: str) -> None:
    history.write(
        CASES + "pack.md",
        content.replace("leader: Imogen Ashdown", "leader: Imogen Ashdown\nrole: Chief executive\ntags: [board]"),
    )


def _end_of_line(history: History, content: str) -> None:
    history.write(CASES + "pack.md", content.rstrip("\n"))


@pytest.mark.parametrize(
    "edit", [_chmod, _crlf, _spaces, _mark, _quotes, _promotion, _end_of_line], ids=lambda edit: edit.__name__[1:]
)
def test_edits_that_change_no_word(tmp_path: Path, check: Check, edit: Callable[[History, str], None]) -> None:
    history = whole(tmp_path)
    before = history.files[(CASES + "pack.md").encode()]
    edit(history, before[1].decode())
    assert history.files[(CASES + "pack.md").encode()] != before
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE


def test_one_letter_is_a_change(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    content = history.files[(CASES + "pack.md").encode()][1]
    history.write(CASES + "pack.md", content.replace(b"All three", b"all three"))
    history.commit(at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("pack", "changed")]


def test_symlinks_and_submodules_are_no_use_cases(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "linked.md", "pack.md", SYMLINK)
    history.write(CASES + "module.md", UNKNOWN_COMMIT, SUBMODULE)
    history.commit(at="2026-07-02T10:00+01:00")
    answer = check(tmp_path)
    assert answer.verdict == "pass"
    assert answer.ledger() == WHOLE
    assert answer.report["levels"][0]["published"] == 1


def test_named_reformatting_earns_nothing(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "pack.md", use_case(title="Three Questions The Board Would Ask"))
    reformat = history.commit("House style", at="2026-07-02T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("pack", "changed")]
    history.write(".git-blame-ignore-revs", f"# House style\n{reformat}  # every title\n\n{UNKNOWN_COMMIT}\n")
    history.commit(at="2026-07-03T10:00+01:00")
    assert check(tmp_path).ledger() == WHOLE


def test_short_names_do_not_name_a_reformatting(tmp_path: Path, check: Check) -> None:
    history = whole(tmp_path)
    history.write(CASES + "pack.md", use_case(title="Three Questions"))
    reformat = history.commit(at="2026-07-02T10:00+01:00")
    history.write(".git-blame-ignore-revs", f"{reformat[:12]}\n")
    history.commit(at="2026-07-03T10:00+01:00")
    assert check(tmp_path).ledger()["2026-Q3"] == [("pack", "changed")]
