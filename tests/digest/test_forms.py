"""The letter in its forms: nothing that people wrote is obeyed by a mail program, a wiki, a chat or a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from leadfront.digest import chat, mail, markdown, plain
from leadfront.digest.addresses import Address, addresses, nowhere
from leadfront.digest.chronicle import Chronicle
from leadfront.digest.letter import MAILED, ON_THE_SITE, Letter, Line, Part, compose
from leadfront.digest.period import month_named
from leadfront.language import ENGLISH
from leadfront.policy import Site
from made_up import entry, showcase, update
from reporters.answers import HOSTILE

SITE = "https://intranet.example.com/ai/"
AT = addresses(Site(url=SITE))
FORMS: dict[str, Callable[[Letter, Address], str]] = {
    "text": plain.render,
    "html": mail.render,
    "markdown": markdown.render,
    "chat": chat.render,
}
pieces = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
hostile = st.lists(pieces, min_size=1, max_size=4).map("".join)


def on_everything(test: Callable[..., None]) -> Callable[..., None]:
    for text in HOSTILE:
        test = example(text)(test)
    return given(hostile)(settings(max_examples=40)(test))


def letter(said: str) -> Letter:
    """A letter with every part, in which people wrote this text everywhere."""
    case = Line(words=said, title=said or "A title", uri=f"use-cases/{said}.md", leader=said, level=said, byline=said)
    case = replace(case, effect=said)
    keys = ("spotlight", "first", "added", "changed", "failures")
    parts = [Part(key, f"About {key}", (case,), introduction=said) for key in keys]
    parts.append(Part("due", "What is due", (Line(said),)))
    links = (Line(title="On the site", uri="digests/2026-10.md"),)
    return Letter(said, "October 2026", said, tuple(parts), links, said, "en")


class Tags(HTMLParser):
    """What a mail program finds: tags, attributes, words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("form", FORMS)
@on_everything
def test_no_control_character_and_no_order_to_ci(form: str, text: str) -> None:
    written = FORMS[form](letter(text), AT)
    for sign in set(written) - {"\n", "\N{ZERO WIDTH SPACE}"}:
        assert unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), repr(sign)
    for line in written.splitlines():
        assert not line.lstrip(" \N{ZERO WIDTH SPACE}").startswith("::"), line
        assert not re.search(r"##\w*\[", line), line


@on_everything
def test_a_mail_holds_our_tags_only_and_leads_to_the_site_only(text: str) -> None:
    tame, found = Tags(mail.render(letter("tame"), AT)), Tags(mail.render(letter(text), AT))
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in tame.tags]
    for tag, attributes in found.tags:
        assert tag not in ("script", "img", "link", "iframe", "object", "form", "svg")
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "background")]
        if tag == "a":
            assert (attributes["href"] or "").startswith(SITE)


@on_everything
def test_markdown_shows_what_was_written_and_leads_to_the_site_only(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(markdown.render(letter(text), AT))
    for tag, attributes in Tags(html).tags:
        assert tag in ("h1", "h2", "p", "ul", "li", "a", "em", "strong", "br", "hr"), tag
        if tag == "a":
            assert (attributes["href"] or "").startswith(SITE)


@on_everything
def test_a_chat_finds_no_markup_and_no_mention(text: str) -> None:
    written = chat.render(letter(text), nowhere)
    assert len(written) <= chat.MOST
    assert not set("*`~<>|[]") & set(written)
    assert not re.search(r"@\w|(?<!\w)_\w|\w_(?!\w)", written)


@on_everything
def test_no_line_of_text_is_longer_than_72_letters_unless_it_is_one_word(text: str) -> None:
    for line in plain.render(letter(text), nowhere).splitlines():
        assert len(line) <= plain.WIDTH or len(line.split()) <= 2, line


@pytest.mark.parametrize("form", FORMS)
def test_without_an_address_of_the_site_there_are_no_links(form: str) -> None:
    written = FORMS[form](letter("tame"), nowhere)
    assert "href=" not in written
    assert "](" not in written
    assert "://" not in written.partition("<body")[2] if form == "html" else "://" not in written


@pytest.mark.parametrize("form", FORMS)
def test_the_same_letter_gives_the_same_bytes(form: str) -> None:
    assert FORMS[form](letter("tame"), AT) == FORMS[form](letter("tame"), AT)


def test_a_mail_carries_every_style_where_it_is_used() -> None:
    for tag, attributes in Tags(mail.render(letter("tame"), AT)).tags:
        if tag in ("p", "h1", "h2", "h3", "a", "body"):
            assert attributes.get("style"), (tag, attributes)


def test_a_chat_keeps_what_matters_most() -> None:
    said = letter("Words of ordinary length, and some more of them. " * 3)
    written = chat.render(replace(said, name="Orchard Vale", standfirst="3 new use cases.", note=""), nowhere)
    assert "About spotlight" in written
    assert "About changed" not in written


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize(
    "uri", ["index.md", "coverage.md", "use-cases/index.md", "use-cases/board paper é.md", "a/b.md"]
)
def test_addresses_are_those_of_the_site_engine(uri: str, folders: bool) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "use_directory_urls": folders})
    url = File(uri, "docs", "site", use_directory_urls=folders).url.replace("./", "")
    expected = url if folders or url.endswith(".html") else f"{url}index.html"
    assert addresses(Site(url=SITE, use_directory_urls=folders))(uri) == SITE + expected
    assert addresses(Site(url=SITE.rstrip("/"), use_directory_urls=folders))(uri) == SITE + expected


@pytest.mark.parametrize("url", ["", "/ai/", "javascript:alert(1)", "//x", "https://"])
def test_what_is_no_address_of_a_site_gives_no_links(url: str) -> None:
    assert addresses(Site(url=url))("coverage.md") == ""


def composed(count: int = 3, **lengths: Any) -> Letter:
    slugs = [f"case-{number}" for number in range(count)]
    made = showcase(
        [entry(slug, title=f"Title {slug}") for slug in slugs],
        [update("2026-10-02", "director", slug) for slug in slugs],
    )
    return compose(Chronicle(made).digest(month_named("2026-10")), ENGLISH, **lengths)


def test_a_letter_has_its_parts_in_order() -> None:
    made = composed()
    assert [part.key for part in made.parts] == ["first", "added", "failures", "quiet", "due"]
    assert made.title == "October 2026"
    assert made.standfirst == "3 new use cases, by 1 leader."


def test_the_running_month_is_told_so_far() -> None:
    made = compose(Chronicle(showcase()).digest(month_named("2026-11")), ENGLISH)
    assert made.title == "November 2026, so far"
    assert made.standfirst == "Nothing has come in yet."


def test_a_long_month_is_cut_and_says_so_and_the_page_shows_more() -> None:
    mailed, page = composed(30, lengths=MAILED), composed(30, lengths=ON_THE_SITE)
    assert [len(part.lines) for part in mailed.parts[:3]] == [1, MAILED.added, MAILED.failures]
    assert mailed.parts[1].more == "And 19 more."
    assert (len(page.parts[1].lines), page.parts[1].more) == (29, "")


def test_whoever_is_quiet_is_named_by_level_never_by_name() -> None:
    (quiet,) = [part for part in composed().parts if part.key == "quiet"]
    assert [line.words for line in quiet.lines] == [
        "Nothing from them so far: Executive team, Heads of service, Managers and Team leads."
    ]
    assert "Imogen" not in " ".join(line.words for line in quiet.lines)


def test_links_are_encoded() -> None:
    found = Tags(mail.render(letter('"><b>é'), AT))
    hrefs = [attributes["href"] or "" for tag, attributes in found.tags if tag == "a"]
    assert all(re.fullmatch(r"[\w:/.%~-]+", href) for href in hrefs)
    assert any('"><b>é' in unquote(href) for href in hrefs)
