"""Which folders no build takes for its site, whoever starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leadfront.engine.site_folder import Folders, folders_of, why_not
from small_site import environment, make, run_build

PRECIOUS = "precious"
REFUSED = {
    ".git": "git keeps the history there",
    ".git/objects": "git keeps the history there",
    "vendor/.GIT/new": "git keeps the history there",
    ".": "it holds the whole repository",
    "..": "it holds the whole repository",
    "/": "it holds the whole repository",
    "showcase": "it holds showcase",
    "showcase/site": "it lies in showcase",
    "templates": "it holds files that no build made",
    "vendor": "it holds a repository",
    PRECIOUS: "it holds files that no build made",
    "../beside": "lies outside the repository",
    "linked": "lies outside the repository",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = make(tmp_path / "repository")
    for folder in ("templates", f"../{PRECIOUS}"):
        (home / folder).mkdir()
        (home / folder / "letters.txt").write_text("by hand", encoding="utf-8")
    (home / "vendor" / ".git").mkdir(parents=True)
    (home / "linked").symlink_to(home.parent / "elsewhere")
    return home


def everything(top: Path) -> set[str]:
    """The paths of all files, save what builds and git keep for themselves."""
    return {
        path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file() and ".cache" not in path.parts
    }


def name_it(home: Path, site: str) -> Path:
    """Write a site's folder into the settings; the folder."""
    site = str(home.parent / PRECIOUS) if site == PRECIOUS else site
    (home / "mkdocs.yml").write_text((home / "mkdocs.yml").read_text() + f"site_dir: {site}\n")
    return home / site


@pytest.mark.slow
@pytest.mark.parametrize(("site", "reason"), REFUSED.items(), ids=REFUSED)
def test_leadfront_build_refuses_what_is_not_the_sites(home: Path, site: str, reason: str) -> None:
    name_it(home, site)
    before = everything(home.parent)
    done = run_build(home)
    assert done.returncode == 2, done.stderr
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1, "one sentence, and not MkDocs' own"
    assert everything(home.parent) == before


@pytest.mark.slow
@pytest.mark.parametrize("site", [".git", ".", "..", "templates", PRECIOUS, "../beside"])
def test_plain_mkdocs_is_held_before_it_empties_anything(home: Path, site: str) -> None:
    name_it(home, site)
    before = everything(home.parent)
    done = mkdocs(home)
    assert done.returncode == 1
    assert REFUSED[site] in done.stderr
    assert "should not be within" not in done.stderr
    assert "Traceback" not in done.stderr
    assert everything(home.parent) == before


@pytest.mark.slow
def test_a_folder_on_the_command_line_is_the_callers_choice(home: Path) -> None:
    away = home.parent / "away"
    assert run_build(home, "--site-dir", str(away / "one")).returncode == 0
    assert (away / "one" / "index.html").is_file()
    for _ in range(2):  # the second time over its own site
        done = mkdocs(home, "--site-dir", str(away / "two"))
        assert done.returncode == 0, done.stderr
    assert mkdocs(home, "--site-dir", str(home.parent / PRECIOUS)).returncode == 1
    assert run_build(home, "--site-dir", str(home / ".git")).returncode == 2
    assert (home / ".git" / "HEAD").is_file()


@pytest.mark.parametrize(
    ("left", "taken"),
    [
        ((), False),
        ((".gitkeep",), False),
        (("index.html", "about/index.html"), False),
        (("404.html", "assets/app.js"), False),
        (("about/index.html",), True),
        ((".profile",), True),
    ],
)
def test_what_lies_in_a_folder_tells_whether_a_build_made_it(
    tmp_path: Path, left: tuple[str, ...], taken: bool
) -> None:
    folders = Folders(tmp_path / "mkdocs.yml", tmp_path / "site", tmp_path / "docs")
    (tmp_path / ".git").mkdir()
    folders.site.mkdir()
    for name in left:
        (folders.site / name).parent.mkdir(exist_ok=True)
        (folders.site / name).write_text("…", encoding="utf-8")
    assert bool(why_not(folders.site, folders, chosen=False)) is taken


def test_the_folders_are_those_that_mkdocs_would_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "sub" / "mkdocs.yml"
    settings.parent.mkdir()
    settings.write_text("site_name: A\n", encoding="utf-8")
    assert folders_of(settings) == Folders(settings, settings.parent / "site", settings.parent / "docs")
    monkeypatch.setenv("PUBLISHED", "../public/")
    (tmp_path / "base.yml").write_text("site_dir: !ENV PUBLISHED\ndocs_dir: other\n", encoding="utf-8")
    settings.write_text("INHERIT: ../base.yml\ndocs_dir: texts\n", encoding="utf-8")
    assert folders_of(settings) == Folders(settings, tmp_path / "public", settings.parent / "texts")
    for unreadable in ("site_dir: [a, b]\n", "site_dir: {\n", "- a\n"):
        settings.write_text(unreadable, encoding="utf-8")
        assert folders_of(settings) is None, "MkDocs says so itself"


def mkdocs(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run plain `mkdocs build` there."""
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    return subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
