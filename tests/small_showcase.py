"""A small showcase in a repository with a working tree, for tests that use Leadfront from outside, as a command.

Two levels with one use case each, launched in 2026-Q3. As of 20 November 2026 the claim holds, though the
running quarter has no update yet.
"""

from __future__ import annotations

import os
from pathlib import Path

from histories import CASES, GIT_ENVIRONMENT, git, use_case, write_policy

AS_OF = "1795132800"
"""20 November 2026, as SOURCE_DATE_EPOCH."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: a fixed clock, nothing of the machine's own git or CI."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI", "LEADFRONT"))}
    return {**own, **GIT_ENVIRONMENT, "SOURCE_DATE_EPOCH": AS_OF, "NO_MKDOCS_2_WARNING": "1", **more}


def write_case(folder: Path, slug: str, **fields: str) -> Path:
    """Write one use case that follows every rule, save where its fields say otherwise; its path."""
    path = folder / CASES / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(use_case(**{"title": slug.replace("-", " ").capitalize(), **fields}), encoding="utf-8")
    return path


def land(folder: Path, subject: str, on: str) -> None:
    """Commit everything that was changed, at that time."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", subject, GIT_AUTHOR_DATE=on, GIT_COMMITTER_DATE=on)


def make(folder: Path) -> Path:
    """Make the repository in a new folder; that folder."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    write_policy(folder, launch="2026-07-01", levels=["executive", "director"])
    write_case(folder, "board-paper", level="executive")
    write_case(folder, "shift-rota", level="director")
    (folder / "showcase" / "index.md").write_text("# A small showcase\n", encoding="utf-8")
    land(folder, "Launch the showcase", on="2026-07-15T10:00:00+01:00")
    return folder
