"""The story as values, read from `templates/demo/story.yml`: who landed what, and when, in the story's own calendar.
Pure: text in, values out; knows nothing of git, and does not look at the texts that the story names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import yaml


class DemoError(Exception):
    """The demo can't be made. The message says what to do."""


@dataclass(frozen=True)
class Person:
    """Somebody who commits."""

    name: str
    email: str


@dataclass(frozen=True)
class Put:
    """Lay a file of the site, under its own path."""

    path: str


@dataclass(frozen=True)
class Add:
    """Share a use case."""

    case: str


@dataclass(frozen=True)
class Change:
    """Bring a use case up to date with its later text."""

    case: str


@dataclass(frozen=True)
class Remove:
    """Take a use case off the site."""

    case: str


@dataclass(frozen=True)
class Rename:
    """Give a use case's file another name; the use case keeps its id."""

    case: str
    to: str


@dataclass(frozen=True)
class Edit:
    """Put other words in the place of some words of a file."""

    path: str
    replace: str
    by: str


@dataclass(frozen=True)
class CurlQuotes:
    """Turn the straight quotes of every use case into curly ones, from now on."""


@dataclass(frozen=True)
class NameTheOneBefore:
    """Name the landing before this one in `.git-blame-ignore-revs`."""


Deed = Put | Add | Change | Remove | Rename | Edit | CurlQuotes | NameTheOneBefore


@dataclass(frozen=True)
class Landing:
    """A commit: on the published branch or, in a merge's `branch`, beside it. `at` is local time."""

    at: datetime
    person: Person
    message: str
    deeds: tuple[Deed, ...]
    branch: tuple[Landing, ...] = ()

    @property
    def names_the_one_before(self) -> bool:
        """Whether the landing before this one must be made first, so that it has a name."""
        return any(isinstance(deed, NameTheOneBefore) for deed in self.deeds)


@dataclass(frozen=True)
class Story:
    """The landings, oldest first, and a day of the quarter in which the story ends."""

    ends: date
    landings: tuple[Landing, ...]


def read_story(text: str) -> Story:
    """Read the story.

    Raises DemoError, which names the landing that can't be understood.
    """
    try:
        # Every value is a text, so that what is typed is what is read.
        whole = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but texts
        people = {key: _person(key, line) for key, line in whole["people"].items()}
        landings = tuple(_landing(entry, people) for entry in whole["landings"])
        ends = date.fromisoformat(whole["ends"])
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DemoError(f"the story can't be read: {error}") from None
    for before, after in pairwise(landings):
        if after.at < before.at:
            raise DemoError(f"the story's landing of {after.at} stands after that of {before.at}: put them in order")
    if landings and landings[-1].at.date() > ends:
        raise DemoError(f"the story's landing of {landings[-1].at} lies after the story's end, {ends}")
    return Story(ends, landings)


def _person(key: str, line: str) -> Person:
    name, bracket, email = line.partition(" <")
    if not bracket or not email.endswith(">"):
        raise DemoError(f"the story's “{key}” must be written like: Name Surname <name@example.com>")
    return Person(name, email.removesuffix(">"))


def _landing(entry: Mapping[str, Any], people: Mapping[str, Person]) -> Landing:
    what = dict(entry)
    at, by, message = what.pop("on", ""), what.pop("by", ""), what.pop("message", "")
    branch = tuple(_landing(commit, people) for commit in what.pop("merge", ()))
    try:
        if by not in people:
            raise ValueError(f"there is nobody called “{by}”")
        if not message:
            raise ValueError("its message is missing")
        deeds = tuple(deed for key, value in what.items() for deed in _deeds(key, value))
        return Landing(datetime.fromisoformat(at), people[by], message.strip(), deeds, branch)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DemoError(f"the story's landing of {at or 'no day'} can't be read: {error}") from None


def _deeds(key: str, value: Any) -> list[Deed]:
    if key not in _DEEDS:
        raise ValueError(f"“{key}” is none of: {', '.join(['on', 'by', 'message', 'merge', *_DEEDS])}")
    return _DEEDS[key](value)


_DEEDS: Mapping[str, Callable[[Any], list[Deed]]] = {
    "put": lambda paths: [Put(path) for path in paths],
    "add": lambda cases: [Add(case) for case in cases],
    "change": lambda cases: [Change(case) for case in cases],
    "remove": lambda cases: [Remove(case) for case in cases],
    "rename": lambda names: [Rename(case, to) for case, to in names.items()],
    "edit": lambda edits: [Edit(edit["file"], edit["replace"], edit["with"]) for edit in edits],
    "curl_quotes": lambda _: [CurlQuotes()],
    "ignore_the_one_before": lambda _: [NameTheOneBefore()],
}
