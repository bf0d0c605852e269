"""A list of use cases for each value of each facet, and an index of the values: what the facets are without script."""

from __future__ import annotations

from collections.abc import Iterable

from leadfront.language import Language
from leadfront.pages.browse import ALL
from leadfront.pages.cards import Cards
from leadfront.pages.facets import Facet
from leadfront.pages.lists import list_pages
from leadfront.pages.page import Page
from leadfront.pages.template import later
from leadfront.showcase import Showcase

MADE_ELSEWHERE = frozenset({"level", "function"})
"""Facets whose pages say more than what has been shared."""


def facet_pages(showcase: Showcase, facets: Iterable[Facet], cards: Cards, language: Language) -> list[Page]:
    """The index of each facet, and the list of each of its values."""
    found: list[Page] = []
    for facet in facets:
        if facet.key in MADE_ELSEWHERE:
            continue
        if facet.index:
            found.append(_index(facet, language))
        for value in facet.values:
            found += list_pages(
                cards,
                language,
                "facet.html",
                uri=value.uri,
                title=value.title or value.name,
                title_id="use-cases",
                entries=[showcase.entries[number] for number in value.numbers],
                section=ALL,
                facet=facet,
                value=value,
            )
    return found


def _index(facet: Facet, language: Language) -> Page:
    return Page(
        uri=facet.index,
        title=facet.plural,
        description=language.gettext("The use cases, sorted into lists."),
        frame=later("facet_index.html", language, facet=facet),
        title_id="values",
        section=ALL,
        searchable=False,
    )
