"""Does one thing to many values, in a second process as well as in this one where there are very many, or one thing
while this process does another. Knows nothing of what is done.

Reading ten thousand files is a matter of processor time, and Python's threads share one processor. The second process
is a copy of this one where that can be had in time. Else it begins anew: what the standard library offers
(`multiprocessing`) would first run the program again that called us. That takes a fifth of a second, so that small
showcases are quicker without it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from typing import IO, TypeVar

from leadfront.copied import Copy, can_copy, processors

A = TypeVar("A")
B = TypeVar("B")
_Waiting = tuple[list[A], list[B] | Future[list[B]]]
"""A part, and what was made of it or will be."""
WORTH_IT = 2_000
WORTH_A_COPY = 200
_PART = 50
_AHEAD = 2
"""Parts, so that the second process need not wait for the next one."""
_TURN = 0.0005
"""Seconds, where Python has 0.005."""


class SideBySide:
    """The second process, begun when it is first worth it. To be ended, by `end` or with the `with` block."""

    def __init__(self) -> None:
        self._other: _Other | None = None
        self._alone = processors() < 2
        self._copied = False
        self._begun: list[Copy] = []

    def expect_many(self) -> None:
        """Have a copy of this process stand by, if it can be copied now."""
        if self._other is None and can_copy():
            with suppress(OSError):  # no room for another process
                self._other = _Copied()
                self._copied = True

    def begin(self, work: Callable[[], A]) -> Callable[[], A]:
        """Have one thing done in a copy of this process, while this one goes on, if it can be copied now. What comes
        back answers what `work` makes: the copy's answer, or one made here where there is none.

        What `work` makes can be pickled. Raises what it raises, where the answer is asked for.
        """

        def live(_: int, write: int) -> None:
            with os.fdopen(write, "wb") as there:
                pickle.dump(work(), there, pickle.HIGHEST_PROTOCOL)

        if not can_copy():
            return work
        try:
            copy = Copy(live)
        except OSError:  # no room for another process
            return work
        self._begun.append(copy)

        def answer() -> A:
            if copy not in self._begun:  # it was asked before, or everything has ended
                return work()
            try:
                made: A = pickle.load(copy.back)  # noqa: S301 - our own words from our own process
            except (OSError, EOFError, pickle.UnpicklingError):  # nothing is lost but the time
                return work()
            finally:
                self._begun.remove(copy)
                copy.end()
            return made

        return answer

    def shares(self, count: int, worth_it: int = WORTH_IT) -> bool:
        """Whether so many are worth a second process: `worth_it`, or fewer where a copy stands by."""
        return not self._alone and count >= self._fewest(worth_it)

    def each(
        self, work: Callable[[A], B], items: Iterable[A], worth_it: int = WORTH_IT, before: int = 0
    ) -> Iterator[B]:
        """What `work` makes of each item, in their order; alone where they are too few (`shares`). `before` is how many
        parts are begun before the first answer is asked for.

        `work` must be a function of a module (or a `functools.partial` of one) whose arguments and answers can be
        pickled, and depend on nothing else. Raises what it raises, where the answer is asked for.
        """
        left = iter(items)
        first = list(islice(left, self._fewest(worth_it)))
        parts = _parts(chain(first, left))
        if not self.shares(len(first), worth_it) or not (other := self._second()):
            return (answer for part in parts for answer in map(work, part))
        return self._shared(work, parts, deque((part, other.hand(work, part)) for part in islice(parts, before)))

    def _shared(self, work: Callable[[A], B], parts: Iterator[list[A]], waiting: deque[_Waiting[A, B]]) -> Iterator[B]:
        for part in parts:
            there = sum(not isinstance(made, list) and not made.done() for _, made in waiting)
            if self._other and there < _AHEAD:
                waiting.append((part, self._other.hand(work, part)))
            else:
                waiting.append((part, _done(work, part)))
            while waiting and (isinstance(waiting[0][1], list) or waiting[0][1].done()):
                yield from self._made(work, *waiting.popleft())
        for part, made in waiting:
            yield from self._made(work, part, made)

    def end(self) -> None:
        """End it, whatever it is at."""
        while self._begun:
            self._begun.pop().end()
        if self._other:
            self._other.end()
            self._other = None

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _fewest(self, worth_it: int) -> int:
        return WORTH_A_COPY if self._copied else worth_it

    def _second(self) -> _Other | None:
        if not self._alone and self._other is None:
            try:
                self._other = _BegunAnew()
            except OSError:  # no room for another process
                self._alone = True
        return None if self._alone else self._other

    def _made(self, work: Callable[[A], B], part: list[A], made: list[B] | Future[list[B]]) -> list[B]:
        if isinstance(made, list):
            return made
        try:
            return made.result()
        except (_GoneError, CancelledError):  # nothing is lost but the time
            if self._other:
                self._other.end()
            self._other, self._alone = None, True
            return _done(work, part)


class _GoneError(Exception):
    """The second process was killed, or could not begin."""


class _Other(ABC):
    """The second process, and a thread that waits for its answers."""

    there: IO[bytes]
    back: IO[bytes]

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        # The thread is to get its turn as soon as an answer has come, or the second process waits for the next part.
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)

    def hand(self, work: Callable[[A], B], part: list[A]) -> Future[list[B]]:
        """Let it do a part."""
        return self._thread.submit(self._ask, work, part)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._kill()
        self._thread.shutdown(cancel_futures=True)
        sys.setswitchinterval(self._interval)
        for stream in (self.there, self.back):
            with suppress(OSError):  # what was still to be written
                stream.close()

    @abstractmethod
    def _kill(self) -> None:
        """Leave nothing of it."""

    def _ask(self, work: Callable[[A], B], part: list[A]) -> list[B]:
        try:
            self.there.write(pickle.dumps((work, part), pickle.HIGHEST_PROTOCOL))
            self.there.flush()
            raised, answer = pickle.load(self.back)  # noqa: S301 - our own words from our own process
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _GoneError from error
        if raised:
            raise answer
        made: list[B] = answer
        return made


class _Copied(_Other):
    def __init__(self) -> None:
        self._copy = Copy(_serve)
        self.there, self.back = self._copy.there, self._copy.back
        super().__init__()

    def _kill(self) -> None:
        self._copy.kill()


class _BegunAnew(_Other):
    def __init__(self) -> None:
        # Isolated, so that nothing of the environment gets in, and with the modules that this process would find.
        begin = f"import sys; sys.path[:] = {sys.path!r}; from leadfront.side_by_side import serve; serve()"
        self._process = subprocess.Popen(  # noqa: S603 - Python itself
            [sys.executable, "-I", "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if not self._process.stdin or not self._process.stdout:
            raise OSError("a process without its pipes")
        self.there, self.back = self._process.stdin, self._process.stdout
        super().__init__()

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()


def serve() -> None:
    """The second process, on standard input and output."""
    _serve(0, os.dup(1))


def _serve(read: int, write: int) -> None:
    """Do each part that is handed in, and answer."""
    os.dup2(2, 1)  # nothing that a module may print gets between the answers
    with os.fdopen(read, "rb") as handed, os.fdopen(write, "wb") as there:
        while True:
            try:
                work, part = pickle.load(handed)  # noqa: S301 - from the process that began this one
            except EOFError:
                return
            answer: tuple[bool, object]
            try:
                answer = (False, _done(work, part))
            except Exception as error:
                answer = (True, error)
            pickle.dump(answer, there, pickle.HIGHEST_PROTOCOL)
            there.flush()


def _parts(items: Iterator[A]) -> Iterator[list[A]]:
    while part := list(islice(items, _PART)):
        yield part


def _done(work: Callable[[A], B], part: Sequence[A]) -> list[B]:
    return [work(item) for item in part]
