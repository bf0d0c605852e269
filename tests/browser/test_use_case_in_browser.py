"""The page of a use case as a reader uses it: a prompt filled in and copied, the way on, a brief on paper."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser_paths import PROMPT

from browser_windows import opened  # isort: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUOTED = "use-cases/public-meeting-rehearsal/"
FENCED = "use-cases/word-for-word/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_what_is_typed_stands_in_the_prompt_and_is_copied_with_it(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED, permissions=CLIPBOARD) as page:
        form, quote = page.locator(".lf-fill-in"), page.locator(".lf-section--try blockquote")
        before = quote.inner_text()
        assert "[meeting]" in before
        form.get_by_label("Meeting", exact=True).fill("the <b>council</b> & all")
        assert quote.inner_text() == before.replace("[meeting]", "the <b>council</b> & all")
        form.get_by_role("button", name="Copy the prompt").click()
        form.get_by_role("status").get_by_text("Copied, with your words.").wait_for()
        assert copied(page) == before.replace("[meeting]", "the <b>council</b> & all")
        form.get_by_role("button", name="Reset").click()
        expect(page.locator("textarea:focus")).to_have_count(1)
        assert quote.inner_text() == before
        assert form.get_by_role("status").inner_text() == "Empty again."


def test_the_themes_own_copy_button_copies_what_was_filled_in_and_the_rest_word_for_word(
    browser: Browser, url: str
) -> None:
    with opened(browser, url, FENCED, permissions=CLIPBOARD) as page:
        section = page.locator(".lf-section--prompt")
        section.get_by_label("Date (1)").fill("3 May")
        assert section.get_by_label("Date (2)").get_attribute("placeholder") == "3 May"
        assert "From 3 May to 3 May" in section.locator("pre").inner_text(), "the second follows the first"
        section.get_by_label("Date (2)").fill("4 May")
        section.locator("[data-clipboard-target]").first.click()
        page.wait_for_selector(".md-dialog--active")
        assert copied(page) == PROMPT.replace("[date]", "3 May", 1).replace("[date]", "4 May"), "tabs and all"
        section.get_by_role("button", name="Reset").click()
        section.get_by_role("button", name="Copy the prompt").click()
        expect(page.locator(".lf-fill-in [role=status]")).to_have_text("Copied.")
        assert copied(page) == PROMPT


def test_all_of_it_with_the_keyboard(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED, permissions=CLIPBOARD) as page:
        page.locator(".lf-fill-in textarea").first.focus()
        page.keyboard.type("the budget hearing")
        for _ in range(page.locator(".lf-fill-in textarea").count()):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".lf-fill-in [role=status]")).not_to_be_empty()
        assert "Rehearse me for the budget hearing." in copied(page)
        assert page.evaluate("document.activeElement.textContent") == "Copy the prompt", "the focus stays where it was"


def test_where_a_page_has_no_clipboard_it_is_copied_all_the_same(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED, permissions=CLIPBOARD) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
        page.locator(".lf-fill-in textarea").first.fill("no secure context")
        page.get_by_role("button", name="Copy the prompt").click()
        expect(page.locator(".lf-fill-in [role=status]")).not_to_be_empty()
        page.evaluate("delete navigator.clipboard")
        assert "Rehearse me for no secure context." in copied(page)


def test_without_script_there_is_the_prompt_and_no_form(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED, java_script_enabled=False) as page:
        assert not page.locator(".lf-fill-in").is_visible()
        assert "[meeting]" in page.locator(".lf-section--try").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_fits_and_axe_finds_nothing(browser: Browser, url: str, width: int, scheme: Any) -> None:
    with opened(browser, url, FENCED, width, color_scheme=scheme) as page:
        page.wait_for_selector(".lf-fill-in textarea")
        page.locator(".lf-fill-in textarea").first.fill("a long word: " + "x" * 80)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        result = Axe().run(page)
        assert [(item["id"], node["html"]) for item in result.response["violations"] for node in item["nodes"]] == []


def test_one_walks_on_from_a_use_case_and_back_to_the_list(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED) as page:
        assert page.locator(".lf-near").first.get_by_role("link").count() >= 3
        title = page.locator("h1").inner_text()
        page.get_by_role("navigation", name="Next to this one in the list").get_by_role("link").last.click()
        expect(page.locator("h1").first).not_to_have_text(title)
        page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Use cases").click()
        page.wait_for_url("**/use-cases/")


def test_on_paper_it_is_a_brief(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED) as page:
        page.wait_for_selector(".lf-fill-in textarea")
        page.emulate_media(media="print")
        for there in (
            "h1",
            ".lf-byline__name",
            ".lf-facts",
            ".lf-section--prompt",
            ".lf-checked",
            ".lf-section--check",
        ):
            assert page.locator(there).first.is_visible(), there
        for gone in (".lf-fill-in", ".lf-case__foot", ".lf-crumbs", ".lf-facts__edit", ".lf-nav"):
            assert not page.locator(gone).first.is_visible(), gone
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")
        assert sheets == 1


def test_the_picture_for_chats_is_where_the_page_says(browser: Browser, url: str) -> None:
    with opened(browser, url, QUOTED) as page:
        address = page.locator("meta[property='og:image']").get_attribute("content") or ""
        assert address.startswith("https://showcase.example.org/previews/")
        answer = page.request.get(url + address.removeprefix("https://showcase.example.org/"))
        assert answer.ok
        assert answer.headers["content-type"] == "image/png"
