"""`leadfront build`: beside the published site, swapped in when all is well."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from leadfront.engine.swap import _exchange, swap, sweep
from small_site import environment, make, run_build

pytestmark = pytest.mark.slow


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make(tmp_path / "repository")


def test_it_publishes_and_leaves_nothing_else_behind(home: Path) -> None:
    done = run_build(home, "--strict")
    assert done.returncode == 0, done.stderr
    assert (home / "site" / "index.html").is_file()
    names = {path.name for path in home.iterdir()}
    assert names - {".cache"} == {".git", ".gitignore", "mkdocs.yml", "showcase", "site", "site.headers"}


def test_a_second_build_replaces_the_first_whole(home: Path) -> None:
    assert run_build(home).returncode == 0
    (home / "site" / "stale.html").write_text("old")
    assert run_build(home).returncode == 0
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
    assert run_build(home).returncode == 0
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
    done = run_build(home, *arguments)
    assert done.returncode == code, done.stderr
    if spoil == "wrong settings":
        assert "ERROR: Config value 'theme'" in done.stderr
    assert contents(home / "site") == before
    assert not list(home.glob(".site.*"))
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "text", "settings", "said"),
    [
        (
            "look/main.html",
            '{% extends "base.html" %}\n{% block content %}{{ nothing.at.all }}{% endblock %}\n',
            "theme: {name: material, custom_dir: look}\n",
            "main.html, line 2, failed (UndefinedError: 'nothing' is undefined). Mend it",
        ),
        (
            "look/main.html",
            '{% extends "base.html" %}\n{% block content %}\n',
            "theme: {name: material, custom_dir: look}\n",
            "main.html, line 2, failed (TemplateSyntaxError: ",
        ),
        (
            "hook.py",
            "def on_page_markdown(markdown, **_):\n    return {}['no such word']\n",
            "hooks: [hook.py]\n",
            "hook.py, line 2, failed (KeyError: 'no such word'). Mend it",
        ),
        (
            "look/main.html",
            '{% extends "base.html" %}\n{% block content %}{% include "nope.html" %}{% endblock %}\n',
            "theme: {name: material, custom_dir: look}\n",
            "main.html, line 2, failed (no template has this name: 'nope.html' not found",
        ),
        (
            "unused.txt",
            "",
            "extra: {analytics: {provider: nope}}\n",
            "failed (no template has this name: 'partials/integrations/analytics/nope.html' not found",
        ),
        (
            "hook.py",
            "import socket\ndef on_env(env, **_):\n    socket.create_connection(('127.0.0.1', 1))\n",
            "hooks: [hook.py]\n",
            "hook.py, line 3, failed (ConnectionRefusedError: ",
        ),
        (
            "hook.py",
            "def on_env(env, **_):\n    raise SystemExit(3)\n",
            "hooks: [hook.py]\n",
            "hook.py, line 2, failed",
        ),
    ],
    ids=[
        "template",
        "unreadable template",
        "hook",
        "no such part",
        "the theme's",
        "a hook's system",
        "a hook that ends",
    ],
)
def test_what_the_owner_added_and_fails_is_named(home: Path, path: str, text: str, settings: str, said: str) -> None:
    assert run_build(home).returncode == 0
    before = contents(home / "site")
    (home / path).parent.mkdir(exist_ok=True)
    (home / path).write_text(text)
    config = home / "mkdocs.yml"
    kept = config.read_text()
    if settings.startswith("theme"):
        kept = re.sub(r"(?m)^theme:.*\n(?: .*\n)*", "", kept)
    config.write_text(kept + settings)
    done = run_build(home)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert said in done.stderr
    assert "the published site is as it was." in done.stderr
    assert contents(home / "site") == before
    assert not list(home.glob(".site.*"))


@pytest.mark.parametrize(
    ("hook", "setting", "said"),
    [
        ("def (\n", "hooks: [hook.py]", "(SyntaxError: invalid syntax (hook.py, line 1)). Mend it"),
        ("import nosuchmodule\n", "hooks: [hook.py]", "(ModuleNotFoundError: No module named 'nosuchmodule'). Mend it"),
        ("", 'repo_url: "http://["', "(ValueError: Invalid IPv6 URL). Mend it"),
    ],
)
def test_what_can_not_be_loaded_is_a_wrong_setting(home: Path, hook: str, setting: str, said: str) -> None:
    (home / "hook.py").write_text(hook)
    with (home / "mkdocs.yml").open("a") as config:
        config.write(f"{setting}\n")
    done = run_build(home)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert f"In mkdocs.yml, a setting, or a hook or plugin that it names, can't be used {said}" in done.stderr


def test_a_hook_is_named_from_any_folder(home: Path) -> None:
    (home / "hooks").mkdir()
    (home / "hooks" / "own.py").write_text("def on_env(env, **_):\n    raise ValueError('no')\n")
    with (home / "mkdocs.yml").open("a") as config:
        config.write("hooks: [showcase/../hooks/own.py]\n")
    command = [sys.executable, "-m", "leadfront", "build", "-f", str(home / "mkdocs.yml")]
    done = subprocess.run(command, cwd="/", env=environment(), capture_output=True, text=True)
    assert done.returncode == 1
    assert "own.py, line 2, failed (ValueError: no)" in done.stderr


def test_as_of_is_the_time_that_the_pages_speak_of(home: Path) -> None:
    assert run_build(home, "--as-of", "2026-08-15").returncode == 0
    assert "as of 15 August 2026" in (home / "site" / "index.html").read_text()


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(home: Path) -> None:
    done = run_build(home, "--site-dir", "/proc/leadfront/site")
    assert done.returncode == 1
    assert "can't be written to /proc/leadfront/site" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_holds_a_repository_is_not_replaced(home: Path) -> None:
    pages = home.parent / "pages"
    (pages / ".git").mkdir(parents=True)
    (pages / "kept.txt").write_text("by hand")
    done = run_build(home, "--site-dir", str(pages))
    assert done.returncode == 2
    assert f"The site can't be written to {pages}: it holds a repository" in done.stderr
    assert set(contents(pages)) == {"kept.txt"}


def test_a_file_in_the_place_of_the_site_is_not_replaced(home: Path) -> None:
    (home / "site").write_text("notes")
    done = run_build(home)
    assert (done.returncode, done.stderr) == (2, f"The site can't be written to {home}/site: it is a file.\n")
    assert (home / "site").read_text() == "notes"


def test_where_the_site_is_a_link_what_it_leads_to_is_replaced(home: Path) -> None:
    served = home.parent / "served" / "current"
    served.mkdir(parents=True)
    for name in ("index.html", "stale.html"):
        (served / name).write_text("old")
    (home / "site").symlink_to(served)
    assert run_build(home).returncode == 2, "whoever wrote the settings may not choose a folder outside"
    assert (served / "stale.html").exists()
    assert run_build(home, "--site-dir", "site").returncode == 0
    assert (home / "site").is_symlink()
    assert (served / "index.html").is_file()
    assert not (served / "stale.html").exists()
    assert [path.name for path in served.parent.iterdir()] == ["current"]


def test_an_empty_clock_is_no_clock(home: Path) -> None:
    done = run_build(home, "--as-of", "2026-08-15", SOURCE_DATE_EPOCH="")
    assert done.returncode == 0, done.stderr


def test_without_the_exchange_a_site_that_cannot_be_replaced_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = tmp_path / "site"
    published.mkdir()
    (published / "index.html").write_text("the last good one")
    monkeypatch.setattr("leadfront.engine.swap._exchange", lambda *_: False)
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "never made", published)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    made = tmp_path / "made"
    made.mkdir()
    swap(made, published)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert not (published / "index.html").exists()


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
    sweep(tmp_path / "site")
    assert (left.exists(), running.exists(), other.exists()) == (False, True, True)


def test_a_site_that_was_put_aside_and_never_replaced_comes_back(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    aside = tmp_path / f".site.old-{gone.pid}"
    aside.mkdir()
    (aside / "index.html").write_text("the last good one")
    sweep(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "the last good one"
