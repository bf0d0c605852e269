"""The one module that runs git. Asks plumbing commands, through GitPython's command layer, and parses raw bytes.

Comes in: a folder, revisions, object names. Goes out: values (`Commit`, `FileChange`, `TreeEntry`, bytes). It may
not know what
a use case or a policy is. What git can't tell for certain raises `Undecided`, with the one command that mends it.

The reader's configuration, environment, locale and time zone can't change the answers: every call runs with a cleaned
environment, paths are bytes between NULs, and times are the integers that the commits hold.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any, NoReturn

# GitPython otherwise refuses to be imported where git is missing; that is told by `Undecided` instead.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
from git.cmd import Git
from git.exc import GitCommandNotFound

from leadfront.objects import REGULAR_FILE_MODES, Commit, FileChange, TreeEntry

_FULL_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NO_OBJECT = frozenset({"0" * 40, "0" * 64})
_CHUNK = 1 << 16

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


class Undecided(Exception):  # noqa: N818 - it is an answer: git can't tell
    """History can't be read to the end. `reason` says why; `mend` is what to do about it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason}: {mend}")
        self.reason = reason
        self.mend = mend


class UnknownRevision(Exception):  # noqa: N818 - wrong usage, told in words
    """A revision that was asked for by name and is not there."""


class NotCommittedError(Exception):
    """Git did not take the commit, and everything is as it was. The message is git's own, on one line."""


class Repository:
    """A git repository, read only. All paths are from its top folder, decoded so that they can be encoded back."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._git = Git(str(top))

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that a folder belongs to.

        Raises Undecided where there is none, or where it can't be read whole.
        """
        folder = folder.resolve()
        for candidate in (folder, *folder.parents):
            if (candidate / ".git").exists():
                repository = cls(candidate)
                repository._must_be_whole()
                return repository
        raise Undecided("this folder is not in a git repository", "run “git init” and commit, or check a clone")

    # --- revisions ----------------------------------------------------------------------------------------------

    def resolve(self, name: str) -> str:
        """The full name of the commit that a revision names.

        Raises UnknownRevision.
        """
        if name and not name.startswith("-") and name.isprintable():
            code, out, _ = self._run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
            found = out.decode().strip()
            if code == 0 and _FULL_NAME.fullmatch(found):
                return found
        raise UnknownRevision(name)

    def has(self, commit: str) -> bool:
        """Whether a commit with this full name is there."""
        code, _, _ = self._run("cat-file", "-e", f"{commit}^{{commit}}")
        return code == 0

    def head(self) -> str:
        """The commit that is checked out.

        Raises Undecided where nothing was committed yet.
        """
        try:
            return self.resolve("HEAD")
        except UnknownRevision:
            raise Undecided("nothing is committed yet", "commit the showcase, then check again") from None

    def branches(self) -> frozenset[str]:
        """The names of all branches, those of other repositories that were fetched without the place in front."""
        _, out, _ = self._run("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes")
        names = out.decode(errors="surrogateescape").split()
        return frozenset([*names, *(name.partition("/")[2] for name in names)]) - {""}

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None where they share none."""
        code, out, _ = self._run("merge-base", one, other)
        found = out.decode().split("\n")[0].strip()
        return found if code == 0 and found else None

    # --- history ------------------------------------------------------------------------------------------------

    def commits(self, revision: str, without: str = "") -> dict[str, Commit]:
        """Every commit that is reachable from a revision, by its full name, newest first.

        `without` leaves out what is reachable from another commit.
        """
        excluded = [f"^{without}"] if without else []
        out = self._must(
            "log", "-z", "--no-show-signature", "--no-mailmap", "--no-notes", "--no-color", "--no-decorate",
            "--no-patch",
            "--encoding=UTF-8", "--format=tformat:%H%x00%P%x00%ct%x00%an <%ae>%x00%s", revision, *excluded, "--",
        )  # fmt: skip
        fields = _decode(out).split("\0")
        found: dict[str, Commit] = {}
        with _whole_answers():
            for at in range(0, len(fields) - 1, 5):
                name, parents, time, author, subject = fields[at : at + 5]
                # Only a merge's subject says anything that history must know.
                found[name] = Commit(tuple(parents.split()), time, author, subject if " " in parents else "")
        return found

    def changes(self, pairs: Sequence[tuple[str, str | None]], folder: str) -> Iterator[tuple[str, list[FileChange]]]:
        """What each commit changed below a folder, compared with the commit beside it (None: with nothing).

        Commits that changed nothing there are left out. Order as given.
        """
        wanted = b"".join(
            f"{commit} {before}\n".encode() if before else f"{commit}\n".encode() for commit, before in pairs
        )
        where = ["--", folder] if folder else []
        command = ["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--root", "-m",
        "--no-ext-diff",
                   "--no-textconv", "--no-relative", *where]  # fmt: skip
        with self._stream(command, wanted) as out, _whole_answers():
            tokens = iter(_records(out))
            commit, changes = "", list[FileChange]()
            for token in tokens:
                if token.startswith(b":"):
                    _, mode, _, blob, _ = token.decode().split(" ")
                    gone = blob in _NO_OBJECT and mode == "000000"
                    path = _decode(next(tokens))
                    changes.append(FileChange(path, None if gone else mode, None if gone else blob))
                else:
                    if commit:
                        yield commit, changes
                    commit, changes = token.decode().strip(), []
            if commit:
                yield commit, changes

    def changed_paths(self, before: str, after: str) -> set[str]:
        """The paths in which two commits differ, added, changed or gone."""
        return {change.path for _, changes in self.changes([(after, before)], "") for change in changes}

    # --- trees and blobs ----------------------------------------------------------------------------------------

    def tree(self, revision: str, folder: str = "") -> list[TreeEntry]:
        """The files of a commit below a folder, in git's order."""
        where = ["--", folder] if folder else ["--"]
        out = self._must("ls-tree", "-r", "-z", "--full-tree", "--no-abbrev", revision, *where)
        entries = []
        with _whole_answers():
            for record in out.split(b"\0")[:-1]:
                head, _, path = record.partition(b"\t")
                mode, _, blob = head.decode().split(" ")
                entries.append(TreeEntry(_decode(path), mode, blob))
        return entries

    def blobs(self, names: Iterable[str], largest: int) -> Iterator[tuple[str, bytes]]:
        """The content of each blob, in the order asked. What is larger than `largest` bytes is cut there, plus one
        byte.

        Raises Undecided where a blob is missing.
        """
        wanted = "".join(f"{name}\n" for name in names).encode()
        if not wanted:
            return
        with self._stream(["cat-file", "--batch", "--buffer"], wanted) as out, _whole_answers():
            for _ in range(wanted.count(b"\n")):
                name, kind, *size = out.readline().decode("ascii", "replace").split() or ["", "missing"]
                if kind != "blob" or not size:
                    raise _missing(name)
                left = int(size[0])
                data = out.read(min(left, largest + 1))
                left -= len(data)
                while left > 0:
                    left -= len(out.read(min(left, _CHUNK)) or _broken_off())
                out.read(1)
                yield name, data

    def file(self, revision: str, path: str, largest: int = 1 << 20) -> bytes | None:
        """The content of a regular file at a commit; None where there is none. Cut after `largest` bytes."""
        entries = [entry for entry in self.tree(revision, path) if entry.path == path]
        if not entries or entries[0].mode not in REGULAR_FILE_MODES:
            return None
        for _, data in self.blobs([entries[0].blob], largest):
            return data[:largest]
        return None

    # --- running git --------------------------------------------------------------------------------------------

    def _must_be_whole(self) -> None:
        code, out, error = self._run(
            "rev-parse", "--is-shallow-repository", "--git-path", "info/grafts", "--git-common-dir"
        )
        if code != 0:
            raise Undecided(f"git can't read this repository ({_first_line(error)})", "check a fresh clone")
        shallow, grafts, *_ = out.decode(errors="surrogateescape").split("\n")
        if shallow == "true":
            raise Undecided(
                "this clone is shallow: the older history is missing",
                "run “git fetch --unshallow” (in GitHub Actions: fetch-depth: 0; in GitLab: GIT_DEPTH: 0)",
            )
        with suppress(OSError):
            if (self.top / grafts).stat().st_size:
                raise Undecided("this repository has grafts, which rewrite its history", f"remove the file {grafts}")

    def _must(self, *arguments: str) -> bytes:
        code, out, error = self._run(*arguments)
        if code != 0:
            raise _unreadable(error)
        return out

    def _run(self, *arguments: str) -> tuple[int, bytes, bytes]:
        """Run git to its end."""
        with _clean_environment():
            result: Any = self._execute(list(arguments), with_extended_output=True, with_exceptions=False)
        code, out, error = result
        return code, out, error if isinstance(error, bytes) else str(error).encode()

    @contextmanager
    def _stream(self, arguments: list[str], standard_input: bytes) -> Iterator[IO[bytes]]:
        """Run git and read what it prints while it runs; what it reads comes from a file, so neither waits for the
        other.
        """
        with tempfile.TemporaryFile() as source:
            source.write(standard_input)
            source.seek(0)
            with _clean_environment():
                wrapped: Any = self._execute(arguments, istream=source, as_process=True)
            process = wrapped.proc
            complaints: list[bytes] = []
            # Read on the side, so that git never waits for somebody to read its complaints.
            listener = threading.Thread(target=lambda: complaints.append(process.stderr.read()), daemon=True)
            listener.start()
            try:
                yield process.stdout
                while process.stdout.read(_CHUNK):
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
            raise _unreadable(b"".join(complaints))

    def _execute(self, arguments: list[str], **how: Any) -> Any:
        # safe.directory names this repository alone: containers own their checkouts by another user.
        command = ["git", *_OPTIONS, "-c", f"safe.directory={self.top}", *arguments]
        environment = {**_ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(self.top.parent)}
        how.setdefault("stdout_as_string", False)
        how.setdefault("strip_newline_in_stdout", False)
        try:
            return self._git.execute(command, env=environment, **how)
        except GitCommandNotFound:
            raise Undecided("git is not installed", "install git, then check again") from None


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
    repository = Repository(top)
    try:
        repository._must("init", "--quiet", f"--initial-branch={branch}")
        with _clean_environment():
            # --done: commits that break off are a mistake, and not the end.
            wrapped: Any = repository._execute(["fast-import", "--quiet", "--done"], istream=PIPE, as_process=True)
        with wrapped.proc as process:
            with suppress(BrokenPipeError):  # git has stopped, and says below why
                yield Importer(process.stdin, process.stdout)
                process.stdin.write(b"done\n")
                process.stdin.flush()
            complaint = process.stderr.read()
            code = process.wait()
        if code != 0:
            raise Undecided(f"git could not make a repository ({_first_line(complaint)})", "update git, then try again")
        repository._must("reset", "--hard", "--quiet", branch)
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
        raise NotCommittedError(_first_line(error if isinstance(error, bytes) else str(error).encode()))
    return _decode(out)


@contextmanager
def _clean_environment() -> Iterator[None]:
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


def _broken_off() -> NoReturn:
    raise ValueError


@contextmanager
def _whole_answers() -> Iterator[None]:
    """While what git printed is taken apart: where that can't be done, git broke off (it was killed, or the disk is
    full), and its exit code is not known yet.

    Raises Undecided.
    """
    try:
        yield
    except (ValueError, StopIteration):
        raise _unreadable(b"it broke off in the middle of an answer") from None


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    """The NUL-terminated records of a stream."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _first_line(error: bytes) -> str:
    text = error.decode("utf-8", "replace").strip().split("\n")[0]
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200] or "it gave no reason"


def _missing(name: str) -> Undecided:
    short = name[:12] if name else "an object"
    return Undecided(
        f"this repository is not whole ({short} is missing), as after “git clone --filter”",
        "run “git fetch --refetch --no-filter”, or check a full clone",
    )


def _unreadable(error: bytes) -> Undecided:
    return Undecided(
        f"git could not read the history to its end ({_first_line(error)})",
        "run “git fsck”; if objects are missing, check a full clone",
    )
