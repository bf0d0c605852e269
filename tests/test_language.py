"""A language's numbers, days, plurals, lists and order; and where its words are read from."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from leadfront.language import ENGLISH, Language
from leadfront.translations import language_named, speaks

GERMAN = language_named("de")
COUNTED = ("%(num)s use case", "%(num)s use cases")


@given(st.dates(date(1971, 1, 1), date(9000, 1, 1)))
def test_english_days_are_those_of_the_cldr(day: date) -> None:
    assert ENGLISH.day(day) == format_date(day, "long", locale="en_GB")
    assert ENGLISH.month(day) == format_skeleton("yMMMM", day, locale="en_GB")


@given(st.one_of(st.integers(-(10**12), 10**12), st.integers(-(10**9), 10**9).map(lambda number: number / 1000)))
def test_english_numbers_are_those_of_the_cldr(number: float) -> None:
    assert ENGLISH.number(number) == format_decimal(number, format="#,##0.######", locale="en_GB")


def test_german_days_and_numbers() -> None:
    assert GERMAN.day(date(2026, 12, 31)) == "31. Dezember 2026"
    assert GERMAN.month(date(2026, 3, 1)) == "März 2026"
    assert [GERMAN.number(number) for number in (6960, 0.5, -1234.25, 3.0)] == ["6.960", "0,5", "-1.234,25", "3"]


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [
        (0, "0 use cases", "0 Anwendungsfälle"),
        (1, "1 use case", "1 Anwendungsfall"),
        (2, "2 use cases", "2 Anwendungsfälle"),
        (6960, "6,960 use cases", "6.960 Anwendungsfälle"),
    ],
)
def test_what_is_counted(number: int, english: str, german: str) -> None:
    assert ENGLISH.ngettext(*COUNTED, number) == english
    assert GERMAN.ngettext(*COUNTED, number) == german


def test_a_language_may_have_more_plural_forms_than_english() -> None:
    forms = ("%(num)s przypadek", "%(num)s przypadki", "%(num)s przypadków")
    polish = Language("pl", {COUNTED[0]: forms})
    said = [polish.ngettext(*COUNTED, number) for number in (1, 2, 5, 22, 25)]
    assert said == ["1 przypadek", "2 przypadki", "5 przypadków", "22 przypadki", "25 przypadków"]


def test_what_is_not_translated_is_said_in_english() -> None:
    bare = Language("de")
    assert bare.gettext("Next due by %(day)s.", day="x") == "Next due by x."
    assert bare.ngettext(*COUNTED, 2) == "2 use cases"
    assert GERMAN.name("Haftung 100 %") == "Haftung 100 %"
    assert GERMAN.name("learning agility") == "Lernbereitschaft"


def test_lists() -> None:
    assert [ENGLISH.listed(list(words)) for words in ("", "a", "ab", "abcd")] == ["", "a", "a and b", "a, b, c and d"]
    assert ENGLISH.listed(list("abcdef")) == "a, b, c and 3 more"
    assert ENGLISH.listed(list("abc"), most=2) == "a and 2 more"
    assert GERMAN.listed(list("abcdef")) == "a, b, c und 3 weitere"


def test_the_order_is_that_of_a_dictionary() -> None:
    words = ["Zug", "Äpfel", "apfel", "Öl", "Ofen", "Straße", "Strasse", "Apfel"]
    assert sorted(words, key=GERMAN.order) == ["Apfel", "apfel", "Äpfel", "Ofen", "Öl", "Strasse", "Straße", "Zug"]


@pytest.mark.parametrize("code", ["de", "de-AT", "de_CH", "DE"])
def test_german_is_known_by_each_of_its_codes(code: str) -> None:
    assert language_named(code).gettext("Coverage") == "Abdeckung"


@pytest.mark.parametrize("code", ["en", "en-GB", "", "xx", "../../etc/passwd", "pt-BR"])
def test_a_language_without_words_is_english(code: str) -> None:
    assert language_named(code) is ENGLISH


def test_whether_there_are_words_for_a_language() -> None:
    assert [code for code in ("en", "en-GB", "de", "de_AT", "fr", "", "xx") if speaks(code)] == [
        "en",
        "en-GB",
        "de",
        "de_AT",
    ]
