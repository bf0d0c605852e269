"""The card for a team meeting as a page to project: one use case in five lines, one question, one screen."""

from __future__ import annotations

from leadfront.agenda import card_for
from leadfront.pages.page import Page
from leadfront.pages.template import later
from leadfront.showcase import Showcase
from leadfront.translations import language_named

URI = "agenda.md"


def agenda_page(showcase: Showcase) -> Page:
    """The page of as-of's week."""
    language = language_named(showcase.site.language)
    return Page(
        uri=URI,
        title=language.gettext("For your next team meeting"),
        description=language.gettext("One use case in five lines, and one question to discuss."),
        frame=later("agenda.html", language, card=card_for(showcase, language)),
        title_id="agenda",
        searchable=False,
    )
