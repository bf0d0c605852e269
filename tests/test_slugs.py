"""Names as parts of addresses: safe, each one's own, and the same whatever the order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.slugs import page_in, same_name, slugs

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
awkward = st.sampled_from(
    ["index", "README", "aux", "a b", "a-b", "A  B", "a/b", "..", "", "☃", "ﬁ", "e\u0301", "é", "İ"]
)
names = st.lists(st.text(max_size=12) | awkward)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("ChatGPT Enterprise", "chatgpt-enterprise"),
        ("Übersetzer", "uebersetzer"),
        ("Café", "cafe"),
        ("  power   BI ", "power-bi"),
        ("C++", "c"),
        ("director's helper", "directors-helper"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_name_is_read_in_its_slug(name: str, slug: str) -> None:
    assert slugs([name]) == {same_name(name): slug}


@given(names)
def test_each_name_has_a_safe_slug_of_its_own(given_names: list[str]) -> None:
    found = slugs(given_names)
    assert set(found) == {same_name(name) for name in given_names}
    assert len(set(found.values())) == len(found)
    assert all(SAFE.fullmatch(slug) and len(slug) < 200 for slug in found.values())
    assert not {"index", "readme", "aux", "con", "com1"} & set(found.values())
    assert slugs(reversed(given_names)) == found


@given(st.text())
def test_same_name_says_the_same_of_what_it_says(name: str) -> None:
    assert same_name(same_name(name)) == same_name(name)


def test_spellings_are_one_name_and_clashes_are_told_apart() -> None:
    assert same_name("Power BI") == same_name("power  bi\u00a0")
    found = slugs(["a b", "a-b", "a/b"])
    assert found["a-b"] == "a-b"
    assert found["a b"].startswith("a-b-")
    assert found["a b"] != found["a/b"]


def test_what_is_settled_stays_and_is_not_given_twice() -> None:
    found = slugs(["Human Resources", "HR", "hr!"], {"human resources": "hr"})
    assert found["human resources"] == "hr"
    assert found["hr"].startswith("hr-")
    assert len(set(found.values())) == 3


@given(st.lists(st.sampled_from(["index", "readme", "con", "lpt1", "people"]), unique=True), names)
def test_no_id_of_the_policy_takes_the_page_of_its_folder_or_of_another(ids: list[str], others: list[str]) -> None:
    found = slugs([*ids, *others], {name: name for name in ids})
    pages = [page_in("functions", slug) for slug in found.values()]
    assert len({*pages, "functions/index.md", "functions/readme.md"}) == len(pages) + 2
    assert page_in("functions", "people") == "functions/people.md"
