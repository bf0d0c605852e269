"""What a page is: a value that any site engine could be given. Knows nothing of MkDocs, templates or files."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

Frame = Callable[[str, str], str]
"""Makes a page's HTML of its rendered Markdown and the address at which its source can be edited (or nothing)."""


AddressOf = Callable[[str], str]
"""From the uri of a page or file to its address, relative to the site's top and without a leading `/`.

Raises LookupError where there is none.
"""


# Nothing else writes this: what is escaped has no such quotation mark, what is contributed is disarmed, and values that
# begin so stand in other attributes. It is found four times as fast where the attribute's name is looked at last.
_LINK = re.compile(r'="page:(?<=(?:href|.src)="page:)(?P<link>[^"]*)"')


def with_addresses(text: str, address_of: AddressOf) -> str:
    """The HTML of a page in which its links (see `Page`) have become addresses.

    Raises LookupError, with the link, where it leads to nothing.
    """

    def address(found: re.Match[str]) -> str:
        link = html.unescape(found["link"])
        for uri, rest in _targets_of(link):
            try:
                target = address_of(uri)
            except LookupError:
                continue
            return f'="{html.escape(target + rest)}"'
        raise LookupError(link)

    return _LINK.sub(address, text)


def _targets_of(link: str) -> Iterator[tuple[str, str]]:
    """What a link may lead to: the URI, and what follows it. The longest URI comes first, since the name of a file may
    hold these signs too.
    """
    yield link, ""
    for at in range(len(link) - 1, -1, -1):
        if link[at] in "#?":
            yield link[:at], link[at:]


@dataclass(frozen=True)
class StaticFile:
    """One file of the site that is no page: a feed, an index, a picture. Pages link to it as to each other."""

    uri: str
    """Its path on the site, as in `feeds/all.xml`."""
    make: Callable[[AddressOf], bytes | Iterator[bytes]]
    """Makes its content when it is written, in pieces where it is large. The same showcase gives the same bytes."""

    def pieces(self, address_of: AddressOf) -> Iterable[bytes]:
        """Its content in the pieces in which it is made."""
        made = self.make(address_of)
        return (made,) if isinstance(made, bytes) else made

    def content(self, address_of: AddressOf) -> bytes:
        """Its content."""
        return b"".join(self.pieces(address_of))


@dataclass(frozen=True)
class Heading:
    """A heading of a page that can be linked to."""

    text: str
    id: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Links to other pages are written `href="page:URI"`, `href="page:URI#id"` or `href="page:URI?query"`, where URI is
    that page's `uri`; whoever puts the pages on a site resolves them, and takes an unknown URI for an error.
    """

    uri: str
    """Its path below the showcase folder, as in `use-cases/index.md`."""
    title: str
    """Plain text, not escaped."""
    description: str = ""
    """Plain text, not escaped."""
    text: str = ""
    """Its HTML; empty where `frame` makes it."""
    headings: tuple[Heading, ...] = ()
    """Its headings below the title; those of its Markdown are not among them."""
    searchable: bool = True
    """Whether a search should find it; lists of other pages only repeat what those say."""
    section: str = ""
    """The uri of the page it belongs under, for the navigation to mark; empty where it is such a page itself."""
    updated: date | None = None
    """The day of its last change, where that is not the day of the check."""
    markdown: str = ""
    """What the leader (or owner) wrote, to be rendered and handed to `frame`."""
    frame: Frame | None = None
    """Sets the rendered Markdown into the page."""
    title_id: str = ""
    """The id of its title, where `frame` makes it."""
    picture: str = ""
    """The uri of the picture that a chat shows beside a link to it; empty for that of the whole showcase."""
    in_showcase: bool = True
    """Whether its Markdown is a file of the same name in the showcase folder, where it can be edited."""
