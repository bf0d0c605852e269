"""By what a use case can be found: its level, function, tools, skills, quarter and effect. Pure: values in, values out.

A use case is named here by its number: its place in `showcase.entries`, newest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from leadfront.language import Language
from leadfront.pages.cards import capital, skill_in_words
from leadfront.pages.ledger import level_uri
from leadfront.showcase import Entry, Showcase
from leadfront.slugs import page_in, same_name, slugs

MEASURED, ESTIMATED, NO_NUMBERS = "measured", "estimated", "none"


@dataclass(frozen=True)
class Value:
    """One value of a facet, and the use cases that have it."""

    slug: str
    """What it is called in addresses."""
    name: str
    """Plain text, not escaped."""
    uri: str
    """The first page of its list."""
    numbers: tuple[int, ...]
    """Newest first."""
    title: str = ""
    """The title of its list, where its name alone would say too little."""


@dataclass(frozen=True)
class Facet:
    """One question that a reader can narrow the list by."""

    key: str
    """What it is called in addresses."""
    name: str
    plural: str
    """What a list of its values is called."""
    values: tuple[Value, ...]
    """In the order in which to show them."""
    index: str = ""
    """The page that lists its values; empty where there is none."""

    def by_number(self, count: int) -> list[tuple[int, ...]]:
        """For each use case, the places of its values."""
        found: list[tuple[int, ...]] = [()] * count
        for place, value in enumerate(self.values):
            for number in value.numbers:
                found[number] = (*found[number], place)
        return found


def facets_of(showcase: Showcase, language: Language) -> tuple[Facet, ...]:
    """Every facet that has at least one value."""
    found = (
        _levels(showcase, language),
        _functions(showcase, language),
        _tools(showcase, language),
        _skills(showcase, language),
        _quarters(showcase, language),
        _effects(showcase, language),
    )
    return tuple(facet for facet in found if facet.values)


def by_title(showcase: Showcase, language: Language) -> list[int]:
    """The numbers in the order of the titles."""
    keys = [language.order(entry.case.title) for entry in showcase.entries]
    return sorted(range(len(keys)), key=keys.__getitem__)


def by_saving(showcase: Showcase) -> list[int]:
    """The numbers of those that say what was saved, the largest share first: the one measure that hours, pounds and
    pages have in common.
    """
    savings = {number: saving for number, entry in enumerate(showcase.entries) if (saving := _saving(entry))}
    return sorted(savings, key=lambda number: (-savings[number], number))


def _saving(entry: Entry) -> float:
    """Which share of what was needed before is needed no more; 0 where it is more than before, or can't be said."""
    effect = entry.case.effect
    if effect is None or effect.before <= 0 or effect.after < 0:
        return 0
    return max(0.0, 1 - effect.after / effect.before)


def _levels(showcase: Showcase, language: Language) -> Facet:
    numbers: dict[str, list[int]] = {level.id: [] for level in showcase.report.levels}
    for number, entry in enumerate(showcase.entries):
        if entry.level:
            numbers.setdefault(entry.level.id, []).append(number)
    values = [
        Value(level.id, level.name, level_uri(level.id), tuple(numbers[level.id]))
        for level in showcase.report.levels
        if level.in_force or numbers[level.id]
    ]
    return Facet("level", language.gettext("Level"), language.gettext("Levels"), tuple(values), "levels/index.md")


def _functions(showcase: Showcase, language: Language) -> Facet:
    known = {same_name(function.name): function.id for function in showcase.policy.functions}
    found = _named(showcase.entries, lambda entry: (entry.function,), "functions", known)
    values = sorted(found, key=lambda value: language.order(value.name))
    names = language.gettext("Function"), language.gettext("Functions")
    return Facet("function", *names, tuple(values), "functions/index.md")


def _tools(showcase: Showcase, language: Language) -> Facet:
    found = _named(showcase.entries, lambda entry: entry.case.texts("tools"), "tools")
    names = language.gettext("Tool"), language.gettext("Tools")
    return Facet("tool", *names, _most_used_first(found, language), "tools/index.md")


def _skills(showcase: Showcase, language: Language) -> Facet:
    known = {same_name(_skill(skill, language)): skill for skill in showcase.policy.skills}
    found = _named(
        showcase.entries,
        lambda entry: [_skill(skill, language) for skill in entry.case.texts("skills")],
        "skills",
        known,
    )
    names = language.gettext("Skill"), language.gettext("Skills")
    return Facet("skill", *names, _most_used_first(found, language), "skills/index.md")


def _skill(skill: str, language: Language) -> str:
    return capital(skill_in_words(skill, language))


def _quarters(showcase: Showcase, language: Language) -> Facet:
    calendar = showcase.policy.calendar
    numbers: dict[str, list[int]] = {}
    starts = {}
    for number, entry in enumerate(showcase.entries):
        day = entry.shared_on
        if day is not None:
            quarter = calendar.quarter_of(day)
            numbers.setdefault(quarter.label, []).append(number)
            starts[quarter.label] = quarter.starts
    values = [
        Value(label.lower(), label, f"quarters/{label.lower()}.md", tuple(numbers[label]))
        for label in sorted(numbers, key=starts.__getitem__, reverse=True)
    ]
    names = language.gettext("Quarter"), language.gettext("Quarters")
    return Facet("quarter", *names, tuple(values), "quarters/index.md")


def _effects(showcase: Showcase, language: Language) -> Facet:
    numbers: dict[str, list[int]] = {MEASURED: [], ESTIMATED: [], NO_NUMBERS: []}
    for number, entry in enumerate(showcase.entries):
        effect = entry.case.effect
        # Numbers that nobody says were measured are taken for what they may be at least.
        kind = NO_NUMBERS if effect is None else MEASURED if effect.basis == MEASURED else ESTIMATED
        numbers[kind].append(number)
    names = {
        MEASURED: (language.gettext("Measured"), language.gettext("Effect measured")),
        ESTIMATED: (language.gettext("Estimated"), language.gettext("Effect estimated")),
        NO_NUMBERS: (language.gettext("Without numbers"), language.gettext("Without numbers")),
    }
    values = [
        Value(kind, names[kind][0], f"effects/{kind}.md", tuple(found), names[kind][1])
        for kind, found in numbers.items()
        if found
    ]
    return Facet("effect", language.gettext("Effect"), language.gettext("Effects"), tuple(values))


def _named(
    entries: Sequence[Entry],
    names_of: Callable[[Entry], Iterable[str]],
    folder: str,
    given: Mapping[str, str] | None = None,
) -> list[Value]:
    """The values that people typed: spellings of one name are one value, shown as most have typed it."""
    numbers: dict[str, list[int]] = {}
    spellings: dict[str, Counter[str]] = {}
    folded: dict[str, str] = {}
    for number, entry in enumerate(entries):
        for name in names_of(entry):
            if not (key := folded.get(name) or folded.setdefault(name, same_name(name))):
                continue
            mine = numbers.setdefault(key, [])
            if not mine or mine[-1] != number:
                mine.append(number)
            spellings.setdefault(key, Counter())[name] += 1
    addresses = slugs([*numbers, *(given or ())], given)  # what is settled stays so, used or not
    return [
        Value(
            addresses[key],
            min(spellings[key], key=lambda name: (-spellings[key][name], name)),
            page_in(folder, addresses[key]),
            tuple(found),
        )
        for key, found in numbers.items()
    ]


def _most_used_first(values: Iterable[Value], language: Language) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda value: (-len(value.numbers), language.order(value.name))))
