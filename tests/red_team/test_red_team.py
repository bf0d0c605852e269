"""Every hostile contribution: told by the check, harmless on the site, seen by a real browser. See README.md."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from red_team.cases import Case, all_cases
from red_team.conftest import Built, plainly
from red_team.places import OUTSIDE, Checked, Ran, build, check, make, obeyed
from red_team.watching import Seen, Watcher, watching

CASES = all_cases()
TOGETHER = [case for case in CASES if not case.alone]
RENDERED = "LF14"
"""How the codes begin of what only rendering shows."""
ALONE = [case for case in CASES if case.alone]

pytestmark = pytest.mark.slow
each_together = pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case.name)
each_alone = pytest.mark.parametrize("case", ALONE, ids=lambda case: case.name)


def test_there_are_sixty_at_least_and_each_says_what_it_tries() -> None:
    assert len(CASES) >= 60
    assert all(case.what for case in CASES)
    assert all(case.paths() or case.policy or case.settings for case in CASES)


# --- each is told why -------------------------------------------------------------------------------------------------


@each_together
def test_the_check_tells(case: Case, checked: Checked) -> None:
    assert set(case.codes) <= checked.codes(case)
    if not case.codes:
        assert not {finding["code"] for finding in told(checked, case) if finding["severity"] == "error"}


@each_together
def test_the_build_tells_what_only_rendering_shows(case: Case, built: Built) -> None:
    paths = [path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for path in case.paths()]
    said = [line for line in built.said.splitlines() if any(path in line for path in paths)]
    missing = [code for code in case.codes if code.startswith(RENDERED) and not any(code in line for line in said)]
    assert not missing, said


def test_every_finding_says_where_what_and_how(checked: Checked) -> None:
    for finding in checked.report["findings"]:
        assert finding["message"].strip(), finding
        assert finding["help"].strip(), finding


def test_the_check_answers_and_nothing_in_its_answers_is_obeyed(checked: Checked) -> None:
    assert checked.code in (0, 1), checked.said
    safe(checked, TOGETHER)
    for form, text in checked.forms.items():
        assert not obeyed(text), form


# --- the site ---------------------------------------------------------------------------------------------------------


def test_a_build_ends_well_and_a_strict_one_publishes_nothing(built: Built, together: Path) -> None:
    assert built.code == 0, built.said
    safe(built, TOGETHER)
    strict = build(together, "site-strict", strict=True)
    assert strict.code != 0
    safe(strict, TOGETHER)
    assert not list((together / "site-strict").rglob("*.html"))


def test_nothing_from_outside_is_published(built: Built) -> None:
    said = [OUTSIDE.encode(), *(text.encode() for case in TOGETHER for text in case.unsaid)]
    for path in files_of(built.site):
        found = [text for text in said if text in path.read_bytes()]
        assert not found, path


def test_no_link_is_left_on_the_site(built: Built) -> None:
    assert not [path for path in built.site.rglob("*") if path.is_symlink()]


def test_no_file_of_the_theme_or_of_ours_is_changed(built: Built, clean: Built) -> None:
    for path in files_of(clean.site / "assets"):
        assert (built.site / path.relative_to(clean.site)).read_bytes() == path.read_bytes(), path


@each_together
def test_what_is_refused_is_not_on_the_site(case: Case, built: Built, clean: Built) -> None:
    nothing_of(case, built, clean)
    if case.refused:
        for path in case.paths():
            below = path.removeprefix("showcase/")
            assert built.holds(below) == clean.holds(below), path
        for page in case.pages():
            assert built.holds(page) == clean.holds(page), page


# --- a browser --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def window(browser: Browser, built: Built) -> Iterator[Watcher]:
    with watching(browser, built.site) as watcher:
        yield watcher


@pytest.fixture(scope="module")
def plain_window(browser: Browser, plain: Built) -> Iterator[Watcher]:
    with watching(browser, plain.site) as watcher:
        yield watcher


@pytest.mark.browser
@each_together
def test_a_reader_is_safe(case: Case, built: Built, window: Watcher) -> None:
    for page in case.pages():
        if built.holds(page) is not None:
            harmless(page, window.look(page))


@pytest.mark.browser
def test_a_reader_is_safe_on_every_page_that_tells_of_them(built: Built, clean: Built, window: Watcher) -> None:
    own = {page for case in TOGETHER for page in case.pages()}
    for path in files_of(built.site):
        page = path.relative_to(built.site).as_posix()
        if page.endswith(".html") and page not in own and built.holds(page) != clean.holds(page):
            harmless(page, window.look(page))


@pytest.mark.browser
@pytest.mark.parametrize("case", [case for case in CASES if case.harm and not case.spills], ids=lambda case: case.name)
def test_the_same_does_harm_on_a_plain_site(case: Case, plain: Built, clean: Built, plain_window: Watcher) -> None:
    assert_harmed(case, plain, clean, plain_window)


@pytest.mark.browser
@pytest.mark.parametrize("case", [case for case in CASES if case.spills], ids=lambda case: case.name)
def test_the_same_does_harm_on_all_pages_of_a_plain_site(
    case: Case, clean: Built, tmp_path: Path, browser: Browser
) -> None:
    site = plainly(tmp_path, [case])
    with watching(browser, site.site) as window:
        assert_harmed(case, site, clean, window)


# --- those that need a repository of their own ------------------------------------------------------------------------


@each_alone
def test_alone(case: Case, clean: Built, tmp_path: Path, browser: Browser) -> None:
    top = make(tmp_path, [case])
    answer = check(top)
    safe(answer, [case])
    assert answer.code in (0, 1, 2), answer.said
    assert set(case.codes) <= answer.codes(case) | codes_in(answer.said), answer.said
    assert not (top / "pwned").exists(), "something of it has run"
    if case.check_only:
        return
    ran = build(top)
    safe(ran, [case])
    site = Built(ran.code, ran.said, top / "site")
    nothing_of(case, site, clean)
    for page in case.pages():
        assert not case.refused or site.holds(page) == clean.holds(page), page
    assert not any(OUTSIDE.encode() in path.read_bytes() for path in files_of(site.site))
    for path in files_of(clean.site / "assets") if site.site.exists() else ():
        assert site.holds(path.relative_to(clean.site).as_posix()) == path.read_bytes()
    with watching(browser, site.site) as watcher:
        for page in ("index.html", *case.pages()):
            if site.holds(page) is not None:
                harmless(page, watcher.look(page))


# --- pieces -----------------------------------------------------------------------------------------------------------


def nothing_of(case: Case, built: Built, clean: Built) -> None:
    """What must be absent is not there, or is the page that it is without the case."""
    for path in case.absent:
        found = built.holds(path)
        assert (found is None) == (clean.holds(path) is None), path
        for words in (case.name, "evil.example", "leaves-the-frame", "window.pwned"):
            assert words.encode() not in (found or b""), path


def assert_harmed(case: Case, plain: Built, clean: Built, window: Watcher) -> None:
    if case.harm == "file":
        assert all(plain.holds(path) != clean.holds(path) for path in case.absent)
        return
    below = [path.removeprefix("showcase/") for path in case.paths()]
    if case.harm == "reads":
        assert any(OUTSIDE.encode() in (plain.holds(path) or b"") for path in (*below, *case.pages()))
        return
    seen = [window.look(page) for page in case.pages() or ["index.html"] if plain.holds(page) is not None]
    if case.harm == "script":
        assert any(case.name in said for look in seen for said in look.scripts), seen
    elif case.harm == "request":
        assert any(case.name in address for look in seen for address in look.requests), seen
    else:
        replaced = any(path.startswith("assets/") and plain.holds(path) != clean.holds(path) for path in below)
        assert replaced or any(look.errors or look.marks or not look.alive for look in seen), seen


def told(checked: Checked, case: Case) -> list[dict[str, str]]:
    paths = set(case.paths())
    return [finding for finding in checked.report["findings"] if finding["path"] in paths]


def codes_in(text: str) -> set[str]:
    return {word.strip("():,.") for word in text.split() if word.startswith(("LF", "(LF"))}


def safe(ran: Ran, cases: list[Case]) -> None:
    """A command came to its end, in words, and nobody's terminal or log obeyed any of them."""
    assert ran.code not in (-1, 70), ran.said
    assert "Traceback" not in ran.said, ran.said
    assert not obeyed(ran.said)
    for text in (OUTSIDE, *(text for case in cases for text in case.unsaid)):
        assert text not in ran.said


def harmless(page: str, seen: Seen) -> None:
    assert seen.clean, (page, dataclasses.asdict(seen))


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
