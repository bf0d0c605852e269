"""The command `check`: from what was typed to the question, and from the answer to its forms and files."""

from __future__ import annotations

import argparse
import gc
import json
from pathlib import Path
from typing import Any

from leadfront.check import examine
from leadfront.cli.outputs import outputs
from leadfront.cli.terminal import say, settings_file, write
from leadfront.progress import Progress
from leadfront.question import Question, UsageError, no_such_file
from leadfront.reporters import REPORTERS
from leadfront.wording import claim_in_words

_A_REPORT = "name one that was written by “leadfront check --format json --output report.json”"


def check(options: argparse.Namespace) -> int:
    """Answer the question that was typed, in the forms that were asked for."""
    # One run that makes many small values and ends: collecting them costs a fifth of the time and frees nothing.
    gc.disable()
    pairs = outputs(options.outputs, default="text")
    files = tuple(Path(name) for name in options.files)
    if files and (options.revision or options.base or options.policy_from or options.previous):
        raise UsageError("named files are checked without history: leave out --revision, --base and the like")
    missing = [str(path) for path in files if not path.exists() and not path.is_symlink()]
    if missing:
        raise UsageError(no_such_file(missing[0]))
    question = Question(
        files=files,
        config_path=settings_file(options.config_file, files),
        as_of=options.as_of,
        revision=options.revision,
        base=options.base,
        policy_from=options.policy_from,
        previous=_previous(options.previous),
    )
    showcase = examine(question, Progress(), with_entries=False)
    for form, target in pairs:
        write(REPORTERS[form](showcase), target)
    if all(target for _, target in pairs):
        say(claim_in_words(showcase.report))
    return showcase.report.exit_code


def _previous(path: str) -> Any:
    if not path:
        return None
    try:
        data = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"the previous report {path} can't be read ({error.strerror}): {_A_REPORT}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"the previous report {path} is not JSON: {_A_REPORT}") from None
    if not isinstance(data, dict):
        raise UsageError(f"the previous report {path} is not a report: {_A_REPORT}")
    return data
