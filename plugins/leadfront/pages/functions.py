"""The functions: the list of them, and the use cases of each, with how many levels have shared one."""

from __future__ import annotations

from dataclasses import dataclass

from leadfront.language import Language
from leadfront.pages.cards import Cards
from leadfront.pages.lists import headline_of, list_pages
from leadfront.pages.page import Page
from leadfront.pages.spread import Place, Spread, levels_in_words
from leadfront.pages.template import later
from leadfront.showcase import Entry, Showcase

FUNCTIONS = "functions/index.md"


@dataclass(frozen=True)
class _Line:
    """A function in the list of functions."""

    name: str
    uri: str
    headline: str
    missing: tuple[Place, ...]


def function_pages(showcase: Showcase, spread: Spread, cards: Cards, language: Language) -> list[Page]:
    """The list of functions, and the pages of each."""
    lines = [
        _Line(
            place.name,
            place.uri,
            _headline(_entries(showcase, place), place, spread, language),
            spread.of_function(place.id).missing if place.numbers else (),
        )
        for place in spread.functions
    ]
    found = [
        Page(
            uri=FUNCTIONS,
            title=language.gettext("Functions"),
            description=language.gettext("Who has contributed, function by function."),
            frame=later("functions.html", language, functions=lines, listed=bool(showcase.policy.functions)),
            title_id="functions",
            searchable=False,
        )
    ]
    for place in spread.functions:
        share = spread.of_function(place.id)
        found += list_pages(
            cards,
            language,
            "function.html",
            uri=place.uri,
            title=place.name,
            title_id="function",
            entries=_entries(showcase, place),
            section=FUNCTIONS,
            place=place,
            share=levels_in_words(share, language),
            missing=share.missing,
        )
    return found


def _entries(showcase: Showcase, place: Place) -> list[Entry]:
    return [showcase.entries[number] for number in place.numbers]


def _headline(entries: list[Entry], place: Place, spread: Spread, language: Language) -> str:
    words = levels_in_words(spread.of_function(place.id), language)
    return " ".join(part for part in (headline_of(entries, language), words) if part)
