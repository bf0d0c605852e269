"""The three forms of a feed, read by a real parser and held against the rules of their specifications."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.feeds import FORMATS, Feed, FeedItem, Format, atom, json_feed, rss

LONDON = ZoneInfo("Europe/London")
SITE = "https://intranet.example.org/showcase/"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "x\"'><script>alert(1)</script>&amp;{{ 7*7 }}]]>\x00\x0b\x1b[31m\ufffe\udc80 é 漢 😀"
MADE = datetime(2026, 7, 1, tzinfo=LONDON)
XML_FORMS = [form for form in FORMATS if form.write is not json_feed]


def item(number: int = 1, **changes: Any) -> FeedItem:
    landed = datetime(2026, 7, 15, 10, tzinfo=LONDON) + timedelta(days=number)
    given = {
        "id": f"tag:intranet.example.org,2026:showcase/use-cases/case-{number}",
        "address": f"{SITE}use-cases/case-{number}/",
        "title": f"Case {number}",
        "summary": "I let an assistant attack my own paper.",
        "author": "Imogen Ashdown",
        "byline": "Imogen Ashdown, Directors, Finance",
        "failures": ("It invented a deadline.", "It was slow."),
        "published": landed,
        "updated": landed + timedelta(hours=1),
        "categories": ("Directors", "Finance"),
    }
    return FeedItem(**{**given, **changes})


def feed(*items: FeedItem, **changes: Any) -> Feed:
    given = {
        "id": "tag:intranet.example.org,2026:showcase/feeds/all",
        "title": "Orchard Vale",
        "description": "Real work with AI.",
        "home": f"{SITE}use-cases/",
        "language": "en",
        "failures_heading": "What did not work",
        "made": MADE,
        "items": items,
    }
    return Feed(**{**given, **changes})


def address(form: Format) -> str:
    return f"{SITE}feeds/all{form.ending}"


def written(form: Format, made: Feed) -> bytes:
    return form.write(made, address(form))


class Tags(HTMLParser):
    """The tags and the words of a text as a browser takes it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert attrs == []

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("form", XML_FORMS, ids=lambda form: form.name)
def test_a_parser_reads_what_was_meant(form: Format) -> None:
    read = feedparser.parse(written(form, feed(item(2), item(1))))
    assert not read.bozo
    assert read.version == {"RSS": "rss20", "Atom": "atom10"}[form.name]
    assert read.feed.title == "Orchard Vale"
    assert read.feed.subtitle == "Real work with AI."
    assert read.feed.link == f"{SITE}use-cases/"
    assert read.feed.language == "en"
    assert [link.href for link in read.feed.links if link.rel == "self"] == [address(form)]
    first, second = read.entries
    assert (first.title, second.title) == ("Case 2", "Case 1")
    assert first.id == "tag:intranet.example.org,2026:showcase/use-cases/case-2"
    assert first.link == f"{SITE}use-cases/case-2/"
    assert first.author == "Imogen Ashdown"
    assert [tag.term for tag in first.tags] == ["Directors", "Finance"]
    assert datetime(*first.published_parsed[:6], tzinfo=UTC) == item(2).published
    words = Tags(first.content[0].value if "content" in first else first.summary).words
    for said in ("attack my own paper", "Imogen Ashdown, Directors, Finance", "What did not work", "It was slow."):
        assert said in words


def test_json_feed_says_what_its_specification_asks() -> None:
    read = json.loads(json_feed(feed(item(2), item(1)), f"{SITE}feeds/all.json"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert (read["title"], read["language"]) == ("Orchard Vale", "en")
    assert (read["home_page_url"], read["feed_url"]) == (f"{SITE}use-cases/", f"{SITE}feeds/all.json")
    first = read["items"][0]
    assert first["id"] == item(2).id
    assert first["url"] == item(2).address
    assert first["authors"] == [{"name": "Imogen Ashdown"}]
    assert datetime.fromisoformat(first["date_published"]) == item(2).published
    assert datetime.fromisoformat(first["date_modified"]) == item(2).updated
    assert first["tags"] == ["Directors", "Finance"]
    assert "It invented a deadline." in first["content_html"]


@pytest.mark.parametrize("items", [(), (item(),), (item(2), item(1))])
def test_atom_has_each_element_that_it_must_have_once(items: tuple[FeedItem, ...]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2, and the constructs of section 3."""
    root = ET.fromstring(atom(feed(*items), f"{SITE}feeds/all.atom.xml"))  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    assert len(root.findall(f"{ATOM}entry")) == len(items)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = []
    for holder in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = holder.findall(f"{ATOM}{name}")
            assert found.text
        for name in ("updated", "published"):
            for moment in holder.findall(f"{ATOM}{name}"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", moment.text or "")
        ids.append(holder.findtext(f"{ATOM}id"))
        rels = [link.get("rel") for link in holder.findall(f"{ATOM}link")]
        assert rels.count("alternate") == 1
        assert rels.count("self") == (1 if holder is root else 0)
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        assert [part.get("type") for part in entry if part.tag in (f"{ATOM}summary", f"{ATOM}content")] == ["html"] * 2
    assert len(ids) == len(set(ids))
    assert all(re.match(r"tag:[a-z.]+,\d{4}:\S+$", identifier or "") for identifier in ids)


@pytest.mark.parametrize("items", [(), (item(2), item(1))])
def test_rss_has_each_element_that_it_must_have_once(items: tuple[FeedItem, ...]) -> None:
    root = ET.fromstring(rss(feed(*items), f"{SITE}feeds/all.rss.xml"))  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    for name in ("title", "link", "description", "lastBuildDate", "language"):
        (found,) = channel.findall(name)
        assert found.text
    for entry in channel.findall("item"):
        for name in ("title", "link", "description", "pubDate", "guid"):
            assert len(entry.findall(name)) == 1
        assert entry.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
        assert parsedate_to_datetime(entry.findtext("pubDate") or "").utcoffset() is not None
        assert entry.find("author") is None, "RSS wants an e-mail address there; a name stands in dc:creator"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_an_empty_feed_is_dated_by_the_showcase_and_not_by_the_clock(form: Format) -> None:
    made = written(form, feed())
    assert made == written(form, feed())
    if form.name != "JSON Feed":
        read = feedparser.parse(made)
        assert not read.bozo
        assert datetime(*read.feed.updated_parsed[:6], tzinfo=UTC) == MADE


def hostile(text: str) -> FeedItem:
    return item(title=text, summary=text, author=text, byline=text, failures=(text,), categories=(text,))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_nothing_that_was_typed_becomes_markup(form: Format) -> None:
    made = written(form, feed(hostile(HOSTILE), title=HOSTILE, description=HOSTILE, failures_heading=HOSTILE))
    if form.name == "JSON Feed":
        read = json.loads(made)
        content, title = read["items"][0]["content_html"], read["items"][0]["title"]
        assert "\x1b" not in made.decode()
    else:
        root = ET.fromstring(made)  # noqa: S314 - our own
        if form.name == "Atom":
            content = root.findtext(f"{ATOM}entry/{ATOM}content") or ""
            assert set(Tags(root.findtext(f"{ATOM}entry/{ATOM}summary") or "").tags) == set()
        else:
            content = root.findtext("channel/item/description") or ""
            assert Tags(root.findtext("channel/item/title") or "").tags == [], "as readers take it that expect HTML"
        title = feedparser.parse(made).entries[0].title
    assert set(Tags(content).tags) == {"p", "h2"}
    assert "<script>alert(1)</script>&amp;{{ 7*7 }}]]>" in Tags(content).words
    assert "é 漢 😀" in title


@pytest.mark.parametrize("form", XML_FORMS, ids=lambda form: form.name)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_whatever_was_typed_the_xml_can_be_read(form: Format, text: str) -> None:
    made = ET.fromstring(written(form, feed(hostile(text), title=text)))  # noqa: S314 - our own
    assert made.tag in ("rss", f"{ATOM}feed")
