"""Who has shared use cases, and who helped them: people as the use cases name them. Pure: values in, values out.

A name is a claim. Spellings that differ in case, white space or Unicode's forms are one person's, and are shown as most
have typed them; two people of one name can't be told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from leadfront.language import Language
from leadfront.pages.paged import page_uris
from leadfront.showcase import Entry
from leadfront.slugs import same_name, slugs

COACHES = "coaches/index.md"
COACHES_ON_A_PAGE = 100


@dataclass(frozen=True)
class Leader:
    """Someone whose work is shown."""

    name: str
    uri: str
    """The first page about them."""
    entries: tuple[Entry, ...]
    """Their use cases, newest first."""
    helped: tuple[Entry, ...]
    """Those of others that they helped with, newest first."""


@dataclass(frozen=True)
class Coach:
    """Someone who helped a leader; often junior, and as often no leader themselves."""

    name: str
    uri: str
    """Where on the list of coaches they stand."""
    entries: tuple[Entry, ...]
    """What they helped with, newest first."""
    leader_uri: str
    """The first page about them as a leader; empty where they have shared nothing themselves."""

    @property
    def place(self) -> str:
        """The id of their place on its page."""
        return self.uri.partition("#")[2]

    @property
    def leaders(self) -> int:
        """How many leaders they have helped."""
        return count_people(entry.case.leader for entry in self.entries)


@dataclass(frozen=True)
class Contributors:
    """Everyone whom the use cases name, in the order of their names."""

    leaders: tuple[Leader, ...] = ()
    coaches: tuple[Coach, ...] = ()
    _leader_uris: Mapping[str, str] = field(default_factory=dict, repr=False)
    _coaches: Mapping[str, Coach] = field(default_factory=dict, repr=False)

    def leader_uri(self, name: str) -> str:
        """The first page about the leader of this name; empty where a use case names none."""
        return self._leader_uris.get(name, "")

    def coach(self, entry: Entry) -> Coach | None:
        """Who helped with a use case."""
        return self._coaches.get(entry.case.text("coach"))


def contributors_of(entries: Iterable[Entry], language: Language) -> Contributors:
    """Everyone whom these use cases name. The entries come newest first."""
    leaders, coaches = _Named(), _Named()
    for entry in entries:
        key = leaders.add(entry.case.leader, entry)
        coach = entry.case.text("coach")
        if coach and same_name(coach) != key:  # whoever helped themselves was not helped
            coaches.add(coach, entry)
    addresses = slugs(leaders.entries)
    uris = {key: f"leaders/{slug}.md" for key, slug in addresses.items()}
    places = slugs(coaches.entries)
    by_key = {}
    for number, key in enumerate(coaches.in_order(language)):
        page = page_uris(COACHES, number // COACHES_ON_A_PAGE + 1)[-1]
        by_key[key] = Coach(
            coaches.shown(key), f"{page}#coach-{places[key]}", tuple(coaches.entries[key]), uris.get(key, "")
        )
    return Contributors(
        tuple(
            Leader(
                leaders.shown(key),
                uris[key],
                tuple(leaders.entries[key]),
                by_key[key].entries if key in by_key else (),
            )
            for key in leaders.in_order(language)
        ),
        tuple(by_key.values()),
        {name: uris[key] for name, key in leaders.keys.items() if key},
        {name: by_key[key] for name, key in coaches.keys.items() if key},
    )


def count_people(names: Iterable[str]) -> int:
    """How many people these names mean."""
    return len({same_name(name) for name in set(names)})


class _Named:
    """Gathers what belongs to one name, however it is spelt."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.keys: dict[str, str] = {}
        """By each spelling: what all spellings of the name have in common."""
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, name: str, entry: Entry) -> str:
        key = self.keys.get(name)
        if key is None:
            key = self.keys[name] = same_name(name)
        if key:
            self.entries.setdefault(key, []).append(entry)
            self._spellings.setdefault(key, Counter())[name] += 1
        return key

    def shown(self, key: str) -> str:
        """As most have typed it."""
        spellings = self._spellings[key]
        return min(spellings, key=lambda name: (-spellings[name], name))

    def in_order(self, language: Language) -> list[str]:
        return sorted(self.entries, key=lambda key: (language.order(self.shown(key)), key))
