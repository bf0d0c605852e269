"""The one module that reads the showcase's files from disk. Never follows a symlink, never reads outside the folder.

Comes in: the repository's (or, without one, the configuration's) top folder. Goes out: `SourceFile` values, in the
order of their paths.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.use_case import is_use_case


class SourceFile(NamedTuple):
    """A use-case file as it lies on disk (or in a commit)."""

    path: str
    """From the top folder."""
    data: bytes
    """Its content; cut one byte after the largest size that is read."""
    refused: str = ""
    """Why it is not read, where it is not."""


def use_case_files(top: Path, folder: str) -> list[SourceFile]:
    """Every use-case file below a folder, read. A folder that is not there holds none."""
    return [read_file(top, path) for path in sorted(_paths(top, folder)) if is_use_case(path, folder)]


def use_cases_in(folder: Path) -> list[Path]:
    """The use-case files in a folder that somebody named, and below it; none where it is no folder."""
    if not folder.is_dir() or folder.is_symlink():
        return []
    paths = (path.removeprefix("./") for path in _paths(folder, "."))
    # By their names alone, as in the folder of the use cases.
    return [folder / path for path in sorted(paths) if is_use_case(f"x/{path}", "x")]


def read_file(top: Path, path: str) -> SourceFile:
    """One file, by its path from the top folder; refused where it is a symlink or no file, or can't be read."""
    try:
        # O_NOFOLLOW refuses a symlink at the moment of opening, so that nobody can swap one in between.
        handle = os.open(f"{top}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if (top / path).is_symlink():
            return SourceFile(path, b"", "it is a link to another place")
        return SourceFile(path, b"", f"it can't be opened ({error.strerror})")
    try:
        data = b""
        while len(data) <= MAX_FILE_BYTES and (part := os.read(handle, MAX_FILE_BYTES + 1 - len(data))):
            data += part
        return SourceFile(path, data)
    except OSError as error:
        return SourceFile(path, b"", f"it can't be read ({error.strerror})")
    finally:
        os.close(handle)


def read_text(path: Path) -> str:
    """A settings file (`mkdocs.yml`) as text.

    Raises OSError, or UnicodeDecodeError where it is not UTF-8.
    """
    if not path.is_file():  # a device would be read without end
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.read_bytes().decode("utf-8-sig")


def _paths(top: Path, folder: str) -> Iterator[str]:
    """The paths of all files and links below a folder; folders that are links are not entered, but named if they
    look like a file.
    """
    parts = folder.split("/")
    if any((top / "/".join(parts[:count])).is_symlink() for count in range(1, len(parts) + 1)):
        return  # git holds nothing below a link, and what it leads to may lie outside
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            entries = list(os.scandir(top / at))
        except OSError:
            continue
        for entry in entries:
            path = f"{at}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
                yield path
