"""The playbook's chapters, and which use cases bear each of them out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadfront.front_matter import Unreadable
from leadfront.playbook import MOST, Chapter, Shows, borne_out, chapters_of, is_name, read_chapter
from leadfront.showcase import Entry
from made_up import CALENDAR, LEVELS, POLICY, entry, showcase


def chapter(text: str, name: str = "fears") -> Chapter:
    return read_chapter(name, text.encode("utf-8"))


def asking(**asked: object) -> Chapter:
    return Chapter("one", "One", "", shows=Shows(**asked))  # type: ignore[arg-type]


def below(asked: Chapter, *entries: Entry) -> list[str]:
    return [found.case.id for found in borne_out(showcase(entries), [asked])["one"]]


def test_a_chapter_is_read_with_all_that_it_says_of_itself() -> None:
    read = chapter(
        "---\ntitle: Fears\nsummary: What to say.\ngroup: Doubts\norder: 40\n"
        "shows: {level: highest, coached: yes, minutes_up_to: 30, skills: [trust], words: [wrong, by hand]}\n"
        "---\nWords.\n"
    )
    assert (read.title, read.summary, read.group, read.order) == ("Fears", "What to say.", "Doubts", 40)
    shows = Shows(level="highest", coached=True, minutes_up_to=30, skills=("trust",), words=("wrong", "by hand"))
    assert read.shows == shows
    assert read.markdown.strip() == "Words."


@pytest.mark.parametrize("start", ["", "\ufeff", "\n"])
def test_without_lines_at_the_top_the_first_heading_is_the_title(start: str) -> None:
    read = chapter(f"{start}# When people fear\n\nWords.\n")
    assert read.title == "When people fear"
    assert read.markdown.strip() == "Words."


def test_without_any_title_the_name_serves() -> None:
    assert chapter("Words.\n", "when-people-fear").title == "When people fear"


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        ("{levle: highest}", "levle"),
        ("{level: middle}", "middle"),
        ("{coached: perhaps}", "coached"),
        ("{minutes_up_to: an hour}", "an hour"),
        ("soon", "group"),
    ],
)
def test_what_a_chapter_cannot_ask_for_is_said_with_its_line(shows: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as raised:
        chapter(f"---\ntitle: Fears\nshows: {shows}\n---\nWords.\n")
    assert raised.value.line == 3


def test_only_plain_file_names_are_chapters() -> None:
    assert is_name("when-people-fear")
    assert not is_name("When people")
    assert not is_name(".hidden")


def test_the_owners_chapter_takes_the_place_of_the_shipped_one() -> None:
    shipped = [
        Chapter("index", "The playbook", ""),
        Chapter("doubts", "Doubts", "", order=20),
        Chapter("fears", "Fears", "ours", group="Doubts", order=10, shows=Shows(coached=True)),
    ]
    own = [Chapter("fears", "Our fears", "theirs", own=True), Chapter("more", "More", "", own=True)]
    index, chapters = chapters_of(shipped, own)
    assert index is shipped[0]
    assert [item.title for item in chapters] == ["Our fears", "Doubts", "More"]
    taken = chapters[0]
    assert (taken.markdown, taken.group, taken.shows, taken.own) == ("theirs", "Doubts", Shows(coached=True), True)


def test_a_use_case_stands_below_a_chapter_for_each_thing_that_it_can_ask_for() -> None:
    effect = "{measure: Drafts, before: 2, after: 1, unit: hours, basis: BASIS}"
    cases = [
        entry("top", level="executive", leader="Ada"),
        entry("bottom", level="lead", leader="Bo"),
        entry("coached", coach="Tomasz Bell", leader="Cy"),
        entry("again", verified="2026-11-02", leader="Di"),
        entry("measured", effect=effect.replace("BASIS", "measured"), leader="Ed"),
        entry("estimated", effect=effect.replace("BASIS", "estimated"), leader="Fay"),
        entry("short", minutes="30", leader="Gil"),
        entry("long", minutes="31", leader="Hal"),
        entry("trusting", skills="[trust, ethics]", leader="Ida"),
        entry("wrong", title="A sum that was wrongly done", leader="Jo"),
        entry("throng", title="A throng at the gate", leader="Kit"),
    ]
    assert below(asking(level="highest"), *cases) == ["top"]
    assert below(asking(level="lowest"), *cases) == ["bottom"]
    assert below(asking(coached=True), *cases) == ["coached"]
    assert below(asking(tried_again=True), *cases) == ["again"]
    assert below(asking(measured=True), *cases) == ["measured"]
    assert below(asking(minutes_up_to=30), *cases) == ["short"]
    assert below(asking(skills=("trust", "influence")), *cases) == ["trusting"]
    assert below(asking(words=("wrong",)), *cases) == ["wrong"]
    assert below(asking(), *cases) == []


def test_the_highest_level_is_that_in_force() -> None:
    past = replace(LEVELS[0], until=CALENDAR.parse("2025-Q1"))
    policy = replace(POLICY, levels=(past, *LEVELS[1:]))
    made = replace(showcase([entry("board", level="executive"), entry("now", level="director")]), policy=policy)
    (found,) = borne_out(made, [asking(level="highest")])["one"]
    assert found.case.id == "now"


def test_what_meets_more_comes_first_and_each_leader_once() -> None:
    cases = [
        entry("newest", leader="Ada", skills="[trust]"),
        entry("second-of-ada", leader="Ada", skills="[trust, ethics]"),
        entry("coached", leader="Bo", coach="Tomasz Bell"),
        entry("third", leader="Cy", skills="[ethics]"),
        entry("fourth", leader="Di", skills="[ethics]"),
    ]
    assert below(asking(coached=True, skills=("trust", "ethics")), *cases) == ["coached", "second-of-ada", "third"]
    assert MOST == 3


def test_the_same_use_case_gives_way_where_another_fits_as_well() -> None:
    cases = [entry("one", leader="Ada", coach="Bo"), entry("two", leader="Cy", coach="Di")]
    chapters = [replace(asking(coached=True), name=name) for name in ("first", "second", "third")]
    found = borne_out(showcase(cases[:1] + [entry(f"x{n}", leader=f"L{n}", coach="Bo") for n in range(8)]), chapters)
    ids = [item.case.id for name in ("first", "second", "third") for item in found[name]]
    assert len(ids) == len(set(ids)) == 9
    assert borne_out(showcase(cases), chapters)["third"]


def test_what_the_text_links_does_not_stand_below_it_again() -> None:
    linking = replace(asking(coached=True), markdown="See [one](../use-cases/one.md#prompt).")
    cases = [entry("one", leader="Ada", coach="Bo"), entry("two", leader="Cy", coach="Di")]
    assert below(linking, *cases) == ["two"]
