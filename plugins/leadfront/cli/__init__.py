"""The `leadfront` command: reads what was typed, asks, and prints. What is asked for goes to standard output, all
else to standard error.

Exit codes: 0 nothing to fail for; 1 a gap or an error; 2 wrong usage, policy or revision; 3 undecided; 70 a fault of
Leadfront's own.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from leadfront.cli.arguments import parser
from leadfront.cli.terminal import UNDECIDED, USAGE_ERROR, say
from leadfront.git import Undecided, UnknownRevision
from leadfront.policy_reader import PolicyErrors
from leadfront.question import UsageError

BROKEN = 70


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The console script: runs the command and exits with its code."""
    _speak_utf_8()
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = 130
    except Exception:
        # Python's own exit code here is 1, which would read as “gaps”.
        traceback.print_exc()
        say("Leadfront itself failed; this says nothing about the showcase. Please report the lines above.")
        code = BROKEN
    sys.stderr.flush()
    # Leave at once, as mypy does: taking apart hundreds of thousands of small values costs a tenth of the run.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except PolicyErrors as errors:
        for problem in errors.problems:
            say(f"{problem.path}:{problem.line}: {problem.message}")
        return USAGE_ERROR
    except UnknownRevision as unknown:
        say(f"There is no revision “{unknown}” here. Fetch it first (git fetch origin), or check the name.")
        return USAGE_ERROR
    except UsageError as error:
        message = str(error)
        say(f"{message[:1].upper()}{message[1:]}.")
        return USAGE_ERROR
    except Undecided as undecided:
        say(f"The history can't tell: {undecided}.")
        return UNDECIDED
    return code


def _speak_utf_8() -> None:
    """Write UTF-8 whatever the locale is, and never fail over a character or a stream that was closed."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
