"""Finds the languages that the site can speak: `templates/translations/CODE.po`, in gettext's form.

An edge: reads files.
"""

from __future__ import annotations

from functools import cache

from leadfront.language import ENGLISH, Language
from leadfront.resources import templates_folder


@cache
def language_named(code: str) -> Language:
    """The language of a code such as `de` or `de-AT`; English where no words are known for it."""
    from babel.messages.pofile import read_po  # takes longer to import than English pages need

    short = _short(code)
    path = templates_folder() / "translations" / f"{short}.po"
    if short == ENGLISH.code or not short.isalpha() or not path.is_file():
        return ENGLISH
    with path.open("rb") as stream:
        read = read_po(stream, locale=short, abort_invalid=True)
    messages: dict[str, str | tuple[str, ...]] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            if message.string:
                messages[message.id] = str(message.string)
        elif message.string and all(message.string):
            messages[message.id[0]] = tuple(message.string)
    return Language(short, messages)


def speaks(code: str) -> bool:
    """Whether there are words for a language."""
    return language_named(code).code == _short(code)


def _short(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
