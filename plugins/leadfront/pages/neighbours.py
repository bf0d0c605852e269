"""What stands around each use case: the one before and after it, related ones, others of its level. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leadfront.related import MOST, Subject, related_to_each
from leadfront.showcase import Entry
from leadfront.slugs import same_name
from leadfront.use_case import UseCase

AT_LEVEL = 3


@dataclass(frozen=True)
class Near:
    """What stands around one use case. The lists are sorted newest first."""

    newer: Entry | None = None
    older: Entry | None = None
    related: tuple[Entry, ...] = ()
    at_level: tuple[Entry, ...] = ()
    """The newest others of its level that are not among the related ones."""


class Neighbours:
    """What stands around each of these use cases, which come newest first."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._entries = entries
        self._places = {entry.uri: place for place, entry in enumerate(entries)}
        by_id = {entry.case.id: place for place, entry in enumerate(entries)}
        self._related = related_to_each([subject_of(entry, by_id) for entry in entries])
        self._newest: dict[str, list[Entry]] = {}
        for entry in entries:
            newest = self._newest.setdefault(entry.level.id if entry.level else "", [])
            if len(newest) <= AT_LEVEL + MOST:  # itself and all its related ones may be among them
                newest.append(entry)

    def of(self, entry: Entry) -> Near:
        """What stands around a use case; nothing where it is not among them."""
        place = self._places.get(entry.uri)
        if place is None:
            return Near()
        related = tuple(self._entries[other] for other in self._related[place])
        others = self._newest[entry.level.id] if entry.level else []
        shown = {entry.uri, *(other.uri for other in related)}
        return Near(
            newer=self._entries[place - 1] if place else None,
            older=self._entries[place + 1] if place + 1 < len(self._entries) else None,
            related=related,
            at_level=tuple(other for other in others if other.uri not in shown)[:AT_LEVEL],
        )


def subject_of(entry: Entry, by_id: Mapping[str, int]) -> Subject:
    """What is compared of a use case: `by_id` tells the places of those that its leader may have chosen."""
    case = entry.case
    return Subject(
        title=case.title,
        text="\n".join([case.text("summary"), _words(case, "task"), _words(case, "prompt")]),
        traits=frozenset(
            [
                *_named("function", [entry.function]),
                *_named("tool", case.texts("tools")),
                *_named("skill", case.texts("skills")),
            ]
        ),
        chosen=tuple(by_id[name] for name in case.texts("related") if name in by_id),
    )


def _words(case: UseCase, key: str) -> str:
    section = case.by_key.get(key)
    return section.own_text if section else ""


def _named(kind: str, names: Iterable[str]) -> list[str]:
    return [f"{kind} {same_name(name)}" for name in names if name]
