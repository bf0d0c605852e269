"""Builds real git repositories from nothing, for tests. Knows git's object format; knows nothing of Leadfront's code.

Objects are written straight into `.git/objects`, for two reasons: a random history takes a few milliseconds, and git's
own commands refuse to write some of what tests need (dates that are no numbers, names with line breaks). What comes
out is an ordinary repository, which `git fsck` accepts where the history is not meant to be broken.

    history = History(tmp_path)
    history.write(CASES + "pack.md", use_case(level="director"))
    history.commit("Add the board pack", at="2026-10-05T09:30+01:00")
    write_policy(tmp_path, levels=["director"])
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

CASES = "showcase/use-cases/"
FILE, EXECUTABLE, SYMLINK, SUBMODULE = "100644", "100755", "120000", "160000"

# Nothing of the machine's own settings may reach a test's repository.
GIT_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Imogen Ashdown",
    "GIT_AUTHOR_EMAIL": "imogen.ashdown@example.com",
    "GIT_COMMITTER_NAME": "Imogen Ashdown",
    "GIT_COMMITTER_EMAIL": "imogen.ashdown@example.com",
    "LC_ALL": "C.UTF-8",
}

Tree = dict[bytes, tuple[str, bytes]]
"""A commit's files: path to mode and content (of a submodule, the commit's name)."""


@dataclass(frozen=True)
class Person:
    """Who git says wrote a commit."""

    name: str = "Imogen Ashdown"
    email: str = "imogen.ashdown@example.com"


IMOGEN = Person()
"""The leader of every use case that names no other."""
BOT = Person("Renewal Bot", "renewals[bot]@bots.example.com")


@dataclass(frozen=True)
class Node:
    """A commit that has been written."""

    name: str
    parents: tuple[str, ...]
    tree: Tree


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """Run git in a folder and return what it printed."""
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", *arguments],
        cwd=folder,
        env={**GIT_ENVIRONMENT, **environment},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8", "surrogateescape")


@dataclass
class History:
    """A repository that grows commit by commit. `files` is what the next commit will hold; `head` is the last one."""

    folder: Path
    branch: str = "main"
    hash_name: str = "sha1"
    files: Tree = field(default_factory=dict)
    head: str | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    _known: dict[tuple[bytes, bytes], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        config = "[core]\n\tbare = false\n\trepositoryformatversion = 0\n\tfilemode = true\n"
        if self.hash_name != "sha1":
            config = config.replace("= 0", "= 1") + f"[extensions]\n\tobjectformat = {self.hash_name}\n"
        (self.git_folder / "objects").mkdir(parents=True)
        (self.git_folder / "refs" / "heads").mkdir(parents=True)
        (self.git_folder / "HEAD").write_text(f"ref: refs/heads/{self.branch}\n")
        (self.git_folder / "config").write_text(config)

    @property
    def git_folder(self) -> Path:
        return self.folder / ".git"

    # --- the files of the next commit ---------------------------------------------------------------------------

    def write(self, path: str | bytes, content: str | bytes, mode: str = FILE) -> None:
        """Put a file (of a symlink its target, of a submodule a commit's name) into the next commit."""
        self.files[_bytes(path)] = (mode, _bytes(content))

    def delete(self, path: str | bytes) -> None:
        del self.files[_bytes(path)]

    def move(self, old: str | bytes, new: str | bytes) -> None:
        self.files[_bytes(new)] = self.files.pop(_bytes(old))

    def copy(self, old: str | bytes, new: str | bytes) -> None:
        self.files[_bytes(new)] = self.files[_bytes(old)]

    # --- commits ------------------------------------------------------------------------------------------------

    def commit(
        self,
        subject: str = "Change the showcase",
        at: str | int | datetime | None = "2026-01-15T12:00+00:00",
        *,
        author: Person = IMOGEN,
        committer: Person = IMOGEN,
        authored: str | int | datetime | None = None,
        date: str | None = None,
        parents: Iterable[str] | None = None,
        headers: str = "",
    ) -> str:
        """Write a commit of `files` on top of `head` and return its name.

        `at` is the committer's time (ISO 8601 with offset, or seconds since the epoch). `date` is written in its place
        as it stands, so that it may be absurd: everything that git has after the committer's e-mail. `headers` are what
        signed commits and others carry besides.
        """
        given = date if date is not None else _git_date(at)
        written = _git_date(authored) if authored is not None else given
        above = tuple(parents) if parents is not None else ((self.head,) if self.head else ())
        lines = [
            b"tree " + self._tree(self.files).encode(),
            *(b"parent " + parent.encode() for parent in above),
            _bytes(f"author {author.name} <{author.email}> {written}"),
            _bytes(f"committer {committer.name} <{committer.email}> {given}"),
            *([_bytes(headers)] if headers else []),
            b"",
            _bytes(subject),
        ]
        self.head = self._object(b"commit", b"\n".join(lines) + b"\n")
        self.nodes[self.head] = Node(self.head, above, dict(self.files))
        self.point(self.branch, self.head)
        return self.head

    def merge(
        self, *others: str, subject: str = "", then: Mapping[str, str | None] | None = None, **details: Any
    ) -> str:
        """Merge commits into `head`: what each changed since it left, wins. `then` is what the merge itself changes.

        Without a subject, it is git's own for a branch called `topic`. `details` go to `commit`.
        """
        assert self.head is not None
        for other in others:
            base = self._fork(self.head, other)
            before = self.nodes[base].tree if base else {}
            after = self.nodes[other].tree
            for path in before.keys() | after.keys():
                if before.get(path) == after.get(path):
                    continue
                if path in after:
                    self.files[path] = after[path]
                else:
                    self.files.pop(path, None)
        for name, content in (then or {}).items():
            if content is None:
                self.files.pop(_bytes(name), None)
            else:
                self.write(name, content)
        return self.commit(subject or "Merge branch 'topic'", parents=[self.head, *others], **details)

    def go_to(self, commit: str | None) -> None:
        """Go on from an earlier commit, or from nothing."""
        self.head = commit
        self.files = dict(self.nodes[commit].tree) if commit else {}
        if commit:
            self.point(self.branch, commit)

    def point(self, branch: str, commit: str) -> None:
        """Let a branch name a commit."""
        (self.git_folder / "refs" / "heads" / branch).write_text(commit + "\n")

    def check_out(self) -> None:
        """Write the files of `head` to disk, as `git checkout` does."""
        git(self.folder, "read-tree", "--reset", "-u", "HEAD")

    # --- objects ------------------------------------------------------------------------------------------------

    def _fork(self, one: str, other: str) -> str | None:
        """The last commit that both stand on."""
        mine, waiting = {one}, [one]
        while waiting:
            for parent in self.nodes[waiting.pop()].parents:
                if parent not in mine:
                    mine.add(parent)
                    waiting.append(parent)
        at: str | None = other
        while at is not None and at not in mine:
            parents = self.nodes[at].parents
            at = parents[0] if parents else None
        return at

    def _tree(self, files: Tree) -> str:
        entries: dict[bytes, tuple[str, str]] = {}
        folders: dict[bytes, Tree] = {}
        for path, (mode, content) in files.items():
            name, slash, rest = path.partition(b"/")
            if slash:
                folders.setdefault(name, {})[rest] = (mode, content)
            elif mode == SUBMODULE:
                entries[name] = (mode, content.decode())
            else:
                entries[name] = (mode, self._object(b"blob", content))
        for name, inner in folders.items():
            entries[name] = ("40000", self._tree(inner))
        # Git sorts a folder as if its name ended with a slash.
        order = sorted(entries, key=lambda name: name + b"/" if entries[name][0] == "40000" else name)
        body = b"".join(entries[n][0].encode() + b" " + n + b"\0" + bytes.fromhex(entries[n][1]) for n in order)
        return self._object(b"tree", body)

    def _object(self, kind: bytes, body: bytes) -> str:
        known = self._known.get((kind, body))
        if known:
            return known
        whole = kind + b" %d\0" % len(body) + body
        name = hashlib.new(self.hash_name, whole).hexdigest()
        path = self.git_folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(whole, 1))
        self._known[kind, body] = name
        return name


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def _git_date(moment: str | int | datetime | None) -> str:
    if moment is None:
        moment = int(datetime.now(UTC).timestamp())
    if isinstance(moment, int):
        return f"{moment} +0000"
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    assert moment.tzinfo is not None, "a commit's time needs an offset"
    return f"{int(moment.timestamp())} {moment.strftime('%z')[:5]}"


# --- what the files hold ----------------------------------------------------------------------------------------------

SECTION_TEXTS = {
    "The task": "The board paper ran to forty pages and the meeting was the next morning.",
    "Prompt": "Read this paper as a sceptical chair would. Which three questions would you ask?",
    "Output": "1. Where does the saving come from? 2. What if volumes fall? 3. Who signs off?",
    "Result": "Two of the three were asked, nearly word for word, and the answers were ready.",
    "What did not work": "The first attempt praised the paper. It had to be told to be sceptical.",
    "How I checked it": "I compared the questions with the minutes of the last two meetings.",
}


def body(**changed: str) -> str:
    """A body with every section that a use case needs. `task="…"` puts other words into a section."""
    keys = {"task": "The task", "prompt": "Prompt", "output": "Output", "result": "Result"}
    texts = {**SECTION_TEXTS, **{keys[key]: text for key, text in changed.items()}}
    return "".join(f"\n## {heading}\n\n{text}\n" for heading, text in texts.items())


def use_case(text: str | None = None, /, **fields: Any) -> str:
    """A use-case file that is complete. Fields replace its own; a field that is None is left out."""
    values: dict[str, Any] = {
        "title": "Three questions the board would ask",
        "summary": "I let an assistant attack my own paper the night before the meeting.",
        "leader": "Imogen Ashdown",
        "level": "executive",
        "function": "finance",
        "date": "2026-01-14",
        "tools": ["Copilot"],
        **fields,
    }
    kept = {key: value for key, value in values.items() if value is not None}
    front = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{front}---\n{body() if text is None else text}"


def policy(**settings: Any) -> dict[str, Any]:
    """A policy block: complete, with one level, unless told otherwise. `levels=["a", "b"]` is short for their ids."""
    block: dict[str, Any] = {
        "launch": "2026-01-01",
        "timezone": "Europe/London",
        "levels": ["executive"],
        "functions": [{"id": "finance", "name": "Finance"}],
        **settings,
    }
    block["levels"] = [
        {"id": level, "name": level.capitalize()} if isinstance(level, str) else level for level in block["levels"]
    ]
    return block


def settings_text(**settings: Any) -> str:
    """The text of a `mkdocs.yml` with a policy."""
    whole = {
        "site_name": "AI at work",
        "docs_dir": "showcase",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"leadfront": policy(**settings)}],
    }
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=10_000)


def write_policy(folder: Path, **settings: Any) -> Path:
    """Write `mkdocs.yml` with a policy into a folder, and return its path."""
    path = folder / "mkdocs.yml"
    path.write_text(settings_text(**settings), encoding="utf-8")
    return path
