"""The honest headlines of levels and functions: how many of how many, and who has not been heard from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.language import ENGLISH
from leadfront.pages import Page, all_pages
from leadfront.pages.facets import facets_of
from leadfront.pages.spread import Spread, spread_of
from leadfront.policy import Function
from leadfront.showcase import Entry, Showcase
from made_up import LEVELS, empty_showcase, entry, showcase

FUNCTIONS = tuple(Function(name.lower(), name) for name in ("Finance", "People", "Legal"))


def shown(page: Page) -> str:
    return page.frame("", "") if page.frame else page.text


def words(text: str) -> str:
    return re.sub(r" ([.;,:])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", text).split()))


def listed(*entries: Entry) -> Showcase:
    """A showcase whose policy lists three functions."""
    made = showcase(entries)
    return replace(made, policy=replace(made.policy, functions=FUNCTIONS))


def spread(made: Showcase) -> Spread:
    return spread_of(made, facets_of(made, ENGLISH))


def texts(made: Showcase) -> dict[str, str]:
    return {page.uri: words(shown(page)) for page in all_pages(made)}


choices = st.tuples(
    st.sampled_from([*(level.id for level in LEVELS), "boss"]), st.sampled_from(["finance", "people", "tax"])
)


@given(st.lists(choices, max_size=25), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_counts_are_those_of_counting_one_by_one(pairs: list[tuple[str, str]], with_list: bool) -> None:
    cases = [entry(f"c{n}", level=level, function=name) for n, (level, name) in enumerate(pairs)]
    found = spread(listed(*cases) if with_list else showcase(cases))
    assert {pair: count for pair, count in found.counts.items() if count} == Counter(
        pair for pair in pairs if pair[0] != "boss"
    )
    names = {name for _, name in pairs}
    asked = {"finance", "people", "legal"} if with_list else names
    assert {place.id for place in found.functions if place.asked} == asked
    assert {place.id for place in found.functions} == asked | names
    for level in LEVELS:
        share = found.of_level(level.id)
        have = {name for own, name in pairs if own == level.id} & asked
        assert (share.some, share.all) == (len(have), len(asked))
        assert {place.id for place in share.missing} == asked - have


def test_a_level_says_in_how_many_functions_and_names_the_others_kindly() -> None:
    found = texts(listed(entry("a"), entry("b", function="people")))
    assert "2 of 3 functions have one from this level." in found["levels/director.md"]
    assert "Not heard from yet: Legal." in found["levels/director.md"]
    assert "2 of 3 functions have one from this level." in found["levels/index.md"]
    everyone = texts(listed(entry("a"), entry("b", function="people"), entry("c", function="legal")))
    assert "All 3 functions have one from this level." in everyone["levels/director.md"]
    assert "Not heard from" not in everyone["levels/director.md"]


def test_a_function_says_how_many_levels_have_shared() -> None:
    found = texts(listed(entry("a"), entry("b", level="head"), entry("c", level="lead")))
    text = found["functions/finance.md"]
    assert "3 of 5 levels have shared one. Not heard from yet: Executive team and Managers." in text
    assert "3 of 5 levels have shared one." in found["functions/index.md"]


def test_a_function_that_shared_nothing_has_a_page_that_asks_for_the_first() -> None:
    pages = {page.uri: shown(page) for page in all_pages(listed(entry()))}
    assert "Nobody from this function has shared a use case yet." in pages["functions/legal.md"]
    assert "page:contribute.md" in pages["functions/legal.md"]
    assert "Nothing yet." in words(pages["functions/index.md"])


def test_a_level_that_is_excused_or_not_in_force_is_not_missed() -> None:
    made = listed(entry())
    changes: dict[str, Any] = {"manager": {"in_force": False}, "lead": {"waiver": "On leave"}}
    levels = tuple(replace(level, **changes.get(level.id, {})) for level in made.report.levels)
    found = spread(replace(made, report=replace(made.report, levels=levels)))
    assert [place.id for place in found.of_function("finance").missing] == ["executive", "head"]
    assert found.of_function("finance").all == 3


def test_a_function_that_the_policy_does_not_list_takes_no_address_from_one_that_it_does() -> None:
    made = listed(entry("a", function="LEGAL!"), entry("b", function="finance"))
    uris = {place.name: place.uri for place in spread(made).functions}
    assert uris["Legal"] == "functions/legal.md"
    assert len(set(uris.values())) == len(uris)


def test_the_table_links_each_number_to_just_those_use_cases() -> None:
    pages = {page.uri: shown(page) for page in all_pages(listed(entry("a"), entry("b"), entry("c", function="people")))}
    table = pages["levels/index.md"].partition('id="spread"')[2].partition("</table>")[0]
    cells = re.findall(r'href="page:use-cases/index.md\?([^"]*)" aria-label="([^"]*)">(\d+)<', table)
    assert cells == [
        ("level=director&amp;function=finance", "Directors, Finance: 2 use cases", "2"),
        ("level=director&amp;function=people", "Directors, People: 1 use case", "1"),
    ]


def test_an_empty_showcase_has_a_page_of_functions_that_says_what_to_do() -> None:
    pages = {page.uri: shown(page) for page in all_pages(empty_showcase())}
    assert "page:contribute.md" in pages["functions/index.md"]
    assert "page:contribute.md" in pages["levels/index.md"]
