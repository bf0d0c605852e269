"""A language of the site: its words, plurals, numbers, days and order. Takes values and returns values; where the words
come from, only `leadfront.translations` knows.

A text in the code is its English; the same English is the key under which a translation is kept, as gettext has it.
Places to fill are written `%(name)s`, and so `%%` is a per cent sign. Numbers, days and plurals follow the Unicode
CLDR, as Babel carries it; English is written out here, since the check speaks it and Babel takes longer to import than
a warm check takes. A test holds the two together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

# strftime's names follow the locale of whoever runs it.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Language:
    """One language, with what is translated into it."""

    code: str = "en"
    """Its ISO 639 code, as in `theme.language` of mkdocs.yml."""
    messages: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict, repr=False)
    """By the English text: the translation, or for a text that counts one form for each plural of the language."""

    def gettext(self, message: str, /, **values: object) -> str:
        """A text in this language, its places filled. English where no translation is known."""
        return self.unfilled(message) % values

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A text that counts something: `%(num)s` is the number as people write it."""
        return self.unfilled(one, many, number) % {"num": self.number(number), **values}

    def unfilled(self, message: str, many: str = "", number: int = 1) -> str:
        """A text whose places are still open; `many` is the English for more than one."""
        found = self.messages.get(message)
        if not many:
            return found if isinstance(found, str) else message
        forms = found if isinstance(found, tuple) else (message, many)
        return forms[min(_plural(self.code, number), len(forms) - 1)]

    def name(self, text: str) -> str:
        """A word that may be ours or the owner's, such as a skill of the policy: translated where it is known."""
        found = self.messages.get(text)
        return found if isinstance(found, str) else text

    def number(self, value: float) -> str:
        """A number as people write it: `6,960`, `0.5`."""
        return _number(self.code, value)

    def day(self, day: date) -> str:
        """A day as people write it: `31 December 2026`."""
        return _day(self.code, day)

    def month(self, day: date) -> str:
        """The month of a day: `December 2026`."""
        return _month(self.code, day)

    def listed(self, words: Sequence[str], most: int = 4) -> str:
        """A list in words: `a, b and c`; what is beyond `most` is counted."""
        if len(words) > most:
            words = [*words[: most - 1], self.ngettext("%(num)s more", "%(num)s more", len(words) - most + 1)]
        if len(words) < 2:
            return "".join(words)
        return self.gettext("%(all_but_last)s and %(last)s", all_but_last=", ".join(words[:-1]), last=words[-1])

    @staticmethod
    def order(text: str) -> tuple[str, str]:
        """What to sort a text by: as a dictionary does, accents and case counting last (German's DIN 5007-1 too)."""
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
        return plain.casefold(), text


ENGLISH = Language()


@lru_cache(maxsize=4096)
def _day(code: str, day: date) -> str:
    if code == ENGLISH.code:
        return f"{day.day} {_month(code, day)}"
    from babel.dates import format_date

    return format_date(day, "long", locale=code)


@lru_cache(maxsize=512)
def _month(code: str, day: date) -> str:
    if code == ENGLISH.code:
        return f"{_MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=code)


@lru_cache(maxsize=4096)
def _number(code: str, value: float) -> str:
    if code == ENGLISH.code:
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.######", locale=code)


@lru_cache(maxsize=4096)
def _plural(code: str, number: int) -> int:
    """Which of a language's plural forms a number takes, counted from 0 in CLDR's order."""
    if code == ENGLISH.code:
        return 0 if number == 1 else 1
    from babel import Locale

    rule = Locale.parse(code).plural_form
    forms: list[str] = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in rule.tags | {"other"}]
    return forms.index(rule(number))
