"""Which feeds there are, what is in them, and the page that lists them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import feedparser
import pytest

from leadfront.pages import Page, StaticFile
from leadfront.pages.feeds import channels, feed_files, feed_links
from leadfront.pages.follow import data_files, follow_page
from leadfront.pages.page import AddressOf
from leadfront.policy import Function
from leadfront.showcase import Entry, Showcase
from made_up import ZONE, entry, showcase

SITE = "https://intranet.example.org/showcase"


def address_of(uri: str) -> str:
    if uri.startswith("functions/"):
        raise LookupError(uri)
    return uri.removesuffix("index.md").replace(".md", "/")


def published(*entries: Entry, url: str = SITE) -> Showcase:
    made = showcase(entries)
    return replace(made, site=replace(made.site, url=url))


def read(made: Showcase, uri: str, address_of: AddressOf = address_of) -> feedparser.FeedParserDict:
    (file,) = [file for file in feed_files(made) if file.uri == uri]
    return feedparser.parse(file.content(address_of))


def shown(page: Page) -> str:
    assert page.frame
    return page.frame("", "")


def test_there_is_one_for_everything_and_for_each_level_and_function() -> None:
    made = published(entry("a"), entry("b", function="People & culture"), entry("c", function="people & Culture"))
    made = replace(made, policy=replace(made.policy, functions=(Function("finance", "Finance"),)))
    uris = [file.uri for file in feed_files(made)]
    assert len(uris) == len(set(uris)) == 3 * (1 + 5 + 2)
    assert uris[:3] == ["feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json"]
    assert "feeds/level-executive.rss.xml" in uris, "a level without anything has an empty feed, to be followed already"
    assert [item.id for item in read(made, "feeds/function-finance.atom.xml").entries] == [
        "tag:intranet.example.org,2024:showcase/use-cases/a"
    ]
    assert len(read(made, "feeds/function-people-culture.rss.xml").entries) == 2


def test_what_stands_in_an_entry() -> None:
    body = "## What did not work\n\nIt **invented** a deadline.\n\n- And a name\n\n## Result\n\nNothing.\n"
    made = published(entry("a", text=f"---\ntitle: A\nsummary: S\nleader: L\nlevel: director\n---\n{body}"))
    (item,) = read(made, "feeds/level-director.atom.xml").entries
    assert item.link == f"{SITE}/use-cases/a/"
    content = item.content[0].value
    for words in ("<p>S</p>", "L, Directors", "<h2>What did not work</h2>", "<p>It invented a deadline.</p>", "a name"):
        assert words in content
    assert "Nothing." not in content


def test_the_newest_come_first_by_their_last_change_and_fifty_are_enough() -> None:
    entries = [entry(f"case-{number:02}", landed=f"2026-10-{1 + number % 28:02}") for number in range(60)]
    again = replace(entries[0], updated_at=datetime(2026, 11, 20, 9, tzinfo=ZONE))
    items = read(published(*entries[1:], again), "feeds/all.atom.xml").entries
    assert len(items) == 50
    assert items[0].id.endswith("case-00")
    moments = [item.updated for item in items]
    assert moments == sorted(moments, reverse=True)


def test_what_has_not_landed_is_not_announced() -> None:
    made = published(entry("a"), entry("new", landed=""))
    assert [item.title for item in read(made, "feeds/all.rss.xml").entries] == ["Three questions the board would ask"]


def test_ids_do_not_change_with_the_site_s_addresses_below() -> None:
    made = published(entry("a"))
    before = [item.id for item in read(made, "feeds/all.atom.xml").entries]
    after = [item.id for item in read(made, "feeds/all.atom.xml", lambda uri: f"{uri}.html").entries]
    assert before == after


@pytest.mark.parametrize("url", ["", "/showcase/", "file:///srv/showcase", "intranet.example.org"])
def test_without_the_address_of_the_site_there_are_none_and_the_data_stays(url: str) -> None:
    made = published(entry("a"), url=url)
    assert channels(made) == []
    assert feed_files(made) == []
    assert feed_links(made) == {}
    text = shown(follow_page(made))
    assert 'id="feeds"' not in text
    assert "page:showcase.csv" in text
    (case,) = json.loads(file_named(data_files(made), "showcase.json").content(address_of))["use_cases"]
    assert case["url"] == "use-cases/a/"


def file_named(files: list[StaticFile], uri: str) -> StaticFile:
    return next(file for file in files if file.uri == uri)


def test_home_list_level_and_function_name_their_feeds() -> None:
    links = feed_links(published(entry("a")))
    assert [link.media_type for link in links["index.md"]] == [
        "application/rss+xml", "application/atom+xml", "application/feed+json"
    ]  # fmt: skip
    assert links["use-cases/index.md"] == links["index.md"]
    assert links["levels/director.md"][0].uri == "feeds/level-director.rss.xml"
    assert links["functions/finance.md"][2].title == "Orchard Vale: Finance (JSON Feed)"


def test_the_page_lists_every_feed_and_every_column() -> None:
    made = published(entry("a"))
    text = shown(follow_page(made))
    for file in (*feed_files(made), *data_files(made)):
        assert f'href="page:{file.uri}"' in text
    assert "<code>effect_before</code>" in text


def test_data_has_whole_addresses_where_the_site_s_is_known() -> None:
    files = data_files(published(entry("a")))
    (case,) = json.loads(file_named(files, "showcase.json").content(address_of))["use_cases"]
    assert case["url"] == f"{SITE}/use-cases/a/"
    assert f"{SITE}/use-cases/a/".encode() in file_named(files, "showcase.csv").content(address_of)
    assert (
        json.loads(file_named(files, "showcase.schema.json").content(address_of))["$id"] == "urn:leadfront:showcase:1"
    )
