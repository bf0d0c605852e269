"""The playbook that is shipped, below the use cases of this repository's showcase and of the demo's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from leadfront.language import ENGLISH
from leadfront.pages import Page, all_pages
from leadfront.pages.playbook import FOLDER, URI, playbook_pages
from leadfront.pages.template import playbook_texts
from leadfront.playbook import Chapter, read_chapter
from leadfront.settings import settings_on_disk
from leadfront.showcase import Entry, Showcase
from leadfront.use_case import read_use_case
from made_up import empty_showcase, entry, showcase

TOP = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(path.name for path in (TOP / "templates" / FOLDER).iterdir())
LONGEST = 400
CHAPTERS = {name: read_chapter(name, data) for name, data in playbook_texts(ENGLISH).items() if name != "index"}
OWN = read_chapter("how-we-began", (TOP / "showcase" / FOLDER / "how-we-began.md").read_bytes(), own=True)
FACTS = {
    "15% to 55%": "BCG, “AI at Work”, 2025",
    "same foundation course as thousands of colleagues": "Pfizer, “Building an AI-Fluent Organization”, 2026",
}


def showcase_of(config: Path, cases: Path) -> Showcase:
    """The showcase of a folder of use cases, without its history."""
    settings = settings_on_disk(config)
    entries = []
    for path in sorted(cases.glob("*.md")):
        case = read_use_case(f"showcase/use-cases/{path.name}", "showcase/use-cases", path.read_bytes())
        level = settings.policy.level_named(case.version.level)
        entries.append(Entry(case, f"use-cases/{path.name}", level, case.text("function")))
    return replace(showcase(entries), policy=settings.policy, site=settings.site)


@pytest.fixture(scope="module", params=["this repository", "the demo"])
def made(request: pytest.FixtureRequest) -> Showcase:
    demo = TOP / "templates" / "demo"
    if request.param == "the demo":
        return showcase_of(demo / "site" / "mkdocs.yml", demo / "use-cases")
    return showcase_of(TOP / "mkdocs.yml", TOP / "showcase" / "use-cases")


def shown(page: Page, rendered: str = "", edit_url: str = "") -> str:
    assert page.frame
    return page.frame(rendered, edit_url)


def words_of(chapter: Chapter) -> list[str]:
    return re.sub(r"[|*#>-]+", " ", chapter.markdown).split()


def test_each_chapter_has_a_page_that_links_use_cases_of_the_showcase(made: Showcase) -> None:
    pages = {page.uri: page for page in playbook_pages(made)}
    assert set(pages) == {URI, *(f"{FOLDER}/{name}.md" for name in CHAPTERS)}
    there = {item.uri for item in made.entries}
    for name in CHAPTERS:
        linked = re.findall(r'href="page:(use-cases/[^"]+)"', shown(pages[f"{FOLDER}/{name}.md"]))
        assert linked, name
        assert set(linked) <= there


def test_the_leading_page_and_the_way_from_page_to_page_reach_every_chapter(made: Showcase) -> None:
    pages = playbook_pages(made)
    leading, *others = pages
    reached = re.findall(r'href="page:(playbook/[^"]+)"', shown(leading))
    assert sorted(reached) == sorted(page.uri for page in others)
    for page, after in pairwise(others):
        assert f'<a href="page:{after.uri}" rel="next">' in shown(page)
        assert f'<a href="page:{page.uri}" rel="prev">' in shown(after)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_chapter(language: str) -> None:
    texts = playbook_texts(replace(ENGLISH, code=language))
    assert texts.keys() == {"index", *CHAPTERS}
    for name, data in texts.items():
        chapter, english = read_chapter(name, data), read_chapter(name, playbook_texts(ENGLISH)[name])
        assert chapter.order == english.order
        assert chapter.title
        assert chapter.summary


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_are_short_and_end_with_what_to_say_and_what_not(language: str) -> None:
    texts = playbook_texts(replace(ENGLISH, code=language))
    for chapter in [*(read_chapter(name, data) for name, data in texts.items() if name != "index"), OWN]:
        assert len(words_of(chapter)) <= LONGEST, chapter.name
        _, _, end = chapter.markdown.rpartition("\n## ")
        heading, _, table = end.partition("\n")
        assert " / " in heading, chapter.name
        rows = table.strip().split("\n")
        assert len(rows) >= 5, chapter.name
        assert all(re.fullmatch(r"\|[^|]+\|[^|]+\|", row) for row in rows), chapter.name


def test_no_fact_stands_without_its_source_and_no_other_number_is_claimed() -> None:
    for chapter in CHAPTERS.values():
        text = " ".join(chapter.markdown.split())
        for fact, source in FACTS.items():
            assert text.count(fact) == text.count(f"({source})"), chapter.name
        known = re.sub(r"15% to 55%|, 2025\)|, 2026\)|12 minutes|every 25 employees|^\d\.", "", text)
        assert re.findall(r"\d+(?!\.)\b", known) == [], chapter.name


def test_links_between_chapters_lead_to_chapters() -> None:
    for language in LANGUAGES:
        for name, data in playbook_texts(replace(ENGLISH, code=language)).items():
            for target in re.findall(r"\]\(([^)#]+)", read_chapter(name, data).markdown):
                assert target == "../contribute.md" or target.removesuffix(".md") in CHAPTERS, name


def test_the_topics_that_a_manager_is_promised_are_there() -> None:
    text = " ".join(" ".join(words_of(chapter)) for chapter in CHAPTERS.values())
    for promised in (
        "executive who endorses but does not use",
        "briefing for leaders in place of the training",
        "It took me 12 minutes. Here is what it produced. Here is how I used it.",
        "one for every 25 employees",
        "take the half hour",
        "failure log",
        "edge cases",
    ):
        assert promised in text


def test_in_an_empty_showcase_each_chapter_asks_for_the_first_use_case() -> None:
    for page in playbook_pages(empty_showcase())[1:]:
        assert "No use case here shows this yet." in shown(page)
        assert 'href="page:contribute.md"' in shown(page)


def test_a_policy_can_do_without_the_playbook() -> None:
    made = showcase()
    pages = all_pages(replace(made, policy=replace(made.policy, playbook=False)), "", None, [OWN])
    assert not [page.uri for page in pages if page.uri.startswith("playbook/")]


def test_the_owners_chapters_can_be_edited_in_the_showcase_and_the_shipped_ones_cannot() -> None:
    pages = {page.uri: page for page in playbook_pages(showcase(), [OWN])}
    assert pages["playbook/how-we-began.md"].in_showcase
    assert not pages["playbook/stay-technical.md"].in_showcase
    assert 'href="https://example.org/edit"' in shown(
        pages["playbook/how-we-began.md"], edit_url="https://example.org/edit"
    )


def test_what_a_leader_typed_is_text() -> None:
    hostile = "<script>alert(1)</script>"
    made = showcase([entry(title=hostile, summary=hostile, leader=hostile, coach=hostile, level="executive")])
    for page in playbook_pages(made):
        assert "<script>" not in shown(page)


def test_why_a_use_case_stands_there_is_said() -> None:
    made = showcase([entry(coach="Tomasz Bell", verified="2026-11-02", minutes="12", level="executive")])
    pages = {page.uri: shown(page) for page in playbook_pages(made)}
    assert "Coached by Tomasz Bell" in pages["playbook/learn-from-juniors.md"]
    assert "Tried again on 2 November 2026" in pages["playbook/stay-technical.md"]
    assert "Took 12 minutes" in pages["playbook/share-something-real.md"]
