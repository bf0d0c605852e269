"""A bounded run of atheris, which has wheels for Linux alone; `scripts/fuzz` runs it for longer."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from fuzz.targets import TARGETS

TESTS = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: it has no wheel for this Python")
@pytest.mark.parametrize("name", ["front_matter", "git_output"])
def test_atheris_finds_nothing(name: str, tmp_path: Path) -> None:
    assert name in TARGETS
    command = [sys.executable, "-m", "fuzz.under_atheris", name, "-runs=20000", "-max_total_time=20", "-max_len=4000"]
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "plugins"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
