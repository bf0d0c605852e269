"""A page in a window of its own, or in one that tests share which only look, and what axe says of it: for every browser
test of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

Glance = Callable[..., AbstractContextManager[Page]]
"""Shows an address, at a width, in light or dark, until the `with` block ends."""


@contextmanager
def opened(browser: Browser, url: str, path: str = "", width: int = 1440, **options: Any) -> Iterator[Page]:
    """A page in a window of its own; no error of its scripts and nothing that its policy refuses goes unnoticed."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors = _errors_of(page)
    page.goto(url + path)
    yield page
    context.close()
    assert errors == [], "\n".join(errors)


@contextmanager
def glancing(browser: Browser, **options: Any) -> Iterator[Glance]:
    """One window for tests that look at a page and touch nothing: a new one takes longer than most pages. What pages
    remember is forgotten before each, as if nobody had been there.
    """
    context = browser.new_context(reduced_motion="reduce", **options)
    context.set_default_timeout(10_000)
    context.add_init_script("if (location.host) { localStorage.clear(); sessionStorage.clear() }")
    page = context.new_page()
    errors = _errors_of(page)

    @contextmanager
    def glance(address: str, width: int = 1440, scheme: Any = "light") -> Iterator[Page]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        errors.clear()
        page.goto(address)
        yield page
        assert errors == [], "\n".join(errors)

    yield glance
    context.close()


def _errors_of(page: Page) -> list[str]:
    """Where the errors of its scripts are noted, and what its policy refuses."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    watch_policy(page, errors)
    return errors


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
