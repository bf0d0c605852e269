"""Feeds: a list of use cases as RSS 2.0, Atom 1.0 and JSON Feed 1.1. Pure: values in, bytes out.

Comes in: a `Feed` with absolute addresses and plain texts. What a contributor wrote is escaped here, and letters that
XML can't hold are left out. May not know: pages, where a feed is published, the clock.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed

MOST = 50
"""How many use cases a feed holds: a reader asks often, and has the earlier ones already."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedItem:
    """A use case in a feed. All texts are plain."""

    id: str
    """A URI that never changes."""
    address: str
    title: str
    summary: str
    author: str
    byline: str
    """The leader with level and function."""
    failures: tuple[str, ...]
    """What did not work, by paragraph."""
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed. All addresses are absolute."""

    id: str
    """A URI that never changes."""
    title: str
    description: str
    home: str
    """The address of the page that shows the same."""
    language: str
    failures_heading: str
    """The words above what did not work."""
    made: datetime
    """Its date while there is nothing in it."""
    items: tuple[FeedItem, ...]
    """Newest first."""


def rss(feed: Feed, address: str) -> bytes:
    """RSS 2.0. `address` is the feed's own."""
    return _xml(_Rss, feed, address)


def atom(feed: Feed, address: str) -> bytes:
    """Atom 1.0 (RFC 4287). `address` is the feed's own."""
    return _xml(_Atom, feed, address)


def json_feed(feed: Feed, address: str) -> bytes:
    """JSON Feed 1.1 (https://jsonfeed.org/version/1.1). `address` is the feed's own."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _clean(feed.title),
        "home_page_url": feed.home,
        "feed_url": address,
        "description": _clean(feed.description),
        "language": feed.language,
        "items": [
            {
                "id": item.id,
                "url": item.address,
                "title": _clean(item.title),
                "summary": _clean(item.summary),
                "content_html": _content(item, feed.failures_heading),
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "authors": [{"name": _clean(item.author)}],
                "tags": [_clean(name) for name in item.categories],
            }
            for item in feed.items
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


@dataclass(frozen=True)
class Format:
    """One of the forms in which a feed is published."""

    name: str
    media_type: str
    ending: str
    """Of its file. Endings that every web server knows."""
    write: Callable[[Feed, str], bytes]


FORMATS = (
    Format("RSS", "application/rss+xml", ".rss.xml", rss),
    Format("Atom", "application/atom+xml", ".atom.xml", atom),
    Format("JSON Feed", "application/feed+json", ".json", json_feed),
)


class _Dated:
    """Where there is nothing in a feed, the library would take the clock."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        latest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["made"])
        return latest


class _Rss(_Dated, Rss201rev2Feed):  # type: ignore[misc] # the library has no types
    pass


class _Atom(_Dated, Atom1Feed):  # type: ignore[misc]
    pass


def _xml(form: type[Any], feed: Feed, address: str) -> bytes:
    made = form(
        title=_clean(feed.title),
        link=feed.home,
        description=_clean(feed.description),
        language=feed.language,
        author_name=_clean(feed.title),
        feed_url=address,
        feed_guid=feed.id,
        made=feed.made,
    )
    for item in feed.items:
        content = _content(item, feed.failures_heading)
        # RSS has one place for words, which readers take for HTML; Atom has one for the summary and one for the rest.
        words = (
            {"description": content} if form is _Rss else {"description": _escaped(item.summary), "content": content}
        )
        made.add_item(
            title=_rss_title(item.title) if form is _Rss else _clean(item.title),
            link=item.address,
            unique_id=item.id,
            unique_id_is_permalink=False,
            author_name=_clean(item.author),
            pubdate=item.published,
            updateddate=item.updated,
            categories=[_clean(name) for name in item.categories],
            **words,
        )
    stream = io.StringIO()
    made.write(stream, "utf-8")
    return stream.getvalue().encode("utf-8") + b"\n"


def _content(item: FeedItem, heading: str) -> str:
    """An item's HTML: the summary, whose it is, and what did not work."""
    parts = [f"<p>{_escaped(item.summary)}</p>" if item.summary else "", f"<p>{_escaped(item.byline)}</p>"]
    if item.failures:
        parts += [f"<h2>{_escaped(heading)}</h2>", *(f"<p>{_escaped(words)}</p>" for words in item.failures)]
    return "\n".join(part for part in parts if part)


def _rss_title(text: str) -> str:
    """Some readers take it for HTML and some for plain text. Where that could make markup of it, it is escaped for the
    former; else both show the same.
    """
    return _escaped(text) if "<" in text else _clean(text)


def _escaped(text: str) -> str:
    return escape(_clean(text), quote=False)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
