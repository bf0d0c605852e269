"""A page in a window of its own, and what axe says of it: for every browser test of the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@contextmanager
def opened(browser: Browser, url: str, path: str = "", width: int = 1440, **options: Any) -> Iterator[Page]:
    """A page in a window of its own; no error of its scripts and nothing that its policy refuses goes unnoticed."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    watch_policy(page, errors)
    page.goto(url + path)
    yield page
    context.close()
    assert errors == [], "\n".join(errors)


def watch_policy(page: Page, refused: list[str]) -> None:
    """Note what the browser refuses by the page's Content-Security-Policy: as it says to scripts and to developers."""
    page.add_init_script(
        """addEventListener("securitypolicyviolation", (it) =>
            console.error("Content Security Policy", it.effectiveDirective, it.blockedURI, it.sourceFile));"""
    )
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)


def violations(page: Page) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with the element."""
    found = Axe().run(page).response["violations"]
    return [(item["id"], node["html"]) for item in found for node in item["nodes"]]
