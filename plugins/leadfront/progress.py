"""Progress of long work, on the standard error of a person's terminal. Says nothing for the first two seconds."""

from __future__ import annotations

import sys
import time
from typing import TextIO

QUIET_SECONDS = 2.0
_EVERY = 0.1


class Progress:
    """Counts steps and, once the work has taken two seconds, shows one line that is rewritten in place.

    Where the stream is no terminal it stays silent: a log needs no moving line.
    """

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream = stream or sys.stderr
        self.shown = not quiet and self.stream.isatty()
        self.started = time.monotonic()
        self.last = 0.0
        self.words = ""
        self.total = 0
        self.done = 0
        self.width = 0

    def stage(self, words: str, total: int = 0) -> None:
        """Begin a part of the work; `total` is the number of steps, where it is known."""
        self.words, self.total, self.done = words, total, 0
        self._show()

    def step(self) -> None:
        """One step is done."""
        self.done += 1
        if self.shown and not self.done % 64:
            self._show()

    def end(self) -> None:
        """Take the line away."""
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
            self.width = 0

    def _show(self) -> None:
        now = time.monotonic()
        if not self.shown or now - self.started < QUIET_SECONDS or now - self.last < _EVERY:
            return
        self.last = now
        line = f"{self.words} … {self.done} of {self.total}" if self.total else f"{self.words} …"
        self.stream.write("\r" + line.ljust(self.width))
        self.stream.flush()
        self.width = max(self.width, len(line))
