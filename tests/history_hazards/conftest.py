"""How the tests of hazards ask."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hazards import AS_OF, Answer, Check
from leadfront.cli import run


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run `leadfront check --format json` on a folder or a configuration file."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)

    def ask(where: Path, *more: str, as_of: str = AS_OF) -> Answer:
        config = where / "mkdocs.yml" if where.is_dir() else where
        capsys.readouterr()
        code = run(["check", "-f", str(config), "--as-of", as_of, "--format", "json", *more])
        out, said = capsys.readouterr()
        return Answer(code, json.loads(out) if out else {}, said)

    return ask
