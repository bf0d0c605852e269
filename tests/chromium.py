"""A real browser for tests: the machine's own Chromium, else Playwright's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# What each new window of a whole Chromium gets ready under its address bar, though nobody types there: that takes more
# of the processor than the pages under test.
_UNDER_THE_ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Of two lists Chromium takes the last, and Playwright gives one, of what would get into the way of tests: again, then.
_IN_THE_WAY = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("ThirdPartyStoragePartitioning", "Translate"),
)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"),
    "--disable-features=" + ",".join((*_UNDER_THE_ADDRESS_BAR, *_IN_THE_WAY)),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, while it runs."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    path = os.environ.get("CHROMIUM", found or "")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path or None, args=FLAGS)
        yield opened
        opened.close()
