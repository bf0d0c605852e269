"""Measures the search in a real browser: what a first search downloads, and how soon it answers on a slow computer."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import shutil
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SLOW_DOWN = 4
ROUNDS = 5
QUESTIONS = (
    "predictive maintenance",  # words of a title
    "leader 123",  # a name
    "bredictive maintenence",  # two typos
    "detect fraud in claims documents",  # words of prompts
    "the",  # the most frequent word
    "co",  # what begins alike most often
)

ANSWERED = """
    (question) => new Promise((done) => {
        const box = document.querySelector("[data-lf-search]");
        const input = box.querySelector("input");
        const began = performance.now();
        const seen = new MutationObserver(() => {
            if (!box.querySelector("[role=option]")) return;
            seen.disconnect();
            requestAnimationFrame(() => done(performance.now() - began));
        });
        box.querySelector("[role=listbox]").replaceChildren();
        seen.observe(box.querySelector("[role=listbox]"), { childList: true });
        input.value = question;
        input.dispatchEvent(new Event("input"));
    })
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    # As web servers do: connections stay open, and nothing waits for more to send.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer; a browser that is closed needs no answer."""
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """A built site behind a web server; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def compressed(site: Path, paths: Sequence[str]) -> float:
    """Kilobytes of files as a web server sends them, compressed."""
    return sum(len(gzip.compress((site / path).read_bytes(), 6)) for path in paths) / 1000


def bench_search(site: Path) -> None:
    """Each question in a new window, as a reader's first."""
    with served(site) as address, sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for question in QUESTIONS:
            _row(site, address, browser, question)
        browser.close()


def _row(site: Path, address: str, browser: Browser, question: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}rules/")
    page.wait_for_load_state("networkidle")
    scripts = [
        script.removeprefix(address)
        for script in page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        if script.rpartition("/")[2] in ("search.js", "search_index.js", "catalogue.js")
    ]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    slow_down(page)
    first = page.evaluate(ANSWERED, question)
    again = statistics.median(page.evaluate(ANSWERED, question) for _ in range(ROUNDS))
    context.close()
    print(
        f"  {question:<36} {compressed(site, scripts + asked):7.0f} KB in {len(asked)} files  (goal 400),"
        f" first {first:.0f} ms, then {again:.0f} ms  (goal 100)",
        flush=True,
    )


def slow_down(page: Page) -> None:
    """From now on the page has a quarter of this machine."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
