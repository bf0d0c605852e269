"""The page that sets two or three use cases side by side. Which ones stands in its address, so a script does it
(`templates/assets/compare.js`); without one, the page says what it would do. Values only.
"""

from __future__ import annotations

from leadfront.catalogue import Shelf, as_json
from leadfront.language import Language
from leadfront.pages.page import Page
from leadfront.pages.template import render
from leadfront.showcase import Showcase

URI = "compare.md"


def compare_page(showcase: Showcase, language: Language) -> Page:
    """The page, still empty."""
    title = language.gettext("Compare")
    return Page(
        uri=URI,
        title=title,
        description=language.gettext("Two or three use cases side by side."),
        text=render("compare.html", language, title=title, total=len(showcase.entries)),
        title_id="compare",
        searchable=False,
    )


def ids_shelf(showcase: Showcase) -> Shelf:
    """Which use case has which number: their ids in the order of the numbers."""
    return Shelf("ids", {"ids.json": as_json([entry.case.id for entry in showcase.entries])})
