"""The search as a reader meets it: the box in the header, the page of all results, and what is there without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_windows import opened, violations  # isort: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def box(page: Page) -> Any:
    return page.get_by_role("combobox", name="Search")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_finds_while_one_types_and_opens_what_is_chosen(browser: Browser, url: str, scheme: Any) -> None:
    with opened(browser, url, color_scheme=scheme) as page:
        page.keyboard.press("/")
        page.keyboard.type("audiobook lic")
        first = page.get_by_role("option").first
        expect(first).to_contain_text("Which audiobook licence to buy")
        expect(first.locator("mark").first).to_have_text("audiobook")
        expect(page.locator(".lf-search [role=status]")).to_contain_text("result")
        assert violations(page) == []
        page.keyboard.press("ArrowDown")
        expect(first).to_have_attribute("aria-selected", "true")
        expect(box(page)).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
        page.keyboard.press("Enter")
        page.wait_for_url("**/use-cases/audiobook-licence-mix/")


def test_arrows_go_round_and_escape_closes(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("the")
        options = page.get_by_role("option")
        expect(options.last).to_contain_text("Show all")
        page.keyboard.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[aria-selected=true]")).to_have_count(0)
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Escape")
        expect(box(page)).to_have_attribute("aria-expanded", "false")
        expect(box(page)).to_have_value("the")
        expect(options.first).to_be_hidden()


def test_typos_are_forgiven_and_words_of_the_prompt_found(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        box(page).fill("audiobok licnece")
        expect(page.get_by_role("option").first).to_contain_text("Which audiobook licence to buy")
        box(page).fill("First line tab spaces")
        expect(page.get_by_role("option").first).to_contain_text("Word for word")
        expect(page.get_by_role("option").first).to_contain_text("Found in the prompt")


def test_the_owners_pages_and_their_sections_are_found(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        box(page).fill("people doubt the figures")
        expect(page.get_by_role("option").first).to_have_attribute("href", f"{url}playbook/doubts/")
        box(page).fill("say this fear")
        page.get_by_role("option").filter(has_text="Say this").first.wait_for()


def test_nothing_found_offers_the_nearest_words(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        box(page).fill("awdiobuck")
        expect(page.locator(".lf-search__note")).to_contain_text("Nothing found for “awdiobuck”. Did you mean")
        page.get_by_role("button", name="audiobook", exact=True).click()
        expect(page.get_by_role("option").first).to_contain_text("Which audiobook licence to buy")
        box(page).fill("qqqqq")
        expect(page.locator(".lf-search [role=status]")).to_have_text("Nothing found for “qqqqq”.")


def test_enter_leads_to_all_results_whose_address_can_be_shared(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/") as page:
        box(page).fill("the meeting")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=the+meeting")
        results = page.locator(".lf-find__list a")
        expect(results.first).to_be_visible()
        found = results.all_inner_texts()
        page.reload()
        expect(results).to_have_count(len(found))
        assert results.all_inner_texts() == found
        page.get_by_role("searchbox").fill("licence")
        page.wait_for_url("**/search/?q=licence")
        expect(page.get_by_role("status")).to_contain_text("result")
        results.first.click()
        page.wait_for_url("**/use-cases/**")
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("licence")
        expect(results.first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_of_results_is_accessible_and_fits(browser: Browser, url: str, width: int, scheme: Any) -> None:
    with opened(browser, url, "search/?q=awdiobuck%20the", width, color_scheme=scheme) as page:
        expect(page.locator(".lf-find__list a").first).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_more_results_come_on_demand_and_keep_the_focus(browser: Browser, url: str) -> None:
    with opened(browser, url, "search/?q=the") as page:
        results = page.locator(".lf-find__list a")
        expect(results).to_have_count(24)
        page.get_by_role("button", name="Show more").click()
        expect(results.nth(24)).to_be_focused()


def test_on_a_narrow_screen_the_button_leads_to_the_page(browser: Browser, url: str) -> None:
    with opened(browser, url, width=360) as page:
        page.get_by_role("link", name="Search", exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("tired reader")
        expect(page.locator(".lf-find__list a").first).to_be_visible()


def test_hostile_questions_are_words_and_no_markup(browser: Browser, url: str) -> None:
    with opened(browser, url, "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%25") as page:
        expect(page.get_by_role("status")).not_to_be_empty()
        assert page.locator(".lf-find img").count() == 0


def test_letters_typed_into_a_field_are_no_shortcuts(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        box(page).focus()
        page.keyboard.type("s/s")
        expect(box(page)).to_have_value("s/s")


def test_what_can_not_be_loaded_is_said(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        page.route("**/catalogue/**", lambda route: route.abort())
        box(page).fill("licence")
        expect(page.locator(".lf-search__note")).to_contain_text("could not be loaded")


def test_without_script_a_plain_link_leads_to_the_lists(browser: Browser, url: str) -> None:
    with opened(browser, url, java_script_enabled=False) as page:
        assert not page.locator(".lf-search").is_visible()
        page.get_by_role("link", name="Find a use case").click()
        assert page.url == f"{url}use-cases/"
    with opened(browser, url, "search/", java_script_enabled=False) as page:
        page.get_by_role("link", name="See all use cases").click()
        assert page.url == f"{url}use-cases/"


def test_nothing_is_fetched_before_somebody_searches(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
        page.wait_for_load_state("networkidle")
        assert not [address for address in asked if address.startswith("catalogue/")]
        box(page).fill("licence")
        page.get_by_role("option").first.wait_for()
        assert "catalogue/index.json" in asked
        assert not [address for address in asked if "search_index.json" in address], "the theme's own is not there"
