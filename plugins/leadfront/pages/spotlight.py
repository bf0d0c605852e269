"""The use case of the week: the block that the home page leads with, and the page that keeps the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadfront.language import Language
from leadfront.pages.cards import Card, card_of
from leadfront.pages.page import Page
from leadfront.pages.template import later
from leadfront.showcase import Showcase
from leadfront.spotlight import SpotlightPick, spotlights
from leadfront.translations import language_named

URI = "spotlight.md"


@dataclass(frozen=True)
class Shown:
    """A use case in the spotlight, as the pages show it."""

    card: Card
    starts: date
    note: str


def in_the_spotlight(showcase: Showcase) -> list[Shown]:
    """The use case of the week and those before it, newest first."""
    language = language_named(showcase.site.language)
    return [_shown(pick, language) for pick in spotlights(showcase)]


def spotlight_pages(showcase: Showcase) -> list[Page]:
    """The archive, where the owner has put anything first yet."""
    shown = in_the_spotlight(showcase)
    if not shown:
        return []
    language = language_named(showcase.site.language)
    return [
        Page(
            uri=URI,
            title=language.gettext("In the spotlight"),
            description=language.gettext("The use cases of the week, newest first."),
            frame=later("spotlight.html", language, current=shown[0], earlier=shown[1:]),
            title_id="spotlight",
            searchable=False,
        )
    ]


def _shown(pick: SpotlightPick, language: Language) -> Shown:
    return Shown(card_of(pick.entry, language), pick.starts, pick.note)
