"""What is made ahead in a copy of a process: all comes once and as it should be, whatever becomes of the copy."""

from __future__ import annotations

import logging
import os
import random
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from alone import alone, needs_copies
from leadfront.copied import can_copy
from leadfront.twin import Twin

pytestmark = [needs_copies, pytest.mark.slow]
MANY = 400


def asked_for_in_turn(length: int) -> list[tuple[int, int, bool]]:
    """Each of many things, made here where it does not come: how long it is, what it says, and whether it came."""
    home = os.getpid()

    def make(key: int) -> tuple[int, str]:
        time.sleep(0.0002)
        return os.getpid(), f"{key}" * length

    twin = Twin(make, range(MANY))
    found = []
    for key in range(MANY):
        process, said = twin.of(key) or make(key)
        found.append((len(said), int(said[:3] if key > 99 else said[: len(str(key))]), process != home))
    twin.end()
    return found


@pytest.mark.parametrize("length", [1, 20_000])  # more than a pipe holds, and more than may wait
def test_every_thing_comes_in_its_place_and_both_processes_make_some(length: int) -> None:
    found, _ = alone(asked_for_in_turn, length)
    assert [said for _, said, _ in found] == list(range(MANY))
    assert [size for size, _, _ in found] == [len(str(key)) * length for key in range(MANY)]
    assert {came for _, _, came in found} == {True, False}


def some_asked_for() -> int:
    chosen = random.Random(20261121)  # noqa: S311 - repeatable
    for _ in range(30):
        keys = [f"key {number}" for number in range(chosen.randrange(1, 120))]
        twin = Twin(str.upper, keys)
        for key in keys:
            if chosen.random() < 0.7:
                assert (twin.of(key) or key.upper()) == key.upper()
            if chosen.random() < 0.1:
                time.sleep(0.002)
                assert twin.of("unknown") is None
        twin.end()
        assert twin.of(keys[-1]) is None
    return 30


def test_some_may_never_be_asked_for() -> None:
    assert alone(some_asked_for)[0] == 30


def where_something_goes_wrong() -> list[str]:
    home = os.getpid()
    logging.basicConfig(level=logging.INFO)

    def make(key: int) -> str:
        if key % 7 == 0:
            logging.getLogger("mkdocs").info("heard of %d", key)
        if key % 11 == 0:
            raise ValueError(str(key))
        if key % 13 == 0:
            with suppress(ValueError):
                raise ValueError
        return f"{key} {'here' if os.getpid() == home else 'there'}"

    twin = Twin(make, range(MANY))
    found = []
    for key in range(MANY):
        time.sleep(0.001)  # so that the copy is first
        said = twin.of(key)
        if said is None:
            try:
                said = make(key)
            except ValueError:
                said = "raised"
        found.append(said)
    twin.end()
    return found


def test_what_is_raised_and_what_is_said_is_raised_and_said_where_it_was_asked_for() -> None:
    found, said = alone(where_something_goes_wrong)
    raised = [key for key, what in enumerate(found) if what == "raised"]
    assert raised == list(range(0, MANY, 11))
    there = {key for key, what in enumerate(found) if what.endswith("there")}
    assert len(there) > MANY // 2
    assert not any(key % 7 == 0 for key in there)
    assert [line.partition("heard of ")[2] for line in said.splitlines() if "heard of" in line] == [
        str(key) for key in range(0, MANY, 7)
    ]
    assert "Traceback" not in said


def with_a_copy_that_dies() -> list[int]:
    home = os.getpid()

    def make(key: int) -> int:
        if key == MANY // 2 and os.getpid() != home:
            os.kill(os.getpid(), signal.SIGKILL)
        return key

    twin = Twin(make, range(MANY))
    found = []
    for key in range(MANY):
        time.sleep(0.0005)
        made = twin.of(key)
        found.append(make(key) if made is None else made)
    twin.end()
    return found


def test_a_copy_that_is_killed_loses_nothing() -> None:
    assert alone(with_a_copy_that_dies)[0] == list(range(MANY))


def ended_early() -> bool:
    def make(key: int) -> int:
        time.sleep(0.01)
        return key

    twin = Twin(make, range(MANY))
    twin.of(0)
    twin.end()
    twin.end()
    with suppress(ChildProcessError):
        os.waitpid(-1, 0)
        return False
    return twin.of(1) is None


def test_ending_it_early_leaves_no_process() -> None:
    assert alone(ended_early)[0]


def left_alone(note: str) -> None:
    def make(key: int) -> bytes:
        Path(note).write_text(str(os.getpid()))
        return bytes(100_000)

    twin = Twin(make, range(100_000))
    while not Path(note).exists():
        time.sleep(0.001)
    twin.of(0)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_copy_ends_soon_after_whoever_asked_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with pytest.raises(AssertionError):
        alone(left_alone, str(note))
    deadline = time.monotonic() + 20
    copy = Path("/proc") / note.read_text()
    while copy.exists() and (copy / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def with_another_thread() -> list[object]:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    twin = Twin(str, range(MANY))
    found: list[object] = [can_copy(), [twin.of(key) for key in range(MANY)]]
    waiting.set()
    thread.join()
    return [*found, can_copy()]


def test_a_process_with_threads_is_not_copied() -> None:
    assert alone(with_another_thread)[0] == [False, [None] * MANY, True]


def on_one_processor() -> list[object]:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    twin = Twin(str, range(MANY))
    return [can_copy(), [twin.of(key) for key in range(MANY)]]


def test_on_one_processor_there_is_no_copy() -> None:
    assert alone(on_one_processor)[0] == [False, [None] * MANY]


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def without_room() -> list[object]:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    os.fork = refuse
    before = _open_files()
    twin = Twin(str, range(MANY))
    return [twin.of(MANY - 1), _open_files() - before]


def test_without_room_for_a_copy_all_is_made_here() -> None:
    assert alone(without_room)[0] == [None, 0]
