"""The list of all use cases as a reader narrows it down: facets, words, order, and an address that says it all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_windows import opened, violations  # isort: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOOL = "ChatGPT Enterprise"
LIST = "use-cases/"


def box(page: Page, facet: str, name: str) -> Any:
    """The box to tick of one value of a facet."""
    return page.locator(f"[data-facet={facet}]").get_by_role("checkbox", name=re.compile(f"^{re.escape(name)} "))


def number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def promised(page: Page, facet: str, name: str) -> int:
    """How many use cases the box says it would leave."""
    return number(box(page, facet, name).locator("xpath=..").locator(".lf-facet__count").inner_text())


def cards(page: Page) -> Any:
    return page.locator(".lf-browse .lf-card")


def heading(page: Page) -> Any:
    return page.locator(".lf-browse__count")


def settled(page: Page, count: int) -> None:
    expect(heading(page)).to_have_text(re.compile(rf"^{count} use cases?$"))
    expect(cards(page)).to_have_count(count)


def test_the_numbers_say_what_a_choice_leaves_and_several_values_are_either_or(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        directors, heads = promised(page, "level", "Directors"), promised(page, "level", "Heads of service")
        box(page, "level", "Directors").check()
        settled(page, directors)
        assert promised(page, "level", "Heads of service") == heads, "what either choice would add"
        box(page, "level", "Heads of service").check()
        settled(page, directors + heads)
        left = promised(page, "tool", TOOL)
        assert 0 < left < directors + heads
        box(page, "tool", TOOL).check()
        settled(page, left)
        expect(page.locator(".lf-browse [role=status]")).to_contain_text(f"{left} use case")
        assert page.url.endswith("use-cases/?level=director&level=head&tool=chatgpt-enterprise")


def test_what_is_pointed_at_is_worked_out_before_it_is_chosen(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        page.wait_for_load_state("networkidle")
        directors, heads = promised(page, "level", "Directors"), promised(page, "level", "Heads of service")
        first = cards(page).first.inner_text()
        box(page, "level", "Directors").hover()
        page.wait_for_timeout(300)
        box(page, "level", "Heads of service").press("Space")  # another one, after all
        settled(page, heads)
        box(page, "level", "Heads of service").hover()
        page.wait_for_timeout(300)
        page.mouse.down()
        page.mouse.up()
        expect(cards(page).first).to_have_text(re.compile(re.escape(first.split("\n")[0])))
        box(page, "level", "Directors").hover()
        page.wait_for_timeout(300)
        box(page, "level", "Directors").click()
        settled(page, directors)


def test_the_choice_survives_back_reload_and_a_visit_to_a_use_case(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        all_cards = cards(page).count()
        directors = promised(page, "level", "Directors")
        box(page, "level", "Directors").check()
        settled(page, directors)
        page.reload()
        settled(page, directors)
        expect(box(page, "level", "Directors")).to_be_checked()
        cards(page).first.get_by_role("link").first.click()
        expect(page.locator(".lf-case")).to_be_visible()
        page.go_back()
        settled(page, directors)
        page.go_back()
        expect(cards(page)).to_have_count(all_cards)
        expect(box(page, "level", "Directors")).not_to_be_checked()
        page.go_forward()
        settled(page, directors)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_shared_address_shows_the_same_to_others(browser: Browser, url: str, width: int, scheme: Any) -> None:
    path = "use-cases/?level=director&level=gone&tool=chatgpt-enterprise&sort=title"
    with opened(browser, url, path, width, color_scheme=scheme) as page:
        chips = page.locator(".lf-chips button")
        expect(chips).to_have_text(["Level Directors", f"Tool {TOOL}", "Clear all"])
        expect(page.locator("[name=sort]")).to_have_value("title")
        titles = page.locator(".lf-browse .lf-card__title").all_inner_texts()
        assert titles == sorted(titles, key=str.casefold)
        assert page.locator(".lf-browse__facets").get_attribute("open") == ("" if width > 960 else None)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
        if width < 960:
            page.locator(".lf-browse__facets summary").click()
            expect(box(page, "level", "Directors")).to_be_checked()
            assert violations(page) == []


def test_chips_take_back_one_choice_or_all_and_keep_the_focus(browser: Browser, url: str) -> None:
    with opened(browser, url, "use-cases/?level=director&effect=measured&effect=estimated") as page:
        page.get_by_role("button", name="Remove Directors").press("Enter")
        expect(page.get_by_role("button", name="Remove Estimated")).to_be_focused()
        assert page.url.endswith("?effect=estimated&effect=measured")
        page.get_by_role("button", name="Clear all").click()
        expect(heading(page)).to_be_focused()
        expect(page.locator(".lf-chips")).to_be_hidden()
        assert page.url.endswith("/use-cases/")


def test_words_narrow_down_with_typos_forgiven_and_one_step_back(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        words = page.get_by_label("With these words")
        words.press_sequentially("audiobok licence", delay=10)
        expect(cards(page).first).to_contain_text("Which audiobook licence to buy")
        expect(page.locator("[name=sort]")).to_have_value("match")
        page.wait_for_url("**/?q=audiobok+licence")
        page.go_back()
        expect(words).to_have_value("")
        expect(heading(page)).to_have_class(re.compile("lf-hidden"))


def test_where_nothing_fits_it_says_what_to_leave_out(browser: Browser, url: str) -> None:
    with opened(browser, url, "use-cases/?level=director&q=audiobok+licnce+zzzzzz") as page:
        expect(heading(page)).to_have_text("Nothing fits all of this.")
        expect(cards(page)).to_have_count(0)
        assert violations(page) == []
        way = page.get_by_role("button", name=re.compile("^Without “audiobok"))
        left = number(way.inner_text().rpartition(":")[2])
        way.click()
        settled(page, left)
        expect(heading(page)).to_be_focused()


def test_where_nothing_has_a_word_like_it_the_nearest_are_offered(browser: Browser, url: str) -> None:
    with opened(browser, url, "use-cases/?q=audiobxxx") as page:
        page.get_by_role("button", name="audiobook", exact=True).click()
        expect(page.get_by_label("With these words")).to_have_value("audiobook")
        expect(cards(page).first).to_contain_text("audiobook")


def test_it_is_all_done_with_the_keyboard(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        directors = promised(page, "level", "Directors")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.value") == "director":
                break
        page.keyboard.press("Space")
        settled(page, directors)
        expect(box(page, "level", "Directors")).to_be_focused()


def test_more_values_are_shown_when_asked_for(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST) as page:
        more = page.locator("[data-facet=tool] .lf-facet__all")
        before = page.locator("[data-facet=tool] li").count()
        more.click()
        boxes = page.locator("[data-facet=tool] input")
        expect(boxes.nth(before)).to_be_focused()
        boxes.last.check()
        expect(cards(page)).to_have_count(number(page.locator("[data-facet=tool] .lf-facet__count").last.inner_text()))


def test_without_script_the_facets_are_links_to_lists(browser: Browser, url: str) -> None:
    with opened(browser, url, LIST, java_script_enabled=False) as page:
        assert page.locator(".lf-browse__tools").is_hidden()
        entry = page.locator("[data-facet=tool] li", has_text=TOOL)
        count = number(entry.locator(".lf-facet__count").inner_text())
        entry.get_by_role("link").click()
        assert page.url.endswith("/tools/chatgpt-enterprise/")
        assert page.locator(".lf-card").count() == count
        assert page.get_by_role("link", name="Narrow these down").is_hidden()
        page.get_by_role("link", name="Tools").first.click()
        assert page.locator("h1").inner_text() == "Tools"
        assert page.get_by_role("link", name=TOOL).is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_index_of_a_facet_is_accessible_and_fits(browser: Browser, url: str, width: int) -> None:
    with opened(browser, url, "tools/", width) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_where_the_files_are_gone_it_says_so_and_keeps_what_is_there(browser: Browser, url: str) -> None:
    with opened(browser, url, "rules/") as page:
        page.route("**/catalogue/**", lambda route: route.fulfill(status=404))
        page.goto(f"{url}use-cases/")
        before = cards(page).count()
        box(page, "level", "Directors").check()
        expect(page.locator(".lf-browse__note")).to_contain_text("could not be narrowed down")
        expect(cards(page)).to_have_count(before)
