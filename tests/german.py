"""What is left in English on a page that should be German."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.pofile import read_po

from leadfront.resources import templates_folder

SECTIONS = {
    "task": "Die Aufgabe",
    "prompt": "Prompt",
    "output": "Antwort",
    "result": "Ergebnis",
    "failures": "Was nicht klappte",
    "check": "Prüfung",
    "try": "Selbst ausprobieren",
}
"""Headings for a showcase in German."""

UNSAID = re.compile(r"%\(\w+\)s|%%|<[^>]*>|\s*\n\s*")
SHORTEST = 9


def english() -> Iterator[str]:
    """What would stand on a page if it were not translated: our English, and the parts of it between its places."""
    with (templates_folder() / "translations" / "de.po").open("rb") as stream:
        catalog = read_po(stream, locale="de")
    for message in catalog:
        if not message.id:
            continue
        here, there = ((text,) if isinstance(text, str) else tuple(text) for text in (message.id, message.string))
        translation = " ".join(there)
        for text in here:
            for part in UNSAID.split(text):
                words = " ".join(part.split()).strip(" .:,;")
                if len(words) >= SHORTEST and words not in translation:
                    yield words


ENGLISH_PARTS = sorted(set(english()))
WORD = re.compile("|".join(rf"(?<!\w){re.escape(part)}(?!\w)" for part in sorted(ENGLISH_PARTS, key=len, reverse=True)))


def left_in_english(text: str) -> list[str]:
    """Our English in a text. What stands in quotation marks is the name of something elsewhere, such as a field of the
    English form.
    """
    return WORD.findall(re.sub("„[^“]*“", "", text))
