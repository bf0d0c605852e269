"""The feeds of the site: which there are, what is in them, and which page each belongs to. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import islice
from urllib.parse import quote, urljoin, urlsplit

from leadfront.feeds import FORMATS, MOST, Feed, FeedItem, Format
from leadfront.language import Language
from leadfront.pages.cards import level_name
from leadfront.pages.ledger import level_uri
from leadfront.pages.page import AddressOf, StaticFile
from leadfront.plain_words import paragraphs
from leadfront.showcase import Entry, Showcase
from leadfront.slugs import page_in, same_name, slugs
from leadfront.translations import language_named

ALL = "use-cases/index.md"
_FAILURES = "failures"
_LONGEST = 40
"""How many paragraphs of what did not work a feed carries: the page has them all."""


class Kind(Enum):
    """By what the use cases of a feed are chosen."""

    ALL = "all"
    LEVEL = "level"
    FUNCTION = "function"


@dataclass(frozen=True)
class Channel:
    """What one feed tells of, whatever its form."""

    kind: Kind
    name: str
    """As its files are called."""
    subject: str
    """The level or function in words; of the feed of everything, the site's name."""
    title: str
    page: str
    """The uri of the page that shows the same; the list of all where there is no such page."""
    entries: tuple[Entry, ...]

    def uri(self, form: Format) -> str:
        """The feed's path on the site."""
        return f"feeds/{self.name}{form.ending}"


@dataclass(frozen=True)
class FeedLink:
    """A feed as the head of a page names it."""

    title: str
    media_type: str
    uri: str


def published_at(showcase: Showcase) -> str:
    """The address of the site, which ends in `/`; empty where `mkdocs.yml` does not tell it, and feeds can't be made:
    what is in them must have whole addresses.
    """
    parts = urlsplit(showcase.site.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return showcase.site.url.rstrip("/") + "/"


def channels(showcase: Showcase) -> list[Channel]:
    """All feeds: of everything, of each level, of each function."""
    if not published_at(showcase):
        return []
    name = showcase.site.name or language_named(showcase.site.language).gettext("Use cases")
    landed = sorted(
        (entry for entry in showcase.entries if entry.landed_at and entry.updated_at),
        key=lambda entry: (-entry.updated_at.timestamp() if entry.updated_at else 0, entry.case.id),
    )
    by_level: dict[str, list[Entry]] = {level.id: [] for level in showcase.policy.levels}
    named = {same_name(function.name): function.name for function in showcase.policy.functions}
    given = {same_name(function.name): function.id for function in showcase.policy.functions}
    by_function: dict[str, list[Entry]] = {function: [] for function in named}
    for entry in landed:
        if entry.level:
            by_level[entry.level.id].append(entry)
        if entry.function:
            function = same_name(entry.function)
            named.setdefault(function, entry.function)
            by_function.setdefault(function, []).append(entry)
    found = [_channel(Kind.ALL, "", name, name, ALL, landed)]
    for level in showcase.policy.levels:
        page, entries = level_uri(level.id), by_level[level.id]
        found.append(_channel(Kind.LEVEL, level.id, level.name, f"{name}: {level.name}", page, entries))
    keys = slugs(named.values(), given)
    for function, entries in by_function.items():
        key, subject = keys[function], named[function]
        found.append(_channel(Kind.FUNCTION, key, subject, f"{name}: {subject}", page_in("functions", key), entries))
    return found


def feed_files(showcase: Showcase) -> list[StaticFile]:
    """Every feed in every form."""
    return [
        StaticFile(channel.uri(form), partial(_written, showcase, channel, form))
        for channel in channels(showcase)
        for form in FORMATS
    ]


def feed_links(showcase: Showcase) -> dict[str, list[FeedLink]]:
    """The feeds that a page names in its head, by the page's uri. The home page has that of everything."""
    found = {
        channel.page: [
            FeedLink(f"{channel.title} ({form.name})", form.media_type, channel.uri(form)) for form in FORMATS
        ]
        for channel in channels(showcase)
    }
    if ALL in found:
        found["index.md"] = found[ALL]
    return found


def _channel(kind: Kind, key: str, subject: str, title: str, page: str, entries: Iterable[Entry]) -> Channel:
    name = f"{kind.value}-{key}" if key else kind.value
    return Channel(kind, name, subject, title, page, tuple(islice(entries, MOST)))


def _written(showcase: Showcase, channel: Channel, form: Format, address_of: AddressOf) -> bytes:
    site = published_at(showcase)
    language = language_named(showcase.site.language)
    try:
        home = address_of(channel.page)
    except LookupError:  # a site may have no page for a function
        home = address_of(ALL)
    feed = Feed(
        id=_tag(showcase, f"feeds/{channel.name}"),
        title=channel.title,
        description=language.gettext("Real work with AI by our own managers and executives, with what did not work."),
        home=urljoin(site, home),
        language=showcase.site.language,
        failures_heading=_failures_heading(channel.entries),
        made=showcase.policy.launch.astimezone(showcase.policy.zone),
        items=tuple(
            _item(entry, showcase, language, urljoin(site, address_of(entry.uri))) for entry in channel.entries
        ),
    )
    return form.write(feed, urljoin(site, address_of(channel.uri(form))))


def _item(entry: Entry, showcase: Showcase, language: Language, address: str) -> FeedItem:
    case = entry.case
    launch = showcase.policy.launch  # never shown: what is in a feed has landed
    leader = case.leader or language.gettext("A leader")
    failures = case.by_key.get(_FAILURES)
    words = paragraphs(failures.own_text) if failures else []
    return FeedItem(
        id=_tag(showcase, f"use-cases/{case.id}"),
        address=address,
        title=case.title,
        summary=case.text("summary"),
        author=leader,
        byline=", ".join(part for part in (leader, level_name(entry), entry.function) if part),
        failures=tuple(words[:_LONGEST]),
        published=entry.landed_at or launch,
        updated=entry.updated_at or launch,
        categories=tuple(dict.fromkeys(part for part in (level_name(entry), entry.function) if part)),
    )


def _failures_heading(entries: Sequence[Entry]) -> str:
    return entries[0].case.heading_of(_FAILURES) if entries else ""


def _tag(showcase: Showcase, name: str) -> str:
    """A URI that outlives every change of addresses below the site's (RFC 4151)."""
    parts = urlsplit(showcase.site.url)
    path = f"{parts.path.strip('/')}/{name}".lstrip("/").encode("utf-8", "surrogateescape")
    return f"tag:{parts.hostname},{showcase.policy.launch.year}:{quote(path)}"
