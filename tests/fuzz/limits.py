"""What every input of the fuzzers is held to: seconds, and memory."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 10
"""For one input, on a busy machine; most take a thousandth of one."""
MEGABYTES = 300


class TooSlowError(Exception):
    """An input was not answered in time."""


@contextmanager
def within(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Raise TooSlowError or MemoryError where what is done needs more than this."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = _data_in_use() + megabytes * 1024 * 1024
    previous = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, before)
        signal.signal(signal.SIGALRM, previous)


def _ring(*_: object) -> None:
    raise TooSlowError


def _data_in_use() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmData:")]
    return int(line.split()[1]) * 1024
