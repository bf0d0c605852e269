"""A built showcase behind a web server, and a real browser. Needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_paths import PROMPT
from browser_windows import Glance, glancing
from editor_bench import Bench, running
from editor_door import TOP, packages
from served import served
from small_site import environment, land, make, write_case

SAMPLES = Path(__file__).resolve().parents[2] / "showcase" / "use-cases"


POLICY = """\
site_name: A small showcase
site_url: https://showcase.example.org/
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
      spotlight:
        - {use_case: board-paper, week: 2026-W46}
        - {use_case: public-meeting-rehearsal, week: 2026-W47, note: Read what failed before you read the result.}
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
    handbook = home / "showcase" / "handbook"
    handbook.mkdir()
    (handbook / "data.md").write_text("# What may be pasted\n\n## Never\n\n!!! note\n\n    Words.\n")
    (handbook / "people.md").write_text("# Whom to ask\n\nSee [the rules](data.md).\n")
    (handbook / "figures.md").write_text("# Figures\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
    land(home, "Share ten samples", on="2026-07-20T10:00:00+01:00")
    case = write_case(home, "word-for-word", "Word for word", "Imogen Ashdown", "executive")
    text = case.read_text(encoding="utf-8")
    text = text.replace("tools: [Copilot]", "tools: [Copilot, DeepL, Whisper, Draw.io]")  # more than a list begins with
    start, end = text.index("Here are my notes"), text.index("\n\n## Output")
    case.write_text(text[:start] + PROMPT + text[end:], encoding="utf-8")
    broken = write_case(home, "broken", "Broken", "Imogen Ashdown", "executive")
    broken.write_text(broken.read_text().replace("title: Broken", "title: Broken: badly"))


expect.set_options(timeout=15_000)  # a busy machine is no reason to fail


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    home = tmp_path_factory.mktemp("browser") / "repository"
    make_showcase(home)
    command = [sys.executable, "-m", "leadfront", "build"]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home / "site"


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    """Where it is served, with the headers that were written for it."""
    with served(site, site.with_name("site.headers")) as address:
        yield address


@pytest.fixture(scope="module")
def glance(browser: Browser) -> Iterator[Glance]:
    """For tests that only look."""
    with glancing(browser) as made:
        yield made


@pytest.fixture(scope="module")
def glance_without_script(browser: Browser) -> Iterator[Glance]:
    """The same, with a browser that runs no script."""
    with glancing(browser, java_script_enabled=False) as made:
        yield made


@pytest.fixture(scope="session")
def server_program() -> Path:
    """decap-server, from the locked packages."""
    there = TOP / "scripts" / "editor-server"
    program = there / "node_modules" / "decap-server" / "dist" / "index.js"
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed; it brings the editor and its server")
    if not program.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(command, cwd=there, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"npm could not fetch the editor's server: {done.stderr[-300:]}")
    return program


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory, server_program: Path) -> Iterator[Bench]:
    """The form at /editor/ and all that it needs."""
    with running(tmp_path_factory.mktemp("editor"), packages(), server_program) as made:
        yield made


@pytest.fixture
def page(browser: Browser, bench: Bench) -> Iterator[Page]:
    """The form, signed in. What the page complains of in its console fails the test."""
    context = browser.new_context(viewport={"width": 1500, "height": 1100})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    opened.goto(bench.url + "editor/")
    opened.get_by_role("button", name="Login").click()
    opened.get_by_role("link", name="Contents").wait_for()
    yield opened
    context.close()
    assert complaints == []
