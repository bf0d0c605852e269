"""Leaders and coaches: whoever is named has a place, and one name is one person."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from leadfront.language import ENGLISH
from leadfront.pages import Page, all_pages
from leadfront.pages.contributors import Contributors, contributors_of
from leadfront.pages.leaders import leader_pages
from leadfront.showcase import Entry, Showcase
from made_up import entry, showcase


def shown(page: Page) -> str:
    return page.frame("", "") if page.frame else page.text


def people(*entries: Entry) -> Contributors:
    return contributors_of(entries, ENGLISH)


def pages(*entries: Entry) -> dict[str, str]:
    made = leader_pages(showcase(entries), people(*entries), ENGLISH)
    return {page.uri: shown(page) for page in made}


def words(text: str) -> str:
    return re.sub(r" ([.;,:])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", text).split()))


def named(name: str, number: int = 0) -> Entry:
    """A use case by this leader, whatever can be written in a file."""
    made = entry(f"case-{number}")
    front = {**made.case.document.front_matter, "leader": name}
    return replace(made, case=replace(made.case, document=replace(made.case.document, front_matter=front)))


def test_spellings_of_one_name_are_one_leader_shown_as_most_have_typed_it() -> None:
    spellings = ["Imogen Ashdown", "imogen ashdown", "Imogen  Ashdown", "\uff29mogen Ashdown", "Imogen Ashdown"]
    found = people(*(named(name, number) for number, name in enumerate(spellings)))
    (leader,) = found.leaders
    assert (leader.name, leader.uri, len(leader.entries)) == ("Imogen Ashdown", "leaders/imogen-ashdown.md", 5)
    assert {found.leader_uri(" ".join(name.split())) for name in spellings} == {"leaders/imogen-ashdown.md"}


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_leaders_are_called_each_has_an_address_of_their_own(names: list[str]) -> None:
    cases = [named(name, number) for number, name in enumerate(names)]
    uris = [page.uri for page in leader_pages(showcase(cases), people(*cases), ENGLISH)]
    assert len(set(uris)) == len(uris)
    assert all(re.fullmatch(r"(leaders|coaches)/[a-z0-9-]+\.md", uri) for uri in uris)
    for case in cases:
        assert (people(*cases).leader_uri(case.case.leader) in uris) == bool(case.case.leader)


def test_a_use_case_that_names_no_leader_leads_to_none() -> None:
    made = showcase([entry(leader="")])
    found = {page.uri: shown(page) for page in all_pages(made)}
    assert "leaders/index.md" in found
    assert not any(uri.startswith("leaders/") and uri != "leaders/index.md" for uri in found)
    assert "page:leaders/." not in found["levels/director.md"]
    assert "A leader" in found["levels/director.md"]


def test_the_page_of_a_leader_tells_quarter_by_quarter_what_they_were_then() -> None:
    text = pages(
        entry("late", landed="2026-10-20", title="The late one", role="Director of Finance"),
        entry("early", landed="2025-05-02", title="The early one", level="head", role="Head of Treasury"),
        entry("also-early", landed="2025-04-20", title="Another early one", level="head"),
    )["leaders/imogen-ashdown.md"]
    told = words(text)
    assert "3 use cases, the first on 20 April 2025." in told
    late, quarter, early = told.partition("2025-Q2")
    assert quarter
    assert "2026-Q4 The late one" in late
    assert "Directors · Finance · Director of Finance" in late
    assert "Heads of service · Finance · Head of Treasury" in early
    assert early.index("The early one") < early.index("Another early one")


def test_a_use_case_that_has_not_landed_says_so() -> None:
    told = words(pages(entry("new", landed=""))["leaders/imogen-ashdown.md"])
    assert "Done on 14 October 2026; not published yet" in told


def test_who_helped_is_named_with_what_they_helped_with() -> None:
    found = pages(
        entry("one", title="The first", coach="Tomasz Bell"),
        entry("two", title="The second", leader="Ruth Calder", coach="tomasz bell"),
        entry("three", title="The third", leader="Ruth Calder", coach="Ana Duarte"),
    )
    coaches = words(found["coaches/index.md"])
    assert "Tomasz Bell helped 2 leaders The first Imogen Ashdown, Directors The second Ruth Calder" in coaches
    assert "Ana Duarte helped one leader The third" in coaches
    assert 'href="page:coaches/index.md#coach-tomasz-bell">Tomasz Bell</a>' in found["leaders/imogen-ashdown.md"]
    assert "Coached by Tomasz Bell and Ana Duarte" in words(found["leaders/ruth-calder.md"])
    assert "The second" in words(found["leaders/index.md"]).partition("Who helped them")[2]


def test_a_coach_who_leads_too_is_linked_and_their_page_says_whom_they_helped() -> None:
    found = pages(
        entry("one", title="The first", coach="Ruth Calder"), entry("two", title="The second", leader="Ruth Calder")
    )
    assert 'href="page:leaders/ruth-calder.md">Ruth Calder</a>' in found["coaches/index.md"]
    own = words(found["leaders/ruth-calder.md"])
    assert "Helped others with The first Imogen Ashdown" in own


def test_whoever_names_themselves_as_coach_was_not_helped() -> None:
    assert people(entry(coach="Imogen Ashdown")).coaches == ()
    assert people(entry(coach="Imogen Ashdown")).coach(entry(coach="Imogen Ashdown")) is None


def test_many_leaders_and_coaches_are_cut_into_pages_and_found_on_theirs() -> None:
    cases = [entry(f"c{n}", leader=f"Leader {n:03}", coach=f"Coach {n:03}") for n in range(201)]
    found = pages(*cases)
    assert "Leader 200" in words(found["leaders/index/page-2.md"])
    assert "Leader 199" in words(found["leaders/index.md"])
    uri, _, place = people(*cases).coaches[150].uri.partition("#")
    assert uri == "coaches/index/page-2.md"
    assert f'id="{place}"' in found[uri]
    many = [entry(f"c{n}", title=f"Case {n}") for n in range(101)]
    assert "Case 100" in words(pages(*many)["leaders/imogen-ashdown/page-2.md"])


def test_the_pages_of_use_cases_lead_to_leader_coach_and_function() -> None:
    made = showcase([entry(coach="Tomasz Bell")])
    text = {page.uri: shown(page) for page in all_pages(made)}["use-cases/board-questions.md"]
    assert 'href="page:leaders/imogen-ashdown.md">Imogen Ashdown' in text
    assert 'href="page:coaches/index.md#coach-tomasz-bell">Tomasz Bell' in text
    assert 'href="page:functions/finance.md">Finance' in text


def test_lists_count_people_not_spellings() -> None:
    made: Showcase = showcase([entry("a", leader="Ruth Calder"), entry("b", leader="ruth  calder")])
    texts = {page.uri: shown(page) for page in all_pages(made)}
    assert "2 use cases by 1 leader." in texts["levels/director.md"]
    assert "by 1 leader" in texts["index.md"]
