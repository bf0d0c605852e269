"""The form at /editor/ as a leader has it: a real browser, a real decap-server, a scratch repository with branches."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from editor_door import TOP, packages
from histories import git
from leadfront.doors.editor_packages import FOLDER
from leadfront.fields import FIELDS, SECTIONS, Kind
from leadfront.use_case import UseCase, read_use_case
from small_site import environment, land, make

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = "showcase/use-cases"
PROMPT = "Here is a table:\n\n```\n| a | b |\n```\n\n## Ask me\n\n  two   questions, “word for word”.\n\ttab"
TYPED = {
    "title": "Sales: how we halved the queue",
    "summary": 'One "honest" summary, with a #hash',
    "leader": "Zoë O’Hara",
    "level": "director",
    "function": "finance",
    "date": "2026-10-14",
    "tools": "Copilot, Claude",
    "role": "Director: Sales & Service",
    "model": "4.5",
    "skills": "ethics",
    "tags": "no, 012, queue",
    "coach": "null",
    "submitted_by": "Ana Duarte",
    "minutes": "25",
    "effect.measure": "Letters: open",
    "effect.before": "180",
    "effect.after": "25.5",
    "effect.unit": "letters",
    "effect.basis": "measured",
    "sensitivity": "public",
    "verified": "2026-11-02",
    "related": "board-paper",
    "status": "published",
}
TEXTS = {
    "task": "Forty letters had *piled up*.",
    "prompt": PROMPT,
    "output": "| Who | When |\n|---|---|\n| Ann | Monday |",
    "result": "I answered them all.",
    "failures": "It made up a deadline.",
    "check": "I read each letter again.",
    "try": "Put your own letters in.",
}
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


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, server_program: Path) -> Iterator[Bench]:
    fetched = packages()
    home = make(tmp_path_factory.mktemp("editor") / "repository")
    config = home / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("name: Directors}", "name: Directors, aliases: [head-of]}")
        + "      functions: [{id: finance, name: Finance}, {id: people, name: People}]\n"
    )
    (home / CASES / "by-hand.md").write_text(BY_HAND, encoding="utf-8")
    (home / ".gitignore").write_text((home / ".gitignore").read_text() + f"/{FOLDER}\n")
    land(home, "Name the functions", on="2026-07-16T10:00:00+01:00")
    (home / FOLDER).symlink_to(fetched)

    ports = [_free_port(), _free_port()]
    server = f"http://127.0.0.1:{ports[1]}/api/v1"
    url = f"http://127.0.0.1:{ports[0]}/"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        command, cwd=home, env=environment(LEADFRONT_EDITOR_SERVER=server), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    handler = functools.partial(_Quiet, directory=str(home / "site"))
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", ports[0]), handler)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    settings = {"PORT": str(ports[1]), "BIND_HOST": "127.0.0.1", "MODE": "git", "GIT_REPO_DIRECTORY": str(home)}
    log = (home.parent / "server.log").open("w")
    running = subprocess.Popen(
        ["node", str(server_program)], env=environment(**settings, ORIGIN=url[:-1]), stdout=log, stderr=log
    )
    try:
        _wait_for(server)
        yield Bench(home, url, server)
    finally:
        running.kill()
        running.wait(10)
        pages.shutdown()
        pages.server_close()
        log.close()


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


def box(page: Page, key: str, which: int = 0) -> str:
    """Where a field of the form is."""
    return f"[id^='{key}-field-'] >> nth={which}"


def choose(page: Page, key: str, label: str, which: int = 0) -> None:
    page.locator(f"input[id^='{key}-field-'] >> nth={which}").fill(label)
    page.get_by_role("option", name=label, exact=True).click()


def fill_in(page: Page, without: str = "") -> None:
    """Type everything that a leader can be asked for."""
    options = {"director": "Directors", "finance": "Finance"}
    for field in FIELDS:
        if field.key not in TYPED or field.key == without:
            continue
        value = TYPED[field.key]
        if field.kind in (Kind.LEVEL, Kind.FUNCTION, Kind.CHOICE, Kind.SKILLS):
            choose(page, field.key, options.get(value, value.capitalize()))
        elif field.kind is Kind.TEXTS:
            page.locator(box(page, field.key)).press_sequentially(value)
        else:
            page.locator(box(page, field.key)).fill(value)
    page.get_by_role("button", name="Add effect").click()
    for part in next(field for field in FIELDS if field.kind is Kind.GROUP).parts:
        if part.kind is Kind.CHOICE:
            choose(page, part.key, TYPED[f"effect.{part.key}"].capitalize())
        else:
            page.locator(box(page, part.key)).fill(TYPED[f"effect.{part.key}"])
    for section in SECTIONS:
        if section.key != without:
            page.locator(f"textarea[id^='section_{section.key}-field-']").fill(TEXTS[section.key])


def add_picture(page: Page, path: Path, alt: str) -> None:
    page.get_by_role("button", name="Add picture").click()
    page.get_by_role("button", name="Choose an image").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Upload", exact=True).click()
    chooser.value.set_files(path)
    page.get_by_role("button", name="Choose selected").click()
    page.get_by_label("What it shows").fill(alt)
    choose(page, "section", "Result")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Entry saved").wait_for()


def read(bench: Bench, branch: str, path: str) -> UseCase:
    return read_use_case(path, CASES, bench.file(branch, path).encode())


def test_a_leader_shares_a_use_case_with_everything_in_it(bench: Bench, page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "Screen Shot Ä.png"
    page.screenshot(path=picture)
    page.goto(bench.url + "editor/#/collections/use_cases/new")
    fill_in(page)
    add_picture(page, picture, "The queue, in red")
    shown = page.frame_locator("#preview-pane")
    expect(shown.locator("h1")).to_have_text(TYPED["title"])
    expect(shown.locator("pre").first).to_have_text(PROMPT)
    expect(shown.get_by_alt_text("The queue, in red")).to_have_js_property("complete", True)
    assert shown.locator(".lf-standfirst").evaluate("element => getComputedStyle(element).fontSize") != "16px"
    save(page)

    slug = "2026-10-14-director"
    case = read(bench, bench.branch(slug), f"{CASES}/{slug}.md")
    expected = {key: value for key, value in TYPED.items() if "." not in key}
    assert {key: ", ".join(case.texts(key)) for key in expected} == expected
    assert {f"effect.{key}": value for key, value in case.document.front_matter["effect"].items()} == {  # type: ignore[union-attr]
        key: value for key, value in TYPED.items() if "." in key
    }
    assert case.by_key["prompt"].text == f"````text\n{PROMPT}\n````"
    [name] = re.findall(r"!\[The queue, in red\]\((\d{14}-screen-shot-a\.png)\)", case.by_key["result"].text)
    for key in ("task", "output", "failures", "check", "try"):
        assert case.by_key[key].text == TEXTS[key]
    changed = git(bench.home, "diff", "--name-only", f"main..{bench.branch(slug)}").split()
    assert changed == [f"{CASES}/{slug}.md", f"{CASES}/{name}"]

    done = bench.check("--base", "main", "--revision", bench.branch(slug))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{slug}.md" not in done.stdout


def test_an_edit_of_a_file_written_by_hand_leaves_the_rest_of_it_alone(bench: Bench, page: Page) -> None:
    page.goto(bench.url + "editor/#/collections/use_cases/entries/by-hand")
    result = page.locator("textarea[id^='section_result-field-']")
    expect(result).to_have_value("It   worked.")
    expect(page.locator("textarea[id^='section_prompt-field-']")).to_have_value("> Quoted, not fenced.")
    expect(page.get_by_text("Directors (written “head-of”)")).to_be_visible()
    result.fill("It worked, twice.")
    page.locator(box(page, "verified")).fill("2026-11-05")
    save(page)
    branch = bench.branch("by-hand")
    expected = BY_HAND.replace("It   worked.\n\n\n", "It worked, twice.\n\n")
    expected = expected.replace("  - Copilot\n", "  - Copilot\nverified: 2026-11-05\n")
    assert bench.file(branch, f"{CASES}/by-hand.md") == expected
    done = bench.check("--base", "main", "--revision", branch)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_missing_is_said_in_words_at_its_box(bench: Bench, page: Page) -> None:
    page.goto(bench.url + "editor/#/collections/use_cases/new")
    fill_in(page, without="failures")
    page.locator(box(page, "summary")).fill("x" * 161)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What did not work is required.")).to_be_visible()
    expect(page.get_by_text("Summary: 160 characters at the most.")).to_be_visible()
    assert "cms/use_cases/2026-10-14-director-1" not in git(bench.home, "branch")


def test_a_section_that_was_lost_elsewhere_is_a_finding_in_words(bench: Bench, page: Page) -> None:
    """The form can't lose a heading; whoever deletes one on the host is told."""
    page.goto(bench.url + "editor/#/collections/use_cases/entries/shift-rota")
    page.locator("textarea[id^='section_task-field-']").fill("Another task.")
    save(page)
    branch = bench.branch("shift-rota")
    git(bench.home, "checkout", "--quiet", branch)
    path = bench.home / CASES / "shift-rota.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("## What did not work\n\nIt invented a deadline that nobody had set.\n\n", ""))
    land(bench.home, "Lose a section", on="2026-11-18T10:00:00+00:00")
    git(bench.home, "checkout", "--quiet", "main")
    done = bench.check("--base", "main", "--revision", branch)
    assert done.returncode == 1
    assert "LF111" in done.stdout
    assert "What did not work" in done.stdout


def test_what_is_no_picture_is_refused_in_words(bench: Bench, page: Page, tmp_path: Path) -> None:
    page.goto(bench.url + "editor/#/collections/use_cases/new")
    page.get_by_role("button", name="Add picture").click()
    page.get_by_role("button", name="Choose an image").click()
    for name, size, words in (("drawing.svg", 10, "is not a picture"), ("big.png", 3_000_000, "larger than 2 MB")):
        (tmp_path / name).write_bytes(b"x" * size)
        with page.expect_file_chooser() as chooser, page.expect_event("dialog") as asked:
            page.get_by_text("Upload", exact=True).click()
            page.once("dialog", lambda dialog: dialog.accept())
            chooser.value.set_files(tmp_path / name)
        assert words in asked.value.message
    expect(page.get_by_role("button", name="Choose selected")).to_be_disabled()


def test_every_change_goes_through_a_draft(page: Page) -> None:
    """The editor's own shelf of pictures would write to the published branch at once."""
    expect(page.get_by_role("link", name="Workflow")).to_be_visible()
    expect(page.locator("header nav").get_by_text("Media")).to_be_hidden()


def test_nothing_is_asked_of_another_origin_before_sign_in(browser: Browser, bench: Bench) -> None:
    """As the published site has it, for a host: only the settings are other ones than on this machine."""
    config = bench.home / "mkdocs.yml"
    text = config.read_text()
    site = bench.home.parent / "published"
    config.write_text(
        "repo_url: https://git.example.org/group/showcase\n"
        + text + "      editor: {backend: gitlab, app_id: 0123abc}\n"
    )  # fmt: skip
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=bench.home, env=environment(), capture_output=True, text=True)
    config.write_text(text)
    assert done.returncode == 0, done.stderr
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{pages.server_port}/"
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    opened.goto(url + "editor/")
    expect(opened.get_by_role("button", name="Login with GitLab")).to_be_visible()
    opened.wait_for_timeout(1500)
    context.close()
    pages.shutdown()
    pages.server_close()
    assert [address for address in asked if not address.startswith((url, "data:", "blob:"))] == []
    assert failed == []
    assert not [address for address in asked if address.endswith(".map")]
    assert len(asked) > 8


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1)  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return  # it answers, if only that it wants another verb
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}; its log is beside the repository")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".yml": "text/yaml"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""
