"""A built showcase behind a web server, and a real browser. Needs Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser_paths import PROMPT
from small_site import environment, land, make, write_case

SAMPLES = Path(__file__).resolve().parents[2] / "showcase" / "use-cases"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


POLICY = """\
site_name: A small showcase
docs_dir: showcase
repo_url: https://github.com/example/showcase
theme:
  name: material
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to light}
markdown_extensions: [admonition, attr_list, footnotes, pymdownx.highlight, pymdownx.superfences, tables]
plugins:
  - search
  - leadfront:
      launch: 2025-04-01
      timezone: Europe/London
      count_samples: true
      levels:
        - {id: executive, name: Executive team}
        - {id: director, name: Directors}
        - {id: head, name: Heads of service, since: 2025-Q4}
        - {id: manager, name: Managers}
        - {id: board, name: Board}
      waivers:
        - {quarter: 2025-Q3, reason: The move to the new building, approved_by: Ruth Calder}
        - {level: board, reason: Newly elected, approved_by: Ruth Calder, expires: 2026-12-31}
"""


def make_showcase(home: Path) -> None:
    """Every kind of cell, page and finding; one file that can't be read and one that has not landed."""
    make(home)
    (home / "mkdocs.yml").write_text(POLICY, encoding="utf-8")
    shutil.copytree(SAMPLES, home / "showcase" / "use-cases", dirs_exist_ok=True)
    playbook = home / "showcase" / "playbook"
    playbook.mkdir()
    (playbook / "fears.md").write_text("# When people fear for their jobs\n\n## Say this\n\n!!! note\n\n    Words.\n")
    (playbook / "doubts.md").write_text("# When people doubt the figures\n\nSee [the other](fears.md).\n")
    land(home, "Share ten samples", on="2026-07-20T10:00:00+01:00")
    case = write_case(home, "word-for-word", "Word for word", "Imogen Ashdown", "executive")
    text = case.read_text(encoding="utf-8")
    start, end = text.index("Here are my notes"), text.index("\n\n## Output")
    case.write_text(text[:start] + PROMPT + text[end:], encoding="utf-8")
    broken = write_case(home, "broken", "Broken", "Imogen Ashdown", "executive")
    broken.write_text(broken.read_text().replace("title: Broken", "title: Broken: badly"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    home = tmp_path_factory.mktemp("browser") / "repository"
    make_showcase(home)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home / "site"


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    """Where it is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the machine's own, else Playwright's."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    path = os.environ.get("CHROMIUM", found or "")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path or None, args=FLAGS)
        yield opened
        opened.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""
