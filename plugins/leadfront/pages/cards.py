"""How a use case and its leader are shown wherever they are named: card, initials, numbers. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leadfront.pages.template import render, trusted
from leadfront.showcase import Entry
from leadfront.use_case import Effect


@dataclass(frozen=True)
class Card:
    """A use case in a list."""

    uri: str
    title: str
    summary: str
    leader: str
    initials: str
    level: str
    function: str
    day: date | None
    tools: tuple[str, ...]
    effect: str
    sample: bool


def card_of(entry: Entry) -> Card:
    """The card of a use case."""
    case = entry.case
    return Card(
        uri=entry.uri,
        title=case.title,
        summary=case.text("summary"),
        leader=case.leader or "A leader",
        initials=initials(case.leader),
        level=level_name(entry),
        function=entry.function,
        day=case.day("date"),
        tools=case.texts("tools"),
        effect=effect_in_short(case.effect),
        sample=case.version.sample,
    )


class Cards:
    """Makes each use case's card once, however many lists it stands in."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def of(self, entries: Iterable[Entry]) -> Markup:
        """Cards as HTML, to stand in a list."""
        return trusted("\n".join(self._card(entry) for entry in entries))

    def _card(self, entry: Entry) -> str:
        card = self._made.get(entry.uri)
        if card is None:
            card = self._made[entry.uri] = render("card.html", card=card_of(entry))
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


def number(value: float) -> str:
    """A number as people write it: `6,960`, `0.5`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def effect_in_short(effect: Effect | None) -> str:
    """The effect on one line: `180 → 25 minutes`."""
    if effect is None:
        return ""
    return f"{number(effect.before)} → {number(effect.after)} {effect.unit}".rstrip()
