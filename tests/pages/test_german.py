"""A showcase whose language is German: nothing of ours on its pages is left in English."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from german import ENGLISH_PARTS, SECTIONS, left_in_english
from leadfront import fields
from leadfront.doors.ways import Present
from leadfront.findings import Finding, Severity
from leadfront.pages import Page, all_pages
from leadfront.policy import Function, Waiver
from leadfront.report import Verdict
from leadfront.showcase import Showcase
from made_up import empty_showcase, entry, showcase
from visible import visible


def german(made: Showcase) -> Showcase:
    """The same showcase on a German site, with German words of the owner's."""
    site = replace(
        made.site,
        language="de",
        repo_url="https://github.com/org/repo",
        url="https://showcase.example.org/",
    )
    waivers = (*made.policy.waivers, Waiver("Stelle frei", "R. Calder", level="lead", expires=date(2027, 1, 31)))
    functions = (Function("finance", "Finanzen"),)
    policy = replace(made.policy, sections=SECTIONS, waivers=waivers, functions=functions, count_samples=True)
    return replace(made, site=site, policy=policy)


def whole() -> Showcase:
    """A showcase with something to say on every page."""
    cases = [
        entry(
            "vorstand",
            title="Drei Fragen",
            summary="Kurz vor der Sitzung.",
            skills="[learning-agility, trust]",
            minutes="95",
            verified="2026-11-02",
            sensitivity="internal",
            coach="Tomasz Bell",
            effect="{measure: Zeit, before: 6960, after: 25.5, unit: Zeilen, basis: estimated}",
        ),
        entry(
            "dienstplan", title="Der Dienstplan", summary="Ein Entwurf.", level="head", related="[vorstand]", landed=""
        ),
        entry("brief", title="Ein Brief", summary="Ein zweiter Blick.", level="lead", tags="[Post]", sample="true"),
    ]
    return german(showcase(cases))


def shown(page: Page) -> str:
    return page.frame("", "https://example.org/edit") if page.frame else page.text


@pytest.mark.slow
def test_the_search_for_english_finds_it() -> None:
    assert len(ENGLISH_PARTS) > 250
    pages = {page.uri: left_in_english(visible(shown(page))) for page in all_pages(showcase())}
    assert all(found for uri, found in pages.items() if not uri.startswith(("playbook/", "spotlight")))


UNDECIDED = Finding("LF310", "undecided", Severity.ERROR, "The history can't tell.", "Fetch it whole.")


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [
        whole(),
        german(empty_showcase()),
        german(showcase(verdict=Verdict.UNDECIDED, quarters=(), findings=(UNDECIDED,))),
        german(showcase((), opens=date(2027, 1, 4), quarters=(), updates=())),
    ],
    ids=["whole", "empty", "undecided", "before launch"],
)
def test_no_page_has_words_that_are_not_translated(made: Showcase) -> None:
    for page in all_pages(made, doors=Present(editor=True, issue_form=True, again_form=True)):
        told = " ".join((page.title, page.description, *(heading.text for heading in page.headings)))
        if page.uri == "rules.md":  # the rules' own names are English
            told = f"{page.title} {page.description}"
        for text in (visible(shown(page)), told):
            assert not left_in_english(text), page.uri


def test_days_and_numbers_are_german() -> None:
    pages = {page.uri: visible(shown(page)) for page in all_pages(whole())}
    case = pages["use-cases/vorstand.md"]
    for words in (
        "6.960 Zeilen",
        "25,5 Zeilen",
        "Geschätzt, nicht gemessen",
        "1 Stunde 35 Minuten",
        "Lernbereitschaft und Vertrauen",
        "Nur intern",
        "2. November 2026",
    ):
        assert words in case
    assert "Ausnahme bis 31. Januar 2027: Stelle frei" in pages["coverage.md"]
    assert "am 21. November 2026" in pages["coverage.md"]
    assert pages["index.md"].count("3 Anwendungsfälle") >= 1


def test_the_claim_is_one_that_can_be_read_aloud() -> None:
    made = whole()
    report = replace(
        made.report,
        levels=tuple(replace(level, covered=True, published=1) for level in made.report.levels),
        quarters=tuple(state for state in made.report.quarters[-2:]),
    )
    home = next(page for page in all_pages(replace(made, report=report)) if page.uri == "index.md")
    assert home.description == (
        "Jede Führungsebene hat beigetragen. Beiträge in jedem von 2 Quartalen. "
        "Der nächste Beitrag ist bis zum 31. März 2027 fällig."
    )
    sentences = re.findall(r"<span>(.*?)</span>", re.search(r"<h1.*?</h1>", shown(home), re.DOTALL)[0])  # type: ignore[index]
    assert len(sentences) == 3


def test_what_stays_english_is_marked_so() -> None:
    pages = {page.uri: shown(page) for page in all_pages(whole())}
    assert re.search(r'<span lang="en">[^<]*2026-Q1 went by', pages["coverage.md"])
    assert '<pre lang="en">' in pages["rules.md"]
    assert '<pre class="lf-blank" lang="en">' in pages["contribute.md"]
    english_pages = {page.uri: shown(page) for page in all_pages(showcase())}
    assert not [uri for uri, text in english_pages.items() if "lang=" in text]


def test_headings_that_the_policy_does_not_rename_are_marked_as_english() -> None:
    made = whole()
    some = {key: words for key, words in SECTIONS.items() if key != "task"}
    changed = replace(made, policy=replace(made.policy, sections=some))
    text = next(shown(page) for page in all_pages(changed) if page.uri == "contribute.md")
    headings = {section.key: section.heading for section in fields.SECTIONS}
    assert f'<span lang="en">{headings["task"]}</span>' in text
    assert "<span>Was nicht klappte</span>" in text
