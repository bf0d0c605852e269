"""Measures home and the list of all use cases in a real browser: how much their first view is, how soon a slow computer
shows it, and how soon it answers a choice.
"""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path
from urllib.parse import urlsplit

from bench_search import compressed, served, slow_down
from playwright.sync_api import Browser, Page, sync_playwright

ROUNDS = 5
CLICKS = 10
VIEWS = {"home": "", "all use cases": "use-cases/"}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# A choice is answered when its first cards stand in the list and the browser has had the time to draw them. It is made
# in a task of its own, as a browser does it.
ANSWERED = """
    (act) => new Promise((done) => {
        const list = document.querySelector(".lf-browse .lf-cards");
        let began = 0;
        const seen = new MutationObserver(() => {
            seen.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
        });
        seen.observe(list, { childList: true });
        const [what, value] = act;
        setTimeout(() => {
            began = performance.now();
            if (what === "tick") document.querySelectorAll(`[data-facet=${value}] input`)[1].click();
            else if (what === "rare") [...document.querySelectorAll(`[data-facet=${value}] input`)].at(-1).click();
            else {
                const order = document.querySelector("[name=sort]");
                order.value = value;
                order.dispatchEvent(new Event("change"));
            }
        });
    })
"""
ACTS = {
    "tick a level": [("tick", "level")],
    "then a function": [("tick", "level"), ("tick", "function")],
    "then by title": [("tick", "level"), ("tick", "function"), ("order", "title")],
    "a rare tool": [("rare", "tool")],
    "all by title": [("order", "title")],
}


def bench_browse(site: Path) -> None:
    """Each view and each act in a new window, nothing of it in the browser's memory."""
    with served(site) as address, sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name, path in VIEWS.items():
            _view(site, address, browser, name, path)
        for name, acts in ACTS.items():
            _act(site, address, browser, name, acts)
        browser.close()


def _view(site: Path, address: str, browser: Browser, name: str, path: str) -> None:
    painted = []
    for _ in range(ROUNDS):
        page = _page(browser)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(_file(request.url, address)))
        slow_down(page)
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)  # what is fetched when idle belongs to the view
        painted.append(page.evaluate(PAINTED))
        page.context.close()
    print(
        f"  {name:<36} {compressed(site, asked):7.0f} KB in {len(asked)} files  (goal 250),"
        f" first painted {statistics.median(painted):.0f} ms  (goal 1500)",
        flush=True,
    )


def _act(site: Path, address: str, browser: Browser, name: str, acts: list[tuple[str, str]]) -> None:
    answered = []
    for _ in range(CLICKS):
        page = _page(browser)
        page.goto(f"{address}use-cases/")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        for act in acts[:-1]:
            page.evaluate(ANSWERED, act)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(_file(request.url, address)))
        if acts[-1][0] == "order":  # whoever changes the order has it in focus for a moment
            page.focus("[name=sort]")
            page.wait_for_timeout(500)
        slow_down(page)
        answered.append(page.evaluate(ANSWERED, acts[-1]))
        page.context.close()
    print(
        f"  {name:<36} {compressed(site, asked):7.0f} KB in {len(asked)} files,"
        f" answered {statistics.median(answered):.0f} ms  (goal 100)",
        flush=True,
    )


def _page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1440, "height": 900}).new_page()


def _file(url: str, address: str) -> str:
    """The file of an address."""
    path = urlsplit(url).path.removeprefix(urlsplit(address).path)
    return path + "index.html" if path.endswith("/") or not path else path
