"""Which use cases are worth reading after another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import slow_related
from leadfront.related import MOST, Subject, related_to_each

WORDS = ("harbour", "ferry", "roster", "tender", "gangway", "library", "überblick", "12345", "the", "report")
TRAITS = ("function finance", "tool copilot", "skill trust", "skill ethics")
SUBJECTS = st.lists(
    st.builds(
        Subject,
        title=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        text=st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
        traits=st.frozensets(st.sampled_from(TRAITS), max_size=3),
        chosen=st.lists(st.integers(0, 4), max_size=3).map(tuple),
    ),
    min_size=5,
    max_size=24,
)


@given(SUBJECTS)
@settings(max_examples=80, deadline=None)
def test_the_slow_and_obvious_way_finds_the_same(subjects: list[Subject]) -> None:
    assert related_to_each(subjects) == slow_related.related_to_each(subjects)


def filler(number: int) -> list[Subject]:
    return [
        Subject(f"title{place}x", f"text{place}x and others", frozenset({"function legal"})) for place in range(number)
    ]


def test_a_rare_word_weighs_more_than_a_common_trait() -> None:
    here = Subject("Bunker fuel", "", frozenset({"function operations", "tool claude"}))
    same_word = Subject("Bunker notes", "", frozenset({"function finance"}))
    same_traits = [Subject("Something", "", here.traits) for _ in range(8)]
    found = related_to_each([here, *same_traits, *filler(3), same_word])
    assert found[0][0] == 12


def test_a_rare_trait_weighs_more_than_a_common_one() -> None:
    here = Subject("", "", frozenset({"tool all have", "skill rare"}))
    others = [Subject("", "", frozenset({"tool all have"})) for _ in range(5)]
    assert related_to_each([here, *others, Subject("", "", here.traits)])[0][0] == 6


def test_those_that_the_leader_chose_come_first() -> None:
    here = Subject("Bunker fuel", "", chosen=(2, 0, 2, 1))
    found = related_to_each([here, Subject("x", ""), Subject("y", ""), Subject("Bunker fuel", "")])
    assert found[0] == (2, 1, 3)


def test_no_more_than_a_few_and_never_itself() -> None:
    subjects = [Subject("Bunker fuel", "", frozenset({"tool claude"})) for _ in range(3)] + filler(20)
    for place, found in enumerate(related_to_each(subjects)):
        assert len(found) <= MOST
        assert place not in found
        assert len(set(found)) == len(found)


def test_nothing_in_common_is_not_related() -> None:
    assert related_to_each([Subject("one", "alpha"), Subject("two", "beta")]) == [(), ()]
    assert related_to_each([]) == []
