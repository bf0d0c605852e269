"""Settings of the machine, the user, the repository and the environment change no answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hazards import WHOLE, Check, other_process, whole
from histories import (
    CASES,
    History,
    use_case,
)

HOSTILE = """
[diff]
	renames = copies
	orderFile = {order}
	external = {spy}
	noprefix = true
	relative = true
	ignoreSubmodules = all
	suppressBlankEmpty = true
	algorithm = patience
[log]
	follow = true
	showSignature = true
	showRoot = false
	mailmap = true
	date = relative
	decorate = full
	abbrevCommit = true
	diffMerges = combined
	excludeDecoration = *
[core]
	quotePath = true
	fsmonitor = {spy}
	pager = {spy}
	attributesFile = {attributes}
	abbrev = 4
	sshCommand = {spy}
	askPass = {spy}
	hooksPath = {hooks}
[format]
	pretty = oneline
	notes = *
[color]
	ui = always
[i18n]
	logOutputEncoding = UTF-16
[gpg]
	program = {spy}
[alias]
	log = !{spy}
	rev-list = !{spy}
[diff "words"]
	textconv = {spy}
	command = {spy}
[safe]
	directory = /nowhere
[blame]
	ignoreRevsFile = nowhere
"""


@pytest.mark.parametrize("where", ["user", "xdg", "repository", "environment"])
def test_hostile_settings(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    history = whole(tmp_path / "showcase")
    main = history.head
    history.write(CASES + "rota.md", use_case(title="The rota"))
    side = history.commit(at="2026-06-20T10:00+01:00")
    history.go_to(main)
    history.copy(CASES + "pack.md", CASES + "board/papers.md")
    history.commit(at="2026-07-01T10:00+01:00")
    history.merge(side, at="2026-07-02T10:00+01:00")
    history.check_out()

    spy, hooks = tmp_path / "spy", tmp_path / "hooks"
    spy.write_text(f"#!/bin/sh\necho called >> {tmp_path}/called\nexit 1\n")
    spy.chmod(0o755)
    hooks.mkdir()
    shutil.copy(spy, hooks / "post-index-change")
    (tmp_path / "order").write_text("*.zzz\n")
    (tmp_path / "attributes").write_text("*.md diff=words\n")
    text = HOSTILE.format(spy=spy, hooks=hooks, order=tmp_path / "order", attributes=tmp_path / "attributes")
    home = tmp_path / "home"
    (home / ".config" / "git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if where == "user":
        (home / ".gitconfig").write_text(text)
    elif where == "xdg":
        (home / ".config" / "git" / "config").write_text(text)
    elif where == "repository":
        with (history.git_folder / "config").open("a") as stream:
            stream.write(text)
    else:
        for name, value in {
            "GIT_EXTERNAL_DIFF": str(spy),
            "GIT_PAGER": str(spy),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "log.follow",
            "GIT_CONFIG_VALUE_0": "true",
            "GIT_TRACE": "1",
            "GIT_LITERAL_PATHSPECS": "1",
            "GIT_NAMESPACE": "elsewhere",
            "GIT_REPLACE_REF_BASE": "refs/heads",
            "GIT_DIFF_OPTS": "--unified=0",
            "GIT_CEILING_DIRECTORIES": str(tmp_path),
            "GIT_DEFAULT_HASH": "sha256",
            "LC_ALL": "de_DE.UTF-8",
            "LANGUAGE": "de",
            "TZ": "Pacific/Kiritimati",
        }.items():
            monkeypatch.setenv(name, value)
    answer = check(tmp_path / "showcase")
    assert (answer.code, answer.ledger()) == (0, {**WHOLE, "2026-Q3": [("rota", "added")]}), answer.words
    assert not (tmp_path / "called").exists(), "nothing that settings name may run"


def test_another_repository_in_the_environment(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git sets these in hooks; the showcase's own repository is meant all the same."""
    whole(tmp_path / "showcase")
    other = History(tmp_path / "other")
    other.write("README.md", "Nothing")
    other.commit(at="2026-01-01T00:00+00:00")
    monkeypatch.setenv("GIT_DIR", str(other.git_folder))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.git_folder / "objects"))
    assert check(tmp_path / "showcase").ledger() == WHOLE


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_readers_zone_does_not_matter(tmp_path: Path, zone: str) -> None:
    whole(tmp_path)
    code, out, _ = other_process(tmp_path / "mkdocs.yml", TZ=zone)
    assert code == 0
    landings = [landing for quarter in json.loads(out)["quarters"] for landing in quarter["landings"]]
    assert [landing["landed_at"] for landing in landings] == ["2026-02-10T10:00:00+00:00", "2026-05-12T10:00:00+01:00"]
