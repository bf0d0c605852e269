"""A copy of this process, for work on a second processor. Knows nothing of what it does.

It is there a millisecond after it is wanted and knows all that this process knows. It can't be had everywhere: see
`can_copy`.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

_PIPE = 1 << 20
"""How many bytes may be on their way, where the system lets us say so. With its own 65,536, who writes often waits."""


def can_copy() -> bool:
    """Whether this process can be copied, and that is of use.

    A lock that another thread holds would never be let go of in a copy; and only of Linux is it known that no part of
    the system minds.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and processors() > 1


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere; elsewhere containers are not limited so
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Copy:
    """A copy that lives as long as `live(read, write)` takes, or until it is ended. It is given the numbers of two open
    files: from one it reads what is written to `there`, and what it writes to the other can be read from `back`.

    Raises OSError where there is no room for another process.
    """

    def __init__(self, live: Callable[[int, int], None]) -> None:
        its_input, there = _pipe()
        back, its_output = _pipe()
        try:
            self._process = os.fork()
        except OSError:
            for end in (its_input, there, back, its_output):
                os.close(end)
            raise
        if not self._process:
            try:
                os.close(there)
                os.close(back)
                live(its_input, its_output)
            finally:  # whatever is raised, and without what is done when a program ends: both are for the other one
                os._exit(0)
        os.close(its_input)
        os.close(its_output)
        self.there: BinaryIO = os.fdopen(there, "wb")
        self.back: BinaryIO = os.fdopen(back, "rb")

    def kill(self) -> None:
        """End it, whatever it is at, and leave open what another thread may still read or write."""
        # Where whoever began this program ignores what becomes of children, one that has ended is gone at once.
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)

    def end(self) -> None:
        """End it, whatever it is at."""
        self.kill()
        for stream in (self.there, self.back):
            with suppress(OSError):  # what was still to be written
                stream.close()


def _pipe() -> tuple[int, int]:
    import fcntl  # not everywhere

    read, write = os.pipe()
    with suppress(OSError):  # it is only quicker
        fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _PIPE)
    return read, write
