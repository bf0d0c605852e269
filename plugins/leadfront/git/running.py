"""Runs git in one repository, so that nothing of the machine can change what it says."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

# GitPython otherwise refuses to be imported where git is missing; that is told by `Undecided` instead.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
from git.cmd import Git
from git.exc import GitCommandNotFound

from leadfront.git.answers import CHUNK, Undecided, unreadable

_OPTIONS = (
    "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
    # No transport may be used, so that a partial clone is noticed and never fetched from (GIT_NO_LAZY_FETCH needs
    # git 2.44).
    "-c", "protocol.allow=never",
)  # fmt: skip
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC0",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
_environment_lock = threading.Lock()


class Runner:
    """Git in one repository. All paths are from its top folder."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._git = Git(str(top))

    def must(self, *arguments: str) -> bytes:
        """Run git to its end; what it printed.

        Raises Undecided where it fails.
        """
        code, out, error = self.run(*arguments)
        if code != 0:
            raise unreadable(error)
        return out

    def run(self, *arguments: str) -> tuple[int, bytes, bytes]:
        """Run git to its end: exit code, what it printed, what it complained of."""
        with clean_environment():
            result: Any = self.execute(list(arguments), with_extended_output=True, with_exceptions=False)
        code, out, error = result
        return code, out, error if isinstance(error, bytes) else str(error).encode()

    @contextmanager
    def stream(self, arguments: list[str], standard_input: bytes) -> Iterator[IO[bytes]]:
        """Run git and read what it prints while it runs; what it reads comes from a file, so neither waits for the
        other.
        """
        with tempfile.TemporaryFile() as source:
            source.write(standard_input)
            source.seek(0)
            with clean_environment():
                wrapped: Any = self.execute(arguments, istream=source, as_process=True)
            process = wrapped.proc
            complaints: list[bytes] = []
            # Read on the side, so that git never waits for somebody to read its complaints.
            listener = threading.Thread(target=lambda: complaints.append(process.stderr.read()), daemon=True)
            listener.start()
            try:
                yield process.stdout
                while process.stdout.read(CHUNK):
                    pass
                code = process.wait()
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
                listener.join()
                process.stdout.close()
                process.stderr.close()
        if code != 0:
            raise unreadable(b"".join(complaints))

    def execute(self, arguments: list[str], **how: Any) -> Any:
        """Run git by GitPython, as `how` says (`Git.execute`). To be called within `clean_environment`."""
        # safe.directory names this repository alone: containers own their checkouts by another user.
        command = ["git", *_OPTIONS, "-c", f"safe.directory={self.top}", *arguments]
        environment = {**_ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(self.top.parent)}
        how.setdefault("stdout_as_string", False)
        how.setdefault("strip_newline_in_stdout", False)
        try:
            return self._git.execute(command, env=environment, **how)
        except GitCommandNotFound:
            raise Undecided("git is not installed", "install git, then check again") from None


@contextmanager
def clean_environment() -> Iterator[None]:
    """Hide the caller's GIT_* variables (a hook sets GIT_DIR, a shell may set GIT_CONFIG_COUNT) while git is started.

    GitPython copies this process's environment and only adds to it.
    """
    with _environment_lock:
        hidden = {
            name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_") and "PYTHON" not in name
        }
        try:
            yield
        finally:
            os.environ.update(hidden)
