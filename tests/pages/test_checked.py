"""How far a result was checked: one honest line."""

from __future__ import annotations

import re
from datetime import date

import pytest

from leadfront.language import ENGLISH
from leadfront.pages.checked import how_far_checked
from made_up import BODY, case_text, entry

MEASURED = "{measure: Time, before: 2, after: 1, unit: hours, basis: measured}"
ESTIMATED = "{measure: Time, before: 2, after: 1, unit: hours, basis: estimated}"
UNCHECKED = BODY.format(prompt="Ask me.").partition("## How I checked it")[0]


def said(today: str = "2026-11-21", body: str | None = None, **fields: str) -> str:
    case = entry(text=case_text(body=body, **fields)).case
    return re.sub(r"<[^>]*>", "", how_far_checked(case, date.fromisoformat(today), ENGLISH))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"effect": MEASURED}, "Checked by the leader; the effect is measured."),
        ({"effect": ESTIMATED}, "Checked by the leader; the effect is estimated, not measured."),
        ({}, "Checked by the leader; no effect was counted."),
        ({"effect": MEASURED, "body": UNCHECKED}, "How this was checked is not told; the effect is measured."),
        ({"effect": ESTIMATED, "body": UNCHECKED}, "How this was checked is not told, and the effect is estimated."),
        ({"body": UNCHECKED}, "How this was checked is not told, and no effect was counted."),
    ],
)
def test_who_checked_and_what_the_effect_stands_on(fields: dict[str, str], words: str) -> None:
    assert said(**fields) == words


def test_a_section_that_holds_only_the_hint_checks_nothing() -> None:
    body = f"{UNCHECKED}## How I checked it\n\n<!-- How you made sure. -->\n"
    assert said(body=body).startswith("How this was checked is not told")


@pytest.mark.parametrize(
    ("done", "verified", "today", "words"),
    [
        ("2026-10-14", "2026-11-02", "2026-11-21", "Last tried again on 2 November 2026."),
        ("2026-10-14", "", "2026-11-21", ""),
        ("2026-10-14", "", "2027-10-14", ""),
        ("2026-10-14", "", "2027-10-15", "Nobody has tried this again for over a year."),
        ("2025-01-01", "2025-11-20", "2026-11-21", "Nobody has tried this again for over a year."),
        ("2025-01-01", "2025-11-21", "2026-11-21", "Last tried again on 21 November 2025."),
        ("2026-10-14", "2026-10-14", "2026-11-21", ""),  # on the day it was done
        ("some time", "", "2026-11-21", ""),
    ],
)
def test_when_it_was_tried_again_as_of_the_check(done: str, verified: str, today: str, words: str) -> None:
    text = said(today, date=done, **({"verified": verified} if verified else {}))
    assert text.partition("counted.")[2].strip() == words


def test_without_a_day_nothing_is_said_of_it() -> None:
    assert "year" not in how_far_checked(entry(date="2001-01-01").case, None, ENGLISH)
