"""The form at /editor/ in tests: a scratch repository, its built site behind a web server, and a real decap-server."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from histories import git
from leadfront.doors.editor_packages import FOLDER
from served import free_port, served, wait_for
from small_site import environment, land, make
from tried_again import SLUG, tried_again_text

CASES = "showcase/use-cases"
BY_HAND = """\
---
# Typed in a plain editor.
title:   'By hand'   # keep me
summary: Written without the form.
leader: "Imogen Ashdown"
level: head-of
function: Finance
date: 2026-10-02
tools:
  - Copilot
---

Before the first heading.

## The task

Turn a paper over.
## Prompt

> Quoted, not fenced.

## Output

* one
* two

## Result:

It   worked.


## What did not work

It invented a deadline.

## How I checked it

By hand.

## What my team said

Nothing.
"""


@dataclass(frozen=True)
class Bench:
    """A repository, its built site behind a web server, and the editor's server beside it."""

    home: Path
    url: str
    server: str

    def branch(self, slug: str) -> str:
        return f"cms/use_cases/{slug}"

    def file(self, branch: str, path: str) -> str:
        return git(self.home, "show", f"{branch}:{path}")

    def check(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "leadfront", "check", *arguments]
        return subprocess.run(command, cwd=self.home, env=environment(), capture_output=True, text=True)


@contextmanager
def running(folder: Path, fetched: Path, program: Path) -> Iterator[Bench]:
    """A bench in a new folder, with the editor's fetched packages and its server's program."""
    home = make(folder / "repository")
    config = home / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("name: Directors}", "name: Directors, aliases: [head-of]}")
        + "      functions: [{id: finance, name: Finance}, {id: people, name: People}]\n"
    )
    (home / CASES / "by-hand.md").write_text(BY_HAND, encoding="utf-8")
    (home / ".gitignore").write_text((home / ".gitignore").read_text() + f"/{FOLDER}\n")
    (home / CASES / f"{SLUG}.md").write_text(tried_again_text(), encoding="utf-8")
    land(home, "Name the functions", on="2026-07-16T10:00:00+01:00")
    (home / FOLDER).symlink_to(fetched)

    ports = [free_port(), free_port()]
    server = f"http://127.0.0.1:{ports[1]}/api/v1"
    url = f"http://127.0.0.1:{ports[0]}/"
    command = [sys.executable, "-m", "leadfront", "build"]
    done = subprocess.run(
        command, cwd=home, env=environment(LEADFRONT_EDITOR_SERVER=server), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    settings = {"PORT": str(ports[1]), "BIND_HOST": "127.0.0.1", "MODE": "git", "GIT_REPO_DIRECTORY": str(home)}
    with (home.parent / "server.log").open("w") as log, served(home / "site", home / "site.headers", ports[0]):
        serving = subprocess.Popen(
            ["node", str(program)], env=environment(**settings, ORIGIN=url[:-1]), stdout=log, stderr=log
        )
        try:
            wait_for(server)
            yield Bench(home, url, server)
        finally:
            serving.kill()
            serving.wait(10)


def box(page: Page, key: str, which: int = 0) -> str:
    """Where a field of the form is."""
    return f"[id^='{key}-field-'] >> nth={which}"


def choose(page: Page, key: str, label: str, which: int = 0) -> None:
    page.locator(f"input[id^='{key}-field-'] >> nth={which}").fill(label)
    page.get_by_role("option", name=label, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Entry saved").wait_for()


def leave(page: Page, bench: Bench) -> None:
    """Close the form and wait until its server has let go of the repository: it changes branches to read them."""
    page.goto("about:blank")
    lock = bench.home / ".git" / "index.lock"
    free_since = time.monotonic()
    while time.monotonic() - free_since < 0.5:
        if lock.exists() or git(bench.home, "branch", "--show-current") != "main\n":
            free_since = time.monotonic()
        time.sleep(0.05)
