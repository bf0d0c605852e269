"""The browse page, the lists of each value, and what the script finds in the catalogue."""

from __future__ import annotations

import json
import re

import pytest

from leadfront.catalogue import Shelf
from leadfront.language import ENGLISH
from leadfront.pages import Page, all_pages
from leadfront.pages.browse import IN_A_FILE, ON_A_SCREEN, browse_shelves, browse_words
from leadfront.pages.cards import Cards
from leadfront.pages.contributors import contributors_of
from leadfront.pages.facets import facets_of
from leadfront.showcase import Showcase
from made_up import entry, showcase

MANY = showcase([entry(f"case-{at}", title=f"Case {at}", tools=f"[Copilot, Tool {at % 12}]") for at in range(250)])


def shown(page: Page) -> str:
    return page.frame("", "") if page.frame else page.text


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {page.uri: shown(page) for page in all_pages(MANY) if not page.uri.startswith("use-cases/case-")}


def cards_in(text: str) -> list[str]:
    return re.findall(r'lf-card__title"><a href="page:([^"]+)"', text)


def cards_of(made: Showcase) -> Cards:
    return Cards(ENGLISH, contributors_of(made.entries, ENGLISH))


def shelves(made: Showcase) -> dict[str, Shelf]:
    found = browse_shelves(
        made,
        cards_of(made),
        ENGLISH,
        lambda uri: uri.removesuffix(".md") + "/?&",
    )
    return {shelf.name: shelf for shelf in found}


def test_the_first_page_shows_a_screenful_and_the_others_all_that_is_left(pages: dict[str, str]) -> None:
    lists = ["use-cases/index.md", "browse/page-2.md", "browse/page-3.md", "browse/page-4.md"]
    found = [cards_in(pages[uri]) for uri in lists]
    assert [len(cards) for cards in found] == [ON_A_SCREEN, 100, 100, 26]
    assert [uri for cards in found for uri in cards] == [item.uri for item in MANY.entries]


def test_each_value_leads_to_a_list_of_exactly_those_that_have_it(pages: dict[str, str]) -> None:
    for facet in facets_of(MANY, ENGLISH):
        for value in facet.values:
            more = re.escape(value.uri.removesuffix(".md"))
            uris = [uri for uri in pages if uri == value.uri or re.fullmatch(rf"{more}/page-\d+\.md", uri)]
            found = [uri for own in uris for uri in cards_in(pages[own])]
            assert found == [MANY.entries[number].uri for number in value.numbers], value.uri


def test_the_page_names_the_most_frequent_values_and_where_the_others_are(pages: dict[str, str]) -> None:
    text = pages["use-cases/index.md"]
    tools = text.partition('data-facet="tool"')[2].partition('data-facet="skill"')[0].partition("</div>")[0]
    assert tools.count("<li ") == 8
    assert 'href="page:tools/index.md"' in tools
    assert pages["tools/index.md"].count("<li>") == 13
    level = text.partition('data-facet="level"')[2].partition("</div>")[0]
    assert "Show all" not in level


def test_where_there_is_nothing_to_browse_there_is_nothing_to_narrow_down() -> None:
    pages = {page.uri: shown(page) for page in all_pages(showcase([]))}
    assert "data-facet" not in pages["use-cases/index.md"]
    assert "browse.js" not in pages["use-cases/index.md"]
    assert "Share the first one" in pages["use-cases/index.md"]


def test_the_cards_of_the_script_are_those_of_the_lists_with_addresses_from_the_top() -> None:
    shelf = shelves(MANY)["shown"]
    assert shelf.about == {"each": IN_A_FILE}
    found = [card for at in range(len(shelf.files)) for card in json.loads(shelf.files[f"{at}.json"])]
    cards = cards_of(MANY)
    assert len(found) == len(MANY.entries)
    for card, item in zip(found, MANY.entries, strict=True):
        assert f'href="{item.uri.removesuffix(".md")}/?&amp;"' in card
        assert card == re.sub(r'href="page:([^"]+)\.md', r'href="\1/?&amp;', str(cards.of([item])))


def test_what_a_contributor_writes_stays_text_in_the_cards_of_the_script() -> None:
    title = "'</li><script>alert(1)</script> href=\"page:index.md\"'"
    (card,) = json.loads(shelves(showcase([entry("hostile", title=title)]))["shown"].files["0.json"])
    assert "<script" not in card
    assert "page:index.md" in card, "no link of ours, so it stays as it was typed"


def test_the_columns_are_small_numbers_and_say_who_has_what() -> None:
    files = shelves(MANY)["facets"].files
    columns = json.loads(files["facets.json"])
    assert columns["count"] == 250
    for column, facet in zip(columns["facets"], facets_of(MANY, ENGLISH), strict=True):
        assert column["key"] == facet.key
        assert column["values"] == [[value.slug, value.name] for value in facet.values]
        assert [tuple(column["sets"][which]) for which in column["of"]] == facet.by_number(250)
    orders = json.loads(files["orders.json"])
    assert sorted(orders["title"]) == list(range(250))
    assert orders["saving"] == []


def test_the_script_has_words_for_everything_it_says() -> None:
    words = json.loads(browse_words(ENGLISH))
    assert words["many"] == "{count} use cases"
    assert words["without"] == "Without {name}: {count}"
    assert all(words.values())
    assert not any("%" in text for text in words.values())
