"""Builds that need not import everything again: each a process of its own, forked from one that has.

It is the command in every other way: it leads a process group, so that all it starts can be killed with it.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from leadfront.cli import main
from small_site import AT_START, environment

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["leadfront.engine.build", "leadfront.engine.plugin"])


class WarmBuild:
    """`leadfront build` in a folder, from its first line on."""

    def __init__(self, home: Path) -> None:
        begun, begins = _FORKS.Pipe(duplex=False)
        self._process = _FORKS.Process(target=_build, args=(home, environment(), begins))
        self._process.start()
        begins.close()  # ours: where the build has died, the next line fails instead of waiting
        begun.recv()

    def wait(self) -> int | None:
        """Its exit code."""
        self._process.join()
        return self._process.exitcode

    def kill(self) -> bool:
        """Kill it, with all that it started; whether it was still running."""
        running = self._process.is_alive()
        if running:
            assert self._process.pid
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()
        return running


def _build(home: Path, env: Mapping[str, str], begins: Connection) -> None:
    os.setpgid(0, 0)
    os.chdir(home)
    os.environ.clear()
    os.environ.update(env)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    runpy.run_path(str(AT_START / "sitecustomize.py"))
    begins.send("now")
    main(["build"])
