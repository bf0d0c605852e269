"""What the tests of hazards share: a showcase that passes until something happens to it, and how to ask about it.

The command's own function is called in the test's process, with the environment that the test gives it. Where the
process itself is the point (no git on the path, another user's files), `other_process` starts a new one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from histories import CASES, GIT_ENVIRONMENT, History, body, settings_text, use_case

AS_OF = "2026-07-10T12:00+01:00"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "4d" * 32 + "\nsize 12345\n"
UNKNOWN_COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Answer:
    """What the command said."""

    code: int
    report: dict[str, Any]
    said: str
    """Standard error."""

    @property
    def verdict(self) -> str:
        return str(self.report["verdict"])

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.report["findings"]]

    @property
    def words(self) -> str:
        """All messages and next steps, as one text."""
        return "\n".join(f"{finding['message']} {finding['help']}" for finding in self.report["findings"]) + self.said

    def ledger(self) -> dict[str, list[tuple[str, str]]]:
        """Quarter to the id and the change of what landed in it."""
        return {
            quarter["label"]: [(landing["id"], landing["change"]) for landing in quarter["landings"]]
            for quarter in self.report["quarters"]
        }


Check = Callable[..., Answer]


def other_process(config: Path, *more: str, **environment: str) -> tuple[int, str, str]:
    """The same in a new process; its code, standard output and standard error."""
    command = [
        sys.executable,
        "-m",
        "leadfront",
        "check",
        "-f",
        str(config),
        "--as-of",
        AS_OF,
        "--format",
        "json",
        *more,
    ]
    paths = os.pathsep.join([str(Path(__file__).parents[1] / "plugins"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        env={**GIT_ENVIRONMENT, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def whole(folder: Path, **settings: Any) -> History:
    """A showcase that passes in July 2026: one level, two quarters, an update in each; checked out."""
    history = History(folder)
    history.write("mkdocs.yml", settings_text(**settings))
    history.write(CASES + "pack.md", use_case())
    history.commit("Add the board pack", at="2026-02-10T10:00+00:00")
    history.write(CASES + "pack.md", use_case(body(result="All three were asked.")))
    history.commit("Say what came of it", at="2026-05-12T10:00+01:00")
    history.check_out()
    return history


WHOLE = {"2026-Q1": [("pack", "added")], "2026-Q2": [("pack", "changed")], "2026-Q3": []}


def undecided(answer: Answer, *words: str) -> None:
    """The answer is “cannot know”, nothing is half counted, and the mend is named."""
    assert (answer.code, answer.verdict) == (3, "undecided")
    assert answer.report["quarters"] == []
    assert not [code for code in answer.codes if code.startswith("LF2") or code == "LF301"], "no false gap"
    for word in words:
        assert word in answer.words
