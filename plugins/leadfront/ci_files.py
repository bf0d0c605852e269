"""The files that a git host needs to check, publish and remind: copies them from `templates/ci/` to the top of a
repository, never over what is there. An edge: reads the templates and writes files.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from leadfront.doors.host import ISSUE_FORM, Kind
from leadfront.doors.issue_form import issue_form_of
from leadfront.policy import Policy
from leadfront.resources import templates_folder

HOSTS = {Kind.GITHUB: "GitHub", Kind.GITLAB: "GitLab"}
"""The hosts that there are files for, and what people call them."""

MAIN = "main"
"""The published branch that the files name."""

IGNORE = ".gitignore"
IGNORED = ("/site/", "/site.*/", "/.site.*/", "/.cache/")
"""What a build leaves behind, for git to ignore."""

_REQUIREMENTS = "leadfront-requirements.txt"


class InTheWay(Exception):  # noqa: N818 - it is what happened
    """Files are there already, by their paths from the repository's top; nothing was written."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


def files_for(kind: Kind, policy: Policy) -> dict[str, bytes]:
    """The files for a host by their paths from the repository's top, the issue form made for this policy."""
    home = templates_folder() / "ci"
    folder = home / kind.value
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found[_REQUIREMENTS] = (home / _REQUIREMENTS).read_bytes()
    return {
        path: issue_form_of(policy).encode("utf-8") if path.endswith(f"/{ISSUE_FORM}") else found[path]
        for path in sorted(found)
    }


def hand_out(files: dict[str, bytes], top: Path) -> None:
    """Write the files at the top of a repository: all of them or none.

    Raises InTheWay where any of them is there already, OSError where one can't be written.
    """
    taken = [path for path in files if os.path.lexists(top / path)]
    if taken:
        raise InTheWay(taken)
    for path, content in files.items():
        target = top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def not_ignored(top: Path) -> tuple[str, ...]:
    """The lines of `IGNORED` that the repository's `.gitignore` does not hold."""
    try:
        held = {line.strip().strip("/") for line in (top / IGNORE).read_text("utf-8", "replace").splitlines()}
    except OSError:
        held = set()
    return tuple(line for line in IGNORED if line.strip("/") not in held)
