"""The use-case files that are judged, each by the name that git gives to its content. An edge.

A name is enough where it is remembered what was said of that content. So contents need not be at hand: one is read when
somebody asks for it, and what is handed out bears the name.

Comes in: files that were read, or the folder where they lie. Goes out: `Sources`. Knows nothing of what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from leadfront.guards import FoundFile, Kind
from leadfront.objects import blob_name
from leadfront.working_tree import ChangedError, SourceFile, read_file, showcase_files, use_cases_among


class NamedFile(NamedTuple):
    """A use-case file by the name of its content."""

    path: str
    """From the top folder."""
    blob: str
    """What git calls these bytes; those of the largest size that is read, and one more, where there are more."""
    refused: str = ""
    """Why it is not read, where it is not."""


@dataclass(frozen=True)
class Sources:
    """Use-case files, in the order of their paths."""

    files: tuple[NamedFile, ...]
    kept: Mapping[str, bytes]
    """The contents that are at hand, by path: all of them, or where there is a `top`, none."""
    top: Path | None = None

    def content(self, file: NamedFile) -> bytes:
        """The bytes that bear a file's name.

        Raises ChangedError where others lie there by now.
        """
        if self.top is None:
            return self.kept[file.path]
        again = read_file(self.top, file.path)
        if _named(again, sha256=len(file.blob) == 64) != file:
            raise ChangedError(file.path)
        return again.data


def at_hand(files: Iterable[SourceFile], sha256: bool = False) -> Sources:
    """Files that were read. `sha256` says whether that is how their repository names contents; most have SHA-1."""
    files = tuple(files)
    return Sources(tuple(_named(file, sha256) for file in files), {file.path: file.data for file in files})


class Found(NamedTuple):
    """What lies in the showcase folder."""

    files: list[FoundFile]
    """Everything, in the order of paths; of the use cases only that they are there."""
    sources: Sources
    """The use cases."""


def read_whole(top: Path, docs_dir: str, use_cases: str, sha256: bool = False) -> Found:
    """Look through the showcase folder, as `working_tree.showcase_files` does, and keep the use cases' contents."""
    found = showcase_files(top, docs_dir, use_cases)
    return Found(found, at_hand(use_cases_among(found, top, docs_dir), sha256))


class Listing(NamedTuple):
    """What lies in the showcase folder, the use cases by name. In columns, which another process hands over in a tenth
    of the time that ten thousand objects take.
    """

    top: Path
    docs_dir: str
    others: list[FoundFile]
    """What is no use case."""
    use_cases: list[str]
    """Their paths below the showcase folder, in this order."""
    blobs: list[str]
    refused: list[str]

    def found(self) -> Found:
        """The same in rows. No content is at hand."""
        use_cases = (FoundFile(uri, Kind.USE_CASE) for uri in self.use_cases)
        files = sorted([*self.others, *use_cases], key=lambda item: item.uri)
        prefix = f"{self.docs_dir}/" if self.docs_dir else ""
        paths = (prefix + uri for uri in self.use_cases)
        return Found(files, Sources(tuple(map(NamedFile, paths, self.blobs, self.refused)), {}, self.top))


def listing(top: Path, docs_dir: str, use_cases: str, sha256: bool = False) -> Listing:
    """Look through the showcase folder, as `read_whole` does, and keep the use cases' names."""
    found = showcase_files(top, docs_dir, use_cases)
    named = [_named(file, sha256) for file in use_cases_among(found, top, docs_dir)]
    return Listing(
        top,
        docs_dir,
        [item for item in found if item.kind is not Kind.USE_CASE],
        [item.uri for item in found if item.kind is Kind.USE_CASE],
        [file.blob for file in named],
        [file.refused for file in named],
    )


def _named(file: SourceFile, sha256: bool) -> NamedFile:
    return NamedFile(file.path, "" if file.refused else blob_name(file.data, sha256), file.refused)
