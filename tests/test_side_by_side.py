"""Work that is shared with a second process: the same answers in the same order, whatever becomes of that process."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

import pytest

from alone import alone, needs_copies
from leadfront.side_by_side import WORTH_A_COPY, WORTH_IT, SideBySide


def _where(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def _slowly(number: int) -> tuple[int, int]:
    time.sleep(0.0005)  # so that the other process is up in time
    return number, os.getpid()


def _fails_at(bad: int, number: int) -> int:
    if number == bad:
        raise LookupError(f"no {number}")
    return number


def _dies_elsewhere(home: int, number: int) -> int:
    if os.getpid() != home and number % 700 == 699:
        os._exit(9)
    return number


def _speaks(number: int) -> int:
    os.write(1, b"said\n" if number % 1000 == 0 else b"")
    return number


def test_a_few_values_need_no_second_process() -> None:
    with SideBySide() as together:
        made = list(together.each(_where, range(WORTH_IT - 1)))
    assert made == [(number * number, os.getpid()) for number in range(WORTH_IT - 1)]


@pytest.mark.skipif(len(getattr(os, "sched_getaffinity", lambda _: {0, 1})(0)) < 2, reason="there is one processor")
def test_many_values_are_shared_and_stay_in_order() -> None:
    count = 40 * WORTH_IT
    with SideBySide() as together:
        made = list(together.each(_where, iter(range(count))))
        again = list(together.each(_where, range(WORTH_IT)))  # by then the second process is up
    assert [square for square, _ in made] == [number * number for number in range(count)]
    assert {process for _, process in [*made, *again]} > {os.getpid()}


@pytest.mark.parametrize("bad", [0, WORTH_IT + 150, 2 * WORTH_IT - 1])
def test_what_goes_wrong_in_the_work_is_raised(bad: int) -> None:
    with pytest.raises(LookupError, match=f"no {bad}"), SideBySide() as together:
        list(together.each(partial(_fails_at, bad), range(2 * WORTH_IT)))


def test_a_killed_process_loses_nothing() -> None:
    count = 20 * WORTH_IT
    with SideBySide() as together:
        assert list(together.each(partial(_dies_elsewhere, os.getpid()), range(count))) == list(range(count))
        assert list(together.each(_where, range(WORTH_IT)))[-1][0] == (WORTH_IT - 1) ** 2


def test_what_the_work_prints_does_not_get_between_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    with SideBySide() as together:
        assert list(together.each(_speaks, range(2 * WORTH_IT))) == list(range(2 * WORTH_IT))
    assert "said" in capfd.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(len(getattr(os, "sched_getaffinity", lambda _: {0, 1})(0)) < 2, reason="there is one processor")
def test_leaving_early_leaves_nothing_behind() -> None:
    with SideBySide() as together:
        made = together.each(_slowly, range(40 * WORTH_IT))
        others = {process for _, process in islice(made, 4 * WORTH_IT)} - {os.getpid()}
    assert others
    for process in others:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_it_does_without_a_second_process_where_none_can_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with SideBySide() as together:
        assert len(list(together.each(_where, range(2 * WORTH_IT)))) == 2 * WORTH_IT


def with_a_copy() -> list[object]:
    with SideBySide() as together:
        together.expect_many()
        together.expect_many()
        interval = sys.getswitchinterval()
        few = list(together.each(_where, range(WORTH_A_COPY - 1)))
        made = list(together.each(_slowly, iter(range(10 * WORTH_A_COPY))))
        spoken = list(together.each(_speaks, range(2 * WORTH_IT)))
    processes = {process for _, process in made}
    return [
        few == [(number * number, os.getpid()) for number in range(WORTH_A_COPY - 1)],
        [number for number, _ in made] == list(range(10 * WORTH_A_COPY)),
        len(processes),
        spoken == list(range(2 * WORTH_IT)),
        all(_is_gone(process) for process in processes - {os.getpid()}),
        interval < sys.getswitchinterval() == 0.005,
    ]


@pytest.mark.slow
@needs_copies
def test_a_copy_that_stands_by_is_worth_it_for_fewer() -> None:
    found, said = alone(with_a_copy)
    assert found == [True, True, 2, True, True, True]
    assert "said" in said


def with_a_copy_that_dies() -> list[bool]:
    count = 20 * WORTH_A_COPY
    with SideBySide() as together:
        together.expect_many()
        first = list(together.each(partial(_dies_elsewhere, os.getpid()), range(count))) == list(range(count))
        return [first, [square for square, _ in together.each(_where, range(count))][-1] == (count - 1) ** 2]


def with_a_copy_that_dies_at_once() -> int:
    for _ in range(60):
        with SideBySide() as together:
            together.expect_many()
            made = together.each(partial(_dies_soon, os.getpid()), range(WORTH_A_COPY * 3), before=8)
            assert list(made) == list(range(WORTH_A_COPY * 3))
    return 60


def _dies_soon(home: int, number: int) -> int:
    if os.getpid() != home and number % 60 == 59:
        os._exit(9)
    return number


@pytest.mark.slow
@needs_copies
def test_a_copy_that_is_killed_loses_nothing() -> None:
    assert alone(with_a_copy_that_dies)[0] == [True, True]
    assert alone(with_a_copy_that_dies_at_once)[0] == 60


def with_a_copy_that_raises() -> str:
    with SideBySide() as together:
        together.expect_many()
        try:
            list(together.each(partial(_fails_at, 250), range(2 * WORTH_A_COPY)))
        except LookupError as error:
            return str(error)
    return ""


@pytest.mark.slow
@needs_copies
def test_what_goes_wrong_in_a_copy_is_raised() -> None:
    assert alone(with_a_copy_that_raises)[0] == "no 250"


def _large() -> tuple[int, bytes]:
    return os.getpid(), bytes(5_000_000)  # more than can be on its way at once


def _dies_or_answers(home: int) -> int:
    if os.getpid() != home:
        os._exit(9)
    return home


def _fails(home: int) -> int:
    raise LookupError("here" if os.getpid() == home else "there")


def begun() -> list[object]:
    with SideBySide() as together:
        answer = together.begin(_large)
        time.sleep(0.05)
        there, data = answer()
        gone = _is_gone(there)
        died = together.begin(partial(_dies_or_answers, os.getpid()))()
        try:
            together.begin(partial(_fails, os.getpid()))()
        except LookupError as error:
            raised = str(error)
        together.begin(partial(time.sleep, 600))  # never asked for
        together.expect_many()
        many = {process for _, process in together.each(_slowly, range(10 * WORTH_A_COPY))}
        here = together.begin(os.getpid)()  # a process with more than one thread
    try:
        os.waitpid(-1, 0)
        left = True
    except ChildProcessError:
        left = False
    return [there != os.getpid(), len(data), gone, died == os.getpid(), raised, len(many), here == os.getpid(), left]


@pytest.mark.slow
@needs_copies
def test_one_thing_is_done_in_a_copy_and_here_where_there_is_none() -> None:
    assert alone(begun)[0] == [True, 5_000_000, True, True, "here", 2, True, False]


def test_one_thing_is_done_here_where_no_copy_can_be() -> None:
    with SideBySide() as together, ThreadPoolExecutor(1) as other:
        other.submit(time.sleep, 0.1)
        assert together.begin(os.getpid)() == os.getpid()


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False
