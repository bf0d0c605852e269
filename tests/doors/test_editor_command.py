"""`leadfront editor`: fetches what it should and nothing else, from npm or from a folder; CI fetches it where it is
set up.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from editor_door import TOP, packages
from leadfront.cli import run
from leadfront.doors.editor_packages import FOLDER, PACKAGES, fetched_files
from small_site import environment, make

WORKFLOW = TOP / "templates/ci/github/.github/workflows/leadfront-publish.yml"
SET_UP = "      editor: {backend: gitlab, app_id: 0123abc}\n"

Editor = Callable[..., int]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make(tmp_path / "showcase")
    monkeypatch.chdir(folder)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    return folder


def set_up(home: Path) -> None:
    config = home / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"repo_url: https://git.example.org/a/b\n{text}{SET_UP}", encoding="utf-8")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages as `npm pack` leaves them."""
    packages()
    folder = tmp_path_factory.mktemp("packed")
    command = ["npm", "pack", "--ignore-scripts", *(f"{package.name}@{package.version}" for package in PACKAGES)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"npm could not fetch the packages: {done.stderr[-300:]}")
    return folder


def test_it_says_whether_the_form_is_set_up_and_what_is_missing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["editor", "--is-set-up"]) == 1
    assert "is not set up in mkdocs.yml: name a repository" in capsys.readouterr().err
    set_up(home)
    assert run(["editor", "--is-set-up"]) == 0
    assert not (home / FOLDER).exists()


@pytest.mark.slow
def test_it_takes_the_packages_from_a_folder_and_asks_nobody(
    home: Path, archives: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(home)
    expected = [path.name for path in fetched_files(packages())]
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.chdir("/")
    config = str(home / "mkdocs.yml")
    assert run(["editor", "-f", config, "--from", str(archives)]) == 0
    assert [path.name for path in fetched_files(home / FOLDER)] == expected
    assert run(["editor", "-f", config]) == 0, "what is there is not fetched again"
    assert capsys.readouterr().err.splitlines()[-1] == f"The editor is in {home / FOLDER} already."


@pytest.mark.slow
def test_what_is_not_the_package_is_not_used(
    home: Path, archives: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = shutil.copytree(archives, tmp_path / "given")
    last = given / f"{PACKAGES[-1].name}-{PACKAGES[-1].version}.tgz"
    last.write_bytes(last.read_bytes() + b"\0")
    assert run(["editor", "--from", str(given)]) == 1
    assert "is not the package that it should be" in capsys.readouterr().err
    last.unlink()
    assert run(["editor", "--from", str(given)]) == 1
    assert f"There is no {last.name} in {given}." in capsys.readouterr().err
    assert not (home / FOLDER).exists()


def test_without_npm_it_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run(["editor"]) == 1
    assert "Install Node.js, which brings it." in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("wanted", [True, False])
def test_publishing_fetches_it_where_it_is_set_up(home: Path, archives: Path, wanted: bool) -> None:
    """The step of the GitHub workflow, with npm itself; `archives` has made sure that npm answers."""
    if wanted:
        set_up(home)
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    script = next(step["run"] for step in jobs["build"]["steps"] if step["name"] == "Fetch the form in the browser")
    done = subprocess.run(
        ["bash", "-e", "-c", f'leadfront() {{ "$PYTHON" -m leadfront "$@"; }}\n{script}'],
        cwd=home,
        env=environment(PYTHON=sys.executable),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert bool(fetched_files(home / FOLDER)) is wanted
