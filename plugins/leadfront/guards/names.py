"""The one rule for names in the showcase folder: lower-case letters, digits and hyphens. It is the same for use cases,
other pages, pictures and folders: a name that every file system, web server and terminal takes for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from leadfront.guards.addresses import address, is_made

LONGEST = 100
LONGEST_PATH = 200
DEEPEST = 20
_MOST_TRIED = 100
_PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED_NAMES = re.compile(r"aux|con|nul|prn|com\d|lpt\d")


def is_suitable(uri: str) -> bool:
    """Whether a path follows the rule in each of its parts."""
    *folders, name = uri.split("/")
    stem, _, ending = name.rpartition(".")
    return (
        all(_PART.fullmatch(part) for part in (*folders, stem, ending))
        and not any(_RESERVED_NAMES.fullmatch(part) for part in (*folders, stem))
        and len(name) <= LONGEST
    )


def is_legible(uri: str) -> bool:
    """Whether a path can be printed, and means the same on every system. One that can't is no address at all.

    Nor is one with a dot in the name of a folder or before .md: of `a.png.md` comes a folder `a.png`, perhaps in the
    place of a picture.
    """
    becomes_folder = uri[:-3] if uri.endswith(".md") else uri.rpartition("/")[0]
    return uri.isprintable() and "\\" not in uri and "." not in becomes_folder


def is_within_reach(uri: str) -> bool:
    """Whether a path is short enough for every computer, with what stands before it there."""
    return len(uri) <= LONGEST_PATH and uri.count("/") <= DEEPEST


def proposed(uri: str, otherwise: str) -> str:
    """The path as the rule would have it. `otherwise` stands for a part of which no letter is left."""
    *folders, name = uri.split("/")
    stem, _, ending = name.rpartition(".") if "." in name.lstrip(".") else (name, "", "")
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())
    parts = [_slug(part, otherwise) for part in (*folders, stem)]
    return "/".join(parts) + (f".{ending}" if ending else "")


class FreeNames:
    """Proposes names that no other file has, and nothing that is made."""

    def __init__(self, uris: Iterable[str], use_cases: str) -> None:
        self._uris = tuple(uris)
        self._use_cases = use_cases

    @cached_property
    def _taken(self) -> Counter[str]:  # few showcases have a name to mend
        return Counter(map(address, self._uris))

    def free(self, uri: str) -> str:
        """A name for a file whose own is unsuitable. It is proposed for no other."""
        own = address(uri)
        first = proposed(uri, "page")
        stem, dot, ending = first.rpartition(".")
        numbered = (f"{stem}-{number}.{ending}" if dot else f"{first}-{number}" for number in range(2, _MOST_TRIED))
        free = (
            name
            for name in (first, *numbered)
            if self._taken[address(name)] <= (address(name) == own) and not is_made(name, self._use_cases)
        )
        better = next(free, first)  # in a folder that is made nothing is free, which another rule tells
        self._taken[address(better)] += 1
        return better


def _slug(name: str, otherwise: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or otherwise
    return f"{slug}-{otherwise}" if _RESERVED_NAMES.fullmatch(slug) else slug
