"""By what a use case can be found: each value with those that have it, and no name that breaks an address."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.exports import as_json
from leadfront.fields import MAX_ITEMS
from leadfront.language import ENGLISH
from leadfront.pages.facets import Facet, by_saving, by_title, facets_of
from leadfront.policy import Function
from leadfront.quarters import Calendar
from leadfront.showcase import Showcase
from made_up import POLICY, ZONE, entry, showcase


def facet(made: Showcase, key: str) -> Facet:
    return next(found for found in facets_of(made, ENGLISH) if found.key == key)


def held(made: Showcase, key: str) -> dict[str, tuple[int, ...]]:
    return {value.name: value.numbers for value in facet(made, key).values}


def tools(*names: str) -> str:
    return json.dumps(names, ensure_ascii=False)


def test_spellings_of_one_tool_are_one_value_shown_as_most_type_it() -> None:
    made = showcase(
        [
            entry("a", tools=tools("Copilot", "COPILOT")),
            entry("b", tools=tools("copilot", "Excel")),
            entry("c", tools=tools(" Copilot  ")),
        ]
    )
    assert held(made, "tool") == {"Copilot": (0, 1, 2), "Excel": (1,)}
    assert [value.uri for value in facet(made, "tool").values] == ["tools/copilot.md", "tools/excel.md"]


@pytest.mark.parametrize(("field", "key"), [("tools", "tool"), ("skills", "skill")])
def test_a_list_that_is_too_long_makes_no_more_pages_than_may_be(field: str, key: str) -> None:
    made = showcase([entry("a", **{field: tools(*(f"t-{number}" for number in range(1500)))})])
    assert len(facet(made, key).values) == MAX_ITEMS
    (row,) = json.loads(b"".join(as_json(made, lambda item: item.uri)))["use_cases"]
    assert len(row["fields"][field]) == MAX_ITEMS


def test_levels_stand_in_the_policys_order_and_those_that_nobody_has_filled_are_shown() -> None:
    made = showcase([entry("a", level="lead"), entry("b", level="boss"), entry("c", level="director")])
    assert list(held(made, "level").items())[:2] == [("Executive team", ()), ("Directors", (2,))]
    assert held(made, "level")["Team leads"] == (0,)
    assert "boss" not in held(made, "level")


def test_functions_of_the_policy_keep_their_id_in_addresses() -> None:
    made = showcase([entry("a", function="Human resources"), entry("b", function="hr")])
    made = replace(made, policy=replace(POLICY, functions=(Function("hr", "Human resources"),)))
    slugs = {value.name: value.slug for value in facet(made, "function").values}
    assert slugs["Human resources"] == "hr"
    assert slugs["Hr"].startswith("hr-")


def test_the_quarter_is_the_fiscal_one_of_the_landing_else_of_the_use() -> None:
    entries = [
        entry("a", landed="2026-04-01", date="2026-03-31"),
        entry("b", landed="", date="2026-03-31"),
        entry("c", landed="", date="soon"),
    ]
    made = showcase(entries)
    made = replace(made, policy=replace(POLICY, calendar=Calendar(ZONE, fiscal_year_start=4)))
    assert held(made, "quarter") == {"FY2027-Q1": (0,), "FY2026-Q4": (1,)}
    assert facet(made, "quarter").values[0].uri == "quarters/fy2027-q1.md"


def effect(before: float, after: float, basis: str) -> str:
    return f"{{measure: Time, before: {before}, after: {after}, unit: minutes, basis: {basis}}}"


def test_an_effect_is_measured_only_where_it_says_so() -> None:
    made = showcase(
        [
            entry("a", effect=effect(60, 30, "measured")),
            entry("b", effect=effect(60, 30, "estimated")),
            entry("c", effect=effect(60, 30, "guessed")),
            entry("d"),
        ]
    )
    assert held(made, "effect") == {"Measured": (0,), "Estimated": (1, 2), "Without numbers": (3,)}


def test_the_largest_share_saved_comes_first_and_what_grew_is_no_saving() -> None:
    made = showcase(
        [
            entry("a", effect=effect(100, 50, "measured")),
            entry("b", effect=effect(10, 1, "measured")),
            entry("c", effect=effect(5, 20, "measured")),
            entry("d", effect=effect(0, 0, "measured")),
            entry("e"),
            entry("f", effect=effect(2, 1, "measured")),
        ]
    )
    assert by_saving(made) == [1, 0, 5]


def test_titles_stand_as_in_a_dictionary() -> None:
    made = showcase([entry(str(at), title=title) for at, title in enumerate(["Zebra", "Äpfel", "apples", "Apples"])])
    assert [made.entries[number].case.title for number in by_title(made, ENGLISH)] == [
        "Äpfel",
        "Apples",
        "apples",
        "Zebra",
    ]


def test_without_use_cases_only_the_levels_are_there_to_choose() -> None:
    assert [found.key for found in facets_of(showcase([]), ENGLISH)] == ["level"]


letters = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=8)
typed = letters | st.sampled_from(["../x", "index", "a b", "A B"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(typed, max_size=3), max_size=6))
def test_whatever_a_tool_is_called_its_list_has_an_address_of_its_own(named: list[list[str]]) -> None:
    made = showcase([entry(f"case-{at}", tools=tools(*names)) for at, names in enumerate(named)])
    found = [found for found in facets_of(made, ENGLISH) if found.key == "tool"]
    uris = [value.uri for group in found for value in group.values]
    assert len(set(uris)) == len(uris)
    assert all(uri.count("/") == 1 and ".." not in uri and uri != "tools/index.md" for uri in uris)


@pytest.mark.parametrize("made", [showcase([entry("a"), entry("b", tools=tools("Excel", "Copilot"))]), showcase([])])
def test_by_number_says_the_same_as_by_value(made: Showcase) -> None:
    for found in facets_of(made, ENGLISH):
        places = found.by_number(len(made.entries))
        for place, value in enumerate(found.values):
            assert value.numbers == tuple(number for number, own in enumerate(places) if place in own)
