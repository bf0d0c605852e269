"""Names that people type (a tool, a function, a leader) as parts of addresses: plain letters, and each one's own. Pure.

Two spellings that differ in case, white space or Unicode's forms are one name. What has no plain letters at all is
named by a digest, and so are those that would else share an address.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Set

_LONGEST = 60
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ł": "l"})
# What a folder's own page is called, and what Windows keeps for its devices.
_TAKEN = re.compile(r"index|readme|con|prn|aux|nul|com\d|lpt\d")


def same_name(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def slugs(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """By `same_name`: the slug of each name. The same names give the same slugs, in whatever order they come.

    `given` holds, by `same_name` too, slugs that are settled, such as the ids of the policy.
    """
    wanted: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for key in sorted({same_name(name) for name in names}):
        if given and key in given:
            found[key] = given[key]
        else:
            wanted.setdefault(_plain(key), []).append(key)
    settled = frozenset(found.values())
    taken = {*settled, *wanted}
    for slug, keys in sorted(wanted.items()):
        free = bool(slug) and slug not in settled and not _TAKEN.fullmatch(slug)
        # The name that is its slug, letter by letter, has the first claim to it.
        for key in sorted(keys, key=lambda key: (key != slug, key)):
            found[key] = slug if free else _digested(slug, key, taken)
            taken.add(found[key])
            free = False
    return found


def page_in(folder: str, slug: str) -> str:
    """The uri of the page of a slug, beside the folder's own `index.md`.

    An id of the policy may be a word that no page can be called: it gets a dash, with which no slug and no id ends.
    """
    return f"{folder}/{slug}{'-' if _TAKEN.fullmatch(slug) else ''}.md"


def _plain(key: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", key).translate(_TWO_LETTERS))
    return _NOT_PLAIN.sub("-", letters.replace("'", "")).strip("-")[:_LONGEST].strip("-")


def _digested(slug: str, key: str, taken: Set[str]) -> str:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass")).hexdigest()
    names = (f"{slug}-{digest[:size]}".strip("-") for size in range(6, len(digest)))
    return next(name for name in names if name not in taken)
