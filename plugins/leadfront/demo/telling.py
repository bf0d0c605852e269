"""Tells the story as commits, in the form that `git fast-import` reads. Pure: values in, bytes out; runs no git.

Keeps the files as they lie after each landing, so that a deed can build on those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from leadfront.demo.quotes import curl
from leadfront.demo.shift import Shift
from leadfront.demo.story import (
    Add,
    Change,
    CurlQuotes,
    Deed,
    DemoError,
    Edit,
    Landing,
    NameTheOneBefore,
    Put,
    Remove,
    Rename,
)

BRANCH = "main"
CASES = "showcase/use-cases/"
IGNORE_FILE = ".git-blame-ignore-revs"
_DAY_LINE = re.compile(r"^(?P<key>date|verified): (?P<day>\d{4}-\d{2}-\d{2})$", re.MULTILINE)


@dataclass(frozen=True)
class Texts:
    """The texts that the story speaks of: of the site by path, of the use cases and their later versions by name."""

    site: Mapping[str, str]
    cases: Mapping[str, str]
    later: Mapping[str, str]


@dataclass(frozen=True)
class _Made:
    """A commit of the published branch: its mark, its instant, and the files after it."""

    mark: int
    instant: int
    files: Mapping[str, str]


@dataclass
class Telling:
    """The story as far as it is told."""

    shift: Shift
    texts: Texts
    _line: list[_Made] = field(default_factory=list)
    _marks: int = 0
    _curly: bool = False
    _ignored: str = ""

    @property
    def latest(self) -> int:
        """The mark of the latest landing."""
        return self._line[-1].mark

    def name_in_ignore_file(self, commit: str) -> None:
        """Say the full name of the latest landing, which the next one will name in `.git-blame-ignore-revs`."""
        self._ignored = commit

    def land(self, landing: Landing) -> Iterator[bytes]:
        """The commits that a landing is made of, those of a merged branch first."""
        before = self._line[-1] if self._line else None
        files = dict(before.files) if before else {}
        parents = [before.mark] if before else []
        instant = self._instant(landing, before.instant if before else 0)
        if landing.branch:
            start = self._start_of(landing.branch[0])
            changed, tip = start.files, start.mark
            at = start.instant
            for commit in landing.branch:
                at = min(self._instant(commit, at), instant)
                after = dict(changed)
                self._do(commit, after, at)
                yield self._commit(commit, at, [tip], changed, after)
                changed, tip = after, self._marks
            for path, text in _differences(start.files, changed):
                _lay(files, path, text)
            parents.append(tip)
        self._do(landing, files, instant)
        yield self._commit(landing, instant, parents, before.files if before else {}, files)
        self._line.append(_Made(self._marks, instant, files))

    def _instant(self, landing: Landing, floor: int) -> int:
        """When a commit is made: never before the one it stands on, never after as-of."""
        return min(max(self.shift.instant(landing.at), floor), self.shift.as_of)

    def _start_of(self, first: Landing) -> _Made:
        """The landing that was the latest when a branch's first commit was made."""
        instant = self.shift.instant(first.at)
        earlier = [made for made in self._line if made.instant <= instant]
        if not earlier:
            raise DemoError(f"the story's branch of {first.at} begins before the first landing")
        return earlier[-1]

    # --- what landings do to the files ----------------------------------------------------------------------------

    def _do(self, landing: Landing, files: dict[str, str], instant: int) -> None:
        landed = self.shift.calendar.local(instant).date()
        for deed in landing.deeds:
            try:
                self._do_one(deed, files, landed)
            except KeyError as missing:
                raise DemoError(f"the story's landing of {landing.at}: there is no {missing} then") from None

    def _do_one(self, deed: Deed, files: dict[str, str], landed: date) -> None:
        match deed:
            case Put(path):
                files[path] = self.shift.text(self.texts.site[path])
            case Add(case):
                files[_path(case)] = self._case(self.texts.cases[case], landed)
            case Change(case):
                del files[_path(case)]
                files[_path(case)] = self._case(self.texts.later[case], landed)
            case Remove(case):
                del files[_path(case)]
            case Rename(case, to):
                files[_path(to)] = _with_id(files.pop(_path(case)), case)
            case Edit(path, replace, by):
                text, replace = files[path], self.shift.text(replace)
                if replace not in text:
                    raise KeyError(f"“{replace}” in {path}")
                files[path] = text.replace(replace, self.shift.text(by))
            case CurlQuotes():
                self._curly = True
                files.update({path: curl(text) for path, text in files.items() if path.startswith(CASES)})
            case NameTheOneBefore():
                files[IGNORE_FILE] = f"# Landings that only set type: they count for nothing.\n{self._ignored}\n"
            case _:
                assert_never(deed)

    def _case(self, text: str, landed: date) -> str:
        """A use case as it lands, which is never before the days that it tells of."""

        def day_line(found: re.Match[str]) -> str:
            day = min(self.shift.day(date.fromisoformat(found["day"])), landed)
            return f"{found['key']}: {day.isoformat()}"

        opening, front, body = text.split("---\n", 2)
        text = "---\n".join((opening, _DAY_LINE.sub(day_line, front), body))
        return curl(text) if self._curly else text

    # --- the commits ----------------------------------------------------------------------------------------------

    def _commit(
        self, landing: Landing, instant: int, parents: list[int], before: Mapping[str, str], after: Mapping[str, str]
    ) -> bytes:
        self._marks += 1
        offset = self.shift.calendar.local(instant).strftime("%z")
        who = f"{landing.person.name} <{landing.person.email}> {instant} {offset}"
        lines = [
            f"commit refs/heads/{BRANCH}\nmark :{self._marks}\nauthor {who}\ncommitter {who}\n".encode(),
            _data(f"{self.shift.text(landing.message)}\n"),
            *(f"{'merge' if at else 'from'} :{mark}\n".encode() for at, mark in enumerate(parents)),
        ]
        for path, text in _differences(before, after):
            if text is None:
                lines.append(f"D {path}\n".encode())
            else:
                lines += [f"M 100644 inline {path}\n".encode(), _data(text)]
        return b"".join([*lines, b"\n"])


def _path(case: str) -> str:
    return f"{CASES}{case}.md"


def _with_id(text: str, identifier: str) -> str:
    """A use case that keeps its id when its file gets another name."""
    opening, front, body = text.split("---\n", 2)
    return "---\n".join((opening, f"id: {identifier}\n{front}", body))


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """The paths in which two states of the files differ, with the text after; None where a file is gone."""
    paths = sorted(before.keys() | after.keys())
    return [(path, after.get(path)) for path in paths if before.get(path) != after.get(path)]


def _lay(files: dict[str, str], path: str, text: str | None) -> None:
    if text is None:
        files.pop(path, None)
    else:
        files[path] = text


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%b\n" % (len(data), data)
