"""A file as it was found below the showcase folder, on disk or in a commit. Values only."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

MAX_PICTURE_BYTES = 5 * 1024 * 1024
MAX_OTHER_BYTES = 50 * 1024 * 1024
"""Of a file that the policy trusts by its name."""
NO_FILE = "it is no file but a pipe or a device"
"""Why it is not read, where it bears a use case's name."""
HEAD_BYTES = 64
"""How much of a file that is no page is looked at."""

Stamp = tuple[int, int, int, int]


class Kind(StrEnum):
    """What lies at a path."""

    FILE = "file"
    USE_CASE = "use case"
    """A use case by its name, whatever lies there: it is read elsewhere."""
    LINK = "link"
    REPOSITORY = "repository"
    """A folder that belongs to another repository: a submodule, or a clone inside this one."""
    DEVICE = "device"
    """A device, a pipe or a socket."""


class FoundFile(NamedTuple):
    """What lies at a path, and as much of it as has to be known."""

    uri: str
    """Its path below the showcase folder."""
    kind: Kind = Kind.FILE
    size: int = 0
    data: bytes = b""
    """Of a page, all of it, cut one byte after the largest size; of anything else the first `HEAD_BYTES`."""
    unreadable: str = ""
    """Why it could not be read, where it could not."""
    stamp: Stamp | None = None
    """By what a file on disk is known to be the same when it is copied: device, number, size, time of change."""
    tells_place: bool = False
    """Whether it is a picture in which stands where it was taken."""


def is_page(uri: str) -> bool:
    """Whether a file is a page of Markdown, by its name."""
    return uri.endswith(".md")
