"""The editor in tests: its packages, fetched once, and its scripts run by Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from leadfront.doors.editor import editor_definition
from leadfront.doors.editor_packages import FOLDER, NotFetched, fetch
from leadfront.fields import FIELDS, SECTIONS, Field, Section
from leadfront.policy import Policy

TOP = Path(__file__).resolve().parents[1]
SCRIPTS = TOP / "templates" / "editor"


def packages() -> Path:
    """The folder with the fetched packages: this checkout's own. Skips where they can't be had."""
    folder = TOP / FOLDER
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed; it runs the editor's scripts")
    try:
        fetch(folder)
    except NotFetched as error:
        pytest.skip(str(error))
    return folder


class Form:
    """The editor's reading and writing of a file, by its own scripts."""

    def __init__(
        self,
        policy: Policy,
        folder: Path,
        fields: Iterable[Field] = FIELDS,
        sections: Iterable[Section] = SECTIONS,
    ) -> None:
        self.definition = editor_definition(policy, fields, sections)
        made = folder / "definition.js"
        made.write_text(f"globalThis.Leadfront = {json.dumps({'definition': self.definition})};", encoding="utf-8")
        scripts = [
            made,
            packages() / "js-yaml.min.js",
            *(SCRIPTS / f"{name}.js" for name in ("body", "front_matter", "format", "texts")),
        ]
        self._node = subprocess.Popen(
            ["node", str(TOP / "tests" / "doors" / "run_format.js"), *map(str, scripts)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def call(self, name: str, argument: Any) -> Any:
        """Call one function of the scripts."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps([name, argument]) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())

    def opened(self, text: str) -> dict[str, Any]:
        """A file as the form has it."""
        found: dict[str, Any] = self.call("fromFile", text)
        return found

    def saved(self, data: dict[str, Any]) -> str:
        """The form as a file."""
        text: str = self.call("toFile", data)
        return text

    def edited(self, text: str, **changes: Any) -> str:
        """A file after some values of its form were changed."""
        return self.saved({**self.opened(text), **changes})

    def close(self) -> None:
        """End the process."""
        assert self._node.stdin
        self._node.stdin.close()
        self._node.wait(10)
