"""What git answers where it can't answer, and how its bytes are taken apart. Runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NoReturn

CHUNK = 1 << 16


class Undecided(Exception):  # noqa: N818 - it is an answer: git can't tell
    """History can't be read to the end. `reason` says why; `mend` is what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason}: {mend}")
        self.reason = reason
        self.mend = mend


class UnknownRevision(Exception):  # noqa: N818 - wrong usage, told in words
    """A revision that was asked for by name and is not there."""


class NotCommittedError(Exception):
    """Git did not take the commit, and everything is as it was. The message is git's own, on one line."""


def broken_off() -> NoReturn:
    """Say, within `whole_answers`, that git printed less than it announced."""
    raise ValueError


@contextmanager
def whole_answers() -> Iterator[None]:
    """While what git printed is taken apart: where that can't be done, git broke off (it was killed, or the disk is
    full), and its exit code is not known yet.

    Raises Undecided.
    """
    try:
        yield
    except (ValueError, StopIteration):
        raise unreadable(b"it broke off in the middle of an answer") from None


def records(stream: IO[bytes]) -> Iterator[bytes]:
    """The NUL-terminated records of a stream."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def decoded(data: bytes) -> str:
    """A path or name as text, so that it can be encoded back whatever it holds."""
    return data.decode("utf-8", "surrogateescape")


def first_line(error: bytes) -> str:
    """What git complained of, on one line that can be shown anywhere."""
    text = error.decode("utf-8", "replace").strip().split("\n")[0]
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200] or "it gave no reason"


def missing(name: str) -> Undecided:
    """An object that should be there is not."""
    short = name[:12] if name else "an object"
    return Undecided(
        f"this repository is not whole ({short} is missing), as after “git clone --filter”",
        "run “git fetch --refetch --no-filter”, or check a full clone",
    )


def unreadable(error: bytes) -> Undecided:
    """Git failed; `error` is its complaint."""
    return Undecided(
        f"git could not read the history to its end ({first_line(error)})",
        "run “git fsck”; if objects are missing, check a full clone",
    )
