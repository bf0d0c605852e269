"""A published use case is tried again and then retired in the form at /editor/; the other doors tell the same story in
`tests/doors/test_tried_again.py`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from editor_bench import Bench, box, choose, leave, save
from tried_again import (
    DAY,
    MODEL,
    SLUG,
    Chapter,
    build,
    shows_that_it_is_retired,
    shows_that_it_still_works,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_tried_again_and_then_retired_in_the_form(bench: Bench, page: Page) -> None:
    chapter = Chapter(bench.home, bench.branch(SLUG))

    page.goto(bench.url + f"use-cases/{SLUG}/")
    page.get_by_role("link", name="Suggest an edit").click()
    expect(page.locator(box(page, "title"))).to_have_value("The long letter")
    page.locator(box(page, "verified")).fill(DAY)
    page.locator(box(page, "model")).fill(MODEL)
    save(page)
    assert sorted(chapter.differences()) == [f"+ model: {MODEL}", f"+ verified: {DAY}"]
    leave(page, bench)
    chapter.passes()
    chapter.lands(on="2026-11-19T10:00:00+00:00")
    shows_that_it_still_works(build(bench.home))

    page.goto(bench.url + f"use-cases/{SLUG}/")
    page.get_by_role("link", name="Suggest an edit").click()
    expect(page.locator(box(page, "verified"))).to_have_value(DAY)
    choose(page, "status", "Retired")
    save(page)
    assert chapter.differences() == ["+ status: retired"]
    leave(page, bench)
    chapter.passes()
    chapter.lands(on="2026-11-20T10:00:00+00:00")
    shows_that_it_is_retired(build(bench.home))
