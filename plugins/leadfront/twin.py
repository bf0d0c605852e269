"""Makes a part of many things ahead of time, in a copy of this process, on a second processor. Knows nothing of what is
made.

Such things are asked for one after the other, and each is made of much that lies in memory: too much to be handed to a
process that begins anew, as `side_by_side` does. A copy has it from the start, a few milliseconds after it is wanted.
Whatever becomes of the copy, nothing is lost but time: what it has not made is made by whoever asks.
"""

from __future__ import annotations

import logging
import mmap
import os
import pickle
import select
import struct
import warnings
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, Generic, TypeVar

from leadfront.copied import Copy, can_copy

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_FREE, _HERE, _THERE = range(3)
_NUMBER = struct.Struct("=q")
_HEAD = struct.Struct("=qq")
"""Which thing comes, and how many bytes it takes."""
_GAP = 16
"""How many things are left to this process before those that the copy makes: with fewer, one would often wait for the
other.
"""
_MOST_WAITING = 16 << 20
"""How many bytes of what is made may wait to be asked for."""


class Twin(Generic[K, V]):
    """The copy of this process as it is now, and what has come from it. To be ended by `end`.

    `make` makes the thing of a key, or answers None where it is to be made here; so it is where it raises, or where
    something would be logged. What it makes must be such as can be pickled. `keys` are all that may be asked for, in
    the order in which they will be; some may never be.
    """

    def __init__(self, make: Callable[[K], V | None], keys: Sequence[K]) -> None:
        self._numbers = {key: number for number, key in enumerate(keys)}
        self._come: dict[int, V | None] = {}
        self._taken = taken = _Taken(len(keys))
        self._copy: Copy | None = None
        if keys and can_copy():
            with suppress(OSError):  # no room for another process
                self._copy = Copy(lambda _, back: _live(make, keys, taken, _Post(back)))

    def of(self, key: K) -> V | None:
        """What was made of a key; None where it is to be made here."""
        number = self._numbers.get(key)
        if number is None or self._copy is None or not self._taken.elsewhere(number):
            return None
        while self._copy and number not in self._come:
            self._receive(self._copy.back)
        return self._come.pop(number, None)

    def end(self) -> None:
        """End it, whatever it is at."""
        if self._copy:
            self._copy.end()
            self._copy = None

    def _receive(self, stream: BinaryIO) -> None:
        try:
            number, length = _HEAD.unpack(stream.read(_HEAD.size))
            self._come[number] = pickle.loads(stream.read(length))  # noqa: S301 - from a copy of ourselves
        except (struct.error, EOFError, pickle.UnpicklingError):  # it was killed by somebody else
            self.end()


class _Taken:
    """What both know: which of the things have been taken in hand, and by whom.

    Nothing keeps them from taking the same one at the same moment: then both make it, and one of them in vain.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._shared = mmap.mmap(-1, count + _NUMBER.size)

    def elsewhere(self, number: int) -> bool:
        """Whether the copy has taken a thing that is asked for. If not, it is taken here."""
        self._shared[self._count :] = _NUMBER.pack(number)
        if self._shared[number] == _THERE:
            return True
        self._shared[number] = _HERE
        return False

    def next(self, last: int) -> int | None:
        """Take the next thing for the copy, from `_GAP` things after the one that was asked for last."""
        (asked_for,) = _NUMBER.unpack(self._shared[self._count :])
        for number in range(max(last + 1, asked_for + _GAP), self._count):
            if self._shared[number] == _FREE:
                self._shared[number] = _THERE
                return number
        return None


def _live(make: Callable[[K], V | None], keys: Sequence[K], taken: _Taken, post: _Post) -> None:
    said = _Said()
    number: int | None = taken.next(-1)
    while number is not None:
        content = pickle.dumps(_made(make, keys[number], said), pickle.HIGHEST_PROTOCOL)
        post.send(_HEAD.pack(number, len(content)) + content)
        number = taken.next(number)
    post.send_all()


def _made(make: Callable[[K], V | None], key: K, said: _Said) -> V | None:
    said.anything = False
    try:
        made = make(key)
    except Exception:  # raised again where it is asked for
        return None
    return None if said.anything else made


class _Post:
    """Sends what is made as fast as it is asked for, and meanwhile keeps it."""

    def __init__(self, back: int) -> None:
        self._back = back
        self._waiting: deque[memoryview] = deque()
        self._bytes = 0
        os.set_blocking(back, False)

    def send(self, message: bytes) -> None:
        """Send it now or later.

        Raises OSError where nobody will ask for it.
        """
        self._waiting.append(memoryview(message))
        self._bytes += len(message)
        self._send_down_to(_MOST_WAITING)

    def send_all(self) -> None:
        """Send all that waits.

        Raises OSError where nobody will ask for it.
        """
        self._send_down_to(0)

    def _send_down_to(self, most: int) -> None:
        while self._waiting:
            try:
                sent = os.write(self._back, self._waiting[0])
            except BlockingIOError:
                if self._bytes <= most:
                    return
                select.select([], [self._back], [])
                continue
            self._bytes -= sent
            rest = self._waiting.popleft()[sent:]
            if rest:
                self._waiting.appendleft(rest)


class _Said:
    """Hears in place of all who listen what is logged in the copy, so that it is said once: where it is asked for."""

    def __init__(self) -> None:
        self.anything = False
        logging.Logger.handle = self._hear  # type: ignore[method-assign] # in the copy only, which ends with its work
        warnings.showwarning = self._hear

    def _hear(self, *_: Any, **__: Any) -> None:
        self.anything = True
