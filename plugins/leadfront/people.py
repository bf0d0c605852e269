"""Whether git's author and a name in a file may mean the same person. Pure: knows nothing of git, files or rules.

Names in git are claims, and people are called differently in different places: initials, a second surname, an e-mail
address without accents. What can't be told apart for certain counts as the same, for the answer is told to people.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import permutations

_PART = re.compile(r"[^\W\d_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
# Letters that no decomposition turns into the plain ones that people type in their place.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# GitHub's address of an account that keeps its own to itself begins with the account's number.
_ACCOUNT_NUMBER = re.compile(r"\d+\+")
_LONGEST = 200


def name_of(author: str) -> str:
    """The name in an author as git writes one: `Name <e-mail>`."""
    return author.partition("<")[0].strip()


def email_of(author: str) -> str:
    """The e-mail address in an author as git writes one: `Name <e-mail>`."""
    return author.partition("<")[2].removesuffix(">")


def is_robot(author: str) -> bool:
    """Whether an author calls itself a robot, in the way of the git hosts."""
    return "[bot]" in author.lower()


def has_full_name(author: str) -> bool:
    """Whether git holds a name of two words or more. One word is as often the name of an account."""
    return len(name_of(author).split()) > 1


@lru_cache(maxsize=4096)
def may_be(author: str, person: str) -> bool:
    """Whether an author, as git writes one, may be the person of this name."""
    known, (name, address) = _parts(person), _told(author)
    if _plain_script(known) != _plain_script(name):
        return True  # nothing to compare them by
    if _fit(name, known) or "".join(name) == "".join(known):
        return True
    return (len(address) > 1 and _fit(address, known)) or "".join(address) in _run_together(known)


@lru_cache(maxsize=4096)
def _told(author: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of an author's name, and of what stands in the address for it."""
    address = _ACCOUNT_NUMBER.sub("", email_of(author).partition("@")[0], count=1)
    return _parts(name_of(author)), _parts(address.partition("+")[0])


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name, without marks above and below letters that can't be typed as one letter."""
    text = unicodedata.normalize("NFKC", name[:_LONGEST].casefold()).translate(_APOSTROPHES)
    if not text.isascii():
        text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))
    return tuple(_PART.findall(text))


@lru_cache(maxsize=4096)
def _spellings(part: str) -> frozenset[str]:
    """How a part is typed by those who have plain letters only: `müller` as `muller` and as `mueller`."""
    if part.isascii():
        return frozenset((part,))
    return frozenset(
        "".join(letter for letter in unicodedata.normalize("NFKD", way) if not unicodedata.combining(letter))
        for way in (part.translate(_PLAIN), part.translate(_TWO_LETTERS).translate(_PLAIN))
    )


def _plain_script(parts: tuple[str, ...]) -> bool:
    return any(spelling.isascii() for part in parts for spelling in _spellings(part))


def _fit(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether each part of the shorter name is one of the longer, in any order."""
    fewer, more = sorted((some, others), key=len)
    left = sorted(more, key=len, reverse=True)
    for part in sorted(fewer, key=len, reverse=True):
        same = next((other for other in left if _same(part, other)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _same(part: str, other: str) -> bool:
    """Whether two parts are spelt alike, or one is the first letter of the other."""
    shorter, longer = sorted((part, other), key=len)
    return any(
        one == two or (len(shorter) == 1 and two.startswith(one))
        for one in _spellings(shorter)
        for two in _spellings(longer)
    )


def _run_together(parts: tuple[str, ...]) -> frozenset[str]:
    """What addresses make of a name: `janedoe`, `jdoe`, `janed`, `doej`."""
    plain = [spelling for part in parts[:6] for spelling in _spellings(part)]
    return frozenset(
        made
        for one, two in permutations(plain, 2)
        for made in (one + two, one[:1] + two, one + two[:1])
        if len(made) > 3
    )
