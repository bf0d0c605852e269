"""Payment cards and bank accounts (IBAN), by their check digits. Pure.

What is shared by all who look for numbers stands here too: where a number is, and whether it is part of an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfront.confidential import check_digits
from leadfront.confidential.exposure import Kind, Stretch
from leadfront.confidential.reserved import PRINTED_IBANS, TEST_CARDS

# A number with what people and programs put between its digits; one that is wrapped goes on in the next line.
BETWEEN = r"(?:[ ._\-]{1,2}|[ ]?\n[ \t>]{0,8})?"
_DIGITS = re.compile(rf"(?<![0-9A-Za-z])\d(?:{BETWEEN}\d){{13,199}}(?![0-9])")
_GROUP = re.compile(r"\d+")
_IBAN = re.compile(rf"(?<![0-9A-Za-z])[A-Za-z]{{2}}\d{{2}}(?:{BETWEEN}[0-9A-Za-z]){{11,30}}")
# The same as some banks print it, with the country apart; in words of small letters that would often be found.
_IBAN_APART = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2} \d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
# A card whose groups stand apart.
_APART = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][,\xb7\u2022 ])(?<![0-9][,\xb7\u2022] )"
    r"(\d{4})(?P<sign> {0,2}[,\xb7\u2022] {0,2})(?:(\d{4})(?P=sign)(\d{4})(?P=sign)(\d{4})|(\d{6})(?P=sign)(\d{5}))"
    r"(?! {0,2}[,\xb7\u2022]? {0,2}\d)(?![A-Za-z])"
)
# Anything that could be a number of a person: six digits or more, with little between them.
_NUMBER = re.compile(r"\d(?:(?:[ ./+()A-Za-z-]{0,2}|[ ]?\n[ \t>]{0,8})\d){5,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)")
_SPACE = re.compile(r"\s")
_LONGEST_ADDRESS = 300

# How the numbers are printed on cards, and how people type them.
_LAYOUTS = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (8, 8), (6, 10)})
_LENGTHS = range(14, 20)
_MOST_GROUPS = 5
# First digits and lengths of the numbers that card companies give out.
_ISSUED = re.compile(
    r"4(?:\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-5]|[689]\d)\d{11,16}"  # Diners Club
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}"  # Discover
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"  # JCB
    r"|62\d{14,17}"  # UnionPay
    r"|(?:50(?:18|20|38)|5893|6304|6759|676[1-3])\d{9,15}"  # Maestro
)
# How long the account numbers of each country are (ISO 13616 registry).
_IBAN_LENGTHS = {
    item[:2]: int(item[2:])
    for item in (  # noqa: SIM905 - a table is read more easily without quotation marks
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
        "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 "
        "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 "
        "PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 "
        "YE30"
    ).split()
}


def cards(text: str) -> Iterator[Stretch]:
    """Numbers that a card could have."""
    for run in _DIGITS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
        count = len(groups)
        windows = {(first, last) for first in range(count) for last in range(first, min(first + _MOST_GROUPS, count))}
        for first, last in sorted(windows | {(0, count - 1)}):
            start, end = groups[first][0], groups[last][1]
            layout = tuple(b - a for a, b in groups[first : last + 1])
            whole = last - first + 1 == count
            if sum(layout) in _LENGTHS and (whole or first == last or layout in _LAYOUTS):
                number = "".join(text[a:b] for a, b in groups[first : last + 1])
                if _is_card(number) and text.count("\n", start, end) <= 1:
                    yield Stretch(start, end, Kind.CARD, "a payment card's number")


def cards_apart(text: str) -> Iterator[Stretch]:
    """Cards with a dot or a comma between the groups. Numbers in their order are a list, not a card."""
    for run in _APART.finditer(text):
        groups = [group for group in run.groups()[:1] + run.groups()[2:] if group]
        ordered = sorted(groups) in (groups, groups[::-1]) or all(group.endswith("0") for group in groups)
        if not ("," in run["sign"] and ordered) and _is_card("".join(groups)):
            yield Stretch(run.start(), run.end(), Kind.CARD, "a payment card's number")


def ibans(text: str) -> Iterator[Stretch]:
    """Bank accounts whose check digits are right."""
    for run in (*_IBAN.finditer(text), *_IBAN_APART.finditer(text)):
        places = [place for place in range(run.start(), run.end()) if text[place].isalnum()]
        compact = "".join(text[place] for place in places).upper()
        length = _IBAN_LENGTHS.get(compact[:2], 0)
        if not length or len(compact) < length or text.count("\n", run.start(), places[length - 1]) > 1:
            continue
        number, end = compact[:length], places[length - 1] + 1
        if not text[end : end + 1].isalnum() and check_digits.iban(number) and number not in PRINTED_IBANS:
            yield Stretch(run.start(), end, Kind.IBAN, "a bank account (IBAN)")


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where anything stands that could be a number of a person, outside web addresses."""
    for run in _NUMBER.finditer(text):
        if not _DAY.fullmatch(run[0]) and not in_address(text, run.start()):
            yield run.span()


def in_address(text: str, place: int) -> bool:
    """Whether a place is part of a web address: what stands in those are rarely numbers of people."""
    start = max(0, place - _LONGEST_ADDRESS)
    before = _SPACE.split(text[start:place])[-1]
    return "://" in before or "www." in before


def _is_card(number: str) -> bool:
    if TEST_CARDS.fullmatch(number):
        return False
    return bool(_ISSUED.fullmatch(number)) and check_digits.luhn(number)
