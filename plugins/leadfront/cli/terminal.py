"""What every command needs of the machine: its settings file, and ways to say and write something."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from leadfront.escaping import line_of_log, plain
from leadfront.question import UsageError

SETTINGS = "mkdocs.yml"
USAGE_ERROR = 2
UNDECIDED = 3


def say(text: str) -> None:
    """A line to standard error, in which nothing can pass for an order to the terminal or to CI."""
    sys.stderr.write(line_of_log(plain(text)) + "\n")


def settings_file(path: str, files: Sequence[Path] = ()) -> Path:
    """The settings file: the one that was named, else the one here, else the nearest one above a named file."""
    config = Path(path or SETTINGS)
    if not path and not config.is_file() and files:
        above = (folder / SETTINGS for folder in files[0].absolute().parents)
        config = next((candidate for candidate in above if candidate.is_file()), config)
    if not config.is_file():
        raise UsageError(f"there is no file {config} here: go to the showcase's folder, or name its mkdocs.yml with -f")
    if config.is_symlink():
        from leadfront.settings import LED_OUTSIDE, leads_outside  # with git, which few commands begin with

        if leads_outside(config):
            raise UsageError(f"the file {config} {LED_OUTSIDE}")
    return config


def write(text: str, target: str) -> None:
    """Write to a file; to standard output where none is named. Raises UsageError."""
    if not target:
        print_text(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"the file {target} can't be written ({error.strerror})") from None


def print_text(text: str) -> None:
    """Write to standard output, which may be closed already. Raises UsageError."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Point stdout elsewhere, so that the interpreter's last flush is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader that has had enough (… | head) changes nothing in the answer, nor in the exit code.
        if not isinstance(error, BrokenPipeError):
            raise UsageError(f"the answer can't be written to standard output ({error.strerror})") from None
