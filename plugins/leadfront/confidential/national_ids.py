"""National ids with check digits or rules of their own. Pure.

A number whose shape or whose check digits hardly fit by chance is told wherever it stands. One that is nothing but nine
or ten digits, of which every tenth fits, is told only where the text also says what it is, such as “BSN” in the same
sentence or above the column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from leadfront.confidential import check_digits as check
from leadfront.confidential.exposure import Kind, Stretch

_Pattern = re.Pattern[str] | None


class NationalId(NamedTuple):
    """One country's number. Where it is told by its `words` alone, `alone` is empty."""

    what: str
    digits: int
    """How many digits it has at least."""
    shape: str
    fits: Callable[[str], bool]
    alone: str = ""
    """The shape in which it is told without a word beside it."""
    words: str = ""
    """What people call it."""


_S = "[ .-]?"
# The words' own capitals count: “SIN”, “NIE” and “DNI” are words of other meanings in small letters.
_ALL = (
    NationalId("a Dutch BSN", 9, rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}|\d{{4}}{_S}\d\d{_S}\d{{3}}", check.bsn,
               words=r"BSN|(?i:burger ?service ?nummer|sofi-?nummer|citizen service number)"),
    NationalId("an NHS number", 10, rf"\d{{3}}{_S}\d{{3}}{_S}\d{{4}}", check.nhs, words=r"NHS"),
    NationalId("a National Insurance number", 6, "", lambda _: True,
               alone=r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]"),
    NationalId("a German tax number (Steuer-ID)", 11, "", check.steuer_id,
               alone=rf"\d\d{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{3}}"),
    NationalId("a French social security number (NIR)", 12, "", check.nir,
               alone=rf"[1-478]{_S}\d\d{_S}(?:0[1-9]|1[0-2]|[2-9]\d){_S}(?:\d\d|2[AB]){_S}\d{{3}}{_S}\d{{3}}{_S}\d\d"),
    NationalId("a Spanish DNI or NIE", 7, rf"\d{{8}}{_S}[A-HJ-NP-TV-Za-hj-np-tv-z]", check.dni,
               alone=r"(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]", words=r"DNI|NIE|NIF"),
    NationalId("an Italian codice fiscale", 7, "", check.codice_fiscale,
               alone=r"[A-Za-z]{6} ?\d\d[A-EHLMPRSTa-ehlmprst]\d\d ?[A-Za-z]\d{3} ?[A-Za-z]"),
    NationalId("a Polish PESEL", 11, "", check.pesel, alone=r"\d{11}"),
    NationalId("a Swedish personnummer", 10, r"(?:19|20)?\d{6} ?\d{4}", check.personnummer,
               alone=r"(?:19|20)?\d{6}[-+]\d{4}|(?:19|20)\d{10}", words=r"(?i:person-?(?:nr|nummer))"),
    NationalId("a US social security number", 9, r"\d{3}[ -]?\d\d[ -]?\d{4}", check.ssn,
               alone=r"\d{3}-\d\d-\d{4}", words=r"SSN|(?i:social security)"),
    NationalId("a Belgian national number", 11, "", check.rijksregister,
               alone=r"\d\d\.\d\d\.\d\d[- ]\d{3}[. -]\d\d|\d{6}[- ]\d{3}[.-]\d\d|\d{11}"),
    NationalId("a Finnish henkilötunnus", 9, "", check.hetu,
               alone=r"\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]"),
    NationalId("a Norwegian fødselsnummer", 11, "", check.fodselsnummer, alone=r"\d{6} ?\d{5}"),
    NationalId("a Danish CPR number", 10, r"\d{6}[- ]?\d{4}", check.cpr, words=r"CPR|(?i:person-?nummer)"),
    NationalId("a Swiss AHV number", 13, "", check.ahv, alone=rf"756{_S}\d{{4}}{_S}\d{{4}}{_S}\d\d"),
    NationalId("an Austrian social insurance number", 10, rf"\d{{4}}{_S}\d\d{_S}\d\d{_S}\d\d", check.sozialversicherung,
               words=r"SVNR|SV-?N[rR]|(?i:(?:sozial)?versicherungs ?nummer)"),
    NationalId("a Portuguese NIF", 9, rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}", check.nif, words=r"NIF|(?i:contribuinte)"),
    NationalId("an Irish PPS number", 7, r"\d{7} ?[A-Wa-w][A-IWa-iw]?", check.pps, words=r"PPSN?"),
    NationalId("a Canadian SIN", 9, rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}", check.sin, words=r"SIN|(?i:social insurance)"),
    NationalId("a Brazilian CPF", 11, r"\d{11}", check.cpf, alone=r"\d{3}\.\d{3}\.\d{3}-\d\d", words=r"CPF"),
    NationalId("an Aadhaar number", 12, rf"[2-9]\d{{3}}{_S}\d{{4}}{_S}\d{{4}}", check.aadhaar, words=r"(?i:aadhaa?r)"),
    NationalId("an Australian tax file number", 9, rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}", check.tfn,
               words=r"TFN|(?i:tax file)"),
    NationalId("a South African id", 13, "", check.south_african, alone=r"\d{13}|\d{6} \d{4} \d{3}"),
)  # fmt: skip
_BEFORE, _AFTER = 10, 4  # what may belong to a number before its first digit and behind its last


def national_ids(text: str, start: int, end: int, named: dict[str, bool]) -> Iterator[Stretch]:
    """Numbers that name a person, among the digits there. `named` keeps which of the words the text holds."""
    digits = sum(map(str.isdigit, text[start:end]))
    start, end = max(0, start - _BEFORE), end + _AFTER
    for national, alone, shape, words in _patterns():
        if national.digits > digits:
            continue
        for pattern in (alone, shape):
            for found in pattern.finditer(text, start, end) if pattern else ():
                if not national.fits(_compact(found[0])):
                    continue
                if words and pattern is not alone and national.what not in named:
                    named[national.what] = bool(words.search(text))
                if pattern is alone or named[national.what]:
                    yield Stretch(found.start(), found.end(), Kind.NATIONAL_ID, national.what)


def _compact(number: str) -> str:
    return re.sub(r"[ .+-]", "", number).upper()


@cache
def _patterns() -> tuple[tuple[NationalId, _Pattern, _Pattern, _Pattern], ...]:
    return tuple(
        (
            national,
            _shape(national.alone),
            _shape(national.shape),
            re.compile(rf"\b(?:{national.words})\b") if national.words else None,
        )
        for national in _ALL
    )


def _shape(shape: str) -> _Pattern:
    # Not within a longer number, a word, an address or a sum of money.
    return re.compile(rf"(?<![\w/])(?<!\w[.,+-])(?:{shape})(?![\w/]|[.,-]\w)") if shape else None
