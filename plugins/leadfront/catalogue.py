"""What a reader's browser knows of the showcase beyond the page it shows: cards by number, and whatever else is found
by the same numbers. Pure: values in, bytes out. `templates/assets/catalogue.js` reads what is written here.

Use cases are numbered from 0 in the order of `Showcase.entries`, newest first; the owner's own pages follow. Everything
lies in folders named by a digest of what they hold, so that no browser mixes two builds, and nothing is fetched again
that has not changed. One small file, `catalogue/index.json`, is always asked for anew and names the folders:

    {"cases": 10000, "pages": 40,
     "cards": {"folder": "cards-0123456789ab", "each": 24},
     "words": {"folder": "words-0123456789ab"}}

A part more is a `Shelf` more. Addresses in it are relative to the site's top.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

FOLDER = "catalogue"
INDEX = f"{FOLDER}/index.json"
CARDS_IN_A_FILE = 24
"""Few, since the results of a search lie in as many files as there are results; and what a page of a list shows."""


class CaseCard(NamedTuple):
    """What a list shows of a use case, in the order in which its row has it."""

    address: str
    title: str
    summary: str
    leader: str
    initials: str
    level: str
    function: str
    day: str
    """As in 2026-10-14; empty where it is not known."""
    when: str
    """What happened on that day: `shared`, `updated` or `done`."""
    tools: tuple[str, ...]
    effect: str
    """In short: `180 → 25 minutes`."""
    measure: str
    sample: bool


class PageCard(NamedTuple):
    """What a list shows of a page of the owner's, or of one of its sections."""

    address: str
    title: str
    about: str
    """What the page says of itself; of a section, the title of its page."""


@dataclass(frozen=True)
class Shelf:
    """A part of the catalogue: files that change together."""

    name: str
    files: Mapping[str, bytes]
    """By name, without folder."""
    about: Mapping[str, object] = field(default_factory=dict)
    """What a browser must know before it asks for a file."""


def cards_shelf(cards: Sequence[CaseCard | PageCard]) -> Shelf:
    """The cards in the order of their numbers: file `K.json` begins with number K × 24."""
    files = {
        f"{start // CARDS_IN_A_FILE}.json": as_json(cards[start : start + CARDS_IN_A_FILE])
        for start in range(0, len(cards), CARDS_IN_A_FILE)
    }
    return Shelf("cards", files, {"each": CARDS_IN_A_FILE})


def catalogue_files(cases: int, pages: int, shelves: Iterable[Shelf]) -> dict[str, bytes]:
    """All files by their uri. `cases` and `pages` are how many numbers each have."""
    index: dict[str, object] = {"cases": cases, "pages": pages}
    made: dict[str, bytes] = {}
    for shelf in shelves:
        digest = hashlib.sha256()
        for name, content in shelf.files.items():
            digest.update(b"%s\0%d\0%s" % (name.encode(), len(content), content))
        folder = f"{shelf.name}-{digest.hexdigest()[:12]}"
        index[shelf.name] = {"folder": folder, **shelf.about}
        made |= {f"{FOLDER}/{folder}/{name}": content for name, content in shelf.files.items()}
    return {INDEX: as_json(index), **made}


def as_json(value: object) -> bytes:
    """A value as JSON, as short as can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
