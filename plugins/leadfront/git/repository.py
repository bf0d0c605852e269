"""What can be read of a repository: revisions, history, trees and files, as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from leadfront.git.answers import (
    CHUNK,
    Undecided,
    UnknownRevision,
    broken_off,
    decoded,
    first_line,
    missing,
    records,
    whole_answers,
)
from leadfront.git.running import Runner
from leadfront.objects import REGULAR_FILE_MODES, Commit, FileChange, TreeEntry

_FULL_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NO_OBJECT = frozenset({"0" * 40, "0" * 64})


class Repository(Runner):
    """A git repository, read only. All paths are from its top folder, decoded so that they can be encoded back.
    Revisions are full names of commits, save where they are resolved.
    """

    def __init__(self, top: Path) -> None:
        super().__init__(top)
        self._files: dict[tuple[str, str, int], bytes | None] = {}

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
            code, out, _ = self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
            found = out.decode().strip()
            if code == 0 and _FULL_NAME.fullmatch(found):
                return found
        raise UnknownRevision(name)

    def has(self, commit: str) -> bool:
        """Whether a commit with this full name is there."""
        code, _, _ = self.run("cat-file", "-e", f"{commit}^{{commit}}")
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
        _, out, _ = self.run("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes")
        names = out.decode(errors="surrogateescape").split()
        return frozenset([*names, *(name.partition("/")[2] for name in names)]) - {""}

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None where they share none."""
        code, out, _ = self.run("merge-base", one, other)
        found = out.decode().split("\n")[0].strip()
        return found if code == 0 and found else None

    # --- history ------------------------------------------------------------------------------------------------

    def commits(self, revision: str, without: str = "") -> dict[str, Commit]:
        """Every commit that is reachable from a revision, by its full name, newest first.

        `without` leaves out what is reachable from another commit.
        """
        excluded = [f"^{without}"] if without else []
        out = self.must(
            "log", "-z", "--no-show-signature", "--no-mailmap", "--no-notes", "--no-color", "--no-decorate",
            "--no-patch",
            "--encoding=UTF-8", "--format=tformat:%H%x00%P%x00%ct%x00%an <%ae>%x00%s", revision, *excluded, "--",
        )  # fmt: skip
        fields = decoded(out).split("\0")
        found: dict[str, Commit] = {}
        with whole_answers():
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
        with self.stream(command, wanted) as out, whole_answers():
            tokens = iter(records(out))
            commit, changes = "", list[FileChange]()
            for token in tokens:
                if token.startswith(b":"):
                    _, mode, _, blob, _ = token.decode().split(" ")
                    gone = blob in _NO_OBJECT and mode == "000000"
                    path = decoded(next(tokens))
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
        out = self.must("ls-tree", "-r", "-z", "--full-tree", "--no-abbrev", revision, *where)
        entries = []
        with whole_answers():
            for record in out.split(b"\0")[:-1]:
                head, _, path = record.partition(b"\t")
                mode, _, blob = head.decode().split(" ")
                entries.append(TreeEntry(decoded(path), mode, blob))
        return entries

    def blobs(self, names: Iterable[str], largest: int) -> Iterator[tuple[str, bytes]]:
        """The content of each blob, in the order asked. What is larger than `largest` bytes is cut there, plus one
        byte.

        Raises Undecided where a blob is missing.
        """
        wanted = "".join(f"{name}\n" for name in names).encode()
        if not wanted:
            return
        with self.stream(["cat-file", "--batch", "--buffer"], wanted) as out, whole_answers():
            for _ in range(wanted.count(b"\n")):
                name, kind, *size = out.readline().decode("ascii", "replace").split() or ["", "missing"]
                if kind != "blob" or not size:
                    raise missing(name)
                left = int(size[0])
                data = out.read(min(left, largest + 1))
                left -= len(data)
                while left > 0:
                    left -= len(out.read(min(left, CHUNK)) or broken_off())
                out.read(1)
                yield name, data

    def file(self, revision: str, path: str, largest: int = 1 << 20) -> bytes | None:
        """The content of a regular file at a commit, asked for once; None where there is none. Cut after `largest`
        bytes.
        """
        asked = revision, path, largest
        if asked not in self._files:
            self._files[asked] = self._file(*asked)
        return self._files[asked]

    def _file(self, revision: str, path: str, largest: int) -> bytes | None:
        entries = [entry for entry in self.tree(revision, path) if entry.path == path]
        if not entries or entries[0].mode not in REGULAR_FILE_MODES:
            return None
        for _, data in self.blobs([entries[0].blob], largest):
            return data[:largest]
        return None

    # --- running git --------------------------------------------------------------------------------------------

    def _must_be_whole(self) -> None:
        code, out, error = self.run(
            "rev-parse", "--is-shallow-repository", "--git-path", "info/grafts", "--git-common-dir"
        )
        if code != 0:
            raise Undecided(f"git can't read this repository ({first_line(error)})", "check a fresh clone")
        shallow, grafts, *_ = out.decode(errors="surrogateescape").split("\n")
        if shallow == "true":
            raise Undecided(
                "this clone is shallow: the older history is missing",
                "run “git fetch --unshallow” (in GitHub Actions: fetch-depth: 0; in GitLab: GIT_DEPTH: 0)",
            )
        with suppress(OSError):
            if (self.top / grafts).stat().st_size:
                raise Undecided("this repository has grafts, which rewrite its history", f"remove the file {grafts}")
