"""Markdown as plain words: the marks go, the words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.plain_words import excerpt, opening, paragraphs


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("It **invented** a _deadline_.\nNobody had set one.", ["It invented a deadline. Nobody had set one."]),
        (
            "See [the rota](shift-rota.md#prompt) and <https://example.org/>.",
            ["See the rota and https://example.org/."],
        ),
        ("![A picture](x.png) of it", ["A picture of it"]),
        ("First.\n\nSecond.", ["First.", "Second."]),
        ("Two things:\n- one `code`\n- two\n  goes on", ["Two things:", "one code", "two goes on"]),
        ("1. one\n2. two", ["one", "two"]),
        ("> It said\n> this.", ["It said this."]),
        ("### A heading\n\nWords.", ["A heading", "Words."]),
        ("Before.\n\n```text\nas it *came*\n```\n\nAfter.", ["Before.", "as it came", "After."]),
        ("3 * 4 * 5 = 60, and snake_case_name stays", ["3 * 4 * 5 = 60, and snake_case_name stays"]),
        (r"\*not emphasis\* and 5 &lt; 6 &amp; more", ["*not emphasis* and 5 < 6 & more"]),
        ("<!-- a hint\n\nover lines -->\nWords.\n\n---\n\n* * *", ["Words."]),
        ("a <b>bold</b> claim, 1 < 2 and 3 > 2", ["a bold claim, 1 < 2 and 3 > 2"]),
        ("It did.[^one]\n\n[^one]: Twice, to be sure.", ["It did.", "Twice, to be sure."]),
        ("", []),
    ],
)
def test_marks_go_and_words_stay(markdown: str, words: list[str]) -> None:
    assert paragraphs(markdown) == words


@pytest.mark.parametrize("markdown", ["*" * 20_000, "[" * 20_000, "`" * 20_001, "<" * 20_000, "_a " * 9000])
def test_it_takes_no_longer_than_the_text_is_long(markdown: str) -> None:
    paragraphs(markdown)


def test_an_excerpt_ends_with_a_word() -> None:
    assert excerpt("It invented a deadline.", 40) == "It invented a deadline."
    assert excerpt("It invented, a deadline.", 15) == "It invented…"
    assert excerpt("Donaudampfschifffahrt", 8) == "Donauda…"


@given(st.text(max_size=200), st.integers(2, 60))
def test_an_excerpt_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(excerpt(text, most)) <= most


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("One. Two. Three.", "One. Two."),
        ("It was wrong by 3.5 per cent. Nobody saw it. I did.", "It was wrong by 3.5 per cent. Nobody saw it."),
        ("There is no 14.3. Clause 9 is the one. It is.", "There is no 14.3. Clause 9 is the one."),
        ("“Really?” she asked. Yes.", "“Really?” she asked. Yes."),
        ("It said “no.” Then it said “yes.” Then nothing.", "It said “no.” Then it said “yes.”"),
        ("Ask J. Smith first. Then me. Then nobody.", "Ask J. Smith first. Then me."),
        ("First.\n\n- Second thing\n- third", "First. Second thing; third"),
        ("One. " + "X" * 50, "One."),
        ("a " * 40, "a a a a a a a a a a a a a a a a a a a a a a a a…"),
        ("", ""),
    ],
)
def test_an_opening_is_made_of_whole_sentences(markdown: str, words: str) -> None:
    assert opening(markdown, 50) == words


@given(st.text(alphabet="aB .!?”“(\n-*", max_size=200), st.integers(2, 60))
def test_an_opening_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(opening(text, most)) <= most


def test_items_of_a_list_are_kept_apart_on_one_line() -> None:
    assert excerpt("Two things:\n- one\n- two\n\nAnd more.", 80) == "Two things: one; two; And more."
    assert opening("- one\n- two", 80) == "one; two"
