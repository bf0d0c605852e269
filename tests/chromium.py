"""A real browser for tests: the machine's own Chromium, else Playwright's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, while it runs."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    path = os.environ.get("CHROMIUM", found or "")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path or None, args=FLAGS)
        yield opened
        opened.close()
