"""The months on the site, and the card for a team meeting."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from leadfront.agenda import card_for, in_markdown, question_for
from leadfront.digest.letter import INDEX
from leadfront.language import ENGLISH
from leadfront.pages import Page
from leadfront.pages.agenda import agenda_page
from leadfront.pages.digests import digest_pages
from leadfront.report import Verdict
from leadfront.showcase import Showcase
from made_up import entry, showcase, update


def shown(page: Page) -> str:
    assert page.frame
    return page.frame("", "")


def october() -> Showcase:
    entries = [entry("top", level="executive", title="From the top"), entry("board-questions")]
    updates = [update("2026-10-02", "executive", "top"), update("2026-10-03", "director")]
    return showcase(entries, updates)


def test_there_is_a_page_for_each_month_from_the_launch_on_newest_first() -> None:
    index, *months = digest_pages(october())
    assert index.uri == INDEX
    assert (months[0].uri, months[0].title) == ("digests/2026-11.md", "November 2026, so far")
    assert (months[-1].uri, months[-1].title) == ("digests/2024-10.md", "October 2024")
    assert len(months) == 26
    linked = re.findall(r'href="page:(digests/[\d-]+\.md)"', shown(index))
    assert linked == [month.uri for month in months]


def test_a_month_leads_with_the_executive_and_to_its_neighbours() -> None:
    page = next(page for page in digest_pages(october()) if page.uri == "digests/2026-10.md")
    text = shown(page)
    first = text.partition('id="first"')[2].partition("</section>")[0]
    assert 'href="page:use-cases/top.md">From the top<' in first
    assert 'rel="prev">September 2026<' in text
    assert 'rel="next">November 2026, so far<' in text


def test_old_months_name_nobody_who_was_quiet() -> None:
    for page in digest_pages(october()):
        near = page.uri in ("digests/2026-11.md", "digests/2026-10.md")
        assert (('id="quiet"' in shown(page)) or ('id="due"' in shown(page))) == near, page.uri


def test_where_the_history_cannot_be_read_the_list_says_so() -> None:
    (index,) = digest_pages(showcase(verdict=Verdict.UNDECIDED, quarters=()))
    assert "There is nothing to tell yet." in shown(index)


def test_the_card_tells_of_last_week_else_of_the_newest() -> None:
    # As of Saturday 21 November 2026, last week is that of the 9th.
    entries = [
        entry("this-week", landed="2026-11-16"),
        entry("sunday", landed="2026-11-15"),
        entry("monday", landed="2026-11-09"),
        entry("before", landed="2026-11-08"),
    ]
    card = card_for(showcase(entries), ENGLISH)
    assert card
    assert (card.heading, card.uri) == ("From last week", "use-cases/sunday.md")
    card = card_for(showcase([entries[0], entries[3]]), ENGLISH)
    assert card
    assert (card.heading, card.uri) == ("The newest use case", "use-cases/this-week.md")


def test_the_card_rather_tells_of_one_that_says_what_failed() -> None:
    body = entry().case.document.body.replace("It invented a deadline.", "")
    flat = entry("a-flat", landed="2026-11-12", body=body)
    card = card_for(showcase([flat, entry("b", landed="2026-11-10")]), ENGLISH)
    assert card
    assert card.uri == "use-cases/b.md"


def test_the_card_holds_five_lines_and_a_question() -> None:
    card = card_for(showcase(), ENGLISH)
    assert card
    assert [point.key for point in card.points] == ["task", "prompt", "result", "failures", "check"]
    assert card.points[3].words == "It invented a deadline."
    text = unescape(shown(agenda_page(showcase())))
    assert card.question in text
    assert all(point.words in text for point in card.points)


def test_the_same_use_case_always_gets_the_same_question_and_others_get_others() -> None:
    cases = [entry(f"case-{number}").case for number in range(60)]
    questions = [question_for(case, ENGLISH) for case in cases]
    assert questions == [question_for(case, ENGLISH) for case in cases]
    assert len(set(questions)) > 5


def test_a_question_asks_only_about_what_is_there() -> None:
    estimated = "{measure: Time, before: 2, after: 1, unit: hours, basis: estimated}"
    asked = {
        question_for(entry(f"case-{number}", effect=estimated, minutes="12").case, ENGLISH) for number in range(90)
    }
    assert any("estimate" in question for question in asked)
    assert any("This took 12 minutes." in question for question in asked)
    plain = {question_for(entry(f"case-{number}").case, ENGLISH) for number in range(90)}
    assert not any("estimate" in question or "minutes" in question or "helped here" in question for question in plain)


def test_as_markdown_the_card_links_its_use_case_where_the_site_is_known() -> None:
    card = card_for(showcase([entry(title="A [b](c) *d*")]), ENGLISH)
    assert card
    linked = in_markdown(card, ENGLISH, "https://intranet.example.com/x/")
    assert linked.startswith(r"## [A \[b\](c) \*d\*](<https://intranet.example.com/x/>)")
    assert in_markdown(card, ENGLISH).startswith(r"## A \[b\](c) \*d\*")
    assert linked.count("\n- **") == 5
    assert f"**To discuss:** {card.question}" in linked


def test_without_a_use_case_the_page_says_what_to_do() -> None:
    made = replace(showcase(), entries=())
    assert card_for(made, ENGLISH) is None
    assert "page:contribute.md" in shown(agenda_page(made))
