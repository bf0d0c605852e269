"""What earlier checks learnt, in `.cache/leadfront/`. Deleting it costs time only.

Everything is keyed by the content it was worked out from (a commit, a blob, a pair of commits) and by a fingerprint
of the code that
worked it out, so it can't be out of date. A table that was not written to its end is thrown away whole. A cache that
is part
of the repository is never used: whoever can commit could forge it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from leadfront.ledger import Arrival
from leadfront.objects import Commit
from leadfront.rules.model import Filed
from leadfront.use_case import Version

K = TypeVar("K")
V = TypeVar("V")
FOLDER = ".cache/leadfront"
_END = "end"


class Table(Generic[K, V]):
    """Records by key, kept as lines of JSON that are only ever added to.

    The first line is the header that the table belongs to; each batch ends with a line that counts it.
    """

    def __init__(
        self,
        path: Path | None,
        header: str,
        pack: Callable[[K, V], list[Any]],
        unpack: Callable[[list[Any]], tuple[K, V]],
    ) -> None:
        self.path = path
        self.header = header
        self.pack = pack
        self.records: dict[K, V] = {}
        self.newest: K | None = None
        """The first record of the newest batch."""
        self.fresh = True
        if path is not None:
            # Whatever is wrong with it, it is thrown away whole.
            with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
                rows, newest = self._load(path)
                self.records = dict(map(unpack, rows))
                self.newest = unpack(rows[newest])[0]
                self.fresh = False

    def add(self, found: Mapping[K, V]) -> None:
        """Keep new records. A cache that can't be written is no error: it costs time only."""
        self.records.update(found)
        self.newest = next(iter(found), self.newest)
        if self.path is None or not found:
            return
        lines = [json.dumps(self.pack(key, value), separators=(",", ":")) for key, value in found.items()]
        lines.append(json.dumps([_END, len(lines)]))
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.fresh:
                # A table of another header, or a torn one, is replaced in one step.
                beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
                beside.write_text("\n".join([json.dumps(self.header), *lines, ""]), encoding="ascii")
                beside.replace(self.path)
                self.fresh = False
            else:
                with self.path.open("a", encoding="ascii") as stream:
                    stream.write("\n".join([*lines, ""]))

    def _load(self, path: Path) -> tuple[list[list[Any]], int]:
        """The packed records, and the place of the first one of the newest batch."""
        text = path.read_text(encoding="ascii")
        if not text.endswith("\n"):
            raise ValueError("torn")
        header, *rows = json.loads("[" + text[:-1].replace("\n", ",") + "]")
        if header != self.header:
            raise ValueError("another header")
        records: list[list[Any]] = []
        counted = newest = 0
        for row in rows:
            if row[0] == _END:
                if row[1] != len(records) - counted:
                    raise ValueError("torn")
                newest, counted = counted, len(records)
            else:
                records.append(row)
        if counted != len(records):
            raise ValueError("torn")
        return records, newest


class Cache:
    """The tables of one repository. Without a folder nothing is read or kept beyond this run."""

    def __init__(self, top: Path | None) -> None:
        self.folder = top / FOLDER if top is not None else None
        self.code = fingerprint()
        self.commits: Table[str, Commit] = Table(
            self._path("commits"),
            self.code,
            lambda name, commit: [name, " ".join(commit.parents), commit.time, commit.author, commit.subject],
            lambda row: (row[0], Commit(tuple(row[1].split()), *row[2:])),
        )
        self.versions: Table[str, Version] = Table(
            self._path("versions"),
            self.code,
            lambda name, version: [name, *version],
            lambda row: (row[0], Version(*row[1:])),
        )
        self._arrivals: dict[str, Table[tuple[str, str | None], tuple[Arrival, ...]]] = {}
        self._clean: dict[str, Table[tuple[str, str], tuple[int, Filed]]] = {}
        self._shares: dict[str, Table[tuple[str, str], float]] = {}

    @property
    def latest_tip(self) -> str:
        """A commit whose whole history is known; empty where none is. Git tells the newest commit of a batch first."""
        return self.commits.newest or ""

    def arrivals(self, folder: str) -> Table[tuple[str, str | None], tuple[Arrival, ...]]:
        """What each landing, compared with the one before it, brought into a folder."""
        if folder not in self._arrivals:
            self._arrivals[folder] = Table(
                self._path("arrivals"),
                f"{self.code} {folder}",
                lambda pair, arrivals: [*pair, *(text for arrival in arrivals for text in arrival)],
                lambda row: ((row[0], row[1]), tuple(map(Arrival, row[2::2], row[3::2]))),
            )
        return self._arrivals[folder]

    def clean(self, policy: str) -> Table[tuple[str, str], tuple[int, Filed]]:
        """Files, by path and blob, in which no rule found anything under a policy, with the day (as an ordinal) of
        that check.
        """
        if policy not in self._clean:
            self._clean[policy] = Table(
                self._path("clean"),
                f"{self.code} {policy}",
                lambda key, value: [
                    *key,
                    value[0],
                    value[1].id,
                    value[1].id_line,
                    list(value[1].related),
                    value[1].related_line,
                    list(value[1].fingerprint),
                ],
                lambda row: (
                    (row[0], row[1]),
                    (row[2], Filed(row[0], row[3], row[4], tuple(row[5]), row[6], tuple(row[7]))),
                ),
            )
        return self._clean[policy]

    def shares(self, policy: str) -> Table[tuple[str, str], float]:
        """Which share of two files is the same, by their blobs, as far as they were compared under a policy."""
        if policy not in self._shares:
            self._shares[policy] = Table(
                self._path("shares"),
                f"{self.code} {policy}",
                lambda pair, share: [*pair, share],
                lambda row: ((row[0], row[1]), row[2]),
            )
        return self._shares[policy]

    def _path(self, name: str) -> Path | None:
        return self.folder / f"{name}.jsonl" if self.folder else None


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of this package's code and what reads YAML, so that nothing is believed that other code worked out."""
    digest = hashlib.blake2b(f"{sys.version} {yaml.__version__}".encode(), digest_size=16)
    package = Path(__file__).parent
    folders = ("", "confidential/", "git/", "guards/", "policy_reader/", "rules/")
    for path in sorted(path for folder in folders for path in package.glob(f"{folder}*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
