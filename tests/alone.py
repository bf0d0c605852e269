"""Runs a function of a test module in a process of its own, which has one thread: where tests run side by side, their
own process has more, and is not copied.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadfront.copied import processors

HERE = Path(__file__).parent
needs_copies = pytest.mark.skipif(sys.platform != "linux" or processors() < 2, reason="no process is copied here")


def alone(function: Callable[..., Any], *arguments: Any, **environment: str) -> Any:
    """What a function answers there. Arguments and answer go as JSON; what it says is in what is raised."""
    path = Path(sys.modules[function.__module__].__file__ or "")
    program = (
        f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(path.parent)!r}]; import json, {path.stem} as module; "
        f"answer = module.{function.__name__}(*json.loads(sys.argv[1])); "
        "sys.stderr.flush(); sys.stdout.write('\\n' + json.dumps(answer))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    said, _, answer = done.stdout.rpartition("\n")
    return (json.loads(answer), said + done.stderr)
