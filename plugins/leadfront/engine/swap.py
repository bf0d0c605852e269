"""Puts a folder that was made beside another in its place, and clears away what killed builds left. Knows no site.

A process may be killed at any moment: whoever looks sees the old folder or the new one, whole.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from pathlib import Path

_AT_CWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


def beside(published: Path) -> Path:
    """Where a new folder is to be made, so that `swap` can put it in its place."""
    return published.with_name(f".{published.name}.new-{os.getpid()}")


def swap(made: Path, published: Path) -> None:
    """Put the new folder in the place of the old one, which is then gone or where the new one was.

    Raises OSError, and leaves the old one in its place.
    """
    if not published.exists():
        made.rename(published)
    elif not _exchange(made, published):
        # Without the system's exchange there is a moment between two renames; `sweep` mends what ends there.
        aside = published.with_name(f".{published.name}.old-{os.getpid()}")
        published.rename(aside)
        try:
            made.rename(published)
        except OSError:
            aside.rename(published)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def sweep(published: Path) -> None:
    """Remove what killed builds left behind, and bring an old site back that was put aside and never replaced."""
    named = re.compile(rf"\.{re.escape(published.name)}\.(new|old)-([0-9]+)")
    there = sorted(published.parent.iterdir()) if published.parent.is_dir() else []
    for left in there:
        found = named.fullmatch(left.name)
        if not found or _alive(int(found[2])):
            continue
        if found[1] == "old" and not published.exists():
            left.rename(published)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()
