"""Cards: they name the day by which the lists are sorted, and what an effect counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from leadfront.pages import all_pages
from leadfront.showcase import Entry
from made_up import ZONE, entry, showcase


def words_of(made: Entry) -> str:
    """The words of a use case's card, as the home page shows it."""
    home = next(page for page in all_pages(showcase([made])) if page.uri == "index.md")
    assert home.frame
    (card,) = re.findall(r'<li class="lf-card".*?</li>', home.frame("", ""), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", card).split())


def updated(made: Entry, day: str) -> Entry:
    return replace(made, updated_at=datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZONE))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (entry(landed="2026-10-20", date="2026-01-05"), "Shared 20 October 2026"),
        (updated(entry(landed="2026-10-20"), "2026-11-03"), "Updated 3 November 2026"),
        (entry(landed="", date="2026-01-05"), "Done on 5 January 2026"),
    ],
)
def test_a_card_names_the_day_that_it_is_sorted_by(made: Entry, words: str) -> None:
    said = words_of(made)
    assert words in said
    assert str(made.newest.year) in words
    assert len(re.findall(r"\b\d{4}\b", said)) == 1, "and no other day"


def test_a_card_without_any_day_says_none() -> None:
    made = entry(landed="", date="soon")
    assert not re.search("Shared|Updated|Done on", words_of(made))


def test_the_numbers_of_an_effect_say_what_they_count() -> None:
    effect = "{measure: Hours for a tender, before: 14, after: 6, unit: hours, basis: measured}"
    assert "14 → 6 hours Hours for a tender" in words_of(entry(effect=effect))
