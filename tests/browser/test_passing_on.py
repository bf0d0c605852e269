"""The newsletter as mail and the card for a team meeting, as they are seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from leadfront.digest import mail
from leadfront.digest.addresses import addresses
from leadfront.digest.chronicle import Chronicle
from leadfront.digest.letter import compose
from leadfront.digest.period import month_named
from leadfront.language import ENGLISH
from leadfront.policy import Site
from made_up import entry, showcase, update

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A mail with every part but the spotlight, as a file."""
    long = "A title of the greatest length that a leader may type, which is a hundred and twenty letters"
    effect = "{measure: Time to a first draft, before: 180, after: 25, unit: minutes, basis: estimated}"
    entries = [
        entry("top", level="executive", title=long, effect=effect),
        entry("next", level="lead", leader="Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"),
        entry("again", level="head"),
    ]
    updates = [
        update("2026-07-02", "head", "again"),
        update("2026-10-02", "executive", "top"),
        update("2026-10-03", "lead", "next"),
        update("2026-10-04", "head", "again"),
    ]
    digest = Chronicle(showcase(entries, updates)).digest(month_named("2026-10"))
    path = tmp_path_factory.mktemp("mail") / "letter.html"
    at = addresses(Site(url="https://intranet.example.com/ai/"))
    path.write_text(mail.render(compose(digest, ENGLISH), at), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 600, 1024])
def test_a_mail_fits_its_window_asks_for_nothing_and_axe_finds_nothing(
    browser: Browser, letter: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(letter)
    page.wait_for_load_state("networkidle")
    assert asked == [letter]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheet = page.locator("table.sheet").bounding_box()
    assert sheet is not None
    assert sheet["width"] == min(width, 600)
    result = Axe().run(page)
    context.close()
    assert [(item["id"], node["html"]) for item in result.response["violations"] for node in item["nodes"]] == []


def test_a_mail_reads_without_the_style_block_that_some_programs_take_away(
    browser: Browser, letter: str, tmp_path: Path
) -> None:
    text = Path(letter.removeprefix("file://")).read_text(encoding="utf-8")
    before, _, rest = text.partition("<style>")
    bare = tmp_path / "bare.html"
    bare.write_text(before + rest.partition("</style>")[2], encoding="utf-8")
    context = browser.new_context(viewport={"width": 700, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.goto(bare.as_uri())
    result = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert result.response["violations"] == []
    assert page.locator("h1").bounding_box()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_card_is_seen_whole_on_one_screen(browser: Browser, url: str, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(url + "agenda/")
    question = page.locator(".lf-agenda__question").bounding_box()
    size = page.locator(".lf-agenda__points dd").first.evaluate("at => parseFloat(getComputedStyle(at).fontSize)")
    context.close()
    assert question is not None
    assert question["y"] + question["height"] <= height
    assert size >= 16


def test_the_card_prints_on_one_page(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + "agenda/")
    printed = page.pdf(format="A4")
    context.close()
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page/") == 1
