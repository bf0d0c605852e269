"""What a chat shows beside a link to the site: which page has which picture. Values only; `leadfront.preview_picture`
draws.

A picture takes about a hundredth of a second, so only the newest use cases, which are those that are passed on, have
one of their own; the others share that of their level. Chats want whole addresses: where `site_url` is not set, there
are none.
"""

from __future__ import annotations

from functools import lru_cache, partial

from leadfront.pages.cards import level_name
from leadfront.pages.feeds import published_at
from leadfront.pages.page import AddressOf, StaticFile
from leadfront.policy import Level
from leadfront.preview_picture import Words, picture_of
from leadfront.showcase import Entry, Showcase

NEWEST = 200
_FOLDER = "previews"


class Previews:
    """The pictures of a showcase."""

    def __init__(self, showcase: Showcase) -> None:
        there = bool(published_at(showcase))
        self._site = showcase.site.name
        self._entries = showcase.entries[:NEWEST] if there else ()
        self._levels = showcase.policy.levels if there else ()
        self._own = {entry.uri for entry in self._entries}
        self.site_uri = f"{_FOLDER}/showcase.png" if there else ""
        """The picture of every page that has no other; empty where there are no pictures."""

    def uri_of(self, entry: Entry) -> str:
        """The picture of a use case; empty where it has that of the whole showcase."""
        if entry.uri in self._own:
            return f"{_FOLDER}/{entry.uri.removesuffix('.md')}.png"
        return _level_uri(entry.level) if entry.level and self._levels else ""

    def files(self) -> list[StaticFile]:
        """All pictures, drawn when they are written."""
        if not self.site_uri:
            return []
        return [
            StaticFile(self.site_uri, partial(_drawn, Words(self._site))),
            *(
                StaticFile(_level_uri(level), partial(_drawn, Words(level.name, site=self._site)))
                for level in self._levels
            ),
            *(StaticFile(self.uri_of(entry), partial(_drawn, self._words(entry))) for entry in self._entries),
        ]

    def _words(self, entry: Entry) -> Words:
        place = " · ".join(part for part in (level_name(entry), entry.function) if part)
        return Words(entry.case.title, entry.case.leader, place, self._site)


def _level_uri(level: Level) -> str:
    return f"{_FOLDER}/levels/{level.id}.png"


def _drawn(words: Words, _address_of: AddressOf) -> bytes:
    return _picture(words)


@lru_cache(maxsize=2 * NEWEST)
def _picture(words: Words) -> bytes:
    """Remembered for `mkdocs serve`, which builds again after each edit."""
    return picture_of(words)
