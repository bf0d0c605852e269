"""The built wheel works away from this checkout: everything that it needs is in it."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import leadfront
from leadfront.rules import RULES
from small_showcase import environment

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the build backend that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    # What Leadfront depends on comes from this environment, so that nothing is fetched; Leadfront does not.
    ours = sysconfig.get_path("purelib")
    (packages / "dependencies.pth").write_text(f"{ours}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", f"--python={folder / 'bin' / 'python'}"]
    command = [*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "bin"


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    variables = environment()
    variables.pop("PYTHONPATH", None)
    del variables["SOURCE_DATE_EPOCH"]
    return subprocess.run([program, *arguments], cwd=folder, env=variables, capture_output=True, text=True, timeout=300)


def test_carries_the_templates_and_nothing_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {f"leadfront/templates/{path.relative_to(ROOT / 'templates')}" for path in files(ROOT / "templates")}
    assert templates <= names
    assert "leadfront/templates/ci/github/.github/workflows/leadfront-check.yml" in names
    assert "leadfront/templates/schema/report.schema.json" in names
    assert "leadfront/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"leadfront", f"leadfront-{leadfront.__version__}.dist-info"}


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_python_finds_the_installed_package_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "python", "-c", "import leadfront; print(leadfront.__file__)", folder=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent), done.stdout + done.stderr


def test_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "leadfront", "--version", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert leadfront.__version__ in done.stdout


def test_explains_its_rules(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "leadfront", "explain", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [rule.code for rule in RULES if rule.code not in done.stdout] == []


def test_makes_checks_and_builds_the_demo(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "leadfront", "demo", "demo", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    demo = tmp_path / "demo"
    done = run(installed / "leadfront", "check", folder=demo)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert done.stdout.strip()
    done = run(installed / "leadfront", "build", folder=demo)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (demo / "site" / "index.html").is_file()
