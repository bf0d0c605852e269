"""The form at /editor/ as a leader has it: a real browser, a real decap-server, a scratch repository with branches."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser_windows import watch_policy
from editor_bench import BY_HAND, CASES, Bench, box, choose, leave, save
from histories import git
from leadfront.fields import FIELDS, SECTIONS, Kind
from leadfront.use_case import UseCase, read_use_case
from served import served
from small_site import environment, land

pytestmark = [pytest.mark.browser, pytest.mark.slow]

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
    leave(page, bench)
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
    command = [sys.executable, "-m", "leadfront", "build", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=bench.home, env=environment(), capture_output=True, text=True)
    config.write_text(text)
    assert done.returncode == 0, done.stderr
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    watch_policy(opened, failed)
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    with served(site, site.with_name("published.headers")) as url:
        opened.goto(url + "editor/")
        expect(opened.get_by_role("button", name="Login with GitLab")).to_be_visible()
        opened.wait_for_timeout(1500)
        context.close()
    assert [address for address in asked if not address.startswith((url, "data:", "blob:"))] == []
    assert failed == []
    assert not [address for address in asked if address.endswith(".map")]
    assert len(asked) > 8
