"""Does one thing to many values, in a second process as well as in this one where there are very many. Knows nothing of
what is done.

Reading ten thousand files is a matter of processor time, and Python's threads share one processor. The second process
begins anew: a copy of one with threads may hang, and what the standard library offers (`multiprocessing`) would first
run the program again that called us. That takes a fifth of a second, so that small showcases are quicker without it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
WORTH_IT = 2_000
_PART = 100
_AHEAD = 2
"""Parts that wait for the second process, so that it need not wait for the next one."""


class SideBySide:
    """The second process, begun when it is first worth it. To be ended, by `end` or with the `with` block."""

    def __init__(self) -> None:
        self._other: _Other | None = None
        self._alone = _processors() < 2

    @property
    def alone(self) -> bool:
        """Whether there can be no second process."""
        return self._alone

    def each(self, work: Callable[[A], B], items: Iterable[A], worth_it: int = WORTH_IT) -> Iterator[B]:
        """What `work` makes of each item, in their order; alone where there are fewer than `worth_it`.

        `work` must be a function of a module (or a `functools.partial` of one) whose arguments and answers can be
        pickled, and depend on nothing else. Raises what it raises.
        """
        left = iter(items)
        first = list(islice(left, worth_it))
        if len(first) < worth_it or not self._begin():
            yield from map(work, chain(first, left))
            return
        left = chain(first, left)
        waiting: deque[tuple[list[A], Future[list[B]] | list[B]]] = deque()
        while part := list(islice(left, _PART)):
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
        if self._other:
            self._other.end()
            self._other = None

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _begin(self) -> bool:
        if not self._alone and self._other is None:
            try:
                self._other = _Other()
            except OSError:  # no room for another process
                self._alone = True
        return not self._alone

    def _made(self, work: Callable[[A], B], part: list[A], made: Future[list[B]] | list[B]) -> list[B]:
        if isinstance(made, list):
            return made
        try:
            return made.result()
        except _GoneError:  # nothing is lost but the time
            if self._other:
                self._other.end()
            self._other, self._alone = None, True
            return _done(work, part)


class _GoneError(Exception):
    """The second process was killed, or could not begin."""


class _Other:
    """The second process, and a thread that waits for its answers."""

    def __init__(self) -> None:
        # Isolated, so that nothing of the environment gets in, and with the modules that this process would find.
        begin = f"import sys; sys.path[:] = {sys.path!r}; from leadfront.side_by_side import serve; serve()"
        self._process = subprocess.Popen(  # noqa: S603 - Python itself
            [sys.executable, "-I", "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._thread = ThreadPoolExecutor(1)

    def hand(self, work: Callable[[A], B], part: list[A]) -> Future[list[B]]:
        """Let it do a part."""
        return self._thread.submit(self._ask, work, part)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:  # what was still to be written
                    continue
        self._process.wait()

    def _ask(self, work: Callable[[A], B], part: list[A]) -> list[B]:
        there, back = self._process.stdin, self._process.stdout
        try:
            if there is None or back is None:
                raise EOFError
            there.write(pickle.dumps((work, part), pickle.HIGHEST_PROTOCOL))
            there.flush()
            raised, answer = pickle.load(back)  # noqa: S301 - our own words from our own process
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _GoneError from error
        if raised:
            raise answer
        made: list[B] = answer
        return made


def serve() -> None:
    """The second process: does each part that it is handed on standard input, and answers on standard output."""
    there = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a module may print gets between the answers
    while True:
        try:
            work, part = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
        except EOFError:
            return
        answer: tuple[bool, object]
        try:
            answer = (False, _done(work, part))
        except Exception as error:
            answer = (True, error)
        pickle.dump(answer, there, pickle.HIGHEST_PROTOCOL)
        there.flush()


def _done(work: Callable[[A], B], part: Sequence[A]) -> list[B]:
    return [work(item) for item in part]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # not everywhere; elsewhere containers are not limited so
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
