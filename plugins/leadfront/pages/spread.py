"""How far the use cases spread: which levels of which functions have shared one, for honest headlines. Pure.

The functions asked about are those of the policy; where it lists none, those that were found. The levels asked about
are those in force, save one that is excused and has shared nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadfront.language import Language
from leadfront.pages.facets import Facet, Value
from leadfront.pages.ledger import level_uri
from leadfront.showcase import Showcase
from leadfront.slugs import page_in


@dataclass(frozen=True)
class Place:
    """A level or a function."""

    id: str
    """What it is called in addresses."""
    name: str
    uri: str
    numbers: tuple[int, ...]
    """Its use cases by their place in `showcase.entries`."""
    asked: bool
    """Whether a headline counts it."""


@dataclass(frozen=True)
class Share:
    """Of those asked about, how many have shared a use case, and who has not."""

    some: int
    all: int
    missing: tuple[Place, ...]


@dataclass(frozen=True)
class Spread:
    """The use cases by level and function."""

    levels: tuple[Place, ...]
    """From the top down."""
    functions: tuple[Place, ...]
    """Those asked about first, in the policy's order."""
    counts: Mapping[tuple[str, str], int]
    """How many there are of a level and a function, by their ids."""

    def of_level(self, level: str) -> Share:
        """Which functions have a use case from this level."""
        return self._share(self.functions, [self.counts[level, place.id] for place in self.functions])

    def of_function(self, function: str) -> Share:
        """Which levels have shared a use case of this function."""
        return self._share(self.levels, [self.counts[place.id, function] for place in self.levels])

    @staticmethod
    def _share(places: Sequence[Place], counts: Sequence[int]) -> Share:
        asked = [(place, count) for place, count in zip(places, counts, strict=True) if place.asked]
        missing = tuple(place for place, count in asked if not count)
        return Share(len(asked) - len(missing), len(asked), missing)


def spread_of(showcase: Showcase, facets: Sequence[Facet]) -> Spread:
    """The use cases by level and function; `facets` are those of the same showcase."""
    by_key = {facet.key: facet.values for facet in facets}
    found = {value.slug: value for value in by_key.get("level", ())}
    levels = [
        Place(
            level.id,
            level.name,
            level_uri(level.id),
            found[level.id].numbers if level.id in found else (),
            asked=level.in_force and not (level.waived and not level.published),
        )
        for level in showcase.report.levels
    ]
    functions = _functions(showcase, by_key.get("function", ()))
    level_of = {number: level.id for level in levels for number in level.numbers}
    counts = Counter(
        (level_of[number], function.id) for function in functions for number in function.numbers if number in level_of
    )
    return Spread(tuple(levels), tuple(functions), counts)


def _functions(showcase: Showcase, values: Sequence[Value]) -> list[Place]:
    wanted = showcase.policy.functions
    found = {value.slug: value for value in values}
    places = [
        Place(
            function.id,
            function.name,
            found[function.id].uri if function.id in found else page_in("functions", function.id),
            found[function.id].numbers if function.id in found else (),
            asked=True,
        )
        for function in wanted
    ]
    named = {function.id for function in wanted}
    others = [value for value in values if value.slug not in named]
    return places + [Place(value.slug, value.name, value.uri, value.numbers, asked=not wanted) for value in others]


def functions_in_words(share: Share, language: Language) -> str:
    """Of a level: `4 of 5 functions have one from this level.`"""
    if not share.some:
        return ""
    if share.some == share.all:
        return language.ngettext(
            "The one function has one from this level.", "All %(num)s functions have one from this level.", share.all
        )
    return language.ngettext(
        "%(some)s of %(num)s function has one from this level.",
        "%(some)s of %(num)s functions have one from this level.",
        share.all,
        some=language.number(share.some),
    )


def levels_in_words(share: Share, language: Language) -> str:
    """Of a function: `3 of 5 levels have shared one.`"""
    if not share.some:
        return ""
    if share.some == share.all:
        return language.ngettext("The one level has shared one.", "All %(num)s levels have shared one.", share.all)
    return language.ngettext(
        "%(some)s of %(num)s level has shared one.",
        "%(some)s of %(num)s levels have shared one.",
        share.all,
        some=language.number(share.some),
    )
