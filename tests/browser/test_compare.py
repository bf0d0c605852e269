"""Choosing use cases to compare, and reading them side by side."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHOSEN = Path(__file__).parents[2] / "templates" / "assets" / "chosen.js"
TWO = "compare/?cases=board-paper,shift-rota"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def choose(page: Page, title: str) -> None:
    page.get_by_role("checkbox", name=f"Compare: {title}", exact=True).check()


def bar(page: Page) -> list[str]:
    return page.locator(".lf-chosen__title").all_inner_texts()


def names(page: Page) -> list[str]:
    return page.locator(".lf-compare__title").all_inner_texts()


def test_two_are_chosen_on_different_pages_and_set_side_by_side(page: Page, url: str) -> None:
    page.goto(url + "use-cases/")
    expect(page.locator(".lf-chosen")).to_be_hidden()
    choose(page, "The board paper")
    expect(page.locator(".lf-chosen__go")).to_be_hidden()
    page.goto(url + "use-cases/shift-rota/")
    assert bar(page) == ["The board paper"]
    choose(page, "The shift rota")
    page.locator(".lf-chosen__go").click()
    page.wait_for_url(url + TWO)
    expect(page.locator(".lf-compare__title")).to_have_text(["The board paper", "The shift rota"])
    assert page.locator(".lf-compare__part > h2").all_inner_texts() == [
        "In short",
        "The task",
        "Prompt",
        "Result",
        "What did not work",
        "How I checked it",
    ]
    prompts = page.locator(".lf-compare__part--prompt code").all_inner_texts()
    assert ["Ask me the five questions" in prompt for prompt in prompts] == [True, True]
    expect(page.locator(".lf-compare__said")).to_have_text("Side by side: 2 use cases.")


def test_the_boxes_know_the_choice_and_three_are_enough(page: Page, url: str) -> None:
    page.goto(url + "use-cases/")
    boxes = page.locator(".lf-choose input")
    for number in range(3):
        boxes.nth(number).check()
    boxes.nth(3).click()
    assert not boxes.nth(3).is_checked()
    expect(page.locator(".lf-chosen__full")).to_contain_text("Three at a time are enough")
    expect(page.locator(".lf-chosen-status")).to_contain_text("Three at a time are enough")
    page.reload()
    assert [boxes.nth(number).is_checked() for number in range(4)] == [True, True, True, False]
    page.locator(".lf-chosen__remove").nth(1).click()
    assert [boxes.nth(number).is_checked() for number in range(4)] == [True, False, True, False]
    page.get_by_role("button", name="Clear all").last.click()
    expect(page.locator(".lf-chosen")).to_be_hidden()
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_cards_that_a_script_shows_can_be_chosen_too(page: Page, url: str) -> None:
    page.goto(url + "use-cases/?level=director")
    page.wait_for_selector(".lf-browse__list ul[aria-busy]", state="detached")
    choose(page, "The shift rota")
    assert bar(page) == ["The shift rota"]
    page.get_by_role("checkbox", name="Executive team").check()
    expect(page.get_by_role("checkbox", name="Compare: The shift rota")).to_be_checked()
    assert page.locator(".lf-card").count() == page.locator(".lf-card .lf-choose").count()


def test_everything_is_done_with_the_keyboard(page: Page, url: str) -> None:
    page.goto(url + "functions/finance/")
    for number in range(2):
        page.locator(".lf-choose input").nth(number).focus()
        page.keyboard.press("Space")
    page.locator(".lf-chosen__go").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lf-compare__title")
    page.locator(".lf-compare__remove").first.focus()
    page.keyboard.press("Enter")
    assert len(names(page)) == 1
    assert page.evaluate("document.activeElement.classList[0]") == "lf-compare__remove"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is chosen yet.")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "See all use cases"
    assert "cases=" not in page.url


def test_an_id_that_is_not_known_is_said_and_the_others_are_shown(page: Page, url: str) -> None:
    page.goto(url + "compare/?cases=%3Cimg%20src%3Dx%3E,board-paper")
    expect(page.get_by_text("There is no use case called “<img src=x>” here.")).to_be_visible()
    assert names(page) == ["The board paper"]
    assert page.locator(".lf-compare img").count() == 0


def test_what_is_taken_from_the_pages_keeps_its_links_and_has_ids_of_its_own(page: Page, url: str) -> None:
    page.goto(url + TWO.replace("shift-rota", "word-for-word"))
    page.wait_for_selector(".lf-compare__title")
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), (one) => one.id)")
    assert len(ids) == len(set(ids))
    found = page.evaluate("Array.from(document.querySelectorAll('.lf-compare__table a'), (one) => one.href)")
    for address in sorted(set(found)):
        assert page.request.get(address).ok, address


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_side_by_side_is_accessible_and_no_wider_than_the_window(browser: Browser, url: str, width: int) -> None:
    window = {"width": width, "height": 900}
    context = browser.new_context(viewport=window, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(url + TWO + ",word-for-word")
    page.wait_for_selector(".lf-compare__title")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page)
    assert [(item["id"], node["html"]) for item in result.response["violations"] for node in item["nodes"]] == []
    context.close()


@pytest.mark.parametrize("path", ["use-cases/", "use-cases/board-paper/"])
def test_the_bar_is_accessible(page: Page, url: str, path: str) -> None:
    page.goto(url + path)
    page.locator(".lf-choose input").first.check()
    result = Axe().run(page)
    assert [(item["id"], node["html"]) for item in result.response["violations"] for node in item["nodes"]] == []


def test_without_script_the_page_says_what_it_does_and_nothing_offers_it(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + TWO)
    assert page.get_by_text("Comparing needs JavaScript").is_visible()
    page.get_by_role("link", name="See all use cases").first.click()
    assert page.locator(".lf-choose").count() == 0
    assert not page.locator(".lf-chosen").is_visible()
    context.close()


def test_any_id_stands_in_an_address_and_is_read_back() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed")
    ids = [["a", "b/c", "d"], ["x,y", "100%", "%2C"], ["é ü", "a&cases=b", "#"], [], ["+", "?"]]
    script = f"""
        import {{ addressOf, idsIn }} from {json.dumps(CHOSEN.as_uri())};
        const told = {json.dumps(ids)}.map((ids) => addressOf("https://example.org/compare/?cases=old#x", ids));
        console.log(JSON.stringify(told.map((one) => [one, idsIn(new URL(one).search)])));
    """
    command = [node, "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert [found for _, found in told] == ids
    assert told[0][0] == "https://example.org/compare/?cases=a,b/c,d"
    assert told[3][0] == "https://example.org/compare/"
