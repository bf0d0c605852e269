"""The blanks of a prompt: what is one, and what only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.blanks import MOST, blanks_of


def found(text: str) -> list[str]:
    return [text[blank.start : blank.end] for blank in blanks_of(text)]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("Compare [your quarter] with [last year].", ["[your quarter]", "[last year]"]),
        ("[Metric] went from [x] to [y].", ["[Metric]", "[x]", "[y]"]),
        ("the same [pound / hour / person]", ["[pound / hour / person]"]),
        ("[the figures the lines rest\non: headcount, sites]", ["[the figures the lines rest\non: headcount, sites]"]),
        ("Facts:\n[20 pages]\n", ["[20 pages]"]),
        ("Write to {name} about {{ the topic }}.", ["{name}", "{{ the topic }}"]),
        ("Dear {first_name},", ["{first_name}"]),
        ("Dear <customer name>, thank you", ["<customer name>"]),
        ("My name is ____ and I like _____.", ["____", "_____"]),
        ("(for [your team])", ["[your team]"]),
        ("[What it is]: the table\n[Who]: me", ["[What it is]", "[Who]"]),
        ("“[your team]”", ["[your team]"]),
        ("[wer es liest] und [größe]", ["[wer es liest]", "[größe]"]),
    ],
)
def test_these_are_blanks(text: str, blanks: list[str]) -> None:
    assert found(text) == blanks


@pytest.mark.parametrize(
    "text",
    [
        "array[0] and array[i] and rows[first][second]",
        "log[\"login\"] and log['login'] and f(x)[key]",
        "x = [a, b]",
        "x=[a]",
        "Read [the rules](rules.md) or [the rules][1].",
        "![a chart](chart.png)",
        "[1]: https://example.org",
        "[note]: https://example.org",
        "As said[^note] and [^note]",
        "write [?] or […] or [...] or [ ] or []",
        "- [ ] open\n- [x] done\n* [X] done\n1. [x] done",
        "`[your quarter]` and ``a ` [b]``",
        r"\[not one\]",
        "${HOME} and $[a]",
        '{"key": 1} and {a: b} and {} and {1}',
        "<b>bold</b> <br> <br /> <document> </document>",
        '<a href="x y">',
        "if a < b and c > d",
        "______\n\n   _____   ",
        "snake___case",
        "<<a b>>",
    ],
)
def test_these_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[Your quarter]", "Your quarter"),
        ("[two\n  lines]", "two lines"),
        ("{first_name}", "first name"),
        ("Signed by the chair: ____", "Signed by the chair"),
        ("____ is my name", ""),
    ],
)
def test_a_blank_is_named_by_its_words(text: str, label: str) -> None:
    assert [blank.label for blank in blanks_of(text)] == [label]


def test_a_long_name_is_cut_at_a_word() -> None:
    (blank,) = blanks_of("[" + "word " * 30 + "end]")
    assert len(blank.label) <= 80
    assert blank.label.endswith("word…")


def test_a_table_of_data_has_no_blanks() -> None:
    assert len(blanks_of("[a day] " * MOST)) == MOST
    assert blanks_of("[a day] " * (MOST + 1)) == ()


@given(st.text(st.sampled_from("ab 1_[]{}<>`\\=!(\n-x:")))
def test_blanks_stand_in_order_apart_and_hold_a_letter_or_a_line(text: str) -> None:
    end = 0
    for blank in blanks_of(text):
        assert blank.start >= end
        end = blank.end
        assert re.search(r"[a-z]|___", text[blank.start : end])


@pytest.mark.parametrize("text", ["[", "[a", "`[a", "<a ", "{{a ", "___[", "[a\n"])
def test_a_long_text_of_brackets_takes_no_time(text: str) -> None:
    assert blanks_of(text * 20_000) == ()
