"""The site as a reader has it: accessible, whole on a telephone, without script, without the outside internet."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from browser_paths import PAGES, PROMPT  # isort: skip

from browser_windows import Glance, opened  # isort: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(("scheme", "body"), [("light", "default"), ("dark", "slate")])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(glance: Glance, url: str, path: str, width: int, scheme: str, body: str) -> None:
    with glance(url + path, width, scheme) as page:
        page.wait_for_selector(f"body[data-md-color-scheme={body}]")
        result = Axe().run(page)
        assert [(item["id"], node["html"]) for item in result.response["violations"] for node in item["nodes"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(glance: Glance, url: str, path: str) -> None:
    with glance(url + path) as page:
        for width in (1024, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} pixels"


def test_no_page_asks_another_origin(browser: Browser, url: str) -> None:
    context = browser.new_context()
    foreign: list[str] = []
    context.on(
        "request", lambda request: foreign.append(request.url) if not request.url.startswith((url, "data:")) else None
    )
    failed: list[str] = []
    context.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    pages = [context.new_page() for _ in PAGES]
    for page, path in zip(pages, PAGES, strict=True):
        page.goto(url + path)
    for page in pages:  # all at once: each is waited for until it has asked for nothing for half a second
        page.wait_for_load_state("networkidle")
    context.close()
    assert (foreign, failed) == ([], [])


@pytest.mark.parametrize("path", PAGES)
def test_it_reads_without_script(glance_without_script: Glance, url: str, path: str) -> None:
    with glance_without_script(url + path, 360) as page:
        heading = page.locator("h1").first
        assert heading.is_visible()
        assert heading.inner_text().strip()
        links = page.locator("nav[aria-label=Sections] a")
        assert links.count() >= 6
        assert all(link.is_visible() for link in links.all())
        assert not page.locator(".lf-search-button").is_visible(), "a search that can't work is not offered"


def test_without_script_one_walks_from_the_home_page_to_the_evidence_and_a_prompt(browser: Browser, url: str) -> None:
    with opened(browser, url, java_script_enabled=False) as page:
        page.get_by_role("link", name="Coverage").first.click()
        page.locator(".lf-cell--filled a").last.click()
        assert page.url.partition("#")[2]
        page.locator(f"[id='{page.url.partition('#')[2]}'] + ul a").first.click()
        assert page.locator("h2", has_text="Prompt").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_everything_is_reached_with_the_keyboard_and_shows_that_it_is(browser: Browser, url: str, width: int) -> None:
    with opened(browser, url, width=width) as page:
        seen: list[str] = []
        for _ in range(120):
            page.keyboard.press("Tab")
            state = page.evaluate(
                """() => {
                    const at = document.activeElement;
                    if (!at || at === document.body) return null;
                    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
                    const label = at.labels && at.labels.length ? getComputedStyle(at.labels[0]) : style;
                    return {what: at.getAttribute("aria-label") || at.textContent.trim() || at.className,
                            shown: box.width > 0 && box.left < innerWidth && box.right > 0,
                            ringed: style.outlineStyle !== "none" || label.outlineStyle !== "none"
                                    || style.boxShadow !== "none" || at.tagName === "INPUT"};
                }"""
            )
            if state is None:
                break
            seen.append(state["what"])
            assert state["ringed"], f"no sign of focus on {state['what']}"
            assert state["shown"] or "lf-" not in state["what"], f"focus on what is not seen: {state['what']}"
        for wanted in ("Home", "Rules", "Share one of yours", "Executive team, 2026-Q3: "):
            assert any(wanted in what for what in seen), f"{wanted} in {seen}"


def test_the_skip_link_comes_first_and_leads_to_the_title(browser: Browser, url: str) -> None:
    with opened(browser, url, "use-cases/word-for-word/") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#use-case$"))  # a key is pressed before the browser has gone there


def test_the_copy_button_copies_the_prompt_word_for_word(browser: Browser, url: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, url, "use-cases/word-for-word/", permissions=permissions) as page:
        page.locator(".lf-section--prompt button").first.click()
        page.wait_for_selector(".md-dialog--active")
        assert page.evaluate("navigator.clipboard.readText()") == PROMPT


def test_the_ledger_begins_at_the_newest_quarter_where_it_is_wider_than_the_screen(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/", 360) as page:
        expect(page.locator(".lf-ledger thead th").last).to_be_in_viewport()
        assert page.locator(".lf-ledger").evaluate("it => it.scrollLeft") > 0


def test_on_paper_the_ledger_keeps_its_words(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/") as page:
        page.emulate_media(media="print")
        assert page.locator(".lf-cell--gap").first.inner_text() == "Gap"
        assert "Waived" in page.locator(".lf-cell--waived").first.inner_text()
        assert page.locator(".lf-header__name").is_visible(), "the sheet says whose it is"
        assert page.locator(".lf-banner").is_visible(), "and that it is a sample"
        assert not page.locator(".lf-nav").is_visible()


def test_on_paper_no_quarter_is_lost_and_nothing_to_click_is_printed(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/", 680) as page:  # the width of a sheet of A4 between its margins
        page.emulate_media(media="print")
        ledger = page.locator(".lf-ledger")
        assert (
            ledger.evaluate("it => it.scrollWidth <= it.clientWidth + 1 && getComputedStyle(it).overflow") == "visible"
        )
        right = ledger.locator("td, th").evaluate_all(
            "all => Math.max(...all.map(it => it.getBoundingClientRect().right))"
        )
        assert right <= 680
        page.goto(url + "use-cases/word-for-word/")
        assert page.locator(".lf-section--prompt button").count()
        assert not any(button.is_visible() for button in page.locator(".lf-section--prompt button").all())


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_light_and_dark_are_switched_with_the_keyboard_where_one_stands(browser: Browser, url: str, key: str) -> None:
    with opened(browser, url, "coverage/", color_scheme="light") as page:
        page.wait_for_selector("[data-lf-scheme]:visible")
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.hasAttribute('data-lf-scheme')"):
                break
        focused = "[document.activeElement.ariaLabel, getComputedStyle(document.activeElement).outlineStyle, scrollY]"
        assert page.evaluate(focused) == ["Switch to dark", "solid", 0]
        for scheme, offered in (("slate", "Switch to light"), ("default", "Switch to dark")):
            page.keyboard.press(key)
            page.wait_for_selector(f"body[data-md-color-scheme={scheme}]")
            expect(page.locator(":focus")).to_have_attribute("aria-label", offered)
        assert page.evaluate("scrollY") == 0


def test_a_waived_quarter_is_a_link_as_wide_as_its_cell(browser: Browser, url: str) -> None:
    with opened(browser, url, "coverage/") as page:
        cell = page.locator(".lf-cell--waived.lf-cell--tall").first
        widths = cell.evaluate("it => [it.clientWidth, it.querySelector('a').getBoundingClientRect().width]")
        assert abs(widths[0] - widths[1]) <= 2
