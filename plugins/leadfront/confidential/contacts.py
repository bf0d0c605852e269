"""E-mail addresses and telephone numbers of people. Pure. What is reserved for examples and for the stage is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfront.confidential import reserved
from leadfront.confidential.exposure import Kind, Stretch

_LOCAL = re.compile(r"[\w.!#$%&*+=?^~'-]{1,64}$")
_DOMAIN = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?P<top>[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})(?![\w@-])", re.IGNORECASE
)
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"})
# Addresses that nobody reads, and the user that git hosts are reached by.
_NOBODY = re.compile(r"(?:git|hg|svn|no-?reply|do-?not-?reply|noreply\+.*|\d*\+?.*\[bot\])", re.IGNORECASE)

_LONGEST_LOGIN = 300

_COUNTRY_CODES = re.compile(
    r"1(?=[2-9])|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|2(?:1[1-368]|[2-689]\d)|3(?:[578]\d)|42[013]|5(?:0|9)\d|6[7-9]\d|8[0578]\d|9(?:6|7|9)\d"
)
_PHONE_SHAPES = re.compile(
    r"(?P<international>(?:\+|(?<!\d)00 ?)[1-9]\d{0,2}(?:[ ./-]{0,2}(?:\(\d{1,5}\)|\d{1,12})){1,7})"
    r"|(?P<american>\([2-9]\d\d\)[ -]?[2-9]\d\d[ .-]\d{4}|[2-9]\d\d(?P<sign>[.-])[2-9]\d\d(?P=sign)\d{4})"
    r"|(?P<national>\(?0[1-9]\d{0,4}\)?(?:[ ./-]{1,2}\d{2,8}){1,5})"
    r"|(?P<any>\(?\d{1,5}\)?(?:[ ./-]{0,2}\d{2,12}){1,5})"
)
# So look days, American social security numbers and postcodes, and bytes.
_NO_TOWN = re.compile(r"0\d[./-][0-3]?\d[./-](?:\d{4}|\d\d)(?!\d)|\d{3}-\d\d-\d{4}|\d{5}-\d{4}(?!\d)|(?:0\d ){4}")
_OF_A_SERVER = re.compile(r"://[^\s/?=&]*$")
_SUM = re.compile(r"\+\d{1,3}(?:[ .]\d{3})?(?:[ .]000)+")
_SAID = re.compile(
    r"(?<![^\W_])(?:tel|phone|telephone|telefon|mobile?|mobil|cell|fax|whatsapp|hand(?:y|ynummer)|tél|téléphone"
    r"|teléfono|tlf|call|ring|text|sms|number is)[ .:]{0,3}"
    r"(?:(?:me|us|him|her|them|number|no|nr|is|on|at|under)[ .:]{1,2}){0,3}\W{0,4}$",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Stretch]:
    """E-mail addresses that could be somebody's."""
    at = text.find("@")
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        local = _LOCAL.search(text[max(0, at - 64) : at]) if domain else None
        if domain and local and domain["top"].lower() not in _PICTURES:
            name = local[0].lstrip(".'*&=?")
            before = text[max(0, at - _LONGEST_LOGIN) : at]
            if (
                name
                and not _OF_A_SERVER.search(before)
                and not _NOBODY.fullmatch(name)
                and not reserved.DOMAINS.fullmatch(domain[0])
            ):
                yield Stretch(at - len(name), domain.end(), Kind.EMAIL, "an e-mail address")
        at = text.find("@", at + 1)


def phones(text: str, first: int, last: int) -> Iterator[Stretch]:
    """Telephone numbers among the digits there: with a country code, as Americans write them, with a zero before the
    town, or so called.
    """
    for found in _PHONE_SHAPES.finditer(text, max(0, first - 2), last):
        start, end = found.span()
        digits = "".join(letter for letter in found[0] if letter.isdigit())
        if not 7 <= len(digits) <= 17 or _is_part(text, start, end):
            continue
        subscriber = _subscriber(found, digits)
        if subscriber is None and _SAID.search(text[max(0, start - 40) : start]):
            subscriber = digits.lstrip("0")
        if subscriber and not reserved.PHONES.fullmatch(subscriber):
            yield Stretch(start, end, Kind.PHONE, "a telephone number")


def _subscriber(found: re.Match[str], digits: str) -> str | None:
    """The number without what is dialled for its country; None where nothing tells that it is a telephone's."""
    if found["international"]:
        digits = digits.removeprefix("00") if found[0][0] == "0" else digits
        country = _COUNTRY_CODES.match(digits)
        spaced = found[0][0] == "+" or len(found[0]) > len(digits) + 2
        if not country or not spaced or not 8 <= len(digits) <= 16 or _SUM.fullmatch(found[0]):
            return None
        return digits[country.end() :].lstrip("0")
    if found["american"]:
        return digits
    if found["national"] and 9 <= len(digits) <= 12 and not _NO_TOWN.match(found[0]):
        return digits[1:]
    return None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether it is a part of something longer: a word, a version, a sum of money, an article's number."""
    before, after = text[start - 1 : start], text[end : end + 2]
    return (
        before.isalnum()
        or before in ("/", "_", "-", "#", "$", "€", "£", "@")
        or (before in (".", ",") and text[start - 2 : start - 1].isdigit())
        or after[:1].isalnum()
        or after[:1] in ("_", "%", "°")
        or (after[:1] in (".", ",", "-", "/", ":") and after[1:].isalnum())
    )
