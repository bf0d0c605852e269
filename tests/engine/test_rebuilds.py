"""What `mkdocs serve` remembers from one build to the next never shows: a rebuild is what a new build would be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from small_site import AS_OF, environment, make

EDITS = {
    "nothing": {},
    "a use case": {"showcase/use-cases/shift-rota.md": ("took half as long", "took a third as long")},
    "a title that others list": {"showcase/use-cases/shift-rota.md": ("title: ", "title: Anew ")},
    "the name of a level": {"mkdocs.yml": ("name: Directors", "name: Heads of everything")},
    "the name of the site": {"mkdocs.yml": ("A small showcase", "Another showcase")},
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_rebuild_is_what_a_new_build_would_be(
    edit: dict[str, tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AS_OF)
    showcase = make(tmp_path / "showcase")
    settings, served, fresh = str(showcase / "mkdocs.yml"), tmp_path / "served", tmp_path / "fresh"

    def rebuild(command: Literal["build", "serve"] | None = None) -> dict[str, bytes]:
        config = load_config(settings, site_dir=str(served))  # MkDocs gives the plugin that it started before
        if command:
            config.plugins.on_startup(command=command, dirty=False)
        build(config)
        return files(served)

    try:
        first = rebuild("serve")
        for name, (old, new) in edit.items():
            path = showcase / name
            assert old in path.read_text()
            path.write_text(path.read_text().replace(old, new))
        second = rebuild()
    finally:
        load_config(settings).plugins.on_startup(command="build", dirty=False)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", settings, "--site-dir", str(fresh)]
    subprocess.run(mkdocs, check=True, env=environment())
    assert second == files(fresh)
    assert (second != first) is bool(edit)
