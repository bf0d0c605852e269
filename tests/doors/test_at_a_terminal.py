"""`leadfront new` at a real terminal (a pseudo-terminal): whatever is typed, nothing that was answered is lost and no
traceback is shown.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import leadfront
from histories import CASES, git
from leadfront.fields import SECTIONS
from small_showcase import environment, make

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
pytestmark = pytest.mark.slow

PROMPT = b"> "
FIELDS = ["Rota", "It drafted the rota.", "", "director", "finance", "", "Copilot"]
STORY = [line for section in SECTIONS for line in (f"About {section.key}.", ".")]
CTRL_C, CTRL_D = b"\x03", b"\x04"

Typed = str | bytes | Callable[[int], None]


@dataclass(frozen=True)
class Ended:
    """What was seen in the end."""

    code: int
    said: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = make(tmp_path / "showcase")
    git(folder, "config", "user.name", "Ana Sample")
    git(folder, "config", "user.email", "ana@example.com")
    return folder


def sit_down(home: Path, typed: Sequence[Typed], *arguments: str, **variables: str) -> Ended:
    """Type at a terminal, each line when the one before was answered."""
    names = environment(PYTHONPATH=str(Path(leadfront.__file__).parent.parent), TERM="dumb", **variables)
    for name in {"VISUAL", "EDITOR"} - set(variables):
        names.pop(name, None)
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another program from here on
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a suite started in the background has it ignored
        os.chdir(home)
        os.execve(sys.executable, [sys.executable, "-m", "leadfront", "new", *arguments], names)  # noqa: S606
    said = bytearray(_heard(terminal, 15))
    for line in typed:
        if not isinstance(line, str):  # Ctrl-C and signals overtake what was typed before
            said += _heard(terminal, 1)
        if callable(line):
            line(child)
        else:
            os.write(terminal, line if isinstance(line, bytes) else f"{line}\n".encode())
        said += _heard(terminal, 0.3, silence=0.1)  # a line that comes too early waits in the terminal
    said += _heard(terminal, 2)
    end = time.monotonic() + 15
    while not (state := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < end:
        said += _heard(terminal, 0.1)
        time.sleep(0.02)
    if not state[0]:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise AssertionError(f"it still waits: {said.decode('utf-8', 'replace')}")
    os.close(terminal)
    text = said.decode("utf-8", "replace").replace("\r", "")
    assert "Traceback" not in text
    return Ended(os.waitstatus_to_exitcode(state[1]), text)


def _heard(terminal: int, most: float, silence: float = 0.25) -> bytes:
    """What it says until it falls silent; at the most so many seconds of waiting for the first word."""
    said = b""
    end = time.monotonic() + most
    while select.select([terminal], [], [], max(0.0, end - time.monotonic()))[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # it has ended
            break
        if not more:
            break
        said += more
        end = time.monotonic() + (0.05 if said.endswith(PROMPT) else silence)
    return said


def kept(home: Path) -> str:
    """What was kept beside the settings; empty where nothing was."""
    found = [path.read_text(encoding="utf-8") for path in home.glob("draft-*.md")]
    assert len(found) <= 1
    return "".join(found)


def test_every_wrong_answer_is_told_and_asked_again(home: Path) -> None:
    wrong = [
        "", "x" * 200, "Rota: fixed", "y" * 200, "It drafted the rota.", "", "directr", "9", "director", "finance",
        "31/02/2026", "2026-02-30", "2027-01-01", "", "", "Copilot",
    ]  # fmt: skip
    ended = sit_down(home, [*wrong, *STORY, "no", "no"])
    assert ended.code == 0
    assert (home / CASES / "rota-fixed.md").is_file()
    for words in (
        "Title is missing.", "Title has 200 characters", "Summary has 200 characters", "Did you mean “director”?",
        "“9” is not a level here.", "“31/02/2026”, which is not a day", "“2026-02-30”, which is not a day",
        "has not come yet", "Tools is missing.",
    ):  # fmt: skip
        assert words in ended.said, words


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        pytest.param(["Rota", CTRL_C], 130, "title: Rota", id="ctrl-c after a field"),
        pytest.param([*FIELDS, "One line", "Another", CTRL_C], 130, "One line\nAnother", id="ctrl-c in a section"),
        pytest.param(["Rota", "A summary.", CTRL_D], 2, "summary: A summary.", id="ctrl-d at a field"),
        pytest.param([*FIELDS, "One line", CTRL_D], 2, "One line", id="ctrl-d in a section"),
        pytest.param(["Rota", lambda child: os.kill(child, signal.SIGHUP)], 130, "title: Rota", id="window closed"),
        pytest.param(["Rota", lambda child: os.kill(child, signal.SIGTERM)], 130, "title: Rota", id="shut down"),
    ],
)
def test_what_was_answered_is_kept(home: Path, typed: Sequence[Typed], code: int, words: str) -> None:
    ended = sit_down(home, typed)
    assert ended.code == code
    assert words in kept(home)
    assert f"kept in {home / 'draft-rota.md'}" in ended.said


def test_nothing_typed_leaves_nothing(home: Path) -> None:
    assert sit_down(home, [CTRL_C]).code == 130
    assert git(home, "status", "--porcelain") == ""


def test_ctrl_c_at_the_offer_to_commit_leaves_the_file_where_it_is(home: Path) -> None:
    ended = sit_down(home, [*FIELDS, *STORY, "no", CTRL_C])
    assert ended.code == 130
    assert f"Your use case is in {home / CASES / 'rota.md'}" in ended.said
    assert kept(home) == ""


def test_ctrl_c_while_the_editor_is_open_keeps_what_was_saved_in_it(home: Path) -> None:
    program = home.parent / "editor.py"
    program.write_text(
        "import pathlib, signal, sys, time\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('-->', '-->\\n\\nSaved in time.', 1))\ntime.sleep(20)\n"
    )
    ended = sit_down(home, [*FIELDS, lambda _: time.sleep(1), CTRL_C], EDITOR=f"{sys.executable} {program}")
    assert ended.code == 130
    assert "Saved in time." in kept(home)


def test_a_name_that_is_taken_and_a_folder_that_is_a_file(home: Path) -> None:
    assert sit_down(home, ["Shift rota", *FIELDS[1:], *STORY, "no", "no"]).code == 0
    assert (home / CASES / "shift-rota-2.md").is_file()
    (home / CASES).rename(home / "elsewhere")
    (home / CASES.rstrip("/")).write_text("A file in the way.\n")
    ended = sit_down(home, [*FIELDS, *STORY, "no"])
    assert ended.code == 2
    assert "can't be written" in ended.said
    assert "About prompt." in kept(home)


def test_the_day_can_not_be_left_out_of_what_still_works(home: Path) -> None:
    path = f"{CASES}shift-rota.md"
    ended = sit_down(home, ["5", "maybe", "1", "2027-01-01", "-", "2026-11-19", "", "no"], "--again", path)
    assert ended.code == 0
    for words in ("Please choose one of the numbers.", "has not come yet", "Last tried again is missing."):
        assert words in ended.said
    assert "\nverified: 2026-11-19\n---\n" in (home / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere.md", "There is no file nowhere.md: name it as seen from this folder"), ("showcase", "The file ")],
)
def test_what_is_no_use_case_is_said(home: Path, name: str, words: str) -> None:
    ended = sit_down(home, [], "--again", name)
    assert (ended.code, words in ended.said) == (2, True)
