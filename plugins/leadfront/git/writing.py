"""What is written to a repository: the demo's whole history, and one commit on a branch of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

from git.cmd import Git
from git.exc import GitCommandNotFound

from leadfront.git.answers import NotCommittedError, Undecided, decoded, first_line
from leadfront.git.running import Runner, clean_environment


class Importer:
    """Writes commits into a new repository."""

    def __init__(self, source: IO[bytes], answers: IO[bytes]) -> None:
        self._source = source
        self._answers = answers

    def write(self, commits: bytes) -> None:
        """Take commits in the form that `git fast-import` reads, each with a mark."""
        self._source.write(commits)

    def name_of(self, mark: int) -> str:
        """The full name of the commit that was written with this mark."""
        self._source.write(b"get-mark :%d\n" % mark)
        self._source.flush()
        return self._answers.readline().decode().strip()


@contextmanager
def new_repository(top: Path, branch: str) -> Iterator[Importer]:
    """Make a repository in a folder that has none, and check out the branch once its commits are written.

    Raises Undecided where git can't; nothing of the repository is left then.
    """
    git = Runner(top)
    try:
        git.must("init", "--quiet", f"--initial-branch={branch}")
        with clean_environment():
            # --done: commits that break off are a mistake, and not the end.
            wrapped: Any = git.execute(["fast-import", "--quiet", "--done"], istream=PIPE, as_process=True)
        with wrapped.proc as process:
            with suppress(BrokenPipeError):  # git has stopped, and says below why
                yield Importer(process.stdin, process.stdout)
                process.stdin.write(b"done\n")
                process.stdin.flush()
            complaint = process.stderr.read()
            code = process.wait()
        if code != 0:
            raise Undecided(f"git could not make a repository ({first_line(complaint)})", "update git, then try again")
        git.must("reset", "--hard", "--quiet", branch)
    except BaseException:
        shutil.rmtree(top / ".git", ignore_errors=True)
        raise


def name_of_user(folder: Path) -> str:
    """What whoever sits here told git their name is; empty where they never did."""
    try:
        return _as_the_user(folder, "config", "--get", "user.name").strip()
    except NotCommittedError:
        return ""


def commit_on_new_branch(top: Path, branch: str, path: str, message: str) -> str:
    """Commit one file, as it lies on disk, to a new branch and stay on it; the branch's name, with a number after it
    where there is such a branch already. What else was changed or staged stays as it is.

    Raises NotCommittedError.
    """
    branches = _as_the_user(top, "for-each-ref", "--format=%(refname:short)", "refs/heads").split("\n")
    names = (f"{branch}-{number}" if number > 1 else branch for number in count(1))
    name = next(name for name in names if name not in branches)
    was_known = bool(_as_the_user(top, "ls-files", "--", path))
    _as_the_user(top, "switch", "--quiet", "--create", name)
    try:
        if not was_known:
            _as_the_user(top, "add", "--", path)
        _as_the_user(top, "commit", "--quiet", "--message", message, "--only", "--", path)
    except BaseException:
        if not was_known:
            _as_the_user(top, "rm", "--quiet", "--cached", "--force", "--ignore-unmatch", "--", path)
        _as_the_user(top, "switch", "--quiet", "-")
        _as_the_user(top, "branch", "--quiet", "--delete", "--force", name)
        raise
    return name


def _as_the_user(folder: Path, *arguments: str) -> str:
    """Run git with the settings, hooks and name of whoever sits here; what it prints.

    Raises NotCommittedError where it fails.
    """
    command = ["git", "--no-pager", "--literal-pathspecs", *arguments]
    try:
        result: Any = Git(str(folder)).execute(
            command, with_extended_output=True, with_exceptions=False, stdout_as_string=False
        )
    except GitCommandNotFound:
        raise NotCommittedError("git is not installed") from None
    code, out, error = result
    if code != 0:
        raise NotCommittedError(first_line(error if isinstance(error, bytes) else str(error).encode()))
    return decoded(out)
