"""A build that is killed, or that has no room: the old site stays whole, or the new one is there."""

from __future__ import annotations

import ctypes
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from small_site import environment, make, run_build
from warm_builds import WarmBuild

pytestmark = pytest.mark.slow
MOMENTS = 50


def digest(folder: Path) -> str:
    """Of every name and every byte in a folder; empty where there is none."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest() if folder.exists() else ""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make(tmp_path / "repository")


def killed_after(home: Path, seconds: float) -> bool:
    """Start a build and kill it, with all that it started; whether it was still running."""
    started = WarmBuild(home)
    time.sleep(seconds)
    return started.kill()


def seconds_of_a_build(home: Path) -> float:
    started = WarmBuild(home)
    begun = time.monotonic()
    assert started.wait() == 0
    return time.monotonic() - begun


def test_killed_at_fifty_moments_the_site_is_the_old_one_or_the_new_one(home: Path) -> None:
    intro = home / "showcase" / "index.md"
    texts = ("# A small showcase\n\nWelcome.\n", "# A small showcase\n\nWelcome back.\n")
    whole = []
    for text in texts:
        intro.write_text(text)
        lasted = seconds_of_a_build(home)
        whole.append(digest(home / "site"))
    assert whole[0] != whole[1]
    shown, killed, replaced = 1, 0, 0
    moments = random.Random(2026)  # noqa: S311 - any numbers will do
    for number in range(MOMENTS):
        intro.write_text(texts[1 - shown])
        # Half of them near the end, where one site takes the place of the other and the old one is cleared away.
        share = moments.uniform(0.8, 1.02) if number % 2 else moments.uniform(0, 1)
        killed += killed_after(home, lasted * share)
        found = digest(home / "site")
        assert found in whole, f"neither site is whole after {share:.0%} of a build"
        if found != whole[shown]:
            shown, replaced = 1 - shown, replaced + 1
    assert killed >= MOMENTS // 3, "too few of them were killed to say anything"
    intro.write_text(texts[1 - shown])
    assert run_build(home).returncode == 0
    assert digest(home / "site") == whole[1 - shown]
    assert not list(home.glob(".site.*")), "what killed builds left is gone"
    assert not list((home / "site.headers").glob(".*"))


def test_a_first_build_that_is_killed_leaves_no_half_a_site(home: Path) -> None:
    lasted, whole = seconds_of_a_build(home), digest(home / "site")
    for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        shutil.rmtree(home / "site", ignore_errors=True)
        killed_after(home, lasted * share)
        assert digest(home / "site") in ("", whole)


def said_once(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    """One clear sentence beside what the check says, and the exit code."""
    assert done.returncode == 1, done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("WARNING: leadfront:")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("The site can't be written to ")
    assert sentence in lines[0]
    assert lines[0].endswith("; the published site is as it was.")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a disk of so many KB."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(size: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)]
        if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("a small disk can only be made by root, and not in every container")
        return folder

    yield mounted
    subprocess.run(["umount", str(folder)], capture_output=True)


@pytest.mark.parametrize("room", [0.02, 0.3, 0.6])
def test_a_full_disk_is_one_clear_sentence_and_the_old_site_stays(
    home: Path, small_disk: Callable[[int], Path], room: float
) -> None:
    assert run_build(home).returncode == 0
    size = sum(-(-path.stat().st_size // 4096) * 4 for path in (home / "site").rglob("*"))
    disk = small_disk(int(size * (1 + room)) + 64)
    shutil.copytree(home / "site", disk / "site")
    before = digest(disk / "site")
    said_once(run_build(home, "--site-dir", f"{disk}/site"), f"{disk}/site: the disk is full")
    assert digest(disk / "site") == before
    assert [path.name for path in disk.iterdir() if path.name != "site.headers"] == ["site"], "nothing is left there"


def limit_files() -> None:
    """Let no file be larger than the theme's script."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize("harm", ["a broken link", "a limit on the size of files"])
def test_plain_mkdocs_takes_the_old_site_away(home: Path, harm: str) -> None:
    """What is mended here: it clears the folder first, and leaves what it had come to."""
    plain = home / "plain.yml"
    plain.write_text("site_name: Plain\ndocs_dir: showcase\ntheme: {name: material, font: false}\nplugins: []\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(plain)]
    assert subprocess.run(command, cwd=home, env=environment(), capture_output=True).returncode == 0
    before = digest(home / "site")
    broken = harm == "a broken link"
    if broken:
        (home / "showcase" / "index.md").write_text("# A small showcase\n\n[nowhere](nowhere.md)\n")
    done = subprocess.run(
        command, cwd=home, env=environment(), capture_output=True, preexec_fn=None if broken else limit_files
    )
    assert done.returncode != 0
    assert digest(home / "site") != before


def test_a_limit_on_the_size_of_files_is_told_like_a_full_disk(home: Path) -> None:
    assert run_build(home).returncode == 0
    before = digest(home / "site")
    command = [sys.executable, "-m", "leadfront", "build"]
    done = subprocess.run(
        command, cwd=home, env=environment(), capture_output=True, text=True,
        preexec_fn=limit_files,
    )  # fmt: skip
    said_once(done, "no file may be that large there")
    assert digest(home / "site") == before
    assert not list(home.glob(".site.*"))


def test_a_folder_that_may_only_be_read_is_one_clear_sentence(home: Path, small_disk: Callable[[int], Path]) -> None:
    assert run_build(home).returncode == 0
    disk = small_disk(20_000)
    shutil.copytree(home / "site", disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)
    before = digest(disk / "site")
    said_once(run_build(home, "--site-dir", f"{disk}/site"), f"{disk}/site: nothing may be written there")
    assert digest(disk / "site") == before


def as_anybody() -> None:
    """Take root's right to write everywhere away from what is started: PR_CAPBSET_DROP, CAP_DAC_OVERRIDE."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def test_somebody_without_the_right_to_write_is_told_so(home: Path) -> None:
    """The whole checkout may only be read by whoever builds: neither site nor cache may be written."""
    assert run_build(home).returncode == 0
    before = digest(home / "site")
    shutil.rmtree(home / ".cache")
    command = [sys.executable, "-m", "leadfront", "build"]
    home.chmod(0o555)
    try:
        done = subprocess.run(
            command, cwd=home, env=environment(), capture_output=True, text=True, preexec_fn=as_anybody
        )
    finally:
        home.chmod(0o755)
    said_once(done, "nothing may be written there by whoever runs this")
    assert digest(home / "site") == before
