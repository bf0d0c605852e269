"""A site in German, whose words are longer: accessible, whole on a telephone, in one language throughout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from browser_windows import opened  # isort: skip
from served import served  # isort: skip
from small_site import environment  # isort: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("", "use-cases/", "use-cases/word-for-word/", "levels/", "coverage/", "contribute/", "search/", "rules/")


@pytest.fixture(scope="module")
def german_url(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the other tests' showcase is served in German."""
    home = tmp_path_factory.mktemp("german") / "repository"
    shutil.copytree(site.parent, home, ignore=shutil.ignore_patterns("site*"))
    settings = home / "mkdocs.yml"
    spoken = settings.read_text(encoding="utf-8").replace("  name: material\n", "  name: material\n  language: de\n")
    settings.write_text(spoken, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "leadfront", "build"], cwd=home, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    with served(home / "site", home / "site.headers") as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_it_is_german_whole_and_accessible(browser: Browser, german_url: str, path: str) -> None:
    with opened(browser, german_url, path, 360) as page:
        assert page.evaluate("document.documentElement.lang") == "de"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = Axe().run(page).response["violations"]
        assert [(item["id"], node["html"]) for item in found for node in item["nodes"]] == []
