"""The pages of the site: from a `Showcase` to a list of `Page` values. Knows no site engine."""

from __future__ import annotations

from collections.abc import Iterable

from leadfront.doors.ways import Present, Ways
from leadfront.pages.agenda import agenda_page
from leadfront.pages.browse import browse_pages
from leadfront.pages.cards import Cards
from leadfront.pages.compare import compare_page
from leadfront.pages.contribute import contribute_page
from leadfront.pages.contributors import contributors_of
from leadfront.pages.coverage import coverage_pages
from leadfront.pages.digests import digest_pages
from leadfront.pages.facet_lists import facet_pages
from leadfront.pages.facets import facets_of
from leadfront.pages.failures import failure_pages
from leadfront.pages.feeds import feed_files
from leadfront.pages.follow import data_files, follow_page
from leadfront.pages.functions import function_pages
from leadfront.pages.home import home
from leadfront.pages.leaders import leader_pages
from leadfront.pages.levels import level_pages
from leadfront.pages.neighbours import Neighbours
from leadfront.pages.page import AddressOf, Heading, Page, StaticFile
from leadfront.pages.playbook import playbook_pages
from leadfront.pages.previews import Previews
from leadfront.pages.rules import rules_page
from leadfront.pages.search import search_page
from leadfront.pages.spotlight import spotlight_pages
from leadfront.pages.spread import spread_of
from leadfront.pages.use_case import Surroundings, use_case
from leadfront.playbook import Chapter
from leadfront.showcase import Showcase
from leadfront.slugs import same_name
from leadfront.translations import language_named

__all__ = ["AddressOf", "Heading", "Page", "StaticFile", "all_files", "all_pages"]


def all_pages(
    showcase: Showcase, introduction: str = "", doors: Present | None = None, chapters: Iterable[Chapter] = ()
) -> list[Page]:
    """Every page of the site. `introduction` is the Markdown of the owner's own home page; `doors` are those that were
    found to be there; `chapters` are the owner's own of the playbook.
    """
    ways = Ways.of(showcase.policy, showcase.site, doors or Present())
    language = language_named(showcase.site.language)
    contributors = contributors_of(showcase.entries, language)
    cards = Cards(language, contributors)
    facets = facets_of(showcase, language)
    spread = spread_of(showcase, facets)
    around = Surroundings(
        Neighbours(showcase.entries),
        contributors,
        {same_name(place.name): place.uri for place in spread.functions},
        Previews(showcase),
        showcase.report.as_of.date(),
    )
    return [
        home(showcase, cards, introduction),
        *browse_pages(showcase, facets, cards, language),
        *(use_case(entry, around, ways, language) for entry in showcase.entries),
        *level_pages(showcase, spread, cards, language),
        *function_pages(showcase, spread, cards, language),
        *leader_pages(showcase, contributors, language),
        compare_page(showcase, language),
        *failure_pages(showcase, contributors, language),
        *facet_pages(showcase, facets, cards, language),
        *coverage_pages(showcase),
        *spotlight_pages(showcase),
        *digest_pages(showcase),
        agenda_page(showcase),
        follow_page(showcase),
        search_page(showcase),
        *playbook_pages(showcase, chapters),
        contribute_page(showcase, ways),
        rules_page(showcase),
    ]


def all_files(showcase: Showcase) -> list[StaticFile]:
    """Every file of the site that is no page."""
    return [
        *feed_files(showcase),
        *data_files(showcase),
        *Previews(showcase).files(),
    ]
