"""The scripts that a person runs, and the lock files that they install from."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"
TOOLS = Path(sys.executable).parent
LOCKS = sorted((SCRIPTS / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(purpose: str) -> dict[str, set[str]]:
    """Package to locked versions; more than one where they depend on the version of Python."""
    versions: dict[str, set[str]] = {}
    text = (SCRIPTS / "requirements" / f"{purpose}.txt").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_says_what_to_fetch_but_not_from_where(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-|file:|/)", text.replace("    --hash=sha256:", "    hash:"), re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.split("\n", 2)[2])
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_serving_and_testing_use_the_same_versions() -> None:
    run, test = locked("run"), locked("test")
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize(("purpose", "groups"), [("run", ["build"]), ("test", ["build", "dev"])], ids=["run", "test"])
def test_lock_fits_the_project(purpose: str, groups: list[str]) -> None:
    """Where this fails, run scripts/lock."""
    wanted = [*PROJECT["project"]["dependencies"]]
    for group in groups:
        wanted += PROJECT["dependency-groups"][group]
    versions = locked(purpose)
    for text in wanted:
        requirement = Requirement(text)
        found = versions.get(canonicalize_name(requirement.name), set())
        assert found, f"{text} is not locked"
        assert all(requirement.specifier.contains(version) for version in found), f"{text}: {found}"


@pytest.mark.parametrize("script", ["setup", "serve", "editor", "test", "lock", "audit", "bom"])
def test_script_is_a_well_formed_program(script: str) -> None:
    path = SCRIPTS / script
    assert os.access(path, os.X_OK)
    done = subprocess.run(["sh", "-n", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_ci_runs_what_a_person_runs() -> None:
    assert "exec scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What scripts/setup looks at, in a new place, with a PATH that leads to no Python."""
    for path in (SCRIPTS / "setup", *LOCKS, ROOT / "pyproject.toml"):
        copy = tmp_path / "checkout" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "cksum", "dirname", "git", "sh"):
        (programs / name).symlink_to(shutil.which(name) or name)
    return tmp_path / "checkout"


def set_up(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = str(checkout.parent / "programs")
    return subprocess.run(
        [checkout / "scripts" / "setup", *arguments], env={"PATH": path}, capture_output=True, text=True, timeout=60
    )


def test_setup_says_which_python_it_needs(checkout: Path) -> None:
    done = set_up(checkout)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_setup_does_not_take_an_old_python(checkout: Path) -> None:
    old = checkout.parent / "programs" / "python3"
    # Answers every question about its version with "no".
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = set_up(checkout)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_setup_says_what_a_python_without_venv_lacks(checkout: Path) -> None:
    bare = checkout.parent / "programs" / "python3"
    bare.write_text('#!/bin/sh\ncase "$*" in *version_info*) exit 0 ;; esac\nexit 1\n', encoding="utf-8")
    bare.chmod(0o755)
    done = set_up(checkout)
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_setup_does_nothing_twice(checkout: Path) -> None:
    """What is in place already is recognised without any Python to set it up with."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n", encoding="utf-8")
    python.chmod(0o755)
    both = (checkout / "scripts/requirements/test.txt").read_bytes() + (checkout / "pyproject.toml").read_bytes()
    checksum = subprocess.run(["cksum"], input=both, capture_output=True).stdout.decode().strip()
    (checkout / ".venv" / ".set-up-to-test").write_text(f"{checkout} {checksum}", encoding="utf-8")
    assert set_up(checkout, "test").returncode == 0
    assert set_up(checkout, "run").returncode == 0, "what tests need includes what serving needs"
    (checkout / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert set_up(checkout, "test").returncode == 1, "a changed project is set up again"


def test_setup_knows_two_words(checkout: Path) -> None:
    done = set_up(checkout, "everything")
    assert done.returncode == 2
    assert '"run" or "test"' in done.stderr


# --- supply chain -----------------------------------------------------------------------------------------------------


@pytest.fixture
def small_checkout(tmp_path: Path) -> Path:
    """The scripts of the supply chain over a lock of one package, with the real programs and nothing to set up."""
    top = tmp_path / "checkout"
    (top / "scripts" / "requirements").mkdir(parents=True)
    for name in ("audit", "bom"):
        shutil.copy(SCRIPTS / name, top / "scripts" / name)
    (top / "scripts" / "setup").write_text("#!/bin/sh\n", encoding="utf-8")
    (top / "scripts" / "setup").chmod(0o755)
    shutil.copy(ROOT / "pyproject.toml", top)
    lock = (SCRIPTS / "requirements" / "run.txt").read_text(encoding="utf-8")
    (first,) = re.findall(r"^babel==.*?(?=^\S)", lock, re.MULTILINE | re.DOTALL)
    (top / "scripts" / "requirements" / "run.txt").write_text(first, encoding="utf-8")
    programs = top / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "pip-audit"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{TOOLS / name}" "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    return top


def run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )


class Advisories(BaseHTTPRequestHandler):
    """A service that knows of one weakness, of babel, in the form of OSV."""

    known = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        fixed = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}
        affected = {"package": {"name": "babel", "ecosystem": "PyPI"}, "ranges": [fixed], "versions": []}
        told = {"id": "MADE-UP-1", "summary": "Made up", "details": "Made up.", "affected": [affected]}
        body = json.dumps({"vulns": [told]} if self.known else {}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def advisories() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Advisories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_an_audit_without_a_network_says_so_and_fails_nothing(small_checkout: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    done = run(small_checkout / "scripts" / "audit", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere, GITHUB_ACTIONS="true")
    assert done.returncode == 0, done.stderr
    assert "Nobody could be asked" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("::warning title=Not audited::")


@pytest.mark.slow
@pytest.mark.parametrize("known", [True, False])
def test_an_audit_tells_a_known_weakness(
    small_checkout: Path, advisories: str, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Advisories, "known", known)
    service = ("--vulnerability-service", "osv", "--osv-url", advisories)
    done = run(small_checkout / "scripts" / "audit", *service, NO_PROXY="127.0.0.1")
    assert done.returncode == int(known), done.stdout + done.stderr
    assert ("MADE-UP-1" in done.stdout) is known
    assert ("No weakness is known" in done.stdout) is not known


@pytest.mark.slow
def test_the_bill_of_materials_names_everything_that_is_locked(tmp_path: Path, small_checkout: Path) -> None:
    shutil.copy(SCRIPTS / "requirements" / "run.txt", small_checkout / "scripts" / "requirements")
    outputs = [tmp_path / "one.json", tmp_path / "two.json"]
    for output in outputs:
        done = run(small_checkout / "scripts" / "bom", str(output))
        assert done.returncode == 0, done.stderr
    one, two = (output.read_bytes() for output in outputs)
    assert one == two
    bill = json.loads(one)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "leadfront"
    versions = {canonicalize_name(item["name"]): item["version"] for item in bill["components"]}
    assert versions == {name: max(found) for name, found in locked("run").items()}
    assert all(item["externalReferences"][0]["hashes"] for item in bill["components"])
    assert str(small_checkout).encode() not in one


def test_a_release_holds_its_bill_of_materials_and_is_audited() -> None:
    release = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "run: scripts/bom dist/" in release
    assert "run: scripts/audit" in release
    assert release.index("contents: write") > release.index("needs: build"), "what builds may not write"
