"""A small showcase to build sites of: a repository with two levels, one use case each, launched in 2026-Q3.

Judged as of 20 November 2026 the claim holds, save that the running quarter has no update yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from histories import GIT_ENVIRONMENT, git

AS_OF = "1795132800"
"""20 November 2026, as SOURCE_DATE_EPOCH."""

AT_START = Path(__file__).parent / "at_start"
"""What Python runs as it starts, to build the quicker."""

POLICY = """\
site_name: A small showcase
docs_dir: showcase
theme: {name: material, font: false}
plugins:
  - search
  - leadfront:
      launch: 2026-07-01
      timezone: Europe/London
      levels:
        - {id: executive, name: Executive team}
        - {id: director, name: Directors}
"""

CASE = """\
---
title: TITLE
summary: One afternoon with an assistant, and what came of it.
leader: LEADER
level: LEVEL
function: finance
date: 2026-07-10
tools: [Copilot]
---

## The task

TITLE, before the end of the week.

## Prompt

Here are my notes on TITLE. Ask me the five questions that a tired reader would ask, one at a time.

## Output

1. Who decides, and by when?

## Result

I answered the five questions in the paper itself, and the meeting took half as long.

## What did not work

It invented a deadline that nobody had set.

## How I checked it

I compared every date with the minutes.
"""


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: a fixed clock, nothing of the machine's own git or CI."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI", "LEADFRONT"))}
    modules = os.pathsep.join(filter(None, [str(AT_START), os.environ.get("PYTHONPATH")]))
    fixed = {"SOURCE_DATE_EPOCH": AS_OF, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": modules}
    return {**own, **GIT_ENVIRONMENT, **fixed, **more}


def write_case(folder: Path, slug: str, title: str, leader: str, level: str) -> Path:
    """Write one use case that follows every rule; its path."""
    path = folder / "showcase" / "use-cases" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = CASE.replace("TITLE", title).replace("LEADER", leader).replace("LEVEL", level)
    path.write_text(text, encoding="utf-8")
    return path


def land(folder: Path, subject: str, on: str) -> None:
    """Commit everything that was changed, at that time."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", subject, GIT_AUTHOR_DATE=on, GIT_COMMITTER_DATE=on)


def make(folder: Path) -> Path:
    """Make the repository in a new folder; that folder."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "mkdocs.yml").write_text(POLICY, encoding="utf-8")
    write_case(folder, "board-paper", "The board paper", "Imogen Ashdown", "executive")
    write_case(folder, "shift-rota", "The shift rota", "Tomasz Bell", "director")
    (folder / "showcase" / "index.md").write_text("# A small showcase\n\nWelcome.\n", encoding="utf-8")
    (folder / ".gitignore").write_text("/site/\n/site.*/\n/.site.*/\n/.cache/\n", encoding="utf-8")
    land(folder, "Launch the showcase", on="2026-07-15T10:00:00+01:00")
    return folder


def run_build(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `leadfront build` there."""
    command = [sys.executable, "-m", "leadfront", "build", *arguments]
    return subprocess.run(command, cwd=home, env=environment(**env), capture_output=True, text=True)
