"""The page that tells how to follow the showcase, and how to take its data elsewhere; with the files it offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from urllib.parse import urljoin

from leadfront.exports import as_csv, as_json, columns
from leadfront.feeds import FORMATS
from leadfront.language import Language
from leadfront.pages.feeds import Channel, Kind, channels, published_at
from leadfront.pages.page import AddressOf, Heading, Page, StaticFile
from leadfront.pages.template import later, schema
from leadfront.showcase import Entry, Showcase
from leadfront.translations import language_named

URI = "follow.md"
JSON = "showcase.json"
CSV = "showcase.csv"
SCHEMA = "showcase.schema.json"


@dataclass(frozen=True)
class _Line:
    """A feed in the list: what it tells of, and its addresses by form."""

    title: str
    forms: tuple[tuple[str, str], ...]


def follow_page(showcase: Showcase) -> Page:
    """The page of feeds and data."""
    language = language_named(showcase.site.language)
    lines = {
        kind: [_line(channel) for channel in group]
        for kind, group in groupby(channels(showcase), lambda channel: channel.kind)
    }
    everything = next(iter(lines.get(Kind.ALL, ())), None)
    groups = (
        (language.gettext("By level"), lines.get(Kind.LEVEL)),
        (language.gettext("By function"), lines.get(Kind.FUNCTION)),
    )
    feeds = language.gettext("Feeds")
    data = language.gettext("Data")
    return Page(
        uri=URI,
        title=language.gettext("Follow"),
        description=language.gettext("How to hear of new use cases, and how to take the data elsewhere."),
        headings=(*((Heading(feeds, "feeds"),) if everything else ()), Heading(data, "data")),
        frame=later(
            "follow.html",
            language,
            everything=everything,
            groups=[(name, some) for name, some in groups if some],
            json=JSON,
            table=CSV,
            schema=SCHEMA,
            columns=_columns(language),
        ),
        title_id="follow",
        searchable=False,
    )


def data_files(showcase: Showcase) -> list[StaticFile]:
    """The showcase as data, and the description of its form."""
    return [
        StaticFile(JSON, partial(_exported, showcase, as_json)),
        StaticFile(CSV, partial(_exported, showcase, as_csv)),
        StaticFile(SCHEMA, lambda _: schema("showcase")),
    ]


def _columns(language: Language) -> list[tuple[str, str]]:
    """The columns of the table, in words."""
    own = {
        "id": language.gettext("The name that never changes"),
        "url": language.gettext("The address of its page"),
        "landed_at": language.gettext("When it was first published"),
        "updated_at": language.gettext("When it last changed in substance"),
        "level_id": language.gettext("The level’s id; empty where the policy knows no such level"),
        "function_id": language.gettext("The function’s id; empty where the policy knows no such function"),
    }
    return [(name, ": ".join(map(language.unfilled, labels)) or own[name]) for name, labels in columns()]


def _exported(
    showcase: Showcase, form: Callable[[Showcase, Callable[[Entry], str]], Iterator[bytes]], address_of: AddressOf
) -> Iterator[bytes]:
    site = published_at(showcase)
    return form(showcase, lambda entry: urljoin(site, address_of(entry.uri)))


def _line(channel: Channel) -> _Line:
    return _Line(channel.subject, tuple((form.name, channel.uri(form)) for form in FORMATS))
