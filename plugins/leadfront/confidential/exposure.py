"""What was found in a text that should not be published: its kind, its line and as little of it as possible. Values
only; knows nothing of how it is found.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_MOST_SHOWN = 4


class Kind(StrEnum):
    """What can be given away. Of two finds that overlap the one whose kind stands first here is told.

    The value is the word for it in a comment that excuses an example.
    """

    PRIVATE_KEY = "private-key"
    SIGNED_TOKEN = "signed-token"  # noqa: S105 - a word, not a token
    KEY = "key"
    URL_PASSWORD = "password"  # noqa: S105 - a word, not a password
    IBAN = "iban"
    CARD = "card"
    NATIONAL_ID = "id"
    EMAIL = "email"
    PHONE = "phone"
    HOST = "host"
    WORD = "word"
    RANDOM = "random"

    @property
    def a_key(self) -> bool:
        """Whether it opens something by itself. Only the policy can excuse it, by its hash."""
        return self in (Kind.PRIVATE_KEY, Kind.SIGNED_TOKEN, Kind.KEY)


EXCUSABLE = tuple(kind for kind in Kind if not kind.a_key)
_ORDER = {kind: number for number, kind in enumerate(Kind)}


class Stretch(NamedTuple):
    """A stretch of a text that gives something away."""

    start: int
    end: int
    kind: Kind
    what: str
    """What it seems to be, with its article: `a GitHub token`."""
    value: str = ""
    """The text itself, where it is not what stands in the stretch, such as a key that is wrapped over two lines."""


@dataclass(frozen=True)
class Exposure:
    """One find, fit to be printed: the text itself is not in it."""

    kind: Kind
    line: int
    """From 1."""
    what: str
    shown: str
    """Its first few letters."""
    digest: str = ""
    """Of a key, the SHA-256 of its text. Not of anything that could be found again by trying all there are."""


def digest_of(value: str) -> str:
    """What stands in the policy for a text that may be published. White space does not matter."""
    return hashlib.sha256("".join(value.split()).encode("utf-8", "surrogatepass")).hexdigest()


def masked(value: str) -> str:
    """Enough of a text to find it by: its first letters, four at most and no more than a quarter."""
    return value[: min(_MOST_SHOWN, len(value) // 4)] + "…"


def without_overlaps(found: list[Stretch]) -> list[Stretch]:
    """In the order of the text; of those that overlap, the one of the first kind, then the longest."""
    kept: list[Stretch] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda item: (_ORDER[item.kind], item.start - item.end, item.start)):
        place = range(item.start, item.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(item)
    return sorted(kept)


# What people put in the place of a secret.
_STAND_IN = re.compile(r"(.)\1{4}|example|redacted|placeholder|removed|your[_-]|changeme|\.\.\.", re.IGNORECASE)
_CROSSED_OUT = re.compile(r"(.)\1{7}")


def stands_in(value: str) -> bool:
    """Whether a text plainly stands in the place of a secret."""
    return bool(_STAND_IN.search(value)) or crossed_out(value)


def crossed_out(value: str) -> bool:
    """Whether a text is nothing but the form of a secret, as in a row of x."""
    return len(set(value)) < 8 or bool(_CROSSED_OUT.search(value))
