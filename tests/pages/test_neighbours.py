"""What stands around a use case: the ones before and after it, related ones, others of its level."""

from __future__ import annotations

from leadfront.pages.neighbours import Neighbours
from leadfront.showcase import Entry
from made_up import case_text, entry


def made(slug: str, level: str = "director", **fields: str) -> Entry:
    return entry(slug, text=case_text(f"Words of {slug} alone.", title=f"Title {slug}", level=level, **fields))


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.case.id for entry in entries]


def test_before_and_after_follow_the_list() -> None:
    entries = [made("a"), made("b"), made("c")]
    around = Neighbours(entries)
    first, middle, last = (around.of(each) for each in entries)
    assert (first.newer, middle.newer, last.older) == (None, entries[0], None)
    assert (first.older, middle.older) == (entries[1], entries[2])


def test_the_leaders_own_choice_comes_first() -> None:
    entries = [made("a", related="[c, nowhere, a]"), made("b"), made("c", level="head", function="legal", tools="[X]")]
    assert names(Neighbours(entries).of(entries[0]).related)[0] == "c"


def test_others_of_the_level_are_its_newest_and_not_named_twice() -> None:
    entries = [made(name, related="[b]" if name == "a" else "[]", tools=f"[{name}]") for name in "abcdefghij"]
    near = Neighbours(entries).of(entries[0])
    assert len(near.at_level) == 3
    assert not set(names(near.at_level)) & {"a", *names(near.related)}
    assert names(near.at_level) == sorted(names(near.at_level))


def test_another_level_is_not_shown_as_this_one() -> None:
    entries = [made("a"), made("b", level="head"), made("c", level="boss"), made("d", level="boss")]
    around = Neighbours(entries)
    assert around.of(entries[0]).at_level == ()
    assert around.of(entries[2]).at_level == (), "what is no level of the policy has no page and no others"


def test_what_is_not_in_the_showcase_has_nothing_around_it() -> None:
    near = Neighbours([made("a")]).of(made("b"))
    assert (near.newer, near.older, near.related, near.at_level) == (None, None, (), ())
