"""How a use case and its leader are shown wherever they are named: card, initials, numbers. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from leadfront.language import Language
from leadfront.pages.contributors import Contributors
from leadfront.pages.template import render, trusted
from leadfront.showcase import Entry
from leadfront.use_case import Effect


class When(StrEnum):
    """What happened on the day that a card names."""

    SHARED = "shared"
    UPDATED = "updated"
    DONE = "done"  # not landed yet: all that is known is when the work was done


@dataclass(frozen=True)
class Card:
    """A use case in a list."""

    id: str
    """The use case's own."""
    uri: str
    title: str
    summary: str
    leader: str
    initials: str
    level: str
    function: str
    day: date | None
    """The day by which the lists are sorted, so that they look as sorted as they are."""
    when: When
    tools: tuple[str, ...]
    effect: str
    measure: str
    """What the numbers of the effect count."""
    sample: bool


def card_of(entry: Entry, language: Language) -> Card:
    """The card of a use case."""
    case = entry.case
    return Card(
        id=case.id,
        uri=entry.uri,
        title=case.title,
        summary=case.text("summary"),
        leader=case.leader or language.gettext("A leader"),
        initials=initials(case.leader),
        level=level_name(entry),
        function=entry.function,
        day=None if entry.newest == date.min else entry.newest,
        when=_when(entry),
        tools=case.texts("tools"),
        effect=effect_in_short(case.effect, language),
        measure=case.effect.measure if case.effect else "",
        sample=case.version.sample,
    )


def _when(entry: Entry) -> When:
    if entry.updated_at is None:
        return When.DONE
    return When.SHARED if entry.landed_at and entry.landed_at.date() == entry.updated_at.date() else When.UPDATED


class Cards:
    """Makes each use case's card once, however many lists it stands in."""

    def __init__(self, language: Language, contributors: Contributors) -> None:
        self._language = language
        self._contributors = contributors
        self._made: dict[str, str] = {}

    def of(self, entries: Iterable[Entry]) -> Markup:
        """Cards as HTML, to stand in a list."""
        return trusted("\n".join(self._card(entry) for entry in entries))

    def _card(self, entry: Entry) -> str:
        card = self._made.get(entry.uri)
        if card is None:
            card = self._made[entry.uri] = render(
                "card.html",
                self._language,
                card=card_of(entry, self._language),
                leader_uri=self._contributors.leader_uri(entry.case.leader),
            )
        return card


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def level_name(entry: Entry) -> str:
    """The level in words; where the policy does not know it, as the file has it."""
    return entry.level.name if entry.level else entry.case.text("level")


def skills_in_words(skills: Sequence[str], language: Language, most: int = 6) -> str:
    """A list of skills, as a line of its own: `Communication, learning agility and trust`."""
    return capital(language.listed([skill_in_words(skill, language) for skill in skills], most))


def capital(words: str) -> str:
    """With a capital letter at its start, and the rest as it is."""
    return words[:1].upper() + words[1:]


def skill_in_words(skill: str, language: Language) -> str:
    """A skill within a sentence: `learning agility`."""
    return language.name(" ".join(skill.replace("-", " ").split()))


def effect_in_short(effect: Effect | None, language: Language) -> str:
    """The effect on one line: `180 → 25 minutes`."""
    if effect is None:
        return ""
    return f"{language.number(effect.before)} → {language.number(effect.after)} {effect.unit}".rstrip()
