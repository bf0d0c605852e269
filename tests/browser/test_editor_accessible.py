"""/editor/ under axe. What is ours has no violation: the page without JavaScript, and the preview. What the editor
itself brings is named here rule by rule, so that a new one is noticed, and one that was mended too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page

from editor_bench import Bench, box

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THE_EDITORS_OWN = {
    "aria-command-name": "the handle by which an entry of a list is dragged has no name",
    "button-name": "the buttons that fold, move and remove an entry of a list are pictures without a name",
    "color-contrast": "the words of its header, and of “Unsaved Changes”, are too pale",
    "landmark-one-main": "its sign-in and its workflow are in no landmark",
    "page-has-heading-one": "its sign-in has no heading",
    "region": "its toolbar and its workflow are in no landmark",
}
"""What axe finds in Decap CMS 3.16.3, and where. It is served as it was published, so none of it is ours to mend."""


def violations(page: Page | Frame) -> dict[str, list[str]]:
    """The rules that are broken, with what breaks them."""
    found = Axe().run(page).response["violations"]  # type: ignore[arg-type] # a frame is asked in the same way
    return {item["id"]: [node["html"] for node in item["nodes"]] for item in found}


@contextmanager
def fallback(browser: Browser, bench: Bench, scheme: str) -> Iterator[Page]:
    """The page as a browser without JavaScript shows it, in one that has it, since axe needs it."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    address = f"{bench.url}editor/"
    text = context.request.get(address).text()
    assert "<noscript>" in text
    page.route("**/*.js", lambda route: route.abort())
    shown = re.sub(r"<script.*?</script>|<meta http-equiv[^>]*>", "", text, flags=re.DOTALL)
    shown = re.sub("(</?)noscript>", r"\1div>", shown)
    page.route(address, lambda route: route.fulfill(body=shown, content_type="text/html"))
    page.goto(address)
    yield page
    context.close()


def test_the_form_fits_a_telephone(bench: Bench, page: Page) -> None:
    page.goto(f"{bench.url}editor/#/collections/use_cases/entries/board-paper")
    page.set_viewport_size({"width": 360, "height": 800})
    for key in ("title", "section_prompt"):
        place = page.locator(box(page, key)).bounding_box()
        assert place
        assert 0 <= place["x"] < place["x"] + place["width"] <= 360
    for name in ("Save", "Published"):
        assert page.get_by_role("button", name=name, exact=True).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_without_javascript_is_clean(browser: Browser, bench: Bench, scheme: str) -> None:
    with fallback(browser, bench, scheme) as page:
        assert page.get_by_role("heading", level=1).inner_text() == "Share a use case"
        assert violations(page) == {}
        page.get_by_role("link", name="the showcase").click()
        assert page.url == bench.url


def test_without_javascript_the_reader_is_told(browser: Browser, bench: Bench) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{bench.url}editor/")
    assert page.locator("main").is_visible()
    context.close()


def test_the_preview_is_clean(bench: Bench, page: Page) -> None:
    page.goto(f"{bench.url}editor/#/collections/use_cases/entries/board-paper")
    shown = page.frame_locator("#preview-pane")
    shown.locator("h1").wait_for()
    [frame] = [frame for frame in page.frames if frame != page.main_frame]
    assert frame.title() == "How the page will look"
    assert violations(frame) == {}


def test_the_editor_itself_has_no_other_faults_than_those_that_are_known(
    browser: Browser, bench: Bench, page: Page
) -> None:
    found: dict[str, list[str]] = {}
    context = browser.new_context()
    fresh = context.new_page()
    fresh.goto(f"{bench.url}editor/")
    fresh.get_by_role("button", name="Login").wait_for()
    found |= violations(fresh)
    context.close()
    page.get_by_text("By hand").first.wait_for()
    found |= violations(page)
    page.goto(f"{bench.url}editor/#/workflow")
    page.get_by_role("heading", name="Editorial Workflow").wait_for()
    found |= violations(page)
    page.goto(f"{bench.url}editor/#/collections/use_cases/entries/board-paper")
    page.locator(box(page, "title")).wait_for()
    page.frame_locator("#preview-pane").locator("h1").wait_for()
    page.get_by_role("button", name="Add effect").click()
    page.get_by_role("button", name="Add picture").click()
    page.get_by_label("What it shows").wait_for()
    found |= violations(page)
    assert {rule: where for rule, where in found.items() if rule not in THE_EDITORS_OWN} == {}
    assert set(THE_EDITORS_OWN) == set(found), "what was mended need not be named any more"
