"""Keys, cards and bank accounts that markup cuts: a text is looked at again without emphasis, tags and comments, which
no reader sees. Pure.

Only what is certain by its form or its check digits is looked for here: the second look joins what people wrote apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from leadfront.confidential.exposure import Kind, Stretch
from leadfront.confidential.keys import keys
from leadfront.confidential.numbers import cards, cards_apart, ibans

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DIGITS = b"0123456789"
_SIGNS = b"*`~^"
_KINDS = frozenset({Kind.KEY, Kind.SIGNED_TOKEN, Kind.CARD, Kind.IBAN})
# What no reader sees. Comments may be long, but are not looked through without end.
_MARK = re.compile(r"<!--.{0,400}?-->|</?[A-Za-z][^<>]{0,300}>|[*`~^]+|==", re.DOTALL)
_BREAK = "\N{MIDDLE DOT}"
"""What stands for a line's end within a paragraph (`<br>`), as some write it between the digits of a card."""


def _table(*groups: tuple[bytes, bytes]) -> bytes:
    table = bytearray(b" " * 256)
    for letter, group in groups:
        for byte in group:
            table[byte] = letter[0]
    return bytes(table)


_AS_WORDS = _table((b"a", _LETTERS + _DIGITS + b"_-+/.:"), (b"m", _SIGNS), (b"m", b"="))
_AS_DIGITS = _table((b"d", _DIGITS), (b",", b",\xb7\xa2"))  # the last bytes of a middle dot and of a bullet
_CUT = b"ama", b"amma", b"ammma", b"ammmma"
_LONG = b"d" * 10
_LIST = b",dddd" * 3, b"d,dddddd,ddddd"


def may_be_cut(data: bytes) -> bool:
    """A quick look at a text in UTF-8: whether marks stand in the middle of a long word or of a long number."""
    if b"<" in data:
        without = _IN_BYTES.sub(b"", data)
        if len(without) != len(data):
            return True
    words = data.translate(_AS_WORDS)
    if any(cut in words for cut in _CUT):
        return True
    digits = data.translate(_AS_DIGITS, _WITHIN_DIGITS)
    return any(cut in digits for cut in _LIST) or (_LONG in digits and any(sign in data for sign in _MARKS_OF_DIGITS))


_IN_BYTES = re.compile(rb"(?<=[\w*`~^ ])(?:<!--|</?[A-Za-z][^<>]{0,300}>)(?=[\w*`~^< -])")
_WITHIN_DIGITS = b" \t*`~^=_-\xc2\xe2\x80"
_MARKS_OF_DIGITS = b"*", b"`", b"~", b"^", b"=="


def cut(text: str, known: list[Stretch]) -> Iterator[Stretch]:
    """What a first look, which found `known`, took for several words."""
    plain, starts, places = _without_marks(text)

    def original(place: int) -> int:
        number = bisect_right(starts, place) - 1
        return places[number] + place - starts[number]

    taken = [(item.start, item.end) for item in known if item.kind in _KINDS or item.kind is Kind.PRIVATE_KEY]
    for item in (*keys(plain), *cards(plain), *cards_apart(plain), *ibans(plain.replace(_BREAK, " "))):
        start, end = original(item.start), original(item.end - 1) + 1
        if item.kind in _KINDS and not any(first < end and start < last for first, last in taken):
            yield Stretch(start, end, item.kind, item.what, item.value or plain[item.start : item.end])


def _without_marks(text: str) -> tuple[str, list[int], list[int]]:
    """The text without marks; where in it each piece begins, and where that stands in the original."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = length = 0
    for mark in _MARK.finditer(text):
        starts.append(length)
        places.append(at)
        parts.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[0][:3].lower() == "<br":
            starts.append(length)
            places.append(mark.start())
            parts.append(_BREAK)
            length += 1
    starts.append(length)
    places.append(at)
    return "".join([*parts, text[at:]]), starts, places
