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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from leadfront.ledger import Arrival
from leadfront.objects import Commit
from leadfront.rules.model import Filed
from leadfront.use_case import Version

K = TypeVar("K")
V = TypeVar("V")
N = TypeVar("N", bound=NamedTuple)
FOLDER = ".cache/leadfront"
_decoder = json.JSONDecoder()


class Table(Generic[K, V]):
    """Records by key, kept as lines of JSON that are only ever added to.

    The first line is the header that the table belongs to. Each other one is a batch: how many records stand above it,
    and its own as columns, which are read in half the time of a list for each record.
    """

    def __init__(
        self,
        path: Path | None,
        header: str,
        pack: Callable[[Mapping[K, V]], Iterable[Iterable[Any]]],
        unpack: Callable[..., Iterable[tuple[K, V]]],
    ) -> None:
        """`pack` makes rows of records, and `unpack` makes records of as many columns."""
        self.path = path
        self.header = header
        self.pack = pack
        self.unpack = unpack
        self.records: dict[K, V] = {}
        self.newest: K | None = None
        """The first record of the newest batch."""
        self.fresh = True
        self._kept = self._size = 0
        if path is not None:
            # Whatever is wrong with it, it is thrown away whole.
            with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
                text = path.read_text(encoding="ascii")
                self.records, self.newest, self._kept = self._load(text)
                self._size, self.fresh = len(text), False

    def add(self, found: Mapping[K, V]) -> None:
        """Keep new records. A cache that can't be written is no error: it costs time only."""
        self.records.update(found)
        self.newest = next(iter(found), self.newest)
        if self.path is None or not found:
            return
        text = json.dumps([self._kept, *zip(*self.pack(found), strict=True)], separators=(",", ":")) + "\n"
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.fresh:
                # A table of another header, or a torn one, is replaced in one step.
                text = f"{json.dumps(self.header)}\n{text}"
                beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
                beside.write_text(text, encoding="ascii", newline="\n")
                beside.replace(self.path)
                self.fresh = False
            elif self.path.stat().st_size == self._size:
                with self.path.open("a", encoding="ascii", newline="\n") as stream:
                    stream.write(text)
            else:
                return  # another check has written meanwhile, and its batch stands where this one would
            self._kept += len(found)
            self._size += len(text)

    def _load(self, text: str) -> tuple[dict[K, V], K | None, int]:
        """The records, the first one of the newest batch, and how many were written."""
        lines = _lines(text)
        if next(lines, None) != self.header:
            raise ValueError("another header")
        records: dict[K, V] = {}
        newest, kept = None, 0
        for above, *columns in lines:
            batch = dict(self.unpack(*columns))
            if above != kept or not batch:
                raise ValueError("a batch is missing")
            newest, kept = next(iter(batch)), kept + len(batch)
            records.update(batch)
        return records, newest, kept


class Cache:
    """The tables of one repository. Without a folder nothing is read or kept beyond this run."""

    def __init__(self, top: Path | None) -> None:
        self.folder = top / FOLDER if top is not None else None
        self.code = fingerprint()
        self.commits: Table[str, Commit] = Table(
            self._path("commits"),
            self.code,
            lambda found: ([name, " ".join(item.parents), *item[1:]] for name, item in found.items()),
            lambda names, parents, *others: zip(
                names, _tuples(Commit, map(tuple, map(str.split, parents)), *others), strict=True
            ),
        )
        self.versions: Table[str, Version] = Table(
            self._path("versions"),
            self.code,
            lambda found: ([name, *version] for name, version in found.items()),
            lambda names, *columns: zip(names, _tuples(Version, *columns), strict=True),
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
                lambda found: (
                    [*pair, [text for arrival in arrivals for text in arrival]] for pair, arrivals in found.items()
                ),
                lambda commits, before, texts: zip(
                    zip(commits, before, strict=True), map(_arrivals, texts), strict=True
                ),
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
                lambda found: ([blob, day, *item] for (_, blob), (day, item) in found.items()),
                lambda blobs, days, paths, *columns: zip(
                    zip(paths, blobs, strict=True),
                    zip(days, _tuples(Filed, paths, *(_whole(column) for column in columns)), strict=True),
                    strict=True,
                ),
            )
        return self._clean[policy]

    def shares(self, policy: str) -> Table[tuple[str, str], float]:
        """Which share of two files is the same, by their blobs, as far as they were compared under a policy."""
        if policy not in self._shares:
            self._shares[policy] = Table(
                self._path("shares"),
                f"{self.code} {policy}",
                lambda found: ([*pair, share] for pair, share in found.items()),
                lambda one, other, shares: zip(zip(one, other, strict=True), shares, strict=True),
            )
        return self._shares[policy]

    def _path(self, name: str) -> Path | None:
        return self.folder / f"{name}.jsonl" if self.folder else None


def _lines(text: str) -> Iterator[Any]:
    """The values of the lines of a text, which is not cut for that: copies of megabytes take their time.

    Raises ValueError where a line is torn.
    """
    at = 0
    while at < len(text):
        value, end = _decoder.raw_decode(text, at)
        if not text.startswith("\n", end):
            raise ValueError("torn")
        yield value
        at = end + 1


def _tuples(kind: type[N], *columns: Iterable[Any]) -> Iterator[N]:
    """Named tuples of their fields as columns; one call for each would take three times as long.

    Raises TypeError where there are more or fewer columns than fields.
    """
    if len(columns) != len(kind._fields):
        raise TypeError(f"{len(columns)} columns are no {kind.__name__}")
    return map(tuple.__new__, repeat(kind), zip(*columns, strict=True))


def _whole(column: list[Any]) -> Iterable[Any]:
    """A column whose lists are tuples, as they were before JSON."""
    return map(tuple, column) if isinstance(column[0], list) else column


def _arrivals(texts: list[str]) -> tuple[Arrival, ...]:
    return tuple(map(Arrival, texts[::2], texts[1::2]))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of this package's code and what reads YAML, so that nothing is believed that other code worked out."""
    digest = hashlib.blake2b(f"{sys.version} {yaml.__version__}".encode(), digest_size=16)
    package = Path(__file__).parent
    folders = ("", "confidential/", "git/", "guards/", "policy_reader/", "rules/")
    for path in sorted(path for folder in folders for path in package.glob(f"{folder}*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
