"""The same commit, policy and as-of give the same bytes, wherever and by whomever the site is built."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from histories import git
from leadfront.engine.ahead import WORTH_IT
from small_site import land, make, run_build, write_case

pytestmark = pytest.mark.slow
AS_OF = "2026-11-20T12:00:00+00:00"


def digests(home: Path) -> dict[str, str]:
    """Of every file that a build makes: its digest."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for top in ("site", "site.headers")
        for path in sorted((home / top).rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = make(tmp_path / "one")
    config = (home / "mkdocs.yml").read_text()
    (home / "mkdocs.yml").write_text("site_url: https://showcase.example.org/ai/\n" + config)
    for number, name in enumerate(("Émile Öst", "Zoë Ash", "émile ost", "Ines Îles")):
        case = write_case(home, f"case-{number}", f"Case {number}", name, ("executive", "director")[number % 2])
        case.write_text(case.read_text().replace("tools: [Copilot]", "tools: [Écoute, Zed, Copilot]\ntags: [ä, z, b]"))
    picture = home / "showcase" / "handbook" / "one.md"
    picture.parent.mkdir()
    picture.write_text("# Ägypten\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n")
    land(home, "More", on="2026-10-15T10:00:00+01:00")
    return home


@pytest.mark.parametrize("as_of", ["--as-of", "SOURCE_DATE_EPOCH"])
def test_two_paths_locales_time_zones_and_users_give_the_same_bytes(home: Path, tmp_path: Path, as_of: str) -> None:
    other = tmp_path / "a longer path" / "mit Übermut" / "two"
    other.parent.mkdir(parents=True)
    git(tmp_path, "clone", "--quiet", str(home), str(other))
    for path in other.rglob("*.md"):
        os.utime(path, (0, 0))
    arguments = ["--as-of", AS_OF] if as_of == "--as-of" else []
    clock = {"SOURCE_DATE_EPOCH": ""} if arguments else {}
    one = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "HOME": str(tmp_path)}
    two = {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de", "TZ": "America/St_Johns", "USER": "somebody"}
    assert run_build(home, *arguments, **one, **clock).returncode == 0
    assert run_build(other, *arguments, **two, **clock, PYTHONHASHSEED="4321").returncode == 0
    first = digests(home)
    assert len(first) > 100
    assert "site/sitemap.xml.gz" in first
    assert digests(other) == first


def test_a_build_that_remembers_gives_the_bytes_of_one_that_does_not(home: Path) -> None:
    assert run_build(home).returncode == 0
    first = digests(home)
    assert run_build(home).returncode == 0
    assert digests(home) == first
    shutil.rmtree(home / ".cache")
    assert run_build(home, LC_ALL="C", TZ="Asia/Kathmandu").returncode == 0
    assert digests(home) == first


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors can't be chosen here")
def test_one_processor_and_many_give_the_same_bytes(home: Path) -> None:
    """From so many pages on a second process does a part of the work."""
    for number in range(WORTH_IT):
        write_case(home, f"many-{number}", f"The report of week {number}", f"Ana Nr{number % 9}", "director")
    land(home, "Many", on="2026-10-16T10:00:00+01:00")
    all_processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_processors)})
    try:
        assert run_build(home).returncode == 0
    finally:
        os.sched_setaffinity(0, all_processors)
    alone = digests(home)
    assert run_build(home).returncode == 0
    assert digests(home) == alone
