"""The pages of the site: from a `Showcase` to a list of `Page` values. Knows no site engine."""

from __future__ import annotations

from leadfront.pages.cards import Cards
from leadfront.pages.contribute import contribute_page
from leadfront.pages.coverage import coverage_pages
from leadfront.pages.home import home
from leadfront.pages.page import Heading, Page
from leadfront.pages.rules import rules_page
from leadfront.pages.use_case import use_case
from leadfront.pages.use_cases import all_use_cases, level_pages
from leadfront.showcase import Showcase

__all__ = ["Heading", "Page", "all_pages"]


def all_pages(showcase: Showcase, introduction: str = "", form: str = "", issue_form: bool = False) -> list[Page]:
    """Every page of the site. `introduction` is the Markdown of the owner's own home page, and `form` the address of
    the form in the browser, where there is one; `issue_form` says whether the repository has our issue form.
    """
    cards = Cards()
    by_id = {entry.case.id: entry for entry in showcase.entries}
    return [
        home(showcase, cards, introduction),
        *all_use_cases(showcase, cards),
        *(use_case(entry, by_id) for entry in showcase.entries),
        *level_pages(showcase, cards),
        *coverage_pages(showcase),
        contribute_page(showcase, form, issue_form),
        rules_page(showcase),
    ]
