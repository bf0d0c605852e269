"""Does one thing to many values, in a second process as well as in this one where there are very many. Knows nothing of
what is done.

Reading ten thousand files is a matter of processor time, and Python's threads share one processor. The second process
begins anew (`spawn`), since a copy of one with threads may hang; that takes a quarter of a second, so that small
showcases are quicker without it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # what small showcases don't need takes a thirtieth of a second to import
    from concurrent.futures import Future, ProcessPoolExecutor

A = TypeVar("A")
B = TypeVar("B")
WORTH_IT = 2_000
_PART = 100
_AHEAD = 2
"""Parts that wait for the second process, so that it need not wait for the next one."""


class SideBySide:
    """The second process, begun when it is first worth it and ended with the `with` block."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._alone = _processors() < 2

    def each(self, work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """What `work` makes of each item, in their order.

        `work` must be a function of a module (or a `functools.partial` of one) whose arguments and answers can be
        pickled, and depend on nothing else. Raises what it raises.
        """
        left = iter(items)
        first = list(islice(left, WORTH_IT))
        if len(first) < WORTH_IT or not self._begin():
            yield from map(work, chain(first, left))
            return
        left = chain(first, left)
        waiting: deque[Future[list[B]] | list[B]] = deque()
        parts: dict[Future[list[B]], list[A]] = {}
        while part := list(islice(left, _PART)):
            running = sum(not isinstance(item, list) and not item.done() for item in waiting)
            there = self._handed_over(work, part) if running < _AHEAD else None
            if there is None:
                waiting.append(_done(work, part))
            else:
                parts[there] = part
                waiting.append(there)
            while waiting and (isinstance(waiting[0], list) or waiting[0].done()):
                yield from self._made(work, waiting.popleft(), parts)
        for made in waiting:
            yield from self._made(work, made, parts)

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
            self._pool = None

    def _begin(self) -> bool:
        if not self._alone and self._pool is None:
            try:
                import multiprocessing
                from concurrent.futures import ProcessPoolExecutor

                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            except (OSError, ImportError, NotImplementedError):  # some containers have no shared memory
                self._alone = True
        return not self._alone

    def _handed_over(self, work: Callable[[A], B], part: list[A]) -> Future[list[B]] | None:
        try:
            return self._pool.submit(_done, work, part) if self._pool else None
        except (OSError, RuntimeError):
            self._alone = True
            return None

    def _made(
        self,
        work: Callable[[A], B],
        made: Future[list[B]] | list[B],
        parts: dict[Future[list[B]], list[A]],
    ) -> list[B]:
        if isinstance(made, list):
            return made
        from concurrent.futures.process import BrokenProcessPool

        part = parts.pop(made)
        try:
            return made.result()
        except (BrokenProcessPool, OSError):  # it was killed, or could not begin: nothing is lost but its time
            self._pool, self._alone = None, True
            return _done(work, part)


def _done(work: Callable[[A], B], part: Sequence[A]) -> list[B]:
    return [work(item) for item in part]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # not everywhere; elsewhere containers are not limited so
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
