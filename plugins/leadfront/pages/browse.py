"""The place to find a use near one's own job: all use cases, to be narrowed down by facets, words and order.

What the script needs for that are two shelves of the catalogue: which use case has which values, and the cards as
HTML, so that they are the same cards as in every other list. Without script the facets are links to lists of their own
(`leadfront.pages.facet_lists`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfront.catalogue import Shelf, as_json
from leadfront.language import Language
from leadfront.pages.cards import Cards
from leadfront.pages.facets import Facet, by_saving, by_title, facets_of
from leadfront.pages.lists import list_pages
from leadfront.pages.page import AddressOf, Page, with_addresses
from leadfront.showcase import Showcase

ALL = "use-cases/index.md"
EARLIER = "browse"
"""The folder of its other pages: in its own one, a use case may have any name."""
ON_A_SCREEN = 24
"""How many cards the page shows at a time."""
IN_A_FILE = 2 * ON_A_SCREEN
"""How many cards a file holds: the newest of them are what most see, and what is chosen lies scattered."""
SHOWN_OF_A_FACET = 8


def browse_pages(showcase: Showcase, facets: Sequence[Facet], cards: Cards, language: Language) -> list[Page]:
    """The browse page, which shows the newest; without script the earlier ones follow in longer lists."""
    return list_pages(
        cards,
        language,
        "use_cases.html",
        uri=ALL,
        title=language.gettext("Use cases"),
        title_id="use-cases",
        entries=showcase.entries,
        first_template="browse.html",
        first_holds=ON_A_SCREEN,
        folder=EARLIER,
        facets=facets,
        shown=SHOWN_OF_A_FACET,
        each=ON_A_SCREEN,
        words=browse_words(language),
        savings=bool(by_saving(showcase)),
    )


def browse_words(language: Language) -> str:
    """What the script says, as JSON: by name, with `{places}` to be filled."""
    words = {
        "one": language.ngettext("%(num)s use case", "%(num)s use cases", 1, num="{count}"),
        "many": language.ngettext("%(num)s use case", "%(num)s use cases", 2, num="{count}"),
        "paged": language.gettext(
            "%(count)s, page %(page)s of %(pages)s", count="{count}", page="{page}", pages="{pages}"
        ),
        "quoted": language.gettext("“%(words)s”", words="{words}"),
        "remove": language.gettext("Remove %(name)s", name="{name}"),
        "clear": language.gettext("Clear all"),
        "none": language.gettext("Nothing fits all of this."),
        "without": language.gettext("Without %(name)s: %(count)s", name="{name}", count="{count}"),
        "meant": language.gettext("Did you mean"),
        "pages": language.gettext("Pages of this list"),
        "page": language.gettext("Page %(number)s", number="{number}"),
        "previous": language.gettext("Previous"),
        "next": language.gettext("Next"),
        "failed": language.gettext("The list could not be narrowed down. Please try again in a moment."),
    }
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def browse_shelves(showcase: Showcase, cards: Cards, language: Language, address_of: AddressOf) -> list[Shelf]:
    """What the script asks the catalogue for."""
    found = {
        "facets.json": as_json(columns_of(showcase, facets_of(showcase, language))),
        "orders.json": as_json({"title": by_title(showcase, language), "saving": by_saving(showcase)}),
    }
    shown = [with_addresses(cards.of([entry]), address_of) for entry in showcase.entries]
    files = {
        f"{start // IN_A_FILE}.json": as_json(shown[start : start + IN_A_FILE])
        for start in range(0, len(shown), IN_A_FILE)
    }
    return [Shelf("facets", found), Shelf("shown", files, {"each": IN_A_FILE})]


def columns_of(showcase: Showcase, facets: Sequence[Facet]) -> dict[str, object]:
    """Which use case has which values, by numbers.

    Most use cases share their values with many others; so each set of values stands once, in `sets`, and `of` says for
    each use case which one is its own.
    """
    count = len(showcase.entries)
    columns = []
    for facet in facets:
        sets: dict[tuple[int, ...], int] = {}
        of = [sets.setdefault(places, len(sets)) for places in facet.by_number(count)]
        values = [(value.slug, value.name) for value in facet.values]
        columns.append({"key": facet.key, "values": values, "sets": list(sets), "of": of})
    return {"count": count, "facets": columns}
