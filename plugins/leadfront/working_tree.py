"""The one module that reads the showcase's files from disk. Never follows a symlink, never reads outside the folder.

Comes in: the repository's (or, without one, the configuration's) top folder. Goes out: `SourceFile` values, in the
order of their paths.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.guards import FoundFile, Kind
from leadfront.guards.found import HEAD_BYTES, NO_FILE, Stamp, is_page
from leadfront.guards.places import may_tell_place, tells_place
from leadfront.use_case import is_use_case

_PIECE = 1 << 20


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
        if (top / path).is_socket():
            return SourceFile(path, b"", NO_FILE)
        return SourceFile(path, b"", f"it can't be opened ({error.strerror})")
    try:
        known = os.fstat(handle)
        if not stat.S_ISREG(known.st_mode):
            folder = stat.S_ISDIR(known.st_mode)
            return SourceFile(path, b"", "it can't be read (it is a folder)" if folder else NO_FILE)
        return SourceFile(path, _read(handle, min(known.st_size, MAX_FILE_BYTES + 1)))
    except OSError as error:
        return SourceFile(path, b"", f"it can't be read ({error.strerror})")
    finally:
        os.close(handle)


def pieces_of(top: Path, path: str) -> Iterator[bytes]:
    """The whole content of a file, however large it is, in pieces.

    Raises OSError, also where it is a link or no file.
    """
    handle = os.open(f"{top}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as source:
        _stamp(handle)
        while piece := source.read(_PIECE):
            yield piece


class ChangedError(Exception):
    """A file is not the one that was looked at."""


def showcase_files(top: Path, docs_dir: str, use_cases: str) -> list[FoundFile]:
    """Everything that lies in the showcase folder, in the order of paths; of the use cases (below the folder
    `use_cases`, seen from the top) only their names. What is hidden by a dot is left out, save `.well-known`.
    """
    link = link_in_path(top, docs_dir) if docs_dir else ""
    if link:
        return [FoundFile("", Kind.LINK)]
    prefix = len(docs_dir) + 1 if docs_dir else 0
    found: list[FoundFile] = []
    waiting = [docs_dir]
    while waiting:
        at = waiting.pop()
        entries = _in_folder(top / at)
        if len(at) > prefix and any(entry.name == ".git" for entry in entries):
            found.append(FoundFile(at[prefix:], Kind.REPOSITORY))
            continue
        for entry in entries:
            path = f"{at}/{entry.name}" if at else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") or entry.name == ".well-known":
                    waiting.append(path)
            elif is_use_case(path, use_cases):
                found.append(FoundFile(path[prefix:], Kind.USE_CASE))
            elif entry.is_symlink():
                found.append(FoundFile(path[prefix:], Kind.LINK))
            elif entry.is_file(follow_symlinks=False):
                found.append(_looked_at(top, path, path[prefix:]))
            else:
                found.append(FoundFile(path[prefix:], Kind.DEVICE))
    found.sort(key=lambda item: item.uri)
    return found


def use_cases_among(found: Iterable[FoundFile], top: Path, docs_dir: str) -> Iterator[SourceFile]:
    """The use cases among what was found in the showcase folder, read one by one."""
    prefix = f"{docs_dir}/" if docs_dir else ""
    return (read_file(top, prefix + item.uri) for item in found if item.kind is Kind.USE_CASE)


def copy_unchanged(folder: Path, uri: str, stamp: Stamp | None, target: Path) -> None:
    """Copy a file, if it still is the one that was looked at.

    Raises ChangedError, OSError.
    """
    handle = os.open(folder / uri, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as source:
        if stamp is None or _stamp(handle) != stamp:
            raise ChangedError(uri)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        if _stamp(handle) != stamp:
            raise ChangedError(uri)


def _looked_at(top: Path, path: str, uri: str) -> FoundFile:
    """A file that is no use case: a page read whole, of anything else the beginning."""
    most = MAX_FILE_BYTES + 1 if is_page(uri) else HEAD_BYTES
    try:
        handle = os.open(f"{top}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        return FoundFile(uri, unreadable=f"it can't be opened ({error.strerror})")
    try:
        stamp = _stamp(handle)
        data = _read(handle, min(stamp[2], most))
        place = may_tell_place(uri, stamp[2]) and tells_place(lambda at, count: os.pread(handle, count, at), stamp[2])
        return FoundFile(uri, size=stamp[2], data=data, stamp=stamp, tells_place=place)
    except OSError as error:
        return FoundFile(uri, unreadable=f"it can't be read ({error.strerror})")
    finally:
        os.close(handle)


def _stamp(handle: int) -> Stamp:
    known = os.fstat(handle)
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.EINVAL, "it is no file")
    return known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns


def _read(handle: int, most: int) -> bytes:
    """As many bytes as there are, up to `most`: no larger than the file, or its end is asked for once more."""
    data = b""
    while len(data) < most and (part := os.read(handle, most - len(data))):
        data += part
    return data


def link_in_path(top: Path, path: str) -> str:
    """The first part of a path from the top that is a link; empty where none is."""
    parts = path.split("/")
    ways = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((way for way in ways if (top / way).is_symlink()), "")


def read_text(path: Path) -> str:
    """A settings file (`mkdocs.yml`) as text.

    Raises OSError, or UnicodeDecodeError where it is not UTF-8.
    """
    if not path.is_file():  # a device would be read without end
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.read_bytes().decode("utf-8-sig")


def _in_folder(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it can't be read, or is gone."""
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


def _paths(top: Path, folder: str) -> Iterator[str]:
    """The paths of all files and links below a folder; folders that are links are not entered, but named if they
    look like a file.
    """
    if link_in_path(top, folder):
        return  # git holds nothing below a link, and what it leads to may lie outside
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        entries = _in_folder(top / at)
        for entry in entries:
            path = f"{at}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
                yield path
