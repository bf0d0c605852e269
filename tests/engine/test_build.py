"""`leadfront build`: beside the published site, swapped in when all is well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leadfront.engine.build import _exchange, _sweep
from small_site import environment, make

pytestmark = pytest.mark.slow


def build(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "leadfront", "build", *arguments]
    return subprocess.run(command, cwd=home, env=environment(**env), capture_output=True, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make(tmp_path / "repository")


def test_it_publishes_and_leaves_nothing_else_behind(home: Path) -> None:
    done = build(home, "--strict")
    assert done.returncode == 0, done.stderr
    assert (home / "site" / "index.html").is_file()
    names = {path.name for path in home.iterdir()}
    assert names - {".cache"} == {".git", ".gitignore", "mkdocs.yml", "showcase", "site"}


def test_a_second_build_replaces_the_first_whole(home: Path) -> None:
    assert build(home).returncode == 0
    (home / "site" / "stale.html").write_text("old")
    assert build(home).returncode == 0
    assert not (home / "site" / "stale.html").exists()


@pytest.mark.parametrize(
    ("spoil", "arguments", "code"),
    [
        ("a gap", ("--strict",), 1),
        ("a broken link", ("--strict",), 1),
        ("no history", ("--strict",), 3),
        ("a wrong policy", (), 2),
        ("wrong settings", (), 2),
    ],
)
def test_whatever_fails_the_old_site_stays(home: Path, spoil: str, arguments: tuple[str, ...], code: int) -> None:
    assert build(home).returncode == 0
    before = contents(home / "site")
    config = home / "mkdocs.yml"
    case = home / "showcase" / "use-cases" / "board-paper.md"
    if spoil == "a gap":
        config.write_text(config.read_text() + "        - {id: manager, name: Managers}\n")
    elif spoil == "a broken link":
        case.write_text(case.read_text() + "\n[nowhere](nowhere.md)\n")
    elif spoil == "no history":
        (home / ".git").rename(home / "elsewhere")
    elif spoil == "a wrong policy":
        config.write_text(config.read_text().replace("timezone: Europe/London", "timezone: Europe/Lundon"))
    else:
        config.write_text(config.read_text() + "no_such_plugin_setting: 1\nplugins_dir: 2\ntheme: 7\n")
    done = build(home, *arguments)
    assert done.returncode == code, done.stderr
    assert contents(home / "site") == before
    assert not list(home.glob(".site.*"))
    assert "Traceback" not in done.stderr


def test_as_of_is_the_time_that_the_pages_speak_of(home: Path) -> None:
    assert build(home, "--as-of", "2026-08-15").returncode == 0
    assert "as of 15 August 2026" in (home / "site" / "index.html").read_text()


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(home: Path) -> None:
    (home / "mkdocs.yml").write_text((home / "mkdocs.yml").read_text() + "site_dir: /proc/leadfront/site\n")
    done = build(home)
    assert done.returncode == 1
    assert "can't be written to /proc/leadfront/site" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    if not _exchange(one, other):
        pytest.skip("this system has no renameat2")
    assert ((one / "name").read_text(), (other / "name").read_text()) == ("other", "one")


def test_what_a_killed_build_left_is_swept_away_and_a_running_ones_is_not(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    left, running = tmp_path / f".site.new-{gone.pid}", tmp_path / f".site.new-{os.getppid()}"
    other = tmp_path / ".site.new-draft"
    for folder in (left, running, other):
        folder.mkdir()
    _sweep(tmp_path / "site")
    assert (left.exists(), running.exists(), other.exists()) == (False, True, True)


def test_a_site_that_was_put_aside_and_never_replaced_comes_back(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    aside = tmp_path / f".site.old-{gone.pid}"
    aside.mkdir()
    (aside / "index.html").write_text("the last good one")
    _sweep(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "the last good one"
